"""Random people do random things, allowed and forbidden, at random moments: nothing breaks.

A few thousand steps by default; ``make test-long`` takes as many as ``REGISTER_TEST_STEPS`` says.
"""

import asyncio
import os
from collections.abc import Coroutine
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy.engine import URL

from register.storage import Storage
from tests.conftest import drop, run, settle
from tests.workflows.desk import Desk
from tests.workflows.town import SAID, SLUGS, Town

pytestmark = pytest.mark.storage

STEPS_A_WALK = 50
STEPS = int(os.environ.get("REGISTER_TEST_STEPS", "3000"))

WHO = st.sampled_from(
    [
        *("medewerker", "collega", "zonder", "leidinggevende", "bestuurssecretaris"),
        *("directeur", "rvt", "beheerder", "accountant"),
    ]
)
WHICH = st.integers(0, 30)


class Walk(RuleBasedStateMachine):
    """Somebody does something; who it is likely to be is tried more than others.

    It walks on a database of its own each time, on the server that the test gives it.
    """

    server: URL
    template: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.name = f"walk_{uuid4().hex[:12]}"
        self.town = self.let(self._open())

    async def _open(self) -> Town:
        await run(self.server, f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        storage = Storage(self.server.set(database=self.name), pool_size=2)
        return Town(Desk(storage, await settle(storage)))

    def let(self, happening: Coroutine[Any, Any, Any]) -> Any:
        """Let something happen."""
        return self.runner.run(happening)

    def filed(self) -> bool:
        """Tell whether there is anything to act on."""
        return bool(self.town.keys)

    @rule(minutes=st.sampled_from([1, 90, 60 * 24, 60 * 24 * 10]))
    def wait(self, minutes: int) -> None:
        self.let(self.town.wait(minutes))

    @rule(who=WHO, slug=st.sampled_from(SLUGS), party=st.integers(0, 2), departs=st.booleans())
    def declare(self, who: str, slug: str, party: int, departs: bool) -> None:
        self.let(self.town.draft(who, slug, party=party, departs=departs))
        if self.filed():
            self.let(self.town.submit(who, self.town.keys[-1]))

    @precondition(filed)
    @rule(who=WHO, which=WHICH)
    def submit(self, who: str, which: int) -> None:
        self.let(self.town.submit(who, self.town.pick(which)))

    @precondition(filed)
    @rule(which=WHICH)
    def answer(self, which: int) -> None:
        key = self.town.pick(which)
        self.let(self.town.submit(self.let(self.town.declarant(key)), key))

    @precondition(filed)
    @rule(who=WHO, which=WHICH, said=st.sampled_from(SAID))
    def decide(self, who: str, which: int, said: str) -> None:
        self.let(self.town.decide(who, self.town.pick(which), said))

    @precondition(filed)
    @rule(which=WHICH, said=st.sampled_from(SAID))
    def decide_as_who_it_waits_for(self, which: int, said: str) -> None:
        self.let(self.town.decide_as_expected(self.town.pick(which), said))

    @precondition(filed)
    @rule(who=WHO, which=WHICH)
    def look(self, who: str, which: int) -> None:
        self.let(self.town.look(who, self.town.pick(which)))

    @precondition(filed)
    @rule(who=WHO, which=WHICH, own=st.booleans(), ends=st.booleans())
    def close(self, who: str, which: int, own: bool, ends: bool) -> None:
        key = self.town.pick(which)
        somebody = self.let(self.town.declarant(key)) if own else who
        self.let((self.town.end if ends else self.town.withdraw)(somebody, key))

    @precondition(filed)
    @rule(who=WHO, which=WHICH, own=st.booleans(), goes_on=st.sampled_from([True, True, False]))
    def change(self, who: str, which: int, own: bool, goes_on: bool) -> None:
        key = self.town.pick(which)
        somebody = self.let(self.town.declarant(key)) if own else who
        self.let(self.town.change(somebody, key))
        self.let((self.town.submit if goes_on else self.town.drop)(somebody, key))

    @rule(who=WHO, deputy=WHO)
    def stand_in(self, who: str, deputy: str) -> None:
        self.let(self.town.stand_in(who, deputy))

    @precondition(filed)
    @rule(who=st.sampled_from(["bestuurssecretaris", "directeur"]), which=WHICH, to=WHO)
    def assign(self, who: str, which: int, to: str) -> None:
        self.let(self.town.assign(who, self.town.pick(which), to))

    @rule(who=st.sampled_from(["leidinggevende", "directeur", "rvt"]), gone=st.booleans())
    def leave(self, who: str, gone: bool) -> None:
        self.let(self.town.leave(who, gone=gone))

    @rule(who=WHO, manager=WHO | st.none())
    def move(self, who: str, manager: str | None) -> None:
        self.let(self.town.move(who, manager))

    def teardown(self) -> None:
        try:
            self.let(self._close())
        finally:
            self.runner.close()

    async def _close(self) -> None:
        try:
            await self.town.nothing_is_lost()
            await self.town.sound()
        finally:
            await self.town.desk.storage.close()
            await drop(self.server, self.name)


def test_whatever_anybody_does_nothing_is_lost_doubled_or_decided_by_the_wrong_person(
    server: URL, template: str
) -> None:
    run_state_machine_as_test(
        type("Walk", (Walk,), {"server": server, "template": template}),
        settings=settings(
            max_examples=max(1, STEPS // STEPS_A_WALK),
            stateful_step_count=STEPS_A_WALK,
            # A walk that fails is told as it was walked: to shrink it takes longer than to read it.
            phases=[Phase.generate],
            deadline=None,
            database=None,
            # The same walks every time, so that a red run says something about the last change.
            derandomize="REGISTER_TEST_STEPS" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )


async def test_twenty_people_at_once_lose_nothing_and_double_nothing(desk: Desk) -> None:
    town = Town(desk, crowded=True)
    for number in range(20):
        slug = SLUGS[number % len(SLUGS)]
        await town.draft("medewerker", slug, party=number, departs=number % 2 == 0)
        await town.submit("medewerker", town.keys[-1])
    await asyncio.gather(*(_busy(town, Random(number)) for number in range(20)))
    assert town.done["decide done"] >= 8, town.done
    await town.holds()
    await town.nothing_is_lost()
    await town.sound()


async def _busy(town: Town, chance: Random) -> None:
    """Let one of twenty do one thing after another, each done whole or refused in a sentence."""
    for _ in range(25):
        key = town.pick(chance.randrange(100))
        match chance.choice(["submit", "look", *["decide"] * 5, "end", "withdraw", "change"]):
            case "submit":
                await town.submit(await town.declarant(key), key)
            case "decide":
                await town.decide_as_expected(key, chance.choice(SAID))
            case "change":
                await town.change(await town.declarant(key), key)
            case "withdraw":
                await town.withdraw(await town.declarant(key), key)
            case "end":
                await town.end(await town.declarant(key), key)
            case "look":
                await town.look(chance.choice(list(town.desk.cast)), key)
