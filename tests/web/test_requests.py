"""Requests that no browser sends: refused at once, in Dutch, and written in the log."""

import json
from collections.abc import Sequence

import pytest
from sqlmodel import select, update

from register.audit import Event
from register.people import Person
from register.storage import Storage
from tests.conftest import NOW
from tests.web.conftest import SignIn

BOUNDARY = "grens"


def multipart(*parts: tuple[str, str]) -> bytes:
    """Give the body of a form, each part with its own further headers."""
    written = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="veld"\r\n{headers}\r\n{text}\r\n'
        for headers, text in parts
    )
    return f"{written}--{BOUNDARY}--\r\n".encode("latin-1")


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/plain; charset=punycode\r\n",
        "content-type: text/plain;\r\n charset=punycode\r\n",
        'Content-Type: text/plain; CHARSET="unicode_escape"\r\n',
        "Content-Type: text/plain; charset=bogus\r\n",
    ],
)
async def test_a_part_of_a_form_in_another_character_set_is_refused(
    headers: str, sign_in: SignIn
) -> None:
    nobody = await sign_in(None)
    answer = await nobody.post(
        "/uitloggen",
        content=multipart((headers, "a" * 20_000)),
        headers={"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
    )
    assert answer.status_code == 400
    assert "Deze aanvraag klopt niet" in answer.text


@pytest.mark.parametrize("parts", [[("", "a\xff")], [("", "gewoon")]])
async def test_a_form_that_is_not_text_is_refused_and_one_without_token_too(
    parts: Sequence[tuple[str, str]], sign_in: SignIn
) -> None:
    nobody = await sign_in(None)
    answer = await nobody.post(
        "/uitloggen",
        content=multipart(*parts),
        headers={"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
    )
    assert answer.status_code in {400, 403}


async def test_a_refused_request_is_logged_as_what_it_was(
    sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = await sign_in(None)
    refused = await nobody.post("/uitloggen")
    unknown = await nobody.get("/bestaat-niet?naam=geheim")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "{" in line]
    logged = {line["request_id"]: line["status"] for line in lines}
    assert logged[refused.headers["x-request-id"]] == 403
    assert logged[unknown.headers["x-request-id"]] == 404
    assert "geheim" not in str(lines)


async def test_who_left_service_sees_nothing_any_more(
    sign_in: SignIn, storage: Storage, organisation: dict[str, Person]
) -> None:
    mees = await sign_in("medewerker")
    async with storage.transaction() as db:
        await db.exec(
            update(Person)
            .where(Person.staff_number == organisation["medewerker"].staff_number)  # type: ignore[arg-type]
            .values(in_service_until=NOW.date().replace(day=1))
        )
    assert (await mees.get("/")).status_code == 404


async def test_a_static_file_sets_no_cookie(sign_in: SignIn) -> None:
    nobody = await sign_in(None)
    nobody.cookies.clear()
    for url in ("/static/favicon.svg", "/vendor/htmx.org/dist/htmx.min.js", "/gezondheid"):
        assert "set-cookie" not in (await nobody.get(url)).headers


@pytest.mark.parametrize("name", ["%00", "x" * 5_000])
async def test_a_static_file_that_cannot_be_is_not_found(name: str, sign_in: SignIn) -> None:
    nobody = await sign_in(None)
    assert (await nobody.get(f"/static/{name}")).status_code == 404


async def test_the_chain_of_the_office_tells_who_signed_out(
    sign_in: SignIn, storage: Storage
) -> None:
    mees = await sign_in("medewerker")
    token = mees.cookies.get("csrftoken") or ""
    await mees.post("/uitloggen", data={"_csrf_token": token})
    async with storage.transaction() as db:
        actions = (await db.exec(select(Event.action))).all()
    assert list(actions) == ["office.signed_out"]
