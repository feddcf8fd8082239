"""The register works for an organisation that nobody here wrote: imported, then declared in."""

from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from sqlmodel import col, select

from register.imports.people import import_people
from register.imports.suppliers import import_suppliers
from register.people import OfficeHolding, Person
from register.storage import Storage
from tests.pages.conftest import serving
from tests.pages.forms import STORIES, fill_in

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
async def imported(storage: Storage, now: datetime) -> Storage:
    """A register with the people and suppliers of two messy lists."""
    async with storage.transaction() as db:
        people = (DATA / "medewerkers.xlsx").read_bytes()
        await import_people(db, None, "medewerkers.xlsx", people, now, dry_run=False)
    async with storage.transaction() as db:
        suppliers = (DATA / "leveranciers.csv").read_bytes()
        await import_suppliers(db, None, "leveranciers.csv", suppliers, now, dry_run=False)
    return storage


async def somebody_with_a_manager(storage: Storage) -> tuple[Person, Person]:
    """Give an employee without an office, and the manager."""
    async with storage.transaction() as db:
        offices = select(OfficeHolding.person_id)
        found = await db.exec(
            select(Person)
            .where(
                col(Person.manager_id).is_not(None),
                col(Person.id).not_in(offices),
                col(Person.in_service_until).is_(None),
            )
            .order_by(col(Person.staff_number).desc())
        )
        for employee in found:
            manager = await db.get_one(Person, employee.manager_id)
            if manager.in_service_until is None:
                return employee, manager
    raise LookupError("Nobody in the list has a manager.")


async def become(page: Page, person: Person) -> None:
    """Sign in as somebody by looking for them."""
    await page.goto("/inloggen")
    await page.get_by_label("Zoek op naam of personeelsnummer").fill(person.staff_number)
    await page.get_by_role("button", name="Zoek").click()
    await page.locator(f'button[name="persoon"][value="{person.staff_number}"]').click()
    await page.wait_for_url("**/")


async def test_people_of_an_imported_list_declare_and_decide(
    imported: Storage, browser: Browser, tmp_path: Path, now: datetime
) -> None:
    employee, manager = await somebody_with_a_manager(imported)
    async with serving(imported, tmp_path, lambda: now) as address:
        context = await browser.new_context(base_url=address, locale="nl-NL")
        page = await context.new_page()
        await become(page, employee)
        await page.goto("/verklaringen/nieuw/nevenfunctie")
        await fill_in(page, STORIES[0], javascript=True)
        await page.get_by_role("button", name="Indienen").click()
        await expect(page.locator("#inhoud")).to_contain_text(manager.name)
        number = page.url.split("/")[-2]

        await become(page, manager)
        await page.goto(f"/verklaringen/{number}")
        await page.get_by_role("radio", name="Afwijzen").check()
        await page.get_by_label("Waarom?").fill("Dit kan niet naast je werk.")
        await page.get_by_role("button", name="Besluit vastleggen").click()
        await page.wait_for_url("**/beoordelen")

        await become(page, employee)
        await page.goto(f"/verklaringen/{number}")
        await expect(page.get_by_role("heading", name="Afgewezen")).to_be_visible()
        await context.close()
