"""Files over HTTP: sent with a form, kept whatever else is wrong, and fetched to be saved."""

import asyncio
import re
from urllib.parse import unquote
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from register.attachments import LARGEST
from register.storage import Storage
from tests.web.conftest import SignIn
from tests.web.test_journey import POSITION
from tests.workflows.papers import DOCX, JPG, PDF, PNG, large_pdf
from web.attachments import disposition

Sent = list[tuple[str, tuple[str, bytes, str]]]


def files(*named: tuple[str, bytes]) -> Sent:
    """Give files as a browser sends them, of whatever type it thinks they are."""
    return [("bijlage", (name, content, "text/html")) for name, content in named]


async def send(
    client: httpx.AsyncClient, url: str, sent: Sent, *, smoothly: bool = False, **typed: str
) -> httpx.Response:
    """Send the form of a declaration with files."""
    token = client.cookies.get("csrftoken") or ""
    headers = {"hx-request": "true"} if smoothly else {}
    data = {"_csrf_token": token, **POSITION, **typed}
    return await client.post(url, data=data, files=sent, headers=headers)


def form_of(key: UUID) -> str:
    return f"/verklaringen/{key}/bewerken"


def names(page: str) -> list[str]:
    """Give the files that a page links to."""
    return re.findall(r'href="/bijlagen/[^"]+">([^<]+)</a>', page)


def link(page: str, name: str) -> str:
    """Give the address of a file on a page."""
    found = re.search(rf'href="(/bijlagen/[^"]+)">{re.escape(name)}<', page)
    assert found
    return found[1]


async def declared(client: httpx.AsyncClient, *named: tuple[str, bytes]) -> str:
    """Submit a declaration with files; give the address of its dossier."""
    answer = await send(client, form_of(uuid4()), files(*named), handeling="indienen")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removesuffix("/ingediend")


