"""The page of the code: every rule, in plain words, for everybody who is signed in."""

import re
from datetime import date

import pytest

from register.findings import Severity
from register.people import Person
from register.storage import Storage
from tests.web.conftest import SignIn
from tests.workflows.desk import Desk
from workflows.policy import POLICY_VALUES
from workflows.rules import RULES, VERSIONS
from workflows.rules.editions import EDITIONS
from workflows.rules.home import WO_1

pytestmark = pytest.mark.storage


def seen(html: str) -> str:
    """Give the text that a person reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def test_every_rule_can_be_linked_to_and_says_all_there_is_to_say(sign_in: SignIn) -> None:
    client = await sign_in("medewerker")
    page = (await client.get("/code")).text
    for rule in RULES.values():
        found = re.search(rf'<article class="rule" id="{rule.id}".*?</article>', page, re.DOTALL)
        assert found is not None, rule.id
        text = seen(found[0])
        assert f'href="#{rule.id}"' in found[0]
        for said in (rule.sentence, rule.asks, rule.place, *(s.label for s in rule.severities)):
            assert said in text, rule.id
        for name in rule.policy:
            assert f"{POLICY_VALUES[name].label}: staat uit. Eigen keuze van Intermaris" in text


async def test_the_limits_are_those_in_force_with_where_they_come_from(
    sign_in: SignIn, storage: Storage, organisation: dict[str, Person]
) -> None:
    await Desk(storage, organisation).limit("side_hours_notice", "20")
    client = await sign_in("medewerker")
    text = seen((await client.get("/code")).text)
    label = POLICY_VALUES["side_hours_notice"].label
    assert f"{label}: boven 20 uur per week. Eigen keuze van Intermaris" in text
    for value in POLICY_VALUES.values():
        assert re.search(rf"{value.label} (Staat uit|Boven 20 uur per week|Binnen 14 dagen) ", text)
        assert value.source in text


async def test_only_the_bestuurssecretaris_is_led_to_where_limits_are_changed(
    sign_in: SignIn,
) -> None:
    for who, led in {"medewerker": False, "directeur": False, "bestuurssecretaris": True}.items():
        page = (await (await sign_in(who)).get("/code")).text
        assert ('href="/code/grenzen"' in page) is led, who


async def test_a_rule_says_from_when_it_applies_and_what_a_later_edition_makes_of_it(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stricter(WO_1):
        """Niemand die je kent woont antikraak bij Intermaris."""

        edition = "2"

    monkeypatch.setitem(VERSIONS, "WO-1", (WO_1(), Stricter()))
    client = await sign_in("medewerker")
    for since, now, from_when in (
        (date(2026, 3, 11), WO_1(), "Vanaf 11 maart 2026 (editie 2): Niemand die je kent woont"),
        (date(2026, 3, 10), Stricter(), "(editie 2). Geldt vanaf 10 maart 2026"),
    ):
        monkeypatch.setitem(EDITIONS, "2", since)
        page = (await client.get("/code")).text
        [article] = re.findall(r'<article class="rule" id="WO-1".*?</article>', page, re.DOTALL)
        assert f'id="regel-WO-1">{now.sentence}<' in article
        assert from_when in seen(article)


async def test_the_page_says_what_each_severity_means_for_the_route(sign_in: SignIn) -> None:
    client = await sign_in("medewerker")
    page = (await client.get("/code")).text
    for severity in Severity:
        assert f"{severity.label} {severity.meaning} {severity.effect}" in seen(page)
        assert f'id="{severity.slug}"' in page


async def test_every_link_within_the_page_leads_somewhere_and_no_anchor_stands_twice(
    sign_in: SignIn,
) -> None:
    client = await sign_in("medewerker")
    page = (await client.get("/code")).text
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


@pytest.mark.parametrize("who", ["medewerker", "bestuurssecretaris", "rvt", "accountant"])
async def test_everybody_finds_the_code_in_the_menu(sign_in: SignIn, who: str) -> None:
    client = await sign_in(who)
    assert re.search(r'href="/code"[^>]*>De code<', (await client.get("/")).text)
    assert (await client.get("/code")).status_code == 200
