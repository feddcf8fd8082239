"""The conditions of a dossier, with the forms in which they are reported and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from register.decisions import Evidence
from web.decision_form import plain_field
from web.forms import Choice, FormField
from web.uploads import FilesField
from workflows.condition_views import ConditionView
from workflows.conditions import ACCEPT, RETURN

CONDITION_FIELD = "voorwaarde_"
"""What the names of the fields begin with; the key of the condition follows."""


@dataclass(frozen=True)
class ConditionForm:
    """A condition as a reader sees it.

    Attributes:
        view: the condition, and what became of it.
        words: the field in which its owner reports it.
        files: the field for the files that show it.
        answer: the field in which somebody else says whether that is enough.
        reason: the field for why.
    """

    view: ConditionView
    words: FormField | None
    files: FilesField | None
    answer: FormField | None
    reason: FormField | None


def field_name(condition_id: int, part: str) -> str:
    """Give the name of a field of the form about a condition."""
    return f"{CONDITION_FIELD}{condition_id}_{part}"


def field_label(field: str) -> str:
    """Give what such a field is called in a list of what has to be mended."""
    return _LABELS[field.rsplit("_", 1)[-1]]


_LABELS = {
    "words": "Wat is er gedaan?",
    "files": "Bewijs",
    "answer": "Is aan de voorwaarde voldaan?",
    "reason": "Uitleg",
}


def condition_forms(
    views: Sequence[ConditionView], form: Mapping[str, str], errors: Mapping[str, str]
) -> Sequence[ConditionForm]:
    """Give the conditions of a dossier.

    Args:
        views: the conditions as the reader sees them.
        form: what was typed; empty at first.
        errors: a sentence for each field that has to be mended.
    """
    return [_condition_form(view, form, errors) for view in views]


def _condition_form(
    view: ConditionView, form: Mapping[str, str], errors: Mapping[str, str]
) -> ConditionForm:
    key = view.row.id
    shown = view.row.evidence is Evidence.BEWIJSSTUK
    return ConditionForm(
        view=view,
        words=plain_field(
            form,
            errors,
            field_name(key, "words"),
            _LABELS["words"],
            widget="textarea",
            hint="Schrijf op wat het bewijs laat zien."
            if shown
            else "Bevestig in je eigen woorden dat het klaar is.",
        )
        if view.can_report
        else None,
        files=_files(view, errors) if view.can_report else None,
        answer=plain_field(
            form,
            errors,
            field_name(key, "answer"),
            _LABELS["answer"],
            widget="radio",
            options=(Choice(ACCEPT, "Ja, voldaan"), Choice(RETURN, "Nee, nog niet")),
        )
        if view.can_judge
        else None,
        reason=plain_field(
            form,
            errors,
            field_name(key, "reason"),
            "Uitleg",
            widget="textarea",
            required=False,
            hint="Is het nog niet genoeg, schrijf dan op wat er nog nodig is.",
        )
        if view.can_judge
        else None,
    )


def _files(view: ConditionView, errors: Mapping[str, str]) -> FilesField:
    name = field_name(view.row.id, "files")
    return FilesField(
        name=name,
        id=name,
        attachments=view.evidence.get(None, ()),
        errors=[errors[name]] if name in errors else (),
        required=view.row.evidence is Evidence.BEWIJSSTUK,
    )
