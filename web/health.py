"""`/gezondheid`: whether the register works, for whoever keeps it running."""

import asyncio
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler
from sqlalchemy.exc import SQLAlchemyError

from register.settings import Settings
from register.storage import Storage, newest_revision

VERSION = version("intermaris-register")


@get("/gezondheid", opt={"public": True, "exclude_from_csrf": True})
async def health(state: State) -> Response[dict[str, Any]]:
    """Tell the version, the state of the database and of its migrations.

    200 when all is well; 503 when the database is away or stands at another migration. A stopped
    embedded server is started again, so the register recovers by itself.
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
        },
        status_code=200 if well else 503,
    )


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
