"""A deputy takes the steps of another, for a while and on their behalf; never their own."""

from datetime import timedelta

import pytest

from register.errors import Invalid, NotFound, Refusal, Stale, Unsuitable
from register.people import Office
from register.verification import verify
from tests.register.chains import events
from tests.workflows.desk import Desk, with_party
from tests.workflows.test_worklists import waits
from workflows.deputising import TypedDeputy, deputies, name_deputy

pytestmark = pytest.mark.storage


async def test_a_step_goes_to_both_and_the_decision_says_on_whose_behalf(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "zonder")
    key = await desk.declared()
    assert await waits(desk, "leidinggevende") == await waits(desk, "zonder") == ["2026-0001"]
    assert (await desk.look_at("zonder", key)).on_behalf_of == "Lies Leiding"
    await desk.decide("zonder", key)
    step = (await desk.steps(key))[0]
    assert (step.decided_by_name, step.on_behalf_of_name) == ("Zoë Zonder", "Lies Leiding")
    assert await waits(desk, "leidinggevende") == await waits(desk, "zonder") == []
    told = (await events(desk.storage, str(key)))[-1].data
    assert told is not None
    assert told["role"] == "leidinggevende, namens Lies Leiding"
    with pytest.raises(Stale):
        await desk.decide("leidinggevende", key)
    await sound(desk)


async def test_the_deputy_of_who_holds_an_office_takes_its_steps(desk: Desk) -> None:
    await desk.name_deputy("bestuurssecretaris", "collega")
    key = await desk.declared("zonder")
    assert await waits(desk, "collega") == ["2026-0001"]
    await desk.decide("collega", key)
    assert (await desk.steps(key))[0].on_behalf_of_name == "Berend Secretaris"


@pytest.mark.parametrize(("after", "days"), [(1, 5), (-9, 5)])
async def test_before_and_after_the_period_there_is_no_deputy(
    desk: Desk, after: int, days: int
) -> None:
    now = desk.now
    desk.now += timedelta(days=min(after, 0))
    await desk.name_deputy("leidinggevende", "zonder", after=max(after, 0), days=days)
    desk.now = now
    key = await desk.declared()
    assert await waits(desk, "zonder") == []
    with pytest.raises(NotFound):
        await desk.decide("zonder", key)


async def test_the_first_and_the_last_day_count(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "zonder", after=2, days=1)
    await desk.declared()
    found = []
    for _ in range(5):
        found.append(bool(await waits(desk, "zonder")))
        desk.now += timedelta(days=1)
    assert found == [False, False, True, True, False]


async def test_a_deputy_decides_neither_on_their_own_nor_above_themselves(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "medewerker")
    await desk.name_deputy("rvt", "leidinggevende")
    own = await desk.declared("medewerker")
    above = await desk.declared("directeur", **with_party("nevenfunctie", "Stichting Boven"))
    for who, key in (("medewerker", own), ("leidinggevende", above)):
        assert await waits(desk, "medewerker") == []
        with pytest.raises(Refusal):
            await desk.decide(who, key)
    await desk.decide("leidinggevende", own)
    await desk.decide("rvt", above)


async def test_nobody_takes_two_steps_in_whatever_capacity(desk: Desk) -> None:
    await desk.name_deputy("bestuurssecretaris", "leidinggevende")
    await desk.name_deputy("leidinggevende", "bestuurssecretaris")
    key = await desk.declared(during_working_hours="ja")
    await desk.decide("bestuurssecretaris", key)
    for who in ("leidinggevende", "bestuurssecretaris"):
        with pytest.raises(Refusal):
            await desk.decide(who, key, "positief")
    await desk.reroute()
    assert (await desk.steps(key))[-1].role.value == "directie"


async def test_a_deputy_has_no_deputy_in_turn(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "bestuurssecretaris")
    await desk.name_deputy("bestuurssecretaris", "collega")
    await desk.declared()
    assert await waits(desk, "bestuurssecretaris") == ["2026-0001"]
    assert await waits(desk, "collega") == []


async def test_who_leaves_stands_in_no_more_and_nobody_stands_in_for_who_left(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "zonder")
    await desk.declared()
    yesterday = desk.now.date() - timedelta(days=1)
    await desk.change("zonder", in_service_until=yesterday)
    assert await waits(desk, "zonder") == []
    await desk.change("zonder", in_service_until=None)
    await desk.change("leidinggevende", in_service_until=yesterday)
    assert await waits(desk, "zonder") == []


