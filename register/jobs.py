"""The queue of work to be done: the tables of pgqueuer, on the connection of our transaction.

A job that is enqueued exists when the transaction that causes it commits, and not otherwise. What
runs the jobs is a worker (``workflows.worker``), which has a connection of its own.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder
from pgqueuer.core.tm import TaskManager
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel, JobId
from pgqueuer.ports.driver import Driver, NotifyCallback
from pgqueuer.queries import Queries
from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from register.tables import MOMENT, SQLModel

NAMES = DBSettings(
    prefix="",
    db_schema=None,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
)
"""What the tables of the queue are called, whatever pgqueuer finds in the environment."""


class WorkerSign(SQLModel, table=True):
    """A worker that runs, with the last moment at which it gave a sign of life."""

    __tablename__ = "worker"

    id: UUID = Field(primary_key=True)
    started_at: datetime = Field(sa_type=MOMENT)
    seen_at: datetime = Field(sa_type=MOMENT)


class _OurTransaction(Driver):
    """Lets pgqueuer speak through a connection of SQLAlchemy, inside its transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._shutdown = asyncio.Event()

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        result = await self._connection.exec_driver_sql(query, args)
        return [dict(row) for row in result.mappings()]

    async def execute(self, query: str, *args: object) -> str:
        await self._connection.exec_driver_sql(query, args)
        return ""

    async def notify(self, channel: str, payload: str) -> None:
        await self._connection.exec_driver_sql("SELECT pg_notify($1, $2)", (channel, payload))

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        raise NotImplementedError("A transaction does not listen.")

    @property
    def shutdown(self) -> asyncio.Event:
        return self._shutdown

    @property
    def tm(self) -> TaskManager:
        return TaskManager()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...


def queries(driver: Driver) -> Queries:
    """Give what pgqueuer can do over a connection, on the tables that we call by these names."""
    return Queries(
        driver, qbe=QueryBuilderEnvironment(settings=NAMES), qbq=QueryQueueBuilder(settings=NAMES)
    )


async def _ours(db: AsyncSession) -> Queries:
    return queries(_OurTransaction(await db.connection()))


async def enqueue(
    db: AsyncSession, name: str, payload: str = "", *, once_as: str | None = None
) -> None:
    """Add a job to the queue, when this transaction commits.

    Args:
        db: the transaction that causes it.
        name: the name of the work.
        payload: what the work is told, such as a key.
        once_as: the job is not added while one under this name waits or is being done.
    """
    await (await _ours(db)).enqueue(name, payload.encode(), dedupe_key=once_as, on_conflict="skip")


@dataclass(frozen=True)
class FailedJob:
    """A job that was tried as often as it is tried, and is kept.

    Attributes:
        id: its key.
        name: the name of the work.
        created_at: since when it waited.
        failed_at: when it was tried for the last time.
        attempts: how often it was tried.
        fault: the kind of fault, without what it said: that can hold anything.
    """

    id: int
    name: str
    created_at: datetime
    failed_at: datetime
    attempts: int
    fault: str


_FAILED = text(
    "SELECT job.id, job.entrypoint, job.created, job.updated, job.attempts + 1, "
    "coalesce((SELECT log.traceback ->> 'exception_type' FROM pgqueuer_log log "
    "WHERE log.job_id = job.id AND log.traceback IS NOT NULL ORDER BY log.id DESC LIMIT 1), '?') "
    "FROM pgqueuer job WHERE job.status = 'failed' ORDER BY job.id DESC LIMIT :limit"
)


async def failed_jobs(db: AsyncSession, limit: int = 200) -> Sequence[FailedJob]:
    """Give the jobs that failed for good, newest first."""
    connection = await db.connection()
    return [FailedJob(*row) for row in await connection.execute(_FAILED, {"limit": limit})]


async def failed_job(db: AsyncSession, job_id: int) -> FailedJob | None:
    """Give a job that failed, kept from being retried by somebody else at the same time."""
    connection = await db.connection()
    lock = text("SELECT id FROM pgqueuer WHERE id = :id AND status = 'failed' FOR UPDATE")
    if await connection.scalar(lock, {"id": job_id}) is None:
        return None
    found = await failed_jobs(db)
    return next((job for job in found if job.id == job_id), None)


async def requeue(db: AsyncSession, job_id: int) -> None:
    """Let a failed job be tried again, as often as a new one."""
    await (await _ours(db)).requeue_jobs([JobId(job_id)])


async def renew(db: AsyncSession, name: str) -> None:
    """Put work that comes back in the queue once, in the place of what failed of it before."""
    connection = await db.connection()
    await connection.execute(
        text("DELETE FROM pgqueuer WHERE status = 'failed' AND entrypoint = :name"),
        {"name": name},
    )
    await enqueue(db, name, once_as=name)


async def forget(db: AsyncSession, name: str) -> None:
    """Take all jobs of a name from the queue: what they would do has been done otherwise."""
    await (await _ours(db)).clear_queue(name)


@dataclass(frozen=True)
class QueueState:
    """How the queue stands: how many jobs wait, and how many failed for good."""

    waiting: int
    failed: int


async def queue_state(db: AsyncSession) -> QueueState:
    """Count what waits and what failed, in one query."""
    connection = await db.connection()
    counted = await connection.execute(
        text(
            "SELECT count(*) FILTER (WHERE status IN ('queued', 'picked')), "
            "count(*) FILTER (WHERE status = 'failed') FROM pgqueuer"
        )
    )
    waiting, failed = counted.one()
    return QueueState(waiting, failed)


async def worker_seen(db: AsyncSession) -> datetime | None:
    """Give the last moment at which any worker gave a sign of life."""
    connection = await db.connection()
    seen: datetime | None = await connection.scalar(text("SELECT max(seen_at) FROM worker"))
    return seen


async def give_sign(db: AsyncSession, worker_id: UUID, started_at: datetime, now: datetime) -> None:
    """Write down that a worker is alive, and forget those of which nothing was heard for a day."""
    table: Any = WorkerSign.__table__  # type: ignore[attr-defined]
    connection = await db.connection()
    await connection.execute(
        insert(table)
        .values(id=worker_id, started_at=started_at, seen_at=now)
        .on_conflict_do_update(index_elements=[table.c.id], set_={"seen_at": now})
    )
    await connection.execute(delete(table).where(table.c.seen_at < now - timedelta(days=1)))


async def leave(db: AsyncSession, worker_id: UUID) -> None:
    """Forget a worker that stops in order."""
    table: Any = WorkerSign.__table__  # type: ignore[attr-defined]
    await (await db.connection()).execute(delete(table).where(table.c.id == worker_id))


LOG_DAYS = 14
"""How many days the queue remembers what was done; what was sent stands in the outbox for ever."""


async def clear_log(db: AsyncSession, now: datetime) -> None:
    """Forget what the queue did longer ago than :data:`LOG_DAYS`, but of jobs that are kept."""
    connection = await db.connection()
    await connection.execute(
        text(
            "DELETE FROM pgqueuer_log log WHERE log.created < :before "
            "AND NOT EXISTS (SELECT FROM pgqueuer job WHERE job.id = log.job_id)"
        ),
        {"before": now - timedelta(days=LOG_DAYS)},
    )
