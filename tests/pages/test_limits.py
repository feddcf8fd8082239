"""The bestuurssecretaris changes a limit in a real browser, and everybody sees it in the code."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.test_every_page import hold_to_the_bar

OpenBrowser = Callable[..., Awaitable[Page]]

LABEL = "Tijd voor al je nevenfuncties samen"
REASON = "Besproken in de directie."


async def opened(page: Page) -> Locator:
    """Go from the menu to the form of a limit, and open it."""
    await page.goto("/code")
    await page.get_by_role("link", name="Grenzen van Intermaris wijzigen").first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Grenzen van Intermaris")
    limit = page.get_by_role("region", name=LABEL)
    await limit.get_by_text("Wijzig deze grens").click()
    return limit


@pytest.mark.parametrize("phone", [True, False], ids=["on a phone", "on a desk"])
async def test_a_limit_is_changed_after_a_mistake_and_turned_off_again(
    open_browser: OpenBrowser, javascript: bool, phone: bool
) -> None:
    page = await open_browser(javascript=javascript, phone=phone)
    await sign_in(page, "bestuurssecretaris")
    limit = await opened(page)
    await limit.get_by_label("Voortaan boven").fill("veel")
    await limit.get_by_role("button", name="Leg de nieuwe grens vast").click()
    summary = page.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Vul een getal in, zoals 7,5.")
    await expect(summary).to_contain_text("Schrijf op waarom je dit wijzigt.")
    if javascript:
        await expect(summary).to_be_focused()
        assert await axe(page) == []
    await summary.get_by_role("link", name=LABEL).click()
    field = limit.get_by_label("Voortaan boven")
    await expect(field).to_be_focused()
    await expect(field).to_have_value("veel")
    await field.fill("16,5")
    await limit.get_by_label("Reden").fill(REASON)
    await limit.get_by_role("button", name="Leg de nieuwe grens vast").click()
    await expect(page.get_by_text("De grens is gewijzigd en geldt vanaf nu.")).to_be_visible()
    await expect(limit).to_contain_text("Boven 16,5 uur per week")
    row = page.get_by_role("row").filter(has_text=REASON)
    await expect(row).to_contain_text("Boven 16,5 uur per week")
    await page.goto("/code#NF-5")
    await expect(page.locator("#NF-5")).to_contain_text(f"{LABEL}: boven 16,5 uur per week.")
    limit = await opened(page)
    await limit.get_by_label("Reden").fill("Toch niet nodig.")
    await limit.get_by_role("button", name="Zet deze grens uit").click()
    await expect(limit).to_contain_text("Staat uit")


async def test_the_page_is_readable_empty_and_with_a_history(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await sign_in(page, "bestuurssecretaris")
    await hold_to_the_bar(page, "/code/grenzen")
    limit = await opened(page)
    assert await axe(page) == []
    await limit.get_by_label("Voortaan boven").fill("20")
    await limit.get_by_label("Reden").fill(f"{REASON} https://intermaris.example/{'besluit' * 12}")
    await limit.get_by_role("button", name="Leg de nieuwe grens vast").click()
    await hold_to_the_bar(page, "/code/grenzen")


async def test_a_link_to_a_rule_shows_it_and_sets_it_apart(
    open_browser: OpenBrowser, javascript: bool
) -> None:
    page = await open_browser(javascript=javascript, phone=True)
    await sign_in(page, "medewerker")
    await page.goto("/code#WO-1")
    rule, other = page.locator("#WO-1"), page.locator("#WO-2")
    await expect(rule).to_be_in_viewport()
    ground = "rule => getComputedStyle(rule).backgroundColor"
    assert await rule.evaluate(ground) != await other.evaluate(ground)
