"""The Excel register: a reading guide, and a sheet for each type of declaration."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Status
from register.storage import Storage
from register.types import TYPES
from register.types.record import DeclarationType
from reports import as_of as then
from reports.number_series import numbers_given
from reports.reading_guide import GUIDE, ORGANISATION, Making, WorkbookCounts, rows
from reports.register_columns import Filled, columns
from reports.register_filter import STATES, RegisterFilter
from reports.snapshot import snapshot
from reports.workbook import Cell, SheetSpec, Workbook


async def write_register(
    storage: Storage,
    as_of: datetime,
    made_by: str,
    now: datetime,
    path: Path,
    wanted: RegisterFilter | None = None,
) -> WorkbookCounts:
    """Write the Excel register of a moment; the file appears whole or not at all.

    It reads in one transaction of its own that sees one unchanging state of the database
    (:mod:`reports.snapshot`), so the counts on the first sheet and the rows on the others agree.
    It takes one query for the counts, one for the numbers given and one for each type, whatever the
    number of declarations.

    It keeps a processor busy for as long as it takes: a server leaves it to a process of its own
    (:func:`reports.exporting.export_register`).

    Args:
        storage: the database.
        as_of: the moment, aware; of a day, :func:`register.clock.end_of_day`.
        made_by: who makes it, as the reading guide names them.
        now: the present moment, aware.
        path: where the workbook goes.
        wanted: which declarations; all of them when left out.

    Returns:
        How many declarations the workbook holds.
    """
    making = Making(as_of, made_by, now, wanted or RegisterFilter())
    async with snapshot(storage) as db:
        found = await then.counts(db, as_of, making.wanted)
        counts = _counts(found)
        book = Workbook(
            title=making.title,
            creator=f"{made_by}, {ORGANISATION}",
            created=now,
        )
        await book.write_rows(GUIDE, rows(making, counts, await numbers_given(db, as_of)))
        for kind in TYPES.values():
            written = await _write_sheet(db, book, kind, making)
            if written != counts.sheets[kind.sheet_title]:
                raise RuntimeError(f"The sheet {kind.sheet_title} does not hold what was counted.")
    book.save(path)
    return counts


def _counts(found: Mapping[tuple[str, Status], int]) -> WorkbookCounts:
    return WorkbookCounts(
        sheets={
            kind.sheet_title: sum(number for (slug, _), number in found.items() if slug == name)
            for name, kind in TYPES.items()
        },
        statuses={
            status: sum(number for (_, state), number in found.items() if state is status)
            for status in STATES
        },
    )


async def _write_sheet(
    db: AsyncSession, book: Workbook, kind: DeclarationType, making: Making
) -> int:
    filled = columns(kind)
    spec = SheetSpec(kind.sheet_title, [each.column for each in filled], header=making.title)
    return await book.write(spec, _rows(db, kind, making, filled))


async def _rows(
    db: AsyncSession, kind: DeclarationType, making: Making, filled: Sequence[Filled]
) -> AsyncIterator[Sequence[Cell]]:
    async for row in then.stood(db, making.as_of, kind, making.wanted):
        yield [each.value(row) for each in filled]
