"""`/leveranciers/zoek`: the suppliers to choose from while somebody types a name."""

from collections.abc import Sequence

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.errors import NotFound
from register.permissions import Action
from register.settings import Settings
from register.types import TYPES
from register.types.codes import KnownSupplier
from web.forms import choices, supplier_options
from web.page import CurrentPage, Db, WebRequest

SUPPLIER_FIELDS = frozenset(
    asked.name
    for kind in TYPES.values()
    for asked in kind.fields
    if isinstance(asked.kind, KnownSupplier)
)


@get("/leveranciers/zoek", opt={"action": Action.DECLARE})
async def search(
    request: WebRequest, page: CurrentPage, db: Db, veld: FromQuery[str] = "supplier"
) -> Template:
    """Give the choices of a supplier field for what was typed.

    Raises:
        NotFound: there is no such field.
    """
    if veld not in SUPPLIER_FIELDS:
        raise NotFound
    searched = request.query_params.get(f"{veld}_zoek", "")
    chosen = request.query_params.get(veld, "")
    offered = await supplier_options(db, searched, chosen)
    return page.render(
        "supplier_search.html",
        f={
            "name": veld,
            "label": "Leverancier",
            "options": choices(offered),
            "value": chosen,
            "search": searched,
            "truncated": offered.truncated,
        },
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [search]
