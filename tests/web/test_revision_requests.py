"""Who was asked to revise finds it, reads what departs, and answers, without JavaScript."""

from html import unescape
from uuid import UUID

import httpx
import pytest

from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.web.test_policy_page import seen
from tests.workflows.desk import Desk
from tests.workflows.edition_two import TOLD, publish
from tests.workflows.test_requesting import ANSWER, MESSAGE, SINCE, asked, revision

pytestmark = pytest.mark.storage

QUESTION = "Wil je deze verklaring opnieuw bekijken?"


@pytest.fixture
def desk(
    storage: Storage, organisation: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A desk that knows of an edition that still has to begin."""
    publish(monkeypatch, SINCE)
    return Desk(storage, organisation)


@pytest.fixture
async def key(desk: Desk) -> UUID:
    """An approved declaration whose declarant was asked to look at it again."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    await asked(desk, await revision(desk, key))
    return key


async def answer(client: httpx.AsyncClient, key: UUID, typed: str = ANSWER) -> httpx.Response:
    """Answer the first request of the database."""
    return await post(client, f"/verklaringen/{key}/verzoeken/1", {"verzoek_1_antwoord": typed})


async def test_the_declarant_finds_it_on_the_first_page_and_in_the_dossier(
    sign_in: SignIn, key: UUID
) -> None:
    mees = await sign_in("medewerker")
    home = (await mees.get("/")).text
    assert QUESTION in home
    assert 'href="/verklaringen/2026-0001#verzoek-1"' in home
    dossier = (await mees.get("/verklaringen/2026-0001")).text
    assert 'id="verzoek-1"' in dossier
    text = seen(dossier)
    assert f"{QUESTION} {' '.join(MESSAGE.split())}" in text
    departs = f"Dan wijkt dit af: Pas toe of leg uit NF-7 {TOLD}"
    assert f"Vanaf 9 mei 2026 geldt editie 2 van de code. {departs}" in text
    assert "klik onderaan op Dit is geëindigd" in text
    assert 'href="/verklaringen/nieuw/nevenfunctie"' in dossier
    assert "Wat is jouw antwoord?" in text


async def test_what_can_be_done_follows_the_state(sign_in: SignIn, desk: Desk) -> None:
    waiting, unanswered = await desk.declared(), await desk.declared()
    await desk.decide("leidinggevende", unanswered, "aanvullen")
    await asked(desk, await revision(desk, waiting), await revision(desk, unanswered))
    mees = await sign_in("medewerker")
    told = seen((await mees.get("/verklaringen/2026-0001")).text)
    assert "klik onderaan op Verklaring intrekken" in told
    told = seen((await mees.get("/verklaringen/2026-0002")).text)
    assert "Pas het aan als je de verklaring aanvult." in told
    home = (await mees.get("/")).text
    assert "Wil je deze verklaringen opnieuw bekijken?" in home


async def test_the_answer_is_kept_and_everybody_who_may_see_the_dossier_reads_it(
    sign_in: SignIn, key: UUID
) -> None:
    mees = await sign_in("medewerker")
    sent = await answer(mees, key)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/verklaringen/{key}")
    dossier = (await mees.get(f"/verklaringen/{key}")).text
    assert "Je antwoord is opgeslagen." in dossier
    assert f"Jouw antwoord {ANSWER}" in seen(dossier)
    assert "Wat is jouw antwoord?" not in dossier
    assert QUESTION not in (await mees.get("/")).text
    for who in ("leidinggevende", "bestuurssecretaris"):
        dossier = (await (await sign_in(who)).get("/verklaringen/2026-0001")).text
        assert f"Antwoord van de medewerker {ANSWER}" in seen(dossier)


@pytest.mark.parametrize("who", ["leidinggevende", "bestuurssecretaris"])
async def test_others_read_what_was_asked_without_a_form(
    sign_in: SignIn, key: UUID, who: str
) -> None:
    client = await sign_in(who)
    dossier = (await client.get("/verklaringen/2026-0001")).text
    assert "Verzoek om de verklaring opnieuw te bekijken" in dossier
    assert "Er is nog niet geantwoord." in dossier
    assert "Wat is jouw antwoord?" not in dossier
    assert QUESTION not in (await client.get("/")).text
    assert (await answer(client, key)).status_code == 404


async def test_what_has_to_be_mended_is_pointed_at_and_nothing_typed_is_lost(
    sign_in: SignIn, key: UUID
) -> None:
    mees = await sign_in("medewerker")
    refused = await answer(mees, key, " ")
    assert refused.status_code == 422
    assert 'href="#verzoek_1_antwoord"' in refused.text
    assert "Schrijf op wat jouw antwoord is." in refused.text
    strange = "Er is <b>niets</b> \x07 veranderd"
    refused = await answer(mees, key, strange)
    assert refused.status_code == 422
    assert strange in unescape(refused.text)
    assert "<b>niets" not in refused.text


async def test_a_second_answer_is_told_that_the_first_was_kept(sign_in: SignIn, key: UUID) -> None:
    mees = await sign_in("medewerker")
    await answer(mees, key)
    assert (await answer(mees, key)).status_code == 303
    again = await answer(mees, key, "Toch anders.")
    assert again.status_code == 409
    assert "Je hebt dit verzoek al beantwoord. Je eerste antwoord is bewaard." in again.text


async def test_once_it_is_over_nothing_is_asked_any_more(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    await desk.end("medewerker", key)
    mees = await sign_in("medewerker")
    assert QUESTION not in (await mees.get("/")).text
    dossier = seen((await mees.get(f"/verklaringen/{key}")).text)
    assert "Er is niet geantwoord. Dat hoeft niet meer" in dossier
    assert (await answer(mees, key)).status_code == 409


@pytest.mark.parametrize("number", ["0", "999", str(10**20)])
async def test_a_request_that_is_not_there_is_not_found(
    sign_in: SignIn, key: UUID, number: str
) -> None:
    mees = await sign_in("medewerker")
    assert (await post(mees, f"/verklaringen/{key}/verzoeken/{number}", {})).status_code == 404
