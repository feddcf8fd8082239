"""`/`: what I declared, what waits for me, and what I can declare."""

from collections.abc import Sequence

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.declarations import Status
from register.permissions import Action, may
from register.settings import Settings
from register.types import TYPES
from web.page import CurrentPage, Db
from workflows import worklists
from workflows.revision_requests import open_requests

_ORDER = (
    Status.AANVULLING,
    Status.CONCEPT,
    Status.INGEDIEND,
    Status.VOORWAARDEN,
    Status.GOEDGEKEURD,
    Status.AFGEWEZEN,
    Status.BEEINDIGD,
    Status.INGETROKKEN,
)
"""States as the page lists them: what asks something of the reader comes first."""


@get("/", opt={"signed_in": True})
async def home(page: CurrentPage, db: Db) -> Template:
    """Greet with what the visitor declared, by state, and with what they can declare."""
    rows = await worklists.own(db, page.actor)
    return page.render(
        "home.html",
        rows=sorted(rows, key=lambda row: _ORDER.index(row.status)),
        types=list(TYPES.values()) if may(page.actor, Action.DECLARE) else [],
        waiting=page.waiting,
        requests=await open_requests(db, page.actor),
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [home]
