"""The server as a process: it shares its database, stops in order, and survives being killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

HOUSE = Path(__file__).parents[2]
PATIENCE = 60


class Server:
    """``register serve`` on a free port and the embedded database of a folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "REGISTER_DATA_FOLDER": str(folder),
        }
        self.process = self._start("serve", "--port", "0")
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.url = line.split("http://")[1].split(" ")[0]

    def _start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "register", *arguments],
            cwd=HOUSE,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def health(self) -> httpx.Response:
        """Ask until it answers."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return httpx.get(f"http://{self.url}/gezondheid")
            except httpx.ConnectError:
                assert time.monotonic() < until
                time.sleep(0.1)

    def run(self, *arguments: str) -> int:
        """Run another command beside it."""
        command = self._start(*arguments)
        command.communicate(timeout=PATIENCE)
        return command.returncode

    def end(self, number: int) -> int:
        """Send a signal, and give the exit status."""
        self.process.send_signal(number)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="register-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def postgres(folder: Path) -> str | None:
    """Give the process of the embedded server, which notes it for as long as it runs."""
    noted = folder / "postgres" / "postmaster.pid"
    return noted.read_text().splitlines()[0] if noted.exists() else None


def test_a_server_shares_its_database_survives_kill_9_and_stops_in_order(folder: Path) -> None:
    server = Server(folder)
    assert server.health().status_code == 200
    assert "server" not in server.health().headers
    database = postgres(folder)
    assert database is not None

    assert server.run("audit", "verify") == 0
    assert postgres(folder) == database
    assert server.health().status_code == 200

    assert server.end(signal.SIGKILL) == -signal.SIGKILL
    assert postgres(folder) == database
    again = Server(folder)
    assert again.health().status_code == 200
    assert postgres(folder) == database

    assert again.end(signal.SIGTERM) == 0
    assert postgres(folder) is None
