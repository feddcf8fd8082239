"""What somebody types in a form stays: after an error, a refresh, a closed tab, a lost session."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from playwright.async_api import Page, expect
from sqlalchemy import update

from register.sessions import UserSession
from register.storage import Storage
from tests.pages.conftest import sign_in
from tests.pages.forms import STORIES, answer

OpenBrowser = Callable[..., Awaitable[Page]]


async def begin(page: Page, slug: str = "nevenfunctie") -> None:
    """Sign in and open a new form."""
    await sign_in(page, "medewerker")
    await page.goto(f"/verklaringen/nieuw/{slug}")


async def saved(page: Page) -> None:
    """Wait until the page says that the concept was kept."""
    await expect(page.locator("#bewaarstand")).to_contain_text("Concept bewaard om")


async def test_an_error_stands_beside_its_field_and_in_a_summary_that_leads_there(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page)
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await page.get_by_label("Uren per week").fill("honderd")
    await page.get_by_role("button", name="Indienen").click()
    summary = page.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Uren per week: Vul een getal in, zoals 7,5.")
    await expect(page.locator("#melding-hours_per_week")).to_contain_text("Vul een getal in")
    await expect(page.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )
    await expect(page.get_by_label("Uren per week")).to_have_value("honderd")
    await summary.get_by_role("link", name="Uren per week").click()
    await expect(page.get_by_label("Uren per week")).to_be_focused()


async def test_a_field_is_checked_when_somebody_leaves_it(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await begin(page)
    await page.get_by_label("Begindatum").fill("31-02-2026")
    await page.get_by_label("Einddatum").focus()
    await expect(page.locator("#melding-starts_on")).to_contain_text("Deze datum bestaat niet")
    await expect(page.get_by_label("Einddatum")).to_be_focused()
    await page.get_by_label("Begindatum").fill("28-02-2026")
    await page.get_by_label("Einddatum").focus()
    await expect(page.locator("#melding-starts_on")).to_be_empty()


async def test_walking_past_an_empty_field_is_no_mistake(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await begin(page)
    await page.get_by_label("Organisatie", exact=True).focus()
    await page.get_by_label("Functie of werkzaamheden").focus()
    await saved(page)
    await expect(page.locator("#melding-organisation")).to_be_empty()


async def test_a_question_comes_and_goes_with_the_answer_it_depends_on(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await begin(page, "woning")
    await answer(page, "Soort", "Koop", javascript=True)
    await expect(page.get_by_role("radiogroup", name="Onafhankelijke taxatie")).to_be_visible()
    await expect(page.get_by_role("radiogroup", name="Toewijzingsgrond")).to_be_hidden()
    await answer(page, "Soort", "Huur", javascript=True)
    await expect(page.get_by_role("radiogroup", name="Onafhankelijke taxatie")).to_be_hidden()
    await expect(page.get_by_role("radiogroup", name="Toewijzingsgrond")).to_be_visible()


async def test_what_was_typed_is_there_after_a_refresh(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await begin(page)
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await saved(page)
    await page.reload()
    await expect(page.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )


async def test_what_was_typed_is_there_after_the_tab_was_closed_at_once(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    before = await page.get_by_role("link", name="Verder met dit concept").count()
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await page.close(run_before_unload=True)
    other = await page.context.new_page()
    concepts = other.get_by_role("link", name="Verder met dit concept")
    for _ in range(50):
        await other.goto("/")
        if await concepts.count() > before:
            break
    await concepts.first.click()
    await expect(other.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )


async def test_who_was_signed_out_while_typing_signs_in_and_goes_on(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page)
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    async with demo_storage.transaction() as db:
        await db.exec(
            update(UserSession).values(expires_at=UserSession.created_at - timedelta(minutes=1))
        )
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    await page.locator('button[value="2006"]').click()
    await expect(page.get_by_label("Organisatie", exact=True)).to_have_value(
        "Stichting Speeltuin Zwaag"
    )


async def test_a_known_supplier_is_found_by_typing_and_chosen(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page, "prive-leverancier")
    await page.locator("#supplier").fill("schilder")
    if not javascript:
        await page.get_by_role("button", name="Zoek").click()
    choices = page.locator("#keuzes-supplier")
    await expect(choices).to_contain_text("leveranciers gevonden")
    await choices.get_by_role("radio").first.check()
    name = await choices.locator("label").first.inner_text()
    if javascript:
        await saved(page)
        await page.reload()
    else:
        await page.get_by_role("button", name="Later verder").click()
        await page.get_by_role("link", name="Verder met dit concept").first.click()
    await expect(page.locator("#keuzes-supplier").get_by_role("radio").first).to_be_checked()
    await expect(page.locator("#keuzes-supplier label").first).to_have_text(name)
    assert STORIES[2].slug == "prive-leverancier"


async def test_everything_can_be_done_with_the_keyboard(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await begin(page)
    await page.get_by_label("Organisatie", exact=True).focus()
    await page.keyboard.type("Stichting Speeltuin Zwaag")
    for text in ("Tab", "Tab"):
        await page.keyboard.press(text)
    await page.keyboard.type("Penningmeester")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Toezichthoudende functie")).to_be_checked()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Functie of werkzaamheden")).to_have_value("Penningmeester")
    await expect(page.get_by_role("radio", name="Toezichthoudende functie")).to_be_checked()
    await expect(page.locator("#foutoverzicht")).to_have_count(0)
