"""Signals on the worklist and in the dossier, as a browser without JavaScript sees them."""

import re
from uuid import UUID, uuid4

import httpx
import pytest

from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION
from tests.workflows.test_matching import list_suppliers
from workflows.assessment import NOT_KNOWN
from workflows.drafting import SAME_AS

WHY = "Volgens inkoop staat dit bedrijf zo in het handelsregister."
SENTENCE = "lijkt qua naam op leverancier Janssen Installaties B.V."
HOME = {
    "occupant": "kind",
    "tenure": "antikraak",
    "owner": "intermaris",
    "channel": "gapph",
    "postcode": "1624 NP",
    "house_number": "12",
    "city": "Hoorn",
    "allocation_ground": "anders",
    "moves_in_on": "1-4-2026",
    "price": "200",
    "priority_or_discount": "nee",
    "involved_in_allocation": "nee",
    "already_tenant": "nee",
}


@pytest.fixture(autouse=True)
async def suppliers(storage: Storage, organisation: dict[str, Person]) -> None:
    await list_suppliers(storage, ("J-1", "Janssen Installaties B.V.", "37000001"))


async def declare(
    sign_in: SignIn, who: str = "medewerker", slug: str = "nevenfunctie", **answers: str
) -> UUID:
    """Submit a declaration whose party may be a supplier."""
    client, key = await sign_in(who), uuid4()
    typed = {**POSITION, "organisation": "Jansen Installaties", SAME_AS: NOT_KNOWN, **answers}
    sent = await post(
        client,
        f"/verklaringen/{key}/bewerken",
        {**typed, "soort": slug, "handeling": "indienen"},
    )
    assert sent.status_code == 303, sent.text
    return key


async def signal_id(storage: Storage) -> int:
    """Give the key of the one signal that the register holds."""
    async with storage.transaction() as db:
        found = await (await db.connection()).exec_driver_sql("SELECT id FROM signal")
        return int(found.scalar_one())


async def answer(
    client: httpx.AsyncClient, storage: Storage, key: UUID, said: str, reason: str = WHY
) -> httpx.Response:
    number = await signal_id(storage)
    typed = {f"signaal_{number}_answer": said, f"signaal_{number}_reason": reason}
    return await post(client, f"/verklaringen/{key}/signalen/{number}", typed)


async def test_a_signal_is_found_on_the_worklist_and_settled_in_the_dossier(
    sign_in: SignIn, storage: Storage
) -> None:
    key = await declare(sign_in)
    berend = await sign_in("bestuurssecretaris")
    worklist = (await berend.get("/beoordelen")).text
    assert SENTENCE in worklist
    assert 'href="/verklaringen/2026-0001#signalen"' in worklist
    assert re.search(r'navigation__count">1<', worklist)
    dossier = (await berend.get("/verklaringen/2026-0001")).text
    assert 'id="signalen"' in dossier
    assert "Ja, dit is dezelfde partij" in dossier
    settled = await answer(berend, storage, key, "ja")
    assert (settled.status_code, settled.headers["location"]) == (303, "/beoordelen")
    worklist = (await berend.get("/beoordelen")).text
    assert "Het signaal is afgehandeld." in worklist
    assert SENTENCE not in worklist
    dossier = (await berend.get("/verklaringen/2026-0001")).text
    assert "Berend Secretaris, op 10 maart 2026" in dossier or WHY in dossier
    assert "Signaal afhandelen" not in dossier


async def test_what_has_to_be_mended_is_pointed_at_and_nothing_typed_is_lost(
    sign_in: SignIn, storage: Storage
) -> None:
    key = await declare(sign_in)
    berend = await sign_in("bestuurssecretaris")
    answered = await answer(berend, storage, key, "nee", "")
    assert answered.status_code == 422
    number = await signal_id(storage)
    assert f'href="#signaal_{number}_reason"' in answered.text
    assert f'id="signaal_{number}_reason"' in answered.text
    assert "Schrijf op waaruit dat blijkt." in answered.text
    assert re.search(
        rf'name="signaal_{number}_answer" id="[^"]*" value="nee" checked', answered.text
    )
    answered = await answer(berend, storage, key, "", WHY)
    assert f'href="#signaal_{number}_answer"' in answered.text
    assert WHY in answered.text


async def test_a_second_click_is_told_that_it_was_settled(
    sign_in: SignIn, storage: Storage
) -> None:
    key = await declare(sign_in)
    berend = await sign_in("bestuurssecretaris")
    await answer(berend, storage, key, "ja")
    again = await answer(berend, storage, key, "nee")
    assert again.status_code == 409
    assert "Berend Secretaris heeft dit signaal al afgehandeld." in again.text


async def test_an_exclusion_is_seen_with_one_button(sign_in: SignIn, storage: Storage) -> None:
    key = await declare(sign_in, slug="woning", **HOME, **{"uitleg-WO-9": WHY, "uitleg-WO-3": WHY})
    berend = await sign_in("bestuurssecretaris")
    dossier = (await berend.get("/verklaringen/2026-0001")).text
    number = await signal_id(storage)
    assert f'name="signaal_{number}_answer" value="gezien">Gezien</button>' in dossier
    seen = await post(
        berend,
        f"/verklaringen/{key}/signalen/{number}",
        {f"signaal_{number}_answer": "gezien"},
    )
    assert seen.status_code == 303


@pytest.mark.parametrize("who", ["medewerker", "leidinggevende", "directeur"])
async def test_who_does_not_settle_it_reads_it_without_a_form(sign_in: SignIn, who: str) -> None:
    await declare(sign_in)
    client = await sign_in(who)
    dossier = (await client.get("/verklaringen/2026-0001")).text
    assert "Signaal afhandelen" not in dossier
    assert SENTENCE not in (await client.get("/beoordelen")).text


@pytest.mark.parametrize("number", ["0", "999", str(10**20)])
async def test_a_signal_that_is_not_there_is_not_found(sign_in: SignIn, number: str) -> None:
    key = await declare(sign_in)
    berend = await sign_in("bestuurssecretaris")
    assert (await post(berend, f"/verklaringen/{key}/signalen/{number}", {})).status_code == 404


async def test_an_import_in_the_browser_raises_signals(sign_in: SignIn, storage: Storage) -> None:
    await declare(sign_in, organisation="Verf en Zonen Hoorn", kvk_number="01234567")
    beheer = await sign_in("beheerder")
    content = (
        "Crediteurnummer;Naam;KVK-nummer;Offerte of aanbesteding loopt\r\nV-1;Verf;01234567;nee\r\n"
    )
    token = beheer.cookies.get("csrftoken") or ""
    shown = await beheer.post(
        "/leveranciers/inlezen",
        data={"_csrf_token": token},
        files={"bestand": ("l.csv", content.encode())},
    )
    place = shown.headers["location"]
    preview = (await beheer.get(place)).text
    outcome = re.search(r'name="uitkomst" value="([0-9a-f]+)"', preview)
    assert outcome is not None
    berend = await sign_in("bestuurssecretaris")
    assert "KVK-nummer als leverancier" not in (await berend.get("/beoordelen")).text
    done = await post(beheer, place, {"uitkomst": outcome.group(1), "handeling": "inlezen"})
    assert done.status_code == 303
    assert (
        "heeft hetzelfde KVK-nummer als leverancier Verf" in (await berend.get("/beoordelen")).text
    )
