"""The bestuurssecretaris finds a declaration in the register and takes the Excel register home."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path

from playwright.async_api import Page, expect
from python_calamine import CalamineWorkbook
from sqlmodel import col, func, select

from register.clock import day_of
from register.declarations import Declaration, Status
from register.storage import Storage
from register.types import TYPES
from tests.pages.conftest import sign_in
from tests.pages.forms import STORIES
from tests.pages.test_after_submission import submitted

OpenBrowser = Callable[..., Awaitable[Page]]


async def download(page: Page, day: str, path: Path) -> CalamineWorkbook:
    """Download the Excel register of a day, and open it with another library than wrote it."""
    await page.goto("/register")
    await page.get_by_label("Peildatum").fill(day)
    async with page.expect_download() as expected:
        await page.get_by_role("button", name="Download Excel-register").click()
    await (await expected.value).save_as(path)
    return CalamineWorkbook.from_path(path)


async def test_a_declaration_is_found_in_the_register_and_stands_in_the_workbook(
    javascript: bool,
    open_browser: OpenBrowser,
    demo_storage: Storage,
    now: datetime,
    tmp_path: Path,
) -> None:
    number = await submitted(await open_browser())
    page = await open_browser(javascript=javascript)
    await sign_in(page, "bestuurssecretaris")
    await page.goto("/register")
    await page.get_by_label("Zoek", exact=True).fill("speeltuin zwaag")
    await page.get_by_label("Soort").select_option(label="Nevenfunctie")
    await page.get_by_role("button", name="Filter").click()
    await expect(page.locator("#inhoud table tbody tr")).to_have_count(1)
    await expect(page.locator("#inhoud table")).to_contain_text(STORIES[0].headline)

    workbook = await download(page, f"{day_of(now):%d-%m-%Y}", tmp_path / "register.xlsx")
    assert workbook.sheet_names == [
        "Leeswijzer",
        *(kind.sheet_title for kind in TYPES.values()),
    ]
    header, *rows = workbook.get_sheet_by_name("Nevenfuncties").to_python()
    row = dict(zip(header, next(row for row in rows if row[0] == number), strict=True))
    assert row["Organisatie"] == "Stichting Speeltuin Zwaag"
    assert row["Begindatum"] == date(2090, 1, 1)
    assert row["Uren per week"] == 2.5
    assert row["Status"] == "In behandeling"

    async with demo_storage.transaction() as db:
        counted = await db.exec(
            select(Declaration.type, func.count())
            .where(col(Declaration.status) != Status.CONCEPT)
            .group_by(col(Declaration.type))
        )
    for slug, count in counted:
        sheet = workbook.get_sheet_by_name(TYPES[slug].sheet_title).to_python()
        assert len(sheet) - 1 == count, slug


async def test_the_workbook_of_an_earlier_day_holds_what_stood_then(
    open_browser: OpenBrowser, now: datetime, tmp_path: Path
) -> None:
    page = await open_browser()
    number = await submitted(page)
    await sign_in(page, "bestuurssecretaris")
    workbook = await download(page, f"31-12-{day_of(now).year - 1}", tmp_path / "then.xlsx")
    numbers = [
        row[0]
        for kind in TYPES.values()
        for row in workbook.get_sheet_by_name(kind.sheet_title).to_python()[1:]
    ]
    assert numbers
    assert number not in numbers
    assert all(str(given)[:4] < str(day_of(now).year) for given in numbers)
