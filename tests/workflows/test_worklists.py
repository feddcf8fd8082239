"""Worklists hold exactly what waits for somebody, and one's own list what one declared."""

from datetime import date, timedelta

import pytest

from register.declarations import Status
from register.people import Office
from register.storage import count_queries
from tests.workflows.desk import Desk
from workflows import worklists

pytestmark = pytest.mark.storage


async def waits(desk: Desk, who: str) -> list[str]:
    """Give the numbers on somebody's worklist, and hold the count to it."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        rows = await worklists.waiting(db, actor)
        assert await worklists.waiting_count(db, actor) == len(rows)
    return [row.number for row in rows]


async def owns(desk: Desk, who: str) -> list[tuple[str | None, Status]]:
    """Give what somebody declared, by number and state."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return [(row.number, row.status) for row in await worklists.own(db, actor)]


async def test_everything_that_waits_stands_on_one_worklist(desk: Desk) -> None:
    for who in ("medewerker", "zonder", "bestuurssecretaris", "directeur", "leidinggevende"):
        await desk.declared(who)
    await desk.draft("collega")
    assert {who: await waits(desk, who) for who in desk.cast} == {
        "medewerker": [],
        "collega": [],
        "zonder": [],
        "beheerder": [],
        "accountant": [],
        "leidinggevende": ["2026-0001"],
        "bestuurssecretaris": ["2026-0002"],
        "directeur": ["2026-0003", "2026-0005"],
        "rvt": ["2026-0004"],
    }


@pytest.mark.parametrize("decision", ["goedkeuren", "voorwaarden", "afwijzen", "aanvullen"])
async def test_what_is_decided_waits_no_more_and_an_answer_waits_again(
    desk: Desk, decision: str
) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, decision)
    assert await waits(desk, "leidinggevende") == []
    if decision == "aanvullen":
        await desk.submit("medewerker", key)
        assert await waits(desk, "leidinggevende") == ["2026-0001"]


async def test_what_is_withdrawn_waits_no_more(desk: Desk) -> None:
    await desk.withdraw("medewerker", await desk.declared())
    assert await waits(desk, "leidinggevende") == []


async def test_ones_own_declaration_is_never_on_ones_worklist(desk: Desk) -> None:
    await desk.declared("zonder")
    await desk.appoint("zonder", Office.BESTUURSSECRETARIS)
    assert await waits(desk, "zonder") == []
    assert await waits(desk, "bestuurssecretaris") == ["2026-0001"]


async def test_what_is_due_first_stands_on_top_and_is_overdue_the_day_after(desk: Desk) -> None:
    await desk.declared()
    desk.now -= timedelta(days=7)
    await desk.declared("collega")
    actor = await desk.actor("leidinggevende")
    async with desk.storage.transaction() as db:
        first, second = await worklists.waiting(db, actor)
    assert (first.number, first.declarant_name) == ("2026-0002", "Carla Collega")
    assert (first.due_on, second.due_on) == (date(2026, 3, 17), date(2026, 3, 24))
    assert not first.overdue(date(2026, 3, 17))
    assert first.overdue(date(2026, 3, 18))
    assert second.headline == "Penningmeester bij Stichting Hoorns Jeugdtheater"
    assert second.type_title == "Nevenfunctie"
    assert second.department == "Wonen"


async def test_an_office_gives_its_worklist_to_its_next_holder(desk: Desk) -> None:
    await desk.declared("zonder")
    await desk.rows(
        "UPDATE office SET ends_on = '2026-03-09' WHERE office = 'bestuurssecretaris' RETURNING id"
    )
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    assert await waits(desk, "bestuurssecretaris") == []
    assert await waits(desk, "collega") == ["2026-0001"]


async def test_the_accountant_and_who_left_have_no_worklist(desk: Desk) -> None:
    await desk.change("medewerker", manager_id=desk.cast["accountant"].key)
    await desk.declared()
    await desk.declared("collega")
    await desk.change("leidinggevende", in_service_until=date(2026, 3, 9))
    assert await waits(desk, "accountant") == []
    assert await waits(desk, "leidinggevende") == []


async def test_ones_own_list_holds_every_state_what_changed_last_on_top(desk: Desk) -> None:
    approved = await desk.declared()
    desk.now += timedelta(hours=1)
    await desk.draft()
    await desk.declared("collega")
    desk.now += timedelta(hours=1)
    await desk.decide("leidinggevende", approved)
    assert await owns(desk, "medewerker") == [
        ("2026-0001", Status.GOEDGEKEURD),
        (None, Status.CONCEPT),
    ]


async def test_ones_own_list_tells_what_the_newest_revision_says(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, position="Voorzitter")
    await desk.submit("medewerker", key)
    actor = await desk.actor("medewerker")
    async with desk.storage.transaction() as db:
        [row] = await worklists.own(db, actor)
    assert row.headline == "Voorzitter bij Stichting Hoorns Jeugdtheater"
    assert row.key == "2026-0001"


async def test_the_number_of_queries_does_not_grow_with_the_lists(desk: Desk) -> None:
    actor = await desk.actor("leidinggevende")
    counted: list[str] = []
    needed = []
    for _ in range(2):
        await desk.declared()
        stop = count_queries(desk.storage, counted)
        async with desk.storage.transaction() as db:
            await worklists.waiting(db, actor)
            await worklists.own(db, actor)
        stop()
        needed.append(len(counted))
        counted.clear()
    assert needed[0] == needed[1] == 2
