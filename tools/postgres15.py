"""Runs a command on a throw-away PostgreSQL 15: `python -m tools.postgres15 make test-storage`.

The embedded PostgreSQL is newer than the oldest server that we support; this is how the tests
meet the oldest. The command finds the server in `DATABASE_URL`, as a user who may create
databases and nothing else. The server lives in a temporary folder, listens on this machine only,
and is gone with the folder when the command ends.

Where PostgreSQL 15 neither is nor can be installed, nothing is run: a notice where somebody
works, a failure where `CI=true` says that nobody is watching.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools import debian
from tools.console import StopError, ToolFailedError, say

_PACKAGE = "postgresql-15"
_FOLDERS = (
    Path("/usr/lib/postgresql/15/bin"),
    Path("/usr/pgsql-15/bin"),
    Path("/opt/homebrew/opt/postgresql@15/bin"),
    Path("/usr/local/opt/postgresql@15/bin"),
)
# Nothing here has to survive a crash, and two workers with a database a test open many connections.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
}
_NAME = "register"
_SECONDS_TO_START = 60
_SECONDS_TO_STOP = 30
_INTERRUPTED = 130
_TERMINATED = 143


class UnavailableError(StopError):
    """There is no PostgreSQL 15 here and it cannot be installed."""


def run_against_postgres15(command: Sequence[str]) -> int:
    """Run the command with `DATABASE_URL` set to a fresh server; return its exit code.

    Raises:
        UnavailableError: PostgreSQL 15 is not there.
        StopError: it is there but does not start.
    """
    with _server(_programs()) as url:
        say(f"Running {' '.join(command)} against PostgreSQL 15.")
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"DATABASE_URL": url},
            check=False,
        ).returncode


def _programs() -> Path:
    """Return the folder of PostgreSQL 15's programs, installing them where that is possible."""
    found = _found()
    if found:
        return found
    if not debian.may_install():
        raise UnavailableError(
            "PostgreSQL 15 is not on this machine, and only root on Debian can have it installed. "
            f"On Debian 12: sudo apt install {_PACKAGE}."
        )
    try:
        debian.install(_PACKAGE, purpose="the storage tests")
    except ToolFailedError as failed:
        raise UnavailableError(str(failed)) from failed
    found = _found()
    if found is None:
        raise UnavailableError(
            f"{_PACKAGE} was installed, but its programs are nowhere to be found."
        )
    return found


def _found() -> Path | None:
    return next((folder for folder in _FOLDERS if (folder / "postgres").is_file()), None)


class _Account:
    """The account that the server runs under: PostgreSQL refuses to run as root."""

    def __init__(self) -> None:
        name = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        entry = pwd.getpwnam(name)
        self.name, self.uid, self.gid = name, entry.pw_uid, entry.pw_gid

    def start(
        self, command: Sequence[str | Path], *, folder: Path, log: Path
    ) -> subprocess.Popen[bytes]:
        """Start a program under this account, out of reach of a Ctrl-C at the terminal."""
        with log.open("ab") as output:
            if os.geteuid() == 0:
                return subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    cwd=folder,
                    start_new_session=True,
                    user=self.uid,
                    group=self.gid,
                    extra_groups=[],
                )
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=folder,
                start_new_session=True,
            )


@contextlib.contextmanager
def _server(programs: Path) -> Iterator[str]:
    """Make a cluster, start it, give its address, and take all of it away at the end."""
    say("Starting a throw-away PostgreSQL 15.")
    account = _Account()
    folder = Path(tempfile.mkdtemp(prefix="register-postgres15-"))
    try:
        os.chown(folder, account.uid, account.gid)
        log = folder / "log"
        _initialise(programs, account, folder, log)
        port = _free_port()
        settings = _SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
        server = account.start(
            [
                *(programs / "postgres", "-D", folder / "data"),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            folder=folder,
            log=log,
        )
        try:
            _wait_for_start(programs, server, folder, port, log)
            yield _create_database(programs, folder, port)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, account: _Account, folder: Path, log: Path) -> None:
    # Trusting whoever reaches the socket is safe: only its owner can enter the folder it is in.
    with account.start(
        [
            *(programs / "initdb", "-D", folder / "data", "-U", "postgres", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"),
            *("--auth-local=trust", "--auth-host=scram-sha-256"),
        ],
        folder=folder,
        log=log,
    ) as initdb:
        initdb.wait()
    if initdb.returncode:
        raise StopError(f"PostgreSQL's initdb failed:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def _wait_for_start(
    programs: Path, server: subprocess.Popen[bytes], folder: Path, port: int, log: Path
) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        answer = subprocess.run(
            [programs / "pg_isready", "-q", "-h", folder, "-p", str(port)], check=False
        )
        if answer.returncode == 0:
            return
        time.sleep(0.1)
    raise StopError(f"PostgreSQL 15 does not start:\n{log.read_text(errors='replace')}")


def _create_database(programs: Path, folder: Path, port: int) -> str:
    """Create a user who may create databases, with a database; return the address of that."""
    password = secrets.token_hex(16)
    commands = (
        f"CREATE ROLE {_NAME} LOGIN CREATEDB PASSWORD '{password}'",
        f"CREATE DATABASE {_NAME} OWNER {_NAME}",
    )
    created = subprocess.run(
        [
            *(programs / "psql", "-h", folder, "-p", str(port), "-U", "postgres", "--no-psqlrc"),
            *("-v", "ON_ERROR_STOP=1"),
            *(part for command in commands for part in ("-c", command)),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if created.returncode:
        raise StopError(f"PostgreSQL 15 refused the test database:\n{created.stderr}")
    return f"postgresql+asyncpg://{_NAME}:{password}@127.0.0.1:{port}/{_NAME}"


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGINT is PostgreSQL's fast shutdown: connections are cut, nothing is waited for.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def main() -> int:
    """Return the exit code of the command, or 1 with the reason why it was not run."""
    command = sys.argv[1:]
    if not command:
        print(__doc__)
        return 2
    # Asked to end, end in good order: the server and its folder go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(_TERMINATED))
    try:
        return run_against_postgres15(command)
    except UnavailableError as missing:
        if os.environ.get("CI") == "true":
            print(f"Not tested on PostgreSQL 15, which CI requires. {missing}", file=sys.stderr)
            return 1
        say(f"Skipped the tests on PostgreSQL 15. {missing}")
        return 0
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
