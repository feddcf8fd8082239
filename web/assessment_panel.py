"""The panel *Toets aan de code* beside a form: what the code says of it, and who will look at it.

What a rule tells of a colleague is for who reviews (:attr:`Rule.for_reviewers`) and never here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from register.decisions import ReviewerRole, Task
from register.findings import Severity, Verdict
from register.types.home import Owner
from workflows.assessment import Assessment
from workflows.deadlines import due_day
from workflows.explanations import Names
from workflows.judging import Judgement
from workflows.rules.rule import NOT_FILLED_IN, Rule

_CALLED = {
    ReviewerRole.LEIDINGGEVENDE: "je leidinggevende",
    ReviewerRole.BESTUURSSECRETARIS: "de bestuurssecretaris",
    ReviewerRole.DIRECTIE: "de directie",
    ReviewerRole.RVT: "de voorzitter van de Raad van Toezicht",
    ReviewerRole.COMMUNICATIE: "team communicatie",
}


@dataclass(frozen=True)
class Departure:
    """A rule from which the form departs.

    Attributes:
        rule: the rule.
        severity: how heavily it weighs.
        sentence: what departs, and why.
        explained_in: the name of the field in which it is explained, where that is needed.
    """

    rule: Rule
    severity: Severity
    sentence: str
    explained_in: str | None


@dataclass(frozen=True)
class Panel:
    """What the code says of a form as it is filled in now.

    Attributes:
        summary: the outcome in a line.
        announcement: what is told to who cannot see the panel, when it changes.
        excluded: what nobody can approve.
        warned_after: the section of the form after which that is told as well, where there is no
            room for the panel beside it.
        departures: the other departures, what weighs most first.
        fine: the rules that are kept.
        unknown: the rules of which nothing can be said until more is filled in.
        elsewhere: the rules that are about something else, with why.
        voluntary: whether it does not have to be declared at all.
        steps: who looks at it when it is submitted like this, in order.
        consequences: what that means, in sentences.
        decision_days: within how many days is decided.
        due_on: by when that would be.
    """

    summary: str
    announcement: str
    excluded: Sequence[Departure]
    warned_after: str | None
    departures: Sequence[Departure]
    fine: Sequence[Rule]
    unknown: Sequence[Rule]
    elsewhere: Sequence[tuple[Rule, str]]
    voluntary: bool
    steps: Sequence[str]
    consequences: Sequence[str]
    decision_days: int
    due_on: date


def panel_of(assessment: Assessment) -> Panel:
    """Give the panel for a form."""
    told = [each for each in assessment.judgements if not each.rule.for_reviewers]
    heaviest_first = [
        _departure(each) for each in assessment.departures if not each.rule.for_reviewers
    ]
    excluded = [each for each in heaviest_first if each.severity is Severity.EXCLUSION]
    departures = [each for each in heaviest_first if each.severity is not Severity.EXCLUSION]
    fine = [each.rule for each in told if each.verdict is Verdict.COMPLIES]
    unknown = [each.rule for each in told if each.outcome == NOT_FILLED_IN]
    steps = [f"{assessment.reviewer(step)} {step.task.verb}" for step in assessment.route]
    findings = list(_findings(heaviest_first))
    days = assessment.policy.decision_days
    return Panel(
        summary=_sentence([*findings, *_in_order(fine, unknown)]),
        announcement=f"{_announced(heaviest_first)} {', '.join(steps)}.",
        excluded=excluded,
        warned_after=_excluding_section(assessment),
        departures=departures,
        fine=fine,
        unknown=unknown,
        elsewhere=[
            (each.rule, each.sentence or "")
            for each in told
            if each.verdict is Verdict.NOT_APPLICABLE and each.outcome != NOT_FILLED_IN
        ],
        voluntary=_is_voluntary(assessment),
        steps=steps,
        consequences=list(_consequences(assessment)),
        decision_days=days,
        due_on=due_day(assessment.facts.judged_on, days),
    )


def _excluding_section(assessment: Assessment) -> str | None:
    """Give the section with the last field on which an exclusion rests, of a type that has one."""
    rules = [each.rule for each in assessment.judgements]
    needs = {name for each in rules if each.severity is Severity.EXCLUSION for name in each.needs}
    found = [each.title for each in assessment.kind.form if needs & set(each.fields)]
    return found[-1] if found else None


def _departure(judgement: Judgement) -> Departure:
    asks = judgement.severity.asks_explanation
    return Departure(
        rule=judgement.rule,
        severity=judgement.severity,
        sentence=judgement.sentence or "",
        explained_in=Names(judgement.rule.id).text if asks else None,
    )


def _findings(departures: Sequence[Departure]) -> Iterator[str]:
    """Count what departs, what weighs most first."""
    if any(each.severity is Severity.EXCLUSION for each in departures):
        yield "dit kan niet"
    to_explain = sum(each.explained_in is not None for each in departures)
    if to_explain:
        yield f"{to_explain} {'regel vraagt' if to_explain == 1 else 'regels vragen'} uitleg"
    notices = sum(each.severity is Severity.NOTICE for each in departures)
    if notices:
        yield f"{notices} {'aandachtspunt' if notices == 1 else 'aandachtspunten'}"


def _in_order(fine: Sequence[Rule], unknown: Sequence[Rule]) -> Iterator[str]:
    if fine:
        yield f"{len(fine)} in orde"
    if unknown:
        yield f"{len(unknown)} nog niet te zeggen"


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _announced(departures: Sequence[Departure]) -> str:
    """Tell what departs, by rule: it changes only when something begins or stops to depart."""
    if not departures:
        return "Er wijkt niets af."
    rules = ", ".join(each.rule.id for each in departures)
    return f"{_sentence(list(_findings(departures)))[:-1]}: {rules}."


def _consequences(assessment: Assessment) -> Iterator[str]:
    """Tell what is out of the ordinary in the route."""
    if any(each.severity is Severity.EXCLUSION for each in assessment.departures):
        yield Severity.EXCLUSION.effect
    for step in assessment.route:
        if step.task is Task.CONFIRM:
            yield f"Ook {_CALLED[step.role]} kijkt mee."
        if step.why:
            yield step.why


def _is_voluntary(assessment: Assessment) -> bool:
    """Tell whether it is the home of another owner, which nobody has to declare."""
    owner = assessment.reading.values.get("owner")
    return owner is not None and owner != Owner.INTERMARIS
