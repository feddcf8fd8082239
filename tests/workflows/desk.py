"""A desk at which the cast of the tests declares and decides, a transaction an action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import people
from register.clock import day_of
from register.decisions import Step
from register.declarations import Declaration, Revision
from register.people import Actor, Office, OfficeHolding, Person
from register.storage import Storage
from register.types import TYPES
from tests.conftest import NOW
from tests.register.types.answers import CLEAN
from workflows import closing, deciding, drafting, policy, submitting
from workflows.deciding import Outcome
from workflows.dossier import Dossier, open_dossier
from workflows.explanations import Names, explainable
from workflows.revisions import revisions_of
from workflows.submitting import Submitted
from workflows.typed_decisions import TypedCondition, TypedDecision
from workflows.weighing import Weighing, weigh

REASON = "Ik heb het bekeken en vind dit een goed besluit."
EXPLANATION = "Ik heb hier goed over nagedacht en er met een collega over gesproken."
ACCEPTED = "De uitleg is duidelijk en er is geen ander belang in het spel."
CONDITION = TypedCondition("Bespreek dit elk jaar met je leidinggevende.", "31-12-2026")


@dataclass
class Desk:
    """Where one of the cast, by short name, does something at the moment of the desk."""

    storage: Storage
    cast: dict[str, Person]
    now: datetime = NOW

    async def actor(self, who: str) -> Actor:
        """Give one of the cast as somebody who acts now."""
        async with self.storage.transaction() as db:
            found = await people.actor(db, self.cast[who].key, day_of(self.now))
        assert found is not None
        return found

    async def draft(
        self, who: str = "medewerker", slug: str = "nevenfunctie", **answers: str
    ) -> UUID:
        """Keep a concept with complete answers, some of them changed."""
        key = uuid4()
        await self.type(who, key, slug, **answers)
        return key

    async def type(self, who: str, key: UUID, slug: str = "nevenfunctie", **answers: str) -> None:
        """Type complete answers, some of them changed, into a form that is being filled in.

        Every departure that there may be is explained.
        """
        actor = await self.actor(who)
        explained = {Names(rule.id).text: EXPLANATION for rule in explainable(slug)}
        async with self.storage.transaction() as db:
            typed = {**explained, **CLEAN[slug], **answers}
            await drafting.save_draft(db, actor, key, TYPES[slug], typed, self.now)

    async def submit(self, who: str, key: UUID) -> Submitted:
        """Submit a draft."""
        actor = await self.actor(who)
        async with self.storage.transaction() as db:
            return await submitting.submit(db, actor, key, self.now)

    async def declared(
        self, who: str = "medewerker", slug: str = "nevenfunctie", **answers: str
    ) -> UUID:
        """Fill in and submit a declaration."""
        key = await self.draft(who, slug, **answers)
        await self.submit(who, key)
        return key

    async def decide(
        self,
        who: str,
        key: UUID,
        decision: str = "goedkeuren",
        *,
        reason: str = REASON,
        conditions: Sequence[TypedCondition] = (CONDITION,),
        version: int | None = None,
        seen: str | None = None,
        acknowledged: bool = True,
        acceptances: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Take the step of a declaration as it now stands, or on the version on the screen.

        What the rules say now is seen, and every departure is accepted.
        """
        actor = await self.actor(who)
        if version is None:
            version = (await self.declaration(key)).version
        weighing = await self.weighing(key)
        typed = TypedDecision(
            version,
            decision,
            reason,
            conditions,
            seen=weighing.seen if seen is None else seen,
            acknowledged=acknowledged,
            acceptances={each.rule.id: ACCEPTED for each in weighing.to_accept()}
            if acceptances is None
            else acceptances,
        )
        async with self.storage.transaction() as db:
            return await deciding.decide(db, actor, key, typed, self.now)

    async def look_at(self, who: str, key: UUID) -> Dossier:
        """Open the dossier of a declaration."""
        actor = await self.actor(who)
        async with self.storage.transaction() as db:
            return await open_dossier(db, actor, str(key), self.now)

    async def weighing(self, key: UUID) -> Weighing:
        """Give what the rules say now of what was submitted last; of a concept nothing."""
        declaration = await self.declaration(key)
        kind = TYPES[declaration.type]
        async with self.storage.transaction() as db:
            revisions = await revisions_of(db, kind, key)
            if not revisions:
                return Weighing([])
            return await weigh(db, kind, declaration, revisions[-1], self.now)

    async def withdraw(
        self, who: str, key: UUID, why: str = "", *, version: int | None = None
    ) -> None:
        """Withdraw a declaration."""
        actor = await self.actor(who)
        if version is None:
            version = (await self.declaration(key)).version
        async with self.storage.transaction() as db:
            await closing.withdraw(db, actor, key, version, why, self.now)

    async def delete(self, who: str, key: UUID) -> None:
        """Delete a concept."""
        actor = await self.actor(who)
        async with self.storage.transaction() as db:
            await drafting.delete_concept(db, actor, key, self.now)

    async def end(self, who: str, key: UUID, on: str = "01-03-2026") -> None:
        """End an approved declaration."""
        actor = await self.actor(who)
        version = (await self.declaration(key)).version
        async with self.storage.transaction() as db:
            await closing.end(db, actor, key, version, on, self.now)

    async def limit(
        self, name: str, typed: str | None, who: str = "bestuurssecretaris", *, seen: int = -1
    ) -> None:
        """Change a policy value as it now stands, or as it was on the screen."""
        actor = await self.actor(who)
        async with self.storage.transaction() as db:
            last = policy.newest(await policy.history(db), name)
            if seen < 0:
                seen = last.id if last else 0
            await policy.change(db, actor, name, typed, REASON, seen, self.now)

    async def declaration(self, key: UUID) -> Declaration:
        """Give a declaration as it now stands."""
        async with self.storage.transaction() as db:
            return await db.get_one(Declaration, key)

    async def revisions(self, key: UUID) -> Sequence[Revision]:
        """Give the revisions of a declaration, oldest first."""
        async with self.storage.transaction() as db:
            found = await db.exec(
                select(Revision)
                .where(Revision.declaration_id == key)
                .order_by(text("revision_number"))
            )
            return found.all()

    async def steps(self, key: UUID) -> Sequence[Step]:
        """Give the steps of a declaration, oldest first."""
        async with self.storage.transaction() as db:
            found = await db.exec(
                select(Step).where(Step.declaration_id == key).order_by(text("id"))
            )
            return found.all()

    async def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Give what the database holds."""
        async with self.storage.transaction() as db:
            return [tuple(row) for row in await _run(db, query, parameters)]

    async def appoint(self, who: str, office: Office) -> None:
        """Let one of the cast hold an office since 2020."""
        async with self.storage.transaction() as db:
            db.add(
                OfficeHolding(
                    person_id=self.cast[who].key, office=office, starts_on=date(2020, 1, 1)
                )
            )

    async def change(self, who: str, **facts: Any) -> None:
        """Change what HR says of one of the cast."""
        async with self.storage.transaction() as db:
            person = await db.get_one(Person, self.cast[who].key)
            for name, value in facts.items():
                setattr(person, name, value)


async def _run(db: AsyncSession, query: str, parameters: dict[str, Any]) -> Any:
    connection = await db.connection()
    return await connection.execute(text(query), parameters)
