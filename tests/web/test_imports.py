"""An administrator uploads a list, sees what changes, and confirms exactly that."""

from datetime import timedelta

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlmodel import select

from register.audit import Event
from register.imports import import_people
from register.imports.uploads import KEPT_FOR
from register.people import Person
from register.storage import Storage
from tests.conftest import NOW
from tests.register.imports.files import ANNA, BRAM, VERF, people, suppliers
from tests.web.conftest import SignIn, post


async def upload(
    client: httpx.AsyncClient, content: bytes, url: str = "/medewerkers/inlezen"
) -> httpx.Response:
    token = client.cookies.get("csrftoken") or ""
    return await client.post(
        url,
        data={"_csrf_token": token},
        files={"bestand": ("hr.csv", content, "text/csv")},
    )


def outcome(preview: httpx.Response) -> str:
    return preview.text.split('name="uitkomst" value="')[1].split('"')[0]


async def confirm(
    client: httpx.AsyncClient, url: str, shown: str, doing: str = "inlezen"
) -> httpx.Response:
    return await post(client, url, {"uitkomst": shown, "handeling": doing})


async def names(storage: Storage) -> set[str]:
    async with storage.transaction() as db:
        return set(await db.exec(select(Person.first_name)))


async def waiting(storage: Storage) -> int:
    async with storage.transaction() as db:
        counted = await (await db.connection()).execute(text("SELECT count(*) FROM upload"))
        return int(counted.scalar_one())


async def test_what_was_shown_is_what_is_imported_by_whom_it_was_shown_to(
    sign_in: SignIn, storage: Storage
) -> None:
    bob = await sign_in("beheerder")
    answer = await upload(bob, people(ANNA, BRAM))
    assert answer.status_code == 303
    url = answer.headers["location"]
    preview = await bob.get(url)
    assert "Bram de Boer" in preview.text
    assert "Staat niet in dit bestand" in preview.text
    assert "Anna" not in await names(storage)
    done = await confirm(bob, url, outcome(preview))
    assert (done.status_code, done.headers["location"]) == (303, "/medewerkers")
    assert {"Anna", "Bram"} <= await names(storage)
    assert await waiting(storage) == 0
    assert "Het bestand is ingelezen." in (await bob.get("/medewerkers")).text
    async with storage.transaction() as db:
        event = (await db.exec(select(Event).order_by(text("seq DESC")))).first()
    assert event is not None
    assert (event.action, event.actor) == ("office.people_imported", "130")


async def test_a_second_confirmation_imports_nothing_more(
    sign_in: SignIn, storage: Storage
) -> None:
    bob = await sign_in("beheerder")
    url = (await upload(bob, people(ANNA))).headers["location"]
    shown = outcome(await bob.get(url))
    assert (await confirm(bob, url, shown)).status_code == 303
    assert (await confirm(bob, url, shown)).status_code == 404


async def test_an_outcome_that_changed_meanwhile_is_shown_anew_and_not_imported(
    sign_in: SignIn, storage: Storage
) -> None:
    bob = await sign_in("beheerder")
    url = (await upload(bob, people(ANNA, BRAM))).headers["location"]
    shown = outcome(await bob.get(url))
    async with storage.transaction() as db:
        await import_people(db, None, "hr.csv", people(ANNA), NOW, dry_run=False)
    again = await confirm(bob, url, shown)
    assert again.status_code == 409
    assert "intussen gewijzigd" in again.text
    assert "Bram" not in await names(storage)
    assert (await confirm(bob, url, outcome(again))).status_code == 303
    assert "Bram" in await names(storage)


async def test_a_file_that_is_not_confirmed_is_thrown_away(
    sign_in: SignIn, storage: Storage
) -> None:
    bob = await sign_in("beheerder")
    url = (await upload(bob, people(ANNA))).headers["location"]
    shown = outcome(await bob.get(url))
    assert (await confirm(bob, url, shown, "weggooien")).status_code == 303
    assert await waiting(storage) == 0
    assert "Anna" not in await names(storage)


