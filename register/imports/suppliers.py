"""The import of suppliers (*leveranciers*) from the list of purchasing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening
from register.imports.faults import Faults
from register.imports.kinds import LikelyDay, Number
from register.imports.plan import Comparison, ImportPlan
from register.imports.rows import Listing, Row, column
from register.imports.running import Current, run
from register.people import Actor
from register.permissions import Action
from register.suppliers import Category, Supplier, normal_form
from register.types.amounts import Day
from register.types.codes import KvkNumber
from register.types.kinds import Choice, Choices, Text, YesNo

_TABLE = Supplier.__table__  # type: ignore[attr-defined]


class _Categories(Choices):
    A = "a"
    B = "b"
    C = "c"


SUPPLIERS = Listing(
    title="Leveranciers",
    key="creditor_number",
    ends="contract_until",
    columns=(
        column("creditor_number", "Crediteurnummer", Number(), "Vul het crediteurnummer in."),
        column("name", "Naam", Text(), "Vul de naam van de leverancier in."),
        column("kvk_number", "KVK-nummer", KvkNumber()),
        column("category", "Categorie", Choice(_Categories)),
        column("contract_from", "Contract vanaf", LikelyDay()),
        column("contract_until", "Contract tot", Day(), not_before="contract_from"),
        column(
            "tender_running",
            "Offerte of aanbesteding loopt",
            YesNo(),
            "Vul ja of nee in: loopt er een offerte of aanbesteding?",
        ),
        column("address", "Adres", Text(length=400)),
    ),
)


class _Suppliers:
    listing = SUPPLIERS
    action = Action.IMPORT_SUPPLIERS
    happening = Happening.SUPPLIERS_IMPORTED

    async def current(self, db: AsyncSession, today: date) -> Current:
        del today
        names = [each.name for each in SUPPLIERS.columns]
        connection = await db.connection()
        rows = await connection.execute(_TABLE.select().order_by(_TABLE.c.creditor_number))
        return {
            row["creditor_number"]: {name: row[name] for name in names} for row in rows.mappings()
        }

    def check(self, rows: Sequence[Row], current: Current, today: date, faults: Faults) -> None:
        del current
        label = SUPPLIERS.column("contract_from").label
        for row in rows:
            begins = row.values["contract_from"]
            if begins is not None and begins.year > today.year + 10:
                faults.add(
                    row.number,
                    label,
                    row.typed["contract_from"],
                    f"Controleer het jaar: {begins.year} is te ver weg.",
                )

    def name(self, values: Mapping[str, Any]) -> str:
        return str(values["name"])

    def expected(self, values: Mapping[str, Any], today: date) -> bool:
        del values, today
        return True

    def notes(self, rows: Sequence[Row], current: Current, today: date) -> Sequence[str]:
        del rows, current, today
        return ()

    def refuse_for(self, actor: Actor, found: Comparison) -> None:
        """Refuse nothing: a supplier is nobody's own."""

    def telling(self, found: Comparison) -> Sequence[Mapping[str, str]]:
        """Tell no change one by one: the file's digest says which list it was."""
        del found
        return ()

    async def apply(self, db: AsyncSession, found: Comparison, today: date) -> None:
        del today
        rows = [_columns(row) for row in (*found.added, *found.different)]
        if rows:
            # With RETURNING many rows go in one statement: the list gets a version a statement.
            statement = insert(_TABLE)
            changes = {name: statement.excluded[name] for name in rows[0] if name != SUPPLIERS.key}
            await (await db.connection()).execute(
                statement.on_conflict_do_update(
                    index_elements=[SUPPLIERS.key], set_=changes
                ).returning(_TABLE.c.id),
                rows,
            )


def _columns(row: Row) -> dict[str, Any]:
    category = row.values["category"]
    return {
        **row.values,
        "category": None if category is None else Category(category.value),
        "normal_name": normal_form(row.values["name"]),
    }


async def import_suppliers(
    db: AsyncSession,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    dry_run: bool,
    expected: str | None = None,
) -> ImportPlan:
    """Import the suppliers of a file, all or nothing; see :func:`register.imports.running.run`.

    Raises:
        NotFound: this person may not import suppliers.
        OutcomeChanged: the plan is not the ``expected`` one, that which was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    return await run(
        db, _Suppliers(), actor, filename, content, now, dry_run=dry_run, expected=expected
    )
