"""Files are added to a declaration, seen by who decides, and change with a new version."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.forms import STORIES, fill_in
from tests.workflows.papers import JPG, PDF, PNG

OpenBrowser = Callable[..., Awaitable[Page]]

NAMED = {"offerte.pdf": PDF, "plan.png": PNG, "foto.jpg": JPG, "virus.pdf": b"MZ"}


def paths(folder: Path, *names: str) -> list[Path]:
    """Write files to choose."""
    for name in names:
        (folder / name).write_bytes(NAMED[name])
    return [folder / name for name in names]


def saved(path: Path) -> bytes:
    """Give what a browser saved."""
    return path.read_bytes()


async def choose(page: Page, files: list[Path], *, javascript: bool) -> None:
    """Choose files; without JavaScript a button adds them."""
    await page.locator("#bijlage").set_input_files(files)
    if not javascript:
        await page.get_by_role("button", name="Voeg toe").click()


async def wide(page: Page) -> bool:
    """Tell whether a page is wider than its window."""
    return bool(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


async def test_files_go_with_a_declaration_and_are_downloaded_by_who_decides(
    open_browser: OpenBrowser, javascript: bool, tmp_path: Path
) -> None:
    page = await open_browser(javascript=javascript)
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await fill_in(page, STORIES[0], javascript=javascript)
    await choose(page, paths(tmp_path, "offerte.pdf", "plan.png"), javascript=javascript)
    files = page.locator(".attachments__file a")
    await expect(files).to_have_text(["offerte.pdf", "plan.png"])
    await expect(page.locator("[name=organisation]")).to_have_value("Stichting Speeltuin Zwaag")
    await choose(page, paths(tmp_path, "virus.pdf", "foto.jpg"), javascript=javascript)
    await expect(page.locator("#melding-bijlage")).to_contain_text(
        "virus.pdf: Dit is een programma"
    )
    await expect(files).to_have_count(3)
    await page.get_by_role("button", name="Haal weg: plan.png").click()
    await expect(files).to_have_text(["offerte.pdf", "foto.jpg"])
    if javascript:
        await expect(page.locator("#bijlage")).to_be_focused()
        assert await axe(page) == []
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    number = page.url.split("/")[-2]

    manager = await open_browser(javascript=javascript, phone=True)
    await sign_in(manager, "leidinggevende")
    await manager.goto(f"/verklaringen/{number}")
    await expect(manager.locator(".attachments__file a")).to_have_text(["offerte.pdf", "foto.jpg"])
    assert not await wide(manager)
    if javascript:
        assert await axe(manager) == []
    async with manager.expect_download() as started:
        await manager.get_by_role("link", name="offerte.pdf").click()
    download = await started.value
    assert download.suggested_filename == "offerte.pdf"
    assert saved(await download.path()) == PDF


async def test_the_form_with_files_fits_a_phone(open_browser: OpenBrowser, tmp_path: Path) -> None:
    page = await open_browser(phone=True)
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/uitnodiging")
    long_name = tmp_path / f"{'eenheellangenaamzonderspaties' * 4}.pdf"
    long_name.write_bytes(PDF)
    await choose(page, [long_name, *paths(tmp_path, "virus.pdf")], javascript=True)
    await expect(page.locator(".attachments__file")).to_have_count(1)
    assert not await wide(page)
    assert await axe(page) == []


async def test_an_answer_shows_which_files_came_and_went(
    open_browser: OpenBrowser, tmp_path: Path
) -> None:
    page = await open_browser()
    await sign_in(page, "medewerker")
    await page.goto("/verklaringen/nieuw/nevenfunctie")
    await fill_in(page, STORIES[0], javascript=True)
    await choose(page, paths(tmp_path, "offerte.pdf"), javascript=True)
    await expect(page.locator(".attachments__file")).to_have_count(1)
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")
    number = page.url.split("/")[-2]

    manager = await open_browser()
    await sign_in(manager, "leidinggevende")
    await manager.goto(f"/verklaringen/{number}")
    await manager.get_by_label("Aanvulling vragen").check()
    await manager.get_by_label("Waarom?").fill("Kun je ook een foto meesturen?")
    await manager.get_by_role("button", name="Leg je besluit vast").click()
    await manager.wait_for_url("**/beoordelen*")

    await page.goto(f"/verklaringen/{number}")
    await page.get_by_role("link", name="Vul je verklaring aan").click()
    await page.get_by_role("button", name="Haal weg: offerte.pdf").click()
    await expect(page.locator(".attachments__file")).to_have_count(0)
    await choose(page, paths(tmp_path, "plan.png"), javascript=True)
    await expect(page.locator(".attachments__file")).to_have_count(1)
    await page.get_by_role("button", name="Indienen").click()
    await page.wait_for_url("**/ingediend")

    await manager.goto(f"/verklaringen/{number}")
    row = manager.locator(".comparison tr").filter(has_text="Bijlagen")
    await expect(row.locator("td")).to_have_text(["offerte.pdf", "plan.png"])
    await manager.get_by_text("Bijlagen bij andere versies").click()
    await expect(manager.get_by_role("link", name="offerte.pdf")).to_be_visible()
