"""``register serve`` and ``register demo``: the pages, until the process is told to stop."""

import errno
import os
import signal
import socket
import sys
from types import FrameType

import click
import uvicorn

from commandline.database import with_storage
from commandline.refusing import Refused
from demo.seed import SeedReport, seed
from register.clock import system_clock
from register.settings import settings
from register.storage import Storage

GRACE = 10
"""How many seconds requests that are under way get to finish when the server stops."""

_host = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_port = click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)


@click.command()
@_host
@_port
def serve(host: str, port: int) -> None:
    """Serve the pages."""
    _stop_in_order()
    with _listening(host, port) as listener:
        if not settings().database_url:
            with_storage(_nothing)
        click.echo(f"Het register staat op {_address(host, listener)} (stop met Ctrl+C).")
        _serve(listener)


@click.command()
@_host
@_port
def demo(host: str, port: int) -> None:
    """Serve a demo with invented people, in which you sign in by choosing one of them."""
    _stop_in_order()
    os.environ.update(REGISTER_DEMO="1", REGISTER_SECURE_COOKIES="0")
    os.environ.setdefault("REGISTER_LOG_JSON", "0")
    settings.cache_clear()
    with _listening(host, port) as listener:
        place = "DATABASE_URL" if settings().database_url else str(settings().data_folder)
        click.echo(f"De demo wordt klaargezet; de gegevens staan in {place}.")
        click.echo(with_storage(_seeded).sentence)
        click.echo(f"Open {_address(host, listener)} (stop met Ctrl+C).")
        _serve(listener)


async def _nothing(storage: Storage) -> None:
    """Opening the database has made it ready."""
    del storage


async def _seeded(storage: Storage) -> SeedReport:
    return await seed(storage, system_clock())


def _listening(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done, so that a taken one is told at once.

    Raises:
        Refused: the port is taken, or the address is not this machine's.
    """
    listener = None
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
    except OSError as fault:
        if listener is not None:
            listener.close()
        raise Refused(_told(host, port, fault)) from fault
    return listener


def _told(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"Poort {port} op {host} is al in gebruik. Kies een andere met --port."
    return f"Poort {port} op {host} is niet te gebruiken: {fault.strerror or fault}."


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _serve(listener: socket.socket) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            "app:create_app",
            factory=True,
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
    )
    host, port = listener.getsockname()[:2]
    sys.stdout.flush()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # Ctrl+C: uvicorn has stopped in order, and then passes the signal on.
        click.echo("Gestopt.")
    except OSError as fault:
        raise Refused(_told(host, port, fault)) from fault


def _stop_in_order() -> None:
    """Let a signal to stop end the process in order, so that the embedded server stops with it."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.exit(0)
