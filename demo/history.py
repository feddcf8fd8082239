"""Plays the acts of the demo through the services of the register, as the people who do them.

Nothing is written behind the services' back, so numbers, frozen revisions, routes and chains of
events are what they would have been.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.plot import Act, Decides, Ends, Submits, Types, Withdraws
from register.clock import day_of
from register.decisions import Step
from register.declarations import Declaration
from register.people import Actor, Person, actor, holders
from workflows import closing, deciding, drafting, submitting


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

    async def play(self, acts: Sequence[Act]) -> None:
        """Perform acts, which stand in the order of time."""
        for act in acts:
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
            case Decides() as decides:
                await self._decide(act, decides)
            case Withdraws(why):
                version = await self._version(act.declaration)
                who = await self._declarant(act)
                await closing.withdraw(db, who, act.declaration, version, why, now)
            case Ends(on):
                version = await self._version(act.declaration)
                await closing.end(db, await self._declarant(act), act.declaration, version, on, now)

    async def _decide(self, act: Act, decides: Decides) -> None:
        step = await deciding.open_step(self._db, act.declaration)
        if step is None:
            raise LookupError(f"Nobody is asked to decide on {act.declaration}.")
        typed = deciding.TypedDecision(
            version=await self._version(act.declaration),
            decision=decides.decision.value,
            reason=decides.reason,
            conditions=[deciding.TypedCondition(*each) for each in decides.conditions],
        )
        reviewer = await self._reviewer(step, act)
        await deciding.decide(self._db, reviewer, act.declaration, typed, act.at)

    async def _reviewer(self, step: Step, act: Act) -> Actor:
        """Give who takes a step on the day: its person, or the first who holds its office."""
        day = day_of(act.at)
        if step.person_id is not None:
            return await self._actor(step.person_id, day)
        office = step.role.office
        held_by = await holders(self._db, office, day) if office else ()
        able = [person.key for person in held_by if person.key != self._people[act.who].key]
        if not able:
            raise LookupError(f"Nobody can decide as {step.role.value} on {day}.")
        return await self._actor(able[0], day)

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
        """Give the version that the reviewer has on the screen."""
        found = await self._db.exec(
            select(Declaration.version).where(Declaration.id == declaration)
        )
        return found.one()
