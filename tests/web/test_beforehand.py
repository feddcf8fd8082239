"""Asking beforehand whether something is allowed: the same answer, and nothing is kept."""

import re

import pytest
from sqlalchemy import text

from register.schema import METADATA
from register.storage import Storage
from register.types import TYPES
from tests.register.types.answers import COMPLETE
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION

IN_WORKING_HOURS = {**POSITION, "during_working_hours": "ja"}
MINE = {"declaration", "event", "revision", "finding", "signal", "party_key"}


async def held(storage: Storage) -> dict[str, list[str]]:
    """Give everything that the database holds, by table."""
    async with storage.transaction() as db:
        connection = await db.connection()
        return {
            table: sorted(
                str(row) for row in await connection.execute(text(f"SELECT * FROM {table}"))
            )
            for table in METADATA.tables
        }


async def test_the_first_page_leads_to_a_form_of_every_type(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    page = await mees.get("/mag-dit")
    assert re.findall(r'href="/mag-dit/([^"]+)"', page.text) == list(TYPES)
    for slug in TYPES:
        assert (await mees.get(f"/mag-dit/{slug}")).status_code == 200


@pytest.mark.parametrize("slug", list(TYPES))
async def test_asking_keeps_nothing_at_all(sign_in: SignIn, storage: Storage, slug: str) -> None:
    mees = await sign_in("medewerker")
    before = await held(storage)
    assert before.keys() >= MINE
    await mees.get("/mag-dit")
    await mees.get(f"/mag-dit/{slug}")
    for url in (f"/mag-dit/{slug}", f"/mag-dit/{slug}/toets?veld=explanation"):
        asked = await post(mees, url, {**COMPLETE[slug], "explanation": "Zeg het niet verder."})
        assert asked.status_code == 200, asked.text
        assert "Toets aan de code" in asked.text
    assert await held(storage) == before


async def test_the_answer_is_that_of_the_form_and_tells_what_would_have_to_be_explained(
    sign_in: SignIn,
) -> None:
    mees = await sign_in("medewerker")
    for url in ("/mag-dit/nevenfunctie", "/mag-dit/nevenfunctie/toets"):
        asked = await post(mees, url, IN_WORKING_HOURS)
        assert "Je doet dit werk (deels) in werktijd." in asked.text
        assert "Als je dit meldt, leg je het uit." in asked.text
        assert "Ook de bestuurssecretaris kijkt mee." in asked.text
        assert "uitleg-NF-2" not in asked.text, "nothing has to be explained yet"


async def test_what_is_empty_is_no_mistake_and_what_cannot_be_read_is(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    empty = await post(mees, "/mag-dit/nevenfunctie", {"organisation": "Speeltuin"})
    assert empty.status_code == 200
    assert "foutoverzicht" not in empty.text
    wrong = await post(mees, "/mag-dit/nevenfunctie", {**POSITION, "hours_per_week": "honderd"})
    assert wrong.status_code == 422
    assert 'href="#hours_per_week"' in wrong.text
    assert 'value="honderd"' in wrong.text
    piece = await post(
        mees, "/mag-dit/nevenfunctie/toets?veld=hours_per_week", {"hours_per_week": "honderd"}
    )
    assert piece.status_code == 200
    assert "Vul een getal in, zoals 7,5." in piece.text


async def test_it_becomes_a_concept_with_all_that_was_typed(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    asked = await post(mees, "/mag-dit/nevenfunctie", IN_WORKING_HOURS)
    [url] = re.findall(r'formaction="(/verklaringen/[^"]+/bewerken)"', asked.text)
    made = await post(mees, url, {**IN_WORKING_HOURS, "handeling": "verder"})
    assert made.status_code == 200
    assert 'name="uitleg-NF-2"' in made.text
    again = await mees.get(url)
    assert POSITION["organisation"] in again.text
    assert "Verder met dit concept" in (await mees.get("/")).text


async def test_antikraak_is_told_at_once_with_what_can_be_done_instead(sign_in: SignIn) -> None:
    mees = await sign_in("medewerker")
    typed = {"occupant": "kind", "tenure": "antikraak", "owner": "intermaris"}
    asked = await post(mees, "/mag-dit/woning/toets?veld=owner", typed)
    assert "Hier kan niemand toestemming voor geven." in asked.text
    assert "Zoek een antikraakwoning of tijdelijke woning van een andere eigenaar" in asked.text
    other = await post(mees, "/mag-dit/woning/toets?veld=owner", {**typed, "owner": "ander"})
    assert "Hier kan niemand toestemming voor geven." not in other.text
    assert "Dit hoef je niet te melden." in other.text


@pytest.mark.parametrize("slug", ["geheim", "nevenfunctie%00", "..%2f..%2fcode", "x" * 3000])
async def test_a_type_that_does_not_exist_is_not_found(sign_in: SignIn, slug: str) -> None:
    mees = await sign_in("medewerker")
    assert (await mees.get(f"/mag-dit/{slug}")).status_code == 404
    assert (await post(mees, f"/mag-dit/{slug}", {})).status_code == 404
    assert (await post(mees, f"/mag-dit/{slug}/toets", {})).status_code == 404


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "<script>alert(1)</script>", "🏠" * 30_000])
async def test_it_bears_whatever_is_typed(sign_in: SignIn, sign: str) -> None:
    mees = await sign_in("medewerker")
    for url in ("/mag-dit/nevenfunctie", "/mag-dit/nevenfunctie/toets?veld=organisation"):
        asked = await post(mees, url, {**POSITION, "organisation": sign, "veld": sign[:10]})
        assert asked.status_code in {200, 422}
        assert "<script>alert" not in asked.text


async def test_whose_session_ran_out_is_asked_to_sign_in(sign_in: SignIn) -> None:
    nobody = await sign_in(None)
    asked = await post(nobody, "/mag-dit/nevenfunctie", POSITION)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/inloggen")


async def test_the_menu_and_the_first_page_lead_there_for_who_may_declare(sign_in: SignIn) -> None:
    mees, ank = await sign_in("medewerker"), await sign_in("accountant")
    page = (await mees.get("/")).text
    assert page.count('href="/mag-dit"') == 3
    assert 'href="/mag-dit"' not in (await ank.get("/")).text
