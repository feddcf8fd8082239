"""The fields in which departures are explained, as templates show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from register.types.kinds import EXPLANATION_LENGTH, NAME_LENGTH
from register.types.reading import Typed
from web.forms import FormField
from workflows.assessment import Assessment
from workflows.explanations import ANSWER_LENGTH, QUESTIONS, Names, explainable, to_explain
from workflows.judging import Judgement
from workflows.rules.rule import Rule


@dataclass(frozen=True)
class Explaining:
    """The fields in which a departure from one rule is explained.

    What was typed in them stays with the form while nothing departs, and comes back with it.

    Attributes:
        rule: the rule.
        departure: what departs from it now; ``None`` while nothing does.
        text: the field for the explanation itself.
        questions: the fields for the seven questions that help.
        consulted: the field for the colleague it was talked over with.
    """

    rule: Rule
    departure: Judgement | None
    text: FormField
    questions: Sequence[FormField]
    consulted: FormField

    @property
    def name(self) -> str:
        """The name of the group of fields."""
        return f"regel-{self.rule.id}"

    @property
    def fields(self) -> Sequence[FormField]:
        """Every field, in order."""
        return [self.text, *self.questions, self.consulted]

    @property
    def is_there(self) -> bool:
        """Whether the fields are on the page: they are asked for, or keep what was typed before."""
        return self.departure is not None or any(field.value for field in self.fields)

    @property
    def is_thought_over(self) -> bool:
        """Whether the seven questions are shown at once: something stands in them or is wrong."""
        return any(field.value or field.error for field in self.questions)

    def without_errors(self) -> "Explaining":
        """Give the same fields without what has to be mended."""
        return replace(
            self,
            text=replace(self.text, error=None),
            questions=[replace(field, error=None) for field in self.questions],
            consulted=replace(self.consulted, error=None),
        )

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Give what has to be mended as (name, label, sentence); a label names the rule."""
        for field in self.fields:
            if field.error:
                yield field.name, f"{self.rule.id}, {field.label}", field.error


def explaining(
    assessment: Assessment, typed: Typed, errors: Mapping[str, str]
) -> Sequence[Explaining]:
    """Give the fields for every rule of a type from which a departure may have to be explained.

    Args:
        assessment: what the code says of what was typed.
        typed: what was typed.
        errors: what has to be mended, as far as it is shown, by field.
    """
    departing = {each.rule.id: each for each in to_explain(assessment.judgements)}
    return [
        _explaining(rule, departing.get(rule.id), typed, errors)
        for rule in explainable(assessment.kind.slug)
    ]


def _explaining(
    rule: Rule, departure: Judgement | None, typed: Typed, errors: Mapping[str, str]
) -> Explaining:
    names = Names(rule.id)

    def field(name: str, label: str, length: int, *, lines: int) -> FormField:
        return FormField(
            name=name,
            label=label,
            hint=None,
            widget="textarea" if lines > 1 else "text",
            options=(),
            value=typed.get(name, ""),
            error=errors.get(name),
            required=name == names.text,
            governs=False,
            shown=True,
            max_length=length,
            inputmode=None,
            suffix=None,
            lines=lines,
        )

    return Explaining(
        rule=rule,
        departure=departure,
        text=field(names.text, "Jouw uitleg", EXPLANATION_LENGTH, lines=4),
        questions=[
            field(names.answer(number), f"{number}. {question}", ANSWER_LENGTH, lines=2)
            for number, question in enumerate(QUESTIONS, start=1)
        ],
        consulted=field(names.consulted, "Met wie heb je dit besproken?", NAME_LENGTH, lines=1),
    )
