"""A decision as a reviewer typed it, and how it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from register.decisions import DECISIONS_OF, Decision, Task
from register.errors import Invalid
from register.types.amounts import Day
from register.types.kinds import LongText, Text, Unreadable
from workflows.weighing import Weighed, Weighing

CONDITION_LENGTH = 1_000
CONDITIONS_AT_MOST = 10

SEEN, ACKNOWLEDGED = "seen", "acknowledged"
"""The fields that tell what a reviewer has seen, and that what changed was seen too."""

CHANGED = (
    "Intussen is de uitkomst van de toets aan de code gewijzigd. Bekijk wat er nu staat, en leg "
    "dan je besluit vast."
)
UNACKNOWLEDGED = "Vink aan dat je hebt gezien wat er sinds het indienen is gewijzigd."
EXCLUDED = "Dit is een harde uitsluiting: niemand kan dit goedkeuren. Kies afwijzen."


def acceptance_of(rule_id: str) -> str:
    """Give the field in which a reviewer says why a departure is accepted."""
    return f"accepteer-{rule_id}"


@dataclass(frozen=True)
class TypedCondition:
    """A condition as a reviewer typed it."""

    text: str
    due_on: str

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.text.strip() and not self.due_on.strip()


@dataclass(frozen=True)
class TypedDecision:
    """A decision as a reviewer typed it, and what was on the screen.

    Attributes:
        version: the version of the declaration.
        decision: what was chosen.
        reason: why.
        conditions: the conditions of an approval.
        seen: the digest of the outcomes that were shown (:attr:`workflows.weighing.Weighing.seen`).
        acknowledged: whether what changed since submission was ticked as seen.
        acceptances: why each departure is accepted, by rule.
    """

    version: int
    decision: str
    reason: str
    conditions: Sequence[TypedCondition] = ()
    seen: str = ""
    acknowledged: bool = False
    acceptances: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadDecision:
    """A decision as it was read."""

    decision: Decision
    reason: str
    conditions: Sequence[tuple[str, date]]
    acceptances: Mapping[str, str]


def decisions_for(
    task: Task, *, excluded: bool, seconds: Decision | None = None
) -> tuple[Decision, ...]:
    """Give what can be said in a step.

    Args:
        task: what is asked of who takes it.
        excluded: whether nobody can approve what was declared; then nothing that would is given.
        seconds: the decision that a second pair of eyes looks at.
    """
    return tuple(
        each for each in DECISIONS_OF[task] if not (excluded and _favours(task, each, seconds))
    )


def _favours(task: Task, decision: Decision, seconds: Decision | None) -> bool:
    """Tell whether it speaks for approval; agreeing with a refusal does not."""
    if decision is Decision.POSITIEF and task is Task.CONFIRM:
        return seconds is None or seconds.approves
    return decision.approves or decision is Decision.POSITIEF


def read_decision(
    typed: TypedDecision,
    task: Task,
    weighing: Weighing,
    seconds: Decision | None,
    today: date,
) -> ReadDecision:
    """Read a decision.

    Args:
        typed: what was typed.
        task: what is asked of who takes the step.
        weighing: what the rules say now, beside what they said at submission.
        seconds: the decision that a second pair of eyes looks at.
        today: the present day.

    Raises:
        Invalid: something is missing or unreadable; every fault is named.
    """
    errors: dict[str, str] = {}
    if typed.seen != weighing.seen:
        errors[SEEN] = CHANGED
    elif weighing.differing and not typed.acknowledged:
        errors[ACKNOWLEDGED] = UNACKNOWLEDGED
    decision = _decision(typed.decision, task, weighing, seconds, errors)
    conditions: list[tuple[str, date]] = []
    if decision is Decision.VOORWAARDEN:
        conditions = _conditions(typed.conditions, today, errors)
    acceptances: dict[str, str] = {}
    if decision is not None and task is not Task.ADVISE and _favours(task, decision, seconds):
        acceptances = _acceptances(typed.acceptances, to_accept(task, weighing), errors)
    reason = _text(typed.reason, LongText(), "reason", "Schrijf op waarom.", errors)
    if errors or decision is None:
        raise Invalid(errors)
    return ReadDecision(decision, reason, conditions, acceptances)


def to_accept(task: Task, weighing: Weighing) -> Sequence[Weighed]:
    """Give the departures that have to be accepted by name, each with a reason.

    Who decides accepts each of them. A second pair of eyes accepts them with the decision, and by
    name only what has come since.
    """
    return [each for each in weighing.to_accept() if task is Task.DECIDE or each.differs]


def _decision(
    typed: str,
    task: Task,
    weighing: Weighing,
    seconds: Decision | None,
    errors: dict[str, str],
) -> Decision | None:
    if typed not in DECISIONS_OF[task]:
        errors["decision"] = "Maak een keuze."
        return None
    decision = Decision(typed)
    if decision not in decisions_for(task, excluded=weighing.excluded, seconds=seconds):
        errors["decision"] = EXCLUDED
        return None
    return decision


def _acceptances(
    typed: Mapping[str, str], departures: Iterable[Weighed], errors: dict[str, str]
) -> dict[str, str]:
    return {
        each.rule.id: _text(
            typed.get(each.rule.id, ""),
            LongText(),
            acceptance_of(each.rule.id),
            "Schrijf op waarom je deze afwijking accepteert.",
            errors,
        )
        for each in departures
    }


def _conditions(
    typed: Sequence[TypedCondition], today: date, errors: dict[str, str]
) -> list[tuple[str, date]]:
    found: list[tuple[str, date]] = []
    filled = [(number, each) for number, each in enumerate(typed, start=1) if not each.empty]
    if not filled:
        errors["condition_1"] = "Schrijf minstens één voorwaarde op."
    if len(filled) > CONDITIONS_AT_MOST:
        last, _ = filled[-1]
        errors[f"condition_{last}"] = f"Schrijf hoogstens {CONDITIONS_AT_MOST} voorwaarden op."
    for number, condition in filled[:CONDITIONS_AT_MOST]:
        text = _text(
            condition.text,
            Text(length=CONDITION_LENGTH, lines=True),
            f"condition_{number}",
            "Schrijf op wat er moet gebeuren.",
            errors,
        )
        due_on = _due(condition.due_on, today, f"condition_{number}_due", errors)
        found.append((text, due_on))
    return found


def _text(typed: str, kind: Text, field: str, missing: str, errors: dict[str, str]) -> str:
    if not typed.strip():
        errors[field] = missing
        return ""
    try:
        return kind.read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return ""


def _due(typed: str, today: date, field: str, errors: dict[str, str]) -> date:
    if not typed.strip():
        errors[field] = "Vul in wanneer het klaar moet zijn."
        return today
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return today
    if day < today:
        errors[field] = "Deze dag is al voorbij. Vul een dag vanaf vandaag in."
    return day
