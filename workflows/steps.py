"""The steps of a route as they are kept: which one waits, who took which, and opening the next."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.decisions import Decision, Step, Task
from register.declarations import Revision
from register.people import Actor, Person
from register.permissions import Action, may
from workflows.routes import PlannedStep, Taken


def waiting(steps: Sequence[Step]) -> Step | None:
    """Give the step that waits for somebody, of the steps of a declaration."""
    return next((step for step in steps if _waits(step)), None)


def _waits(step: Step) -> bool:
    return step.decided_at is None and step.cancelled_at is None


def of_revision(steps: Sequence[Step], revision_id: UUID) -> Sequence[Step]:
    """Give the steps that were taken on a revision, in order."""
    return [step for step in steps if step.revision_id == revision_id and step.decision is not None]


def taken(steps: Sequence[Step]) -> Sequence[Taken]:
    """Give who took which of these steps, in order."""
    return [
        Taken(step.role, step.decided_by, step.task)
        for step in steps
        if step.decided_by is not None
    ]


def deciding(steps: Sequence[Step]) -> Step | None:
    """Give the step whose decision holds: the last in which somebody was asked to decide."""
    decided = [step for step in steps if step.task is Task.DECIDE and step.decision is not None]
    return decided[-1] if decided else None


def disagreed(steps: Sequence[Step]) -> bool:
    """Tell whether a second pair of eyes did not agree."""
    return any(step.task is Task.CONFIRM and step.decision is Decision.NEGATIEF for step in steps)


def took_one(actor: Actor, steps: Sequence[Step], revision_id: UUID) -> bool:
    """Tell whether somebody took a step on a revision already."""
    return any(each.decided_by == actor.id for each in of_revision(steps, revision_id))


def can_take(actor: Actor, step: Step, declarant_id: int, steps: Sequence[Step]) -> bool:
    """Tell whether a step is somebody's, or their office's, to take.

    Nobody takes a step on their own declaration, nor two on one revision.

    Args:
        actor: who would take it.
        step: the step that waits.
        declarant_id: whose declaration it is.
        steps: the steps of the declaration.
    """
    if actor.id == declarant_id or not may(actor, Action.REVIEW):
        return False
    if took_one(actor, steps, step.revision_id):
        return False
    office = step.role.office
    return step.person_id == actor.id if office is None else actor.holds(office)


async def steps_of(db: AsyncSession, declaration_id: UUID) -> Sequence[Step]:
    """Give every step of a declaration, first one first."""
    found = await db.exec(
        select(Step).where(Step.declaration_id == declaration_id).order_by(col(Step.id))
    )
    return found.all()


async def open_step(
    db: AsyncSession,
    revision: Revision,
    position: int,
    planned: PlannedStep,
    due_on: date,
    now: datetime,
) -> Step:
    """Open a step of the route of a revision, and write down for whom it waits."""
    step = Step(
        declaration_id=revision.declaration_id,
        revision_id=revision.id,
        position=position,
        role=planned.role,
        task=planned.task,
        person_id=planned.person_id,
        why=planned.why,
        opened_at=now,
        due_on=due_on,
    )
    db.add(step)
    await db.flush()
    person = None
    if planned.person_id is not None:
        person = await db.get_one(Person, planned.person_id)
    await record(
        db,
        revision.declaration_id,
        None,
        Happening.ROUTED,
        now,
        reviewer=person.name if person else planned.role.label,
        staff_number=person.staff_number if person else None,
        role=planned.role.value,
        task=planned.task.value,
        why=planned.why,
        due_on=due_on,
    )
    return step
