"""The facts that the rules of the code look at, gathered in a fixed number of queries.

Gathering and judging are apart: a rule looks at typed values and at these facts only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, true, union
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from register.declarations import Declaration, Revision, Status
from register.people import Person, in_service_on
from register.suppliers import Supplier, SupplierFacts, normal_form
from register.types.record import Counterparty, DeclarationType, Values
from workflows.policy import Policy

LIVE = (Status.INGEDIEND, Status.AANVULLING, Status.GOEDGEKEURD, Status.VOORWAARDEN)
"""The states of a live declaration: submitted, under review or approved, and not over."""


@dataclass(frozen=True)
class DeclarantFacts:
    """What is known of who declares."""

    id: int
    key_function: bool


@dataclass(frozen=True)
class LiveDeclaration:
    """Another live declaration of the same person, as it was last submitted.

    Attributes:
        number: how it is called.
        type: the slug of its type.
        same_party: whether it concerns the same counterparty.
        values: its typed values as the columns keep them (a supplier by its key), where it is of
            the type that is being judged; else empty.
    """

    number: str
    type: str
    same_party: bool
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What the rules look at beside the typed values.

    Attributes:
        type: the slug of the type of declaration.
        judged_on: the day on which the declaration is judged.
        first_submitted_on: the day of its first submission; while that has not happened, today.
        policy: the values that Intermaris has chosen.
        has_party: whether a party outside Intermaris is named.
        declarant: who declares; ``None`` where that is not known.
        supplier: the supplier that was chosen from the list, as the list now has it.
        matched_supplier: for a party that was named, the supplier that it is: on KVK number, else
            on the normal form of its name.
        earlier: this person's other live declarations, by number.
        colleague_has_same_party: whether a colleague in the same approval line has a live
            declaration on the same party; ``None`` where the declarant is not known.
    """

    type: str
    judged_on: date
    first_submitted_on: date
    policy: Policy = field(default_factory=Policy)
    has_party: bool = False
    declarant: DeclarantFacts | None = None
    supplier: SupplierFacts | None = None
    matched_supplier: SupplierFacts | None = None
    earlier: tuple[LiveDeclaration, ...] = ()
    colleague_has_same_party: bool | None = None

    @property
    def known_supplier(self) -> SupplierFacts | None:
        """The supplier of the list that the party is, whether it was chosen or named."""
        return self.supplier or self.matched_supplier

    def earlier_of(self, slug: str) -> Iterator[LiveDeclaration]:
        """Give this person's other live declarations of a type."""
        return (each for each in self.earlier if each.type == slug)


async def gather(
    db: AsyncSession,
    kind: DeclarationType,
    values: Values,
    day: date,
    *,
    declarant_id: int | None = None,
    declaration_id: UUID | None = None,
    first_submitted_on: date | None = None,
    policy: Policy | None = None,
) -> Facts:
    """Gather the facts for a declaration: at most five queries, whatever the register holds.

    Args:
        db: the transaction to read in.
        kind: the type of declaration.
        values: its typed values, complete or not.
        day: the day on which it is judged.
        declarant_id: who declares, where that is known.
        declaration_id: the declaration itself, which is not held against itself.
        first_submitted_on: the day of its first submission, once there was one.
        policy: the values that Intermaris has chosen; by default all are off.
    """
    party = _party(kind, values)
    listed = await _supplier(db, party) if party else None
    chosen = party is not None and party.supplier is not None
    keys = _keys(party, listed)
    declarant = await _declarant(db, declarant_id) if declarant_id is not None else None
    return Facts(
        type=kind.slug,
        judged_on=day,
        first_submitted_on=first_submitted_on or day,
        policy=policy or Policy(),
        has_party=party is not None,
        declarant=declarant,
        supplier=listed if chosen else None,
        matched_supplier=None if chosen else listed,
        earlier=await _earlier(db, kind, declarant, declaration_id, keys) if declarant else (),
        colleague_has_same_party=await _in_line(db, declarant, day, keys) if declarant else None,
    )


def _party(kind: DeclarationType, values: Values) -> Counterparty | None:
    """Give the party outside, when enough is filled in to know one."""
    party = kind.counterparty(values)
    if party is None or not (party.name or party.kvk_number):
        return None
    return party


def _keys(party: Counterparty | None, listed: SupplierFacts | None) -> frozenset[str]:
    """Give what a party is known by; two parties are the same when they share one of these."""
    found: set[str] = set()
    if party is not None:
        chosen = party.supplier.creditor_number if party.supplier else None
        found |= _known_by(party.name, party.kvk_number, chosen)
    if listed is not None:
        found |= _known_by(listed.name, listed.kvk_number, listed.creditor_number)
    return frozenset(found)


def _known_by(name: str | None, kvk_number: str | None, creditor_number: str | None) -> set[str]:
    known = {
        "naam": normal_form(name or ""),
        "kvk": kvk_number,
        "crediteur": creditor_number,
    }
    return {f"{what} {value}" for what, value in known.items() if value}


