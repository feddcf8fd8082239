"""Takes every picture in docs/images: `python -m tools.take_screenshots`, or `make screenshots`.

One declaration is walked through the whole demo, in a real browser, on a database of its own in a
temporary folder: an employee declares, the manager asks a question and decides, the
bestuurssecretaris finds it in the register. The demo dates everything relative to today, so the
pictures age; taking them again renews all of them.
"""

import asyncio
import tempfile
from datetime import date, timedelta
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright

from demo.days import first_of_month, shifted
from demo.suppliers import DEALERS
from register import embedded
from register.clock import day_of, system_clock
from tools.camera import IMAGES, Camera, serving
from tools.code_pictures import choose, fill, take_all
from tools.console import say
from tools.find_chromium import chromium_path


async def sign_in_and_begin(camera: Camera) -> None:
    """Show how the demo is entered, and where an employee begins."""
    async with camera.seen_by(None) as page:
        await camera.take(page, "inloggen")
    async with camera.seen_by("medewerker") as page:
        await camera.take(page, "begin")
        await camera.take(page, "gemeld", page.locator("h2").last, page.locator("main table"))
        await page.goto("/code")
        await camera.take(page, "code", page.locator("#zwaarte"), page.locator(".weights"))
        rules = page.locator(".rules", has=page.locator("#UI-1"))
        await camera.take(page, "regels", rules.locator("h2"), page.locator("#UI-2"))
    async with camera.seen_by("medewerker", phone=True) as page:
        await camera.take(page, "begin-telefoon")


async def declare(camera: Camera, today: date) -> str:
    """Let the employee declare, first with mistakes; give the number."""
    async with camera.seen_by("medewerker") as page:
        await page.goto("/verklaringen/nieuw/nevenfunctie")
        await fill(page, "organisation", "Kookstudio De Zilte Zeekraal")
        await fill(page, "position", "Kooklessen geven")
        await choose(page, "nature", "onderneming")
        await choose(page, "relation", "geen")
        await choose(page, "paid", "ja")
        await page.locator("#bewaarstand", has_text="bewaard").wait_for()
        await camera.take(page, "formulier", page.locator("h1"), page.locator("#veld-position"))
        await fill(page, "hours_per_week", "vier")
        await choose(page, "during_working_hours", "nee")
        await choose(page, "uses_company_assets", "nee")
        await page.get_by_role("button", name="Indienen").click()
        await page.locator("#foutoverzicht").wait_for()
        await camera.take(page, "fouten", page.locator("#foutoverzicht"))
        await camera.take(
            page,
            "fout-bij-veld",
            page.locator("#veld-hours_per_week"),
            page.locator("#veld-during_working_hours"),
        )
        await fill(page, "hours_per_week", "4")
        await choose(page, "works_for_residents", "nee")
        await fill(page, "starts_on", f"{today + timedelta(days=40):%d-%m-%Y}")
        await page.locator("#bewaarstand", has_text="bewaard").wait_for()
        await camera.take(
            page, "indienen", page.locator(".form-part").last, page.locator(".form-actions")
        )
        await page.get_by_role("button", name="Indienen").click()
        await page.wait_for_url("**/ingediend")
        await camera.take(page, "ingediend", page.locator("header"), page.locator("main .actions"))
        number = await page.locator("main strong").first.inner_text()
        await page.get_by_role("link", name="Bekijk je verklaring").click()
        await page.locator("summary", has_text="intrekken").click()
        await camera.take(page, "intrekken", page.locator("details[open].disclosure"))
    return number


async def search_a_supplier(camera: Camera) -> None:
    """Show how a supplier is found, and a form on a phone."""
    async with camera.seen_by("medewerker") as page:
        await page.goto("/verklaringen/nieuw/uitnodiging")
        await page.locator("#supplier").press_sequentially("groen")
        await page.locator("#keuzes-supplier .option").nth(1).wait_for()
        await page.locator('#keuzes-supplier input[type="radio"]').first.check()
        await camera.take(page, "leverancier", page.locator("#veld-supplier"))
    async with camera.seen_by("medewerker", phone=True) as page:
        await page.goto("/verklaringen/nieuw/uitnodiging")
        await camera.take(page, "formulier-telefoon")


async def ask_for_more(camera: Camera, number: str) -> None:
    """Let the manager look, and ask a question."""
    async with camera.seen_by("leidinggevende") as page:
        await camera.take(page, "leidinggevende-begin", page.locator("header"), _notice(page))
        await page.goto("/beoordelen")
        await camera.take(page, "werklijst", page.locator("header"), page.locator("tbody"))
        await page.goto(f"/verklaringen/{number}")
        await camera.take(page, "dossier")
        await camera.take(
            page, "besluit", page.locator("#besluiten"), page.locator("form.deciding")
        )
        await choose(page, "decision", "aanvullen")
        await fill(page, "reason", "Geef je ook les aan huurders of leveranciers van Intermaris?")
        await page.get_by_role("button", name="Besluit vastleggen").click()
        await page.wait_for_url("**/beoordelen")


