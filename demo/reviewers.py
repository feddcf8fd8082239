"""What the reviewers of the demo say in a step: towards the ruling of the story, each in their way.

Who decides gives the ruling. Who advises or looks over it agrees, for a short reason of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from demo.acceptances import ACCEPTANCES
from demo.days import dutch, shifted
from demo.reasons import ADVICE, SECONDS
from demo.stories.story import Ruling
from register.decisions import Decision, Step, Task
from workflows.steps import disagreed
from workflows.typed_decisions import TypedCondition, TypedDecision, to_accept
from workflows.weighing import Weighing


def fitting(texts: Sequence[str], declaration: UUID) -> str:
    """Choose one of several texts: for one declaration always the same."""
    return texts[declaration.int % len(texts)]


@dataclass(frozen=True)
class Desk:
    """What lies before a reviewer.

    Attributes:
        step: the step to be taken.
        before: the steps of this revision that were taken already.
        version: the version of the declaration.
        weighing: what the rules say now.
        today: the day on which the step is taken.
    """

    step: Step
    before: Sequence[Step]
    version: int
    weighing: Weighing
    today: date


def step_towards(ruling: Ruling, desk: Desk) -> TypedDecision:
    """Give what is typed in a step on the way to a ruling."""
    match desk.step.task:
        case Task.ADVISE:
            return _advice(ruling, desk)
        case Task.DECIDE:
            return _decision(ruling, desk)
        case Task.CONFIRM:
            return _second(ruling, desk)


def question(text: str, desk: Desk) -> TypedDecision:
    """Give what is typed to ask for more."""
    return _typed(desk, Decision.AANVULLEN, text)


def _advice(ruling: Ruling, desk: Desk) -> TypedDecision:
    said = Decision.POSITIEF if ruling.decision.approves else Decision.NEGATIEF
    role = desk.step.role
    reason = ruling.voices.get(role) or fitting(ADVICE[role, said], desk.step.declaration_id)
    return _typed(desk, said, reason)


def _decision(ruling: Ruling, desk: Desk) -> TypedDecision:
    """Decide; the first time the opposite, where the second pair of eyes is going to object."""
    if ruling.overruled is not None and not disagreed(desk.before):
        opposite = Decision.AFWIJZEN if ruling.decision.approves else Decision.GOEDKEUREN
        return _typed(desk, opposite, ruling.overruled.reason, _acceptances(opposite, ruling, desk))
    conditions = [
        TypedCondition(text, dutch(shifted(desk.today, within))) for text, within in ruling.demands
    ]
    accepted = _acceptances(ruling.decision, ruling, desk)
    return _typed(desk, ruling.decision, ruling.reason, accepted, conditions)


def _second(ruling: Ruling, desk: Desk) -> TypedDecision:
    if ruling.overruled is not None:
        return _typed(desk, Decision.NEGATIEF, ruling.overruled.objection)
    stock = SECONDS[ruling.decision.approves]
    reason = ruling.voices.get(desk.step.role) or fitting(stock, desk.step.declaration_id)
    accepted = _acceptances(ruling.decision, ruling, desk)
    return _typed(desk, Decision.POSITIEF, reason, accepted)


def _acceptances(decision: Decision, ruling: Ruling, desk: Desk) -> Mapping[str, str]:
    """Give why each departure is accepted that an approval has to accept."""
    if not decision.approves:
        return {}
    return {
        rule_id: ruling.accepts.get(rule_id)
        or fitting(ACCEPTANCES[rule_id], desk.step.declaration_id)
        for rule_id in (each.rule.id for each in to_accept(desk.step.task, desk.weighing))
    }


def _typed(
    desk: Desk,
    decision: Decision,
    reason: str,
    acceptances: Mapping[str, str] | None = None,
    conditions: Sequence[TypedCondition] = (),
) -> TypedDecision:
    """Type what is said about what is on the screen, which includes what has changed."""
    return TypedDecision(
        version=desk.version,
        decision=decision.value,
        reason=reason,
        conditions=conditions,
        seen=desk.weighing.seen,
        acknowledged=bool(desk.weighing.differing),
        acceptances=acceptances or {},
    )
