"""A hundred actions at random, allowed and forbidden: what the register holds stays whole."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from register.clock import day_of
from register.declarations import Status
from register.errors import Refusal
from register.frozen import digest_of_revision, digest_of_step
from register.types import TYPES
from register.types.amounts import Day
from tests.register.chains import events, verify
from tests.register.types.answers import CLEAN
from tests.workflows.desk import Desk
from workflows.dossier import open_dossier
from workflows.transitions import MOVE_OF_DECISION, Move, target

pytestmark = pytest.mark.storage

DECIDER = {
    "medewerker": "leidinggevende",
    "collega": "leidinggevende",
    "beheerder": "leidinggevende",
    "leidinggevende": "directeur",
    "zonder": "bestuurssecretaris",
    "rvt": "bestuurssecretaris",
    "bestuurssecretaris": "directeur",
    "directeur": "rvt",
}
"""Who looks first at whose declarations; the accountant declares nothing."""

SECOND = {
    "medewerker": "bestuurssecretaris",
    "collega": "bestuurssecretaris",
    "beheerder": "bestuurssecretaris",
    "leidinggevende": "bestuurssecretaris",
    "zonder": "directeur",
    "rvt": "directeur",
}
"""Who looks over the decision on what was declared late."""

THIRD = {
    "medewerker": "directeur",
    "collega": "directeur",
    "beheerder": "directeur",
    "leidinggevende": "rvt",
    "zonder": "rvt",
    "rvt": None,
}
"""Who decides where those two do not agree; nobody where it is the chair of the RvT's own."""

DECISIONS = {decision.value: move for decision, move in MOVE_OF_DECISION.items()}
CONFIRMATIONS = ("positief", "negatief", "aanvullen")


