"""The form on which a reviewer takes a step, with what was typed and what has to be mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from register.decisions import Decision, Evidence, Ground, Task, label_of
from web.forms import Choice, FormField
from workflows.asking import Asked
from workflows.assigning import ASSIGNED_WHY, ASSIGNEE
from workflows.dossier import Dossier
from workflows.proof import SetCondition
from workflows.reconsidering import REASONS
from workflows.step_views import StepView
from workflows.typed_decisions import (
    ACKNOWLEDGED,
    CONDITIONS_AT_MOST,
    SEEN,
    TypedCondition,
    TypedDecision,
    acceptance_of,
    to_accept,
)
from workflows.weighing import Weighed

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
        conditions: for each condition its text, its last day, whose it is and what shows it.
        proof: the conditions that an approval brings by itself.
        ground: on which ground a nevenfunctie is refused or restricted, where that is asked.
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
    conditions: Sequence[Sequence[FormField]]
    proof: Sequence[SetCondition]
    ground: FormField | None
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
_PROVEN = "De factuur en het betaalbewijs worden vanzelf voorwaarden."
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
    step, asked = dossier.open_step, dossier.asked
    if step is None or asked is None:
        return None
    weighing = asked.weighing
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
            options=_choices(asked),
        ),
        reason=field("reason", "Waarom?", widget="textarea", hint="De medewerker leest dit ook."),
        conditions=[_condition(field, form, number) for number in range(1, rows + 1)],
        proof=asked.proof,
        ground=_ground(field) if asked.may_need_ground else None,
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


def _choices(asked: Asked) -> Sequence[Choice]:
    return [
        Choice(
            each.value,
            label_of(asked.task, each),
            _PROVEN
            if asked.proof and each is Decision.GOEDKEUREN
            else _ASKING
            if each is Decision.AANVULLEN
            else _HINTS.get((asked.task, each)),
        )
        for each in asked.decisions
    ]


def _condition(
    field: Callable[..., FormField], form: Mapping[str, str], number: int
) -> Sequence[FormField]:
    """Give the fields of one condition."""
    name = f"condition_{number}"
    evidence = field(
        f"{name}_evidence",
        "Hoe blijkt dat het klaar is?",
        widget="radio",
        options=[Choice(each.value, each.label) for each in Evidence],
    )
    return (
        field(name, f"Voorwaarde {number}", widget="textarea"),
        field(
            f"{name}_due",
            "Klaar op",
            widget="date",
            hint="Dag-maand-jaar, zoals 31-12-2026.",
        ),
        field(
            f"{name}_owner",
            "Wie zorgt hiervoor?",
            widget="text",
            required=False,
            max_length=200,
            hint="Laat leeg als de medewerker dit zelf doet. Of vul de naam of het "
            "personeelsnummer van een collega in: die kan de verklaring dan zien.",
        ),
        evidence
        if form.get(f"{name}_evidence")
        else replace(evidence, value=Evidence.BEVESTIGING.value),
    )


def _ground(field: Callable[..., FormField]) -> FormField:
    return field(
        "ground",
        "Op welke grond?",
        widget="radio",
        options=[Choice(each.value, each.label) for each in Ground],
        hint="Een nevenfunctie mag je alleen afwijzen of beperken op een van deze gronden "
        "(artikel 7:653a van het Burgerlijk Wetboek). Leg bij de reden uit waarom.",
    )


def read_form(form: Mapping[str, str], version: int) -> TypedDecision:
    """Give the decision as a form sent it, on the version that was on the screen."""
    prefix = acceptance_of("")
    return TypedDecision(
        version=version,
        decision=form.get("decision", ""),
        reason=form.get("reason", ""),
        conditions=[
            TypedCondition(
                form.get(f"condition_{number}", ""),
                form.get(f"condition_{number}_due", ""),
                form.get(f"condition_{number}_owner", ""),
                form.get(f"condition_{number}_evidence", ""),
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
        ground=form.get("ground", ""),
    )


def label(field: str) -> str:
    """Give what a field of the form is called in a list of what has to be mended."""
    if field in _LABELS:
        return _LABELS[field]
    if field.startswith(acceptance_of("")):
        return f"Afwijking van {field.removeprefix(acceptance_of(''))}"
    _, number, *part = field.split("_")
    return ", ".join([f"Voorwaarde {number}", *(_PARTS[each] for each in part)])


_PARTS = {
    "due": "klaar op",
    "owner": "wie zorgt hiervoor",
    "evidence": "hoe blijkt dat het klaar is",
}


_LABELS = {
    "decision": "Antwoord",
    "reason": "Reden",
    "ground": "Grond",
    "ends_on": "Geëindigd op",
    REASONS: "Waarom opnieuw",
    "nagekeken": "Wil je er iets bij zeggen?",
    ASSIGNEE: "Aan wie",
    ASSIGNED_WHY: "Waarom aan deze collega?",
    SEEN: "Toets aan de code",
    ACKNOWLEDGED: "Toets aan de code",
}


def place(field: str) -> str:
    """Give the element to which a line on what has to be mended leads."""
    return ACKNOWLEDGED if field == SEEN else field


def plain_field(
    form: Mapping[str, str], errors: Mapping[str, str], name: str, label: str, **more: Any
) -> FormField:
    """Give a field of a form that is no typed record, by default a required one.

    Args:
        form: what was typed.
        errors: a sentence for each field that has to be mended.
        name: the name of the field.
        label: how it is called.
        more: what differs from a text field without choices.
    """
    shape = {
        "hint": None,
        "options": (),
        "inputmode": None,
        "max_length": 4_000,
        "required": True,
        **more,
    }
    return FormField(
        name=name,
        label=label,
        value=form.get(name, ""),
        error=errors.get(name),
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
