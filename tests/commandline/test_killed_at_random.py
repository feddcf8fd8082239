"""Two servers and two workers on one database, each killed at any moment: nothing lost or doubled.

Every process is killed without warning and started again, over and over, while people declare and
decide through whichever server answers. In the end everything has been done, once, mail included.
"""

import asyncio
import os
import re
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text
from sqlalchemy.engine import URL

from register import people, sessions
from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import day_of
from register.people import Person
from register.settings import HOUSE
from register.storage import Storage
from register.verification import verify
from tests.web.test_journey import POSITION

JOURNEYS = int(os.environ.get("REGISTER_TEST_JOURNEYS", "200"))
LANES = 4
AHEAD = {**POSITION, "starts_on": "1-4-2090"}
"""The servers play at the real moment: what is declared lies so far ahead that it is never late."""


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Letterbox:
    """A mail server that takes everything, and keeps by Message-ID what it took."""

    taken: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        self.taken[str(message["Message-ID"])] += 1
        return "250 OK"


@dataclass
class Program:
    """One process of the register, that can be killed and started again."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = None
    killed: int = 0

    async def start(self) -> None:
        """Start it."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "register", *self.arguments),
            env=self.environment,
            cwd=HOUSE,
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def kill(self) -> None:
        """Kill it without warning."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            self.killed += 1
        await self.process.wait()


@dataclass
class House:
    """The register as it runs: its programs, its database, its people and its mail server."""

    storage: Storage
    addresses: list[str]
    programs: list[Program]
    cookies: dict[str, str]
    letterbox: Letterbox

    async def ask(self, who: str, method: str, path: str, data: dict[str, str]) -> httpx.Response:
        """Ask whichever server answers, as a browser whose user presses the button again."""
        for attempt in range(400):
            address = self.addresses[attempt % len(self.addresses)]
            try:
                async with httpx.AsyncClient(
                    base_url=address, cookies={"sessie": self.cookies[who]}, timeout=20
                ) as client:
                    if method == "POST":
                        await client.get("/inloggen")
                        token = client.cookies.get("csrftoken") or ""
                        answer = await client.post(path, data={"_csrf_token": token, **data})
                    else:
                        answer = await client.get(path)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
                continue
            if answer.status_code < 500:
                return answer
            await asyncio.sleep(0.05)
        raise AssertionError(f"no server answered to {path}")


@asynccontextmanager
async def running(
    storage: Storage, database: URL, cast: dict[str, Person], folder: Path
) -> AsyncIterator[House]:
    """Run two servers and two workers with a mail server, and stop them all at the end."""
    letterbox = Letterbox()
    mail = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    ports = [free_port(), free_port()]
    environment = os.environ | {
        "DATABASE_URL": database.render_as_string(hide_password=False),
        "REGISTER_DATA_FOLDER": str(folder),
        "REGISTER_SECRET": "s" * 32,
        "REGISTER_SECURE_COOKIES": "0",
        "REGISTER_LOG_LEVEL": "CRITICAL",
        "REGISTER_SMTP_HOST": "127.0.0.1",
        "REGISTER_SMTP_PORT": str(mail.port),
        "REGISTER_SMTP_TLS": "none",
        "REGISTER_MAIL_FROM": "register@intermaris.example",
    }
    programs = [
        *(Program(("serve", "--port", str(port)), environment) for port in ports),
        *(Program(("worker",), environment) for _ in range(2)),
    ]
    cookies = {}
    now = datetime.now(UTC)
    async with storage.transaction() as db:
        for who in ("medewerker", "leidinggevende"):
            cookies[who] = await sessions.begin(db, cast[who].key, now, 10)
            signed_in = await people.actor(db, cast[who].key, day_of(now))
            await record(db, OFFICE_CHAIN, signed_in, Happening.SIGNED_IN, now)
    async with AsyncExitStack() as stack:
        stack.callback(mail.stop)
        for program in programs:
            await program.start()
            stack.push_async_callback(program.kill)
        addresses = [f"http://127.0.0.1:{port}" for port in ports]
        yield House(storage, addresses, programs, cookies, letterbox)


async def journey(house: House) -> None:
    """Declare something and have it decided, pressing the button again wherever it broke off."""
    key = uuid4()
    form = f"/verklaringen/{key}/bewerken"
    # Each of its own, so that nothing departs from the code because of another.
    answers = {**AHEAD, "organisation": f"Stichting {key.hex}"}
    while await state(house, key) in (None, "concept"):
        await house.ask("medewerker", "POST", form, {**answers, "handeling": "indienen"})
    number = (await rows(house, "SELECT number FROM declaration WHERE id = :key", key=key))[0][0]
    while await state(house, key) == "ingediend":
        page = (await house.ask("leidinggevende", "GET", f"/verklaringen/{number}", {})).text
        version = re.search(r'name="version" value="(\d+)"', page)
        seen = re.search(r'name="seen" value="(\w+)"', page)
        if version is None or seen is None:
            continue
        decision = {
            "version": version.group(1),
            "seen": seen.group(1),
            "decision": "goedkeuren",
            "reason": "Past bij je werk.",
        }
        await house.ask("leidinggevende", "POST", f"/verklaringen/{key}/besluit", decision)


async def state(house: House, key: UUID) -> str | None:
    """Give the state that a declaration is in, if there is one."""
    found = await rows(house, "SELECT status FROM declaration WHERE id = :key", key=key)
    return found[0][0] if found else None


async def rows(house: House, query: str, **values: Any) -> list[Any]:
    """Give what the database holds."""
    async with house.storage.transaction() as db:
        return list(await (await db.connection()).execute(text(query), values))


async def kill_at_random(house: House, chance: Random) -> None:
    """Kill one program after another, each at any moment, and start it again."""
    while True:
        await asyncio.sleep(chance.uniform(0.2, 4))
        program = chance.choice(house.programs)
        await program.kill()
        await asyncio.sleep(chance.uniform(0, 0.5))
        await program.start()


@pytest.mark.storage
async def test_whoever_is_killed_nothing_is_lost_and_nothing_is_done_twice(
    storage: Storage, database: URL, organisation: dict[str, Person], tmp_path: Path
) -> None:
    async with running(storage, database, organisation, tmp_path) as house:
        killer = asyncio.create_task(kill_at_random(house, Random(1)))
        await asyncio.gather(*(lane(house, JOURNEYS // LANES) for _ in range(LANES)))
        killer.cancel()
        await asyncio.gather(killer, return_exceptions=True)
        for program in house.programs:
            await program.kill()
            await program.start()
        await everything_is_sent(house)
        assert all(program.killed >= 2 for program in house.programs)
        assert await rows(house, "SELECT status, count(*) FROM declaration GROUP BY 1") == [
            ("goedgekeurd", JOURNEYS)
        ]
        assert await rows(house, "SELECT max(sequence) FROM declaration") == [(JOURNEYS,)]
        for table in ("revision", "step"):
            assert await rows(house, f"SELECT count(*) FROM {table}") == [(JOURNEYS,)]
        async with storage.transaction() as db:
            assert (await verify(db)).sound
        await every_mail_arrived(house)


async def lane(house: House, journeys: int) -> None:
    """Make one journey after another."""
    for _ in range(journeys):
        await journey(house)


async def everything_is_sent(house: House) -> None:
    """Wait until the workers have nothing left to do."""
    for _ in range(600):
        found = await rows(house, "SELECT count(*) FROM mail WHERE state <> 'sent'")
        if found == [(0,)]:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("some mail was never sent")


async def every_mail_arrived(house: House) -> None:
    """Hold the mail server to the outbox: everything arrived; twice only where that is told.

    What was being handed over when its worker was killed is offered again under the same
    Message-ID; that is the one case in which a mail server can see it twice.
    """
    sent = await rows(house, "SELECT message_id, attempts FROM mail")
    assert len(sent) == 2 * JOURNEYS
    for message_id, attempts in sent:
        arrived = [times for known, times in house.letterbox.taken.items() if message_id in known]
        assert len(arrived) == 1
        assert 1 <= arrived[0] <= attempts
    again = sum(times - 1 for times in house.letterbox.taken.values())
    assert again <= sum(
        program.killed for program in house.programs if "worker" in program.arguments
    )
