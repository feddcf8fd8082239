"""What was approved is changed, looked at again and ended, in a browser with and without script."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.test_after_submission import decide, submitted

OpenBrowser = Callable[..., Awaitable[Page]]


async def approved(lotte: Page, fatima: Page) -> str:
    """Declare a nevenfunctie and approve it; give its number."""
    number = await submitted(lotte)
    await sign_in(fatima, "leidinggevende")
    await decide(fatima, number, "Goedkeuren", "Dit past naast je werk.")
    await fatima.wait_for_url("**/beoordelen")
    return number


async def change(lotte: Page, number: str, hours: str) -> None:
    """Change how many hours it takes."""
    await lotte.goto(f"/verklaringen/{number}")
    await lotte.locator("summary", has_text="Er is iets veranderd").click()
    await lotte.get_by_role("button", name="Wijzig deze verklaring").click()
    await expect(lotte.get_by_label("Uren per week")).to_have_value("2,5")
    await lotte.get_by_label("Uren per week").fill(hours)
    await lotte.get_by_role("button", name="Dien de wijziging in").click()
    await expect(lotte.get_by_role("heading", level=1)).to_have_text("Je wijziging is ingediend")


async def test_a_refused_change_leaves_what_was_approved_in_force(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    lotte, fatima = await open_browser(javascript=javascript), await open_browser()
    number = await approved(lotte, fatima)
    await change(lotte, number, "30")

    await fatima.goto(f"/verklaringen/{number}")
    await expect(fatima.locator("#inhoud")).to_contain_text("Versie 1 blijft van kracht")
    row = fatima.locator(".comparison__changed")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("2,5 uur")
    await expect(row).to_contain_text("30 uur")
    assert await axe(fatima) == []
    await fatima.get_by_role("radio", name="Afwijzen", exact=True).check()
    await fatima.get_by_label("Overbelasting").check()
    await fatima.get_by_label("Waarom?").fill("Dit is te veel.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await fatima.wait_for_url("**/beoordelen")

    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.locator("#inhoud")).to_contain_text("De wijziging is afgewezen")
    await expect(lotte.locator(".badge-line")).to_have_text("Goedgekeurd")
    await expect(lotte.locator(".summary-list").first).to_contain_text("Penningmeester")


async def test_a_change_that_is_typed_is_kept_and_can_be_thrown_away(
    open_browser: OpenBrowser,
) -> None:
    lotte, fatima = await open_browser(), await open_browser()
    number = await approved(lotte, fatima)
    await lotte.goto(f"/verklaringen/{number}")
    await lotte.locator("summary", has_text="Er is iets veranderd").click()
    await lotte.get_by_role("button", name="Wijzig deze verklaring").click()
    await lotte.get_by_label("Uren per week").fill("4")
    await lotte.get_by_label("Uren per week").blur()
    await expect(lotte.locator("#bewaarstand")).to_contain_text("bewaard")
    await lotte.goto(f"/verklaringen/{number}")
    assert await axe(lotte) == []
    await lotte.get_by_role("link", name="Verder met je wijziging").click()
    await expect(lotte.get_by_label("Uren per week")).to_have_value("4")
    await lotte.goto(f"/verklaringen/{number}")
    await lotte.get_by_role("button", name="Gooi de wijziging weg").click()
    await expect(lotte.locator("#inhoud")).to_contain_text("Je wijziging is weggegooid.")


async def test_an_approved_change_is_in_force_and_can_be_ended(open_browser: OpenBrowser) -> None:
    lotte, fatima = await open_browser(), await open_browser()
    number = await approved(lotte, fatima)
    await change(lotte, number, "4")
    await decide(fatima, number, "Goedkeuren", "Dit past ook.")
    await fatima.wait_for_url("**/beoordelen")
    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.locator(".eyebrow")).to_contain_text("versie 2")
    await lotte.locator("summary", has_text="Dit is geëindigd").click()
    await lotte.get_by_label("Geëindigd op").fill("01-01-2026")
    await lotte.get_by_role("button", name="Beëindig deze verklaring").click()
    await expect(lotte.locator(".badge-line")).to_have_text("Beëindigd")
