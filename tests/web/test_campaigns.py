"""Campaigns and statements in the browser's words, without JavaScript."""

import re
from html import unescape

import httpx
import pytest

from register.people import Person
from register.storage import Storage, count_queries
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.web.test_policy_page import seen
from tests.workflows.desk import Desk
from tests.workflows.yearly import REASON, attested, closed, exempted, opened

pytestmark = pytest.mark.storage

FORM = {
    "title": "Jaarlijkse opgave 2026",
    "reference_day": "10-03-2026",
    "answer_by": "09-04-2026",
    "words": "Kijk of alles nog klopt.",
}


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


def hidden(html: str, name: str) -> str:
    """Give what a hidden field of the page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return unescape(found.group(1))


async def shown(client: httpx.AsyncClient) -> dict[str, str]:
    """Open the page of the statement; give the form with everything right."""
    page = (await client.get("/opgave")).text
    numbers = re.findall(r'name="(verklaring-[0-9-]+)"', page)
    return {
        "campagne": hidden(page, "campagne"),
        "gezien": hidden(page, "gezien"),
        "naar_waarheid": "ja",
        **(dict.fromkeys(numbers, "klopt") or {"niets": "ja"}),
    }


async def test_a_campaign_from_opening_to_the_frozen_list(sign_in: SignIn, desk: Desk) -> None:
    await desk.declared()
    berend, mees, carla = [
        await sign_in(who) for who in ("bestuurssecretaris", "medewerker", "collega")
    ]
    assert "Open een campagne" in (await berend.get("/campagnes")).text
    assert "Jaarlijkse opgave 2026" in (await berend.get("/campagnes/nieuw")).text
    answer = await post(berend, "/campagnes", FORM)
    assert answer.headers["location"] == "/campagnes/1"
    assert "Doe je opgave" in seen((await mees.get("/")).text)

    for client in (mees, carla):
        answer = await post(client, "/opgave", await shown(client))
        assert answer.headers["location"] == "/opgave"
    assert "Je opgave is binnen Opgave gedaan" in seen((await mees.get("/opgave")).text)
    assert "Je opgave is binnen Niets te melden" in seen((await carla.get("/opgave")).text)
    assert "Je hebt je opgave gedaan" in seen((await mees.get("/")).text)

    await exempted(desk, 1, "rvt")
    page = seen((await berend.get("/campagnes/1")).text)
    assert "3 van de 8 medewerkers zijn klaar (37%)." in page
    assert "Zoë Zonder" in page
    assert "Mees Medewerker" not in page
    assert "Mees Medewerker" in seen((await berend.get("/campagnes/1?stand=opgave")).text)

    answer = await post(berend, "/campagnes/1/herinneren", {})
    assert answer.headers["location"] == "/campagnes/1"
    answer = await post(berend, "/campagnes/1/herinneren", {})
    assert answer.status_code == 409
    assert "Vandaag is er al een herinnering verstuurd." in answer.text

    page = (await berend.get("/campagnes/1/sluiten")).text
    assert "5 medewerkers hebben" in seen(page)
    answer = await post(berend, "/campagnes/1/sluiten", {"gezien": hidden(page, "gezien")})
    assert answer.headers["location"] == "/campagnes/1"
    page = seen((await berend.get("/campagnes/1")).text)
    assert "De lijst hieronder ligt vast" in page
    assert f"Vrijgesteld – niet ingevuld {REASON}" in page
    assert (await berend.get("/campagnes/1/sluiten")).headers["location"] == "/campagnes/1"


async def test_what_is_wrong_with_a_campaign_is_told_and_what_was_typed_stays(
    sign_in: SignIn,
) -> None:
    berend = await sign_in("bestuurssecretaris")
    typed = {**FORM, "title": "", "reference_day": "1-1-2099", "words": "Alles 🙂 wat ik typte"}
    answer = await post(berend, "/campagnes", typed)
    assert answer.status_code == 422
    page = seen(answer.text)
    assert "Naam: Geef de campagne een naam." in page
    assert "Peildatum: De peildatum kan niet later zijn dan vandaag" in page
    assert "Alles 🙂 wat ik typte" in page
    assert 'value="1-1-2099"' in answer.text


async def test_a_second_campaign_is_refused_with_what_was_typed(
    sign_in: SignIn, desk: Desk
) -> None:
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    answer = await post(berend, "/campagnes", {**FORM, "title": "Nog een"})
    assert answer.status_code == 409
    assert "Er loopt al een campagne." in answer.text
    assert 'value="Nog een"' in answer.text


async def test_what_is_wrong_with_a_statement_is_told_and_what_was_chosen_stays(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.declared()
    await desk.declared()
    await opened(desk)
    mees = await sign_in("medewerker")
    form = await shown(mees)
    del form["naar_waarheid"]
    answer = await post(mees, "/opgave", {**form, "verklaring-2026-0002": "voorbij"})
    assert answer.status_code == 422
    page = seen(answer.text)
    assert "2026-0002: Leg eerst vast dat dit voorbij is." in page
    assert "Naar waarheid: Vink aan dat je je opgave naar waarheid doet." in page
    assert re.search(r'name="verklaring-2026-0001"[^>]*value="klopt" checked', answer.text)
    assert re.search(r'name="verklaring-2026-0002"[^>]*value="voorbij" checked', answer.text)


async def test_nothing_to_declare_by_hand_while_something_stands_is_told(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.declared()
    await opened(desk)
    mees = await sign_in("medewerker")
    answer = await post(mees, "/opgave", {**await shown(mees), "niets": "ja"})
    assert answer.status_code == 422
    assert "2026-0001 staat nog in het register" in answer.text


async def test_a_page_that_is_out_of_date_is_not_signed_and_the_ticks_stay(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.declared()
    await opened(desk)
    mees = await sign_in("medewerker")
    form = await shown(mees)
    await desk.declared()
    answer = await post(mees, "/opgave", form)
    assert answer.status_code == 409
    assert "Intussen is er iets gewijzigd" in answer.text
    assert "Klopt 2026-0002 nog?" in answer.text
    assert re.search(r'name="verklaring-2026-0001"[^>]*value="klopt" checked', answer.text)
    assert re.search(r'name="naar_waarheid"[^>]*checked', answer.text)


async def test_after_closing_people_are_told_what_to_do(sign_in: SignIn, desk: Desk) -> None:
    campaign = await opened(desk)
    mees = await sign_in("medewerker")
    form = await shown(mees)
    await closed(desk, campaign)
    answer = await post(mees, "/opgave", form)
    assert answer.status_code == 409
    page = seen(answer.text)
    assert "is gesloten; je opgave kon niet meer mee" in page
    assert "Er wordt nu geen opgave van je gevraagd." in page


async def test_numbers_that_changed_are_shown_again_before_closing(
    sign_in: SignIn, desk: Desk
) -> None:
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    before = hidden((await berend.get("/campagnes/1/sluiten")).text, "gezien")
    await attested(desk, "collega")
    answer = await post(berend, "/campagnes/1/sluiten", {"gezien": before})
    assert answer.status_code == 409
    assert "De aantallen zijn intussen gewijzigd." in answer.text
    assert hidden(answer.text, "gezien") != before


async def test_an_exemption_needs_a_reason_and_is_undone_with_one(
    sign_in: SignIn, desk: Desk
) -> None:
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    url = f"/campagnes/1/medewerkers/{desk.cast['collega'].key}"
    answer = await post(berend, f"{url}/vrijstelling", {"version": "0", "reason": " "})
    assert answer.status_code == 422
    assert "Waarom: Schrijf op waarom." in seen(answer.text)
    answer = await post(berend, f"{url}/vrijstelling", {"version": "0", "reason": REASON})
    assert answer.headers["location"] == url
    answer = await post(berend, f"{url}/vrijstelling", {"version": "0", "reason": "Anders"})
    assert answer.status_code == 409
    assert "Anders" in answer.text
    undo = {"version": "1", "reason": "Is terug.", "handeling": "opheffen"}
    assert (await post(berend, f"{url}/vrijstelling", undo)).status_code == 303
    page = seen((await berend.get(url)).text)
    assert "Vrijstelling opgeheven" in page
    assert "Is terug." in page


async def test_what_somebody_declared_does_not_stand_on_the_page_of_a_campaign(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.declared()
    await opened(desk)
    row = await attested(desk, "medewerker")
    dirk = await sign_in("directeur")
    page = await dirk.get(f"/campagnes/1/medewerkers/{desk.cast['medewerker'].key}")
    assert "2026-0001" in page.text
    assert row.said[0]["headline"] not in page.text
    assert "Stel vrij" not in page.text
    assert "herinnering" not in seen((await dirk.get("/campagnes/1")).text).split("Laatst")[0][:200]


@pytest.mark.parametrize(
    "url",
    [
        "/campagnes/99",
        "/campagnes/4000000000",
        "/campagnes/1/medewerkers/99999",
        "/campagnes/1/medewerkers/4000000000",
        "/campagnes/99/sluiten",
    ],
)
async def test_what_does_not_exist_is_not_found(sign_in: SignIn, desk: Desk, url: str) -> None:
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    assert (await berend.get(url)).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "stand=onzin&afdeling=onzin&zoek=%00&na=%00",
        "zoek=" + "a%20" * 300,
        "zoek=%25_%5C&na=9999999999999999999999999",
        "stand=&afdeling=Wonen&zoek=Zo%C3%AB",
    ],
)
async def test_the_list_reads_whatever_a_link_asks(sign_in: SignIn, desk: Desk, query: str) -> None:
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    assert (await berend.get(f"/campagnes/1?{query}")).status_code == 200


async def test_a_manager_sees_nothing_of_what_colleagues_answered(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.declared()
    await opened(desk)
    await attested(desk, "medewerker")
    lies = await sign_in("leidinggevende")
    for url in ("/campagnes", "/campagnes/1", "/campagnes/1/medewerkers/3"):
        assert (await lies.get(url)).status_code == 404
    assert "Mees" not in (await lies.get("/opgave")).text
    assert "/campagnes" not in (await lies.get("/")).text


async def test_the_pages_take_a_fixed_number_of_queries(
    sign_in: SignIn, desk: Desk, storage: Storage
) -> None:
    await opened(desk)
    await desk.declared("zonder")
    berend, mees = await sign_in("bestuurssecretaris"), await sign_in("medewerker")
    counts: list[list[int]] = []
    for _ in range(2):
        row = []
        for client, url in ((berend, "/campagnes"), (berend, "/campagnes/1"), (mees, "/opgave")):
            counted: list[str] = []
            stop = count_queries(storage, counted)
            assert (await client.get(url)).status_code == 200
            stop()
            row.append(len(counted))
        counts.append(row)
        for who in ("medewerker", "collega", "zonder"):
            await desk.declared(who)
            await attested(desk, who)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 26


async def test_a_list_longer_than_a_page_is_read_part_by_part(
    sign_in: SignIn, desk: Desk, storage: Storage
) -> None:
    async with storage.transaction() as db:
        for number in range(120):
            db.add(
                Person(
                    staff_number=f"N{number:03}",
                    first_name="Nico",
                    last_name=f"Nieuw {number:03}",
                    sort_name=f"nieuw {number:03}, nico",
                    email="n@intermaris.example",
                    job_title="Vakman",
                    department="Onderhoud",
                    in_service_from=NOW.date(),
                )
            )
    await opened(desk)
    berend = await sign_in("bestuurssecretaris")
    url, found = "/campagnes/1?stand=&zoek=nieuw", []
    while url:
        page = (await berend.get(url)).text
        found += re.findall(r"Nico Nieuw (\d+)</a>", page)
        link = re.search(r'href="([^"]+)" rel="next"', page)
        url = unescape(link.group(1)) if link else ""
    assert found == [f"{number:03}" for number in range(120)]
