"""One unchanging view of the database for a report that takes several queries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession

from register.storage import Storage


@asynccontextmanager
async def snapshot(storage: Storage) -> AsyncIterator[AsyncSession]:
    """Open a transaction that sees the database as it is at its first query, and only reads.

    The isolation level belongs to a transaction from its first statement on, so a report opens a
    transaction of its own rather than borrow that of a request, which has already read something.
    """
    async with storage.transaction() as db:
        await db.connection(
            execution_options={
                "isolation_level": "REPEATABLE READ",
                "postgresql_readonly": True,
            }
        )
        yield db
