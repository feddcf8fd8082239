"""Who may open which page: the routes as they are, walked as everybody."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from register.people import Person, actor
from register.permissions import Action, may
from register.storage import Storage
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION

ROUTES = {
    "GET /": "signed_in",
    "GET /beoordelen": Action.REVIEW,
    "GET /code": "signed_in",
    "GET /code/edities": Action.KEEP_CODE,
    "GET /code/edities/{name:str}": Action.KEEP_CODE,
    "POST /code/edities/{name:str}": Action.KEEP_CODE,
    "GET /code/grenzen": Action.KEEP_CODE,
    "POST /code/grenzen/{name:str}": Action.KEEP_CODE,
    "GET /gezondheid": "public",
    "GET /inloggen": "public",
    "GET /register": Action.SEE_REGISTER,
    "POST /register/excel": Action.EXPORT,
    "POST /uitloggen": "public",
    "GET /leveranciers": Action.SEE_SUPPLIERS,
    "GET /leveranciers/inlezen": Action.IMPORT_SUPPLIERS,
    "POST /leveranciers/inlezen": Action.IMPORT_SUPPLIERS,
    "GET /leveranciers/inlezen/{upload_id:uuid}": Action.IMPORT_SUPPLIERS,
    "POST /leveranciers/inlezen/{upload_id:uuid}": Action.IMPORT_SUPPLIERS,
    "GET /leveranciers/zoek": Action.DECLARE,
    "GET /mag-dit": Action.DECLARE,
    "GET /mag-dit/{slug:str}": Action.DECLARE,
    "POST /mag-dit/{slug:str}": Action.DECLARE,
    "POST /mag-dit/{slug:str}/toets": Action.DECLARE,
    "GET /medewerkers": Action.SEE_PEOPLE,
    "GET /medewerkers/inlezen": Action.IMPORT_PEOPLE,
    "POST /medewerkers/inlezen": Action.IMPORT_PEOPLE,
    "GET /medewerkers/inlezen/{upload_id:uuid}": Action.IMPORT_PEOPLE,
    "POST /medewerkers/inlezen/{upload_id:uuid}": Action.IMPORT_PEOPLE,
    "GET /static/{file_path:path}": "public",
    "GET /vendor/{name:path}": "public",
    "GET /verklaringen/nieuw/{slug:str}": Action.DECLARE,
    "GET /verklaringen/{declaration_id:uuid}/bewerken": Action.DECLARE,
    "POST /verklaringen/{declaration_id:uuid}/beeindigen": Action.DECLARE,
    "POST /verklaringen/{declaration_id:uuid}/besluit": Action.REVIEW,
    "POST /verklaringen/{declaration_id:uuid}/bewerken": "typist",
    "POST /verklaringen/{declaration_id:uuid}/concept": "typist",
    "POST /verklaringen/{declaration_id:uuid}/intrekken": Action.DECLARE,
    "POST /verklaringen/{declaration_id:uuid}/signalen/{signal_id:int}": Action.SETTLE_SIGNALS,
    "POST /verklaringen/{declaration_id:uuid}/verwijderen": Action.DECLARE,
    "POST /verklaringen/{declaration_id:uuid}/verzoeken/{request_id:int}": Action.DECLARE,
    "GET /verklaringen/{key:str}": Action.SEE_DECLARATION,
    "GET /verklaringen/{key:str}/ingediend": Action.DECLARE,
}
"""Every route, and who may open it: a row of the permissions, or everybody."""

CAST = (
    "medewerker",
    "collega",
    "zonder",
    "leidinggevende",
    "bestuurssecretaris",
    "directeur",
    "rvt",
    "beheerder",
    "accountant",
)


def handlers(application: Litestar) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in application.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods - {"HEAD", "OPTIONS"}:
                    yield f"{method} {route.path}", handler


def access(handler: HTTPRouteHandler) -> object:
    for word in ("public", "signed_in", "typist"):
        if handler.opt.get(word):
            return word
    return handler.opt.get("action")


def test_every_route_is_listed_with_who_may_open_it(application: Litestar) -> None:
    assert {name: access(handler) for name, handler in handlers(application)} == ROUTES


def test_signing_in_by_choosing_somebody_does_not_exist_outside_the_demo(
    application: Litestar,
) -> None:
    assert "POST /inloggen" not in dict(handlers(application))


async def knock(client: httpx.AsyncClient, route: str, declaration_id: UUID) -> httpx.Response:
    """Open a route that is about this declaration."""
    method, path = route.split(" ")
    filled = (
        path.replace("{declaration_id:uuid}", str(declaration_id))
        .replace("{upload_id:uuid}", str(uuid4()))
        .replace("{signal_id:int}", "1")
        .replace("{request_id:int}", "1")
        .replace("{key:str}", "2026-0001")
        .replace("{slug:str}", "nevenfunctie")
        .replace("edities/{name:str}", "edities/1")
        .replace("{name:str}", "decision_days")
        .replace("{name:path}", "htmx.org/dist/htmx.min.js")
        .replace("{file_path:path}", "favicon.svg")
    )
    return await client.get(filled) if method == "GET" else await post(client, filled, {})


@pytest.mark.parametrize("route", ROUTES)
async def test_a_page_is_there_for_whom_the_table_names_and_for_nobody_else(
    route: str, sign_in: SignIn, storage: Storage, organisation: dict[str, Person]
) -> None:
    """The dossier of *medewerker*, under review by *leidinggevende*, stands for them all."""
    mees = await sign_in("medewerker")
    declaration_id = uuid4()
    url = f"/verklaringen/{declaration_id}/bewerken"
    await post(mees, url, {**POSITION, "handeling": "indienen"})
    allowed = ROUTES[route]
    for who in CAST:
        async with storage.transaction() as db:
            visitor = await actor(db, organisation[who].key, NOW.date())
        assert visitor is not None
        client = await sign_in(who)
        answer = await knock(client, route, declaration_id)
        if isinstance(allowed, Action) and not may(visitor, allowed):
            assert answer.status_code == 404, who
        elif "{" not in route:
            assert answer.status_code in {200, 303, 422}, who
        elif route in OTHERS:
            assert (answer.status_code == 404) is (who not in OTHERS[route]), who
        assert answer.status_code < 500, who


OTHERS = {
    "GET /code/edities/{name:str}": {"bestuurssecretaris"},
    "POST /code/edities/{name:str}": {"bestuurssecretaris"},
    "GET /verklaringen/{key:str}": {
        "medewerker",
        "leidinggevende",
        "bestuurssecretaris",
        "directeur",
    },
    "GET /verklaringen/{declaration_id:uuid}/bewerken": {"medewerker"},
    "POST /verklaringen/{declaration_id:uuid}/intrekken": {"medewerker"},
    "POST /verklaringen/{declaration_id:uuid}/verwijderen": {"medewerker"},
    "POST /verklaringen/{declaration_id:uuid}/beeindigen": {"medewerker"},
    "POST /verklaringen/{declaration_id:uuid}/bewerken": set(),
    "POST /verklaringen/{declaration_id:uuid}/concept": set(),
    "POST /verklaringen/{declaration_id:uuid}/besluit": {"leidinggevende"},
    "POST /verklaringen/{declaration_id:uuid}/signalen/{signal_id:int}": set(),
    "POST /verklaringen/{declaration_id:uuid}/verzoeken/{request_id:int}": set(),
}
"""For whom the page of somebody's submitted declaration is there; it is *medewerker*'s own."""


@pytest.mark.parametrize("route", [route for route, who in ROUTES.items() if who != "public"])
async def test_who_has_not_signed_in_is_sent_to_sign_in(route: str, sign_in: SignIn) -> None:
    nobody = await sign_in(None)
    answer = await knock(nobody, route, uuid4())
    if ROUTES[route] == "typist":
        assert answer.status_code in {303, 404}
        return
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/inloggen")


async def test_a_page_that_may_not_be_seen_looks_like_one_that_does_not_exist(
    sign_in: SignIn,
) -> None:
    mees, carla = await sign_in("medewerker"), await sign_in("collega")
    url = f"/verklaringen/{uuid4()}/bewerken"
    await post(mees, url, {**POSITION, "handeling": "indienen"})
    hidden = await carla.get("/verklaringen/2026-0001")
    absent = await carla.get("/verklaringen/2026-0002")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text == absent.text
