"""The signals of a dossier as templates show them, with a form for each that waits for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from register.signals import SignalKind
from web.decision_form import plain_field
from web.forms import Choice, FormField
from workflows.settling import ANSWERS, TypedAnswer
from workflows.signals import SignalView

SIGNAL_FIELD = "signaal_"
"""What the names of the fields begin with; the key of the signal follows."""


@dataclass(frozen=True)
class SignalForm:
    """A signal, and what is asked of who settles it.

    Attributes:
        signal: the signal.
        answer: the choice, where there is one to make.
        reason: why, where that is asked.
        seen: the name and value of the button that tells that it was seen, where that is all.
    """

    signal: SignalView
    answer: FormField | None = None
    reason: FormField | None = None
    seen: tuple[str, str] | None = None


def field_name(signal_id: int, name: str) -> str:
    """Give the name of a field (``answer`` or ``reason``) in the form of one signal."""
    return f"{SIGNAL_FIELD}{signal_id}_{name}"


def signal_forms(
    signals: Sequence[SignalView], form: Mapping[str, str], errors: Mapping[str, str]
) -> Sequence[SignalForm]:
    """Give the signals of a dossier.

    Args:
        signals: the signals.
        form: what was typed; empty at first.
        errors: a sentence for each field that has to be mended.
    """
    return [_form(signal, form, errors) for signal in signals]


def _form(signal: SignalView, form: Mapping[str, str], errors: Mapping[str, str]) -> SignalForm:
    if not signal.can_settle:
        return SignalForm(signal)
    answer, reason = field_name(signal.id, "answer"), field_name(signal.id, "reason")
    if signal.kind is SignalKind.UITSLUITING:
        (seen,) = ANSWERS[signal.kind]
        return SignalForm(signal, seen=(answer, seen.value))
    return SignalForm(
        signal,
        answer=plain_field(
            form,
            errors,
            answer,
            "Is dit dezelfde partij?",
            widget="radio",
            options=[Choice(each.value, each.label) for each in ANSWERS[signal.kind]],
        ),
        reason=plain_field(
            form,
            errors,
            reason,
            "Waaruit blijkt dat?",
            widget="textarea",
            hint="Bijvoorbeeld uit het KVK-nummer, of omdat je het bij inkoop hebt nagevraagd. De "
            "medewerker leest dit ook.",
        ),
    )


def read_answer(form: Mapping[str, str], signal_id: int) -> TypedAnswer:
    """Give the answer as the form of a signal sent it."""
    return TypedAnswer(
        answer=form.get(field_name(signal_id, "answer"), ""),
        reason=form.get(field_name(signal_id, "reason"), ""),
    )
