"""A worker: does the jobs of the queue, one process of any number.

It listens to the database for new jobs, and every few minutes puts the work that comes back in the
queue. A job that was being done by a worker that was killed is taken over once nothing was heard of
that worker for a while.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import asyncpg
import structlog
from pgqueuer.core.qm import QueueManager
from pgqueuer.db import AsyncpgDriver
from pgqueuer.errors import PgqException, RetryRequested
from pgqueuer.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.models import Job
from sqlalchemy.exc import SQLAlchemyError

from register.clock import Clock, system_clock
from register.jobs import NAMES, give_sign, leave, queries
from register.settings import Settings
from register.storage import Storage, turn_is_free
from workflows.delivering import deliver
from workflows.jobs import RECURRING, Recurring, tick
from workflows.notices import SENDING

log = structlog.get_logger("register")

TICK = timedelta(minutes=5)
"""How often work that comes back is looked at."""
SIGN = timedelta(seconds=15)
"""How often a worker says that it is alive."""
PATIENCE = timedelta(seconds=30)
"""After how long without a sign a worker's jobs are taken over."""
AT_ONCE = 5
"""How many jobs are taken from the queue together; twice as many are done at the same time."""
_AGAIN = 5.0
_TURN = timedelta(seconds=2)
_LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError, PgqException)
"""What is raised when the database cannot be reached."""

_RETRYING = partial(
    DatabaseRetryEntrypointExecutor,
    max_attempts=5,
    initial_delay=timedelta(seconds=10),
    max_delay=timedelta(minutes=10),
)


@dataclass
class Worker:
    """Does the jobs of one database until it is told to stop.

    Attributes:
        storage: the database.
        settings: the mail server, and where the register is.
        clock: gives the present moment.
        patience: after how long without a sign the jobs of another worker are taken over.
        stopping: set when it has to stop; what it is doing is finished first.
    """

    storage: Storage
    settings: Settings
    clock: Clock = system_clock
    patience: timedelta = PATIENCE
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _recurring: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Work until told to stop; when the database is lost, begin again when it is back."""
        while not self.stopping.is_set():
            try:
                await self._work(once=False)
            except _LOST as fault:
                await self._wait_for_database(fault)

    async def run_once(self) -> None:
        """Do all that is due now, and what comes of it, and stop."""
        await self._work(once=True)

    async def _wait_for_database(self, fault: Exception) -> None:
        log.error("worker lost the database", fault=type(fault).__name__)
        await self.storage.revive()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), _AGAIN)

    async def _work(self, *, once: bool) -> None:
        async with self.storage.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            if raw.driver_connection is None:
                raise LookupError("The connection is closed.")
            driver = AsyncpgDriver(raw.driver_connection)
            manager = QueueManager(queries(driver), channel=NAMES.channel)
            self._register(manager)
            if once:
                await self._tick()
            other = self._stop_when_done if once else self._keep_ticking
            async with _beside(manager, self._pass_on_stop(), other(manager)):
                await manager.run(
                    batch_size=AT_ONCE,
                    max_concurrent_tasks=2 * AT_ONCE,
                    heartbeat_timeout=self.patience,
                    log_aggregation_interval=timedelta(0),
                    shutdown_on_listener_failure=True,
                )
            # It listens, so it is not to be used again.
            await connection.invalidate()
        async with self.storage.transaction() as db:
            await leave(db, manager.queue_manager_id)

    def _register(self, manager: QueueManager) -> None:
        manager.entrypoint(
            SENDING, on_failure="hold", executor_factory=_RETRYING, accepts_context=False
        )(self._send)
        for each in RECURRING:
            manager.entrypoint(each.name, on_failure="hold", accepts_context=False)(
                self._work_of(each)
            )

    async def _send(self, job: Job) -> None:
        mail_id = int((job.payload or b"").decode())
        wait = await deliver(self.storage, self.settings, mail_id, job.attempts, self.clock)
        if wait is not None:
            raise RetryRequested(wait, "The mail waits.")

    def _work_of(self, recurring: Recurring) -> Callable[[Job], Awaitable[None]]:
        async def work(job: Job) -> None:
            del job
            # One after another, here and in other workers: each may hold many declarations.
            async with self._recurring, self.storage.transaction() as db:
                if not await turn_is_free(db, "recurring work"):
                    raise RetryRequested(_TURN, "Other work is being done.")
                await recurring.work(db, self.clock())

        return work

    async def _tick(self) -> None:
        async with self.storage.transaction() as db:
            await tick(db)

    async def _keep_ticking(self, manager: QueueManager) -> None:
        """Say that this worker is alive, and put recurring work in the queue, as often as due."""
        started_at = self.clock()
        last: datetime | None = None
        while not manager.shutdown.is_set():
            now = self.clock()
            async with self.storage.transaction() as db:
                await give_sign(db, manager.queue_manager_id, started_at, now)
            if last is None or now - last >= TICK:
                await self._tick()
                last = now
            await asyncio.sleep(SIGN.total_seconds())

    async def _pass_on_stop(self) -> None:
        await self.stopping.wait()

    async def _stop_when_done(self, manager: QueueManager) -> None:
        """Stop once nothing is due that nobody is doing, and this worker does nothing."""
        names = [*manager.entrypoint_registry]
        while manager.job_context or await manager.queries.eligible_queued_work(names):
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), 0.1)
                return


@asynccontextmanager
async def _beside(manager: QueueManager, *others: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do other things while the manager runs; it stops when any of them ends."""

    async def until_done(other: Coroutine[Any, Any, None]) -> None:
        try:
            await other
        finally:
            manager.shutdown.set()

    tasks = [asyncio.create_task(until_done(other)) for other in others]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in ended:
        if isinstance(fault, Exception):
            raise fault
