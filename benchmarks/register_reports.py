"""What the register page and the Excel register cost beside one indexed query.

A ratio within one run says the same on a slow machine and on a fast one.
"""

import tempfile
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from benchmarks.generated import fill
from benchmarks.measured import Ratio, quickest
from register.clock import end_of_day
from register.storage import Storage
from reports.register_filter import RegisterFilter
from reports.register_list import Cursor, Side, register_page
from reports.register_workbook import write_register

SIZE = 20_000
_PART = RegisterFilter(department="Afdeling 1")
"""A filter that finds about a twelfth of what is generated."""
_HALF = RegisterFilter(until=date(2024, 7, 1))
"""A filter that finds half of what is generated."""
_AS_OF = end_of_day(date(2026, 6, 1))
_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_ONE = text("SELECT headline FROM revision WHERE declaration_id = md5('declaration 7')::uuid")
_HALFWAY = text("SELECT number FROM declaration ORDER BY submitted_at OFFSET :half LIMIT 1")


async def run(storage: Storage) -> Sequence[Ratio]:
    """Fill an empty database and measure; give the ratios."""
    await fill(storage, SIZE)
    rows = await _export(storage, _PART)
    async with storage.transaction() as db:
        connection = await db.connection()
        number = (await connection.execute(_HALFWAY, {"half": SIZE // 2})).scalar_one()
        everything = RegisterFilter()
        took = await quickest(
            {
                "one": lambda: connection.execute(_ONE),
                "first": lambda: register_page(db, everything),
                "deep": lambda: register_page(db, everything, Cursor(Side.OLDER, number)),
                "found": lambda: register_page(db, RegisterFilter(text="nummer 77")),
            },
            rounds=15,
        )
        export = await quickest({"export": lambda: _export(storage, _PART)}, rounds=3)
    one = took["one"]
    return (
        Ratio("a register page / one indexed query", took["first"] / one, 80),
        Ratio("a page halfway the register / the first page", took["deep"] / took["first"], 2),
        Ratio("a search through all texts / one indexed query", took["found"] / one, 1_500),
        Ratio("a row of the Excel register / one indexed query", export["export"] / rows / one, 8),
        Ratio("memory for the whole Excel register / for half", await _memory(storage), 1.2),
    )


async def _export(storage: Storage, wanted: RegisterFilter) -> int:
    """Make a workbook and give the number of its rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        counts = await write_register(storage, _AS_OF, "Benchmark", _NOW, path, wanted)
    return counts.total


async def _memory(storage: Storage) -> float:
    """Give the peak memory of the whole register beside that of half of it."""
    peaks = []
    for wanted in (_HALF, RegisterFilter()):
        tracemalloc.start()
        await _export(storage, wanted)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    half, whole = peaks
    return whole / half
