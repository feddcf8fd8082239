"""Verifies the deputies: each, and its end, has the event of the office that tells it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.audit import OFFICE_CHAIN
from register.deputies import Deputy
from register.verification_work import Work, rows

_DEPUTY = Deputy.__table__  # type: ignore[attr-defined]
_RUNNING: Mapping[str, Any] = {"ended_at": None, "ended_by": None, "ended_by_name": None}
"""What a deputy holds until it is ended, of what tells the end."""


async def verify_deputies(db: AsyncSession, work: Work) -> None:
    """Hold every deputy against the event that named it and, once ended, the one that did."""
    names = [column.name for column in frozen.DEPUTY_COLUMNS]
    async for row in rows(db, select(*frozen.DEPUTY_COLUMNS).order_by(_DEPUTY.c.id)):
        deputy = dict(zip(names, row, strict=True))
        named = work.deputies_named.pop(deputy["id"], None)
        ended = work.deputies_ended.pop(deputy["id"], None)
        if named is None:
            work.fault(OFFICE_CHAIN, None, "Een plaatsvervanger heeft geen gebeurtenis.")
        elif not frozen.fits(named.frozen, {**deputy, **_RUNNING}):
            work.fault(OFFICE_CHAIN, named.seq, "De plaatsvervanger is daarna gewijzigd.")
        if ended is None:
            if deputy["ended_at"] is not None:
                work.fault(OFFICE_CHAIN, None, "Een gestopte vervanging heeft geen gebeurtenis.")
        elif not frozen.fits(ended.frozen, deputy):
            work.fault(OFFICE_CHAIN, ended.seq, "Het einde van de vervanging is daarna gewijzigd.")
    for vouched in (*work.deputies_named.values(), *work.deputies_ended.values()):
        work.fault(OFFICE_CHAIN, vouched.seq, "De plaatsvervanger staat er niet meer.")
