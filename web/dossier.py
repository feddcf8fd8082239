"""The dossier as templates show it: answers for people to read, old beside new, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from register.findings import Finding, Severity, Verdict
from register.types.fields import Asked
from register.types.record import EXPLANATION, Values
from web.decision_form import plain_field
from web.forms import FormField
from web.templates import moment
from workflows.dossier import Dossier
from workflows.explanations import QUESTIONS
from workflows.rules import RULES
from workflows.rules.rule import Rule


@dataclass(frozen=True)
class Moment:
    """One thing that happened, as the macro ``timeline`` renders it."""

    moment: str
    sentence: str
    detail: str | None


def sections(dossier: Dossier) -> Sequence[tuple[str, Sequence[tuple[str, str | None]]]]:
    """Give the answers of the newest revision, in the sections of the form."""
    if dossier.current is None:
        return ()
    values = dossier.current.values
    answered = [
        section
        for section in dossier.kind.form
        if section.title != EXPLANATION.label or values[EXPLANATION.name]
    ]
    return [
        (
            section.title,
            [
                (asked.label, shown(asked, values))
                for asked in map(dossier.kind.field, section.fields)
                if was_asked(dossier, asked, values)
            ],
        )
        for section in answered
    ]


def was_asked(dossier: Dossier, asked: Asked, values: Values) -> bool:
    """Tell whether a field was asked, given the other answers."""
    if asked.when is None:
        return True
    governor = dossier.kind.field(asked.when.field)
    value = values.get(governor.name)
    if value is None and not governor.kind.may_be_unknown:
        return False
    return governor.kind.token(value) in asked.when.holds


def shown(asked: Asked, values: Values) -> str | None:
    """Write an answer for people to read; ``None`` where there is none."""
    value = values.get(asked.name)
    if value is None and not asked.kind.may_be_unknown:
        return None
    return asked.kind.shown(value)


def comparison(
    dossier: Dossier,
) -> Sequence[tuple[str, str | None, str | None, bool]]:
    """Give every answer of the last two revisions beside one another; empty with one revision."""
    if dossier.previous is None or dossier.current is None:
        return ()
    old, new = dossier.previous.values, dossier.current.values
    rows = []
    for asked in dossier.kind.fields:
        before = shown(asked, old) if was_asked(dossier, asked, old) else None
        after = shown(asked, new) if was_asked(dossier, asked, new) else None
        if before is not None or after is not None:
            rows.append((asked.label, before, after, before != after))
    return rows


def timeline(dossier: Dossier) -> Sequence[Moment]:
    """Give what happened, in sentences, the first on top."""
    return [Moment(moment(each.at), each.sentence, each.detail) for each in dossier.timeline]


def end_field(form: Mapping[str, str], errors: Mapping[str, str]) -> FormField:
    """Give the field for the day on which what was declared ended."""
    return plain_field(
        form, errors, "ends_on", "Geëindigd op", widget="date", hint="Zoals 31-12-2026."
    )


@dataclass(frozen=True)
class Explained:
    """A departure as a reader of the dossier sees it, with how the declarant explains it."""

    rule: Rule | None
    finding: Finding
    questions: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Outcomes:
    """What the rules said at submission: what departs, heaviest first, and what does not."""

    departing: Sequence[Explained]
    complying: Sequence[Finding]
    others: Sequence[Finding]


def outcomes(dossier: Dossier) -> Outcomes:
    """Give what the rules said of the newest revision."""
    found = dossier.findings
    heavy = list(Severity)
    departing = [each for each in found if each.verdict is Verdict.DEPARTS]
    return Outcomes(
        departing=[
            Explained(RULES.get(each.rule), each, _deliberated(each))
            for each in sorted(departing, key=lambda each: heavy.index(each.severity))
        ],
        complying=[each for each in found if each.verdict is Verdict.COMPLIES],
        others=[each for each in found if each.verdict is Verdict.NOT_APPLICABLE],
    )


def _deliberated(finding: Finding) -> Sequence[tuple[str, str]]:
    answers = finding.deliberation or {}
    return [
        (question, answers[str(number)])
        for number, question in enumerate(QUESTIONS, start=1)
        if str(number) in answers
    ]
