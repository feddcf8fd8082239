"""Seeded databases that the tests of this folder read and never change."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy.engine import URL
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.seed import seed
from register.storage import Storage
from tests.conftest import drop, run

LEAP_DAY = datetime(2028, 2, 29, 9, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 0, 10, tzinfo=UTC)


@asynccontextmanager
async def seeded_database(server: URL, template: str, now: datetime) -> AsyncIterator[URL]:
    """Make a database that was seeded at this moment, for as long as the block runs."""
    name = f"seeded_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    storage = Storage(server.set(database=name))
    await seed(storage, now)
    await storage.close()
    yield server.set(database=name)
    await drop(server, name)


@pytest.fixture(scope="session", params=[LEAP_DAY, NEW_YEAR], ids=["leap day", "new year"])
def today(request: pytest.FixtureRequest) -> datetime:
    """The moment at which the demo was made: days that trip up careless reckoning."""
    moment: datetime = request.param
    return moment


@pytest.fixture(scope="session")
async def seeded(server: URL, template: str, today: datetime) -> AsyncIterator[URL]:
    """The address of a database with the demo organisation; for reading only."""
    async with seeded_database(server, template, today) as url:
        yield url


@pytest.fixture
async def demo(seeded: URL) -> AsyncIterator[AsyncSession]:
    """A transaction on the demo organisation; for reading only."""
    storage = Storage(seeded)
    async with storage.transaction() as session:
        yield session
    await storage.close()
