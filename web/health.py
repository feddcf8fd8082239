"""`/gezondheid`: whether the register works, for whoever keeps it running."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler
from sqlalchemy.exc import SQLAlchemyError

from register.settings import Settings
from register.storage import Storage, newest_revision
from workflows.tasks import running

VERSION = version("intermaris-register")


@get("/gezondheid", opt={"public": True, "exclude_from_csrf": True})
async def health(state: State) -> Response[dict[str, Any]]:
    """Tell the version, the state of the database and of its migrations.

    200 when the pages work; 503 when the database is away or stands at another migration. A stopped
    embedded server is started again, so the register recovers by itself. Mail that is late, jobs
    that failed and a worker of which nothing is heard are told, and leave it at 200: the pages
    work, and nothing is lost.
    """
    storage: Storage = state.storage
    needed = newest_revision()
    found, reachable = await _migration(storage)
    well = reachable and found == needed
    return Response(
        {
            "status": "ok" if well else "storing",
            "versie": VERSION,
            "database": "bereikbaar" if reachable else "niet bereikbaar",
            "migratie": {"staat": found, "nodig": needed},
            **(await _background(storage, state.clock()) if well else {}),
        },
        status_code=200 if well else 503,
    )


async def _background(storage: Storage, now: datetime) -> dict[str, Any]:
    """Tell how mail and jobs stand."""
    async with storage.transaction() as db:
        found = await running(db)
    oldest, seen = found.mail_oldest, found.worker_seen
    return {
        "mail": {
            "status": "vertraagd" if found.mail_is_late(now) else "ok",
            "wacht": found.mail_waiting,
            "oudste": oldest.isoformat() if oldest else None,
            "fout": found.mail_error,
            "niet aangekomen": found.mail_stranded,
        },
        "taken": {"wacht": found.jobs_waiting, "mislukt": found.jobs_failed},
        "worker": {
            "status": "ok" if found.works(now) else "niet gezien",
            "gezien": seen.isoformat() if seen else None,
        },
    }


async def _migration(storage: Storage) -> tuple[str | None, bool]:
    try:
        async with asyncio.timeout(5):
            return await storage.schema_revision(), True
    except (SQLAlchemyError, OSError, TimeoutError):
        await storage.revive()
        return None, False


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [health]
