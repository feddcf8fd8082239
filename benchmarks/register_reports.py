"""What the register page and the Excel register cost beside one indexed query.

A ratio within one run says the same on a slow machine and a fast one.
"""

import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from benchmarks.generated import fill
from benchmarks.measured import Ratio, seconds
from register.clock import end_of_day
from register.storage import Storage
from reports.register_filter import RegisterFilter
from reports.register_list import Cursor, Side, register_page
from reports.register_workbook import write_register

SIZE = 20_000
_AS_OF = end_of_day(date(2026, 6, 1))
_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


async def run(storage: Storage) -> Sequence[Ratio]:
    """Fill an empty database and measure; give the ratios."""
    await fill(storage, SIZE)
    async with storage.transaction() as db:
        connection = await db.connection()
        number = (
            await connection.execute(
                text("SELECT number FROM declaration ORDER BY submitted_at OFFSET 10000 LIMIT 1")
            )
        ).scalar_one()

        async def one_indexed() -> None:
            await connection.execute(
                text("SELECT headline FROM revision WHERE declaration_id = md5('x')::uuid")
            )

        async def first_page() -> None:
            await register_page(db, RegisterFilter())

        async def deep_page() -> None:
            await register_page(db, RegisterFilter(), Cursor(Side.OLDER, number))

        async def searched() -> None:
            await register_page(db, RegisterFilter(text="nummer 77"))

        one = await seconds(one_indexed, 200)
        first = await seconds(first_page, 20)
        deep = await seconds(deep_page, 20)
        found = await seconds(searched, 5)
    per_row = (await _export(storage, RegisterFilter())) / SIZE
    return (
        Ratio("a register page / one indexed query", first / one, 60),
        Ratio("a page halfway the register / the first page", deep / first, 3),
        Ratio("a search of the text of the whole register / one indexed query", found / one, 800),
        Ratio("a row of the Excel register / one indexed query", per_row / one, 3),
        Ratio("memory of an export of all rows / of a tenth", await _memory(storage), 1.5),
    )


async def _export(storage: Storage, wanted: RegisterFilter) -> float:
    """Make a workbook and give the seconds that it took."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        await write_register(storage, _AS_OF, "Benchmark", _NOW, path, wanted)
    return time.perf_counter() - start


async def _memory(storage: Storage) -> float:
    """Give the peak memory of an export beside that of one of a tenth of the rows."""
    peaks = []
    for until in (date(2023, 4, 20), None):
        tracemalloc.start()
        await _export(storage, RegisterFilter(until=until))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    tenth, whole = peaks
    return whole / tenth
