"""The page of the code: every rule, in plain words, for everybody who is signed in."""

import re

import pytest

from tests.web.conftest import SignIn
from workflows.policy import POLICY_VALUES
from workflows.rules import RULES
from workflows.rules.rule import Severity

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
