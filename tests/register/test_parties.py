"""What a party is known by, and that revisions from before get their keys."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlmodel.ext.asyncio.session import AsyncSession

from register.parties import add_keys, known_by
from register.schema import migrate
from register.storage import Storage
from tests.conftest import drop, run
from tests.workflows.desk import Desk

TEXTS = st.text(max_size=200)


def test_a_party_is_known_by_its_name_and_numbers() -> None:
    assert known_by("De Kwast B.V.", "37000001", "C-1") == {
        "naam de kwast",
        "kvk 37000001",
        "crediteur C-1",
    }
    assert known_by("!!!", None, None) == frozenset()
    assert known_by(None, None, None) == frozenset()


@given(TEXTS)
def test_every_key_fits_its_column(name: str) -> None:
    assert all(len(key) <= 450 for key in known_by(name, "37000001", "C" * 20))


@pytest.mark.storage
async def test_a_key_that_was_there_already_is_added_once(desk: Desk) -> None:
    await desk.declared(organisation="De Kwast", kvk_number="")
    ((key,),) = await desk.rows("SELECT id FROM revision")
    async with desk.storage.transaction() as db:
        await add_keys(db, key, {"naam de kwast", "kvk 37000001"})
        await add_keys(db, key, ())
    found = await desk.rows("SELECT key FROM party_key ORDER BY key")
    assert found == [("kvk 37000001",), ("naam de kwast",)]


@pytest.fixture
async def before(server: URL) -> AsyncIterator[Storage]:
    """A database as it was before parties had keys, with revisions in it."""
    name = f"before_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    storage = Storage(server.set(database=name))
    await migrate(storage, "0003")
    async with storage.transaction() as db:
        await _fill(db)
    yield storage
    await storage.close()
    await drop(server, name)


async def _fill(db: AsyncSession) -> None:
    connection = await db.connection()
    await connection.execute(
        text(
            "INSERT INTO person (id, staff_number, first_name, last_name, sort_name, email, "
            "job_title, department, key_function, in_service_from) VALUES "
            "(1, '1', 'A', 'B', 'b', 'a@example.nl', 'x', 'y', false, '2020-01-01')"
        )
    )
    await connection.execute(
        text(
            "INSERT INTO declaration (id, type, declarant_id, status, version, number, year, "
            "sequence, created_at, updated_at, submitted_at) "
            "SELECT md5('d' || n)::uuid, 'uitnodiging', 1, 'ingediend', 1, '2026-' || n, 2026, n, "
            "now(), now(), now() FROM generate_series(1, 4) n"
        )
    )
    await connection.execute(
        text(
            "INSERT INTO revision (id, declaration_id, revision_number, submitted_at, "
            "submitted_by, code_edition, headline, declarant_name, declarant_staff_number, "
            "declarant_job_title, declarant_department, declarant_key_function, "
            "counterparty_name, counterparty_kvk_number, counterparty_creditor_number) "
            "SELECT md5('r' || n)::uuid, md5('d' || n)::uuid, 1, now(), 1, '1', 'x', 'A B', '1', "
            "'x', 'y', false, (ARRAY['De Kwast B.V.', 'Ander', '!!!', NULL])[n], "
            "(ARRAY['37000001', NULL, NULL, NULL])[n], (ARRAY['C-1', NULL, NULL, NULL])[n] "
            "FROM generate_series(1, 4) n"
        )
    )


@pytest.mark.storage
async def test_the_migration_finds_the_keys_of_revisions_that_are_there(before: Storage) -> None:
    await migrate(before)
    async with before.transaction() as db:
        rows = await (await db.connection()).execute(text("SELECT key FROM party_key ORDER BY key"))
        assert [key for (key,) in rows] == [
            "crediteur C-1",
            "kvk 37000001",
            "naam ander",
            "naam de kwast",
        ]
