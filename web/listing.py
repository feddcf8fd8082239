"""`/medewerkers` and `/leveranciers`: the lists that the register leans on, to search."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.imports.uploads import clear_away
from register.lists import Place, Side, people_page, suppliers_page
from register.permissions import Action, may
from register.settings import Settings
from web.page import CurrentPage, Db, Now, WebRequest

SEARCH_LENGTH = 200


@get("/medewerkers", opt={"action": Action.SEE_PEOPLE})
async def people(request: WebRequest, page: CurrentPage, db: Db, now: Now) -> Template:
    """List the people of the register by surname, with what HR says of them."""
    await clear_away(db, now)
    searched = _searched(request.query_params)
    found = await people_page(db, searched, _place(request.query_params), page.today)
    return page.render(
        "people.html",
        searched=searched,
        found=found,
        may_import=may(page.actor, Action.IMPORT_PEOPLE),
        previous_url=_link("/medewerkers", searched, found.previous),
        next_url=_link("/medewerkers", searched, found.next),
    )


@get("/leveranciers", opt={"action": Action.SEE_SUPPLIERS})
async def suppliers(request: WebRequest, page: CurrentPage, db: Db, now: Now) -> Template:
    """List the suppliers of the register by name, with what purchasing says of them."""
    await clear_away(db, now)
    searched = _searched(request.query_params)
    found = await suppliers_page(db, searched, _place(request.query_params))
    return page.render(
        "suppliers.html",
        searched=searched,
        found=found,
        may_import=may(page.actor, Action.IMPORT_SUPPLIERS),
        previous_url=_link("/leveranciers", searched, found.previous),
        next_url=_link("/leveranciers", searched, found.next),
    )


def _searched(query: Mapping[str, str]) -> str:
    return query.get("zoek", "").strip()[:SEARCH_LENGTH]


def _place(query: Mapping[str, str]) -> Place | None:
    """Give the place that a URL names; a number that is not there is the start of the list."""
    for side in Side:
        if number := query.get(side.value, "").replace("\x00", ""):
            return Place(side, number)
    return None


def _link(url: str, searched: str, place: Place | None) -> str | None:
    if place is None:
        return None
    query = {"zoek": searched} if searched else {}
    return f"{url}?{urlencode({**query, place.side.value: place.number})}"


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [people, suppliers]
