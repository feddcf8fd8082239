"""An administrator reads in a list in a real browser, with and without JavaScript."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.test_every_page import hold_to_the_bar
from tests.register.imports.files import ANNA, BRAM, people

OpenBrowser = Callable[..., Awaitable[Page]]
DATA = Path(__file__).parents[1] / "data"


async def choose(page: Page, content: bytes) -> None:
    await page.goto("/medewerkers/inlezen")
    await page.set_input_files(
        "#bestand", {"name": "hr.csv", "mimeType": "text/csv", "buffer": content}
    )
    await page.get_by_role("button", name="Bekijk wat er verandert").click()


async def test_a_list_is_looked_at_and_then_read_in(
    open_browser: OpenBrowser, javascript: bool
) -> None:
    page = await open_browser(javascript=javascript)
    await sign_in(page, "beheerder")
    await page.get_by_role("link", name="Medewerkers").first.click()
    await page.get_by_role("link", name="Lees een nieuwe lijst in").click()
    await page.set_input_files("#bestand", DATA / "medewerkers.xlsx")
    await page.get_by_role("button", name="Bekijk wat er verandert").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wat er verandert")
    await expect(page.get_by_text("Er is nog niets gewijzigd.")).to_be_visible()
    await page.get_by_role("button", name="Lees dit bestand in").click()
    await expect(page.get_by_text("Het bestand is ingelezen.")).to_be_visible()
    await page.get_by_label("Naam, personeelsnummer, functie of afdeling").fill("ark naima")
    await page.get_by_role("button", name="Zoek", exact=True).click()
    await expect(page.get_by_role("cell", name="Ark, Naïma van")).to_be_visible()


async def test_the_faults_and_the_preview_are_readable_at_every_width(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await sign_in(page, "beheerder")
    await hold_to_the_bar(page, "/medewerkers/inlezen")
    await hold_to_the_bar(page, "/leveranciers/inlezen")
    wrong = {**BRAM, "E-mail": "een.heel.lang.adres.zonder.apenstaartje.of.iets.dergelijks"}
    for width in (360, 1440):
        await page.set_viewport_size({"width": width, "height": 900})
        await choose(page, people(ANNA, {**wrong, "Rollen": "koning"}))
        await expect(page.locator("#foutoverzicht")).to_contain_text("er staan 2 fouten")
        assert await axe(page) == []
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(sideways) <= 0
    await choose(page, people(ANNA, BRAM))
    await hold_to_the_bar(page, page.url)
