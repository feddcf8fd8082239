"""The one way to the database: PostgreSQL through asyncpg, a transaction at a time.

A request, a command or a job is a transaction. Returning commits, raising rolls back; services
never commit. Nothing is loaded behind anybody's back, and rows stay readable after a commit.
"""

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from register import embedded
from register.settings import HOUSE, Settings

MIGRATIONS = HOUSE / "migrations"


def address(url: str) -> URL:
    """Give the address that SQLAlchemy needs for asyncpg, from any way of writing it.

    ``sslmode``, as libpq calls it, becomes asyncpg's ``ssl``.

    Raises:
        ValueError: it is not the address of a PostgreSQL server.
    """
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+asyncpg"):
        raise ValueError(f"DATABASE_URL must name a PostgreSQL server, not {scheme!r}.")
    url_of_asyncpg = make_url(f"postgresql+asyncpg://{rest}")
    mode = url_of_asyncpg.query.get("sslmode")
    if mode is None:
        return url_of_asyncpg
    return url_of_asyncpg.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})


class Storage:
    """A pool of connections to the database, and where that database comes from."""

    def __init__(self, url: URL, *, embedded_in: Path | None = None, pool_size: int = 10) -> None:
        self.url = url
        self._embedded_in = embedded_in
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=10,
            pool_timeout=30,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "timeout": 5,
                "server_settings": {
                    "application_name": "register",
                    "timezone": "UTC",
                    "lock_timeout": "15s",
                    "idle_in_transaction_session_timeout": "5min",
                },
            },
        )

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the database of the settings, starting the embedded server where none is named."""
        if settings.database_url:
            return cls(address(settings.database_url))
        folder = settings.data_folder.resolve() / "postgres"
        return cls(address(embedded.start(folder)), embedded_in=folder)

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Run a transaction: committed when the block ends, rolled back when it raises."""
        async with (
            AsyncSession(self.engine, expire_on_commit=False, autoflush=True) as db,
            db.begin(),
        ):
            yield db

    async def revive(self) -> None:
        """Start the embedded server again if it was stopped; a server elsewhere is not ours."""
        if self._embedded_in is not None:
            await asyncio.to_thread(embedded.start, self._embedded_in)

    async def schema_revision(self) -> str | None:
        """Give the migration that the database stands at, ``None`` for an empty database."""
        async with self.engine.connect() as connection:
            return await connection.run_sync(_current_revision)


def _current_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@functools.cache
def newest_revision() -> str:
    """Give the migration that this version of the register needs."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise LookupError("There are no migrations.")
    return head


async def take_turn(db: AsyncSession | AsyncConnection, turn: str) -> None:
    """Wait for the turn of this name; it is held until the transaction ends.

    What must not happen twice at once without there being a row to lock takes its turn here: adding
    an event to a chain, importing a list, migrating.
    """
    connection = await db.connection() if isinstance(db, AsyncSession) else db
    statement = text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))")
    await connection.execute(statement, {"turn": turn})


def count_queries(storage: Storage, counted: list[str]) -> Any:
    """Append every statement that the storage runs to ``counted``; give a function to stop."""

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(storage.engine.sync_engine, "before_cursor_execute", note)
    return functools.partial(
        event.remove, storage.engine.sync_engine, "before_cursor_execute", note
    )
