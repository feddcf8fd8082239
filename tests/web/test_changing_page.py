"""A change from the first button to the decision, a review and an end, without JavaScript."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from register.declarations import Status
from register.people import Person
from register.storage import Storage
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.web.test_policy_page import seen
from tests.workflows.desk import Desk
from workflows import reviews

pytestmark = pytest.mark.storage

TYPING = "Je bent bezig met een wijziging"


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with the cast."""
    return Desk(storage, organisation)


@pytest.fixture
async def key(desk: Desk) -> UUID:
    """An approved declaration."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    return key


async def look(client: httpx.AsyncClient, url: str = "/verklaringen/2026-0001") -> str:
    """Give what somebody reads on a page."""
    answer = await client.get(url)
    assert answer.status_code == 200, answer.status_code
    return seen(answer.text)


async def type_and_submit(desk: Desk, client: httpx.AsyncClient, key: UUID, **typed: str) -> None:
    """Submit the form as it opened, with some answers typed anew."""
    draft = (await desk.declaration(key)).draft or {}
    form = {"soort": "nevenfunctie", **draft, **typed, "handeling": "indienen"}
    answer = await post(client, f"/verklaringen/{key}/bewerken", form)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/verklaringen/2026-0001/ingediend",
    )


async def test_a_change_is_typed_submitted_and_seen_beside_what_is_in_force(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    mees = await sign_in("medewerker")
    assert "Er is iets veranderd" in await look(mees)
    answer = await post(mees, f"/verklaringen/{key}/wijzigen", {})
    assert answer.headers["location"] == f"/verklaringen/{key}/bewerken"
    form = (await mees.get(f"/verklaringen/{key}/bewerken")).text
    assert 'value="3,5"' in form
    assert "Je wijzigt verklaring 2026-0001" in seen(form)
    assert TYPING in await look(mees)
    assert "Verder met je wijziging" in await look(mees, "/")
    await type_and_submit(desk, mees, key, hours_per_week="9")
    assert "Je wijziging is ingediend" in await look(mees, "/verklaringen/2026-0001/ingediend")
    told = await look(mees)
    assert "Versie 2 (wijziging) is in behandeling. Versie 1 blijft van kracht" in told
    lies = await sign_in("leidinggevende")
    told = await look(lies)
    assert "Versie 1 (van kracht) Versie 2 (wijziging)" in told
    assert "Uren per week gewijzigd 3,5 uur 9 uur" in told


async def test_a_refused_change_is_told_and_the_old_stays_in_force(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    await desk.changed("medewerker", key, hours_per_week="30")
    await desk.decide("leidinggevende", key, "afwijzen", reason="Dit is te veel.")
    told = await look(await sign_in("medewerker"))
    assert "De wijziging is afgewezen Dit is te veel." in told
    assert "Versie 2 geldt niet. Versie 1 is van kracht gebleven." in told
    assert "Uren per week 3,5 uur" in told
    register = await look(await sign_in("bestuurssecretaris"), "/register")
    assert "In behandeling (wijziging)" not in register


async def test_the_register_tells_that_a_change_waits_and_when_something_ended(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    await desk.changed("medewerker", key, hours_per_week="9")
    ended = await desk.declared(organisation="Stichting Elders")
    await desk.decide("leidinggevende", ended)
    await desk.end("medewerker", ended, "01-03-2026")
    register = await look(await sign_in("bestuurssecretaris"), "/register")
    assert "In behandeling (wijziging)" in register
    assert "Beëindigd per 1 maart 2026" in register
    assert "In behandeling (wijziging)" in await look(await sign_in("medewerker"), "/")


async def test_a_change_is_withdrawn_with_its_own_words(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    await desk.changed("medewerker", key, hours_per_week="9")
    mees = await sign_in("medewerker")
    assert "Trek de wijziging in" in await look(mees)
    version = str((await desk.declaration(key)).version)
    answer = await post(mees, f"/verklaringen/{key}/intrekken", {"version": version})
    assert answer.status_code == 303
    told = await look(mees)
    assert "Je wijziging is ingetrokken." in told
    assert "De wijziging is ingetrokken of vervallen" in told
    assert (await desk.declaration(key)).status is Status.GOEDGEKEURD


async def test_a_tab_that_still_types_after_the_change_was_thrown_away_is_told(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    mees = await sign_in("medewerker")
    await post(mees, f"/verklaringen/{key}/wijzigen", {})
    await post(mees, f"/verklaringen/{key}/wijziging-weggooien", {})
    assert TYPING not in await look(mees)
    form = {"soort": "nevenfunctie", "hours_per_week": "9", "handeling": "indienen"}
    answer = await post(mees, f"/verklaringen/{key}/bewerken", form)
    assert answer.status_code == 303
    assert "Je bent niet meer met een wijziging bezig." in await look(mees)
    kept = await post(mees, f"/verklaringen/{key}/concept", form)
    assert kept.status_code == 204
    again = await post(mees, f"/verklaringen/{key}/wijziging-weggooien", {})
    assert again.status_code == 409
    assert len(await desk.revisions(key)) == 1


async def test_nobody_else_finds_the_buttons_or_the_doors(
    sign_in: SignIn, desk: Desk, key: UUID
) -> None:
    for who in ("leidinggevende", "bestuurssecretaris", "collega"):
        client = await sign_in(who)
        assert (await post(client, f"/verklaringen/{key}/wijzigen", {})).status_code == 404
        if who != "collega":
            assert "Er is iets veranderd" not in await look(client)
    assert (await desk.declaration(key)).changing_since is None


@pytest.fixture
async def asked(desk: Desk) -> UUID:
    """A declaration of which the review is due today."""
    desk.now = NOW - timedelta(days=366)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    desk.now = NOW
    async with desk.storage.transaction() as db:
        await reviews.open_due(db, NOW)
    return key


async def test_a_review_is_found_and_answered(sign_in: SignIn, desk: Desk, asked: UUID) -> None:
    mees = await sign_in("medewerker")
    number = (await desk.declaration(asked)).number
    assert "Kijk na of dit nog klopt" in await look(mees, "/")
    told = await look(mees, f"/verklaringen/{number}")
    assert "Klopt deze verklaring nog?" in told
    assert "Antwoord uiterlijk 24 maart 2026." in told
    wrong = await post(mees, f"/verklaringen/{asked}/nakijken/1", {"nagekeken": "x" * 4_001})
    assert wrong.status_code == 422
    assert "x" * 4_001 in wrong.text, "what was typed is not lost"
    right = await post(mees, f"/verklaringen/{asked}/nakijken/1", {"nagekeken": "Nog zo. 🙂"})
    assert right.status_code == 303
    told = await look(mees, f"/verklaringen/{number}")
    assert "Klopt deze verklaring nog?" not in told
    assert "heeft de verklaring nagekeken: alles klopt nog. Nog zo. 🙂" in told
    assert "Kijk na of dit nog klopt" not in await look(mees, "/")


async def test_the_way_to_an_end_opens_the_form(sign_in: SignIn, desk: Desk, asked: UUID) -> None:
    mees = await sign_in("medewerker")
    page = (await mees.get(f"/verklaringen/{asked}/voorbij")).text
    assert '<details class="disclosure" id="beeindigen" open>' in page
    assert (
        '<details class="disclosure" id="beeindigen">'
        in (await mees.get(f"/verklaringen/{asked}")).text
    )
    lies = await sign_in("leidinggevende")
    assert "gevraagd deze verklaring na te kijken" in await look(lies, f"/verklaringen/{asked}")
    assert (await post(lies, f"/verklaringen/{asked}/nakijken/1", {})).status_code == 404


async def test_a_concept_is_no_dossier_that_could_end(sign_in: SignIn, desk: Desk) -> None:
    concept = await desk.draft()
    mees = await sign_in("medewerker")
    answer = await mees.get(f"/verklaringen/{concept}/voorbij")
    assert answer.headers["location"] == f"/verklaringen/{concept}/bewerken"
    version = str((await desk.declaration(concept)).version)
    form = {"version": version, "ends_on": "geen dag"}
    assert (await post(mees, f"/verklaringen/{concept}/beeindigen", form)).status_code == 409
