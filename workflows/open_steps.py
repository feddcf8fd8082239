"""All steps that wait, and whom each waits for: what reminders and overviews are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import ReviewerRole, Step
from register.declarations import Declaration, Status
from register.people import Office, Person, office_holders
from workflows.letters import Letter
from workflows.notices import notify
from workflows.takers import Takers, takers_of


@dataclass(frozen=True)
class OpenStep:
    """A step that waits.

    Attributes:
        id: its key.
        declaration_id: of which declaration.
        number: what that is called.
        declarant_id: whose it is.
        revision_id: on which revision.
        role: in what role it is taken.
        person_id: who takes it, where it is a person's.
        unassigned: whether it is nobody's.
        opened_at: since when it waits.
        due_on: the last day for it.
    """

    id: int
    declaration_id: UUID
    number: str
    declarant_id: int
    revision_id: UUID
    role: ReviewerRole
    person_id: int | None
    unassigned: bool
    opened_at: datetime
    due_on: date


@dataclass(frozen=True)
class Waiting:
    """The steps that wait, each with the people in service who can take it, and for whom."""

    steps: Sequence[OpenStep]
    reviewers: Mapping[int, Takers]
    holders: Mapping[Office, Sequence[int]]


async def waiting_steps(db: AsyncSession, now: datetime, *wanted: Any) -> Waiting:
    """Give the steps that wait and meet these conditions, what is due first first.

    In a fixed number of queries; whom a step waits for is told by :func:`takers.takers_of`.
    """
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Step.id,
            Step.declaration_id,
            Declaration.number,
            Declaration.declarant_id,
            Step.revision_id,
            Step.role,
            Step.person_id,
            Step.unassigned,
            Step.opened_at,
            Step.due_on,
        )
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .where(
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
            col(Declaration.status) == Status.INGEDIEND,
            *wanted,
        )
        .order_by(col(Step.due_on), col(Step.id))
    )
    steps = [OpenStep(*row) for row in rows]
    day = day_of(now)
    return Waiting(
        steps,
        await takers_of(db, steps, day),
        await office_holders(db, day),
    )


def about(step_id: int) -> str:
    """Give what letters about a step are known by."""
    return f"step {step_id}"


async def tell_reviewers(db: AsyncSession, step_id: int, now: datetime) -> None:
    """Tell whomever a step that was opened waits for; of what is nobody's, the bestuurssecretaris.

    A deputy is told in whose place.
    """
    waiting = await waiting_steps(db, now, col(Step.id) == step_id)
    for step in waiting.steps:
        takers = waiting.reviewers[step.id]
        letters: dict[int, tuple[Letter, dict[str, str]]] = {
            person_id: (Letter.STEP_OPENED, {}) for person_id in takers
        }
        principals = {person_id for person_id in takers.values() if person_id is not None}
        if principals:
            found = await db.exec(select(Person).where(col(Person.id).in_(principals)))
            names = {person.key: person.name for person in found}
            for person_id, principal in takers.items():
                if principal is not None:
                    letters[person_id] = (Letter.STEP_OPENED_DEPUTY, {"name": names[principal]})
        if step.unassigned:
            secretaries = set(waiting.holders[Office.BESTUURSSECRETARIS]) - {step.declarant_id}
            letters |= dict.fromkeys(secretaries, (Letter.STEP_UNASSIGNED, {}))
        for person_id, (letter, more) in sorted(letters.items()):
            await notify(
                db,
                letter,
                person_id,
                now,
                about=about(step.id),
                declaration_key=step.declaration_id,
                due=step.due_on,
                **more,
            )
