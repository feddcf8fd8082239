"""Kill -9 of the server, and of its database, loses nothing that was confirmed."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import pytest

from demo.cast import BY_KEY
from register import embedded
from register.settings import HOUSE
from tests.web.conftest import post
from tests.web.test_journey import POSITION

AHEAD = {**POSITION, "starts_on": "1-4-2090"}
"""A server plays at the real moment: what it declares lies so far ahead that it is never late."""

START = [sys.executable, "-m", "register", "demo", "--port", "0"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder of its own for the embedded server."""
    with TemporaryDirectory(prefix="register-killed-", ignore_cleanup_errors=True) as made:
        yield Path(made)
        embedded.stop(Path(made) / "postgres")


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Run the demo as a process of its own, and kill it without warning at the end."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "REGISTER_DATA_FOLDER": str(folder),
        "REGISTER_LOG_LEVEL": "ERROR",
    }
    process = await asyncio.create_subprocess_exec(
        *START, stdout=asyncio.subprocess.PIPE, env=environment, cwd=HOUSE
    )
    assert process.stdout is not None
    address = None
    while address is None:
        line = (await asyncio.wait_for(process.stdout.readline(), 90)).decode()
        assert line, "the server did not start"
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
    async with httpx.AsyncClient(base_url=address.group(), timeout=20) as client:
        for _ in range(200):
            try:
                await client.get("/gezondheid")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.1)
        try:
            yield client
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()


async def sign_in(client: httpx.AsyncClient, who: str) -> None:
    """Sign in as one of the cast."""
    await client.get("/inloggen")
    answer = await post(client, "/inloggen", {"persoon": BY_KEY[who].staff_number})
    assert answer.status_code == 303


async def test_what_was_confirmed_survives_kill_9_between_any_two_clicks(folder: Path) -> None:
    form = f"/verklaringen/{uuid4()}/bewerken"
    async with running(folder) as client:
        await sign_in(client, "medewerker")
        await post(client, form, {**AHEAD, "handeling": "bewaar"})

    async with running(folder) as client:
        await sign_in(client, "medewerker")
        kept = await client.get(form)
        assert POSITION["organisation"] in kept.text
        sent = await post(client, form, {**AHEAD, "handeling": "indienen"})
        confirmation = sent.headers["location"]

    # The database server too, this time: a machine that loses its power.
    postmaster = (folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    os.kill(int(postmaster), signal.SIGKILL)

    async with running(folder) as client:
        await sign_in(client, "medewerker")
        assert (await client.get(confirmation)).status_code == 200
        await sign_in(client, "leidinggevende")
        number = confirmation.split("/")[2]
        dossier = await client.get(f"/verklaringen/{number}")
        version = re.search(r'name="version" value="(\d+)"', dossier.text)
        seen = re.search(r'name="seen" value="(\w+)"', dossier.text)
        besluit = re.search(r'action="(/verklaringen/[^"]+/besluit)"', dossier.text)
        assert version is not None
        assert besluit is not None
        assert seen is not None
        decision = {
            "version": version.group(1),
            "seen": seen.group(1),
            "decision": "goedkeuren",
            "reason": "Past.",
        }
        decided = await post(client, besluit.group(1), decision)
        assert decided.status_code == 303

    async with running(folder) as client:
        await sign_in(client, "medewerker")
        outcome = await client.get(f"/verklaringen/{number}")
        assert "Goedgekeurd" in outcome.text
        assert "Past." in outcome.text


async def test_health_tells_when_the_database_is_away_and_recovers_by_itself(
    folder: Path,
) -> None:
    async with running(folder) as client:
        assert (await client.get("/gezondheid")).json()["status"] == "ok"
        postmaster = (folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(postmaster), signal.SIGKILL)
        await asyncio.sleep(1)
        away = await client.get("/gezondheid")
        assert away.status_code == 503
        assert away.json()["database"] == "niet bereikbaar"
        for _ in range(30):
            answer = await client.get("/gezondheid")
            if answer.status_code == 200:
                break
            await asyncio.sleep(0.5)
        assert answer.status_code == 200
        await sign_in(client, "medewerker")
        assert (await client.get("/")).status_code == 200
