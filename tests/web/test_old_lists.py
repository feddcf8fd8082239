"""The bestuurssecretaris takes over an old list; the people it concerns find their concepts."""

import httpx
import pytest
from sqlmodel import col, select

from register.declarations import Declaration
from register.storage import Storage
from tests.conftest import NOW
from tests.register.imports.old_lists import DINNER, old_csv, old_list
from tests.web.conftest import SignIn, post
from tests.web.test_imports import confirm, outcome, waiting
from workflows.declaration_import import import_declarations

URL = "/verklaringen/inlezen"


async def upload(
    client: httpx.AsyncClient, content: bytes, soort: str = "", name: str = "oud.xlsx"
) -> httpx.Response:
    token = client.cookies.get("csrftoken") or ""
    return await client.post(
        URL,
        data={"_csrf_token": token, "soort": soort},
        files={"bestand": (name, content, "application/octet-stream")},
    )


async def concept(storage: Storage) -> Declaration:
    async with storage.transaction() as db:
        found = await db.exec(select(Declaration).where(col(Declaration.origin).is_not(None)))
        return found.one()


async def test_what_was_shown_becomes_concepts_that_their_people_find(
    sign_in: SignIn, storage: Storage
) -> None:
    berend = await sign_in("bestuurssecretaris")
    assert URL in (await berend.get("/register")).text
    url = (await upload(berend, old_list(DINNER))).headers["location"]
    preview = await berend.get(url)
    assert "Mees Medewerker" in preview.text
    assert "De Kwast, Hoorn, 12-05-2019" in preview.text
    mees = await sign_in("medewerker")
    assert "Overgenomen" not in (await mees.get("/")).text
    done = await confirm(berend, url, outcome(preview))
    assert (done.status_code, done.headers["location"]) == (303, "/register")
    assert "De oude lijst is ingelezen." in (await berend.get("/register")).text
    assert await waiting(storage) == 0

    home = (await mees.get("/")).text
    assert "Er staat 1 concept voor je klaar" in home
    assert "Overgenomen uit oud.xlsx, Uitnodigingen, rij 2" in home
    assert "De Kwast, Hoorn, 12-05-2019" in home
    key = (await concept(storage)).id
    form = await mees.get(f"/verklaringen/{key}/bewerken")
    assert "<strong>Overgenomen uit oud.xlsx, Uitnodigingen, rij 2.</strong>" in form.text
    assert 'value="De Kwast"' in form.text
    assert (await berend.get(f"/verklaringen/{key}")).status_code == 404


async def test_the_wish_for_a_type_goes_along_to_the_end(sign_in: SignIn, storage: Storage) -> None:
    berend = await sign_in("bestuurssecretaris")
    vague = old_csv({"Personeelsnummer": "300", "Leverancier": "De Kwast"})
    refused = await upload(berend, vague, name="oud.csv")
    assert refused.status_code == 422
    assert "Kies de soort" in refused.text
    url = (await upload(berend, vague, "prive-leverancier", "oud.csv")).headers["location"]
    preview = await berend.get(url)
    form = {
        "uitkomst": outcome(preview),
        "handeling": "inlezen",
        "soort": preview.text.split('name="soort" value="')[1].split('"')[0],
    }
    assert (await post(berend, url.partition("?")[0], form)).status_code == 303
    assert (await concept(storage)).type == "prive-leverancier"


@pytest.mark.parametrize("soort", ["borrel", "' OR 1=1", "\x00"])
async def test_a_type_that_does_not_exist_is_no_choice(sign_in: SignIn, soort: str) -> None:
    berend = await sign_in("bestuurssecretaris")
    assert (await upload(berend, old_list(DINNER), soort)).status_code == 303


async def test_a_bad_file_is_refused_with_every_bad_cell_and_the_choice_kept(
    sign_in: SignIn, storage: Storage
) -> None:
    berend = await sign_in("bestuurssecretaris")
    wrong = {**DINNER, "Datum": "<b>", "Personeelsnummer": "77"}
    answer = await upload(berend, old_list(DINNER, wrong), "uitnodiging")
    assert answer.status_code == 422
    assert "er staan 2 fouten in het bestand" in answer.text
    assert "&lt;b&gt;" in answer.text
    assert '<option value="uitnodiging" selected>' in answer.text
    assert await waiting(storage) == 0


async def test_an_outcome_that_changed_meanwhile_is_shown_anew(
    sign_in: SignIn, storage: Storage
) -> None:
    berend = await sign_in("bestuurssecretaris")
    other = {**DINNER, "Plaats": "Edam"}
    url = (await upload(berend, old_list(DINNER, other))).headers["location"]
    shown = outcome(await berend.get(url))
    async with storage.transaction() as db:
        await import_declarations(db, None, "a.xlsx", old_list(DINNER), NOW, dry_run=False)
    again = await confirm(berend, url, shown)
    assert again.status_code == 409
    assert "intussen gewijzigd" in again.text
    assert (await confirm(berend, url, outcome(again))).status_code == 303
    assert (await confirm(berend, url, outcome(again))).status_code == 404


async def test_a_file_that_is_not_taken_over_is_thrown_away(
    sign_in: SignIn, storage: Storage
) -> None:
    berend = await sign_in("bestuurssecretaris")
    url = (await upload(berend, old_list(DINNER))).headers["location"]
    assert (await confirm(berend, url, "", "weggooien")).status_code == 303
    assert await waiting(storage) == 0
    assert "Het bestand is niet ingelezen" in (await berend.get("/register")).text


async def test_without_a_file_or_with_one_that_is_too_large_there_is_nothing_to_look_at(
    sign_in: SignIn,
) -> None:
    berend = await sign_in("bestuurssecretaris")
    assert "Kies eerst een bestand." in (await post(berend, URL, {})).text
    answer = await upload(berend, b"x" * (10 * 1024**2 + 1))
    assert answer.status_code in {413, 422}
    assert "te groot" in answer.text


@pytest.mark.parametrize("who", ["medewerker", "beheerder", "directeur"])
async def test_nobody_else_gets_in(sign_in: SignIn, who: str) -> None:
    client = await sign_in(who)
    assert (await client.get(URL)).status_code == 404
    assert (await upload(client, old_list(DINNER))).status_code == 404


async def test_the_way_in_is_only_shown_to_who_may_take_it(sign_in: SignIn) -> None:
    dirk = await sign_in("directeur")
    assert URL not in (await dirk.get("/register")).text