@dataclass
class Walk:
    """What somebody with paper and pencil knows: whose each declaration is, and its state."""

    desk: Desk
    chance: Random
    declarant: dict[UUID, str] = field(default_factory=dict)
    status: dict[UUID, Status] = field(default_factory=dict)
    starts: dict[UUID, date] = field(default_factory=dict)
    late: dict[UUID, bool] = field(default_factory=dict)
    said: dict[UUID, list[str]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    async def step(self) -> None:
        """Let somebody do something, and hold the register to what pencil and paper expect."""
        self.desk.now += timedelta(minutes=self.chance.randint(0, 600))
        action = self.chance.choice(
            ["draft", "type", "submit", "submit", "decide", "decide", "withdraw", "end", "delete"]
        )
        who = self.chance.choice(list(self.desk.cast))
        if action == "draft" or not self.status:
            await self._draft(who)
            return
        key = self.chance.choice(list(self.status))
        if self.chance.random() < 0.7:
            who = self._likely(key, action)
        decision = self.chance.choice(self._choices(key))
        allowed, after = self._expected(key, who, action, decision)
        assert await self._happened(key, who, action, decision) == allowed, (action, who)
        self.done[f"{action} {'done' if allowed else 'refused'}"] += 1
        if not allowed:
            return
        if action == "submit":
            self.late.setdefault(key, self.starts[key] < day_of(self.desk.now))
            self.said[key] = []
        elif action == "decide":
            self.said[key].append(decision)
        if after is None:
            del self.status[key], self.declarant[key]
        else:
            self.status[key] = after

    def turn(self, key: UUID) -> str | None:
        """Tell whose turn it is to say something of a declaration that waits."""
        declarant, said = self.declarant[key], self.said.get(key, [])
        turns: tuple[Mapping[str, str | None], ...] = (DECIDER, SECOND, THIRD)
        return turns[len(said)][declarant]

    def _choices(self, key: UUID) -> list[str]:
        return list(CONFIRMATIONS if len(self.said.get(key, [])) == 1 else DECISIONS)

    def _after(self, key: UUID, decision: str) -> Status:
        """Tell the state after the one whose turn it is has said this."""
        said = [*self.said[key], decision]
        if decision == "aanvullen":
            return Status.AANVULLING
        if len(said) == 1 and self.late[key] and self.declarant[key] in SECOND:
            return Status.INGEDIEND
        if decision == "negatief":
            return Status.INGEDIEND
        reached = target(
            Status.INGEDIEND, DECISIONS[said[0] if decision == "positief" else decision]
        )
        assert reached is not None
        return reached

    def _likely(self, key: UUID, action: str) -> str:
        declarant = self.declarant[key]
        return (self.turn(key) if action == "decide" else None) or declarant

    def _expected(
        self, key: UUID, who: str, action: str, decision: str
    ) -> tuple[bool, Status | None]:
        status, own = self.status[key], self.declarant[key] == who
        moves = {"withdraw": Move.WITHDRAW, "end": Move.END}
        match action:
            case "type":
                return own and status in {Status.CONCEPT, Status.AANVULLING}, status
            case "submit":
                new = target(status, Move.SUBMIT) or target(status, Move.ANSWER)
                return own and new is not None, new
            case "delete":
                return own and status is Status.CONCEPT, None
            case "decide":
                if status is not Status.INGEDIEND or who != self.turn(key):
                    return False, status
                return True, self._after(key, decision)
            case _:
                new = target(status, moves[action])
                return own and new is not None, new

    async def _draft(self, who: str) -> None:
        slug = self.chance.choice(list(TYPES))
        try:
            key = await self.desk.draft(who, slug)
        except Refusal:
            assert who == "accountant"
            return
        self.declarant[key], self.status[key] = who, Status.CONCEPT
        self.starts[key] = Day().read(CLEAN[slug][TYPES[slug].starts])

    async def _happened(self, key: UUID, who: str, action: str, decision: str) -> bool:
        desk, slug = self.desk, (await self.desk.declaration(key)).type
        typed = f"Getypt door {who} om {self.desk.now}."
        attempts: dict[str, Callable[[], Awaitable[object]]] = {
            "type": lambda: desk.type(who, key, slug, explanation=typed),
            "submit": lambda: desk.submit(who, key),
            "decide": lambda: desk.decide(who, key, decision),
            "withdraw": lambda: desk.withdraw(who, key, "Toch niet."),
            "end": lambda: desk.end(who, key, f"{desk.now:%d-%m-%Y}"),
            "delete": lambda: desk.delete(who, key),
        }
        try:
            await attempts[action]()
        except Refusal:
            return False
        return True

    def waiting(self) -> Iterator[UUID]:
        """Give what waits for a decision."""
        return (key for key, status in self.status.items() if status is Status.INGEDIEND)


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_hundred_actions_everything_still_fits(desk: Desk, seed: int) -> None:
    walk = Walk(desk, Random(seed))
    for _ in range(100):
        await walk.step()
    assert len(walk.done) >= 8, walk.done
    await states_are_as_expected(walk)
    await every_change_of_state_is_written_down(walk)
    await nobody_decided_on_their_own_nor_twice(walk)
    await numbers_have_no_gaps(walk)
    await chains_and_digests_fit(walk)
    await nothing_waits_unseen(walk)


async def states_are_as_expected(walk: Walk) -> None:
    rows = await walk.desk.rows("SELECT id, status FROM declaration")
    assert dict(rows) == {key: status.value for key, status in walk.status.items()}


async def every_change_of_state_is_written_down(walk: Walk) -> None:
    """Transitions lead from the concept to the present state, each with an event."""
    for key, status in walk.status.items():
        transitions = await walk.desk.rows(
            "SELECT from_status, to_status FROM transition WHERE declaration_id = :key ORDER BY id",
            key=key,
        )
        replayed = Status.CONCEPT.value
        for source, reached in transitions:
            assert source == replayed
            replayed = reached
        assert replayed == status.value
        told = [
            event.action
            for event in await events(walk.desk.storage, str(key))
            if event.action.endswith(("submitted", "withdrawn", "ended"))
            or event.action.startswith("decision")
        ]
        assert len(told) == len(transitions)


async def nobody_decided_on_their_own_nor_twice(walk: Walk) -> None:
    assert not await walk.desk.rows(
        "SELECT 1 FROM step JOIN declaration d ON d.id = declaration_id "
        "WHERE decided_by = declarant_id OR person_id = declarant_id"
    )
    assert not await walk.desk.rows(
        "SELECT data->>'step' FROM event WHERE data ? 'step' GROUP BY 1 HAVING count(*) > 1"
    )
    assert not await walk.desk.rows(
        "SELECT revision_id, decided_by FROM step WHERE decided_by IS NOT NULL "
        "GROUP BY 1, 2 HAVING count(*) > 1"
    )
    open_steps = await walk.desk.rows(
        "SELECT declaration_id FROM step WHERE decided_at IS NULL AND cancelled_at IS NULL"
    )
    assert sorted(key for (key,) in open_steps) == sorted(walk.waiting())


async def numbers_have_no_gaps(walk: Walk) -> None:
    rows = await walk.desk.rows(
        "SELECT year, sequence FROM declaration WHERE sequence IS NOT NULL ORDER BY 1, 2"
    )
    assert [sequence for _, sequence in rows] == list(range(1, len(rows) + 1))
    assert {year for year, _ in rows} <= {2026}


async def chains_and_digests_fit(walk: Walk) -> None:
    rows = await walk.desk.rows("SELECT DISTINCT chain FROM event")
    for (name,) in rows:
        verify(await events(walk.desk.storage, name))
    async with walk.desk.storage.transaction() as db:
        for key in walk.status:
            kind = TYPES[(await walk.desk.declaration(key)).type]
            revisions = iter(await walk.desk.revisions(key))
            for event in await events(walk.desk.storage, str(key)):
                data = event.data or {}
                if event.action == "declaration.submitted":
                    fits = await digest_of_revision(db, kind, next(revisions).id)
                    assert data["frozen"] == fits
                elif event.action.startswith(("decision", "step.taken")):
                    assert data["frozen"] == await digest_of_step(db, data["step"])


async def nothing_waits_unseen(walk: Walk) -> None:
    """Whoever decides is offered the decision, and nobody else is."""
    for key in list(walk.waiting())[:3]:
        for who in walk.desk.cast:
            actor = await walk.desk.actor(who)
            try:
                async with walk.desk.storage.transaction() as db:
                    offered = (await open_dossier(db, actor, str(key), walk.desk.now)).can_decide
            except Refusal:
                offered = False
            assert offered == (who == walk.turn(key))
