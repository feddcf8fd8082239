"""Whatever people do in a campaign, its numbers add up, and every change is vouched for."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from register.campaigns import Outcome
from register.clock import day_of
from register.errors import Refusal
from register.storage import Storage
from register.verification import verify
from tests.conftest import drop, run, settle
from tests.workflows.desk import Desk
from tests.workflows.yearly import (
    STAFF,
    attested,
    closed,
    counted,
    exempted,
    opened,
    outcomes,
    reminded,
)

pytestmark = pytest.mark.storage

DOINGS = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer", "answer", "declare", "exempt", "undo", "leave", "remind", "close"]
        ),
        st.sampled_from(sorted(STAFF)),
    ),
    max_size=16,
)


async def do(desk: Desk, campaign: int, doing: str, who: str) -> None:
    match doing:
        case "answer":
            await attested(desk, who)
        case "declare":
            await desk.declared(who)
        case "exempt":
            await exempted(desk, campaign, who)
        case "undo":
            await exempted(desk, campaign, who, exempt=False)
        case "leave":
            if who != "bestuurssecretaris":
                await desk.change(who, in_service_until=day_of(desk.now) - timedelta(days=1))
        case "remind":
            await reminded(desk)
        case "close":
            await closed(desk, campaign)


async def holds(desk: Desk, campaign: int) -> None:
    found, each = await counted(desk, campaign), await outcomes(desk, campaign)
    assert found.total.population == len(each) == len(STAFF)
    assert sum(tally.population for tally in found.departments.values()) == len(STAFF)
    for outcome in Outcome:
        expected = list(each.values()).count(outcome)
        assert found.total.counts[outcome] == expected
        assert sum(tally.counts[outcome] for tally in found.departments.values()) == expected


async def play(server: URL, template: str, doings: list[tuple[str, str]]) -> None:
    name = f"sums_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    storage = Storage(server.set(database=name), pool_size=2)
    try:
        desk = Desk(storage, await settle(storage))
        campaign = await opened(desk)
        for doing, who in doings:
            desk.now += timedelta(days=1)
            with suppress(Refusal):
                await do(desk, campaign, doing, who)
            await holds(desk, campaign)
        async with storage.transaction() as db:
            assert (await verify(db)).faults == []
    finally:
        await storage.close()
        await drop(server, name)


@settings(max_examples=12)
@given(doings=DOINGS)
def test_whatever_happens_population_is_answered_nothing_to_declare_nothing_yet_and_exempted(
    doings: list[tuple[str, str]], server: URL, template: str
) -> None:
    with asyncio.Runner() as runner:
        runner.run(play(server, template, doings))
