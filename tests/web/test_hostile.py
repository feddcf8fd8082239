"""What somebody tired, hurried or hostile sends: a clear answer, and nothing lost or leaked."""

from urllib.parse import unquote
from uuid import uuid4

import pytest

from register.sessions import find
from register.storage import Storage
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION
from web.signin import local


@pytest.mark.parametrize(
    "url",
    [
        "//kwaad.example",
        "/\\kwaad.example",
        "/\t/kwaad.example",
        "/\n/kwaad.example",
        "https://kwaad.example",
        "javascript:alert(1)",
        "",
        None,
        "/%0d%0aSet-Cookie: a=b",
    ],
)
def test_signing_in_leads_on_to_our_own_pages_only(url: str | None) -> None:
    assert local(url) == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for() -> None:
    page = f"/verklaringen/{uuid4()}/bewerken?soort=woning"
    assert local(page) == page


async def test_a_form_without_its_token_is_refused_in_dutch(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    answer = await mees.post(f"/verklaringen/{uuid4()}/bewerken", data=POSITION)
    assert answer.status_code == 403
    assert "Dit formulier is verlopen" in answer.text


async def test_a_form_of_megabytes_is_refused_in_dutch(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = f"/verklaringen/{uuid4()}/bewerken"
    answer = await post(mees, url, {**POSITION, "explanation": "a" * 2_000_000})
    assert answer.status_code == 413
    assert "Dit is te groot" in answer.text


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(1)", "🏠" * 50, "<script>alert(1)</script>", "' OR 1=1 --", "Łódź ß"],
)
async def test_strange_text_is_kept_as_it_is_and_never_run(sign_in: SignIn, text: str) -> None:
    mees = await sign_in("medewerker")
    url = f"/verklaringen/{uuid4()}/bewerken"
    sent = await post(mees, url, {**POSITION, "organisation": text, "handeling": "indienen"})
    assert sent.status_code == 303
    dossier = await mees.get("/verklaringen/2026-0001")
    assert "<script>alert(1)" not in dossier.text
    if "<" not in text and "'" not in text:
        assert text in dossier.text


@pytest.mark.parametrize("text", ["a\x1bb", "a\u202eb", "a\ufffeb"])
async def test_text_with_signs_that_cannot_be_shown_is_refused(sign_in: SignIn, text: str) -> None:
    mees = await sign_in("medewerker")
    url = f"/verklaringen/{uuid4()}/bewerken"
    answer = await post(mees, url, {**POSITION, "organisation": text, "handeling": "indienen"})
    assert answer.status_code == 422
    assert "Er staat een teken in dat niet kan" in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/verklaringen/2026-9999",
        "/verklaringen/%00",
        "/verklaringen/..%2f..%2fetc",
        "/verklaringen/" + "9" * 500,
        "/verklaringen/nieuw/geheim",
        "/verklaringen/0/bewerken",
        "/verklaringen/00000000-0000-4000-8000-000000000000/bewerken",
        "/verklaringen/00000000-0000-4000-8000-000000000000/bewerken?soort=%00",
        "/vendor/../package.json",
        "/vendor/axe-core/axe.min.js",
        "/static/../app.py",
        "/leveranciers/zoek?veld=wachtwoord",
    ],
)
async def test_an_address_that_leads_nowhere_says_so(sign_in: SignIn, url: str) -> None:
    mees = await sign_in("medewerker")
    answer = await mees.get(url)
    assert answer.status_code == 404, answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("typed", ["", "%", "'", ":*", "a & | !", "\\", "🏠", "x" * 3000])
async def test_the_supplier_search_bears_anything(sign_in: SignIn, typed: str) -> None:
    mees = await sign_in("medewerker")
    answer = await mees.get("/leveranciers/zoek", params={"supplier_zoek": typed})
    assert answer.status_code == 200
    assert "Staat er niet bij" in answer.text


async def test_somebody_elses_concept_cannot_be_read_changed_submitted_or_deleted(
    sign_in: SignIn,
) -> None:
    mees, carla = await sign_in("medewerker"), await sign_in("collega")
    declaration_id = uuid4()
    url = f"/verklaringen/{declaration_id}/bewerken"
    await post(mees, url, {**POSITION, "handeling": "bewaar"})
    stolen = {**POSITION, "organisation": "Van Carla"}
    assert (await carla.get(url)).status_code == 404
    for handeling in ("bewaar", "indienen", "verder"):
        answer = await post(carla, url, {**stolen, "handeling": handeling})
        assert answer.status_code == 404
    concept = f"/verklaringen/{declaration_id}/concept"
    assert (await post(carla, concept, stolen)).status_code == 404
    remove = f"/verklaringen/{declaration_id}/verwijderen"
    assert (await post(carla, remove, {})).status_code == 404
    assert POSITION["organisation"] in (await mees.get(url)).text


async def test_every_answer_carries_the_headers_that_protect_the_reader(
    sign_in: SignIn, storage: Storage
) -> None:
    mees = await sign_in("medewerker")
    for url in ("/", "/bestaat-niet", "/static/favicon.svg", "/gezondheid", "/inloggen"):
        headers = (await mees.get(url)).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert (await mees.get("/")).headers["cache-control"] == "no-store"


async def test_a_session_of_before_signing_in_is_never_adopted(
    sign_in: SignIn, storage: Storage
) -> None:
    nobody = await sign_in(None)
    nobody.cookies.set("sessie", "a-token-that-somebody-else-chose")
    answer = await nobody.get("/")
    assert answer.status_code == 303
    async with storage.transaction() as db:
        assert await find(db, "a-token-that-somebody-else-chose", NOW) is None


async def test_who_has_to_sign_in_first_comes_back_to_the_very_page(sign_in: SignIn) -> None:
    nobody = await sign_in(None)
    page = f"/verklaringen/{uuid4()}/bewerken?soort=woning"
    sent = await nobody.get(page)
    form = await nobody.get(sent.headers["location"])
    assert form.status_code == 200
    assert local(unquote(sent.headers["location"].partition("verder=")[2])) == page
