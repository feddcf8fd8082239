"""When everything in the demo happened: a pure function from today and a seed to a list of acts.

The same day and seed give the same acts. Nothing happens today or later, nor on a day off.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from uuid import UUID

from demo.days import dutch, moment, shifted, working_days, working_days_on
from demo.organisation import in_service
from demo.people import EMPLOYEES
from demo.reasons import REASONS
from demo.stories import STORIES
from demo.stories.story import Answers, Because, Course, Ruling, Story
from workflows.deadlines import due_day
from workflows.explanations import Explanation, Names
from workflows.policy import Policy

SEED = 2024
HISTORY = 3 * 365
"""How many days back the first declaration can lie."""
MOST_STEPS = 4
"""How many steps a route has at most; whatever a route is shorter is left undone."""


@dataclass(frozen=True)
class Types:
    """The declarant fills in the form; it is kept as a draft."""

    answers: Mapping[str, str]


@dataclass(frozen=True)
class Submits:
    """The declarant submits the draft."""


@dataclass(frozen=True)
class Asks:
    """Whoever the declaration waits for asks for more."""

    question: str


@dataclass(frozen=True)
class TakesStep:
    """Whoever the declaration waits for takes their step, on the way to a ruling.

    Where it waits for nobody any more, nothing happens: who plans does not know the route.
    """

    ruling: Ruling


@dataclass(frozen=True)
class NotesSignal:
    """Whoever looks after signals has seen the one that the declaration raised."""


@dataclass(frozen=True)
class Withdraws:
    """The declarant withdraws the declaration."""

    why: str


@dataclass(frozen=True)
class Ends:
    """The declarant ends the declaration as of a day, as typed."""

    on: str


Doing = Types | Submits | Asks | TakesStep | NotesSignal | Withdraws | Ends


@dataclass(frozen=True)
class Act:
    """Something that happens to a declaration of somebody (staff number) at a moment."""

    at: datetime
    declaration: UUID
    who: str
    type: str
    doing: Doing


_WAITING = (Course.FRESH, Course.DUE_SOON, Course.OVERDUE)
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
        typed = Types(_typed(story.answers, story.because, day))
        yield self._act(begun, typed, first_hour=8, last_hour=9)
        if course is Course.CONCEPT:
            return
        yield self._act(day, Submits())
        if story.noted:
            yield self._act(self._later(day, 1), NotesSignal(), first_hour=8, last_hour=9)
        if course in _WAITING:
            yield from self._steps(self._days_of_steps(day, story.ending.taken))
        elif story.exchange:
            asked = self._later(day, 4)
            yield self._act(asked, Asks(story.exchange.question))
            answered = self._later(asked, 5)
            answers = {**story.answers, **story.exchange.changed}
            because = {**story.because, **story.exchange.because}
            typed = Types(_typed(answers, because, day))
            yield self._act(answered, typed, first_hour=8, last_hour=9)
            yield self._act(answered, Submits())
            yield from self._outcome(answered)
        else:
            yield from self._outcome(day)

    def _outcome(self, submitted: date) -> Iterator[Act]:
        ending = self.story.ending
        day = self._later(submitted, 5)
        if ending.course is Course.WITHDRAWN:
            yield self._act(day, Withdraws(ending.said))
            return
        if ending.course is Course.ASKED:
            yield self._act(day, Asks(ending.said))
            return
        days = [day]
        while len(days) < MOST_STEPS:
            days.append(self._later(days[-1], 2))
        yield from self._steps(days)
        if ending.course is Course.ENDED:
            over = self.rng.choice(working_days(shifted(days[0], 30), self.last_day))
            since = shifted(over, -self.rng.randrange(6))
            yield self._act(over, Ends(dutch(since)))

    def _steps(self, days: Sequence[date]) -> Iterator[Act]:
        """Let a step be taken on each of these days."""
        ruling = self.story.ending.ruling
        if ruling is None:
            return
        reason = ruling.reason or self.rng.choice(REASONS[self.story.type])
        doing = TakesStep(replace(ruling, reason=reason))
        for day in days:
            yield self._act(day, doing)

    def _first_day(self) -> date:
        """Give the day of submission, or that on which a concept was begun."""
        days: Sequence[date]
        match self.story.ending.course:
            case Course.CONCEPT:
                days = self._between(40, 1)
            case Course.ASKED:
                days = self._between(30, 18)
            case Course.FRESH:
                days = self._halfway(self._between(13 if self.story.ending.taken else 8, 1))
            case Course.DUE_SOON:
                days = self._halfway(self._due_between(0, 4))
            case Course.OVERDUE:
                days = self._due_between(-14, -2)
            case course:
                passed = _DAYS_TO_PASS.get(course, _DAYS_TO_DECIDE)
                if self.story.exchange:
                    passed = max(passed, _DAYS_TO_ANSWER_TOO)
                earliest, latest = self.story.window or (HISTORY, passed)
                days = self._between(earliest, max(latest, passed))
        return self.rng.choice(days)

    def _between(self, earliest: int, latest: int) -> list[date]:
        """Give the working days in service from so many days ago until so many days ago."""
        first = max(shifted(self.today, -earliest), shifted(self.came, 7))
        return working_days(first, shifted(self.last_day, 1 - latest))

    def _due_between(self, earliest: int, latest: int) -> list[date]:
        """Give the days of submission whose decision is due so many days from today."""
        norm = Policy().decision_days
        wanted = (shifted(self.today, earliest), shifted(self.today, latest))
        return [
            day
            for day in self._between(norm - earliest + 7, 1)
            if wanted[0] <= due_day(day, norm) <= wanted[1]
        ]

    def _halfway(self, days: Sequence[date]) -> Sequence[date]:
        """Give those of these days that leave a working day for each step that was taken."""
        taken = self.story.ending.taken
        return [day for day in days if working_days_on(day, taken) <= self.last_day]

    def _days_of_steps(self, submitted: date, number: int) -> Sequence[date]:
        """Give so many working days since the submission, in order."""
        days = working_days(shifted(submitted, 1), self.last_day)
        return sorted(self.rng.sample(days, number))

    def _later(self, day: date, at_most: int) -> date:
        """Give a working day after this one, so many working days on at most."""
        return working_days_on(day, self.rng.randint(1, at_most))

    def _act(self, day: date, doing: Doing, first_hour: int = 10, last_hour: int = 16) -> Act:
        at = moment(self.rng, day, first_hour, last_hour)
        return Act(at, self.declaration, self.story.who, self.story.type, doing)


def _typed(answers: Answers, because: Because, submitted: date) -> dict[str, str]:
    """Write a form as it is typed: days counted from the submission become dates."""
    typed = {
        field: dutch(shifted(submitted, answer)) if isinstance(answer, int) else answer
        for field, answer in answers.items()
    }
    for rule_id, explanation in because.items():
        typed |= _explained(rule_id, explanation)
    return typed


def _explained(rule_id: str, explanation: str | Explanation) -> dict[str, str]:
    """Write how a departure is explained into the fields of its rule."""
    names = Names(rule_id)
    if isinstance(explanation, str):
        return {names.text: explanation}
    typed = {names.text: explanation.text}
    typed |= {names.answer(int(number)): text for number, text in explanation.deliberation.items()}
    return {**typed, names.consulted: explanation.consulted} if explanation.consulted else typed
