"""Workers do the jobs of the queue: all of it, once, whoever of them does it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from register.settings import Settings
from tests.workflows.desk import Desk
from tests.workflows.mail_server import MailServer
from workflows import jobs
from workflows.jobs import Recurring
from workflows.worker import Worker


def worker(desk: Desk, settings: Settings | None = None) -> Worker:
    return Worker(
        desk.storage, settings or Settings(), lambda: desk.now, patience=timedelta(seconds=2)
    )


def only(monkeypatch: pytest.MonkeyPatch, *recurring: Recurring) -> None:
    """Let this be all work that comes back."""
    monkeypatch.setattr(jobs, "RECURRING", recurring)
    monkeypatch.setattr("workflows.worker.RECURRING", recurring)


async def test_all_that_is_due_is_done_with_what_comes_of_it(desk: Desk) -> None:
    await desk.declared()
    desk.now += timedelta(days=30)
    await worker(desk).run_once()
    found = await desk.rows("SELECT letter, state, carrier FROM mail ORDER BY letter, id")
    assert ("step-opened", "sent", "postvak") in found
    assert ("step-overdue", "sent", "postvak") in found
    assert {state for _, state, _ in found} == {"sent"}
    assert await desk.rows("SELECT count(*) FROM pgqueuer") == [(0,)]
    assert await desk.rows("SELECT count(*) FROM worker") == [(0,)]


async def test_two_workers_on_one_database_send_everything_once(desk: Desk) -> None:
    smtp = MailServer()
    smtp.start()
    for _ in range(12):
        await desk.declared()
    desk.now += timedelta(days=30)
    await asyncio.gather(*(worker(desk, smtp.settings()).run_once() for _ in range(2)))
    smtp.stop()
    sent = await desk.rows("SELECT message_id FROM mail WHERE state = 'sent'")
    assert await desk.rows("SELECT count(*) FROM mail") == [(len(sent),)]
    assert sorted(f"<{token}@intermaris.example>" for (token,) in sent) == sorted(
        str(mail["Message-ID"]) for mail in smtp.taken
    )


async def test_work_that_comes_back_and_fails_is_kept_and_done_again_at_the_next_tick(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []

    async def work(_db: Any, now: object) -> None:
        done.append(now)
        if len(done) == 1:
            raise ZeroDivisionError

    only(monkeypatch, Recurring("anything", "Iets doen", work))
    await worker(desk).run_once()
    assert await desk.rows("SELECT entrypoint, status::text FROM pgqueuer") == [
        ("anything", "failed")
    ]
    await worker(desk).run_once()
    assert await desk.rows("SELECT count(*) FROM pgqueuer") == [(0,)]
    assert len(done) == 2


async def test_work_that_comes_back_is_done_by_one_at_a_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy: list[str] = []

    async def work(_db: Any, _now: object) -> None:
        assert not busy
        busy.append("busy")
        await asyncio.sleep(0.3)
        busy.pop()

    only(monkeypatch, *(Recurring(f"work-{n}", "Iets doen", work) for n in range(3)))
    await asyncio.gather(worker(desk).run_once(), worker(desk).run_once())
    failed = await desk.rows("SELECT entrypoint FROM pgqueuer WHERE status = 'failed'")
    assert failed == []


async def test_a_worker_gives_signs_of_life_and_stops_when_told(desk: Desk) -> None:
    here = worker(desk)
    running = asyncio.create_task(here.run())
    for _ in range(100):
        if await desk.rows("SELECT seen_at FROM worker") == [(desk.now,)]:
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError("nothing was heard of the worker")
    await desk.declared()
    for _ in range(100):
        if await desk.rows("SELECT state FROM mail WHERE letter = 'step-opened'") == [("sent",)]:
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError("the worker did not hear of a new job")
    here.stopping.set()
    await asyncio.wait_for(running, 20)
    assert await desk.rows("SELECT count(*) FROM worker") == [(0,)]
