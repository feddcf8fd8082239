"""Every page as every member of the cast sees it: readable, within the screen, without faults."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import ConsoleMessage, Page, expect

from demo.cast import CAST
from tests.pages.conftest import axe, sign_in

OpenBrowser = Callable[..., Awaitable[Page]]

FORMS = [
    f"/verklaringen/nieuw/{slug}"
    for slug in ("nevenfunctie", "opdracht-verwante", "prive-leverancier", "woning", "uitnodiging")
]
WIDTHS = (360, 1440)


async def links(page: Page, within: str) -> list[str]:
    """Give the addresses that a part of the page leads to."""
    found = await page.locator(f"{within} a[href^='/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return sorted(set(found))


async def hold_to_the_bar(page: Page, url: str) -> None:
    """A page has one h1, a title, no sideways scrolling and nothing that axe finds wrong."""
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.goto(url)
        await expect(page.locator("h1")).to_have_count(1)
        sideways = await page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways <= 0, f"{url} scrolls sideways at {width} px"
        assert await axe(page) == [], f"{url} at {width} px"


@pytest.mark.parametrize("who", [member.key for member in CAST])
async def test_every_page_of_the_menu_is_readable_for_everybody(
    who: str, open_browser: OpenBrowser
) -> None:
    page = await open_browser()
    await sign_in(page, who)
    for url in ["/", *await links(page, ".navigation__row")]:
        await hold_to_the_bar(page, url)


@pytest.mark.parametrize("url", FORMS)
async def test_every_form_is_readable_empty_and_with_its_errors(
    url: str, open_browser: OpenBrowser
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await hold_to_the_bar(page, url)
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.locator("#foutoverzicht")).to_be_focused()
    assert await axe(page) == []


async def test_a_dossier_is_readable_for_its_declarant_and_its_reviewer(
    open_browser: OpenBrowser,
) -> None:
    for who in ("medewerker", "leidinggevende", "bestuurssecretaris"):
        page = await open_browser()
        await sign_in(page, who)
        await page.goto("/beoordelen" if who != "medewerker" else "/")
        for url in (await links(page, "#inhoud table"))[:3]:
            await hold_to_the_bar(page, url)


async def test_the_sign_in_page_and_errors_are_readable(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await hold_to_the_bar(page, "/inloggen")
    await hold_to_the_bar(page, "/bestaat-niet")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina bestaat niet")
    await page.get_by_role("link", name="Naar het begin", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


async def test_no_page_asks_the_browser_for_what_the_policy_forbids(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", note)
    await sign_in(page, "bestuurssecretaris")
    for url in ["/", *FORMS, *await links(page, ".navigation__row")]:
        await page.goto(url)
        fields = page.locator("#inhoud input[type=text]")
        if await fields.count():
            await fields.first.fill("abc")
            await fields.first.blur()
    await page.goto("/")
    assert complaints == []
