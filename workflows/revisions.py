"""The submitted revisions of a declaration, with their answers and their findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.declarations import Revision
from register.findings import Finding
from register.types.codes import KnownSupplier
from register.types.record import EXPLANATION, DeclarationType, Values


@dataclass(frozen=True)
class RevisionView:
    """A submitted revision with its typed values, and what each rule said of it, by rule."""

    revision: Revision
    values: Values
    findings: Mapping[str, Finding] = field(default_factory=dict)


async def revisions_of(
    db: AsyncSession, kind: DeclarationType, declaration_id: UUID
) -> Sequence[RevisionView]:
    """Give every submitted revision of a declaration, first one first, in four queries."""
    found = await db.exec(
        select(Revision)
        .where(Revision.declaration_id == declaration_id)
        .order_by(col(Revision.revision_number))
    )
    revisions = found.all()
    keys = [revision.id for revision in revisions]
    rows = await db.exec(select(*kind.table.columns).where(kind.table.c.revision_id.in_(keys)))
    records = {row["revision_id"]: dict(row) for row in rows.mappings()}
    known = await _known_suppliers(db, kind, records.values())
    findings: defaultdict[UUID, dict[str, Finding]] = defaultdict(dict)
    for finding in await db.exec(select(Finding).where(col(Finding.revision_id).in_(keys))):
        findings[finding.revision_id][finding.rule] = finding
    return [
        RevisionView(
            revision,
            {
                **_with_suppliers(kind, records[revision.id], known, revision),
                EXPLANATION.name: revision.explanation,
            },
            findings[revision.id],
        )
        for revision in revisions
    ]


async def _known_suppliers(
    db: AsyncSession, kind: DeclarationType, records: Any
) -> Mapping[int, suppliers.SupplierFacts]:
    names = [each.name for each in kind.own_fields if isinstance(each.kind, KnownSupplier)]
    keys = {record[name] for record in records for name in names if record[name] is not None}
    return await suppliers.by_id(db, keys)


def _with_suppliers(
    kind: DeclarationType,
    record: Mapping[str, Any],
    known: Mapping[int, suppliers.SupplierFacts],
    revision: Revision,
) -> dict[str, Any]:
    """Give the typed values, with the supplier under the name it had when it was submitted."""
    values = {each.name: record[each.name] for each in kind.own_fields}
    for each in kind.own_fields:
        if isinstance(each.kind, KnownSupplier) and values[each.name] is not None:
            values[each.name] = replace(
                known[values[each.name]],
                name=revision.counterparty_name or "",
                kvk_number=revision.counterparty_kvk_number,
            )
    return values
