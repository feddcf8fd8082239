"""Whoever alters the history of a policy value is found out by what the office's chain tells."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


@pytest.fixture
async def keys(storage: Storage, organisation: dict[str, Person]) -> list[int]:
    """The keys of three changes: two of the hours, then one of the term."""
    desk = Desk(storage, organisation)
    await desk.limit("side_hours_notice", "20")
    await desk.limit("side_hours_notice", None)
    await desk.limit("decision_days", "21")
    return [key for (key,) in await desk.rows("SELECT id FROM policy_change ORDER BY id")]


async def test_an_untouched_history_is_sound(storage: Storage, keys: list[int]) -> None:
    assert await told(storage) == []


@pytest.mark.parametrize(
    "change",
    [
        "value = '30'",
        "value = NULL",
        "name = 'decision_days'",
        "reason = 'Anders'",
        "changed_at = changed_at - interval '1 day'",
        "changed_by = (SELECT id FROM person WHERE staff_number = '300')",
        "changed_by_name = 'Iemand'",
    ],
)
async def test_a_change_that_was_altered_is_told_with_its_link(
    storage: Storage, keys: list[int], change: str
) -> None:
    await tamper(storage, f"UPDATE policy_change SET {change} WHERE id = {keys[0]}")
    [fault] = await told(storage)
    assert fault.startswith(f"kantoor, schakel 1: Wijziging {keys[0]} van de grens ")
    assert fault.endswith("is daarna gewijzigd.")


async def test_a_change_that_was_removed_is_missed(storage: Storage, keys: list[int]) -> None:
    await tamper(storage, f"DELETE FROM policy_change WHERE id = {keys[1]}")
    assert await told(storage) == [
        f"kantoor, schakel 2: Wijziging {keys[1]} van een grens staat er niet meer."
    ]


async def test_a_change_that_nobody_made_is_told(storage: Storage, keys: list[int]) -> None:
    await tamper(
        storage,
        "INSERT INTO policy_change (name, value, reason, changed_at, changed_by, changed_by_name) "
        "SELECT name, '99', reason, changed_at, changed_by, changed_by_name "
        f"FROM policy_change WHERE id = {keys[2]}",
    )
    [fault] = await told(storage)
    assert fault.startswith("kantoor: Wijziging ")
    assert fault.endswith(" van de grens decision_days heeft geen gebeurtenis.")


async def test_a_change_that_took_another_key_is_told_as_removed_and_added(
    storage: Storage, keys: list[int]
) -> None:
    """The key says which change is the newest, and so which value is in force."""
    await tamper(storage, f"UPDATE policy_change SET id = 1000 WHERE id = {keys[0]}")
    assert await told(storage) == [
        "kantoor: Wijziging 1000 van de grens side_hours_notice heeft geen gebeurtenis.",
        f"kantoor, schakel 1: Wijziging {keys[0]} van een grens staat er niet meer.",
    ]


async def test_without_the_events_no_change_is_vouched_for(
    storage: Storage, keys: list[int]
) -> None:
    await tamper(storage, "DELETE FROM event")
    assert [fault.rpartition(" heeft ")[2] for fault in await told(storage)] == [
        "geen gebeurtenis."
    ] * 3


async def test_a_guard_that_was_switched_off_is_told(storage: Storage, keys: list[int]) -> None:
    async with storage.transaction() as db:
        connection = await db.connection()
        await connection.exec_driver_sql(
            "ALTER TABLE policy_change DISABLE TRIGGER policy_change_rows"
        )
    [fault] = await told(storage)
    assert fault == (
        "database: De beveiliging policy_change_rows van tabel policy_change ontbreekt of staat "
        "uit."
    )
