"""``register worker``: the process that does the work of the queue, and how a demo has one."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import click

from commandline.database import with_storage
from register.settings import settings
from register.storage import Storage
from web.logs import configure_logs
from workflows.worker import PATIENCE, Worker

GRACE = 15
"""How many seconds the worker of a demo gets to finish what it does."""


@click.command()
@click.option("--once", is_flag=True, help="Do all that is due and stop, such as from cron.")
@click.option(
    "--patience",
    default=int(PATIENCE.total_seconds()),
    show_default=True,
    type=click.IntRange(1, 3600),
    help="After how many seconds without a sign the jobs of another worker are taken over.",
)
@click.option(
    "--until-input-ends",
    is_flag=True,
    hidden=True,
    help="Stop when the standard input ends: when the process that started this is gone.",
)
def worker(*, once: bool, patience: int, until_input_ends: bool) -> None:
    """Do the jobs of the queue: mail, reminders, overviews. Any number of workers may run."""
    configured = settings()
    configure_logs(configured)

    async def work(storage: Storage) -> None:
        here = Worker(storage, configured, patience=timedelta(seconds=patience))
        _stop_on_signal(here.stopping)
        if until_input_ends:
            _stop_when_input_ends(here.stopping)
        if once:
            await here.run_once()
        else:
            click.echo("De worker werkt (stop met Ctrl+C).")
            sys.stdout.flush()
            await here.run()

    with_storage(work)


def _stop_on_signal(stopping: asyncio.Event) -> None:
    """Let a signal to stop end the work in order: what is being done is finished."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        # Windows has no such handlers: there Ctrl+C breaks off, and the next worker takes over.
        with suppress(AttributeError, NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stopping.set)


def _stop_when_input_ends(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def wait() -> None:
        sys.stdin.buffer.read()
        with suppress(RuntimeError):  # The loop was closed: it stopped by itself.
            loop.call_soon_threadsafe(stopping.set)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker beside this process, with its settings, until the block ends.

    It holds the other end of a pipe, so that it also stops when this process is killed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "register", "worker", "--until-input-ends"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ,
        # Ctrl+C reaches the whole group: it is this process that tells the worker to stop.
        start_new_session=os.name != "nt",
    )
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
