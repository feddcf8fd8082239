"""Naming and ending a deputy, who may do it, what is told of it, and both deciding at once."""

from datetime import timedelta

import pytest

from register.clock import day_of
from register.errors import Invalid, NotFound, Stale
from tests.register.chains import events, verify
from tests.workflows.desk import Desk, with_party
from tests.workflows.test_at_once import outcomes
from tests.workflows.test_longer_routes import waits_for
from workflows.deputising import TypedDeputy, name_deputy

pytestmark = pytest.mark.storage

NAMED = "office.deputy_named"


async def refused(desk: Desk, who: str, **typed: str) -> dict[str, str]:
    """Give what somebody is told who names a deputy wrongly."""
    given = {"person": "", "deputy": "301", "starts_on": "10-03-2026", "ends_on": "20-03-2026"}
    actor = await desk.actor(who)
    with pytest.raises(Invalid) as invalid:
        async with desk.storage.transaction() as db:
            await name_deputy(db, actor, TypedDeputy(**{**given, **typed}), desk.now)
    assert await desk.rows("SELECT count(*) FROM deputy") == [(0,)]
    return dict(invalid.value.errors)


async def test_the_manager_decides_in_their_own_name_while_somebody_stands_in(desk: Desk) -> None:
    key = await desk.declared()
    await desk.name_deputy("leidinggevende", "collega")
    await desk.decide("leidinggevende", key)
    [step] = await desk.steps(key)
    assert (step.decided_by_name, step.on_behalf_of) == ("Lies Leiding", None)
    with pytest.raises(Stale, match="al over beslist"):
        await desk.decide("collega", key)


async def test_manager_and_deputy_at_once_give_one_decision(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "collega")
    for turn in range(4):
        key = await desk.declared(**with_party("nevenfunctie", f"Stichting {turn}"))
        version = (await desk.declaration(key)).version
        assert await outcomes(
            desk.decide("leidinggevende", key, version=version),
            desk.decide("collega", key, version=version),
        ) == {"done": 1, "Stale": 1}


async def test_a_deputy_who_declared_the_same_party_is_skipped(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "beheerder")
    await desk.declared("beheerder")
    assert await waits_for(desk, await desk.declared()) == ["leidinggevende"]


async def test_who_is_ended_stands_in_no_longer_but_decided_what_they_decided(desk: Desk) -> None:
    key = await desk.declared()
    deputy = await desk.name_deputy("leidinggevende", "collega")
    await desk.decide("collega", key)
    other = await desk.declared(**with_party("nevenfunctie", "Stichting Twee"))
    await desk.end_deputy("leidinggevende", deputy)
    assert await waits_for(desk, other) == ["leidinggevende"]
    assert (await desk.look_at("collega", key)).declaration.id == key
    with pytest.raises(NotFound):
        await desk.look_at("collega", other)
    with pytest.raises(Stale, match="al voorbij"):
        await desk.end_deputy("leidinggevende", deputy)


async def test_who_stands_in_may_see_what_they_can_take_and_nothing_else(desk: Desk) -> None:
    mine, other = await desk.declared(), await desk.declared("zonder")
    with pytest.raises(NotFound):
        await desk.look_at("collega", mine)
    await desk.name_deputy("leidinggevende", "collega")
    dossier = await desk.look_at("collega", mine)
    assert (dossier.can_decide, dossier.on_behalf_of) == (True, "Lies Leiding")
    with pytest.raises(NotFound):
        await desk.look_at("collega", other)


async def test_every_fault_is_told_at_once(desk: Desk) -> None:
    errors = await refused(desk, "leidinggevende", deputy="", starts_on="x", ends_on="y")
    assert set(errors) == {"deputy", "starts_on", "ends_on"}


async def test_who_left_is_no_deputy(desk: Desk) -> None:
    await desk.change("collega", in_service_until=day_of(desk.now) - timedelta(days=1))
    assert set(await refused(desk, "leidinggevende")) == {"deputy"}


async def test_two_colleagues_of_one_name_are_told_apart_by_their_number(desk: Desk) -> None:
    await desk.change(
        "beheerder", first_name="Carla", last_name="Collega", sort_name="collega, carla"
    )
    errors = await refused(desk, "leidinggevende", deputy="Carla Collega")
    assert "Carla Collega (130)" in errors["deputy"]
    assert "Carla Collega (301)" in errors["deputy"]


async def test_a_double_click_names_a_deputy_once(desk: Desk) -> None:
    clicks = [desk.name_deputy("leidinggevende", "collega") for _ in range(5)]
    assert await outcomes(*clicks) == {"done": 1, "Invalid": 4}
    told = [event.action for event in await events(desk.storage, "kantoor")]
    assert told.count(NAMED) == 1


async def test_the_bestuurssecretaris_names_and_ends_a_deputy_for_anybody_who_reviews(
    desk: Desk,
) -> None:
    key = await desk.declared()
    deputy = await desk.name_deputy("bestuurssecretaris", "collega", person="leidinggevende")
    assert "collega" in await waits_for(desk, key)
    for who in ("collega", "medewerker", "beheerder", "rvt"):
        with pytest.raises(NotFound):
            await desk.end_deputy(who, deputy)
    await desk.end_deputy("bestuurssecretaris", deputy)
    with pytest.raises(Invalid, match="Controleer"):
        await desk.name_deputy("bestuurssecretaris", "collega", person="medewerker")


async def test_naming_and_ending_are_told_in_the_chain_of_the_office(desk: Desk) -> None:
    deputy = await desk.name_deputy("leidinggevende", "collega")
    await desk.end_deputy("leidinggevende", deputy)
    chain = await events(desk.storage, "kantoor")
    verify(chain)
    assert [event.action for event in chain] == [NAMED, "office.deputy_ended"]