async def test_ending_it_takes_effect_at_once_and_only_once(desk: Desk) -> None:
    key = await desk.name_deputy("leidinggevende", "zonder")
    await desk.declared()
    with pytest.raises(NotFound):
        await desk.end_deputy("zonder", key)
    await desk.end_deputy("leidinggevende", key)
    assert await waits(desk, "zonder") == []
    with pytest.raises(Stale):
        await desk.end_deputy("leidinggevende", key)
    await sound(desk)


async def test_the_secretary_names_and_ends_for_anybody_and_others_only_for_themselves(
    desk: Desk,
) -> None:
    key = await desk.name_deputy("bestuurssecretaris", "zonder", person="leidinggevende")
    await desk.end_deputy("bestuurssecretaris", key)
    with pytest.raises(Invalid) as refused:
        await desk.name_deputy("leidinggevende", "zonder", person="directeur")
    assert set(refused.value.errors) == {"person"}
    with pytest.raises(Unsuitable):
        await desk.name_deputy("medewerker", "collega")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"deputy": ""}, "deputy"),
        ({"deputy": "Niemand Bekend"}, "deputy"),
        ({"deputy": "Lies Leiding"}, "deputy"),
        ({"deputy": "900"}, "deputy"),
        ({"deputy": "🙂" * 500}, "deputy"),
        ({"deputy": "a\x00b"}, "deputy"),
        ({"starts_on": "morgen"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": "09-03-2026"}, "ends_on"),
        ({"starts_on": "01-03-2026", "ends_on": "02-03-2026"}, "ends_on"),
        ({"ends_on": "01-04-2027"}, "ends_on"),
        ({"ends_on": "31-12-2126"}, "ends_on"),
    ],
)
async def test_what_cannot_be_is_refused_at_its_field(
    desk: Desk, changed: dict[str, str], field: str
) -> None:
    typed = {"deputy": "301", "starts_on": "10-03-2026", "ends_on": "20-03-2026", **changed}
    actor = await desk.actor("leidinggevende")
    with pytest.raises(Invalid) as refused:
        async with desk.storage.transaction() as db:
            await name_deputy(db, actor, TypedDeputy(person="", **typed), desk.now)
    assert field in refused.value.errors
    assert await desk.rows("SELECT count(*) FROM deputy") == [(0,)]


async def test_the_same_deputy_is_not_named_twice_for_a_day(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "zonder", days=3)
    with pytest.raises(Invalid):
        await desk.name_deputy("leidinggevende", "zonder", after=3)
    await desk.name_deputy("leidinggevende", "zonder", after=4)
    await desk.name_deputy("leidinggevende", "collega")


async def test_everybody_sees_their_own_and_the_secretary_all(desk: Desk) -> None:
    await desk.appoint("collega", Office.COMMUNICATIE)
    await desk.name_deputy("leidinggevende", "zonder")
    await desk.name_deputy("collega", "medewerker")
    seen = {}
    for who in ("leidinggevende", "zonder", "medewerker", "rvt", "bestuurssecretaris"):
        actor = await desk.actor(who)
        async with desk.storage.transaction() as db:
            seen[who] = len(await deputies(db, actor))
    assert seen == {
        "leidinggevende": 1,
        "zonder": 1,
        "medewerker": 1,
        "rvt": 0,
        "bestuurssecretaris": 2,
    }


async def test_a_deputy_that_was_altered_is_found(desk: Desk) -> None:
    await desk.name_deputy("leidinggevende", "zonder")
    async with desk.storage.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE deputy DISABLE TRIGGER ALL")
        await connection.exec_driver_sql("UPDATE deputy SET ends_on = ends_on + 100")
        await connection.exec_driver_sql("ALTER TABLE deputy ENABLE TRIGGER ALL")
    async with desk.storage.transaction() as db:
        found = await verify(db)
    assert [f"{fault.where}: {fault.sentence}" for fault in found.faults] == [
        "kantoor: De plaatsvervanger is daarna gewijzigd."
    ]


async def sound(desk: Desk) -> None:
    """Verify the whole register."""
    async with desk.storage.transaction() as db:
        found = await verify(db)
    # The desk acts without signing in, which leaves the office without a chain of its own.
    assert [fault.told for fault in found.faults] == []
