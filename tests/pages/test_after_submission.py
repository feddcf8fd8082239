"""What can happen after a submission: a question, an answer, withdrawal, an end, a race."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.pages.conftest import sign_in
from tests.pages.forms import STORIES, fill_in

OpenBrowser = Callable[..., Awaitable[Page]]


async def submitted(page: Page) -> str:
    """Declare a nevenfunctie as *medewerker*, and give its number."""
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await fill_in(page, STORIES[0], javascript=True)
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    return page.url.split("/")[-2]


async def decide(page: Page, number: str, decision: str, reason: str) -> None:
    """Decide as *leidinggevende*."""
    await page.goto(f"/verklaringen/{number}")
    await page.get_by_role("radio", name=decision, exact=True).check()
    await page.get_by_label("Waarom?").fill(reason)
    await page.get_by_role("button", name="Besluit vastleggen").click()


async def test_a_question_is_answered_with_a_new_version_that_shows_beside_the_old(
    open_browser: OpenBrowser,
) -> None:
    lotte, fatima = await open_browser(), await open_browser()
    number = await submitted(lotte)
    await sign_in(fatima, "leidinggevende")
    await decide(fatima, number, "Aanvulling vragen", "Hoeveel uur is het echt?")

    await lotte.goto(f"/verklaringen/{number}")
    await lotte.get_by_role("link", name="Vul je verklaring aan").click()
    await expect(lotte.locator("#inhoud")).to_contain_text("Hoeveel uur is het echt?")
    await expect(lotte.get_by_label("Uren per week")).to_have_value("2,5")
    await lotte.get_by_label("Uren per week").fill("6")
    await lotte.get_by_role("button", name="Indienen").click()
    await expect(lotte.get_by_role("heading", level=1)).to_have_text("Je aanvulling is ingediend")

    await fatima.goto(f"/verklaringen/{number}")
    row = fatima.locator(".comparison__changed")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("2,5 uur")
    await expect(row).to_contain_text("6 uur")
    await expect(fatima.locator(".timeline")).to_contain_text("heeft versie 2 ingediend")


async def test_conditions_have_a_text_and_a_day_and_the_declarant_sees_them(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    lotte, fatima = await open_browser(), await open_browser(javascript=javascript)
    number = await submitted(lotte)
    await sign_in(fatima, "leidinggevende")
    await fatima.goto(f"/verklaringen/{number}")
    await fatima.get_by_role("radio", name="Goedkeuren onder voorwaarden").check()
    await fatima.get_by_label("Voorwaarde 1").fill("Niet in werktijd.")
    await fatima.get_by_role("button", name="Nog een voorwaarde").click()
    await fatima.get_by_label("Voorwaarde 2").fill("Meld het als het meer uren worden.")
    await fatima.locator("#condition_2_due").fill("gisteren")
    await fatima.get_by_label("Waarom?").fill("Het blijft binnen de perken.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await expect(fatima.locator("#foutoverzicht")).to_contain_text(
        "Voorwaarde 1, klaar op: Vul in wanneer het klaar moet zijn."
    )
    await fatima.locator("#condition_1_due").fill("31-12-2099")
    await fatima.locator("#condition_2_due").fill("31-12-2099")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await fatima.wait_for_url("**/beoordelen")

    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.locator(".conditions li")).to_have_count(2)
    await expect(lotte.locator(".conditions")).to_contain_text("Niet in werktijd.")


async def test_a_second_decision_from_another_tab_is_refused_and_told(
    open_browser: OpenBrowser,
) -> None:
    lotte, fatima = await open_browser(), await open_browser()
    number = await submitted(lotte)
    await sign_in(fatima, "leidinggevende")
    await fatima.goto(f"/verklaringen/{number}")
    tab = await fatima.context.new_page()
    await decide(tab, number, "Goedkeuren", "Dit past bij de code.")
    await tab.wait_for_url("**/beoordelen")
    await fatima.get_by_role("radio", name="Afwijzen").check()
    await fatima.get_by_label("Waarom?").fill("Toch niet.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await expect(fatima.locator("#inhoud")).to_contain_text("Je besluit is niet opgeslagen")
    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.get_by_role("heading", name="Goedgekeurd")).to_be_visible()


async def test_a_double_click_submits_once(open_browser: OpenBrowser) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await fill_in(page, STORIES[0], javascript=True)
    await page.get_by_role("button", name="Indienen").dblclick()
    await page.wait_for_url("**/ingediend")
    await page.goto("/")
    await expect(page.get_by_text(STORIES[0].headline)).to_have_count(1)


async def test_submitting_from_a_second_tab_says_that_it_was_done(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await fill_in(page, STORIES[0], javascript=True)
    tab = await page.context.new_page()
    await page.get_by_role("button", name="Later verder").click()
    await page.get_by_role("link", name="Verder met dit concept").first.click()
    await tab.goto(page.url)
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    await tab.get_by_role("button", name="Indienen").click()
    await expect(tab.get_by_role("status").first).to_contain_text("al ingediend")


async def test_a_declaration_is_withdrawn_and_keeps_its_number(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    lotte = await open_browser()
    number = await submitted(lotte)
    page = await open_browser(javascript=javascript)
    await sign_in(page, "medewerker")
    await page.goto(f"/verklaringen/{number}")
    await page.get_by_text("Verklaring intrekken").click()
    await page.get_by_role("button", name="Trek deze verklaring in").click()
    await expect(page.get_by_role("status").first).to_contain_text("ingetrokken")
    await expect(page.locator(".eyebrow")).to_contain_text(number)


async def test_a_concept_is_deleted(javascript: bool, open_browser: OpenBrowser) -> None:
    page = await open_browser(javascript=javascript)
    await sign_in(page, "medewerker")
    concepts = page.get_by_role("link", name="Verder met dit concept")
    before = await concepts.count()
    await page.goto("/verklaringen/nieuw/woning")
    await page.get_by_label("Plaats").fill("Hoorn")
    await page.get_by_role("button", name="Later verder").click()
    await concepts.first.click()
    await page.get_by_text("Concept verwijderen").click()
    await page.get_by_role("button", name="Verwijder dit concept").click()
    await expect(page.get_by_role("status").first).to_contain_text("verwijderd")
    await expect(concepts).to_have_count(before)


async def test_what_is_over_is_ended_with_a_day_that_has_been(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    lotte, fatima = await open_browser(), await open_browser()
    number = await submitted(lotte)
    await sign_in(fatima, "leidinggevende")
    await decide(fatima, number, "Goedkeuren", "Dit past bij de code.")
    page = await open_browser(javascript=javascript)
    await sign_in(page, "medewerker")
    await page.goto(f"/verklaringen/{number}")
    await page.get_by_text("Dit is geëindigd").click()
    await page.get_by_label("Geëindigd op").fill("31-12-2099")
    await page.get_by_role("button", name="Beëindig deze verklaring").click()
    await expect(page.locator("#foutoverzicht")).to_contain_text("vandaag of eerder")
    await page.get_by_label("Geëindigd op").fill("1-11-2026")
    await page.get_by_role("button", name="Beëindig deze verklaring").click()
    await expect(page.get_by_role("status").first).to_contain_text("beëindigd")
