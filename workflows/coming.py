"""Who comes after the step that waits, as the dossier tells it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Step, Task
from register.findings import Verdict
from register.people import Person
from workflows import route_facts
from workflows.conflicts import cases_of
from workflows.revisions import RevisionView
from workflows.routes import Demands, PlannedStep, demands_of, upcoming
from workflows.steps import disagreed, of_revision, taken
from workflows.weighing import Weighing


async def coming(
    db: AsyncSession,
    declarant: Person,
    newest: RevisionView,
    steps: Sequence[Step],
    weighing: Weighing | None,
    now: datetime,
) -> Sequence[tuple[str, Task]]:
    """Give who comes after the step that waits, if it takes its ordinary course.

    Args:
        db: the transaction to read in.
        declarant: who declared it.
        newest: the revision that the step is on.
        steps: every step of the declaration.
        weighing: what the rules say now; ``None`` for who only knows what they said.
        now: when.
    """
    demands = weighing.demands if weighing else _demands_then(newest)
    revision_id = newest.revision.id
    done = of_revision(steps, revision_id)
    cases = await cases_of(db, {revision_id: declarant.key})
    known = await route_facts.gather(db, declarant, day_of(now), cases[revision_id], taken(done))
    demands = replace(demands, disagreement=disagreed(done))
    later = [*upcoming(known, demands)][1:]
    return [(await _name(db, step), step.task) for step in later]


def _demands_then(newest: RevisionView) -> Demands:
    return demands_of(
        (each.rule, each.severity)
        for each in newest.findings.values()
        if each.verdict is Verdict.DEPARTS
    )


async def _name(db: AsyncSession, step: PlannedStep) -> str:
    if step.person_id is None:
        return step.role.label
    return (await db.get_one(Person, step.person_id)).name
