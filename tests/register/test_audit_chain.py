"""The chains of events: one notation, and hashes that anybody can compute again."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.audit import OFFICE_CHAIN, SYSTEM, Happening, canonical, record
from register.clock import AMSTERDAM
from register.declarations import Status
from register.storage import Storage
from tests.conftest import NOW
from tests.register.chains import events, verify
from tests.workflows.desk import Desk

KEY = UUID("00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    ("value", "notation"),
    [
        (None, "null"),
        (True, "true"),
        (42, "42"),
        ("Zoë «é» 🥐", '"Zoë «é» 🥐"'),
        ('"\n\\', r'"\"\n\\"'),
        (date(2026, 3, 10), '"2026-03-10"'),
        (datetime(2026, 3, 10, 9, 30, tzinfo=UTC), '"2026-03-10T09:30:00.000000+00:00"'),
        (datetime(2026, 7, 1, 12, 0, 0, 5, AMSTERDAM), '"2026-07-01T10:00:00.000005+00:00"'),
        (Decimal("12.50"), '"12.50"'),
        (KEY, '"00000000-0000-4000-8000-000000000001"'),
        (b"\x00\xff", '"00ff"'),
        (Status.BEEINDIGD, '"beeindigd"'),
        ([1, (2, [])], "[1,[2,[]]]"),
        ({"b": 1, "a": {"é": None, "Z": ""}}, '{"a":{"Z":"","é":null},"b":1}'),
    ],
)
def test_a_thing_is_written_in_one_way(value: Any, notation: str) -> None:
    assert canonical(value) == notation


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, object(), {"a": [0.1]}])
def test_what_has_no_settled_notation_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="no settled notation"):
        canonical(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(JSON)
def test_the_notation_is_json_and_does_not_depend_on_the_order_of_keys(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.storage
async def test_the_chain_of_a_declaration_verifies_by_the_formula(desk: Desk) -> None:
    key = await desk.declared()
    desk.now += timedelta(days=1, microseconds=7)
    await desk.decide(
        "leidinggevende", key, "aanvullen", reason="Welke uren, «precies»? 🕐\n2e regel"
    )
    await desk.type("medewerker", key, hours_per_week="4")
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key, "voorwaarden")
    chain = await events(desk.storage, str(key))
    assert [event.action for event in chain] == [
        Happening.STARTED,
        Happening.SUBMITTED,
        Happening.ROUTED,
        Happening.ASKED_FOR_MORE,
        Happening.SUBMITTED,
        Happening.ROUTED,
        Happening.APPROVED_CONDITIONALLY,
    ]
    verify(chain)


@pytest.mark.storage
async def test_an_event_keeps_who_did_it_and_the_system_is_nobody(desk: Desk) -> None:
    key = await desk.declared()
    started, submitted, routed = await events(desk.storage, str(key))
    assert (started.actor, submitted.actor, routed.actor) == ("300", "300", SYSTEM)
    assert started.data is not None
    assert started.data["who"] == "Mees Medewerker"
    assert routed.data is not None
    assert routed.data["who"] == "Het systeem"


@pytest.mark.storage
async def test_a_moment_of_another_zone_is_the_same_link(storage: Storage) -> None:
    moment = NOW.astimezone(timezone(timedelta(hours=-7)))
    async with storage.transaction() as db:
        await record(db, OFFICE_CHAIN, None, Happening.SIGNED_IN, moment)
    verify(await events(storage, OFFICE_CHAIN))


@pytest.mark.storage
async def test_thirty_at_once_make_one_chain_without_a_fork(storage: Storage) -> None:
    async def sign_in(n: int) -> None:
        async with storage.transaction() as db:
            await record(db, OFFICE_CHAIN, None, Happening.SIGNED_IN, NOW, n=n)

    await asyncio.gather(*(sign_in(n) for n in range(30)))
    chain = await events(storage, OFFICE_CHAIN)
    assert len(chain) == 30
    verify(chain)


@pytest.mark.storage
async def test_what_is_rolled_back_did_not_happen(storage: Storage) -> None:
    async def sign_in_and_fail() -> None:
        async with storage.transaction() as db:
            await record(db, OFFICE_CHAIN, None, Happening.SIGNED_IN, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await sign_in_and_fail()
    assert await events(storage, OFFICE_CHAIN) == []


@pytest.mark.storage
async def test_two_events_that_say_the_same_have_other_salts_and_digests(
    storage: Storage,
) -> None:
    for _ in range(2):
        async with storage.transaction() as db:
            await record(db, OFFICE_CHAIN, None, Happening.SIGNED_IN, NOW)
    first, second = await events(storage, OFFICE_CHAIN)
    assert first.data == second.data
    assert first.digest != second.digest
