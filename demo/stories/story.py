"""What a story is: something that somebody of the demo organisation declared, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Answers = Mapping[str, str | int]
"""What is typed on the form, by field. A number is a day, counted from the first submission."""

Demand = tuple[str, int]
"""A condition of an approval, and within how many days of the decision it is to be met."""


class Course(StrEnum):
    """How far a declaration has come by today."""

    CONCEPT = "concept"
    FRESH = "net ingediend"
    DUE_SOON = "bijna op tijd"
    OVERDUE = "te laat"
    ASKED = "aanvulling gevraagd"
    APPROVED = "goedgekeurd"
    CONDITIONAL = "onder voorwaarden"
    REFUSED = "afgewezen"
    WITHDRAWN = "ingetrokken"
    ENDED = "beëindigd"


@dataclass(frozen=True)
class Ending:
    """How a declaration stands today.

    Attributes:
        course: how far it has come.
        said: the reason of the decision, the question, or why it was withdrawn. Where an approval
            says nothing here, a fitting reason is chosen.
        demands: the conditions of an approval under conditions.
    """

    course: Course
    said: str = ""
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """A question of the reviewer that was answered with a second revision."""

    question: str
    changed: Answers


@dataclass(frozen=True)
class Story:
    """One declaration: who (staff number), of what type, what was typed and how it went."""

    who: str
    type: str
    answers: Answers
    ending: Ending
    exchange: Exchange | None = None


CONCEPT = Ending(Course.CONCEPT)
FRESH = Ending(Course.FRESH)
DUE_SOON = Ending(Course.DUE_SOON)
OVERDUE = Ending(Course.OVERDUE)
APPROVED = Ending(Course.APPROVED)
ENDED = Ending(Course.ENDED)


def approved(reason: str) -> Ending:
    """Approved, for a reason of its own."""
    return Ending(Course.APPROVED, reason)


def conditional(reason: str, *demands: Demand) -> Ending:
    """Approved under conditions."""
    return Ending(Course.CONDITIONAL, reason, demands)


def refused(reason: str) -> Ending:
    """Refused."""
    return Ending(Course.REFUSED, reason)


def withdrawn(why: str) -> Ending:
    """Withdrawn by the declarant before anybody decided."""
    return Ending(Course.WITHDRAWN, why)


def asked(question: str) -> Ending:
    """Waiting for the declarant to answer a question."""
    return Ending(Course.ASKED, question)