async def _declarant(db: AsyncSession, declarant_id: int) -> DeclarantFacts | None:
    found = await db.exec(select(Person.key_function).where(Person.id == declarant_id))
    key_function = found.first()
    return None if key_function is None else DeclarantFacts(declarant_id, key_function)


async def _supplier(db: AsyncSession, party: Counterparty) -> SupplierFacts | None:
    """Give the supplier that was chosen, else the one that the named party is."""
    if party.supplier is not None:
        return await _first_supplier(db, col(Supplier.id) == party.supplier.id)
    name = normal_form(party.name or "")
    on_name = and_(col(Supplier.normal_name) == name, true() if name else false())
    if not party.kvk_number:
        return await _first_supplier(db, on_name)
    on_number = col(Supplier.kvk_number) == party.kvk_number
    return await _first_supplier(db, or_(on_number, on_name), on_number.desc().nulls_last())


async def _first_supplier(
    db: AsyncSession, condition: ColumnElement[bool], *order: ColumnElement[Any]
) -> SupplierFacts | None:
    columns = [col(getattr(Supplier, each.name)) for each in fields(SupplierFacts)]
    rows = await db.exec(
        select(*columns).where(condition).order_by(*order, col(Supplier.id)).limit(1)
    )
    row = rows.first()
    return None if row is None else SupplierFacts(*row)


async def _earlier(
    db: AsyncSession,
    kind: DeclarationType,
    declarant: DeclarantFacts,
    declaration_id: UUID | None,
    keys: frozenset[str],
) -> tuple[LiveDeclaration, ...]:
    """Give the person's other live declarations, with the details of those of the same type."""
    names = [asked.name for asked in kind.own_fields]
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            col(Declaration.number),
            col(Declaration.type),
            *_PARTY,
            *(kind.table.c[name] for name in names),
        )
        .select_from(Declaration)
        .join(Revision, _newest())
        .join(kind.table, kind.table.c.revision_id == Revision.id, isouter=True)
        .where(
            Declaration.declarant_id == declarant.id,
            col(Declaration.status).in_(LIVE),
            *([Declaration.id != declaration_id] if declaration_id else []),
        )
        .order_by(col(Declaration.year), col(Declaration.sequence))
    )
    return tuple(
        LiveDeclaration(
            number,
            slug,
            bool(keys & _known_by(name, kvk_number, creditor_number)),
            dict(zip(names, details, strict=True)) if slug == kind.slug else {},
        )
        for number, slug, name, kvk_number, creditor_number, *details in rows
    )


_PARTY = (
    col(Revision.counterparty_name),
    col(Revision.counterparty_kvk_number),
    col(Revision.counterparty_creditor_number),
)


def _newest() -> Any:
    """Give the condition that a revision is the last that was submitted of a declaration."""
    later = aliased(Revision)
    return and_(
        col(Revision.declaration_id) == Declaration.id,
        ~exists().where(
            col(later.declaration_id) == Revision.declaration_id,
            col(later.revision_number) > Revision.revision_number,
        ),
    )


async def _in_line(
    db: AsyncSession, declarant: DeclarantFacts, day: date, keys: frozenset[str]
) -> bool:
    """Tell whether a colleague in the same approval line has a live declaration on the party.

    That is somebody with the same manager, or above or below the declarant in the line of managers.
    """
    if not keys:
        return False
    line = (await db.exec(_line(declarant.id))).all()
    rows = await db.exec(
        select(*_PARTY)
        .select_from(Declaration)
        .join(Revision, _newest())
        .join(Person, col(Person.id) == Declaration.declarant_id)
        .where(
            col(Declaration.declarant_id).in_(line),
            Declaration.declarant_id != declarant.id,
            col(Declaration.status).in_(LIVE),
            col(Revision.counterparty_name).is_not(None),
            *in_service_on(day),  # type: ignore[arg-type]
        )
        .distinct()
    )
    return any(keys & _known_by(*party) for party in rows)


def _line(person_id: int) -> SelectOfScalar[int]:
    """Give the keys of everybody in somebody's approval line; a cycle of managers ends it."""
    managers = col(Person.manager_id)
    above = (
        select(managers.label("id"))
        .where(Person.id == person_id, managers.is_not(None))
        .cte("above", recursive=True)
    )
    above = above.union(
        select(managers).join(above, above.c.id == col(Person.id)).where(managers.is_not(None))
    )
    below = (
        select(col(Person.id).label("id")).where(managers == person_id).cte("below", recursive=True)
    )
    below = below.union(select(col(Person.id)).join(below, below.c.id == managers))
    manager = select(managers).where(Person.id == person_id).scalar_subquery()
    beside = select(col(Person.id)).where(managers == manager)
    everybody = union(select(above.c.id), select(below.c.id), beside).subquery()
    return select(everybody.c.id)
