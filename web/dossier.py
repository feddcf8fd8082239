"""The dossier as templates show it: answers for people to read, old beside new, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from register.findings import Finding, Severity, Verdict
from register.types.fields import Asked
from register.types.record import EXPLANATION, DeclarationType, Values
from web.decision_form import plain_field
from web.forms import FormField
from web.templates import moment
from workflows.assigning import ASSIGNED_WHY, ASSIGNEE
from workflows.attachment_rows import AttachmentRow
from workflows.dossier import Dossier
from workflows.explanations import QUESTIONS
from workflows.reconsidering import REASONS
from workflows.revisions import RevisionView
from workflows.rules import RULES
from workflows.rules.rule import Rule


@dataclass(frozen=True)
class Moment:
    """One thing that happened, as the macro ``timeline`` renders it."""

    moment: str
    sentence: str
    detail: str | None


def sections(dossier: Dossier) -> Sequence[tuple[str, Sequence[tuple[str, str | None]]]]:
    """Give the answers of the current revision, in the sections of the form."""
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
                if was_asked(dossier.kind, asked, values)
            ],
        )
        for section in answered
    ]


def was_asked(kind: DeclarationType, asked: Asked, values: Values) -> bool:
    """Tell whether a field was asked, given the other answers."""
    if asked.when is None:
        return True
    governor = kind.field(asked.when.field)
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
    dossier: Dossier, earlier: RevisionView | None, later: RevisionView | None
) -> Sequence[tuple[str, str | None, str | None, bool]]:
    """Give every answer of two revisions beside one another; empty where one is not there."""
    if earlier is None or later is None:
        return ()
    kind, old, new = dossier.kind, earlier.values, later.values
    rows = []
    for asked in kind.fields:
        before = shown(asked, old) if was_asked(kind, asked, old) else None
        after = shown(asked, new) if was_asked(kind, asked, new) else None
        if before is not None or after is not None:
            rows.append((asked.label, before, after, before != after))
    files = [dossier.attachments.get(each.revision.id, ()) for each in (earlier, later)]
    if any(files):
        before, after = (", ".join(each.name for each in held) or None for held in files)
        keys = [{each.id for each in held} for held in files]
        rows.append(("Bijlagen", before, after, keys[0] != keys[1]))
    return rows


@dataclass(frozen=True)
class Attached:
    """The files of a declaration, as they were submitted.

    Attributes:
        shown: those of the version that is shown.
        others: those of other versions that differ from it, each with its number.
    """

    shown: Sequence[AttachmentRow]
    others: Sequence[tuple[int, Sequence[AttachmentRow]]]


def attached(dossier: Dossier) -> Attached:
    """Give the files that were submitted."""
    versions = [
        (each.revision, dossier.attachments.get(each.revision.id, ())) for each in dossier.revisions
    ]
    current = dossier.current.revision if dossier.current else None
    shown = next((files for revision, files in versions if revision is current), ())
    others = [
        (revision.revision_number, files)
        for revision, files in versions
        if files and revision is not current and list(files) != list(shown)
    ]
    return Attached(shown, others)


def timeline(dossier: Dossier) -> Sequence[Moment]:
    """Give what happened, in sentences, the first on top."""
    return [Moment(moment(each.at), each.sentence, each.detail) for each in dossier.timeline]


def end_field(form: Mapping[str, str], errors: Mapping[str, str]) -> FormField:
    """Give the field for the day on which what was declared ended."""
    return plain_field(
        form, errors, "ends_on", "Geëindigd op", widget="date", hint="Zoals 31-12-2026."
    )


REVIEW_FIELD = "nagekeken"
"""The field in which a declarant can add something when nothing has changed."""


def review_field(form: Mapping[str, str], errors: Mapping[str, str]) -> FormField:
    """Give the field for what a declarant adds who finds that nothing has changed."""
    field = plain_field(form, errors, REVIEW_FIELD, "Wil je er iets bij zeggen?", widget="textarea")
    return replace(field, required=False)


def reasons_field(form: Mapping[str, str], errors: Mapping[str, str]) -> FormField:
    """Give the field for why a refusal has to be looked at again."""
    return plain_field(
        form,
        errors,
        REASONS,
        "Waarom moet er opnieuw naar gekeken worden?",
        widget="textarea",
        hint="Bijvoorbeeld: wat is er niet meegewogen, of wat klopt er niet?",
    )


def assign_fields(form: Mapping[str, str], errors: Mapping[str, str]) -> Sequence[FormField]:
    """Give the fields with which a step is given to somebody else."""
    return (
        plain_field(
            form,
            errors,
            ASSIGNEE,
            "Aan wie",
            widget="text",
            hint="Een naam of een personeelsnummer.",
            max_length=200,
        ),
        plain_field(
            form,
            errors,
            ASSIGNED_WHY,
            "Waarom aan deze collega?",
            widget="textarea",
            hint="De medewerker kan dit ook lezen.",
        ),
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
    """Give what the rules said of the current revision."""
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
