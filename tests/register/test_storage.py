"""The way to the database: a block is a transaction, and nobody goes before their turn."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import func, select

from register.people import Person
from register.settings import Settings
from register.storage import Storage, address, count_queries, take_turn
from tests.conftest import person


@pytest.mark.storage
async def test_the_database_is_postgresql_15_or_newer(storage: Storage) -> None:
    async with storage.transaction() as db:
        version = (
            await (await db.connection()).execute(text("SHOW server_version_num"))
        ).scalar_one()
    assert int(version) >= 150_000


async def people_in(storage: Storage) -> int:
    async with storage.transaction() as db:
        return (await db.exec(select(func.count()).select_from(Person))).one()


@pytest.mark.storage
async def test_a_block_that_ends_is_kept_and_its_rows_stay_readable(storage: Storage) -> None:
    async with storage.transaction() as db:
        anna = person("1", "Anna", "Vries")
        db.add(anna)
    assert await people_in(storage) == 1
    assert anna.name == "Anna Vries"
    assert anna.key


@pytest.mark.storage
async def test_a_block_that_raises_leaves_nothing(storage: Storage) -> None:
    async def add_and_fail() -> None:
        async with storage.transaction() as db:
            db.add(person("1", "Anna", "Vries"))
            await db.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await add_and_fail()
    assert await people_in(storage) == 0


@pytest.mark.storage
async def test_a_block_that_is_cancelled_leaves_nothing(storage: Storage) -> None:
    begun = asyncio.Event()

    async def add_and_wait() -> None:
        async with storage.transaction() as db:
            db.add(person("1", "Anna", "Vries"))
            await db.flush()
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(add_and_wait())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await people_in(storage) == 0


@pytest.mark.storage
async def test_what_goes_wrong_in_the_database_does_not_tell_the_values(storage: Storage) -> None:
    with pytest.raises(DBAPIError) as wrong:
        async with storage.transaction() as db:
            db.add(person("1", "Geheim", "G" * 101))
    assert "Geheim" not in str(wrong.value)
    assert isinstance(wrong.value, StatementError)


@pytest.mark.storage
async def test_whoever_holds_a_turn_goes_first_until_the_block_ends(storage: Storage) -> None:
    order: list[str] = []
    taken = asyncio.Event()

    async def first() -> None:
        async with storage.transaction() as db:
            await take_turn(db, "x")
            taken.set()
            await asyncio.sleep(0.2)
            order.append("first")

    async def second() -> None:
        await taken.wait()
        async with storage.transaction() as db:
            await take_turn(db, "x")
            order.append("second")

    async def other() -> None:
        await taken.wait()
        async with storage.transaction() as db:
            await take_turn(db, "y")
            order.append("other")

    await asyncio.gather(first(), second(), other())
    assert order == ["other", "first", "second"]


@pytest.mark.storage
async def test_queries_are_counted_until_one_stops(storage: Storage) -> None:
    counted: list[str] = []
    stop = count_queries(storage, counted)
    await people_in(storage)
    assert len([each for each in counted if "person" in each]) == 1
    stop()
    before = len(counted)
    await people_in(storage)
    assert len(counted) == before


@pytest.mark.storage
async def test_moments_are_kept_in_utc_and_the_connection_says_who_it_is(storage: Storage) -> None:
    async with storage.engine.connect() as connection:
        assert (await connection.execute(text("SHOW timezone"))).scalar_one() == "UTC"
        assert (await connection.execute(text("SHOW application_name"))).scalar_one() == "register"
        day = (await connection.execute(text("SELECT date '2026-03-10'"))).scalar_one()
    assert day == date(2026, 3, 10)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:p@h:5433/register",
        "postgresql://u:p@h:5433/register",
        "postgresql+asyncpg://u:p@h:5433/register",
    ],
)
def test_an_address_may_be_written_in_every_usual_way(url: str) -> None:
    found = address(url)
    assert found.drivername == "postgresql+asyncpg"
    assert (found.username, found.password, found.host) == ("u", "p", "h")
    assert (found.port, found.database) == (5433, "register")


@pytest.mark.parametrize(
    "url", ["mysql://h/d", "sqlite:///x.db", "register", "", "postgresql+psycopg://h/d"]
)
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must name a PostgreSQL server"):
        address(url)


def test_an_address_is_never_shown_with_its_password() -> None:
    assert "secret" not in str(address("postgres://u:secret@h/d"))


async def test_the_database_of_the_settings_is_the_one_that_is_named(tmp_path: Path) -> None:
    named = Settings(database_url="postgres://u@h/d", data_folder=tmp_path)
    storage = Storage.open(named)
    assert storage.url.host == "h"
    await storage.revive()
    await storage.close()


def test_the_sslmode_of_a_hosted_database_is_understood() -> None:
    url = address("postgres://u:p@db.example:5432/register?sslmode=require&application_name=x")
    assert dict(url.query) == {"ssl": "require", "application_name": "x"}
