"""When everything in the demo happened: a pure function from today and a seed to a list of acts.

The same day and seed give the same acts. Nothing happens today or later, nor on a day off.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import UUID

from demo.days import moment, shifted, working_days, working_days_on
from demo.organisation import in_service
from demo.people import EMPLOYEES
from demo.reasons import REASONS
from demo.stories import STORIES
from demo.stories.story import Answers, Course, Story
from register.decisions import Decision
from register.settings import settings
from workflows.deadlines import due_day

SEED = 2024
HISTORY = 3 * 365
"""How many days back the first declaration can lie."""


@dataclass(frozen=True)
class Types:
    """The declarant fills in the form; it is kept as a draft."""

    answers: Mapping[str, str]


@dataclass(frozen=True)
class Submits:
    """The declarant submits the draft."""


@dataclass(frozen=True)
class Decides:
    """Whoever the step belongs to decides; the conditions are text and last day, as typed."""

    decision: Decision
    reason: str
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Withdraws:
    """The declarant withdraws the declaration."""

    why: str


@dataclass(frozen=True)
class Ends:
    """The declarant ends the declaration as of a day, as typed."""

    on: str


Doing = Types | Submits | Decides | Withdraws | Ends


@dataclass(frozen=True)
class Act:
    """Something that happens to a declaration of somebody (staff number) at a moment."""

    at: datetime
    declaration: UUID
    who: str
    type: str
    doing: Doing


_DECIDED = {
    Course.APPROVED: Decision.GOEDKEUREN,
    Course.ENDED: Decision.GOEDKEUREN,
    Course.CONDITIONAL: Decision.VOORWAARDEN,
    Course.REFUSED: Decision.AFWIJZEN,
}

_DAYS_TO_PASS = {Course.ENDED: 150}
"""How long before today, or the last day of service, a declaration that took its course began."""
_DAYS_TO_DECIDE, _DAYS_TO_ANSWER_TOO = 27, 60


def plan(today: date, seed: int = SEED) -> Sequence[Act]:
    """Give all that happens up to and including yesterday, in the order of time."""
    rng = Random(seed)  # noqa: S311 — a demo has to be the same each time
    acts = [act for story in STORIES for act in _Plot(story, today, rng).acts()]
    return sorted(acts, key=lambda act: act.at)


class _Plot:
    """What happens in one story."""

    def __init__(self, story: Story, today: date, rng: Random) -> None:
        self.story = story
        self.today = today
        self.rng = rng
        self.declaration = UUID(int=rng.getrandbits(128), version=4)
        employee = next(each for each in EMPLOYEES if each.number == story.who)
        self.came, left = in_service(employee, today)
        self.last_day = min(shifted(today, -1), left or today)

    def acts(self) -> Iterator[Act]:
        """Give the acts of the story in the order of time."""
        story, course = self.story, self.story.ending.course
        day = self._first_day()
        begun = working_days_on(day, -self.rng.choice((0, 0, 0, 1, 3)))
        yield self._act(begun, Types(_typed(story.answers, day)), first_hour=8, last_hour=9)
        if course is Course.CONCEPT:
            return
        yield self._act(day, Submits())
        if course in (Course.FRESH, Course.DUE_SOON, Course.OVERDUE):
            return
        if story.exchange:
            asked = self._later(day, 4)
            yield self._act(asked, Decides(Decision.AANVULLEN, story.exchange.question))
            answered = self._later(asked, 5)
            answers = {**story.answers, **story.exchange.changed}
            typed = Types(_typed(answers, day))
            yield self._act(answered, typed, first_hour=8, last_hour=9)
            yield self._act(answered, Submits())
            yield from self._outcome(answered)
        else:
            yield from self._outcome(day)

    def _outcome(self, submitted: date) -> Iterator[Act]:
        ending = self.story.ending
        day = self._later(submitted, 5 if ending.course is Course.ASKED else 8)
        if ending.course is Course.WITHDRAWN:
            yield self._act(day, Withdraws(ending.said))
        elif ending.course is Course.ASKED:
            yield self._act(day, Decides(Decision.AANVULLEN, ending.said))
        else:
            reason = ending.said or self.rng.choice(REASONS[self.story.type])
            demands = tuple((text, _dutch(shifted(day, within))) for text, within in ending.demands)
            yield self._act(day, Decides(_DECIDED[ending.course], reason, demands))
        if ending.course is Course.ENDED:
            over = self.rng.choice(working_days(shifted(day, 30), self.last_day))
            since = shifted(over, -self.rng.randrange(6))
            yield self._act(over, Ends(_dutch(since)))

    def _first_day(self) -> date:
        """Give the day of submission, or that on which a concept was begun."""
        match self.story.ending.course:
            case Course.CONCEPT:
                days = self._between(40, 1)
            case Course.ASKED:
                days = self._between(30, 18)
            case Course.FRESH:
                days = self._between(8, 1)
            case Course.DUE_SOON:
                days = self._due_between(0, 4)
            case Course.OVERDUE:
                days = self._due_between(-14, -2)
            case course:
                passed = _DAYS_TO_PASS.get(course, _DAYS_TO_DECIDE)
                if self.story.exchange:
                    passed = max(passed, _DAYS_TO_ANSWER_TOO)
                days = self._between(HISTORY, passed)
        return self.rng.choice(days)

    def _between(self, earliest: int, latest: int) -> list[date]:
        """Give the working days in service from so many days ago until so many days ago."""
        first = max(shifted(self.today, -earliest), shifted(self.came, 7))
        return working_days(first, shifted(self.last_day, 1 - latest))

    def _due_between(self, earliest: int, latest: int) -> list[date]:
        """Give the days of submission whose decision is due so many days from today."""
        norm = settings().decision_days
        wanted = (shifted(self.today, earliest), shifted(self.today, latest))
        return [
            day
            for day in self._between(norm - earliest + 7, 1)
            if wanted[0] <= due_day(day, norm) <= wanted[1]
        ]

    def _later(self, day: date, at_most: int) -> date:
        """Give a working day after this one, so many working days on at most."""
        return working_days_on(day, self.rng.randint(1, at_most))

    def _act(self, day: date, doing: Doing, first_hour: int = 10, last_hour: int = 16) -> Act:
        at = moment(self.rng, day, first_hour, last_hour)
        return Act(at, self.declaration, self.story.who, self.story.type, doing)


def _typed(answers: Answers, submitted: date) -> dict[str, str]:
    """Write answers as they are typed: days counted from the submission become dates."""
    return {
        field: _dutch(shifted(submitted, answer)) if isinstance(answer, int) else answer
        for field, answer in answers.items()
    }


def _dutch(day: date) -> str:
    return f"{day:%d-%m-%Y}"
