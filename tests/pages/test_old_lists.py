"""The bestuurssecretaris takes over an old list in a real browser; an employee completes it."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.pages.conftest import sign_in
from tests.pages.test_every_page import hold_to_the_bar
from tests.register.imports.old_lists import DINNER, old_list

TRIP = {**DINNER, "Personeelsnummer": "2006", "Leverancier": "Kwastman en Zonen"}
"""An invitation of the employee of the demo."""

OpenBrowser = Callable[..., Awaitable[Page]]


async def choose(page: Page, content: bytes) -> None:
    await page.set_input_files(
        "#bestand", {"name": "oud.xlsx", "mimeType": "application/zip", "buffer": content}
    )
    await page.get_by_role("button", name="Bekijk wat er gebeurt").click()


async def test_an_old_list_is_taken_over_and_found_by_whom_it_is_about(
    open_browser: OpenBrowser, javascript: bool
) -> None:
    page = await open_browser(javascript=javascript)
    await sign_in(page, "bestuurssecretaris")
    await page.get_by_role("link", name="Register", exact=True).click()
    await page.get_by_role("link", name="Lees haar in").click()
    await hold_to_the_bar(page, page.url)
    await choose(page, old_list({**TRIP, "Datum": "12-05-19"}))
    await expect(page.locator("#foutoverzicht")).to_contain_text("er staat 1 fout")
    await choose(page, old_list(TRIP, {**TRIP, "Plaats": "Edam"}))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wat er gebeurt")
    await hold_to_the_bar(page, page.url)
    await page.get_by_role("button", name="Lees dit bestand in").click()
    await expect(page.get_by_text("De oude lijst is ingelezen.")).to_be_visible()

    employee = await open_browser(javascript=javascript)
    await sign_in(employee, "medewerker")
    await expect(
        employee.get_by_role("heading", name="Er staan 2 concepten voor je klaar")
    ).to_be_visible()
    await hold_to_the_bar(employee, employee.url)
    await employee.get_by_role("link", name="Kwastman en Zonen, Edam, 12-05-2019").click()
    await expect(
        employee.get_by_text("Overgenomen uit oud.xlsx, Uitnodigingen, rij 3.")
    ).to_be_visible()
    await expect(employee.get_by_label("Plaats")).to_have_value("Edam")
