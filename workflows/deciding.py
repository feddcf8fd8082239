"""What a reviewer does: take the step that waits, once, with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register import findings
from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Condition, Decision, Step, Task
from register.declarations import Declaration, Status
from register.frozen import digest_of_step
from register.people import Actor, Person
from workflows import route_facts
from workflows.case import Case, case_of
from workflows.condition_force import CHANGE_APPROVED, lapse, tell_owners
from workflows.condition_owners import find_owners
from workflows.conflicts import cases_of
from workflows.letters import Letter
from workflows.notices import notify
from workflows.open_steps import about
from workflows.routes import upcoming
from workflows.steps import (
    deciding,
    disagreed,
    open_step,
    taken,
)
from workflows.transitions import MOVE_OF_DECISION, Move, claim, of_change
from workflows.typed_decisions import Owners, ReadDecision, TypedDecision, read_decision

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
    case = await case_of(db, actor, declaration_id, typed.version, now)
    owners = Owners()
    if typed.decision == Decision.VOORWAARDEN:
        owners = await find_owners(
            db,
            typed.conditions,
            case.step.revision_id,
            case.declaration.declarant_id,
            day_of(now),
        )
    said = read_decision(typed, case.asked, day_of(now), owners)
    await _take(db, actor, case, said, now)
    return await _go_on(db, actor, case, said, now)


async def _take(
    db: AsyncSession, actor: Actor, case: Case, said: ReadDecision, now: datetime
) -> None:
    """Write down what was said, on what was on the screen."""
    step = case.step
    step.decision = said.decision
    step.reason = said.reason
    step.decided_at = now
    step.decided_by = actor.id
    step.decided_by_name = actor.name
    step.ground = said.ground
    if case.on_behalf_of is not None:
        step.on_behalf_of = case.on_behalf_of.id
        step.on_behalf_of_name = case.on_behalf_of.name
    await db.flush()
    for position, condition in enumerate(said.conditions, start=1):
        db.add(
            Condition(
                step_id=step.key,
                declaration_id=step.declaration_id,
                position=position,
                text=condition.text,
                due_on=condition.due_on,
                evidence=condition.evidence,
                owner_id=condition.owner.id if condition.owner else None,
                owner_name=condition.owner.name if condition.owner else None,
            )
        )
    for each in case.asked.weighing.outcomes:
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
    db: AsyncSession, actor: Actor, case: Case, said: ReadDecision, now: datetime
) -> Outcome:
    """Open the next step of the route, or let the decision count where this was the last."""
    if said.decision is Decision.AANVULLEN or case.asked.reconsiders:
        return await _conclude(db, actor, case, said, case.step, now)
    done = [*case.before, case.step]
    declarant = await db.get_one(Person, case.declaration.declarant_id)
    revision = case.newest.revision
    cases = await cases_of(db, {revision.id: declarant.key})
    known = await route_facts.gather(db, declarant, day_of(now), cases[revision.id], taken(done))
    demands = replace(case.asked.weighing.demands, disagreement=disagreed(done))
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
    opened = await open_step(db, revision, case.step.position + 1, planned, case.step.due_on, now)
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
    case: Case,
    said: ReadDecision,
    decision: Step,
    now: datetime,
) -> Outcome:
    """Let a decision count."""
    verdict = said.decision if decision is case.step else decision.decision
    if verdict is None:
        raise LookupError(f"Step {decision.id} was not decided.")
    move = of_change(MOVE_OF_DECISION[verdict], case.declaration.stands)
    replaced = case.declaration.in_force_id if move.approves else None
    status = await claim(
        db,
        case.declaration,
        move,
        actor,
        now,
        revision_id=case.step.revision_id,
        why=said.reason,
    )
    role = _capacity(case.step)
    if decision is not case.step:
        role = f"{role}, samen met {decision.decided_by_name} ({_capacity(decision)})"
    what = Happening.CHANGE_REFUSED if move is Move.REFUSE_CHANGE else _CONCLUDES[verdict]
    await _tell(db, actor, case, said, what, now, role=role)
    if replaced is not None:
        await lapse(db, actor, case.declaration.id, replaced, now, CHANGE_APPROVED)
    if move.approves:
        await tell_owners(db, decision, now)
    await notify(
        db,
        Letter.ASKED_FOR_MORE if verdict is Decision.AANVULLEN else Letter.DECIDED,
        case.declaration.declarant_id,
        now,
        about=about(case.step.key),
        declaration_key=case.declaration.id,
    )
    return Outcome(said.decision, status)


def _capacity(step: Step) -> str:
    """Tell in what role a step was taken, and for whom."""
    role = step.role.label.lower()
    return f"{role}, namens {step.on_behalf_of_name}" if step.on_behalf_of_name else role


async def _tell(
    db: AsyncSession,
    actor: Actor,
    case: Case,
    said: ReadDecision,
    what: Happening,
    now: datetime,
    **more: str,
) -> None:
    """Record the event that vouches for the step."""
    step = case.step
    data: Mapping[str, object] = {
        "role": _capacity(step),
        "said": said.decision.value,
        "reason": said.reason,
        "conditions": [
            {
                "text": each.text,
                "due_on": each.due_on,
                "evidence": each.evidence,
                "owner": each.owner.staff_number if each.owner else None,
            }
            for each in said.conditions
        ],
        "ground": said.ground,
        "accepted": sorted(said.acceptances),
        "step": step.key,
        "frozen": await digest_of_step(db, step.key),
        **more,
    }
    await record(db, step.declaration_id, actor, what, now, **data)
