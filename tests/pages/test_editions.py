"""A new edition is looked into, who departs is asked to revise, and answers; in a real browser."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from register.clock import day_of
from tests.pages.conftest import axe, sign_in
from tests.pages.test_every_page import hold_to_the_bar
from tests.workflows.edition_two import TOLD, publish

OpenBrowser = Callable[..., Awaitable[Page]]

MESSAGE = "Vanaf de nieuwe editie vragen we meer. Kijk of je verklaring nog klopt."
ANSWER = "Er is niets veranderd, want ik doe dit in mijn eigen tijd."


@pytest.fixture(autouse=True)
def edition_two(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """An edition that begins in two months."""
    publish(monkeypatch, day_of(now) + timedelta(days=60))


async def declare(page: Page) -> str:
    """Submit a nevenfunctie that will depart; give its number."""
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    for name, value in {
        "organisation": "Stichting Speeltuin Zwaag",
        "position": "Penningmeester",
        "hours_per_week": "4,5",
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
    await page.wait_for_url("**/ingediend")
    return page.url.split("/")[-2]


async def sound(page: Page, *, javascript: bool) -> None:
    """The page does not scroll sideways, and axe finds nothing wrong with it."""
    sideways = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sideways <= 0
    if javascript:
        assert await axe(page) == []


@pytest.mark.parametrize("phone", [True, False], ids=["on a phone", "on a desk"])
async def test_who_will_depart_is_asked_to_revise_and_answers(
    open_browser: OpenBrowser, javascript: bool, phone: bool
) -> None:
    number = await declare(await open_browser())

    theo = await open_browser(javascript=javascript, phone=phone)
    await sign_in(theo, "bestuurssecretaris")
    await theo.goto("/code")
    await theo.get_by_role("link", name="Edities en wat ervan afwijkt").click()
    await expect(theo.get_by_role("heading", level=1)).to_have_text("Edities van de code")
    await sound(theo, javascript=javascript)
    await theo.get_by_role("link", name="Bekijk wat er dan afwijkt").click()
    row = theo.get_by_role("row").filter(has_text=number)
    while not await row.count():
        await theo.get_by_role("link", name="Volgende deel").click()
    await expect(row).to_contain_text(TOLD)
    await sound(theo, javascript=javascript)

    await theo.get_by_label("Bericht aan wie je hebt aangevinkt").fill(MESSAGE)
    await theo.get_by_role("button", name="Verstuur het verzoek").click()
    summary = theo.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Vink aan bij welke verklaringen je het wilt vragen.")
    if javascript:
        await expect(summary).to_be_focused()
    await sound(theo, javascript=javascript)
    await expect(theo.get_by_label("Bericht aan wie je hebt aangevinkt")).to_have_value(MESSAGE)
    box = row.get_by_role("checkbox")
    await box.check()
    await theo.get_by_role("button", name="Verstuur het verzoek").dblclick()
    await expect(theo.locator(".flash")).to_contain_text("Het verzoek is verstuurd.")
    await expect(row).to_contain_text("Nog geen antwoord.")
    await expect(box).to_have_count(0)
    await sound(theo, javascript=javascript)

    lotte = await open_browser(javascript=javascript, phone=phone)
    await sign_in(lotte, "medewerker")
    asked = lotte.get_by_role("region", name="opnieuw bekijken?")
    await sound(lotte, javascript=javascript)
    await asked.get_by_role("link", name="Penningmeester bij Stichting Speeltuin Zwaag").click()
    section = lotte.get_by_role("region", name="Wil je deze verklaring opnieuw bekijken?")
    await expect(section).to_contain_text(MESSAGE)
    await expect(section).to_contain_text(TOLD)
    await section.get_by_role("button", name="Verstuur je antwoord").click()
    await lotte.locator("#foutoverzicht").get_by_role("link", name="Jouw antwoord").click()
    field = lotte.get_by_label("Wat is jouw antwoord?")
    await expect(field).to_be_focused()
    await sound(lotte, javascript=javascript)
    await field.fill(ANSWER)
    await lotte.get_by_role("button", name="Verstuur je antwoord").click()
    await expect(lotte.locator(".flash")).to_contain_text("Je antwoord is opgeslagen.")
    await expect(lotte.locator("#inhoud")).to_contain_text(ANSWER)
    await expect(field).to_have_count(0)
    await sound(lotte, javascript=javascript)

    await theo.reload()
    await expect(row).to_contain_text(ANSWER)


async def test_the_pages_of_an_edition_are_readable(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await sign_in(page, "bestuurssecretaris")
    for url in ("/code/edities", "/code/edities/1", "/code/edities/2"):
        await hold_to_the_bar(page, url)
    await page.goto("/code/edities/2")
    await page.get_by_role("button", name="Vink alles aan").click()
    for box in await page.get_by_role("checkbox").all():
        await expect(box).to_be_checked()
    assert await axe(page) == []
