"""A decision as a reviewer typed it, and how it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from register.decisions import DECISIONS_OF, Decision, Evidence, Ground, Task
from register.errors import Invalid
from register.people import Actor
from register.types.amounts import Day
from register.types.kinds import LongText, Text, Unreadable
from workflows.asking import Asked, favours
from workflows.proof import SetCondition
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
NO_MORE_ASKED = "Bij een heroverweging kun je geen aanvulling meer vragen. Kies iets anders."
EXCLUDED = "Dit is een harde uitsluiting: niemand kan dit goedkeuren. Kies afwijzen."


def acceptance_of(rule_id: str) -> str:
    """Give the field in which a reviewer says why a departure is accepted."""
    return f"accepteer-{rule_id}"


@dataclass(frozen=True)
class TypedCondition:
    """A condition as a reviewer typed it.

    Attributes:
        text: what has to be done.
        due_on: by when.
        owner: whose it is, a name or a staff number; empty for the declarant.
        evidence: what shows that it was done; empty for a confirmation in words.
    """

    text: str
    due_on: str
    owner: str = ""
    evidence: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not (self.text.strip() or self.due_on.strip() or self.owner.strip())


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
        ground: on which ground a nevenfunctie is refused or restricted.
    """

    version: int
    decision: str
    reason: str
    conditions: Sequence[TypedCondition] = ()
    seen: str = ""
    acknowledged: bool = False
    acceptances: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""


@dataclass(frozen=True)
class Owners:
    """Who is to meet the conditions that were typed, by their number, and what is wrong there."""

    found: Mapping[int, Actor] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadDecision:
    """A decision as it was read."""

    decision: Decision
    reason: str
    conditions: Sequence[SetCondition]
    acceptances: Mapping[str, str]
    ground: Ground | None = None


def read_decision(
    typed: TypedDecision, asked: Asked, today: date, owners: Owners | None = None
) -> ReadDecision:
    """Read a decision.

    What brings conditions by itself is approved under those, also where none were typed.

    Args:
        typed: what was typed.
        asked: what is asked, and what the rules say.
        today: the present day.
        owners: who is to meet the conditions that were typed; by default the declarant.

    Raises:
        Invalid: something is missing or unreadable; every fault is named.
    """
    task, weighing = asked.task, asked.weighing
    errors: dict[str, str] = {}
    if typed.seen != weighing.seen:
        errors[SEEN] = CHANGED
    elif weighing.differing and not typed.acknowledged:
        errors[ACKNOWLEDGED] = UNACKNOWLEDGED
    decision = _decision(typed.decision, asked, errors)
    conditions: list[SetCondition] = []
    if decision is Decision.VOORWAARDEN:
        conditions = _conditions(typed.conditions, owners or Owners(), today, errors)
        if not (conditions or asked.proof):
            errors["condition_1"] = "Schrijf minstens één voorwaarde op."
    if decision is not None and decision.approves and asked.proof:
        decision = Decision.VOORWAARDEN
        conditions = [*asked.proof, *conditions]
    acceptances: dict[str, str] = {}
    if decision is not None and task is not Task.ADVISE and favours(task, decision, asked.seconds):
        acceptances = _acceptances(typed.acceptances, to_accept(task, weighing), errors)
    ground = None
    if decision is not None and asked.needs_ground(decision):
        ground = _ground(typed.ground, errors)
    reason = _text(typed.reason, LongText(), "reason", "Schrijf op waarom.", errors)
    if errors or decision is None:
        raise Invalid(errors)
    return ReadDecision(decision, reason, conditions, acceptances, ground)


def to_accept(task: Task, weighing: Weighing) -> Sequence[Weighed]:
    """Give the departures that have to be accepted by name, each with a reason.

    Who decides accepts each of them. A second pair of eyes accepts them with the decision, and by
    name only what has come since.
    """
    return [each for each in weighing.to_accept() if task is Task.DECIDE or each.differs]


def _decision(typed: str, asked: Asked, errors: dict[str, str]) -> Decision | None:
    if typed not in DECISIONS_OF[asked.task]:
        errors["decision"] = "Maak een keuze."
        return None
    decision = Decision(typed)
    if decision not in asked.decisions:
        errors["decision"] = EXCLUDED if asked.weighing.excluded else NO_MORE_ASKED
        return None
    return decision


def _ground(typed: str, errors: dict[str, str]) -> Ground | None:
    if typed not in set(Ground):
        errors["ground"] = "Kies op welke grond je dit afwijst of beperkt."
        return None
    return Ground(typed)


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
    typed: Sequence[TypedCondition], owners: Owners, today: date, errors: dict[str, str]
) -> list[SetCondition]:
    found: list[SetCondition] = []
    filled = [(number, each) for number, each in enumerate(typed, start=1) if not each.empty]
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
        evidence = condition.evidence or Evidence.BEVESTIGING.value
        if evidence not in set(Evidence):
            errors[f"condition_{number}_evidence"] = "Kies hoe blijkt dat het klaar is."
            evidence = Evidence.BEVESTIGING.value
        found.append(SetCondition(text, due_on, Evidence(evidence), owners.found.get(number)))
    errors.update(owners.errors)
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
