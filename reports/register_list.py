"""The register as a list: what was submitted, newest first, a page at a time.

A page is a fixed number of queries, and knows its place by the number of the declaration at its
edge: a link to a page goes on meaning the same while declarations are added.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Decision, ReviewerRole, Step
from register.declarations import Declaration, Revision, Status
from register.tables import metadata
from register.types import TYPES
from reports.register_filter import Findable, RegisterFilter

PAGE_SIZE = 50

_declaration = metadata.tables[str(Declaration.__tablename__)]
_revision = metadata.tables[str(Revision.__tablename__)]
_step = metadata.tables[str(Step.__tablename__)]


class Side(StrEnum):
    """On which side of a declaration a page lies; the value is the parameter in the URL."""

    OLDER = "na"
    NEWER = "voor"


@dataclass(frozen=True)
class Cursor:
    """A place in the list: on one side of the declaration with this number."""

    side: Side
    number: str


@dataclass(frozen=True)
class RegisterRow:
    """A declaration as the list shows it; the decision is the last one on its newest revision."""

    number: str
    type: str
    headline: str
    declarant_name: str
    declarant_staff_number: str
    department: str
    submitted_at: datetime
    status: Status
    revision_number: int
    due_on: date | None
    role: ReviewerRole | None
    decision: Decision | None
    decided_at: datetime | None
    decided_by_name: str | None

    @property
    def type_title(self) -> str:
        """What people call the type."""
        return TYPES[self.type].title

    @property
    def submitted_on(self) -> date:
        """The day in Amsterdam on which it was first submitted."""
        return day_of(self.submitted_at)

    @property
    def decided_on(self) -> date | None:
        """The day in Amsterdam on which it was decided on."""
        return day_of(self.decided_at) if self.decided_at else None


@dataclass(frozen=True)
class RegisterPage:
    """One page of the list.

    ``total`` counts what fits the filter, on all pages. ``newer`` and ``older`` are the places of
    the neighbouring pages, ``None`` at the ends. ``departments`` are those that can be filtered on.
    """

    rows: Sequence[RegisterRow]
    total: int
    newer: Cursor | None
    older: Cursor | None
    departments: Sequence[str]


_CURSOR = re.compile(r"\d{4}-\d{4,7}", re.ASCII)


def read_cursor(query: Mapping[str, str]) -> tuple[Cursor | None, str | None]:
    """Read a place from the parameters of a URL; beside it a Dutch notice where it is none."""
    for side in Side:
        number = query.get(side.value, "").strip()
        if _CURSOR.fullmatch(number):
            return Cursor(side, number), None
        if number:
            return None, "Deze plaats in de lijst bestaat niet. Je ziet het begin van de lijst."
    return None, None


async def register_page(
    db: AsyncSession,
    wanted: RegisterFilter,
    place: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> RegisterPage:
    """Give a page of the register: every declaration that was submitted, newest first.

    Args:
        db: the transaction to read in.
        wanted: which declarations; an empty filter gives all.
        place: where the page begins; the newest when left out, or where there is no such place.
        size: how many rows a page has.
    """
    conditions = [_declaration.c.submitted_at.is_not(None), *wanted.conditions(_FINDABLE)]
    connection = await db.connection()
    edge = await _edge(connection, place)
    beyond = _beyond(place, edge)
    newest_first = place is None or edge is None or place.side is Side.OLDER
    found = await _rows(connection, [*conditions, *beyond], size + 1, newest_first=newest_first)
    more, rows = len(found) > size, found[:size]
    if not newest_first:
        rows = rows[::-1]
    page = RegisterPage(
        rows=rows,
        total=await _total(connection, conditions, wanted),
        newer=Cursor(Side.NEWER, rows[0].number) if rows else None,
        older=Cursor(Side.OLDER, rows[-1].number) if rows else None,
        departments=await _departments(connection),
    )
    if newest_first:
        return replace(
            page, newer=page.newer if beyond else None, older=page.older if more else None
        )
    return replace(page, newer=page.newer if more else None)


_newest = (
    select(_revision)
    .where(_revision.c.declaration_id == _declaration.c.id)
    .order_by(_revision.c.revision_number.desc())
    .limit(1)
    .lateral("newest")
)
_deciding = (
    select(_step)
    .where(_step.c.revision_id == _newest.c.id)
    .order_by(
        _step.c.decided_at.desc().nulls_last(),
        _step.c.cancelled_at.desc().nulls_first(),
        _step.c.position,
    )
    .limit(1)
    .lateral("deciding")
)
_FINDABLE = Findable(
    type=_declaration.c.type,
    number=_declaration.c.number,
    submitted_at=_declaration.c.submitted_at,
    status=_declaration.c.status,
    revision=_newest.c,
)
_PLACE = (_declaration.c.submitted_at, _declaration.c.id)


async def _edge(connection: AsyncConnection, place: Cursor | None) -> tuple[Any, ...] | None:
    if place is None:
        return None
    found = await connection.execute(select(*_PLACE).where(_declaration.c.number == place.number))
    row = found.first()
    return tuple(row) if row else None


def _beyond(place: Cursor | None, edge: tuple[Any, ...] | None) -> list[ColumnElement[bool]]:
    if place is None or edge is None:
        return []
    here = tuple_(*_PLACE)
    return [here < edge if place.side is Side.OLDER else here > edge]


async def _rows(
    connection: AsyncConnection,
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    *,
    newest_first: bool,
) -> Sequence[RegisterRow]:
    order = [column.desc() if newest_first else column.asc() for column in _PLACE]
    found = await connection.execute(
        select(
            _declaration.c.number,
            _declaration.c.type,
            _newest.c.headline,
            _newest.c.declarant_name,
            _newest.c.declarant_staff_number,
            _newest.c.declarant_department,
            _declaration.c.submitted_at,
            _declaration.c.status,
            _newest.c.revision_number,
            _deciding.c.due_on,
            _deciding.c.role,
            _deciding.c.decision,
            _deciding.c.decided_at,
            _deciding.c.decided_by_name,
        )
        .select_from(_declaration.join(_newest, true()).outerjoin(_deciding, true()))
        .where(*conditions)
        .order_by(*order)
        .limit(limit)
    )
    return [RegisterRow(*tuple(row)) for row in found]


async def _total(
    connection: AsyncConnection, conditions: Sequence[ColumnElement[bool]], wanted: RegisterFilter
) -> int:
    source = _declaration.join(_newest, true()) if wanted.asks_revision else _declaration
    counted = await connection.execute(select(func.count()).select_from(source).where(*conditions))
    total: int = counted.scalar_one()
    return total


async def _departments(connection: AsyncConnection) -> Sequence[str]:
    found = await connection.execute(
        select(_revision.c.declarant_department)
        .distinct()
        .order_by(_revision.c.declarant_department)
    )
    return found.scalars().all()
