"""A party that may be a supplier: the declarant is asked, and the bestuurssecretaris settles it."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in

OpenBrowser = Callable[..., Awaitable[Page]]

PARTY = "Energiek Wonen Adviezen"
SUPPLIER = "Energiek Wonen Advies B.V."


async def declare(page: Page) -> str:
    """Submit a nevenfunctie at a party that may be a supplier; give its number."""
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    for name, value in {
        "organisation": PARTY,
        "position": "Adviseur",
        "hours_per_week": "2,5",
        "starts_on": "1-1-2030",
    }.items():
        await page.locator(f"[name={name}]").fill(value)
    for name, value in {
        "nature": "bestuur",
        "relation": "geen",
        "paid": "nee",
        "during_working_hours": "nee",
        "uses_company_assets": "nee",
        "works_for_residents": "nee",
    }.items():
        await page.locator(f"[name={name}][value={value}]").check()
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.locator("#foutoverzicht")).to_contain_text("Kies of dit dezelfde partij is.")
    await expect(page.get_by_label(SUPPLIER)).to_be_visible()
    await page.get_by_label("Weet ik niet").check()
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    return page.url.split("/")[-2]


async def test_what_the_declarant_does_not_know_the_bestuurssecretaris_settles(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    number = await declare(await open_browser(javascript=javascript))
    for phone in (True, False):
        page = await open_browser(javascript=javascript, phone=phone)
        await sign_in(page, "bestuurssecretaris")
        await page.goto("/beoordelen")
        waiting = page.get_by_role("row").filter(has_text=number)
        await expect(waiting).to_contain_text(f"lijkt qua naam op leverancier {SUPPLIER}")
        await waiting.get_by_role("link").click()
        await expect(page.get_by_role("heading", name="Signalen", exact=True)).to_be_visible()
        if javascript:
            assert await axe(page) == []
        await page.get_by_role("button", name="Signaal afhandelen").click()
        summary = page.locator("#foutoverzicht")
        await expect(summary).to_contain_text("Kies of dit dezelfde partij is.")
        await expect(summary).to_contain_text("Schrijf op waaruit dat blijkt.")
        if javascript:
            assert await axe(page) == []
        sideways = await page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways <= 0
    await page.get_by_label("Ja, dit is dezelfde partij").check()
    await page.get_by_label("Waaruit blijkt dat?").fill("Inkoop heeft het nagevraagd.")
    await page.get_by_role("button", name="Signaal afhandelen").click()
    await expect(page.locator(".flash")).to_contain_text("Het signaal is afgehandeld.")
    await page.goto(f"/verklaringen/{number}")
    await expect(page.locator("#inhoud")).to_contain_text("Inkoop heeft het nagevraagd.")
    await expect(page.get_by_role("button", name="Signaal afhandelen")).to_have_count(0)
    if javascript:
        assert await axe(page) == []
