"""What a reviewer does: take the step that waits, once, with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register import findings
from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Condition, Decision, Step, Task
from register.declarations import Declaration, Status
from register.errors import NotFound, Stale
from register.frozen import digest_of_step
from register.people import Actor, Person
from workflows import routes
from workflows.drafting import kind_of
from workflows.revisions import RevisionView, revisions_of
from workflows.routes import upcoming
from workflows.steps import (
    can_take,
    deciding,
    disagreed,
    of_revision,
    open_step,
    steps_of,
    taken,
    took_one,
    waiting,
)
from workflows.transitions import MOVE_OF_DECISION, claim, hold_to, locked
from workflows.typed_decisions import ReadDecision, TypedDecision, read_decision
from workflows.weighing import Weighing, weigh

_CONCLUDES = {
    Decision.GOEDKEUREN: Happening.APPROVED,
    Decision.VOORWAARDEN: Happening.APPROVED_CONDITIONALLY,
    Decision.AFWIJZEN: Happening.REFUSED,
    Decision.AANVULLEN: Happening.ASKED_FOR_MORE,
}

_SAID = {
    (Task.ADVISE, Decision.POSITIEF): "adviseert positief",
    (Task.ADVISE, Decision.NEGATIEF): "adviseert negatief",
    (Task.CONFIRM, Decision.POSITIEF): "is het eens met het besluit",
    (Task.CONFIRM, Decision.NEGATIEF): "is het niet eens met het besluit",
    (Task.DECIDE, Decision.GOEDKEUREN): "wil de verklaring goedkeuren",
    (Task.DECIDE, Decision.VOORWAARDEN): "wil de verklaring goedkeuren onder voorwaarden",
    (Task.DECIDE, Decision.AFWIJZEN): "wil de verklaring afwijzen",
}
"""What was said in a step after which somebody else still looks, as its event tells it."""


@dataclass(frozen=True)
class Outcome:
    """What came of a step.

    Attributes:
        said: what the reviewer said.
        status: the state that the declaration is in now.
        next_reviewer: for whom it waits now, where it goes on.
    """

    said: Decision
    status: Status
    next_reviewer: str | None = None


@dataclass(frozen=True)
class _Case:
    """The declaration that a step is taken on, with all that the decision looks at."""

    declaration: Declaration
    newest: RevisionView
    step: Step
    before: Sequence[Step]
    weighing: Weighing


async def decide(
    db: AsyncSession, actor: Actor, declaration_id: UUID, typed: TypedDecision, now: datetime
) -> Outcome:
    """Take the step of a declaration that waits.

    The declaration goes on to the next step of its route. After the last one the decision counts:
    that of who was asked to decide, which a second pair of eyes only agrees with. Where it does
    not agree, directie decides.

    Raises:
        NotFound: it does not exist, or its step is not this reviewer's to take.
        Stale: it was decided on, withdrawn or changed since it was on the screen.
        Invalid: the reason, a condition or the acceptance of a departure is missing or unreadable,
            the rules say something else than was on the screen, or nobody can approve this.
    """
    case = await _case(db, actor, declaration_id, typed.version, now)
    seconds = deciding(case.before)
    said = read_decision(
        typed,
        case.step.task,
        case.weighing,
        seconds.decision if seconds else None,
        day_of(now),
    )
    await _take(db, actor, case, said, now)
    return await _go_on(db, actor, case, said, now)


async def _case(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, now: datetime
) -> _Case:
    declaration = await locked(db, declaration_id)
    steps = await steps_of(db, declaration_id)
    step = waiting(steps)
    if step is None or declaration.status is not Status.INGEDIEND:
        if _stood_on_route(actor, steps):
            raise Stale(
                "Hier is al over beslist, of de verklaring is ingetrokken. "
                "Je besluit is niet opgeslagen."
            )
        raise NotFound
    if not can_take(actor, step, declaration.declarant_id, steps):
        if took_one(actor, steps, step.revision_id):
            raise Stale("Jouw stap is al gezet. Wat je nu stuurde, is niet opgeslagen.")
        raise NotFound
    hold_to(declaration, version)
    kind = kind_of(declaration.type)
    newest = (await revisions_of(db, kind, declaration_id))[-1]
    return _Case(
        declaration=declaration,
        newest=newest,
        step=step,
        before=of_revision(steps, step.revision_id),
        weighing=await weigh(db, kind, declaration, newest, now),
    )


def _stood_on_route(actor: Actor, steps: Sequence[Step]) -> bool:
    return any(
        actor.id in {step.decided_by, step.person_id}
        or (step.role.office is not None and actor.holds(step.role.office))
        for step in steps
    )


async def _take(
    db: AsyncSession, actor: Actor, case: _Case, said: ReadDecision, now: datetime
) -> None:
    """Write down what was said, on what was on the screen."""
    step = case.step
    step.decision = said.decision
    step.reason = said.reason
    step.decided_at = now
    step.decided_by = actor.id
    step.decided_by_name = actor.name
    await db.flush()
    for position, (text, due_on) in enumerate(said.conditions, start=1):
        db.add(
            Condition(
                step_id=step.key,
                declaration_id=step.declaration_id,
                position=position,
                text=text,
                due_on=due_on,
            )
        )
    for each in case.weighing.outcomes:
        db.add(
            findings.Weighing(
                step_id=step.key,
                rule=each.rule.id,
                edition=each.rule.edition,
                severity=each.now.severity,
                verdict=each.now.verdict,
                sentence=each.now.sentence,
                looked_at=dict(each.now.looked_at),
                differs=each.differs,
                acceptance=said.acceptances.get(each.rule.id),
            )
        )
    await db.flush()


async def _go_on(
    db: AsyncSession, actor: Actor, case: _Case, said: ReadDecision, now: datetime
) -> Outcome:
    """Open the next step of the route, or let the decision count where this was the last."""
    if said.decision is Decision.AANVULLEN:
        return await _conclude(db, actor, case, said, case.step, now)
    done = [*case.before, case.step]
    declarant = await db.get_one(Person, case.declaration.declarant_id)
    known = await routes.gather(db, declarant, day_of(now), taken(done))
    demands = replace(case.weighing.demands, disagreement=disagreed(done))
    planned = next(upcoming(known, demands), None)
    if planned is None:
        decision = deciding(done)
        if decision is None:
            raise LookupError(f"Nobody was asked to decide on {case.declaration.id}.")
        return await _conclude(db, actor, case, said, decision, now)
    await _bump(db, case.declaration, now)
    await _tell(
        db, actor, case, said, Happening.STEP_TAKEN, now, did=_SAID[case.step.task, said.decision]
    )
    opened = await open_step(
        db, case.newest.revision, len(done) + 1, planned, case.step.due_on, now
    )
    person = await db.get(Person, opened.person_id) if opened.person_id else None
    return Outcome(
        said.decision, case.declaration.status, person.name if person else planned.role.label
    )


async def _bump(db: AsyncSession, declaration: Declaration, now: datetime) -> None:
    """Let everybody who has the declaration on the screen know that it went on."""
    declaration.version += 1
    declaration.updated_at = now
    await db.flush()


async def _conclude(
    db: AsyncSession,
    actor: Actor,
    case: _Case,
    said: ReadDecision,
    decision: Step,
    now: datetime,
) -> Outcome:
    """Let a decision count."""
    verdict = said.decision if decision is case.step else decision.decision
    if verdict is None:
        raise LookupError(f"Step {decision.id} was not decided.")
    status = await claim(
        db,
        case.declaration,
        MOVE_OF_DECISION[verdict],
        actor,
        now,
        revision_id=case.step.revision_id,
        why=said.reason,
    )
    role = case.step.role.label.lower()
    if decision is not case.step:
        role = f"{role}, samen met {decision.decided_by_name} ({decision.role.label.lower()})"
    await _tell(db, actor, case, said, _CONCLUDES[verdict], now, role=role)
    return Outcome(said.decision, status)


async def _tell(
    db: AsyncSession,
    actor: Actor,
    case: _Case,
    said: ReadDecision,
    what: Happening,
    now: datetime,
    **more: str,
) -> None:
    """Record the event that vouches for the step."""
    step = case.step
    data: Mapping[str, object] = {
        "role": step.role.label.lower(),
        "said": said.decision.value,
        "reason": said.reason,
        "conditions": [{"text": text, "due_on": due_on} for text, due_on in said.conditions],
        "accepted": sorted(said.acceptances),
        "step": step.key,
        "frozen": await digest_of_step(db, step.key),
        **more,
    }
    await record(db, step.declaration_id, actor, what, now, **data)