async def test_files_go_with_whatever_button_is_pressed(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    answer = await send(mees, url, files(("offerte.pdf", PDF)), handeling="bijlagen")
    assert answer.headers["location"] == f"{url}#bijlage"
    await send(mees, url, files(("foto.jpg", JPG)), handeling="verder")
    await send(mees, url, files(("brief.docx", DOCX)), handeling="bewaar")
    page = (await mees.get(url)).text
    assert sorted(names(page)) == ["brief.docx", "foto.jpg", "offerte.pdf"]
    answer = await send(mees, url, files(("plan.png", PNG)), handeling="indienen")
    dossier = (await mees.get(answer.headers["location"].removesuffix("/ingediend"))).text
    assert sorted(names(dossier)) == ["brief.docx", "foto.jpg", "offerte.pdf", "plan.png"]


async def test_a_file_that_cannot_be_is_told_by_name_and_nothing_else_is_lost(
    sign_in: SignIn,
) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    sent = files(("offerte.pdf", PDF), ("leeg.pdf", b""), ("<b>virus</b>.pdf", b"MZ"))
    answer = await send(mees, url, sent, handeling="indienen", position="Wielerploegleider")
    assert answer.status_code == 422
    assert "Fout: " in answer.text
    assert answer.text.count("leeg.pdf: Dit bestand is leeg.") == 2
    assert "b_.pdf: Dit is een programma." in answer.text
    assert "<b>virus" not in answer.text
    page = (await mees.get(url)).text
    assert names(page) == ["offerte.pdf"]
    assert "Wielerploegleider" in page


async def test_a_form_that_has_to_be_mended_keeps_its_files(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    sent = files(("offerte.pdf", PDF))
    answer = await send(mees, url, sent, handeling="indienen", hours_per_week="veel")
    assert answer.status_code == 422
    assert names(answer.text) == ["offerte.pdf"]


async def test_sending_the_same_file_twice_submits_all_the_same(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    await send(mees, url, files(("offerte.pdf", PDF)), handeling="bijlagen")
    answer = await send(mees, url, files(("offerte.pdf", PDF)), handeling="indienen")
    assert answer.status_code == 303
    assert names((await mees.get(answer.headers["location"].removesuffix("/ingediend"))).text) == [
        "offerte.pdf"
    ]


async def test_with_javascript_files_are_added_and_taken_away_in_pieces(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    key = uuid4()
    url = f"/verklaringen/{key}/bijlagen"
    sent = files(("offerte.pdf", PDF), ("leeg.pdf", b""))
    answer = await send(mees, url, sent, smoothly=True)
    assert answer.status_code == 200
    assert names(answer.text) == ["offerte.pdf"]
    assert "leeg.pdf: Dit bestand is leeg." in answer.text
    assert "Toegevoegd: offerte.pdf. Concept bewaard om" in answer.text
    again = await send(mees, url, files(("offerte.pdf", PDF)), smoothly=True)
    assert "Stond er al: offerte.pdf." in again.text
    gone = link(answer.text, "offerte.pdf").removeprefix("/bijlagen/")
    answer = await send(mees, f"{url}/{gone}/verwijderen", [], smoothly=True)
    assert names(answer.text) == []
    assert "Weggehaald: offerte.pdf." in answer.text


async def test_without_javascript_a_file_is_taken_away_and_what_was_typed_kept(
    sign_in: SignIn,
) -> None:
    mees = await sign_in("medewerker")
    key = uuid4()
    await send(mees, form_of(key), files(("offerte.pdf", PDF)), handeling="bijlagen")
    gone = link((await mees.get(form_of(key))).text, "offerte.pdf").removeprefix("/bijlagen/")
    url = f"/verklaringen/{key}/bijlagen/{gone}/verwijderen"
    answer = await send(mees, url, files(("foto.png", PNG)), position="Ploegleider")
    assert answer.headers["location"] == f"{form_of(key)}#bijlage"
    page = (await mees.get(form_of(key))).text
    assert names(page) == ["foto.png"]
    assert "Ploegleider" in page
    answer = await send(mees, url, files(("leeg.pdf", b"")))
    assert answer.status_code == 422
    assert "leeg.pdf: Dit bestand is leeg." in answer.text


async def test_after_submission_files_are_refused_in_a_sentence(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    key = uuid4()
    await send(mees, form_of(key), [], handeling="indienen")
    url = f"/verklaringen/{key}/bijlagen"
    answer = await send(mees, url, files(("offerte.pdf", PDF)), smoothly=True)
    assert "Je hebt deze verklaring al ingediend." in answer.text
    gone = f"{url}/{uuid4()}/verwijderen"
    assert "al ingediend" in (await send(mees, gone, [], smoothly=True)).text
    assert (await send(mees, gone, [])).headers["location"] == f"/verklaringen/{key}"


async def test_somebody_else_neither_adds_files_nor_takes_them_away(sign_in: SignIn) -> None:
    mees, carla = await sign_in("medewerker"), await sign_in("collega")
    key = uuid4()
    await send(mees, form_of(key), files(("offerte.pdf", PDF)), handeling="bijlagen")
    gone = link((await mees.get(form_of(key))).text, "offerte.pdf").removeprefix("/bijlagen/")
    url = f"/verklaringen/{key}/bijlagen"
    for other in (url, f"{url}/{gone}/verwijderen", form_of(key)):
        assert (await send(carla, other, files(("foto.png", PNG)))).status_code == 404
    assert names((await mees.get(form_of(key))).text) == ["offerte.pdf"]


@pytest.mark.parametrize("content", [PDF, large_pdf(700_000)], ids=["small", "large"])
async def test_a_file_is_sent_to_be_saved_and_never_shown(sign_in: SignIn, content: bytes) -> None:
    mees, lies = await sign_in("medewerker"), await sign_in("leidinggevende")
    dossier = await declared(mees, ('één "mooie" offerte.pdf', content))
    answer = await lies.get(link((await lies.get(dossier)).text, "één _mooie_ offerte.pdf"))
    assert answer.content == content
    headers = answer.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(content))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"
    assert "sandbox" in headers["content-security-policy"]
    assert "script" not in headers["content-security-policy"]
    assert headers["content-disposition"] == (
        'attachment; filename="__n _mooie_ offerte.pdf"; '
        "filename*=UTF-8''%C3%A9%C3%A9n%20_mooie_%20offerte.pdf"
    )


async def test_a_file_that_may_not_be_fetched_looks_like_one_that_does_not_exist(
    sign_in: SignIn,
) -> None:
    mees, carla = await sign_in("medewerker"), await sign_in("collega")
    url = link((await mees.get(await declared(mees, ("offerte.pdf", PDF)))).text, "offerte.pdf")
    hidden, absent = await carla.get(url), await carla.get(f"/bijlagen/{uuid4()}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text == absent.text
    nobody = await sign_in(None)
    assert (await nobody.get(url)).headers["location"].startswith("/inloggen")


@pytest.mark.parametrize("name", ["a.pdf", 'a"b;c.pdf', "a\\b%41.pdf", "één 🏠 ©.pdf", "x=y'z.pdf"])
def test_the_name_in_the_header_is_the_name_of_the_file(name: str) -> None:
    told = disposition(name)
    assert told.isascii()
    assert told.count('"') == 2
    assert unquote(told.partition("filename*=UTF-8''")[2]) == name


async def test_the_form_sends_no_more_than_ten_large_files_at_once(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    token = mees.cookies.get("csrftoken") or ""
    answer = await mees.post(
        form_of(uuid4()),
        content=b"",
        headers={
            "content-type": "multipart/form-data; boundary=grens",
            "content-length": str(11 * LARGEST),
            "x-csrftoken": token,
        },
    )
    assert answer.status_code == 413
    assert "Dit is te groot" in answer.text


async def test_a_file_that_is_too_large_is_told_by_name(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    answer = await send(mees, url, files(("film.pdf", large_pdf(LARGEST + 1))))
    assert answer.status_code == 422
    assert "film.pdf: Dit bestand is groter dan 10 MiB." in answer.text


@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
async def test_half_an_upload_leaves_nothing(
    share: float, application: Litestar, sign_in: SignIn, storage: Storage
) -> None:
    """The browser stops halfway; the server is told so and nothing was begun."""
    mees = await sign_in("medewerker")
    key = uuid4()
    request = mees.build_request(
        "POST",
        form_of(key),
        data={"_csrf_token": mees.cookies.get("csrftoken") or "", **POSITION},
        files=files(("offerte.pdf", large_pdf(900_000))),
    )
    body = await request.aread()
    cut = body[: int(len(body) * share)]
    request.headers["content-length"] = str(len(cut))
    answer = await mees.send(
        httpx.Request("POST", request.url, headers=request.headers, content=cut)
    )
    assert answer.status_code == 400
    assert "Deze aanvraag klopt niet" in answer.text
    assert (await mees.get(f"/verklaringen/{key}")).status_code == 404


async def test_files_that_come_in_at_once_are_all_kept_once(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    url = form_of(uuid4())
    await send(mees, url, [])
    sent = [files(("a.pdf", PDF)), files(("a.pdf", PDF)), files(("b.png", PNG))]
    await asyncio.gather(*(send(mees, url, each, handeling="bijlagen") for each in sent))
    assert sorted(names((await mees.get(url)).text)) == ["a.pdf", "b.png"]
