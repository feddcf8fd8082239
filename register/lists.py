"""The lists of people and of suppliers as pages show them: searched, and a page at a time.

A page knows its place by the number at its edge, so a link to it goes on meaning the same while the
list changes; it takes the same few queries whatever the length of the list.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select, tuple_
from sqlmodel.ext.asyncio.session import AsyncSession

from register.people import Office, OfficeHolding, Person, held_on
from register.suppliers import Category, Supplier

PAGE_SIZE = 50
MOST_WORDS = 8

Row = TypeVar("Row")

_PERSON = Person.__table__  # type: ignore[attr-defined]
_OFFICE = OfficeHolding.__table__  # type: ignore[attr-defined]
_SUPPLIER = Supplier.__table__  # type: ignore[attr-defined]
_MANAGER = _PERSON.alias("manager")


class Side(StrEnum):
    """On which side of a number a page lies; the value is the parameter in the URL."""

    AFTER = "na"
    BEFORE = "voor"


@dataclass(frozen=True)
class Place:
    """A place in a list: on one side of the row with this number."""

    side: Side
    number: str


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """The rows of a page, how many there are in all, and the pages beside it."""

    rows: Sequence[Row]
    total: int
    previous: Place | None
    next: Place | None


@dataclass(frozen=True)
class PersonRow:
    """Somebody as the list shows them; the offices are those held on the day itself."""

    number: str
    first_name: str
    infix: str | None
    last_name: str
    email: str
    job_title: str
    department: str
    manager: str | None
    key_function: bool
    in_service_from: date
    in_service_until: date | None
    offices: Sequence[Office]

    @property
    def listed_name(self) -> str:
        """The name as lists sort it: *Vries, Anna de*."""
        return f"{self.last_name}, {' '.join(filter(None, (self.first_name, self.infix)))}"


@dataclass(frozen=True)
class SupplierRow:
    """A supplier as the list shows it."""

    number: str
    name: str
    kvk_number: str | None
    category: Category | None
    contract_from: date | None
    contract_until: date | None
    tender_running: bool
    address: str | None


async def people_page(
    db: AsyncSession, searched: str, place: Place | None, today: date
) -> ListPage[PersonRow]:
    """Give a page of people by surname; a search looks at names, number, job and department."""
    held = (
        select(func.array_agg(_OFFICE.c.office))
        .where(_OFFICE.c.person_id == _PERSON.c.id, *held_on(today))  # type: ignore[arg-type]
        .scalar_subquery()
    )
    manager = func.concat_ws(" ", _MANAGER.c.first_name, _MANAGER.c.infix, _MANAGER.c.last_name)
    query = select(
        _PERSON.c.staff_number.label("number"),
        _PERSON.c.first_name,
        _PERSON.c.infix,
        _PERSON.c.last_name,
        _PERSON.c.email,
        _PERSON.c.job_title,
        _PERSON.c.department,
        func.nullif(manager, "").label("manager"),
        _PERSON.c.key_function,
        _PERSON.c.in_service_from,
        _PERSON.c.in_service_until,
        held.label("offices"),
    ).select_from(_PERSON.outerjoin(_MANAGER, _MANAGER.c.id == _PERSON.c.manager_id))
    text = func.concat_ws(
        " ",
        _PERSON.c.sort_name,
        _PERSON.c.staff_number,
        func.lower(_PERSON.c.job_title),
        func.lower(_PERSON.c.department),
    )

    def row(found: Mapping[str, Any]) -> PersonRow:
        offices = sorted((Office(each) for each in found["offices"] or ()), key=_rank)
        return PersonRow(**{**found, "offices": offices})

    keys = _Keys(_PERSON.c.staff_number, _PERSON.c.sort_name, _PERSON.c.id)
    return await _page(db, query, keys, _found(text, searched), place, row)


def _rank(office: Office) -> int:
    return list(Office).index(office)


async def suppliers_page(
    db: AsyncSession, searched: str, place: Place | None
) -> ListPage[SupplierRow]:
    """Give a page of suppliers by name; a search looks at names, numbers and addresses."""
    columns = _SUPPLIER.c
    query = select(
        columns.creditor_number.label("number"),
        columns.name,
        columns.kvk_number,
        columns.category,
        columns.contract_from,
        columns.contract_until,
        columns.tender_running,
        columns.address,
    )
    text = func.concat_ws(
        " ",
        columns.normal_name,
        func.lower(columns.name),
        func.lower(columns.creditor_number),
        columns.kvk_number,
        func.lower(columns.address),
    )
    keys = _Keys(columns.creditor_number, columns.normal_name, columns.id)
    return await _page(
        db, query, keys, _found(text, searched), place, lambda found: SupplierRow(**found)
    )


def _found(text: ColumnElement[str], searched: str) -> ColumnElement[bool]:
    """Give the condition that a text holds every word, as it is or without its accents."""
    words = searched.casefold().replace("\x00", "").split()[:MOST_WORDS]
    return and_(
        True,
        *(
            or_(text.contains(word, autoescape=True), text.contains(_plain(word), autoescape=True))
            for word in words
        ),
    )


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@dataclass(frozen=True)
class _Keys:
    """By what a list is known, and by what it is ordered; the second settles ties."""

    number: Column[Any]
    first: Column[Any]
    second: Column[Any]


async def _page(
    db: AsyncSession,
    query: Select[Any],
    keys: _Keys,
    condition: ColumnElement[bool],
    place: Place | None,
    row: Callable[[Mapping[str, Any]], Row],
) -> ListPage[Row]:
    connection = await db.connection()
    counted = select(func.count()).select_from(keys.number.table).where(condition)
    total: int = (await connection.execute(counted)).scalar_one()
    edge = None
    if place is not None:
        at = select(keys.first, keys.second).where(keys.number == place.number)
        edge = (await connection.execute(at)).first()
    backwards = place is not None and place.side is Side.BEFORE and edge is not None
    wanted = query.where(condition).limit(PAGE_SIZE + 1)
    if edge is not None:
        here = tuple_(keys.first, keys.second)
        wanted = wanted.where(here < tuple_(*edge) if backwards else here > tuple_(*edge))
    order = [keys.first.desc(), keys.second.desc()] if backwards else [keys.first, keys.second]
    found = (await connection.execute(wanted.order_by(*order))).mappings().all()
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        found = found[::-1]
    return ListPage(
        rows=[row(each) for each in found],
        total=total,
        previous=_beside(Side.BEFORE, found[:1], there=more if backwards else edge is not None),
        next=_beside(Side.AFTER, found[-1:], there=backwards or more),
    )


def _beside(side: Side, edge: Sequence[Mapping[str, Any]], *, there: bool) -> Place | None:
    return Place(side, edge[0]["number"]) if edge and there else None
