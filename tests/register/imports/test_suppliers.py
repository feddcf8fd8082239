"""What an import of suppliers does to the register."""

import asyncio
from pathlib import Path

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.imports import BadCells, import_suppliers
from register.storage import Storage
from register.suppliers import Category, Supplier, search
from tests.conftest import NOW
from tests.register.imports.files import VERF, suppliers

pytestmark = pytest.mark.storage

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("file", ["leveranciers.xlsx", "leveranciers.csv"])
async def test_the_list_of_purchasing_loads_whole_and_a_second_time_changes_nothing(
    storage: Storage, file: str
) -> None:
    content = (DATA / file).read_bytes()
    async with storage.transaction() as db:
        first = await import_suppliers(db, None, file, content, NOW, dry_run=False)
    async with storage.transaction() as db:
        second = await import_suppliers(db, None, file, content, NOW, dry_run=False)
    assert len(first.added) == 593
    assert (second.changes_nothing, second.unchanged) == (True, 593)


async def test_an_imported_supplier_is_found_by_its_name_and_keeps_its_category(
    db: AsyncSession,
) -> None:
    await import_suppliers(db, None, "i.csv", suppliers(VERF), NOW, dry_run=False)
    (found,) = await search(db, "verf en", 5)
    assert (found.kvk_number, found.category) == ("01234567", Category.A)


async def test_a_supplier_that_changes_is_told_and_written(db: AsyncSession) -> None:
    await import_suppliers(db, None, "i.csv", suppliers(VERF), NOW, dry_run=False)
    renamed = {**VERF, "Naam": "Verfgroep", "Categorie": "B"}
    plan = await import_suppliers(db, None, "i.csv", suppliers(renamed), NOW, dry_run=False)
    assert [(change.old, change.new) for change in plan.changed[0].changes] == [
        ("Verf & Zn. B.V.", "Verfgroep"),
        ("A", "B"),
    ]
    db.expire_all()
    stored = (await db.exec(select(Supplier))).one()
    assert (stored.normal_name, stored.category) == ("verfgroep", Category.B)


async def test_a_contract_that_gets_an_end_is_told_as_ended(db: AsyncSession) -> None:
    await import_suppliers(db, None, "i.csv", suppliers(VERF), NOW, dry_run=False)
    ends = suppliers({**VERF, "Contract tot": "31-12-2026"})
    plan = await import_suppliers(db, None, "i.csv", ends, NOW, dry_run=False)
    assert [row.number for row in plan.ended] == ["C1"]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("KVK-nummer", "1234567", "8 cijfers"),
        ("Categorie", "d", "Kies een van deze"),
        ("Contract tot", "31-12-2023", "ligt vóór contract vanaf"),
        ("Contract vanaf", "01-01-1924", "te lang geleden"),
        ("Offerte of aanbesteding loopt", "", "Vul ja of nee in"),
    ],
)
async def test_a_bad_cell_is_named_with_what_to_do(
    db: AsyncSession, column: str, value: str, told: str
) -> None:
    content = suppliers({**VERF, column: value})
    with pytest.raises(BadCells) as refused:
        await import_suppliers(db, None, "i.csv", content, NOW, dry_run=True)
    (cell,) = refused.value.cells
    assert (cell.sheet, cell.row, cell.column, cell.value) == ("i.csv", 2, column, value)
    assert told in cell.sentence


async def test_a_name_that_grows_in_its_normal_form_still_fits(db: AsyncSession) -> None:
    grows = {**VERF, "Naam": "ﷺ" * 200}
    await import_suppliers(db, None, "i.csv", suppliers(grows), NOW, dry_run=False)


async def test_two_imports_at_once_wait_for_each_other(storage: Storage) -> None:
    content = suppliers(*({**VERF, "Crediteurnummer": f"C{number}"} for number in range(200)))

    async def load() -> int:
        async with storage.transaction() as db:
            plan = await import_suppliers(db, None, "i.csv", content, NOW, dry_run=False)
            return len(plan.added)

    assert sorted(await asyncio.gather(load(), load(), load())) == [0, 0, 200]
