"""Explaining a departure: why, thought over with seven questions, talked over with a colleague.

The code asks of whoever departs from a rule to explain it (deel 2, Pas toe of leg uit). The seven
questions are those of its *denkmodel*, in our own words; answering them is a help and no duty.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from register.types.kinds import LongText, Text, Unreadable
from register.types.reading import Typed
from workflows.judging import Judgement
from workflows.rules import VERSIONS
from workflows.rules.rule import Rule

QUESTIONS = (
    "Wat moet je precies kiezen of beslissen?",
    "Wie hebben er iets mee te maken, of last van?",
    "Wat zeggen de code en andere afspraken hierover?",
    "Wat kun je allemaal doen, en wat pleit er voor en tegen?",
    "Waar kom je op uit?",
    "Hoe voorkom of beperk je de nadelen?",
    "Sta je er zelf echt achter, ook als iedereen het weet?",
)
"""The seven questions of the *denkmodel* (deel 2), in the order in which they are thought over."""

ANSWER_LENGTH = 1_000
MISSING = "Leg uit waarom je van deze regel afwijkt."


@dataclass(frozen=True)
class Explanation:
    """How a declarant explains a departure.

    Attributes:
        text: why; empty where nothing was written.
        deliberation: what was written at the questions, by the number of the question.
        consulted: the colleague with whom it was talked over, if any.
    """

    text: str
    deliberation: Mapping[str, str] = field(default_factory=dict)
    consulted: str | None = None


@dataclass(frozen=True)
class Names:
    """The names under which a form sends the explanation of one rule."""

    rule_id: str

    @property
    def text(self) -> str:
        """The field for the explanation itself."""
        return f"uitleg-{self.rule_id}"

    @property
    def consulted(self) -> str:
        """The field for the colleague."""
        return f"overleg-{self.rule_id}"

    def answer(self, number: int) -> str:
        """Give the field for the answer to a question, by its number."""
        return f"denk-{self.rule_id}-{number}"

    def all(self) -> Iterator[str]:
        """Give every name."""
        yield self.text
        yield self.consulted
        yield from (self.answer(number) for number, _ in enumerate(QUESTIONS, start=1))


def explainable(slug: str) -> Iterator[Rule]:
    """Give the rules of a type from which a departure may have to be explained."""
    for versions in VERSIONS.values():
        rule = versions[-1]
        if slug in rule.types and any(each.asks_explanation for each in rule.severities):
            yield rule


def field_names(slug: str) -> Iterator[str]:
    """Give the names of all fields in which departures of a type are explained."""
    for rule in explainable(slug):
        yield from Names(rule.id).all()


def to_explain(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Give the departures that have to be explained before submitting."""
    return (each for each in judgements if each.departs and each.severity.asks_explanation)


def read_explanations(
    judgements: Iterable[Judgement], typed: Typed
) -> tuple[Mapping[str, Explanation], Mapping[str, str]]:
    """Read how the departures that have to be explained are explained.

    What was typed for a rule from which nothing departs is left alone.

    Returns:
        The explanation of each such departure by its rule, and a Dutch sentence for each field that
        has to be mended, by the name of the field.
    """
    found: dict[str, Explanation] = {}
    errors: dict[str, str] = {}

    def text_of(name: str, kind: Text) -> str:
        text = typed.get(name, "").strip()
        try:
            return kind.read(text) if text else ""
        except Unreadable as unreadable:
            errors[name] = str(unreadable)
            return ""

    for judgement in to_explain(judgements):
        names = Names(judgement.rule.id)
        text = text_of(names.text, LongText())
        if not text and names.text not in errors:
            errors[names.text] = MISSING
        answers = {
            str(number): text_of(names.answer(number), Text(length=ANSWER_LENGTH, lines=True))
            for number, _ in enumerate(QUESTIONS, start=1)
        }
        found[judgement.rule.id] = Explanation(
            text,
            {number: answer for number, answer in answers.items() if answer},
            text_of(names.consulted, Text()) or None,
        )
    return found, errors
