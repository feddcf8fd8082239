"""How a declarant closes a declaration: withdrawing it, or ending what was approved."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Step
from register.declarations import (
    Declaration,
    Status,
)
from register.errors import Invalid, Unsuitable
from register.people import Actor
from register.reviews import ReviewAnswer
from register.types.amounts import Day
from register.types.kinds import LongText, Unreadable
from workflows import reviews
from workflows.attachment_rows import reset_form
from workflows.condition_force import ENDED, lapse
from workflows.drafting import own
from workflows.revisions import newest_id
from workflows.steps import decided_since_submission
from workflows.transitions import Move, claim, hold_to, led_to, of_change


async def withdraw(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, why: str, now: datetime
) -> None:
    """Withdraw one's own declaration while nobody has decided; its number stays used.

    What is withdrawn is the change, where one waits for a decision: what was approved stays. Once
    somebody decided it cannot be withdrawn, also while a second pair of eyes still looks at it: a
    refusal does not vanish.

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
    if await decided_since_submission(db, declaration_id):
        raise Unsuitable("Er is al over beslist. Intrekken kan niet meer.")
    reason = read_reason(why)
    move = of_change(Move.WITHDRAW, declaration.stands)
    revision_id = await newest_id(db, declaration_id)
    await claim(db, declaration, move, actor, now, revision_id=revision_id, why=reason)
    await cancel_step(db, declaration_id, now)
    await record(
        db,
        declaration_id,
        actor,
        Happening.WITHDRAWN if move is Move.WITHDRAW else Happening.CHANGE_WITHDRAWN,
        now,
        reason=reason,
    )


async def cancel_step(db: AsyncSession, declaration_id: UUID, now: datetime) -> None:
    """Let the step that waits, if one does, lapse: nobody decides any more."""
    await db.exec(
        update(Step)
        .where(
            col(Step.declaration_id) == declaration_id,
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
        )
        .values(cancelled_at=now)
    )


def read_reason(typed: str, field: str = "reden") -> str | None:
    """Read a reason that need not be given.

    Raises:
        Invalid: it is too long or cannot be read, by the name of the field.
    """
    if not typed.strip():
        return None
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({field: str(unreadable)}, str(unreadable)) from None


async def end(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, typed: str, now: datetime
) -> None:
    """End an approved declaration: the interest is over since the day that is typed.

    A change of it that waits for a decision, or is being typed, ends with it.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Stale: it changed since it was on the screen.
        Unsuitable: it is not in force.
        Invalid: the day cannot be read, or lies in the future.
    """
    declaration = await own(db, actor, declaration_id)
    hold_to(declaration, version)
    led_to(declaration, Move.END)
    day = _end_day(typed, day_of(now))
    await claim(db, declaration, Move.END, actor, now, why=ended_on(day))
    await settle_what_is_open(db, actor, declaration, now)
    await record(db, declaration_id, actor, Happening.ENDED, now, ends_on=day)


async def settle_what_is_open(
    db: AsyncSession, actor: Actor, declaration: Declaration, now: datetime
) -> None:
    """Let what still waits of a declaration that just ended come to an end with it."""
    await cancel_step(db, declaration.id, now)
    if declaration.in_force_id is not None:
        await lapse(db, actor, declaration.id, declaration.in_force_id, now, ENDED)
        await reset_form(db, declaration.id, declaration.in_force_id)
    await reviews.answer_open(db, actor, declaration.id, ReviewAnswer.BEEINDIGD, now)


def ended_on(day: date) -> str:
    """Give the reason of a transition that ends a declaration; reports read the day at its end."""
    return f"Beëindigd per {day:%d-%m-%Y}"


def _end_day(typed: str, today: date) -> date:
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"ends_on": str(unreadable)}) from None
    if day > today:
        raise Invalid({"ends_on": "Vul de dag in waarop het is geëindigd: vandaag of eerder."})
    return day
