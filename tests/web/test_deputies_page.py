"""Deputies and given steps on the pages: what one sees, what is refused, what is said."""

import re
from html import unescape
from uuid import uuid4

import httpx
import pytest

from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION
from tests.workflows.desk import REASON, Desk

pytestmark = pytest.mark.storage

NAMED = {"deputy": "Zoë Zonder", "starts_on": "10-03-2026", "ends_on": "20-03-2026"}


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


def seen(answer: httpx.Response) -> str:
    """Give the text that a person reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


async def test_a_manager_names_a_deputy_who_then_finds_the_work_and_decides(
    desk: Desk, sign_in: SignIn
) -> None:
    key = await desk.declared()
    lies, zoe = await sign_in("leidinggevende"), await sign_in("zonder")
    assert (await post(lies, "/plaatsvervanging", NAMED)).status_code == 303
    assert "Zoë Zonder" in seen(await lies.get("/plaatsvervanging"))
    assert "Namens Lies Leiding" in seen(await zoe.get("/beoordelen"))
    page = await zoe.get("/verklaringen/2026-0001")
    assert "Je beslist hier namens Lies Leiding." in seen(page)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    outcomes = re.search(r'name="seen" value="(\w+)"', page.text)
    assert version is not None
    assert outcomes is not None
    decided = await post(
        zoe,
        f"/verklaringen/{key}/besluit",
        {
            "version": version[1],
            "seen": outcomes[1],
            "decision": "goedkeuren",
            "reason": REASON,
        },
    )
    assert decided.status_code == 303
    mees = await sign_in("medewerker")
    assert "Zoë Zonder namens Lies Leiding" in seen(await mees.get("/verklaringen/2026-0001"))


async def test_what_is_wrong_is_told_and_what_was_typed_stays(desk: Desk, sign_in: SignIn) -> None:
    lies = await sign_in("leidinggevende")
    answer = await post(lies, "/plaatsvervanging", {**NAMED, "ends_on": "9-3-2026"})
    assert answer.status_code == 422
    assert "De laatste dag ligt voor de eerste." in seen(answer)
    assert 'value="Zoë Zonder"' in unescape(answer.text)


async def test_who_reviews_nothing_is_not_offered_a_deputy_and_gets_none(
    desk: Desk, sign_in: SignIn
) -> None:
    mees = await sign_in("medewerker")
    assert "Wijs aan" not in seen(await mees.get("/plaatsvervanging"))
    assert (await post(mees, "/plaatsvervanging", NAMED)).status_code == 409


async def test_only_the_secretary_is_asked_for_whom_and_sees_everybody(
    desk: Desk, sign_in: SignIn
) -> None:
    await desk.name_deputy("leidinggevende", "zonder")
    berend, dirk = await sign_in("bestuurssecretaris"), await sign_in("directeur")
    theirs = await berend.get("/plaatsvervanging")
    assert 'name="person"' in theirs.text
    assert "Lies Leiding" in seen(theirs)
    others = await dirk.get("/plaatsvervanging")
    assert 'name="person"' not in others.text
    assert "Lies Leiding" not in seen(others)


async def test_the_secretary_gives_a_step_away_on_the_dossier(desk: Desk, sign_in: SignIn) -> None:
    key = await desk.declared()
    version = str((await desk.declaration(key)).version)
    berend = await sign_in("bestuurssecretaris")
    page = await berend.get("/verklaringen/2026-0001")
    assert "Geef deze stap aan iemand anders" in seen(page)
    form = {"version": version, "assignee": "Mees Medewerker", "assigned_why": REASON}
    refused = await post(berend, f"/verklaringen/{key}/toewijzen", form)
    assert refused.status_code == 422
    assert "Mees Medewerker beslist niet over een eigen verklaring." in seen(refused)
    given = await post(berend, f"/verklaringen/{key}/toewijzen", {**form, "assignee": "302"})
    assert given.status_code == 303
    assert "Wacht op een besluit van Zoë Zonder." in seen(
        await berend.get("/verklaringen/2026-0001")
    )
    again = await post(berend, f"/verklaringen/{key}/toewijzen", {**form, "assignee": "302"})
    assert again.status_code == 409


async def test_nobody_else_is_offered_to_give_a_step_away(desk: Desk, sign_in: SignIn) -> None:
    await desk.declared()
    for who in ("medewerker", "leidinggevende", "directeur"):
        page = await (await sign_in(who)).get("/verklaringen/2026-0001")
        assert page.status_code == 200
        assert "Geef deze stap" not in seen(page)


async def test_what_is_nobodys_stands_apart_on_the_secretarys_worklist(
    desk: Desk, sign_in: SignIn
) -> None:
    await desk.declared("directeur")
    await desk.change("rvt", in_service_until=desk.now.date().replace(month=1))
    await desk.reroute()
    listed = seen(await (await sign_in("bestuurssecretaris")).get("/beoordelen"))
    assert "Niet toegewezen" in listed
    assert "2026-0001" in listed
    told = seen(await (await sign_in("directeur")).get("/verklaringen/2026-0001"))
    assert "Dit is nog aan niemand toegewezen." in told


async def test_who_declares_reads_who_else_can_decide(desk: Desk, sign_in: SignIn) -> None:
    await desk.name_deputy("leidinggevende", "collega")
    mees, key = await sign_in("medewerker"), uuid4()
    url = f"/verklaringen/{key}/bewerken"
    sentence = "Ook Carla Collega kan deze stap zetten, namens Lies Leiding."
    assert sentence in seen(await post(mees, url, {**POSITION, "handeling": "toetsen"}))
    sent = await post(mees, url, {**POSITION, "handeling": "indienen"})
    assert sentence in seen(await mees.get(sent.headers["location"]))
    assert sentence in seen(await mees.get(f"/verklaringen/{key}"))


async def test_a_deputy_is_ended_once_and_only_by_who_may(desk: Desk, sign_in: SignIn) -> None:
    stop = f"/plaatsvervanging/{await desk.name_deputy('leidinggevende', 'collega')}/stoppen"
    lies, carla = await sign_in("leidinggevende"), await sign_in("collega")
    assert stop in (await lies.get("/plaatsvervanging")).text
    assert stop not in (await carla.get("/plaatsvervanging")).text
    answers = [(await post(client, stop, {})).status_code for client in (carla, lies, lies)]
    assert answers == [404, 303, 409]
    assert "Gestopt op 10 maart 2026" in seen(await lies.get("/plaatsvervanging"))
