"""What is recorded for ever is refused to change by the database itself, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from register.append_only import FROZEN, frozen_tables
from register.schema import METADATA
from register.types import TYPES
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


@pytest.fixture
async def filled(desk: Desk) -> Desk:
    """A register with a decided declaration of every type, and one that waits."""
    for slug in TYPES:
        key = await desk.declared(slug=slug)
        await desk.decide("leidinggevende", key, "voorwaarden")
    await desk.declared()
    await desk.limit("side_hours_notice", "20")
    return desk


async def refused(desk: Desk, statement: str) -> str:
    """Run a statement in a transaction of its own; give what the database refuses it with."""
    with pytest.raises(DBAPIError) as refusal:
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text(statement))
    return str(refusal.value)


async def test_frozen_rows_are_never_changed_removed_or_emptied(filled: Desk) -> None:
    owners = await filled.rows(
        "SELECT DISTINCT tableowner = current_user FROM pg_tables WHERE schemaname = 'public'"
    )
    assert owners == [(True,)]  # Nobody may do more; on the embedded server a superuser asks.
    for table in frozen_tables():
        counted = await filled.rows(f"SELECT count(*) FROM {table}")
        assert counted[0][0] > 0, table
        column = next(iter(METADATA.tables[table].columns)).name
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
        ):
            assert f"Rows of {table} are never changed" in await refused(filled, statement)
        assert await filled.rows(f"SELECT count(*) FROM {table}") == counted


def test_every_typed_record_is_among_the_frozen_tables() -> None:
    assert set(frozen_tables()) == {*FROZEN, *(kind.table.name for kind in TYPES.values())}


DECIDED = "decided_at IS NOT NULL"


CHANGES_OF_A_STEP = [
    f"UPDATE step SET reason = 'Anders' WHERE {DECIDED}",
    f"UPDATE step SET decision = 'afwijzen' WHERE {DECIDED}",
    f"UPDATE step SET why = why WHERE {DECIDED}",
    f"DELETE FROM step WHERE {DECIDED}",
    "DELETE FROM step WHERE decided_at IS NULL",
    "UPDATE step SET role = 'rvt', person_id = NULL WHERE decided_at IS NULL",
    "UPDATE step SET opened_at = opened_at - interval '1 day' WHERE decided_at IS NULL",
    "UPDATE step SET position = position + 1 WHERE decided_at IS NULL",
]


async def test_a_step_is_never_removed_nor_changed_once_decided(desk: Desk) -> None:
    await desk.decide("leidinggevende", await desk.declared())
    await desk.declared()
    for change in CHANGES_OF_A_STEP:
        assert "A step is never removed, nor changed" in await refused(desk, change), change


async def test_a_cancelled_step_stays_cancelled(desk: Desk) -> None:
    key = await desk.declared()
    await desk.withdraw("medewerker", key)
    assert "A step is never" in await refused(desk, "UPDATE step SET cancelled_at = NULL")


async def test_what_is_guarded_row_by_row_is_not_emptied_either(filled: Desk) -> None:
    for table in ("step", "declaration", "number_series"):
        assert "never changed or removed" in await refused(filled, f"TRUNCATE {table} CASCADE")


CHANGES_OF_A_DECLARATION = [
    "number = '2026-0099'",
    "sequence = 99",
    "year = 2025",
    "number = NULL, sequence = NULL, year = NULL, status = 'concept'",
    "submitted_at = submitted_at - interval '1 day'",
    "declarant_id = declarant_id + 1",
    "type = 'woning'",
    "created_at = created_at - interval '1 day'",
    "origin = 'elders'",
    "id = gen_random_uuid()",
]


async def test_what_a_declaration_is_and_its_number_never_change(desk: Desk) -> None:
    await desk.declared()
    for change in CHANGES_OF_A_DECLARATION:
        statement = f"UPDATE declaration SET {change}, version = version + 1"
        assert "its number, never change" in await refused(desk, statement), change


async def test_a_change_to_a_declaration_counts_its_version(desk: Desk) -> None:
    await desk.declared()
    assert "never change" in await refused(desk, "UPDATE declaration SET status = 'goedgekeurd'")


async def test_a_submitted_declaration_is_never_removed(desk: Desk) -> None:
    key = await desk.declared()
    assert "is never removed" in await refused(desk, "DELETE FROM declaration")
    back = f"UPDATE declaration SET status = 'concept', version = version + 1 WHERE id = '{key}'"
    assert "never change" in await refused(desk, back)


async def test_a_concept_may_be_removed(desk: Desk) -> None:
    await desk.draft()
    await desk.rows("DELETE FROM declaration RETURNING id")
    assert await desk.rows("SELECT count(*) FROM declaration") == [(0,)]


CHANGES_OF_A_SERIES = [
    "UPDATE number_series SET last = last - 1",
    "UPDATE number_series SET last = last + 2",
    "UPDATE number_series SET last = last",
    "UPDATE number_series SET year = year - 1, last = last + 1",
    "DELETE FROM number_series",
]


async def test_numbers_are_given_one_by_one_and_never_taken_back(desk: Desk) -> None:
    await desk.declared()
    for change in CHANGES_OF_A_SERIES:
        assert "never taken back" in await refused(desk, change), change
