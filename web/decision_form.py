"""The form on which a reviewer takes a step, with what was typed and what has to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from register.decisions import Decision, Task, label_of
from web.forms import Choice, FormField
from workflows.dossier import Dossier
from workflows.step_views import StepView
from workflows.typed_decisions import (
    ACKNOWLEDGED,
    CONDITIONS_AT_MOST,
    SEEN,
    TypedCondition,
    TypedDecision,
    acceptance_of,
    decisions_for,
    to_accept,
)
from workflows.weighing import Weighed, Weighing

CONDITIONS_SHOWN = 1
CONDITIONS = "conditions"
"""The field that tells for how many conditions there is room."""


@dataclass(frozen=True)
class DecisionForm:
    """The reviewer's form.

    Attributes:
        task: what is asked.
        seconds: the decision that a second pair of eyes looks at, if that is what is asked.
        decision: the choice.
        reason: why.
        conditions: for each condition its text and its last day.
        can_add: whether there is room for another condition.
        acceptances: the departures that are accepted by name, with the field for the reason.
        excluded: whether nobody can approve this.
        seen: the digest of the outcomes on the page.
        changed: whether some outcome changed since submission, so that it has to be ticked as seen.
        acknowledged: whether that was ticked.
        unseen: what is wrong with what was seen or ticked.
    """

    task: Task
    seconds: StepView | None
    decision: FormField
    reason: FormField
    conditions: Sequence[tuple[FormField, FormField]]
    can_add: bool
    acceptances: Sequence[tuple[Weighed, FormField]]
    excluded: bool
    seen: str
    changed: bool
    acknowledged: bool
    unseen: str | None

    @property
    def title(self) -> str:
        """The heading above it."""
        return _TITLES[self.task]

    @property
    def button(self) -> str:
        """The text on the button that takes the step."""
        return _BUTTONS[self.task]


_TITLES = {
    Task.DECIDE: "Jouw besluit",
    Task.ADVISE: "Jouw advies",
    Task.CONFIRM: "Kijk mee met dit besluit",
}
_BUTTONS = {
    Task.DECIDE: "Besluit vastleggen",
    Task.ADVISE: "Advies vastleggen",
    Task.CONFIRM: "Antwoord vastleggen",
}
_QUESTIONS = {
    Task.DECIDE: "Wat besluit je?",
    Task.ADVISE: "Wat adviseer je?",
    Task.CONFIRM: "Ben je het eens met het besluit?",
}
_HINTS = {
    (Task.DECIDE, Decision.VOORWAARDEN): (
        "Je schrijft op wat er moet gebeuren, en wanneer dat klaar is."
    ),
    (Task.CONFIRM, Decision.POSITIEF): "Het besluit gaat dan in.",
    (Task.CONFIRM, Decision.NEGATIEF): "Wie erboven staat, beslist dan.",
}
_ASKING = "De medewerker past de verklaring aan en dient haar opnieuw in."


def decision_form(
    dossier: Dossier, form: Mapping[str, str], errors: Mapping[str, str]
) -> DecisionForm | None:
    """Give the form of the step that waits for the reader; ``None`` where none does.

    Args:
        dossier: the declaration as the reader sees it.
        form: what was typed; empty at first.
        errors: a sentence for each field that has to be mended.
    """
    step, weighing = dossier.open_step, dossier.weighing
    if not dossier.can_decide or step is None or weighing is None:
        return None
    seconds = dossier.under_decision
    field = partial(plain_field, form, errors)
    rows = conditions_asked(form)
    return DecisionForm(
        task=step.task,
        seconds=seconds if step.task is Task.CONFIRM else None,
        decision=field(
            "decision",
            _QUESTIONS[step.task],
            widget="radio",
            options=_choices(step.task, weighing, seconds.decision if seconds else None),
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
        acceptances=[
            (
                each,
                field(
                    acceptance_of(each.rule.id),
                    f"{each.rule.id}: waarom mag dit toch?",
                    widget="textarea",
                ),
            )
            for each in (() if step.task is Task.ADVISE else to_accept(step.task, weighing))
        ],
        excluded=weighing.excluded,
        seen=weighing.seen,
        changed=bool(weighing.differing),
        acknowledged=bool(form.get(ACKNOWLEDGED)) and SEEN not in errors,
        unseen=errors.get(SEEN) or errors.get(ACKNOWLEDGED),
    )


def _choices(task: Task, weighing: Weighing, seconds: Decision | None) -> Sequence[Choice]:
    return [
        Choice(
            each.value,
            label_of(task, each),
            _ASKING if each is Decision.AANVULLEN else _HINTS.get((task, each)),
        )
        for each in decisions_for(task, excluded=weighing.excluded, seconds=seconds)
    ]


def read_form(form: Mapping[str, str], version: int) -> TypedDecision:
    """Give the decision as a form sent it, on the version that was on the screen."""
    prefix = acceptance_of("")
    return TypedDecision(
        version=version,
        decision=form.get("decision", ""),
        reason=form.get("reason", ""),
        conditions=[
            TypedCondition(
                form.get(f"condition_{number}", ""), form.get(f"condition_{number}_due", "")
            )
            for number in range(1, conditions_asked(form) + 1)
        ],
        seen=form.get(SEEN, ""),
        acknowledged=bool(form.get(ACKNOWLEDGED)),
        acceptances={
            name.removeprefix(prefix): text
            for name, text in form.items()
            if name.startswith(prefix)
        },
    )


def label(field: str) -> str:
    """Give what a field of the form is called in a list of what has to be mended."""
    if field in _LABELS:
        return _LABELS[field]
    if field.startswith(acceptance_of("")):
        return f"Afwijking van {field.removeprefix(acceptance_of(''))}"
    _, number, *due = field.split("_")
    return f"Voorwaarde {number}, klaar op" if due else f"Voorwaarde {number}"


_LABELS = {
    "decision": "Antwoord",
    "reason": "Reden",
    "ends_on": "Geëindigd op",
    SEEN: "Toets aan de code",
    ACKNOWLEDGED: "Toets aan de code",
}


def place(field: str) -> str:
    """Give the element to which a line on what has to be mended leads."""
    return ACKNOWLEDGED if field == SEEN else field


def plain_field(
    form: Mapping[str, str], errors: Mapping[str, str], name: str, label: str, **more: Any
) -> FormField:
    """Give a required field of a form that is no typed record.

    Args:
        form: what was typed.
        errors: a sentence for each field that has to be mended.
        name: the name of the field.
        label: how it is called.
        more: what differs from a text field without choices.
    """
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


def conditions_asked(form: Mapping[str, str]) -> int:
    """Give for how many conditions the form has room."""
    text = form.get(CONDITIONS, "")
    rows = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else CONDITIONS_SHOWN
    if form.get("handeling") == "meer":
        rows += 1
    return max(CONDITIONS_SHOWN, min(rows, CONDITIONS_AT_MOST))