async def answer_the_question(camera: Camera, number: str) -> None:
    """Let the employee add what was asked for."""
    async with camera.seen_by("medewerker") as page:
        await page.goto(f"/verklaringen/{number}")
        await camera.take(
            page,
            "aanvulling-gevraagd",
            page.locator(".eyebrow"),
            _notice(page),
            page.get_by_role("link", name="Vul je verklaring aan"),
        )
        await page.get_by_role("link", name="Vul je verklaring aan").click()
        await camera.take(page, "aanvullen", page.locator("h1"), page.locator("#veld-position"))
        await fill(
            page,
            "explanation",
            "Ik geef les op zaterdag. Iedereen kan zich opgeven. Ik vraag niet wie huurder is.",
        )
        await page.get_by_role("button", name="Indienen").click()
        await page.wait_for_url("**/ingediend")


async def approve_under_a_condition(camera: Camera, number: str, today: date) -> None:
    """Let the manager compare both versions and decide."""
    async with camera.seen_by("leidinggevende") as page:
        await page.goto(f"/verklaringen/{number}")
        changed = page.get_by_role("heading", name="Wat er is gewijzigd")
        await camera.take(page, "vergelijking", changed, page.locator(".comparison"))
        await choose(page, "decision", "voorwaarden")
        await fill(page, "condition_1", "Maak geen reclame voor de lessen bij huurders.")
        await fill(page, "condition_1_due", f"{today + timedelta(days=30):%d-%m-%Y}")
        await fill(
            page, "reason", "De lessen raken je werk niet, zolang je werk en lessen scheidt."
        )
        await camera.take(
            page, "voorwaarde", page.locator("#besluiten"), page.locator("form.deciding")
        )
        await page.get_by_role("button", name="Besluit vastleggen").click()
        await page.wait_for_url("**/beoordelen")
        await camera.take(page, "besloten", page.locator("header"), page.locator("main .flash"))
    async with camera.seen_by("medewerker") as page:
        await page.goto(f"/verklaringen/{number}")
        await camera.take(page, "goedgekeurd")
        await camera.take(page, "verloop", page.locator("aside .card").last)
        await page.locator("summary", has_text="geëindigd").click()
        await camera.take(page, "beeindigen", page.locator("details[open].disclosure"))
    async with camera.seen_by("medewerker", phone=True) as page:
        await page.goto(f"/verklaringen/{number}")
        await camera.take(page, "goedgekeurd-telefoon")


async def audit(camera: Camera) -> None:
    """Show the register and its Excel to the bestuurssecretaris."""
    async with camera.seen_by("bestuurssecretaris") as page:
        await page.goto("/register")
        await camera.take(page, "register")
        await page.goto("/register?soort=uitnodiging&status=goedgekeurd&tekst=diner")
        await camera.take(page, "register-filter", page.locator("h1"), page.locator("table"))
        await camera.take(page, "excel", page.get_by_role("region", name="Excel-register"))


async def administer(camera: Camera, today: date) -> None:
    """Let the administrator look at the lists, and import one: with faults, then without."""
    dealer = next(each for each in DEALERS if each.number == "30014")
    since = first_of_month(shifted(today, -1_300))
    known = f"{dealer.number};{dealer.name};{dealer.kvk};b;{since:%d-%m-%Y}"
    right = f"{known};nee;Nieuwland 3, Hoorn", "30099;Timmerbedrijf Rietkraag;90999001;c;;nee;"
    wrong = f"{known};misschien;", "30099;Timmerbedrijf Rietkraag;9099;d;;nee;"
    async with camera.seen_by("beheerder") as page:
        await page.goto("/medewerkers")
        await camera.take(page, "medewerkers")
        await page.goto("/leveranciers/inlezen")
        await camera.take(page, "inlezen", page.locator("header"), page.locator("main .actions"))
        await _upload(page, wrong)
        await camera.take(
            page, "inlezen-fouten", page.locator("#foutoverzicht"), page.locator("main table")
        )
        await _upload(page, right)
        changed = page.get_by_role("heading", name="Gewijzigd")
        await camera.take(page, "inlezen-proef", page.locator("h1"), changed.locator("xpath=.."))
        await page.get_by_role("button", name="Lees dit bestand in").click()
        await page.wait_for_url("**/leveranciers")


async def _upload(page: Page, rows: tuple[str, ...]) -> None:
    labels = "Crediteurnummer;Naam;KVK-nummer;Categorie;Contract vanaf"
    more = "Offerte of aanbesteding loopt;Adres"
    content = "\n".join((f"{labels};{more}", *rows)).encode()
    await page.locator("#bestand").set_input_files(
        {"name": "leveranciers.csv", "mimeType": "text/csv", "buffer": content}
    )
    await page.get_by_role("button", name="Bekijk wat er verandert").click()
    await page.wait_for_load_state()


def _notice(page: Page) -> Locator:
    return page.locator("main .notice").first


async def walk(site: str) -> None:
    """Take every picture of the register at this address."""
    today = day_of(system_clock())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        camera = Camera(browser, site)
        await sign_in_and_begin(camera)
        await search_a_supplier(camera)
        await take_all(camera, today)
        number = await declare(camera, today)
        await ask_for_more(camera, number)
        await answer_the_question(camera, number)
        await approve_under_a_condition(camera, number, today)
        await audit(camera)
        await administer(camera, today)
        await browser.close()


async def main() -> None:
    """Take every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="register-", ignore_cleanup_errors=True) as folder:
        async with serving(Path(folder)) as site:
            say("Taking the pictures of docs/images.")
            await walk(site)
        embedded.stop(Path(folder) / "postgres")


if __name__ == "__main__":
    asyncio.run(main())
