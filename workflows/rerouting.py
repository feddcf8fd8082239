"""Letting a step that waits go to somebody else when the facts of its route have changed.

A manager leaves, an office gets another holder, somebody turns out to be in the declaration: the
route is computed again, and where the step is no longer what the route asks for, it lapses and the
one that is takes its place, due on the same day. Why is an event.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Step
from register.declarations import Declaration, Revision, Status
from register.findings import Finding, Severity, Verdict
from register.people import Person
from workflows import route_facts
from workflows.conflicts import cases_of
from workflows.reconsidering import is_reconsidered, reconsideration_step
from workflows.route_facts import RouteFacts
from workflows.routes import UNASSIGNED, Demands, PlannedStep, demands_of, upcoming
from workflows.steps import disagreed, move_step, of_revision, steps_of, taken, waiting
from workflows.takers import takers_of_step
from workflows.transitions import locked
from workflows.weighing import stood, was_excluded

REROUTING = "rerouting"
"""What the queue calls the work of routing again what waits."""


async def reroute_all(db: AsyncSession, now: datetime) -> None:
    """Route again everything that waits; what somebody is at work on now is left for next time.

    Doing it twice, or in two places at once, changes nothing more.
    """
    found = await db.exec(
        select(Declaration.id)
        .join(Step, col(Step.declaration_id) == Declaration.id)
        .where(
            Declaration.status == Status.INGEDIEND,
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
        )
        .order_by(col(Step.due_on), col(Step.id))
    )
    for declaration_id in found.all():
        if await _nobody_is_at_it(db, declaration_id):
            await reroute(db, declaration_id, now)


async def _nobody_is_at_it(db: AsyncSession, declaration_id: UUID) -> bool:
    free = await db.exec(
        select(Declaration.id)
        .where(Declaration.id == declaration_id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return free.first() is not None


async def reroute(db: AsyncSession, declaration_id: UUID, now: datetime) -> bool:
    """Let the step of a declaration that waits go to who can take it, where that has changed.

    A step that the bestuurssecretaris gave to somebody stays with them for as long as they can take
    it.

    Returns:
        Whether the step moved.

    Raises:
        NotFound: there is no such declaration.
    """
    declaration = await locked(db, declaration_id)
    steps = await steps_of(db, declaration_id)
    step = waiting(steps)
    if step is None or declaration.status is not Status.INGEDIEND:
        return False
    day = day_of(now)
    can = await takers_of_step(db, step, declaration.declarant_id, day)
    if can and step.assigned_by is not None:
        return False
    done = of_revision(steps, step.revision_id)
    facts = await _facts(db, declaration, step, done, day)
    planned: PlannedStep | None
    if await is_reconsidered(db, step.revision_id):
        planned = reconsideration_step(facts)
    else:
        demands = replace(await _demands(db, declaration, step), disagreement=disagreed(done))
        planned = next(upcoming(facts, demands), None)
    if planned is None or planned.task is not step.task:
        # The route no longer asks for it, but what was asked of somebody is not taken back.
        planned = None if can else _nobodys(step)
    if planned is None or _same(step, planned):
        return False
    await move_step(db, declaration, step, planned, await _because(db, step, facts, day), now)
    return True


async def _facts(
    db: AsyncSession, declaration: Declaration, step: Step, done: Sequence[Step], day: date
) -> RouteFacts:
    declarant = await db.get_one(Person, declaration.declarant_id)
    cases = await cases_of(db, {step.revision_id: declarant.key})
    return await route_facts.gather(db, declarant, day, cases[step.revision_id], taken(done))


async def _demands(db: AsyncSession, declaration: Declaration, step: Step) -> Demands:
    """Give what the departures ask of the route: those at submission, and at the steps since."""
    found = await db.exec(
        select(Finding.rule, Finding.severity).where(
            Finding.revision_id == step.revision_id, Finding.verdict == Verdict.DEPARTS
        )
    )
    departed = [(rule, Severity(severity)) for rule, severity in found]
    demands = demands_of([*departed, *await stood(db, step.revision_id)])
    revision = await db.get_one(Revision, step.revision_id)
    again = await was_excluded(db, declaration.id, revision.revision_number)
    return replace(demands, second_pair=True) if again else demands


def _same(step: Step, planned: PlannedStep) -> bool:
    return (step.role, step.person_id, step.unassigned) == (
        planned.role,
        planned.person_id,
        planned.unassigned,
    )


def _nobodys(step: Step) -> PlannedStep:
    return PlannedStep(step.role, step.task, None, UNASSIGNED, unassigned=True)


async def _because(db: AsyncSession, step: Step, facts: RouteFacts, day: date) -> str:
    """Tell why a step moves, as far as anybody may read it."""
    if step.unassigned:
        return "Er is nu iemand die deze stap kan zetten."
    if step.person_id is None:
        return f"{step.role.label} kan deze stap niet meer zetten."
    person = await db.get_one(Person, step.person_id)
    if not person.in_service_on(day):
        return f"{person.name} is niet meer in dienst."
    conflict = facts.conflicts.get(person.key)
    if conflict is not None:
        return f"{person.name} {conflict.discreet}."
    return "De leidinggevende is gewijzigd."
