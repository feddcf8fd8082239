"""The steps of a route as they are kept: which one waits, who took which, and opening the next."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.decisions import Decision, Step, Task, Transition
from register.declarations import Declaration, Revision
from register.people import Actor, Person
from workflows.open_steps import tell_reviewers
from workflows.route_facts import Taken
from workflows.routes import PlannedStep
from workflows.transitions import Move


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
        Taken(step.role, step.decided_by, step.task, step.on_behalf_of)
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
    """Tell whether somebody took a step on a revision already, or had it taken for them."""
    return any(
        actor.id in (each.decided_by, each.on_behalf_of) for each in of_revision(steps, revision_id)
    )


async def decided_since_submission(db: AsyncSession, declaration_id: UUID) -> bool:
    """Tell whether somebody decided since a declaration, or the change of it, was submitted.

    A question that was asked and answered meanwhile does not undo what was decided before it.
    """
    began = (
        select(func.max(Transition.at))
        .where(
            Transition.declaration_id == declaration_id,
            col(Transition.action).in_([Move.SUBMIT.value, Move.CHANGE.value]),
        )
        .scalar_subquery()
    )
    found = await db.exec(
        select(Step.id).where(
            Step.declaration_id == declaration_id,
            Step.task == Task.DECIDE,
            Step.decision != Decision.AANVULLEN,
            col(Step.decided_at) >= began,
        )
    )
    return found.first() is not None


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
    assigned_by: Actor | None = None,
) -> Step:
    """Open a step of the route of a revision, and write down for whom it waits.

    Args:
        db: the transaction.
        revision: the revision.
        position: the place of the step among all that were opened on the revision, from one.
        planned: in what role, what is asked, and of whom.
        due_on: the last day for it.
        now: when.
        assigned_by: who chose its person, where the route did not.
    """
    step = Step(
        declaration_id=revision.declaration_id,
        revision_id=revision.id,
        position=position,
        role=planned.role,
        task=planned.task,
        person_id=planned.person_id,
        unassigned=planned.unassigned,
        assigned_by=assigned_by.id if assigned_by else None,
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
        assigned_by,
        Happening.ROUTED,
        now,
        reviewer=_waits_for(planned, person),
        staff_number=person.staff_number if person else None,
        role=planned.role.value,
        task=planned.task.value,
        why=planned.why,
        due_on=due_on,
        unassigned=planned.unassigned,
    )
    await tell_reviewers(db, step.key, now)
    return step


def _waits_for(planned: PlannedStep, person: Person | None) -> str:
    if planned.unassigned:
        return "niemand"
    return person.name if person else planned.role.label


async def move_step(
    db: AsyncSession,
    declaration: Declaration,
    step: Step,
    planned: PlannedStep,
    why: str,
    now: datetime,
    assigned_by: Actor | None = None,
) -> Step:
    """Let a step lapse that waits, and open another in its place, due on the same day.

    Args:
        db: the transaction.
        declaration: the declaration, locked.
        step: the step that waits.
        planned: the step that takes its place.
        why: why it moves.
        now: when.
        assigned_by: who moves it, where the facts do not.
    """
    step.cancelled_at = now
    step.cancelled_why = why
    declaration.version += 1
    declaration.updated_at = now
    await db.flush()
    await record(
        db,
        declaration.id,
        assigned_by,
        Happening.REROUTED,
        now,
        why=why,
        step=step.key,
    )
    revision = await db.get_one(Revision, step.revision_id)
    return await open_step(db, revision, step.position + 1, planned, step.due_on, now, assigned_by)
