"""The database of the settings, for a command: opened, known to answer, and of this version."""

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from register.errors import Refusal
from register.schema import migrate
from register.settings import settings
from register.storage import Storage, newest_revision

Outcome = TypeVar("Outcome")

PATIENCE = 15
"""How many seconds an embedded server gets to come up."""

_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresError,
    SQLAlchemyError,
    subprocess.SubprocessError,
)


class Unreachable(Refusal):
    """The database does not answer."""

    status = 503


class NotMigrated(Refusal):
    """The database stands at another migration than this version needs."""


@asynccontextmanager
async def opened(*, migrated: bool = True) -> AsyncIterator[Storage]:
    """Open the database of the settings, and close it at the end.

    The embedded database is this machine's own, so it is brought up to date where that is needed; a
    server elsewhere is only migrated by ``register migrate``.

    Args:
        migrated: whether the tables have to be those of this version.

    Raises:
        Unreachable: it does not answer.
        NotMigrated: it stands at another migration.
    """
    configured = settings()
    try:
        storage = Storage.open(configured)
    except ValueError as wrong:
        raise Refusal(f"DATABASE_URL is geen adres van een database: {wrong}") from None
    except (RuntimeError, *_AWAY) as fault:
        raise Unreachable(f"De database is niet te starten: {_first_line(fault)}") from fault
    try:
        found = await _answers(storage, 0 if configured.database_url else PATIENCE)
        if migrated and found != newest_revision():
            if configured.database_url:
                raise NotMigrated(
                    f"De database staat op migratie {found or 'leeg'} en deze versie heeft "
                    f"{newest_revision()} nodig. Voer eerst 'register migrate' uit."
                )
            await migrate(storage)
        yield storage
    finally:
        await storage.close()


async def _answers(storage: Storage, patience: float) -> str | None:
    """Ask at which migration the database stands, for so many seconds as it may need to come up.

    An embedded server that was killed a moment ago still looks as if it runs, and refuses.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return await storage.schema_revision()
        except _AWAY as fault:
            if time.monotonic() >= until:
                told = f"De database is niet bereikbaar: {_first_line(fault)}"
                raise Unreachable(told) from fault
        await asyncio.sleep(0.2)
        with suppress(RuntimeError, *_AWAY):
            await storage.revive()


def _first_line(fault: BaseException) -> str:
    told = str(fault).strip().splitlines()
    return told[0] if told else type(fault).__name__


def with_storage(
    work: Callable[[Storage], Awaitable[Outcome]], *, migrated: bool = True
) -> Outcome:
    """Do some work on the database of the settings; see :func:`opened`."""

    async def run() -> Outcome:
        async with opened(migrated=migrated) as storage:
            return await work(storage)

    return asyncio.run(run())
