"""The editions of the code, what departs under each, and asking about it, without JavaScript."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import UUID

import httpx
import pytest

from register.people import Person
from register.storage import Storage, count_queries
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.web.test_policy_page import seen
from tests.workflows.desk import Desk
from tests.workflows.edition_two import COMES, PAST, TOLD, publish
from tests.workflows.test_edition_report import PARTY
from tests.workflows.test_requesting import MESSAGE, revision
from workflows import edition_report
from workflows.rules import VERSIONS

pytestmark = pytest.mark.storage

PAGE = "/code/edities"
SINCE = date(2026, 5, 9)
assert NOW.date() + timedelta(days=60) == SINCE


@pytest.fixture
def desk(
    storage: Storage, organisation: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A desk that knows of an edition that still has to begin."""
    publish(monkeypatch, SINCE)
    return Desk(storage, organisation)


@pytest.fixture
async def berend(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in("bestuurssecretaris")


def rows(html: str) -> list[str]:
    """Give what a person reads in each row of the report."""
    return [seen(row) for row in re.findall(r"<tr>\s*<td.*?</tr>", html, re.DOTALL)]


async def boxes(desk: Desk, *keys: UUID) -> dict[str, str]:
    """Give the boxes of declarations as they are sent when they are ticked."""
    return {
        f"kies-{(await desk.declaration(key)).number}": await revision(desk, key) for key in keys
    }


async def ask(
    client: httpx.AsyncClient, ticked: dict[str, str], message: str = MESSAGE, **form: str
) -> httpx.Response:
    typed = {"na": "", **ticked, "bericht": message, "handeling": "versturen", **form}
    return await post(client, f"{PAGE}/2", typed)


async def test_the_editions_are_listed_with_what_came_and_changed(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    page = (await berend.get(PAGE)).text
    text = seen(page)
    assert "Editie 2 Geldt Vanaf 9 mei 2026 , komt nog" in text
    assert "Nieuw NF-7 : Een nevenfunctie kost je hooguit drie uur per week." in text
    assert "Gewijzigd NF-2 : Een nevenfunctie doe je nooit in werktijd." in text
    assert "Editie 1 Geldt Vanaf het begin , geldt nu" in text
    assert 'href="/code/edities/2"' in page
    assert 'href="/code/edities/1"' in page
    assert re.search(r'href="/code" aria-current="page">De code<', page)


async def test_the_first_edition_brought_every_rule(berend: httpx.AsyncClient) -> None:
    text = seen((await berend.get(PAGE)).text)
    assert f"Nieuw {len(VERSIONS)} regels. Je leest ze bij De code in regels" in text
    assert "Editie 2" not in text


async def test_an_edition_that_was_followed_is_no_longer_reported_on(
    desk: Desk, berend: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, NOW.date())
    page = (await berend.get(PAGE)).text
    assert "Editie 1 Geldt Vanaf het begin , geldt niet meer" in seen(page)
    assert 'href="/code/edities/1"' not in page
    assert (await berend.get(f"{PAGE}/1")).status_code == 404


async def test_the_report_tells_what_will_depart_and_what_it_looked_at(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    await desk.declared()
    await desk.declared("collega", **PAST, **PARTY)
    page = (await berend.get(f"{PAGE}/2")).text
    text = seen(page)
    assert "Wat straks afwijkt van editie 2" in text
    assert "Editie 2 geldt vanaf 9 mei 2026." in text
    assert (
        "Bekeken: 2026-0001 tot en met 2026-0002, samen 2 lopende verklaringen. "
        "Daarvan wijkt er 1 af."
    ) in text
    [row] = rows(page)
    for told in ("Nevenfunctie · 2026-0001", "Mees Medewerker", "In behandeling"):
        assert told in row
    assert f"Pas toe of leg uit {COMES} {TOLD}" in row
    assert 'href="/verklaringen/2026-0001"' in page
    assert "Volgende deel" not in page


async def test_under_the_edition_in_force_a_changed_limit_shows_up(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    await desk.declared(hours_per_week="10")
    page = (await berend.get(f"{PAGE}/1")).text
    assert rows(page) == []
    assert "Er wijkt niets anders af dan bij het indienen." in page
    assert "<form" not in page.split("<main", 1)[1]
    limits = await berend.get("/code/grenzen")
    assert "/code/edities" not in limits.text
    await desk.limit("side_hours_notice", "8")
    limits = await berend.get("/code/grenzen")
    assert 'href="/code/edities/1"' in limits.text
    page = (await berend.get(f"{PAGE}/1")).text
    assert "Wat nu afwijkt van editie 1" in seen(page)
    [row] = rows(page)
    assert "Aandachtspunt NF-5 Je nevenfuncties kosten samen 10 uur per week." in row


async def test_where_nothing_is_live_the_report_says_so(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    assert "Er zijn geen lopende verklaringen." in (await berend.get(f"{PAGE}/2")).text


async def test_the_parts_follow_one_another_also_where_one_holds_none(
    desk: Desk, berend: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_report, "PART", 2)
    for hours in ("5", "3", "3", "2", "6"):
        await desk.declared(hours_per_week=hours)
    url, found = f"{PAGE}/2", list[tuple[str, str]]()
    while True:
        page = (await berend.get(url)).text
        found += re.findall(r"Bekeken: (.*?), samen \d lopende \w+\. (.*?af\.)", seen(page))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        if following is None:
            break
        url = unescape(following[1])
    assert found == [
        ("2026-0001 tot en met 2026-0002", "Daarvan wijkt er 1 af."),
        ("2026-0003 tot en met 2026-0004", "Daarvan wijkt er geen af."),
        ("2026-0005", "Daarvan wijkt er 1 af."),
    ]
    assert "Eerste deel" in page
    beyond = await berend.get(f"{PAGE}/2?na=2026-0005")
    assert "Na 2026-0005 zijn er geen lopende verklaringen." in beyond.text


@pytest.mark.parametrize("after", ["x", "2026", "2026-", "9999-9999999999", "-1", "2026-0001'--"])
async def test_a_place_that_never_was_is_the_start_of_the_list(
    desk: Desk, berend: httpx.AsyncClient, after: str
) -> None:
    await desk.declared()
    answer = await berend.get(f"{PAGE}/2", params={"na": after})
    assert answer.status_code == 200
    assert "Bekeken: 2026-0001" in seen(answer.text)


@pytest.mark.parametrize("name", ["3", "2%00", "1%2F2", "%C2%B2"])
async def test_an_edition_that_does_not_exist_is_no_page(
    desk: Desk, berend: httpx.AsyncClient, name: str
) -> None:
    assert (await berend.get(f"{PAGE}/{name}")).status_code in {404, 405}
    assert (await post(berend, f"{PAGE}/{name}", {})).status_code in {404, 405}


@pytest.mark.parametrize("who", ["medewerker", "leidinggevende", "directeur", "rvt", "beheerder"])
async def test_nobody_else_is_led_to_it_or_let_in(desk: Desk, sign_in: SignIn, who: str) -> None:
    client = await sign_in(who)
    assert PAGE not in (await client.get("/code")).text
    for url in (PAGE, f"{PAGE}/1", f"{PAGE}/2"):
        assert (await client.get(url)).status_code == 404
    assert (await post(client, f"{PAGE}/2", {"bericht": MESSAGE})).status_code == 404


async def test_the_bestuurssecretaris_is_led_from_the_code_to_the_editions(
    berend: httpx.AsyncClient,
) -> None:
    assert f'href="{PAGE}"' in (await berend.get("/code")).text


async def test_who_is_ticked_is_asked_and_the_report_tells_so(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    mine = await desk.declared()
    await desk.declared("collega")
    answer = await ask(berend, await boxes(desk, mine))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}/2")
    page = (await berend.get(f"{PAGE}/2")).text
    assert "Het verzoek is verstuurd." in page
    first, second = rows(page)
    assert "Gevraagd op 10 maart 2026 om 10:30 door Berend Secretaris. Nog geen antwoord." in first
    assert "Vraag om te herzien : 2026-0002 van Carla Collega" in second
    assert 'name="kies-2026-0001"' not in page
    listed = seen((await berend.get(PAGE)).text)
    assert "Verzoeken 1 verstuurd, 0 beantwoord, 1 wacht op antwoord" in listed
    again = await ask(berend, await boxes(desk, mine))
    assert again.status_code == 303
    assert await desk.rows("SELECT count(*) FROM revision_request") == [(1,)]


async def test_what_is_ticked_and_typed_is_kept_when_something_is_missing(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    await desk.declared()
    other = await desk.declared("collega")
    answer = await ask(berend, {})
    assert answer.status_code == 422
    assert 'href="#kies-2026-0001"' in answer.text
    assert "Vink aan bij welke verklaringen je het wilt vragen." in answer.text
    assert unescape(answer.text).count(MESSAGE) == 1
    answer = await ask(berend, await boxes(desk, other), "  ")
    assert answer.status_code == 422
    assert 'href="#bericht"' in answer.text
    assert "Schrijf op wat de medewerkers moeten weten." in answer.text
    ticked = re.findall(r'name="(kies-[^"]+)" value="[^"]+" checked', answer.text)
    assert ticked == ["kies-2026-0002"]
    assert await desk.rows("SELECT count(*) FROM revision_request") == [(0,)]


async def test_all_can_be_ticked_at_once_and_the_message_stays(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    await desk.declared()
    await desk.declared("collega")
    answer = await ask(berend, {}, handeling="alles")
    assert answer.status_code == 200
    assert re.findall(r'name="(kies-[^"]+)" value="[^"]+" checked', answer.text) == [
        "kies-2026-0001",
        "kies-2026-0002",
    ]
    assert MESSAGE in unescape(answer.text)
    assert await desk.rows("SELECT count(*) FROM revision_request") == [(0,)]


async def test_what_changed_meanwhile_is_told_and_nothing_is_sent(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    mine, other = await desk.declared(), await desk.declared("collega")
    ticked = await boxes(desk, mine, other)
    await desk.withdraw("medewerker", mine)
    answer = await ask(berend, ticked)
    assert answer.status_code == 409
    assert "Intussen is er iets gewijzigd bij 2026-0001. Er is niets verstuurd." in answer.text
    assert re.findall(r'name="(kies-[^"]+)" value="[^"]+" checked', answer.text) == [
        "kies-2026-0002"
    ]
    assert MESSAGE in unescape(answer.text)
    assert await desk.rows("SELECT count(*) FROM revision_request") == [(0,)]


async def test_ones_own_declaration_is_not_offered_and_cannot_be_asked_about(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    own = await desk.declared("bestuurssecretaris")
    page = (await berend.get(f"{PAGE}/2")).text
    [row] = rows(page)
    assert "Dit is je eigen verklaring." in row
    assert 'name="bericht"' not in page
    assert (await ask(berend, await boxes(desk, own))).status_code == 404


async def test_what_tells_of_a_colleague_is_not_offered(
    desk: Desk, berend: httpx.AsyncClient
) -> None:
    await desk.declared(**PAST)
    await desk.declared("collega", **PAST)
    page = (await berend.get(f"{PAGE}/1")).text
    [row] = rows(page)
    assert "AL-4" in row
    assert "De medewerker krijgt het niet te zien." in row
    assert 'name="bericht"' not in page


async def test_strange_text_is_shown_as_it_is(desk: Desk, berend: httpx.AsyncClient) -> None:
    key = await desk.declared()
    text = "<script>alert(1)</script> '{{ 7 * 7 }}' €"
    assert (await ask(berend, await boxes(desk, key), text)).status_code == 303
    dossier = (await berend.get("/verklaringen/2026-0001")).text
    assert "<script>alert(1)" not in dossier
    assert text in unescape(dossier)


async def test_the_page_takes_as_many_queries_however_much_departs(
    desk: Desk, berend: httpx.AsyncClient, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_report, "PART", 13)
    await desk.declared()
    sent = await ask(berend, await boxes(desk, await desk.declared("collega")))
    assert sent.status_code == 303
    needed = []
    for url in (f"{PAGE}/2", f"{PAGE}/2", f"{PAGE}/2?na=2026-0013"):
        counted: list[str] = []
        stop = count_queries(storage, counted)
        assert (await berend.get(url)).status_code == 200
        stop()
        needed.append(len(counted))
        while len(await desk.rows("SELECT id FROM declaration")) < 20:
            await desk.declared()
    assert len(set(needed)) == 1
    assert needed[0] <= 30, counted
