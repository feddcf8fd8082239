"""Whoever alters who stood in for whom, or a step that moved, is found out by what was told."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from register.clock import day_of
from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk, with_party

pytestmark = pytest.mark.storage

NAMED, ENDED = "WHERE ended_at IS NULL", "WHERE ended_at IS NOT NULL"


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with a deputy who decided, one who was ended, and a step that moved."""
    desk = Desk(storage, organisation)
    await desk.declared()
    await desk.name_deputy("leidinggevende", "collega")
    await desk.end_deputy("bestuurssecretaris", await desk.name_deputy("rvt", "zonder"))
    moving = await desk.declared("collega", **with_party("nevenfunctie", "Stichting Twee"))
    await desk.assign("bestuurssecretaris", moving, "zonder")
    return desk


async def test_what_is_untouched_is_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


@pytest.mark.parametrize(
    "change",
    [
        "ends_on = ends_on + 1",
        "deputy_id = (SELECT id FROM person WHERE staff_number = '130')",
        "named_by_name = 'Iemand'",
    ],
)
async def test_a_deputy_who_was_altered_is_told(storage: Storage, desk: Desk, change: str) -> None:
    await tamper(storage, f"UPDATE deputy SET {change} {NAMED}")
    assert await told(storage) == ["kantoor, schakel 1: De plaatsvervanger is daarna gewijzigd."]


async def test_an_end_that_was_altered_or_taken_away_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(storage, f"UPDATE deputy SET ended_by_name = 'Iemand' {ENDED}")
    assert await told(storage) == [
        "kantoor, schakel 3: Het einde van de vervanging is daarna gewijzigd."
    ]


async def test_an_end_that_nobody_told_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        f"UPDATE deputy SET ended_at = now(), ended_by = named_by, ended_by_name = 'X' {NAMED}",
    )
    assert await told(storage) == ["kantoor: Een gestopte vervanging heeft geen gebeurtenis."]


async def test_a_deputy_who_was_removed_is_missed(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "DELETE FROM deputy")
    gone = "De plaatsvervanger staat er niet meer."
    assert await told(storage) == [f"kantoor, schakel {link}: {gone}" for link in (1, 2, 3)]


async def test_a_deputy_whom_nobody_named_is_told(storage: Storage, desk: Desk) -> None:
    day = day_of(desk.now)
    await tamper(
        storage,
        "INSERT INTO deputy (person_id, deputy_id, starts_on, ends_on, named_at, named_by, "
        f"named_by_name) VALUES ({desk.cast['directeur'].key}, {desk.cast['zonder'].key}, "
        f"'{day}', '{day + timedelta(days=3)}', now(), {desk.cast['directeur'].key}, 'Dirk')",
    )
    assert await told(storage) == ["kantoor: Een plaatsvervanger heeft geen gebeurtenis."]


async def test_why_a_step_moved_is_not_altered_unseen(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "UPDATE step SET cancelled_why = 'Zomaar' WHERE cancelled_at IS NOT NULL")
    assert await told(storage) == [
        "2026-0002: De reden waarom een stap naar iemand anders ging, is gewijzigd."
    ]


@pytest.mark.parametrize("person", ["leidinggevende", "directeur"])
async def test_a_step_that_was_given_to_another_is_told(
    storage: Storage, desk: Desk, person: str
) -> None:
    await tamper(
        storage,
        f"UPDATE step SET person_id = {desk.cast[person].key} WHERE assigned_by IS NOT NULL",
    )
    [fault] = await told(storage)
    assert fault.endswith("De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd.")


async def test_on_whose_behalf_was_decided_is_not_altered_unseen(
    storage: Storage, desk: Desk
) -> None:
    [(key,)] = await desk.rows("SELECT id FROM declaration WHERE number = '2026-0001'")
    await desk.decide("collega", key)
    assert await told(storage) == []
    await tamper(
        storage,
        "UPDATE step SET on_behalf_of = NULL, on_behalf_of_name = NULL WHERE decision IS NOT NULL",
    )
    assert len(await told(storage)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM deputy",
        "TRUNCATE deputy",
        "UPDATE deputy SET ends_on = ends_on + 1",
        "UPDATE deputy SET ended_at = NULL, ended_by = NULL, ended_by_name = NULL",
        "UPDATE step SET assigned_by = NULL",
    ],
)
async def test_the_database_refuses_it_without_being_forced(
    storage: Storage, desk: Desk, statement: str
) -> None:
    with pytest.raises(DBAPIError, match=r"never|neither is removed"):
        await desk.rows(statement)
