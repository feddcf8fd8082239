"""The dossier as templates show it: answers for people to read, old beside new, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from register.decisions import Decision
from register.types.fields import Asked
from register.types.record import EXPLANATION, Values
from web.forms import Choice, FormField
from web.templates import moment
from workflows.deciding import CONDITIONS_AT_MOST
from workflows.dossier import Dossier

CONDITIONS_SHOWN = 1


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


@dataclass(frozen=True)
class DecisionForm:
    """The reviewer's form, with what was typed and what has to be mended."""

    decision: FormField
    reason: FormField
    conditions: Sequence[tuple[FormField, FormField]]
    can_add: bool


_HINTS = {
    Decision.VOORWAARDEN: "Je schrijft op wat er moet gebeuren, en wanneer dat klaar is.",
    Decision.AANVULLEN: "De medewerker past de verklaring aan en dient haar opnieuw in.",
}


def decision_form(form: Mapping[str, str], errors: Mapping[str, str]) -> DecisionForm:
    """Give the form on which a reviewer decides.

    Args:
        form: what was typed; empty at first.
        errors: a sentence for each field that has to be mended.
    """
    field = partial(_field, form, errors)
    rows = conditions_asked(form)
    return DecisionForm(
        decision=field(
            "decision",
            "Wat besluit je?",
            widget="radio",
            options=[Choice(each.value, each.label, _HINTS.get(each)) for each in Decision],
        ),
        reason=field("reason", "Waarom?", widget="textarea", hint="De medewerker leest dit ook."),
        conditions=[
            (
                field(f"condition_{number}", f"Voorwaarde {number}", widget="textarea"),
                field(
                    f"condition_{number}_due",
                    "Klaar op",
                    widget="date",
                    hint="Dag-maand-jaar, zoals 31-12-2026.",
                ),
            )
            for number in range(1, rows + 1)
        ],
        can_add=rows < CONDITIONS_AT_MOST,
    )


def _field(
    form: Mapping[str, str], errors: Mapping[str, str], name: str, label: str, **more: Any
) -> FormField:
    shape = {"hint": None, "options": (), "inputmode": None, "max_length": 4_000, **more}
    return FormField(
        name=name,
        label=label,
        value=form.get(name, ""),
        error=errors.get(name),
        required=True,
        governs=False,
        shown=True,
        suffix=None,
        **shape,
    )


def end_field(form: Mapping[str, str], errors: Mapping[str, str]) -> FormField:
    """Give the field for the day on which what was declared ended."""
    return _field(form, errors, "ends_on", "Geëindigd op", widget="date", hint="Zoals 31-12-2026.")


def conditions_asked(form: Mapping[str, str]) -> int:
    """Give for how many conditions the form has room."""
    text = form.get("conditions", "")
    rows = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else CONDITIONS_SHOWN
    if form.get("handeling") == "meer":
        rows += 1
    return max(CONDITIONS_SHOWN, min(rows, CONDITIONS_AT_MOST))
