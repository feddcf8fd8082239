"""The bestuurssecretaris keeps the limits that Intermaris chooses, on a page of their own."""

import re
from html import unescape

import httpx
import pytest

from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn, post
from tests.workflows.desk import REASON, Desk
from workflows.policy import POLICY_VALUES
from workflows.rules import RULES

pytestmark = pytest.mark.storage

PAGE = "/code/grenzen"
HOURS = "side_hours_notice"


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


@pytest.fixture
async def berend(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in("bestuurssecretaris")


def seen(html: str) -> str:
    """Give the text that a person reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def card(answer: httpx.Response, name: str = HOURS) -> str:
    """Give the part of the page that is about one limit."""
    found = re.search(
        rf'<section class="limit" aria-labelledby="grens-{name}">.*?</section>',
        answer.text,
        re.DOTALL,
    )
    assert found is not None
    return found[0]


async def change(
    client: httpx.AsyncClient, typed: str, reason: str = REASON, name: str = HOURS, **form: str
) -> httpx.Response:
    """Open the page, fill in the form of one limit and send it."""
    opened = card(await client.get(PAGE), name)
    version = opened.split('name="version" value="')[1].split('"')[0]
    filled = {"version": version, name: typed, f"{name}_reason": reason}
    return await post(client, f"{PAGE}/{name}", {**filled, "handeling": "vastleggen", **form})


async def test_every_limit_tells_what_holds_where_it_comes_from_and_its_rules(
    berend: httpx.AsyncClient,
) -> None:
    answer = await berend.get(PAGE)
    assert answer.status_code == 200
    for name, value in POLICY_VALUES.items():
        html = card(answer, name)
        text = seen(html)
        assert value.label in text
        assert value.source in text
        assert ("Binnen 14 dagen" if name == "decision_days" else "Staat uit") in text
        linked = set(re.findall(r'href="/code#([^"]+)"', html))
        assert linked == {rule.id for rule in RULES.values() if name in rule.policy}
        assert 'value="uitzetten"' not in html
    assert "Er is nog niets gewijzigd." in answer.text


async def test_the_page_belongs_to_the_code_in_the_menu(berend: httpx.AsyncClient) -> None:
    page = (await berend.get(PAGE)).text
    assert re.search(r'href="/code" aria-current="page">De code<', page)


async def test_a_limit_is_set_and_turned_off_and_all_of_it_stays_to_be_read(
    berend: httpx.AsyncClient,
) -> None:
    answer = await change(berend, "7,5", "Zo is het afgesproken.")
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    page = await berend.get(PAGE)
    assert "De grens is gewijzigd en geldt vanaf nu." in page.text
    assert "Boven 7,5 uur per week , sinds 10 maart 2026 om 10:30" in seen(card(page))
    assert "uitzetten" in card(page)
    await change(berend, "", "Toch niet.", handeling="uitzetten")
    text = seen((await berend.get(PAGE)).text)
    label = POLICY_VALUES[HOURS].label
    assert text.index(
        f"10 maart 2026 om 10:30 {label} Boven 7,5 uur per week Staat uit Toch niet. "
        "Berend Secretaris"
    ) < text.index(
        f"10 maart 2026 om 10:30 {label} Staat uit Boven 7,5 uur per week "
        "Zo is het afgesproken. Berend Secretaris"
    )


async def test_what_is_wrong_is_told_at_the_field_and_on_top_and_nothing_typed_is_lost(
    berend: httpx.AsyncClient, desk: Desk
) -> None:
    answer = await change(berend, "heel <veel>", "")
    assert answer.status_code == 422
    html = card(answer)
    assert "<details" in html
    assert html.count("open>") == 1
    assert 'value="heel &lt;veel&gt;"' in html
    for field, said in (
        (HOURS, "Vul een getal in, zoals 7,5."),
        (f"{HOURS}_reason", "Schrijf op waarom je dit wijzigt."),
    ):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}"' in html
        assert answer.text.count(said) == 2
    kept = await change(berend, "", "Dit was\nmijn reden.")
    assert "Dit was\nmijn reden.</textarea>" in card(kept)
    assert "<title>Fout: " in kept.text
    assert "open>" not in card(kept, "decision_days")
    assert await desk.rows("SELECT count(*) FROM policy_change") == [(0,)]


async def test_who_was_later_is_told_sees_what_holds_now_and_can_go_on(
    berend: httpx.AsyncClient, desk: Desk
) -> None:
    before = await berend.get(PAGE)
    await desk.limit(HOURS, "20")
    version = card(before).split('name="version" value="')[1].split('"')[0]
    typed = {"version": version, HOURS: "16", f"{HOURS}_reason": "Zestien is genoeg."}
    answer = await post(berend, f"{PAGE}/{HOURS}", typed)
    assert answer.status_code == 409
    assert "Deze grens is intussen gewijzigd." in answer.text
    html = card(answer)
    assert "Boven 20 uur per week" in seen(html)
    assert 'value="16"' in html
    assert "Zestien is genoeg." in html
    version = html.split('name="version" value="')[1].split('"')[0]
    again = await post(berend, f"{PAGE}/{HOURS}", {**typed, "version": version})
    assert again.status_code == 303
    assert "Boven 16 uur per week" in seen(card(await berend.get(PAGE)))


@pytest.mark.parametrize("version", ["", "-1", "1e3", "99999999999", "²"])
async def test_a_version_that_never_was_changes_nothing(
    berend: httpx.AsyncClient, desk: Desk, version: str
) -> None:
    await desk.limit(HOURS, "20")
    answer = await change(berend, "16", version=version)
    assert answer.status_code == 409
    assert await desk.rows("SELECT value FROM policy_change") == [("20",)]


async def test_a_limit_that_cannot_be_off_is_not_turned_off(berend: httpx.AsyncClient) -> None:
    answer = await change(berend, "", name="decision_days", handeling="uitzetten")
    assert answer.status_code == 409
    assert "Deze grens kan niet uit." in answer.text


@pytest.mark.parametrize("name", ["maximum", "__class__", "decision_days%00"])
async def test_a_limit_that_does_not_exist_is_no_page(berend: httpx.AsyncClient, name: str) -> None:
    answer = await post(berend, f"{PAGE}/{name}", {"version": "0"})
    assert answer.status_code == 404
