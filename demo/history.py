"""Plays the acts of the demo through the services of the register, as the people who do them.

Nothing is written behind the services' back, so numbers, frozen revisions, findings, routes and
chains of events are what they would have been.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from demo.limits import SetsLimit
from demo.plot import Act, Asks, Ends, NotesSignal, Submits, TakesStep, Types, Withdraws
from demo.reviewers import Desk, question, step_towards
from register.clock import day_of
from register.decisions import Step
from register.people import Actor, Office, Person, actor, holders
from register.signals import Answer
from workflows import closing, deciding, drafting, policy, submitting
from workflows.revisions import revisions_of
from workflows.settling import TypedAnswer, settle
from workflows.signals import signals_of
from workflows.steps import can_take, of_revision, steps_of, waiting
from workflows.transitions import locked
from workflows.weighing import weigh


class Player:
    """Performs acts in a transaction, and remembers who can do what on which day.

    Args:
        db: the transaction.
        people: everybody by staff number. As long as they are held here, the transaction knows them
            and the services need not read them again.
    """

    def __init__(self, db: AsyncSession, people: Mapping[str, Person]) -> None:
        self._db = db
        self._people = people
        self._actors: dict[tuple[int, date], Actor] = {}

    async def play(self, acts: Iterable[Act | SetsLimit]) -> None:
        """Perform acts, which come in the order of time."""
        for act in acts:
            if isinstance(act, SetsLimit):
                await self._set_limit(act)
            else:
                await self._perform(act)

    async def _perform(self, act: Act) -> None:
        db, now = self._db, act.at
        match act.doing:
            case Types(answers):
                kind = drafting.kind_of(act.type)
                who = await self._declarant(act)
                await drafting.save_draft(db, who, act.declaration, kind, answers, now)
            case Submits():
                await submitting.submit(db, await self._declarant(act), act.declaration, now)
            case Asks() | TakesStep():
                await self._take_step(act, act.doing)
            case NotesSignal():
                await self._note_signal(act)
            case Withdraws(why):
                version = await self._version(act.declaration)
                who = await self._declarant(act)
                await closing.withdraw(db, who, act.declaration, version, why, now)
            case Ends(on):
                version = await self._version(act.declaration)
                await closing.end(db, await self._declarant(act), act.declaration, version, on, now)

    async def _take_step(self, act: Act, doing: Asks | TakesStep) -> None:
        steps = await steps_of(self._db, act.declaration)
        step = waiting(steps)
        if step is None:
            return
        reviewer = await self._reviewer(step, steps, act)
        kind = drafting.kind_of(act.type)
        declaration = await locked(self._db, act.declaration)
        newest = (await revisions_of(self._db, kind, act.declaration))[-1]
        desk = Desk(
            step=step,
            before=of_revision(steps, step.revision_id),
            version=declaration.version,
            weighing=await weigh(self._db, kind, declaration, newest, act.at),
            today=day_of(act.at),
        )
        if isinstance(doing, Asks):
            typed = question(doing.question, desk)
        else:
            typed = step_towards(doing.ruling, desk)
        await deciding.decide(self._db, reviewer, act.declaration, typed, act.at)

    async def _reviewer(self, step: Step, steps: Iterable[Step], act: Act) -> Actor:
        """Give who takes a step on the day: its person, or the first who can for its office."""
        day, declarant = day_of(act.at), self._people[act.who].key
        if step.person_id is not None:
            return await self._actor(step.person_id, day)
        office = step.role.office
        for person in await holders(self._db, office, day) if office else ():
            able = await self._actor(person.key, day)
            if can_take(able, step, declarant, list(steps)):
                return able
        raise LookupError(f"Nobody can take a step as {step.role.value} on {day}.")

    async def _note_signal(self, act: Act) -> None:
        """Let the bestuurssecretaris settle the signals of a declaration as seen."""
        who = await self.holder(Office.BESTUURSSECRETARIS, act.at)
        declaration = await locked(self._db, act.declaration)
        for signal in await signals_of(self._db, who, declaration, day_of(act.at)):
            typed = TypedAnswer(Answer.GEZIEN.value)
            await settle(self._db, who, act.declaration, signal.id, typed, act.at)

    async def _set_limit(self, act: SetsLimit) -> None:
        last = policy.newest(await policy.history(self._db), act.name)
        seen = last.id if last else 0
        who = await self.holder(Office.BESTUURSSECRETARIS, act.at)
        await policy.change(self._db, who, act.name, act.typed, act.reason, seen, act.at)

    async def holder(self, office: Office, at: datetime) -> Actor:
        """Give who holds an office at a moment."""
        day = day_of(at)
        person, *_ = await holders(self._db, office, day)
        return await self._actor(person.key, day)

    async def _declarant(self, act: Act) -> Actor:
        return await self._actor(self._people[act.who].key, day_of(act.at))

    async def _actor(self, key: int, day: date) -> Actor:
        if (key, day) not in self._actors:
            found = await actor(self._db, key, day)
            if found is None:
                raise LookupError(f"There is no person {key}.")
            self._actors[key, day] = found
        return self._actors[key, day]

    async def _version(self, declaration: UUID) -> int:
        """Give the version that is on the screen."""
        return (await locked(self._db, declaration)).version
