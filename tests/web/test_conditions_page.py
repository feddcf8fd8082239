"""Conditions and reconsideration on the pages, as a browser without JavaScript sees them."""

import re
from uuid import UUID

import httpx
import pytest

from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.workflows.desk import Desk
from workflows.typed_decisions import TypedCondition

COLLEAGUE = TypedCondition("Haal je toegang weg.", "31-12-2026", owner="301")


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


async def approved(desk: Desk, *conditions: TypedCondition) -> tuple[UUID, int]:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=conditions or (COLLEAGUE,))
    return key, (await desk.condition(key)).id


async def page_of(client: httpx.AsyncClient, key: UUID) -> str:
    answer = await client.get(f"/verklaringen/{key}")
    assert answer.status_code == 200
    return answer.text


async def test_a_condition_goes_over_the_pages_of_its_owner_and_its_judge(
    sign_in: SignIn, desk: Desk
) -> None:
    key, condition = await approved(desk)
    carla, lies = await sign_in("collega"), await sign_in("leidinggevende")
    assert "Haal je toegang weg." in (await carla.get("/")).text
    assert "Jij zorgt hiervoor." in await page_of(carla, key)
    url = f"/verklaringen/{key}/voorwaarden/{condition}"
    told = {"gemeld": "0", f"voorwaarde_{condition}_words": "Het is weg."}
    assert (await post(carla, url, told)).status_code == 303
    assert "Haal je toegang weg." not in (await carla.get("/")).text

    worklist = (await lies.get("/beoordelen")).text
    assert "Voorwaarden om te beoordelen" in worklist
    assert re.search(r'href="/beoordelen"[^>]*>\s*Beoordelen\s*<[^>]*>[^<]*1', worklist)
    shown = await page_of(lies, key)
    assert "Het is weg." in shown
    found = re.search(r'name="melding" value="(\d+)"', shown)
    assert found is not None
    answer = {"melding": found[1], f"voorwaarde_{condition}_answer": "ja"}
    assert (await post(lies, f"{url}/oordeel", answer)).status_code == 303
    assert "Aan alle voorwaarden is voldaan." in await page_of(lies, key)
    again = await post(lies, f"{url}/oordeel", answer)
    assert again.status_code == 409


async def test_what_was_typed_is_not_lost_when_something_is_lacking(
    sign_in: SignIn, desk: Desk
) -> None:
    key, condition = await approved(desk)
    carla, lies = await sign_in("collega"), await sign_in("leidinggevende")
    url = f"/verklaringen/{key}/voorwaarden/{condition}"
    wrong = await post(carla, url, {"gemeld": "0"})
    assert wrong.status_code == 422
    assert "Wat is er gedaan?:</span> Schrijf op wat er is gedaan." in wrong.text
    await desk.report("collega", key)
    report = (await desk.condition(key)).report_id
    typed = {"melding": str(report), f"voorwaarde_{condition}_reason": "Welke toegang?"}
    wrong = await post(lies, f"{url}/oordeel", typed)
    assert wrong.status_code == 422
    assert "Kies of aan de voorwaarde is voldaan." in wrong.text
    assert "Welke toegang?" in wrong.text


@pytest.mark.parametrize("seen", ["", "x", "-1", "1", "9" * 30, "٣"])
async def test_a_form_from_nowhere_reports_nothing(sign_in: SignIn, desk: Desk, seen: str) -> None:
    key, condition = await approved(desk)
    carla = await sign_in("collega")
    answer = await post(
        carla,
        f"/verklaringen/{key}/voorwaarden/{condition}",
        {"gemeld": seen, f"voorwaarde_{condition}_words": "Klaar."},
    )
    assert answer.status_code == 409
    assert await desk.rows("SELECT count(*) FROM condition_report") == [(0,)]


