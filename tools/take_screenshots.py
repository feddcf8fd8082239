"""Takes every picture in docs/images: `python -m tools.take_screenshots`, or `make screenshots`.

One declaration is walked through the whole demo, in a real browser, on a database of its own in a
temporary folder: an employee declares, the manager asks a question and decides, the
bestuurssecretaris finds it in the register. The demo dates everything relative to today, so the
pictures age; taking them again renews all of them.
"""

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, FloatRect, Locator, Page, async_playwright
from pydantic import SecretStr

from app import create_app
from demo.cast import BY_KEY
from demo.seed import seed
from register import embedded
from register.clock import day_of, system_clock
from register.schema import migrate
from register.settings import HOUSE, Settings
from register.storage import Storage, address
from tools.console import say
from tools.find_chromium import chromium_path

IMAGES = HOUSE / "docs" / "images"
DESKTOP = (1200, 800)
PHONE = (390, 780)
MARGIN = 20
"""How many pixels of the page are left around a part of it."""
LARGEST = 200_000
"""How many bytes a picture may take, so that the repository stays small."""


class Camera:
    """Opens a browser for somebody of the cast and takes pictures of what they see."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site

    @asynccontextmanager
    async def seen_by(self, who: str | None, *, phone: bool = False) -> AsyncIterator[Page]:
        """Open the register as somebody of the cast sees it; ``None`` has not signed in."""
        width, height = PHONE if phone else DESKTOP
        context = await self._browser.new_context(
            base_url=self._site,
            viewport={"width": width, "height": height},
            locale="nl-NL",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        await page.goto("/inloggen")
        if who is not None:
            number = BY_KEY[who].staff_number
            await page.locator(f'button[name="persoon"][value="{number}"]').click()
            await page.wait_for_url("**/")
        yield page
        await context.close()

    async def take(self, page: Page, name: str, *parts: Locator) -> None:
        """Take a picture of the top of a page, or of these parts of it together.

        Args:
            page: the page.
            name: the name of the file, without ``.png``.
            parts: what has to be in the picture; the whole window where left out.

        Raises:
            ValueError: the picture is too large to keep.
        """
        path = IMAGES / f"{name}.png"
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        if parts:
            await page.screenshot(path=path, full_page=True, clip=await _around(parts))
        else:
            await page.screenshot(path=path)
        size = path.stat().st_size
        if size > LARGEST:
            raise ValueError(f"{path.name} takes {size} bytes; {LARGEST} is the most.")
        say(f"  {path.name} ({size // 1000} kB)")


async def _around(parts: tuple[Locator, ...]) -> FloatRect:
    """Give the rectangle of the page that holds these parts, with a margin."""
    boxes = [await part.bounding_box() for part in parts]
    found = [box for box in boxes if box is not None]
    left = max(0, min(box["x"] for box in found) - MARGIN)
    top = max(0, min(box["y"] for box in found) - MARGIN)
    right = max(box["x"] + box["width"] for box in found) + MARGIN
    bottom = max(box["y"] + box["height"] for box in found) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


async def fill(page: Page, field: str, text: str) -> None:
    """Type an answer and leave the field, so that it is checked."""
    await page.locator(f'[name="{field}"]').fill(text)


async def choose(page: Page, field: str, slug: str) -> None:
    """Choose one of the answers of a field."""
    await page.locator(f'input[name="{field}"][value="{slug}"]').check()


async def sign_in_and_begin(camera: Camera) -> None:
    """Show how the demo is entered, and where an employee begins."""
    async with camera.seen_by(None) as page:
        await camera.take(page, "inloggen")
    async with camera.seen_by("medewerker") as page:
        await camera.take(page, "begin")
        await camera.take(page, "gemeld", page.locator("h2").last, page.locator("main table"))
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
        number = await declare(camera, today)
        await ask_for_more(camera, number)
        await answer_the_question(camera, number)
        await approve_under_a_condition(camera, number, today)
        await audit(camera)
        await browser.close()


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[str]:
    """Serve the demo from a fresh database in a folder, and give its address."""
    storage = Storage(address(await asyncio.to_thread(embedded.start, folder / "postgres")))
    await migrate(storage)
    await seed(storage, system_clock())
    settings = Settings(
        demo=True,
        data_folder=folder,
        secret=SecretStr("s" * 32),
        secure_cookies=False,
        log_level="ERROR",
    )
    # It listens from here on: who comes before the server answers is kept waiting.
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, storage), lifespan="off", log_level="error", access_log=False
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    await task
    await storage.close()


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
