"""What a story is: something that somebody of the demo organisation declared, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from register.decisions import Decision, ReviewerRole
from workflows.explanations import Explanation

Answers = Mapping[str, str | int]
"""What is typed on the form, by field. A number is a day, counted from the first submission."""

Because = Mapping[str, str | Explanation]
"""How departures are explained, by rule."""

Demand = tuple[str, int]
"""A condition of an approval, and within how many days of the decision it is to be met."""

Window = tuple[int, int]
"""Between how many days ago, at most and at least, something was submitted."""


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
class Overruled:
    """A first decision, the opposite of the last word, that the second pair of eyes objected to.

    Attributes:
        reason: why who decided first did so.
        objection: why the second pair of eyes did not agree.
    """

    reason: str
    objection: str


@dataclass(frozen=True)
class Ruling:
    """What whoever decides says; who advises or looks over it agrees.

    Attributes:
        decision: the decision.
        reason: why. Where an approval says nothing here, a fitting reason is chosen.
        demands: the conditions of an approval under conditions.
        voices: what those say who do not decide, by their role; else something fitting is chosen.
        accepts: why departures are accepted, by rule; else something fitting is chosen.
        overruled: the decision before it, where the second pair of eyes did not agree with that.
    """

    decision: Decision
    reason: str = ""
    demands: tuple[Demand, ...] = ()
    voices: Mapping[ReviewerRole, str] = field(default_factory=dict)
    accepts: Mapping[str, str] = field(default_factory=dict)
    overruled: Overruled | None = None


@dataclass(frozen=True)
class Ending:
    """How a declaration stands today.

    Attributes:
        course: how far it has come.
        said: the question, or why it was withdrawn.
        ruling: what was decided; of a declaration that still waits, where its steps go.
        taken: how many steps of its route were taken, where it still waits.
    """

    course: Course
    said: str = ""
    ruling: Ruling | None = None
    taken: int = 0


@dataclass(frozen=True)
class Exchange:
    """A question of the reviewer that was answered with a second revision."""

    question: str
    changed: Answers
    because: Because = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """One declaration and how it went.

    Attributes:
        who: the staff number of who declared it.
        type: the slug of its type.
        answers: what was typed.
        ending: how it stands today.
        exchange: the question that was answered on the way, if any.
        because: how each departure that has to be explained is explained.
        window: when it was submitted, where it matters.
        noted: whether the bestuurssecretaris has seen the signal that it raised.
    """

    who: str
    type: str
    answers: Answers
    ending: Ending
    exchange: Exchange | None = None
    because: Because = field(default_factory=dict)
    window: Window | None = None
    noted: bool = False


CONCEPT = Ending(Course.CONCEPT)
FRESH = Ending(Course.FRESH)
DUE_SOON = Ending(Course.DUE_SOON)
OVERDUE = Ending(Course.OVERDUE)
APPROVED = Ending(Course.APPROVED, ruling=Ruling(Decision.GOEDKEUREN))
ENDED = Ending(Course.ENDED, ruling=Ruling(Decision.GOEDKEUREN))


def thought_over(text: str, *answers: str, with_whom: str | None = None) -> Explanation:
    """Explain a departure after thinking it over with the questions, answered in their order."""
    told = {str(number): answer for number, answer in enumerate(answers, start=1)}
    return Explanation(text, told, with_whom)


def approved(reason: str, accepts: Mapping[str, str] | None = None, **voices: str) -> Ending:
    """Approved, for a reason of its own; the others on the route are named by their role."""
    ruling = _ruling(Decision.GOEDKEUREN, reason, (), accepts, voices)
    return Ending(Course.APPROVED, ruling=ruling)


def conditional(
    reason: str, *demands: Demand, accepts: Mapping[str, str] | None = None, **voices: str
) -> Ending:
    """Approved under conditions."""
    ruling = _ruling(Decision.VOORWAARDEN, reason, demands, accepts, voices)
    return Ending(Course.CONDITIONAL, ruling=ruling)


def refused(reason: str, overruled: Overruled | None = None, **voices: str) -> Ending:
    """Refused."""
    ruling = _ruling(Decision.AFWIJZEN, reason, (), None, voices, overruled)
    return Ending(Course.REFUSED, ruling=ruling)


def halfway(course: Course, taken: int, towards: Ending) -> Ending:
    """Waiting still, while so many steps of its route were taken towards an ending."""
    return Ending(course, ruling=towards.ruling, taken=taken)


def withdrawn(why: str) -> Ending:
    """Withdrawn by the declarant before anybody decided."""
    return Ending(Course.WITHDRAWN, why)


def asked(question: str) -> Ending:
    """Waiting for the declarant to answer a question."""
    return Ending(Course.ASKED, question)


def _ruling(
    decision: Decision,
    reason: str,
    demands: tuple[Demand, ...],
    accepts: Mapping[str, str] | None,
    voices: Mapping[str, str],
    overruled: Overruled | None = None,
) -> Ruling:
    return Ruling(
        decision,
        reason,
        demands,
        {ReviewerRole(role): text for role, text in voices.items()},
        accepts or {},
        overruled,
    )