async def test_the_condition_of_another_declaration_is_not_there(
    sign_in: SignIn, desk: Desk
) -> None:
    key, _ = await approved(desk)
    _, other = await approved(desk, TypedCondition("Doe dit.", "31-12-2026"))
    mees = await sign_in("medewerker")
    for condition in (other, 0, 999_999, 2**31 - 1):
        answer = await post(
            mees,
            f"/verklaringen/{key}/voorwaarden/{condition}",
            {"gemeld": "0", f"voorwaarde_{condition}_words": "Klaar."},
        )
        assert answer.status_code == 404


async def test_the_form_of_a_decision_asks_whose_condition_it_is_and_on_which_ground(
    sign_in: SignIn, desk: Desk
) -> None:
    key = await desk.declared()
    lies = await sign_in("leidinggevende")
    shown = await page_of(lies, key)
    assert "die kan de verklaring dan zien" in shown
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen is not None
    form = {
        "version": str((await desk.declaration(key)).version),
        "seen": seen[1],
        "decision": "voorwaarden",
        "condition_1": "Meld wijzigingen.",
        "condition_1_due": "31-12-2026",
        "condition_1_owner": "Niemand Nergens",
        "condition_1_evidence": "bewijsstuk",
        "reason": "Zo kan het.",
    }
    wrong = await post(lies, f"/verklaringen/{key}/besluit", form)
    assert wrong.status_code == 422
    assert "Kies op welke grond je dit afwijst of beperkt." in wrong.text
    assert "Voorwaarde 1, wie zorgt hiervoor:</span> We kennen geen collega" in wrong.text
    assert 'value="Niemand Nergens"' in wrong.text
    form |= {"condition_1_owner": "Carla Collega", "ground": "wettelijk-voorschrift"}
    assert (await post(lies, f"/verklaringen/{key}/besluit", form)).status_code == 303
    assert await desk.rows("SELECT owner_name, evidence FROM condition") == [
        ("Carla Collega", "bewijsstuk")
    ]
    mees = await sign_in("medewerker")
    assert "Een wettelijk voorschrift" in await page_of(mees, key)


async def test_private_use_shows_beforehand_what_comes_by_itself(
    sign_in: SignIn, desk: Desk
) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    shown = await page_of(await sign_in("leidinggevende"), key)
    assert "Keur je goed, dan komen deze voorwaarden er vanzelf bij:" in shown
    assert "Laat zien dat je de factuur zelf hebt betaald." in shown
    assert "Op welke grond?" not in shown


async def test_a_refusal_offers_its_declarant_to_ask_again_once(
    sign_in: SignIn, desk: Desk
) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "afwijzen")
    mees, lies = await sign_in("medewerker"), await sign_in("leidinggevende")
    assert "Ben je het niet eens met dit besluit?" in await page_of(mees, key)
    assert "Ben je het niet eens met dit besluit?" not in await page_of(lies, key)
    url = f"/verklaringen/{key}/heroverweging"
    version = str((await desk.declaration(key)).version)
    wrong = await post(mees, url, {"version": version, "heroverweging": " "})
    assert wrong.status_code == 422
    assert "Waarom opnieuw:</span> Schrijf op waarom" in wrong.text
    asked = {"version": version, "heroverweging": "Jullie misten iets."}
    assert (await post(mees, url, asked)).status_code == 303
    assert (await post(mees, url, asked)).status_code == 409
    board = await page_of(await sign_in("directeur"), key)
    assert "Jullie misten iets." in board
    assert "Afgewezen door Lies Leiding" in board
    assert 'value="aanvullen"' not in board
    await desk.decide("directeur", key, "afwijzen")
    final = await page_of(mees, key)
    assert "Na de heroverweging is het besluit definitief." in final
    assert "Ben je het niet eens met dit besluit?" not in final


async def test_conditions_of_an_overruled_decision_are_told_not_to_hold(
    sign_in: SignIn, desk: Desk
) -> None:
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[COLLEAGUE])
    await desk.decide("bestuurssecretaris", key, "negatief")
    await desk.decide("directeur", key, "goedkeuren")
    shown = await page_of(await sign_in("medewerker"), key)
    assert "Deze voorwaarden gelden niet." in shown
    assert 'id="voorwaarden"' not in shown
