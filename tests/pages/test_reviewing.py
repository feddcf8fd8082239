"""A reviewer sees what departs and how it was explained, and what changed since; and decides."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect
from sqlalchemy import text

from demo.cast import BY_KEY
from register.storage import Storage
from tests.pages.conftest import axe, sign_in

OpenBrowser = Callable[..., Awaitable[Page]]

WAITING = """
SELECT d.number FROM declaration d JOIN step s ON s.declaration_id = d.id
JOIN person p ON p.id = s.person_id
WHERE s.decided_at IS NULL AND s.cancelled_at IS NULL AND d.status = 'ingediend'
    AND p.staff_number = :who AND {condition}
ORDER BY d.number LIMIT 1
"""
DEPARTS = (
    "EXISTS (SELECT FROM finding f WHERE f.revision_id = s.revision_id "
    "AND f.verdict = 'departs' AND f.severity = '{severity}')"
)
TENDER_BEGAN = (
    "EXISTS (SELECT FROM finding f JOIN revision r ON r.id = f.revision_id JOIN supplier v "
    "ON v.creditor_number = r.counterparty_creditor_number WHERE f.revision_id = s.revision_id "
    "AND f.rule = 'UI-3' AND f.verdict = 'complies' AND v.tender_running)"
)


async def waiting_for(storage: Storage, who: str, condition: str) -> str:
    """Give the number of a declaration that waits for one of the cast."""
    async with storage.transaction() as db:
        connection = await db.connection()
        found = await connection.execute(
            text(WAITING.format(condition=condition)), {"who": BY_KEY[who].staff_number}
        )
        return str(found.scalar_one())


async def status_of(storage: Storage, number: str) -> str:
    async with storage.transaction() as db:
        connection = await db.connection()
        found = await connection.execute(
            text("SELECT status FROM declaration WHERE number = :number"), {"number": number}
        )
        return str(found.scalar_one())


async def start_declaring(page: Page, **ticked: str) -> str:
    """Submit a nevenfunctie in office hours as *medewerker*; give its number."""
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    for name, value in {
        "organisation": "Stichting Speeltuin Zwaag",
        "position": "Penningmeester",
        "hours_per_week": "2,5",
        "starts_on": "1-1-2030",
    }.items():
        await page.locator(f"[name={name}]").fill(value)
    answers = {
        "nature": "bestuur",
        "relation": "geen",
        "paid": "nee",
        "during_working_hours": "ja",
        "uses_company_assets": "nee",
        "works_for_residents": "nee",
        **ticked,
    }
    for name, value in answers.items():
        await page.locator(f"[name={name}][value={value}]").check()
    await page.locator("#uitleg-NF-2").fill("Op vrijdag werk ik thuis. De uren haal ik in.")
    await page.get_by_text("Zeven vragen").first.click()
    await page.locator("#denk-NF-2-1").fill("Of ik dit werk aanneem.")
    await page.locator("#overleg-NF-2").fill("Bram Koster")
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    return page.url.split("/")[-2]


async def test_what_departs_is_accepted_by_name_and_the_bestuurssecretaris_looks_along(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    number = await start_declaring(await open_browser())
    fatima = await open_browser(javascript=javascript)
    await sign_in(fatima, "leidinggevende")
    await fatima.goto(f"/verklaringen/{number}")
    departure = fatima.locator(".departure").filter(has_text="NF-2")
    await expect(departure).to_contain_text("Op vrijdag werk ik thuis.")
    await expect(departure).to_contain_text("Besproken met Bram Koster")
    await departure.locator("summary").click()
    await expect(departure).to_contain_text("Of ik dit werk aanneem.")
    await expect(fatima.locator(".route")).to_contain_text("Bestuurssecretaris kijkt mee")

    await fatima.get_by_role("radio", name="Goedkeuren", exact=True).check()
    await fatima.get_by_label("Waarom?", exact=True).fill("Je haalt de uren in.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    summary = fatima.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Schrijf op waarom je deze afwijking accepteert.")
    await expect(fatima.get_by_label("Waarom?", exact=True)).to_have_value("Je haalt de uren in.")
    await summary.get_by_role("link", name="NF-2").click()
    await fatima.get_by_label("NF-2: waarom mag dit toch?").fill("Het is met mij afgesproken.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await expect(fatima.locator(".flash")).to_contain_text("gaat door naar wie nu aan de beurt is")
    assert await status_of(demo_storage, number) == "ingediend"

    theo = await open_browser(javascript=javascript, phone=True)
    await sign_in(theo, "bestuurssecretaris")
    await theo.goto(f"/verklaringen/{number}")
    await expect(theo.locator("#besluiten")).to_have_text("Kijk mee met dit besluit")
    await expect(theo.locator("#inhoud")).to_contain_text("Het is met mij afgesproken.")
    await theo.get_by_role("radio", name="Eens met het besluit", exact=True).check()
    await theo.get_by_label("Waarom?", exact=True).fill("Goed uitgelegd.")
    await theo.get_by_role("button", name="Antwoord vastleggen").click()
    await expect(theo.locator(".flash")).to_contain_text("opgeslagen")
    assert await status_of(demo_storage, number) == "goedgekeurd"


async def test_what_changed_since_the_submission_has_to_have_been_seen(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    number = await waiting_for(demo_storage, "leidinggevende", TENDER_BEGAN)
    for phone in (False, True):
        page = await open_browser(javascript=javascript, phone=phone)
        await sign_in(page, "leidinggevende")
        await page.goto(f"/verklaringen/{number}")
        changed = page.locator("#gewijzigd")
        await expect(changed).to_contain_text("Sinds het indienen is er iets gewijzigd")
        row = changed.get_by_role("row").filter(has_text="UI-3")
        await expect(row).to_contain_text("Voldoet")
        await expect(row).to_contain_text("Niet toegestaan")
        if javascript:
            assert await axe(page) == []

        await page.get_by_role("radio", name="Afwijzen", exact=True).check()
        await page.get_by_label("Waarom?", exact=True).fill("Nu er een aanbesteding loopt niet.")
        await page.get_by_role("button", name="Besluit vastleggen").click()
        await expect(page.locator("#foutoverzicht")).to_contain_text("Vink aan dat je hebt gezien")
        await expect(page.get_by_role("radio", name="Afwijzen", exact=True)).to_be_checked()
        if javascript:
            assert await axe(page) == []
    await page.get_by_label("Ik heb gezien wat er sinds het indienen is gewijzigd").check()
    await page.get_by_role("button", name="Besluit vastleggen").click()
    await expect(page.locator(".flash")).to_contain_text("opgeslagen")


async def test_a_fact_that_changes_while_the_page_is_open_stops_the_decision(
    open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    number = await start_declaring(await open_browser())
    page = await open_browser()
    await sign_in(page, "leidinggevende")
    await page.goto(f"/verklaringen/{number}")
    await page.get_by_role("radio", name="Afwijzen", exact=True).check()
    await page.get_by_label("Waarom?", exact=True).fill("Liever niet.")
    async with demo_storage.transaction() as db:
        connection = await db.connection()
        await connection.execute(
            text("UPDATE person SET key_function = NOT key_function WHERE staff_number = :who"),
            {"who": BY_KEY["medewerker"].staff_number},
        )
    await page.get_by_role("button", name="Besluit vastleggen").click()
    await expect(page.locator("#foutoverzicht")).to_contain_text("Intussen is de uitkomst")
    await expect(page.locator("#gewijzigd")).to_contain_text("AL-3")
    await expect(page.get_by_label("Waarom?", exact=True)).to_have_value("Liever niet.")
    assert await status_of(demo_storage, number) == "ingediend"


async def test_antikraak_of_intermaris_offers_no_way_to_approve(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    number = await waiting_for(demo_storage, "leidinggevende", DEPARTS.format(severity="exclusion"))
    page = await open_browser(javascript=javascript)
    await sign_in(page, "leidinggevende")
    await page.goto(f"/verklaringen/{number}")
    await expect(page.locator("#inhoud")).to_contain_text("Niemand kan dit goedkeuren")
    choices = page.locator("[name=decision]")
    assert await choices.evaluate_all("each => each.map(one => one.value)") == [
        "afwijzen",
        "aanvullen",
    ]
    await page.get_by_role("radio", name="Afwijzen", exact=True).check()
    await page.evaluate("document.querySelector('[name=decision]').value = 'goedkeuren'")
    await page.get_by_label("Waarom?", exact=True).fill("Toch maar.")
    await page.get_by_role("button", name="Besluit vastleggen").click()
    await expect(page.locator("#foutoverzicht")).to_contain_text("harde uitsluiting")
    assert await status_of(demo_storage, number) == "ingediend"


async def test_what_the_code_forbids_goes_by_two_advices_to_directie(
    open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    lotte = await open_browser()
    await sign_in(lotte, "medewerker")
    await lotte.goto("/verklaringen/nieuw/nevenfunctie")
    await lotte.get_by_role("button", name="Indienen").click()
    assert await axe(lotte) == []
    number = await waiting_for(
        demo_storage, "tweede-leidinggevende", DEPARTS.format(severity="prohibition")
    )
    for who, heading, choice, button in (
        ("tweede-leidinggevende", "Jouw advies", "Negatief advies", "Advies vastleggen"),
        ("bestuurssecretaris", "Jouw advies", "Positief advies", "Advies vastleggen"),
        ("directie", "Jouw besluit", "Afwijzen", "Besluit vastleggen"),
    ):
        page = await open_browser()
        await sign_in(page, who)
        await page.goto(f"/verklaringen/{number}")
        await expect(page.locator("#besluiten")).to_have_text(heading)
        assert await axe(page) == [], who
        await page.get_by_role("radio", name=choice, exact=True).check()
        seen = page.locator("#acknowledged")
        if await seen.count():
            await seen.check()
        await page.get_by_label("Waarom?", exact=True).fill(f"Gezien als {who}.")
        await page.get_by_role("button", name=button).click()
        await expect(page.locator(".flash")).to_contain_text("opgeslagen")
    assert await status_of(demo_storage, number) == "afgewezen"
    await page.goto(f"/verklaringen/{number}")
    for who in ("tweede-leidinggevende", "bestuurssecretaris", "directie"):
        await expect(page.locator(".route")).to_contain_text(f"Gezien als {who}.")
