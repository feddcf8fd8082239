"""A concept keeps what was typed, complete or not, and is its declarant's alone."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from register.declarations import Status
from register.errors import NotFound, Unsuitable
from register.types import TYPES
from tests.register.types.answers import COMPLETE
from tests.workflows.desk import Desk
from workflows import drafting
from workflows.drafting import DRAFT_LENGTH, keep, kind_of

NEVENFUNCTIE = TYPES["nevenfunctie"]


def test_only_the_fields_of_the_type_are_kept() -> None:
    typed = {"position": "Bakker", "_csrf_token": "x", "status": "goedgekeurd", "paid": ""}
    assert keep(NEVENFUNCTIE, typed) == {"position": "Bakker"}


def test_what_somebody_searched_a_supplier_with_is_kept() -> None:
    assert keep(TYPES["uitnodiging"], {"supplier_zoek": "kwa"}) == {"supplier_zoek": "kwa"}
    assert keep(NEVENFUNCTIE, {"supplier_zoek": "kwa"}) == {}


def test_what_the_database_cannot_hold_is_left_out_and_the_rest_is_kept() -> None:
    assert keep(NEVENFUNCTIE, {"position": "Bak\x00ker"}) == {"position": "Bakker"}
    assert keep(NEVENFUNCTIE, {"position": "Bak\ud800ker"}) == {"position": "Bakker"}
    kept = keep(NEVENFUNCTIE, {"position": "a" * (DRAFT_LENGTH + 1)})
    assert len(kept["position"]) == DRAFT_LENGTH


def test_there_is_no_other_type() -> None:
    with pytest.raises(NotFound):
        kind_of("geschenk")


@pytest.mark.storage
async def test_saving_the_same_twice_makes_one_concept_and_no_new_version(desk: Desk) -> None:
    key = await desk.draft()
    first = await desk.declaration(key)
    desk.now += timedelta(minutes=1)
    await desk.type("medewerker", key)
    assert await desk.declaration(key) == first
    assert first.status is Status.CONCEPT
    assert first.number is None
    assert first.draft is not None
    assert first.draft.items() >= COMPLETE["nevenfunctie"].items()


@pytest.mark.storage
async def test_typing_on_counts_a_version_and_moves_the_moment(desk: Desk) -> None:
    key = await desk.draft()
    before = await desk.declaration(key)
    desk.now += timedelta(minutes=1)
    await desk.type("medewerker", key, position="Voorzitter")
    after = await desk.declaration(key)
    assert after.version == before.version + 1
    assert after.updated_at == desk.now
    assert after.created_at == before.created_at
    assert after.draft is not None
    assert after.draft["position"] == "Voorzitter"


@pytest.mark.storage
async def test_two_tabs_that_save_at_once_make_one_concept(desk: Desk) -> None:
    key = uuid4()
    await asyncio.gather(*(desk.type("medewerker", key, position=f"Nr {n}") for n in range(8)))
    assert await desk.rows("SELECT count(*) FROM declaration") == [(1,)]
    assert await desk.rows("SELECT count(*) FROM event WHERE action = 'declaration.started'") == [
        (1,)
    ]


@pytest.mark.storage
async def test_a_half_filled_and_an_empty_form_are_kept_too(desk: Desk) -> None:
    key, actor = uuid4(), await desk.actor("medewerker")
    async with desk.storage.transaction() as db:
        await drafting.save_draft(db, actor, key, NEVENFUNCTIE, {}, desk.now)
    assert (await desk.declaration(key)).draft == {}
    async with desk.storage.transaction() as db:
        typed = {"hours_per_week": "heel veel", "starts_on": "31-02-2026", "position": "🥐 \u2028"}
        await drafting.save_draft(db, actor, key, NEVENFUNCTIE, typed, desk.now)
    assert (await desk.declaration(key)).draft == typed


@pytest.mark.storage
async def test_somebody_elses_concept_does_not_exist(desk: Desk) -> None:
    key = await desk.draft()
    before = await desk.declaration(key)
    for who in {*desk.cast} - {"medewerker"}:
        for attempt in (
            desk.type(who, key),
            desk.submit(who, key),
            desk.delete(who, key),
            desk.withdraw(who, key),
            desk.end(who, key),
        ):
            with pytest.raises(NotFound):
                await attempt
    assert await desk.declaration(key) == before


@pytest.mark.storage
async def test_a_concept_stays_of_its_own_type(desk: Desk) -> None:
    key = await desk.draft()
    with pytest.raises(NotFound):
        await desk.type("medewerker", key, "woning")


@pytest.mark.storage
async def test_the_accountant_and_who_left_begin_nothing(desk: Desk) -> None:
    await desk.change("collega", in_service_until=(desk.now - timedelta(days=1)).date())
    for who in ("accountant", "collega"):
        with pytest.raises(NotFound):
            await desk.draft(who)
    assert await desk.rows("SELECT count(*) FROM declaration") == [(0,)]
    assert await desk.rows("SELECT count(*) FROM event") == [(0,)]


@pytest.mark.storage
async def test_what_was_submitted_is_no_longer_filled_in(desk: Desk) -> None:
    key = await desk.declared()
    with pytest.raises(Unsuitable, match="Zij is nu 'in behandeling'"):
        await desk.type("medewerker", key, position="Toch iets anders")
    assert (await desk.revisions(key))[0].headline.startswith("Penningmeester")


@pytest.mark.storage
async def test_a_concept_is_deleted_whole_and_the_office_remembers_that(desk: Desk) -> None:
    key = await desk.draft()
    await desk.delete("medewerker", key)
    assert await desk.rows("SELECT count(*) FROM declaration") == [(0,)]
    assert await desk.rows(
        "SELECT actor, data->>'type', data->>'declaration' FROM event WHERE chain = 'kantoor'"
    ) == [("300", "nevenfunctie", str(key))]
    with pytest.raises(NotFound):
        await desk.delete("medewerker", key)


@pytest.mark.storage
async def test_what_was_submitted_is_not_deleted(desk: Desk) -> None:
    key = await desk.declared()
    with pytest.raises(Unsuitable, match="Je kunt haar intrekken"):
        await desk.delete("medewerker", key)


async def test_a_concept_that_was_deleted_is_not_brought_back_by_another_tab(desk: Desk) -> None:
    key = await desk.draft("medewerker", "nevenfunctie")
    await desk.delete("medewerker", key)
    with pytest.raises(NotFound):
        await desk.type("medewerker", key, organisation="Nog eens")
    assert await desk.rows("SELECT count(*) FROM declaration") == [(0,)]