async def test_a_new_upload_takes_the_place_of_the_last(sign_in: SignIn, storage: Storage) -> None:
    bob = await sign_in("beheerder")
    first = (await upload(bob, people(ANNA))).headers["location"]
    await upload(bob, people(BRAM | {"Leidinggevende": ""}))
    assert await waiting(storage) == 1
    assert (await bob.get(first)).status_code == 404


async def test_an_upload_is_kept_for_an_hour(
    sign_in: SignIn, storage: Storage, application: Litestar
) -> None:
    bob = await sign_in("beheerder")
    url = (await upload(bob, people(ANNA))).headers["location"]
    application.state.clock = lambda: NOW + KEPT_FOR - timedelta(seconds=1)
    shown = outcome(await bob.get(url))
    application.state.clock = lambda: NOW + KEPT_FOR
    assert (await bob.get(url)).status_code == 404
    assert (await confirm(bob, url, shown)).status_code == 404
    await bob.get("/leveranciers")
    assert await waiting(storage) == 0


async def test_an_upload_is_only_there_for_who_sent_it(
    sign_in: SignIn, storage: Storage, organisation: dict[str, Person]
) -> None:
    bob = await sign_in("beheerder")
    url = (await upload(bob, people(ANNA))).headers["location"]
    async with storage.transaction() as db:
        await (await db.connection()).execute(
            text(
                "INSERT INTO office (person_id, office, starts_on) "
                f"VALUES ({organisation['collega'].key}, 'beheerder', '2020-01-01')"
            )
        )
    carla = await sign_in("collega")
    assert (await carla.get(url)).status_code == 404
    assert (await confirm(carla, url, "x", "weggooien")).status_code == 303
    assert await waiting(storage) == 1
    wrong_list = url.replace("medewerkers", "leveranciers")
    assert (await bob.get(wrong_list)).status_code == 404


async def test_a_bad_file_is_refused_with_every_bad_cell(sign_in: SignIn, storage: Storage) -> None:
    bob = await sign_in("beheerder")
    answer = await upload(bob, people(ANNA, {**BRAM, "E-mail": "<b>", "Rollen": "koning"}))
    assert answer.status_code == 422
    assert "er staan 2 fouten in het bestand" in answer.text
    assert "&lt;b&gt;" in answer.text
    assert "De rol &#39;koning&#39; bestaat niet" in answer.text
    assert await waiting(storage) == 0


async def test_without_a_file_there_is_nothing_to_look_at(sign_in: SignIn) -> None:
    bob = await sign_in("beheerder")
    answer = await post(bob, "/medewerkers/inlezen", {})
    assert answer.status_code == 422
    assert "Kies eerst een bestand." in answer.text


@pytest.mark.parametrize("beyond", [1, 100_000])
async def test_a_file_that_is_too_large_is_refused(sign_in: SignIn, beyond: int) -> None:
    bob = await sign_in("beheerder")
    answer = await upload(bob, b"x" * (10 * 1024**2 + beyond))
    assert answer.status_code in {413, 422}
    assert "te groot" in answer.text


async def test_suppliers_are_uploaded_in_the_same_way(sign_in: SignIn) -> None:
    bob = await sign_in("beheerder")
    answer = await upload(bob, suppliers(VERF), "/leveranciers/inlezen")
    url = answer.headers["location"]
    assert (await confirm(bob, url, outcome(await bob.get(url)))).status_code == 303
    page = await bob.get("/leveranciers", params={"zoek": "verf"})
    assert "Verf &amp; Zn. B.V." in page.text
    assert "1 leverancier gevonden." in page.text


async def test_who_may_see_the_list_but_not_change_it_gets_no_way_in(sign_in: SignIn) -> None:
    berend = await sign_in("bestuurssecretaris")
    page = await berend.get("/medewerkers")
    assert page.status_code == 200
    assert "/medewerkers/inlezen" not in page.text
    assert (await berend.get("/medewerkers/inlezen")).status_code == 404
    assert (await upload(berend, people(ANNA))).status_code == 404
