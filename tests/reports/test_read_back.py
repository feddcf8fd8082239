"""What the register exports can be read back in: a concept of each row, with the same answers."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col
from sqlmodel import select as select_rows

from register.declarations import Declaration
from register.imports.declarations import OWN_COLUMNS, OWN_SHEETS, STAFF_NUMBER
from register.storage import Storage
from register.types import TYPES
from register.types.codes import KnownSupplier
from reports.reading_guide import GUIDE
from reports.register_columns import columns
from reports.register_workbook import write_register
from tests.reports.story import Story, after
from workflows import drafting
from workflows.declaration_import import import_declarations


@pytest.mark.parametrize("slug", TYPES)
def test_every_column_that_the_workbook_adds_is_known(slug: str) -> None:
    kind = TYPES[slug]
    added = {each.column.label for each in columns(kind)}
    added -= {STAFF_NUMBER.label, *(field.label for field in kind.fields)}
    assert added - set(OWN_COLUMNS) == set(), "tell OWN_COLUMNS of it"
    assert GUIDE.title in OWN_SHEETS


@pytest.mark.storage
async def test_what_was_exported_is_read_back_as_concepts_with_the_same_answers(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    numbers = {slug: (await story.submitted("medewerker", slug, after(0)))[1] for slug in TYPES}
    path = tmp_path / "register.xlsx"
    await write_register(storage, after(1), "Berend Secretaris", after(1), path, None)
    async with storage.transaction() as db:
        plan = await import_declarations(
            db, None, path.name, path.read_bytes(), after(2), dry_run=False
        )
    assert len(plan.added) == len(TYPES)
    (note,) = plan.notes
    assert note.startswith("5 rijen komen uit dit register zelf, zoals 2026-0001.")

    for slug, number in numbers.items():
        kind = TYPES[slug]
        async with storage.transaction() as db:
            concept = (
                await db.exec(
                    select_rows(Declaration).where(
                        Declaration.type == slug, col(Declaration.origin).is_not(None)
                    )
                )
            ).one()
            connection = await db.connection()
            stored = (await connection.execute(select(kind.table))).mappings().one()
            reading = await drafting.check(db, kind, concept.draft or {})
        assert reading.errors == {}, number
        for field in kind.own_fields:
            value = reading.values[field.name]
            if isinstance(field.kind, KnownSupplier) and value is not None:
                value = value.id
            assert value == stored[field.name], (slug, field.name)


@pytest.mark.storage
async def test_an_export_that_was_read_back_twice_changes_nothing(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    await story.submitted("medewerker", "prive-leverancier", after(0))
    path = tmp_path / "register.xlsx"
    for days, added in ((1, 1), (2, 0)):
        await write_register(storage, after(days), "Berend", after(days), path, None)
        async with storage.transaction() as db:
            plan = await import_declarations(
                db, None, path.name, path.read_bytes(), after(days), dry_run=False
            )
        assert (len(plan.added), plan.unchanged) == (added, 1 - added)
