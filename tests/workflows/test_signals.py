"""Signals wait for who settles them, are settled once, and are told in the chain."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from register.errors import Invalid, NotFound, Stale
from register.people import Office
from register.signals import Answer
from register.storage import count_queries
from tests.workflows.desk import Desk
from tests.workflows.test_matching import JANSSEN, list_suppliers
from workflows.assessment import NOT_KNOWN
from workflows.drafting import SAME_AS
from workflows.settling import TypedAnswer, settle
from workflows.signals import waiting_signal_count, waiting_signals

pytestmark = pytest.mark.storage

WHY = "Volgens inkoop staat dit bedrijf zo in het handelsregister."
ANTIKRAAK = {"tenure": "antikraak", "owner": "intermaris", "occupant": "kind"}


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A desk with one supplier, which Jansen Installaties is like."""
    await list_suppliers(desk.storage, ("J-1", "Janssen Installaties B.V.", "37000001"))
    return desk


async def declared(desk: Desk, who: str = "medewerker", same_as: str = NOT_KNOWN) -> UUID:
    """Declare a nevenfunctie at a party that is like a supplier."""
    return await desk.declared(who, **JANSSEN, **{SAME_AS: same_as})


async def waits(desk: Desk, who: str) -> list[int]:
    """Give the keys of the signals that wait for somebody, and hold the count to them."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        rows = await waiting_signals(db, actor, desk.now.date())
        assert await waiting_signal_count(db, actor, desk.now.date()) == len(rows)
    return [row.id for row in rows]


async def settled(
    desk: Desk, key: UUID, answer: str = "ja", reason: str = WHY, who: str = "bestuurssecretaris"
) -> Answer:
    """Settle the signal of a declaration."""
    ((signal_id,),) = await desk.rows("SELECT id FROM signal WHERE declaration_id = :key", key=key)
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await settle(db, actor, key, signal_id, TypedAnswer(answer, reason), desk.now)


async def signal(desk: Desk, key: UUID) -> Mapping[str, Any]:
    """Give the one signal of a declaration, as the database holds it."""
    ((row,),) = await desk.rows(
        "SELECT to_jsonb(signal) FROM signal WHERE declaration_id = :key", key=key
    )
    found: Mapping[str, Any] = row
    return found


async def keys_of(desk: Desk, key: UUID) -> set[str]:
    """Give what the party of a declaration is known by, in any of its revisions."""
    rows = await desk.rows(
        "SELECT key FROM party_key JOIN revision ON revision.id = revision_id "
        "WHERE declaration_id = :key",
        key=key,
    )
    return {each for (each,) in rows}


SUPPLIER_KEYS = {"naam janssen installaties", "kvk 37000001", "crediteur J-1"}


async def test_what_was_left_open_waits_for_the_bestuurssecretaris(desk: Desk) -> None:
    key = await declared(desk)
    assert {who: len(await waits(desk, who)) for who in desk.cast} == {
        **dict.fromkeys(desk.cast, 0),
        "bestuurssecretaris": 1,
    }
    found = await signal(desk, key)
    assert (found["kind"], found["how"], found["score"]) == ("leverancier", "lijkt", 97)
    assert found["sentence"] == (
        "'Jansen Installaties' lijkt qua naam op leverancier Janssen Installaties B.V. "
        "(KVK 37000001 · crediteur J-1)."
    )
    assert found["answer"] is None
    assert await keys_of(desk, key) == {"naam jansen installaties"}


async def test_a_waiting_signal_tells_whose_it_is_and_what_it_says(desk: Desk) -> None:
    await declared(desk)
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        (row,) = await waiting_signals(db, actor, desk.now.date())
    assert (row.number, row.declarant_name, row.department) == (
        "2026-0001",
        "Mees Medewerker",
        "Wonen",
    )
    assert row.headline.endswith("Jansen Installaties")
    assert row.since == desk.now


@pytest.mark.parametrize(("same_as", "answer"), [("J-1", "ja"), ("nee", "nee")])
async def test_what_the_declarant_answered_is_settled_at_once(
    desk: Desk, same_as: str, answer: str
) -> None:
    key = await declared(desk, same_as=same_as)
    found = await signal(desk, key)
    assert (found["answer"], found["settled_by_name"]) == (answer, "Mees Medewerker")
    assert await waits(desk, "bestuurssecretaris") == []
    known = SUPPLIER_KEYS if answer == "ja" else set()
    assert await keys_of(desk, key) == {"naam jansen installaties"} | known


async def test_what_was_open_is_settled_when_the_declarant_answers_later(desk: Desk) -> None:
    key = await declared(desk)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, **JANSSEN, **{SAME_AS: "J-1"})
    await desk.submit("medewerker", key)
    found = await signal(desk, key)
    assert (found["answer"], found["settled_by_name"]) == ("ja", "Mees Medewerker")


async def test_a_pair_is_signalled_once_for_all_revisions(desk: Desk) -> None:
    key = await declared(desk)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.submit("medewerker", key)
    assert len(await waits(desk, "bestuurssecretaris")) == 1


async def test_who_says_yes_makes_it_known_what_the_party_is(desk: Desk) -> None:
    key = await declared(desk)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.submit("medewerker", key)
    assert await settled(desk, key) is Answer.JA
    assert await keys_of(desk, key) == {"naam jansen installaties"} | SUPPLIER_KEYS
    both = await desk.rows("SELECT count(DISTINCT revision_id) FROM party_key WHERE key LIKE 'c%'")
    assert both == [(2,)]
    found = await signal(desk, key)
    assert (found["reason"], found["settled_by_name"]) == (WHY, "Berend Secretaris")


async def test_who_says_no_leaves_the_party_as_it_was(desk: Desk) -> None:
    key = await declared(desk)
    await settled(desk, key, "nee")
    assert await keys_of(desk, key) == {"naam jansen installaties"}
    assert await waits(desk, "bestuurssecretaris") == []


async def test_the_chain_tells_that_it_was_raised_and_how_it_was_settled(desk: Desk) -> None:
    key = await declared(desk)
    await settled(desk, key, "nee")
    dossier = await desk.look_at("bestuurssecretaris", key)
    told = [each.sentence for each in dossier.timeline]
    name = "leverancier Janssen Installaties B.V. (crediteur J-1)"
    assert f"Er is een signaal: de partij is mogelijk {name}." in told
    assert told[-1] == (
        f"Berend Secretaris heeft een signaal afgehandeld: de partij is een andere dan {name}."
    )
    assert dossier.timeline[-1].detail == WHY


@pytest.mark.parametrize(
    ("answer", "reason", "wrong"),
    [
        ("", WHY, {"answer"}),
        ("gezien", WHY, {"answer"}),
        ("misschien", "  ", {"answer", "reason"}),
        ("ja", "", {"reason"}),
        ("ja", "x" * 4_001, {"reason"}),
        ("nee", "\x07", {"reason"}),
    ],
)
async def test_it_is_not_settled_without_an_answer_and_a_reason(
    desk: Desk, answer: str, reason: str, wrong: set[str]
) -> None:
    key = await declared(desk)
    with pytest.raises(Invalid) as refused:
        await settled(desk, key, answer, reason)
    assert set(refused.value.errors) == wrong
    assert len(await waits(desk, "bestuurssecretaris")) == 1


async def test_it_is_settled_once(desk: Desk) -> None:
    key = await declared(desk)
    outcomes = await asyncio.gather(
        *(settled(desk, key, answer) for answer in ("ja", "nee")), return_exceptions=True
    )
    assert sum(isinstance(outcome, Answer) for outcome in outcomes) == 1
    (stale,) = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
    assert "Berend Secretaris heeft dit signaal al afgehandeld." in stale.sentence


@pytest.mark.parametrize("who", ["medewerker", "leidinggevende", "directeur", "rvt", "beheerder"])
async def test_it_is_nobody_elses_to_settle(desk: Desk, who: str) -> None:
    key = await declared(desk)
    with pytest.raises(NotFound):
        await settled(desk, key, who=who)


@pytest.mark.parametrize("signal_id", [0, -1, 999, 2**31, 10**30])
async def test_a_signal_that_is_not_there_cannot_be_settled(desk: Desk, signal_id: int) -> None:
    key, other = await declared(desk), await desk.declared("collega")
    actor = await desk.actor("bestuurssecretaris")
    for declaration_id in (key, other):
        async with desk.storage.transaction() as db:
            typed = TypedAnswer("ja", WHY)
            with pytest.raises(NotFound):
                await settle(db, actor, declaration_id, signal_id, typed, desk.now)


async def test_those_of_the_bestuurssecretaris_are_for_directie(desk: Desk) -> None:
    key = await declared(desk, "bestuurssecretaris")
    assert await waits(desk, "bestuurssecretaris") == []
    assert len(await waits(desk, "directeur")) == 1
    with pytest.raises(NotFound):
        await settled(desk, key)
    assert await settled(desk, key, who="directeur") is Answer.JA


async def test_a_second_bestuurssecretaris_does_not_settle_those_of_the_first(desk: Desk) -> None:
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    await declared(desk, "bestuurssecretaris")
    assert await waits(desk, "collega") == []
    await declared(desk)
    assert len(await waits(desk, "collega")) == 1


async def test_nobody_settles_their_own_whatever_they_hold(desk: Desk) -> None:
    await desk.appoint("directeur", Office.BESTUURSSECRETARIS)
    key = await declared(desk, "directeur")
    assert await waits(desk, "directeur") == []
    with pytest.raises(NotFound):
        await settled(desk, key, who="directeur")


async def test_the_next_bestuurssecretaris_takes_them_over(desk: Desk) -> None:
    await declared(desk)
    await desk.rows(
        "UPDATE office SET ends_on = '2026-03-09' WHERE office = 'bestuurssecretaris' RETURNING id"
    )
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    assert await waits(desk, "bestuurssecretaris") == []
    assert len(await waits(desk, "collega")) == 1


async def test_of_what_is_over_only_an_exclusion_still_waits(desk: Desk) -> None:
    await desk.withdraw("medewerker", await declared(desk))
    await desk.withdraw("collega", await desk.declared("collega", "woning", **ANTIKRAAK))
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        (row,) = await waiting_signals(db, actor, desk.now.date())
    assert row.sentence.startswith("De code sluit dit uit (WO-1).")


async def test_an_exclusion_is_only_seen(desk: Desk) -> None:
    key = await desk.declared(slug="woning", **ANTIKRAAK)
    with pytest.raises(Invalid):
        await settled(desk, key, "ja")
    assert await settled(desk, key, "gezien", "") is Answer.GEZIEN
    found = await signal(desk, key)
    assert (found["kind"], found["supplier_id"], found["reason"]) == ("uitsluiting", None, None)
    timeline = (await desk.look_at("bestuurssecretaris", key)).timeline
    assert timeline[-1].sentence == "Berend Secretaris heeft een signaal afgehandeld: gezien."


async def test_an_exclusion_is_signalled_for_every_revision(desk: Desk) -> None:
    key = await desk.declared(slug="woning", **ANTIKRAAK)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.submit("medewerker", key)
    assert len(await waits(desk, "bestuurssecretaris")) == 2


async def test_the_oldest_signal_stands_on_top(desk: Desk) -> None:
    later = await declared(desk)
    desk.now -= timedelta(days=1)
    earlier = await declared(desk, "collega")
    numbers = [(await desk.declaration(key)).number for key in (earlier, later)]
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        rows = await waiting_signals(db, actor, date(2026, 3, 10))
    assert [row.number for row in rows] == numbers


async def test_the_lists_take_as_many_queries_however_many_there_are(desk: Desk) -> None:
    actor = await desk.actor("bestuurssecretaris")
    needed = []
    for _ in range(2):
        await declared(desk)
        await declared(desk, "collega")
        counted: list[str] = []
        stop: Any = count_queries(desk.storage, counted)
        async with desk.storage.transaction() as db:
            await waiting_signals(db, actor, desk.now.date())
            await waiting_signal_count(db, actor, desk.now.date())
        stop()
        needed.append(len(counted))
    assert needed == [2, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signal SET sentence = 'Anders'",
        "UPDATE signal SET score = 100",
        "UPDATE signal SET raised_at = raised_at + interval '1 day'",
        "DELETE FROM signal",
        "TRUNCATE signal",
    ],
)
@pytest.mark.parametrize("answer", [None, "ja"])
async def test_the_database_refuses_to_change_or_remove_a_signal(
    desk: Desk, statement: str, answer: str | None
) -> None:
    key = await declared(desk)
    if answer:
        await settled(desk, key, answer)
    with pytest.raises(DBAPIError, match=r"never (removed|changed)"):
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text(statement))


async def test_the_database_refuses_to_settle_a_signal_again(desk: Desk) -> None:
    await settled(desk, await declared(desk))
    with pytest.raises(DBAPIError, match="settled once"):
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text("UPDATE signal SET answer = 'nee'"))
