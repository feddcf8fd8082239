"""The migrations make the database that the models describe, from nothing and back."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import URL

from register import append_only
from register.schema import METADATA, migrate
from register.storage import MIGRATIONS, Storage, newest_revision
from tests.conftest import drop, run
from tests.register.catalogue import catalogue

pytestmark = pytest.mark.storage


@pytest.fixture
async def empty(server: URL) -> AsyncIterator[Storage]:
    """A database without anything in it."""
    name = f"empty_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    storage = Storage(server.set(database=name))
    yield storage
    await storage.close()
    await drop(server, name)


async def test_migrating_makes_the_tables_guards_and_indexes_of_the_models(
    storage: Storage, empty: Storage
) -> None:
    async with empty.engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
        for statement in append_only.statements():
            await connection.execute(text(statement))
    modelled = await catalogue(empty)
    assert await catalogue(storage, "alembic_version") == modelled
    assert {name.split()[0] for name in modelled} == {
        "column",
        "constraint",
        "index",
        "trigger",
        "function",
        "sequence",
    }


async def test_an_empty_database_is_migrated_up_and_down_to_nothing_and_up_again(
    empty: Storage, storage: Storage
) -> None:
    assert await empty.schema_revision() is None
    assert await migrate(empty) == (None, newest_revision())
    made = await catalogue(empty)
    assert made == await catalogue(storage)
    assert await migrate(empty, "base") == (newest_revision(), None)
    assert await catalogue(empty, "alembic_version") == {}
    await migrate(empty)
    assert await catalogue(empty) == made


async def test_migrating_twice_changes_nothing(storage: Storage) -> None:
    before = await catalogue(storage)
    assert await migrate(storage) == (newest_revision(), newest_revision())
    assert await catalogue(storage) == before


def test_migrations_stand_in_one_line_and_can_all_be_undone() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    for script in scripts.walk_revisions():
        assert callable(script.module.upgrade)
        assert callable(script.module.downgrade)
