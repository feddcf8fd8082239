"""Asking beforehand whether something is allowed: the same form and panel, and nothing is kept."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, Request, expect
from sqlalchemy import text

from register.schema import METADATA
from register.storage import Storage
from tests.pages.conftest import axe, sign_in
from tests.pages.forms import answer, press_on
from tests.pages.test_every_page import hold_to_the_bar
from tests.pages.test_nothing_typed_is_lost import saved
from tests.pages.test_panel import CASES, WAYS, Case, holds_within_the_screen

OpenBrowser = Callable[..., Awaitable[Page]]


async def held(storage: Storage) -> dict[str, int]:
    """Give how many rows each table of the register holds."""
    async with storage.transaction() as db:
        connection = await db.connection()
        return {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            for table in METADATA.tables
        }


@pytest.mark.parametrize(("javascript", "phone"), WAYS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story.slug)
async def test_asking_gives_the_same_answer_and_keeps_nothing_until_it_becomes_a_declaration(
    case: Case, javascript: bool, phone: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    page = await open_browser(javascript=javascript, phone=phone)
    await sign_in(page, "medewerker")
    before = await held(demo_storage)
    await page.get_by_role("link", name="Kijk het eerst na").click()
    await page.locator(f'#inhoud a[href="/mag-dit/{case.story.slug}"]').click()
    await answer(page, "Toelichting", "Dit bewaar je niet.", javascript=javascript)
    for label, given in (*case.first, case.departing):
        await answer(page, label, given, javascript=javascript)
    if not javascript:
        await press_on(page)
    panel = page.locator("#toets")
    await expect(panel).to_contain_text(case.told)
    await expect(panel).to_contain_text(case.meaning)
    await expect(panel).to_contain_text("Als je dit meldt, leg je het uit.")
    await expect(page.locator(f"#uitleg-{case.rule}")).to_have_count(0)
    await expect(page.get_by_role("button", name="Indienen")).to_have_count(0)
    await holds_within_the_screen(page, javascript=javascript)
    assert await held(demo_storage) == before

    await page.get_by_role("button", name="Maak hier een verklaring van").click()
    await page.wait_for_url("**/bewerken")
    await expect(page.locator(f"#uitleg-{case.rule}")).to_be_visible()
    await expect(page.locator("#explanation")).to_have_value("Dit bewaar je niet.")
    await page.get_by_role("button", name="Later verder").click()
    await expect(page.get_by_role("link", name="Verder met dit concept").first).to_be_visible()
    after = await held(demo_storage)
    assert after["declaration"] == before["declaration"] + 1


async def test_leaving_the_page_keeps_nothing(
    open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    before = await held(demo_storage)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url.partition("?")[0])

    page.on("request", note)
    await page.goto("/mag-dit/nevenfunctie")
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await page.goto("/")
    assert [url for url in sent if not url.endswith("/mag-dit/nevenfunctie/toets")] == []
    assert await held(demo_storage) == before


async def test_a_field_is_checked_when_somebody_leaves_it(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/mag-dit/nevenfunctie")
    await page.get_by_label("Uren per week").fill("honderd")
    await page.get_by_label("Begindatum").focus()
    await expect(page.locator("#melding-hours_per_week")).to_contain_text("Vul een getal in")
    await expect(page.get_by_label("Begindatum")).to_be_focused()
    await expect(page.locator("#bewaarstand")).to_be_empty()


async def test_who_was_signed_out_is_told_and_keeps_what_was_typed_on_the_page(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/mag-dit/nevenfunctie")
    await page.context.clear_cookies(name="sessie")
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    told = page.locator("#bewaarstand")
    await expect(told).to_contain_text("Je bent niet meer ingelogd, dus we kunnen niet toetsen.")
    await expect(page.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )


async def test_a_known_supplier_is_found_and_what_the_list_says_of_it_counts(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript)
    await sign_in(page, "medewerker")
    await page.goto("/mag-dit/uitnodiging")
    await page.locator("#supplier").fill("schilder")
    if not javascript:
        await page.get_by_role("button", name="Zoek").click()
    choices = page.locator("#keuzes-supplier")
    await expect(choices).to_contain_text("leveranciers gevonden")
    await choices.get_by_role("radio").first.check()
    if not javascript:
        await press_on(page)
    await expect(page.locator("#veld-category")).to_be_hidden()
    await expect(page.locator("#toets")).to_contain_text("UI-3")
    await expect(choices.get_by_role("radio").first).to_be_checked()


@pytest.mark.parametrize("who", ["medewerker", "bestuurssecretaris", "directie"])
async def test_the_pages_are_readable_for_everybody_who_may_declare(
    who: str, open_browser: OpenBrowser
) -> None:
    page = await open_browser()
    await sign_in(page, who)
    await page.locator(".navigation__row").get_by_role("link", name="Mag dit?").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mag dit?")
    for url in ("/mag-dit", "/mag-dit/woning"):
        await hold_to_the_bar(page, url)
    assert await axe(page) == []


async def test_going_on_as_a_declaration_goes_on_saving(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/mag-dit/nevenfunctie")
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await page.get_by_role("button", name="Maak hier een verklaring van").click()
    await page.wait_for_url("**/bewerken")
    await page.get_by_label("Functie of werkzaamheden").fill("Penningmeester")
    await saved(page)
    await page.goto(page.url)
    await expect(page.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )
    await expect(page.get_by_label("Functie of werkzaamheden")).to_have_value("Penningmeester")
