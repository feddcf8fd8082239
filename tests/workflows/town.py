"""A town in which anybody does anything at any moment, and what has to hold whatever they do.

The town knows the rules of the house by heart and asks the database with plain SQL, so that it does
not believe the services that it watches.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from register.clock import day_of
from register.decisions import Task
from register.errors import NotFound, Refusal
from register.types import TYPES
from register.verification import verify
from tests.workflows.desk import Desk, with_party
from workflows import worklists
from workflows.transitions import TRANSITIONS

PARTIES = ("De Kwast B.V.", "Bakkerij Molenaar", "Timmerbedrijf Visser")
"""So few that people meet one another in them."""

DEPARTING = {
    "nevenfunctie": {"during_working_hours": "ja"},
    "opdracht-verwante": {"procurement_rules_followed": "nee"},
    "prive-leverancier": {"discount": "persoonlijk"},
    "woning": {"tenure": "antikraak", "occupant": "zelf", "owner": "intermaris"},
    "uitnodiging": {"travel_paid": "ja"},
}
"""For each type an answer by which it departs from the code: explain, prohibition or exclusion."""

SAID = ("goedkeuren", "voorwaarden", "afwijzen", "aanvullen", "positief", "negatief")


@dataclass
class Town:
    """Everybody of the cast, what they filed, and how often what was done or refused.

    Where it is ``crowded`` others act in between, so that before and after cannot be compared.
    """

    desk: Desk
    crowded: bool = False
    keys: list[UUID] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    async def attempt(self, what: str, action: Callable[[], Awaitable[Any]]) -> bool:
        """Let somebody try something; where it is refused, nothing at all has changed."""
        before = None if self.crowded else await self.footprint()
        try:
            await action()
        except Refusal:
            self.done[f"{what} refused"] += 1
            if before is not None:
                assert await self.footprint() == before, f"{what} was refused and left a trace"
            return False
        self.done[f"{what} done"] += 1
        if not self.crowded:
            await self.holds()
        return True

    async def footprint(self) -> Sequence[Any]:
        """Give what would be another if anything were recorded, but that somebody looked."""
        return await self.desk.rows(
            "SELECT (SELECT count(*) FROM event WHERE action <> 'declaration.seen'), "
            "(SELECT coalesce(sum(version), 0) FROM declaration), (SELECT count(*) FROM step), "
            "(SELECT count(*) FROM step WHERE decided_at IS NOT NULL OR cancelled_at IS NOT NULL), "
            "(SELECT count(*) FROM revision), (SELECT count(*) FROM transition), "
            "(SELECT coalesce(max(last), 0) FROM number_series)"
        )

    def pick(self, which: int) -> UUID:
        """Give one of the declarations."""
        return self.keys[which % len(self.keys)]

    async def declarant(self, key: UUID) -> str:
        """Give whose it is, by short name."""
        ((person_id,),) = await self.desk.rows(
            "SELECT declarant_id FROM declaration WHERE id = :key", key=key
        )
        return self.called(person_id)

    def called(self, person_id: int) -> str:
        """Give the short name of somebody."""
        return next(who for who, person in self.desk.cast.items() if person.id == person_id)

    async def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.desk.now += timedelta(minutes=minutes)

    async def draft(self, who: str, slug: str, *, party: int, departs: bool) -> None:
        """Let somebody begin a concept."""
        answers = with_party(slug, PARTIES[party % len(PARTIES)])
        if departs:
            answers |= DEPARTING[slug]

        async def begin() -> None:
            self.keys.append(await self.desk.draft(who, slug, **answers))

        await self.attempt("draft", begin)

    async def submit(self, who: str, key: UUID) -> None:
        """Let somebody submit a concept, an answer or a change."""
        await self.attempt("submit", lambda: self.desk.submit(who, key))

    async def decide(self, who: str, key: UUID, said: str) -> None:
        """Let somebody take the step that waits; they can exactly when their worklist has it."""
        if self.crowded:
            await self.attempt("decide", lambda: self.desk.decide(who, key, said))
            return
        listed = key in await self.waiting_for(who)
        barred = await self.barred(who, key)
        (task,) = (await self._task(key)) or (None,)
        done = await self.attempt("decide", lambda: self.desk.decide(who, key, said))
        if done:
            assert listed, f"{who} decided on what did not wait for them"
            assert not barred, f"{who} decided, being {barred}"
            assert task is not None
        elif listed and not barred:
            assert not await self._fits(key, task, said), f"{who} could not say {said}"

    async def decide_as_expected(self, key: UUID, said: str) -> None:
        """Let somebody for whom it waits take the step; where it waits for nobody, nothing."""
        for who in self.desk.cast:
            if key in await self.waiting_for(who):
                await self.decide(who, key, said)
                return

    async def _task(self, key: UUID) -> tuple[str] | None:
        rows = await self.desk.rows(
            "SELECT task FROM step WHERE declaration_id = :key "
            "AND decided_at IS NULL AND cancelled_at IS NULL",
            key=key,
        )
        return rows[0] if rows else None

    async def _fits(self, key: UUID, task: str | None, said: str) -> bool:
        """Tell whether something can be said at all in a step: yes, but for what is excluded."""
        if task is None:
            return False
        if said == "aanvullen":
            return True
        decides = Task(task) is Task.DECIDE
        return said == ("afwijzen" if decides else "negatief")

    async def barred(self, who: str, key: UUID) -> str | None:
        """Tell why somebody may take no step on a declaration, whatever its route."""
        person = self.desk.cast[who].key
        for reason, query in BARRED.items():
            if await self.desk.rows(query, key=key, person=person):
                return reason
        return None

    async def waiting_for(self, who: str) -> set[UUID]:
        """Give what waits for somebody, by their worklist."""
        actor = await self.desk.actor(who)
        async with self.desk.storage.transaction() as db:
            day = day_of(self.desk.now)
            rows = await worklists.waiting(db, actor, day)
            counted = await worklists.waiting_count(db, actor, day)
            nobodys = await worklists.unassigned(db, actor)
            assert self.crowded or counted == len(rows) + len(nobodys)
        numbers = [row.number for row in rows]
        found = await self.desk.rows(
            "SELECT id FROM declaration WHERE number = ANY(:numbers)", numbers=numbers
        )
        return {key for (key,) in found}

    async def withdraw(self, who: str, key: UUID) -> None:
        """Let somebody withdraw a declaration."""
        own = await self.declarant(key) == who
        if await self.attempt("withdraw", lambda: self.desk.withdraw(who, key, "Toch niet.")):
            assert own

    async def change(self, who: str, key: UUID) -> None:
        """Let somebody start a change of what was approved."""
        own = await self.declarant(key) == who
        if await self.attempt("change", lambda: self.desk.start_change(who, key)):
            assert own

    async def drop(self, who: str, key: UUID) -> None:
        """Let somebody throw away a change that was not submitted."""
        own = await self.declarant(key) == who
        if await self.attempt("drop", lambda: self.desk.drop_change(who, key)):
            assert own

    async def end(self, who: str, key: UUID) -> None:
        """Let somebody end a declaration."""
        own = await self.declarant(key) == who
        day = f"{day_of(self.desk.now):%d-%m-%Y}"
        if await self.attempt("end", lambda: self.desk.end(who, key, day)):
            assert own

    async def stand_in(self, who: str, deputy: str) -> None:
        """Let somebody name a deputy."""
        await self.attempt("deputy", lambda: self.desk.name_deputy(who, deputy))

    async def assign(self, who: str, key: UUID, to: str) -> None:
        """Let somebody give the step that waits to somebody else."""
        barred = await self.barred(to, key)
        if await self.attempt("assign", lambda: self.desk.assign(who, key, to)):
            assert who == "bestuurssecretaris"
            assert not barred, f"{to} got a step, being {barred}"

    async def leave(self, who: str, *, gone: bool) -> None:
        """Let HR tell that somebody left, or is back; then everything is routed again."""
        last = day_of(self.desk.now) - timedelta(days=1) if gone else None
        await self.desk.change(who, in_service_until=last)
        await self.desk.reroute()
        await self.holds()

    async def move(self, who: str, manager: str | None) -> None:
        """Let HR tell that somebody has another manager, where that makes no circle."""
        boss = self.desk.cast[manager].key if manager else None
        above = await self.desk.rows(_LINE, person=boss)
        if boss is None or self.desk.cast[who].key not in {boss, *(key for (key,) in above)}:
            await self.desk.change(who, manager_id=boss)
            await self.desk.reroute()
            await self.holds()

    async def look(self, who: str, key: UUID) -> None:
        """Let somebody look at a declaration: they may, or there is no such page."""
        try:
            dossier = await self.desk.look_at(who, key)
        except NotFound:
            assert self.crowded or key not in await self.waiting_for(who)
            return
        assert self.crowded or dossier.can_decide == (key in await self.waiting_for(who))

    async def holds(self) -> None:
        """Hold the register to what has to be so at every moment."""
        for sentence, query in NEVER.items():
            found = await self.desk.rows(query)
            assert not found, f"{sentence}: {found}"
        moved = await self.desk.rows("SELECT DISTINCT from_status, to_status FROM transition")
        assert set(moved) <= {(row.source.value, row.target.value) for row in TRANSITIONS}

    async def sound(self) -> None:
        """Verify the whole register: chains, frozen rows, states, numbers and guards."""
        async with self.desk.storage.transaction() as db:
            found = await verify(db)
        assert found.sound, [fault.told for fault in found.faults]

    async def nothing_is_lost(self) -> None:
        """Hold the worklists to what waits: all of it, each with somebody who can take it."""
        await self.desk.reroute()
        lists = {who: await self.waiting_for(who) for who in self.desk.cast}
        nobodys = {
            key
            for (key,) in await self.desk.rows(
                "SELECT declaration_id FROM step WHERE unassigned AND cancelled_at IS NULL"
            )
        }
        waits = {
            key
            for (key,) in await self.desk.rows(
                "SELECT id FROM declaration WHERE status = 'ingediend'"
            )
        }
        listed = nobodys.union(*lists.values())
        assert waits == listed, await self.desk.rows(
            "SELECT s.declaration_id, s.role, s.person_id, s.why FROM step s JOIN declaration d "
            "ON d.id = s.declaration_id WHERE s.decided_at IS NULL AND s.cancelled_at IS NULL "
            "AND NOT s.declaration_id = ANY(:listed)",
            listed=list(listed),
        )


_LINE = """
WITH RECURSIVE line(id) AS (
    SELECT manager_id FROM person WHERE id = :person
    UNION SELECT person.manager_id FROM person JOIN line ON person.id = line.id
)
SELECT id FROM line WHERE id IS NOT NULL
"""

_ABOVE = """
WITH RECURSIVE line(id) AS (
    SELECT manager_id FROM person WHERE id = :person
    UNION SELECT person.manager_id FROM person JOIN line ON person.id = line.id
)
SELECT 1 FROM line JOIN declaration d ON d.declarant_id = line.id WHERE d.id = :key
"""

BARRED = {
    "the declarant": "SELECT 1 FROM declaration WHERE id = :key AND declarant_id = :person",
    "a subordinate of the declarant": _ABOVE,
    "the one who took a step already": (
        "SELECT 1 FROM step WHERE declaration_id = :key "
        "AND :person IN (decided_by, on_behalf_of) "
        "AND revision_id = (SELECT id FROM revision WHERE declaration_id = :key "
        "ORDER BY revision_number DESC LIMIT 1)"
    ),
    "the related person": (
        "SELECT 1 FROM related_party_contract c JOIN revision r ON r.id = c.revision_id, person p "
        "WHERE r.declaration_id = :key AND p.id = :person "
        "AND lower(c.related_person) = lower(p.first_name || ' ' || p.last_name)"
    ),
    "somebody with a live declaration on the same party": (
        "SELECT 1 FROM revision theirs JOIN party_key k ON k.revision_id = theirs.id "
        "JOIN party_key l ON l.key = k.key JOIN revision mine ON mine.id = l.revision_id "
        "JOIN declaration d ON d.id = mine.declaration_id "
        "WHERE theirs.declaration_id = :key AND d.declarant_id = :person "
        "AND d.status IN ('ingediend', 'aanvulling', 'goedgekeurd', 'voorwaarden') "
        "AND (mine.id = d.in_force_id OR (d.in_force_id IS NULL OR d.stands IS NOT NULL) "
        "AND mine.revision_number = (SELECT max(revision_number) FROM revision "
        "WHERE declaration_id = d.id)) "
        "AND theirs.revision_number = (SELECT max(revision_number) FROM revision "
        "WHERE declaration_id = :key)"
    ),
}
"""Why somebody may not take a step, and how the database tells."""

NEVER = {
    "What waits has one step, and nothing else has any": (
        "SELECT d.id, d.status, count(s.id) FROM declaration d LEFT JOIN step s "
        "ON s.declaration_id = d.id AND s.decided_at IS NULL AND s.cancelled_at IS NULL "
        "GROUP BY d.id, d.status HAVING count(s.id) <> (d.status = 'ingediend')::int"
    ),
    "Nobody takes a step on their own declaration": (
        "SELECT s.id FROM step s JOIN declaration d ON d.id = s.declaration_id "
        "WHERE s.decided_by = d.declarant_id"
    ),
    "Nobody takes two steps on one revision": (
        "SELECT revision_id FROM step WHERE decided_by IS NOT NULL "
        "GROUP BY revision_id, decided_by HAVING count(*) > 1"
    ),
    "A change of state is an event": (
        "SELECT d.id FROM declaration d WHERE "
        "(SELECT count(*) FROM transition t WHERE t.declaration_id = d.id) <> "
        "(SELECT count(*) FROM event e WHERE e.chain = d.id::text AND e.action IN "
        "('declaration.submitted', 'declaration.withdrawn', 'declaration.ended', "
        "'declaration.changed', 'declaration.change_withdrawn', 'decision.change_refused', "
        "'decision.approved', 'decision.approved_conditionally', 'decision.refused', "
        "'decision.asked_for_more'))"
    ),
    "A step that was opened is an event, once": (
        "SELECT d.id FROM declaration d WHERE "
        "(SELECT count(*) FROM step s WHERE s.declaration_id = d.id) <> "
        "(SELECT count(*) FROM event e WHERE e.chain = d.id::text "
        "AND e.action = 'declaration.routed')"
    ),
    "What is excluded is never approved": (
        "SELECT d.id FROM declaration d WHERE d.status IN ('goedgekeurd', 'voorwaarden') "
        "AND EXISTS (SELECT FROM finding f WHERE f.revision_id = d.in_force_id "
        "AND f.severity = 'exclusion' AND f.verdict = 'departs')"
    ),
    "What is in force was approved": (
        "SELECT d.id FROM declaration d WHERE d.in_force_id IS DISTINCT FROM "
        "(SELECT t.revision_id FROM transition t WHERE t.declaration_id = d.id AND t.action IN "
        "('goedkeuren', 'goedkeuren onder voorwaarden') ORDER BY t.id DESC LIMIT 1)"
    ),
    "What was approved stands until a change of it is approved or it ends": (
        "SELECT d.id FROM declaration d WHERE d.in_force_id IS NOT NULL "
        "AND d.status <> 'beeindigd' AND coalesce(d.stands, d.status) IS DISTINCT FROM "
        "(SELECT t.to_status FROM transition t WHERE t.declaration_id = d.id AND t.action IN "
        "('goedkeuren', 'goedkeuren onder voorwaarden') ORDER BY t.id DESC LIMIT 1)"
    ),
    "Numbers have no gaps": (
        "SELECT year FROM declaration WHERE sequence IS NOT NULL GROUP BY year "
        "HAVING count(*) <> max(sequence)"
    ),
}
"""What never is, and the query that finds it if it were."""

SLUGS = tuple(TYPES)
