"""A real database for every test, cloned from a migrated template, and a small fixed cast."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from register import embedded
from register.people import Office, OfficeHolding, Person, sort_name
from register.schema import migrate
from register.storage import Storage, address

settings.register_profile(
    "house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
# A machine with two busy cores is slow now and then, which says nothing of the register.

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
"""The moment at which tests play unless they say otherwise: a Tuesday morning."""


async def run(server: URL, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


async def drop(server: URL, name: str) -> None:
    """Drop a database, whoever of ours is still in it.

    ``WITH (FORCE)`` is refused to anybody but a superuser while autovacuum happens to be at work
    in the database; without it PostgreSQL asks autovacuum to leave and waits for it.
    """
    await run(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{name}' AND usename = current_user",
    )
    await run(server, f"DROP DATABASE IF EXISTS {name}")


async def _hurry(server: URL) -> None:
    """Let a server that is thrown away after the tests not wait for the disk."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        await run(server, f"ALTER SYSTEM SET {setting} = off")
    await run(server, "SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """The PostgreSQL server of this test process: ``DATABASE_URL``, else one of its own."""
    if given := os.environ.get("DATABASE_URL"):
        yield address(given)
        return
    with TemporaryDirectory(prefix="register-", ignore_cleanup_errors=True) as folder:
        url = address(embedded.start(Path(folder) / "postgres"))
        asyncio.run(_hurry(url))
        yield url
        embedded.stop(Path(folder) / "postgres")


@pytest.fixture(scope="session")
def template(server: URL) -> Iterator[str]:
    """A migrated, empty database to clone."""
    name = f"template_{uuid4().hex[:12]}"

    async def make() -> None:
        await run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        storage = Storage(server.set(database=name))
        await migrate(storage)
        await storage.close()

    asyncio.run(make())
    yield name
    asyncio.run(drop(server, name))


@pytest.fixture
async def database(server: URL, template: str) -> AsyncIterator[URL]:
    """The address of a fresh, migrated database."""
    name = f"test_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.set(database=name)
    await drop(server, name)


@pytest.fixture
async def storage(database: URL) -> AsyncIterator[Storage]:
    """A fresh, migrated database."""
    opened = Storage(database)
    yield opened
    await opened.close()


@pytest.fixture
async def db(storage: Storage) -> AsyncIterator[AsyncSession]:
    """A transaction on the fresh database."""
    async with storage.transaction() as session:
        yield session


def person(
    staff_number: str,
    first_name: str,
    last_name: str,
    manager: Person | None = None,
    *,
    department: str = "Wonen",
    key_function: bool = False,
) -> Person:
    """Make somebody in service since 2020."""
    return Person(
        staff_number=staff_number,
        first_name=first_name,
        last_name=last_name,
        sort_name=sort_name(last_name, first_name, None),
        email=f"{first_name.lower()}@intermaris.example",
        job_title="Medewerker",
        department=department,
        manager_id=manager.key if manager else None,
        key_function=key_function,
        in_service_from=date(2020, 1, 1),
    )


@pytest.fixture
async def organisation(storage: Storage) -> dict[str, Person]:
    """The cast of the tests: who they are is in their short names."""
    async with storage.transaction() as session:
        directeur = person("100", "Dirk", "Directeur", department="Bestuur")
        session.add(directeur)
        await session.flush()
        manager = person("200", "Lies", "Leiding", directeur)
        session.add(manager)
        await session.flush()
        cast = {
            "directeur": directeur,
            "leidinggevende": manager,
            "medewerker": person("300", "Mees", "Medewerker", manager),
            "collega": person("301", "Carla", "Collega", manager),
            "zonder": person("302", "Zoë", "Zonder"),
            "bestuurssecretaris": person("110", "Berend", "Secretaris", directeur),
            "rvt": person("120", "Rita", "Toezicht"),
            "beheerder": person("130", "Bob", "Beheer", manager),
            "accountant": person("900", "Ank", "Accountant"),
        }
        session.add_all(cast.values())
        await session.flush()
        session.add_all(
            OfficeHolding(person_id=cast[who].key, office=office, starts_on=date(2020, 1, 1))
            for who, office in {
                "directeur": Office.DIRECTIE,
                "bestuurssecretaris": Office.BESTUURSSECRETARIS,
                "rvt": Office.RVT,
                "beheerder": Office.BEHEERDER,
                "accountant": Office.ACCOUNTANT,
            }.items()
        )
    return cast
