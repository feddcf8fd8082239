"""Holding what somebody filled in against the code: the form, the submission and *mag dit* alike.

It reads, judges and plans; it writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.declarations import Declaration
from register.people import Person
from register.types.reading import Reading, Typed
from register.types.record import DeclarationType
from workflows import facts, policy, routes
from workflows.drafting import SAME_AS, check
from workflows.explanations import Explanation, read_explanations
from workflows.facts import Facts
from workflows.judging import Judgement, departures, judge
from workflows.policy import Policy
from workflows.routes import PlannedStep, demands_of_judgements, route
from workflows.weighing import was_excluded

SAME_AS_MISSING = "Kies of dit dezelfde partij is."
NOT_KNOWN = "onbekend"
"""The answer to :data:`drafting.SAME_AS` of who does not know it."""


@dataclass(frozen=True)
class Assessment:
    """What the code says of a form as it is filled in now.

    Attributes:
        kind: the type of declaration.
        reading: how the form was read.
        policy: the values that Intermaris has chosen, as they are now.
        facts: what was known beside the form.
        judgements: what each rule says, in the order of the code.
        explanations: how the departures that have to be explained are explained, by rule.
        errors: a Dutch sentence for each field that has to be mended before it can be submitted.
        route: who takes which step when it is submitted like this.
        manager_name: the name of the person on the route, if there is one.
    """

    kind: DeclarationType
    reading: Reading
    policy: Policy
    facts: Facts
    judgements: tuple[Judgement, ...]
    explanations: Mapping[str, Explanation]
    errors: Mapping[str, str]
    route: tuple[PlannedStep, ...]
    manager_name: str | None

    @property
    def departures(self) -> tuple[Judgement, ...]:
        """What departs, what weighs most first."""
        return departures(self.judgements)

    def reviewer(self, step: PlannedStep) -> str:
        """Give who takes a step, as people call them."""
        if step.person_id is None:
            return step.role.label
        return self.manager_name or step.role.label


async def assess(
    db: AsyncSession,
    kind: DeclarationType,
    typed: Typed,
    declarant_id: int,
    now: datetime,
    declaration: Declaration | None = None,
) -> Assessment:
    """Hold a form against the code, in a fixed number of queries.

    Args:
        db: the transaction to read in.
        kind: the type of declaration.
        typed: what was typed, complete or not.
        declarant_id: who would declare.
        now: the present moment.
        declaration: the declaration that the form belongs to, once it is there.
    """
    day = day_of(now)
    reading = await check(db, kind, typed)
    values = await policy.current(db)
    submitted_at = declaration.submitted_at if declaration else None
    known = await facts.gather(
        db,
        kind,
        reading.values,
        day,
        declarant_id=declarant_id,
        declaration_id=declaration.id if declaration else None,
        first_submitted_on=day_of(submitted_at) if submitted_at else None,
        same_as=typed.get(SAME_AS),
        policy=values,
    )
    judgements = judge(reading.values, known)
    explanations, unexplained = read_explanations(judgements, typed)
    declarant = await db.get_one(Person, declarant_id)
    demands = demands_of_judgements(judgements)
    if submitted_at is not None and declaration is not None:
        again = await was_excluded(db, declaration.id)
        demands = replace(demands, second_pair=demands.second_pair or again)
    steps = route(await routes.gather(db, declarant, day), demands)
    manager_id = next((step.person_id for step in steps if step.person_id is not None), None)
    manager = await db.get(Person, manager_id) if manager_id is not None else None
    unanswered = bool(known.possible) and typed.get(SAME_AS) != NOT_KNOWN
    return Assessment(
        kind=kind,
        reading=reading,
        policy=values,
        facts=known,
        judgements=judgements,
        explanations=explanations,
        errors={
            **reading.errors,
            **({SAME_AS: SAME_AS_MISSING} if unanswered else {}),
            **unexplained,
        },
        route=steps,
        manager_name=manager.name if manager else None,
    )
