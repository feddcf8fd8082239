"""Which numbers were given in each year by a moment, and which of them are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration
from register.tables import metadata

_declaration = metadata.tables[str(Declaration.__tablename__)]


@dataclass(frozen=True)
class YearOfNumbers:
    """The numbers of a year: the first, the last, how many, and the gaps before or between."""

    year: int
    first: str
    last: str
    count: int
    gaps: Sequence[str]


async def numbers_given(db: AsyncSession, moment: datetime) -> Sequence[YearOfNumbers]:
    """Give the numbers of what was submitted by a moment, a year at a time, in one query.

    The series of a year begins at 1 (:func:`register.declarations.next_number`), so a first number
    that is not 1 is a gap too.
    """
    sequence = _declaration.c.sequence
    before = func.lag(sequence, 1, 0).over(partition_by=_declaration.c.year, order_by=sequence)
    given = (
        select(_declaration.c.year, sequence, before.label("before"))
        .where(_declaration.c.submitted_at <= moment)
        .subquery()
    )
    gap = func.jsonb_build_array(given.c.before + 1, given.c.sequence - 1)
    gaps = func.jsonb_agg(aggregate_order_by(gap, given.c.sequence)).filter(
        given.c.sequence > given.c.before + 1
    )
    found = await (await db.connection()).execute(
        select(
            given.c.year,
            func.min(given.c.sequence),
            func.max(given.c.sequence),
            func.count(),
            gaps,
        )
        .group_by(given.c.year)
        .order_by(given.c.year)
    )
    return [
        YearOfNumbers(
            year,
            _number(year, first),
            _number(year, last),
            count,
            [_told(year, *missing) for missing in holes or ()],
        )
        for year, first, last, count, holes in found
    ]


def _told(year: int, first: int, last: int) -> str:
    if first == last:
        return _number(year, first)
    return f"{_number(year, first)} t/m {_number(year, last)}"


def _number(year: int, sequence: int) -> str:
    """Write a number as :func:`register.declarations.next_number` does."""
    return f"{year}-{sequence:04d}"
