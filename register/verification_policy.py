"""Verifies the changes of policy values: every row, and no other, has the event that tells it."""

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.audit import OFFICE_CHAIN
from register.policy import PolicyChange
from register.verification_work import Work, rows

_CHANGE = PolicyChange.__table__  # type: ignore[attr-defined]


async def verify_policy(db: AsyncSession, work: Work) -> None:
    """Hold every change of a policy value against the event that vouches for it."""
    names = [column.name for column in frozen.POLICY_COLUMNS]
    async for row in rows(db, select(*frozen.POLICY_COLUMNS).order_by(_CHANGE.c.id)):
        change = dict(zip(names, row, strict=True))
        told = f"Wijziging {change['id']} van de grens {change['name']}"
        vouched = work.policy_changes.pop(change["id"], None)
        if vouched is None or vouched.chain != OFFICE_CHAIN:
            work.fault(OFFICE_CHAIN, None, f"{told} heeft geen gebeurtenis.")
        elif not frozen.fits(vouched.frozen, change):
            work.fault(OFFICE_CHAIN, vouched.seq, f"{told} is daarna gewijzigd.")
    for key, vouched in work.policy_changes.items():
        gone = f"Wijziging {key} van een grens staat er niet meer."
        work.fault(vouched.chain, vouched.seq, gone)
