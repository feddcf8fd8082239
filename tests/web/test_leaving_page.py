"""The page *Uit dienst*: the bestuurssecretaris takes over what is proposed, or lets it stand."""

import re
from datetime import date
from uuid import UUID

import httpx
import pytest

from register.declarations import Status
from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.web.test_policy_page import seen
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """Somebody left with an approved declaration and one that waits."""
    desk = Desk(storage, organisation)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    await desk.declared(organisation="Stichting Elders")
    await desk.change("medewerker", in_service_until=date(2026, 3, 9))
    return desk


async def keys(desk: Desk) -> list[UUID]:
    return [key for (key,) in await desk.rows("SELECT id FROM declaration ORDER BY sequence")]


async def listed(client: httpx.AsyncClient) -> str:
    answer = await client.get("/uit-dienst")
    assert answer.status_code == 200
    return answer.text


async def test_all_is_taken_over_with_one_button(sign_in: SignIn, desk: Desk) -> None:
    berend = await sign_in("bestuurssecretaris")
    work = seen((await berend.get("/beoordelen")).text)
    assert "2 verklaringen lopen nog, terwijl de medewerker uit dienst is." in work
    page = await listed(berend)
    assert "Goedgekeurd → Voorstel: Beëindigen per 09-03-2026" in seen(page)
    assert "In behandeling → Voorstel: Intrekken" in seen(page)
    found = re.search(r'name="gezien" value="(\w+)"', page)
    assert found is not None
    mees = desk.cast["medewerker"].key
    taken = await post(berend, f"/uit-dienst/{mees}", {"gezien": found[1]})
    assert taken.status_code == 303
    assert "Er is niemand uit dienst" in seen(await listed(berend))
    again = await post(berend, f"/uit-dienst/{mees}", {"gezien": found[1]})
    assert again.status_code == 409
    states = [(await desk.declaration(key)).status for key in await keys(desk)]
    assert states == [Status.BEEINDIGD, Status.INGETROKKEN]


async def test_one_stays_for_a_reason_and_what_was_typed_is_kept(
    sign_in: SignIn, desk: Desk
) -> None:
    first, _ = await keys(desk)
    berend = await sign_in("bestuurssecretaris")
    version = str((await desk.declaration(first)).version)
    url, field = f"/uit-dienst/verklaringen/{first}", f"waarom-{first}"
    empty = await post(berend, url, {"version": version, "keuze": "houden"})
    assert empty.status_code == 422
    assert "Schrijf op waarom deze verklaring blijft staan." in seen(empty.text)
    long = await post(berend, url, {"version": version, "keuze": "houden", field: "é" * 4_001})
    assert long.status_code == 422
    assert "é" * 4_001 in long.text
    kept = await post(berend, url, {"version": version, "keuze": "houden", field: "Nog nodig."})
    assert kept.status_code == 303
    assert "Beëindigen per" not in seen(await listed(berend))
    stale = await post(berend, url, {"version": "1", "keuze": "overnemen"})
    assert stale.status_code == 409


async def test_a_stale_or_strange_form_does_nothing(sign_in: SignIn, desk: Desk) -> None:
    first, second = await keys(desk)
    berend = await sign_in("bestuurssecretaris")
    for data in ({}, {"version": "0"}, {"version": "x", "keuze": "houden"}):
        answer = await post(berend, f"/uit-dienst/verklaringen/{second}", data)
        assert answer.status_code == 409
    unknown = f"/uit-dienst/verklaringen/{UUID(int=7)}"
    assert (await post(berend, unknown, {"version": "2"})).status_code == 404
    assert (await post(berend, "/uit-dienst/999999", {"gezien": "x"})).status_code == 409
    assert (await desk.declaration(first)).status is Status.GOEDGEKEURD


@pytest.mark.parametrize("who", ["leidinggevende", "directeur", "beheerder", "accountant"])
async def test_it_is_no_page_for_anybody_else(sign_in: SignIn, desk: Desk, who: str) -> None:
    client = await sign_in(who)
    assert (await client.get("/uit-dienst")).status_code == 404
    mees = desk.cast["medewerker"].key
    assert (await post(client, f"/uit-dienst/{mees}", {})).status_code == 404
