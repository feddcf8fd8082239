"""How a declarant closes a declaration: withdrawing it, or ending what was approved."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Step
from register.declarations import (
    Status,
)
from register.errors import Invalid, Unsuitable
from register.people import Actor
from register.types.amounts import Day
from register.types.kinds import LongText, Unreadable
from workflows.drafting import own
from workflows.transitions import Move, claim, hold_to


async def withdraw(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, why: str, now: datetime
) -> None:
    """Withdraw one's own declaration while nobody has decided; its number stays used.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Stale: it changed since it was on the screen.
        Unsuitable: it was decided on.
        Invalid: the reason is too long or cannot be read.
    """
    declaration = await own(db, actor, declaration_id)
    if declaration.status is Status.CONCEPT:
        raise Unsuitable("Een concept kun je verwijderen; intrekken hoeft niet.")
    hold_to(declaration, version)
    reason = _why(why)
    await claim(db, declaration, Move.WITHDRAW, actor, now, why=reason)
    await db.exec(
        update(Step)
        .where(
            col(Step.declaration_id) == declaration_id,
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
        )
        .values(cancelled_at=now)
    )
    await record(db, declaration_id, actor, Happening.WITHDRAWN, now, reason=reason)


def _why(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"reden": str(unreadable)}, str(unreadable)) from None


async def end(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, typed: str, now: datetime
) -> None:
    """End an approved declaration: the interest is over since the day that is typed.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Stale: it changed since it was on the screen.
        Unsuitable: it is not in force.
        Invalid: the day cannot be read, or lies in the future.
    """
    declaration = await own(db, actor, declaration_id)
    hold_to(declaration, version)
    day = _end_day(typed, day_of(now))
    await claim(db, declaration, Move.END, actor, now, why=f"Beëindigd per {day:%d-%m-%Y}")
    await record(db, declaration_id, actor, Happening.ENDED, now, ends_on=day)


def _end_day(typed: str, today: date) -> date:
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"ends_on": str(unreadable)}) from None
    if day > today:
        raise Invalid({"ends_on": "Vul de dag in waarop het is geëindigd: vandaag of eerder."})
    return day
