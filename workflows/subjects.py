"""What is held against the code: a form that is being filled in, or a live declaration."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.clock import day_of
from register.declarations import Declaration, Revision, Status
from register.suppliers import SupplierFacts
from register.types import TYPES
from register.types.codes import KnownSupplier
from register.types.record import EXPLANATION, Counterparty, DeclarationType, Values
from workflows.typed_rows import TypedRows

LIVE = (Status.INGEDIEND, Status.AANVULLING, Status.GOEDGEKEURD, Status.VOORWAARDEN)
"""The states of a live declaration: submitted, under review or approved, and not over."""


@dataclass(frozen=True)
class Subject:
    """One thing that is held against the code.

    Attributes:
        kind: the type of declaration.
        values: its typed values, complete or not.
        declarant_id: who declares, where that is known.
        declaration_id: the declaration itself, which is not held against itself.
        first_submitted_on: the day of its first submission, once there was one.
        same_as: what a person answered to whether the party is a supplier of much the same name:
            its creditor number, or that it is none of those offered (``matching.none_of``);
            anything else is no answer.
    """

    kind: DeclarationType
    values: Values
    declarant_id: int | None = None
    declaration_id: UUID | None = None
    first_submitted_on: date | None = None
    same_as: str | None = None

    @property
    def party(self) -> Counterparty | None:
        """The party outside, when enough is filled in to know one."""
        party = self.kind.counterparty(self.values)
        if party is None or not (party.name or party.kvk_number):
            return None
        return party


@dataclass(frozen=True)
class LiveSubject:
    """A live declaration, as it was last submitted.

    Attributes:
        number: how it is called.
        headline: what is declared, in a few words.
        declarant_name: who declared it, by the name of that day.
        status: the state that it is in.
        revision_id: the newest submitted revision.
        subject: what is held against the code.
    """

    number: str
    headline: str
    declarant_name: str
    status: Status
    revision_id: UUID
    subject: Subject


def newest() -> Any:
    """Give the condition that a revision is the last that was submitted of a declaration."""
    later = aliased(Revision)
    return and_(
        col(Revision.declaration_id) == Declaration.id,
        ~exists().where(
            col(later.declaration_id) == Revision.declaration_id,
            col(later.revision_number) > Revision.revision_number,
        ),
    )


async def live_subjects(
    db: AsyncSession,
    after: str | None = None,
    limit: int = 200,
    *,
    revisions: Collection[UUID] | None = None,
) -> Sequence[LiveSubject]:
    """Give live declarations by number, a part at a time, in two queries.

    Args:
        db: the transaction to read in.
        after: the number of the last one of the part before; none for the first part.
        limit: how many at most.
        revisions: only those of which one of these is the newest revision; by default all.
    """
    typed = TypedRows(TYPES.values())
    query = (
        select(  # type: ignore[call-overload]
            Declaration.id,
            Declaration.number,
            Declaration.type,
            Declaration.status,
            Declaration.declarant_id,
            Declaration.submitted_at,
            Revision.id,
            Revision.headline,
            Revision.declarant_name,
            Revision.explanation,
            *typed.columns,
        )
        .select_from(Declaration)
        .join(Revision, newest())
        .where(col(Declaration.status).in_(LIVE))
        .order_by(col(Declaration.year), col(Declaration.sequence))
        .limit(limit)
    )
    if revisions is not None:
        query = query.where(col(Revision.id).in_(revisions))
    if after is not None:
        year, sequence = map(int, after.split("-"))
        place = tuple_(col(Declaration.year), col(Declaration.sequence))
        query = query.where(place > tuple_(year, sequence))
    rows = (await db.exec(typed.joined(query))).all()
    records = [typed.values(row[2], row[10:]) for row in rows]
    known = await _known(db, zip((row[2] for row in rows), records, strict=True))
    return [
        _subject(row[:10], _with_suppliers(TYPES[row[2]], record, known))
        for row, record in zip(rows, records, strict=True)
    ]


def _subject(row: Sequence[Any], values: Values) -> LiveSubject:
    key, number, slug, status, declarant_id, submitted_at, revision_id, headline, name, told = row
    return LiveSubject(
        number=number,
        headline=headline,
        declarant_name=name,
        status=status,
        revision_id=revision_id,
        subject=Subject(
            kind=TYPES[slug],
            values={**values, EXPLANATION.name: told},
            declarant_id=declarant_id,
            declaration_id=key,
            first_submitted_on=day_of(submitted_at),
        ),
    )


def _supplier_fields(kind: DeclarationType) -> Sequence[str]:
    return [each.name for each in kind.own_fields if isinstance(each.kind, KnownSupplier)]


async def _known(
    db: AsyncSession, records: Iterable[tuple[str, Values]]
) -> Mapping[int, SupplierFacts]:
    keys = {record[name] for slug, record in records for name in _supplier_fields(TYPES[slug])}
    return await suppliers.by_id(db, keys - {None})


def _with_suppliers(
    kind: DeclarationType, record: Values, known: Mapping[int, SupplierFacts]
) -> Values:
    """Give the typed values with every supplier as the list now has it."""
    found = {name: known.get(record[name]) for name in _supplier_fields(kind)}
    return {**record, **found}
