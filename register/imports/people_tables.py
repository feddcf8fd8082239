"""Reads and writes the tables of people and offices for an import, in a few statements for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from register.imports.plan import Comparison
from register.imports.rows import Row
from register.people import Office, OfficeHolding, Person, sort_name

_PERSON = Person.__table__  # type: ignore[attr-defined]
_OFFICE = OfficeHolding.__table__  # type: ignore[attr-defined]
_FIELDS = (
    "staff_number",
    "first_name",
    "infix",
    "last_name",
    "email",
    "job_title",
    "department",
    "key_function",
    "in_service_from",
    "in_service_until",
)


async def current(db: AsyncSession, today: date) -> Mapping[str, Mapping[str, Any]]:
    """Give everybody in the register by staff number: the values of every column of the import.

    Offices are those that are held from today on; nothing is ``None``, as in the file.
    """
    connection = await db.connection()
    offices: defaultdict[int, set[Office]] = defaultdict(set)
    for person_id, office in await connection.execute(
        select(_OFFICE.c.person_id, _OFFICE.c.office).where(*_going_on(today))
    ):
        offices[person_id].add(Office(office))
    manager = _PERSON.alias()
    rows = await connection.execute(
        select(
            _PERSON.c.id,
            manager.c.staff_number.label("manager"),
            *(_PERSON.c[name] for name in _FIELDS),
        )
        .select_from(_PERSON.outerjoin(manager, manager.c.id == _PERSON.c.manager_id))
        .order_by(_PERSON.c.staff_number)
    )
    return {
        row["staff_number"]: {**row, "offices": frozenset(offices[row["id"]]) or None}
        for row in rows.mappings()
    }


def _going_on(today: date) -> list[Any]:
    """Give the conditions that a holding has begun and does not end today or earlier."""
    ends = _OFFICE.c.ends_on
    return [_OFFICE.c.starts_on <= today, or_(ends.is_(None), ends > today)]


async def write(db: AsyncSession, found: Comparison, today: date) -> None:
    """Write the people that are new or differ, then who manages whom, then the offices."""
    connection = await db.connection()
    if found.added:
        await connection.execute(insert(_PERSON), [_columns(row) for row in found.added])
    touched = [*found.added, *found.different]
    if not touched:
        return
    ids = await _ids(connection)
    if found.different:
        await _update(connection, [(_key(row, ids), _columns(row)) for row in found.different])
    await _update(
        connection,
        [(_key(row, ids), {"manager_id": ids.get(row.values["manager"])}) for row in touched],
    )
    wanted = {_key(row, ids): row.values["offices"] or frozenset() for row in touched}
    await _write_offices(connection, wanted, today)


def _key(row: Row, ids: Mapping[str, int]) -> int:
    return ids[row.values["staff_number"]]


async def _ids(connection: AsyncConnection) -> Mapping[str, int]:
    rows = await connection.execute(select(_PERSON.c.staff_number, _PERSON.c.id))
    return {number: key for number, key in rows}  # noqa: C416 — rows are not pairs to a type checker


async def _update(
    connection: AsyncConnection, changes: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    await connection.execute(
        update(_PERSON).where(_PERSON.c.id == bindparam("known_id")),
        [{**values, "known_id": key} for key, values in changes],
    )


def _columns(row: Row) -> dict[str, Any]:
    values = {name: row.values[name] for name in _FIELDS}
    named = sort_name(values["last_name"], values["first_name"], values["infix"])
    return {**values, "sort_name": named}


async def _write_offices(
    connection: AsyncConnection, wanted: Mapping[int, frozenset[Office]], today: date
) -> None:
    """End the holdings that are no longer wanted and begin those that are new."""
    held = await _recent_holdings(connection, today)
    fresh: list[dict[str, Any]] = []
    days: list[dict[str, Any]] = []
    for person_id, offices in wanted.items():
        for office in Office:
            holdings = held.get((person_id, office), [])
            going_on = [holding for holding in holdings if holding.ends_on != today]
            if office not in offices:
                days.extend(_end(holding, today) for holding in going_on)
            elif holdings and not going_on:
                days.append({"known_id": holdings[-1].id, "ends_on": None})
            elif not holdings:
                fresh.append({"person_id": person_id, "office": office, "starts_on": today})
    if days:
        await connection.execute(update(_OFFICE).where(_OFFICE.c.id == bindparam("known_id")), days)
    if fresh:
        await connection.execute(insert(_OFFICE), fresh)


def _end(holding: Any, today: date) -> dict[str, Any]:
    last = today if holding.starts_on == today else today - timedelta(days=1)
    return {"known_id": holding.id, "ends_on": last}


async def _recent_holdings(
    connection: AsyncConnection, today: date
) -> Mapping[tuple[int, Office], Sequence[Any]]:
    """Give the holdings that go on, or end today and so can go on after all."""
    ends = _OFFICE.c.ends_on
    rows = await connection.execute(
        select(_OFFICE)
        .where(_OFFICE.c.starts_on <= today, or_(ends.is_(None), ends >= today))
        .order_by(_OFFICE.c.id)
    )
    held: defaultdict[tuple[int, Office], list[Any]] = defaultdict(list)
    for row in rows:
        held[row.person_id, Office(row.office)].append(row)
    return held
