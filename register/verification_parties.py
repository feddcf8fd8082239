"""Verifies what parties are known by: just what their declaration's chain tells, no more, no less.

Rules on what one person, or a line of colleagues, has with one party rest on it.
"""

from itertools import groupby
from operator import itemgetter

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Revision
from register.parties import PartyKey
from register.verification_work import Work, rows

_KEY = PartyKey.__table__  # type: ignore[attr-defined]
_REVISION = Revision.__table__  # type: ignore[attr-defined]


async def verify_parties(db: AsyncSession, work: Work) -> None:
    """Hold what the parties of every declaration are known by against its chain."""
    query = (
        select(_REVISION.c.declaration_id, _KEY.c.key)
        .select_from(_KEY.join(_REVISION, _REVISION.c.id == _KEY.c.revision_id))
        .distinct()
        .order_by(_REVISION.c.declaration_id)
    )
    found = [(str(declaration_id), key) async for declaration_id, key in rows(db, query)]
    kept = {chain: {key for _, key in keys} for chain, keys in groupby(found, itemgetter(0))}
    for chain in {*kept, *work.parties}:
        if kept.get(chain, set()) != work.parties.get(chain, set()):
            told = "Waaraan de partij wordt herkend, is niet wat de keten vertelt."
            work.fault(chain, None, told)
