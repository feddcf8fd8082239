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
from workflows.worklists import OwnRow

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
    """Greet with what the visitor declared, by state, and what they can declare."""
    rows = await worklists.own(db, page.actor)
    return page.render(
        "home.html",
        groups=_by_state(rows),
        types=list(TYPES.values()) if may(page.actor, Action.DECLARE) else [],
        waiting=page.waiting,
    )


def _by_state(rows: Sequence[OwnRow]) -> list[tuple[Status, list[OwnRow]]]:
    groups = [(status, [row for row in rows if row.status is status]) for status in _ORDER]
    return [(status, found) for status, found in groups if found]


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [home]
