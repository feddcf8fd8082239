"""What holding a declaration against the code costs beside one indexed query.

In a database of 100,000 suppliers and as many declarations: while somebody types, every pause asks
for it.
"""

import itertools
from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.generated import fill
from benchmarks.measured import Ratio, quickest
from register import suppliers
from register.people import Person
from register.storage import Storage
from register.types import TYPES
from workflows.drafting import check
from workflows.facts import gather
from workflows.judging import judge
from workflows.supplier_import import import_suppliers
from workflows.supplier_names import SupplierNames, supplier_names

DECLARATIONS = SUPPLIERS = 100_000
_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_POSITION = {
    "position": "Penningmeester",
    "nature": "bestuur",
    "relation": "geen",
    "paid": "nee",
    "hours_per_week": "3,5",
    "during_working_hours": "nee",
    "uses_company_assets": "nee",
    "works_for_residents": "nee",
    "starts_on": "1-7-2026",
}
_DIRECTOR, _EMPLOYEE = "1001", "1300"


async def run(storage: Storage) -> Sequence[Ratio]:
    """Fill an empty database and measure; give the ratios."""
    await fill(storage, DECLARATIONS, SUPPLIERS)
    fresh = itertools.count()
    async with storage.transaction() as db:
        people = {
            number: (await db.exec(select(Person.id).where(Person.staff_number == number))).one()
            for number in (_DIRECTOR, _EMPLOYEE)
        }
        names = await supplier_names(db)

        def judging(who: str, slug: str, answers: Mapping[str, str]) -> Awaitable[object]:
            return _judge(db, people[who] or 0, slug, answers)

        took = await quickest(
            {
                "one": lambda: suppliers.by_creditor_number(db, ["C-77777"]),
                "ordinary": lambda: judging(
                    _EMPLOYEE, "uitnodiging", {"supplier": "C-77777", "takes_place_on": "1-7-2026"}
                ),
                "unknown": lambda: judging(
                    _DIRECTOR,
                    "nevenfunctie",
                    {**_POSITION, "organisation": f"Partij {next(fresh) % 900}"},
                ),
                "again": lambda: judging(
                    _DIRECTOR, "nevenfunctie", {**_POSITION, "organisation": "Partij 5"}
                ),
                "alike": lambda: _alike(names, next(fresh)),
            },
            rounds=15,
        )
    imported = await quickest({"import": lambda: _import(storage, next(fresh))}, rounds=3)
    one = took["one"]
    return (
        Ratio("judging what an employee types / one indexed query", took["ordinary"] / one, 30),
        Ratio("judging a new party of a director / one indexed query", took["unknown"] / one, 50),
        Ratio("judging the same party again / one indexed query", took["again"] / one, 40),
        Ratio("comparing a name with every supplier / one indexed query", took["alike"] / one, 15),
        Ratio("an import of three suppliers / one indexed query", imported["import"] / one, 8_000),
    )


async def _judge(
    db: AsyncSession, declarant_id: int, slug: str, answers: Mapping[str, str]
) -> object:
    """Read a form, gather the facts for it and hold it against every rule of its type."""
    kind = TYPES[slug]
    reading = await check(db, kind, answers)
    facts = await gather(db, kind, reading.values, _NOW.date(), declarant_id=declarant_id)
    return judge(reading.values, facts)


async def _alike(names: SupplierNames, number: int) -> object:
    """Look for the suppliers that are like a name that was not looked for before."""
    return names.alike(f"Schildersbedrijf Janssen Enkhuizen {number}", 3)


async def _import(storage: Storage, number: int) -> object:
    """Import a list of three suppliers: two that are there and one that is new."""
    rows = ["Crediteurnummer;Naam;Offerte of aanbesteding loopt"]
    rows += [f"{key};Leverancier {number};nee" for key in ("C-1", "C-2", f"N-{number}")]
    content = "\r\n".join(rows).encode()
    async with storage.transaction() as db:
        return await import_suppliers(db, None, "lijst.csv", content, _NOW, dry_run=False)
