"""Reads the rows of a sheet into typed values, by a description of its columns.

The columns are described by the same :class:`~register.types.fields.Asked` as the fields of the
typed records, so that there is one way to read a day, a KVK number or yes and no.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from register.imports.cells import Sheet, SheetRow, letter
from register.imports.faults import Faults
from register.types.fields import Asked
from register.types.kinds import Kind, Unreadable


@dataclass(frozen=True)
class Listing:
    """A list that can be imported, as data.

    Attributes:
        title: what it is called, and its sheet.
        columns: every column, the required ones among them not ``optional``.
        key: the field by which a row is known again.
        ends: the field with the day on which somebody or something ends.
    """

    title: str
    columns: tuple[Asked, ...]
    key: str
    ends: str

    def column(self, name: str) -> Asked:
        """Give a column by the name of its field."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its place, its typed values by field, and what was typed."""

    number: int
    values: dict[str, Any]
    typed: dict[str, str]


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet, and which optional columns it does not have."""

    rows: Sequence[Row]
    absent: Sequence[Asked]


def column(
    name: str, label: str, kind: Kind, missing: str = "", *, not_before: str | None = None
) -> Asked:
    """Describe a column of an import; without a sentence for when it is missing it is optional."""
    return Asked(kind, label, missing, optional=not missing, not_before=not_before, name=name)


def read_rows(sheet: Sheet, listing: Listing, faults: Faults) -> Rows:
    """Read every row, noting every bad cell.

    Raises:
        BadCells: the columns are not those of this list, so that the rows cannot be read.
    """
    places = _places(sheet.labels, sheet.rows, listing, faults)
    faults.refuse()
    rows = [_read(row, places, listing, faults) for row in sheet.rows]
    _check_keys(rows, listing, faults)
    return Rows(rows, [column for column in listing.columns if column.name not in places])


def _places(
    labels: SheetRow, rows: Sequence[SheetRow], listing: Listing, faults: Faults
) -> Mapping[str, int]:
    """Find where each column stands."""
    known = {_folded(column.label): column for column in listing.columns}
    times = Counter(_folded(label) for label in labels.cells)
    places: dict[str, int] = {}
    for place, label in enumerate(labels.cells):
        wanted = _folded(label)
        if place in labels.faults:
            faults.add(labels.number, label or letter(place), label, labels.faults[place])
        elif not label:
            if any(place < len(row.cells) and row.cells[place] for row in rows):
                faults.add(labels.number, letter(place), "", "Deze kolom heeft geen naam.")
        elif wanted not in known:
            faults.add(labels.number, label, label, f"Een kolom {label} hoort niet in deze lijst.")
        elif times[wanted] > 1 and known[wanted].name in places:
            faults.add(labels.number, label, label, "Deze kolom staat er meer dan eens in.")
        else:
            places[known[wanted].name] = place
    for column in listing.columns:
        if not column.optional and column.name not in places:
            faults.add(labels.number, column.label, "", f"De kolom {column.label} ontbreekt.")
    return places


def _folded(label: str) -> str:
    return label.casefold()


def _read(row: SheetRow, places: Mapping[str, int], listing: Listing, faults: Faults) -> Row:
    values: dict[str, Any] = {}
    typed: dict[str, str] = {}
    labels = {place: listing.column(name).label for name, place in places.items()}
    for place, sentence in row.faults.items():
        value = row.cells[place] if place < len(row.cells) else ""
        faults.add(row.number, labels.get(place, letter(place)), value, sentence)
    for column in listing.columns:
        place = places.get(column.name, -1)
        text = row.cells[place] if 0 <= place < len(row.cells) else ""
        typed[column.name] = text
        values[column.name] = None
        if place not in row.faults:
            values[column.name] = _value(row.number, column, text, faults)
    _check_nameless(row, labels, faults)
    _check_order(row.number, values, typed, listing, faults)
    return Row(row.number, values, typed)


def _value(number: int, column: Asked, text: str, faults: Faults) -> Any:
    if not text:
        if not column.optional:
            faults.add(number, column.label, text, column.missing)
        return None
    try:
        return column.kind.read(text)
    except Unreadable as unreadable:
        faults.add(number, column.label, text, str(unreadable))
        return None


def _check_nameless(row: SheetRow, labels: Mapping[int, str], faults: Faults) -> None:
    for place, cell in enumerate(row.cells):
        if cell and place not in labels and place not in row.faults:
            faults.add(row.number, letter(place), cell, "Boven deze cel staat geen kolomnaam.")


def _check_order(
    number: int,
    values: Mapping[str, Any],
    typed: Mapping[str, str],
    listing: Listing,
    faults: Faults,
) -> None:
    for column in listing.columns:
        if column.not_before is None:
            continue
        earlier, later = values[column.not_before], values[column.name]
        if earlier is not None and later is not None and later < earlier:
            first = listing.column(column.not_before)
            faults.add(
                number,
                column.label,
                typed[column.name],
                f"{column.label} ligt vóór {first.label.lower()} ({first.kind.shown(earlier)}).",
            )


def _check_keys(rows: Sequence[Row], listing: Listing, faults: Faults) -> None:
    key = listing.column(listing.key)
    first: dict[str, int] = {}
    for row in rows:
        value = row.values[key.name]
        if value is None:
            continue
        if value in first:
            faults.add(
                row.number,
                key.label,
                value,
                f"Dit nummer staat ook al in rij {first[value]}. Elk nummer mag maar één keer.",
            )
        else:
            first[value] = row.number
