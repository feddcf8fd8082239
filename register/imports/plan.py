"""What an import adds, changes and ends: the outcome of comparing a file with the register."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from register.audit import canonical
from register.imports.rows import Listing, Row
from register.types.fields import Asked


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changes, as people read it; nothing is an empty text."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """Somebody or something that an import concerns.

    Attributes:
        number: the staff or creditor number.
        name: what they are called.
        changes: the fields that change; of what is added, the fields that are filled.
    """

    number: str
    name: str
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import does, or did.

    Attributes:
        file: the name of the file.
        sha256: the digest of the file, in hexadecimal.
        added: new rows.
        changed: rows of which fields change, those that end not among them.
        ended: rows whose end day is filled that was empty (*In dienst tot*, *Contract tot*).
        missing: what the register knows and the file does not; it is left as it is.
        unchanged: how many rows stay as they are.
        notes: sentences on what deserves a look before the import is done.
    """

    file: str
    sha256: str
    added: Sequence[PlannedRow] = ()
    changed: Sequence[PlannedRow] = ()
    ended: Sequence[PlannedRow] = ()
    missing: Sequence[PlannedRow] = ()
    unchanged: int = 0
    notes: Sequence[str] = ()

    @property
    def changes_nothing(self) -> bool:
        """Tell whether the register stays as it is."""
        return not (self.added or self.changed or self.ended)

    @property
    def counts(self) -> str:
        """The outcome in a few words."""
        return (
            f"{len(self.added)} nieuw, {len(self.changed)} gewijzigd, {len(self.ended)} beëindigd, "
            f"{self.unchanged} ongewijzigd, {len(self.missing)} niet in dit bestand"
        )

    @property
    def outcome(self) -> str:
        """The digest of what it does, by which two plans are compared."""
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()


@dataclass
class Comparison:
    """How the rows of a file differ from what the register holds."""

    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Sequence[Change]]] = field(default_factory=list)
    ended: list[tuple[Row, Sequence[Change]]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def different(self) -> Sequence[Row]:
        """The rows of the file that are known and differ."""
        return [row for row, _ in (*self.changed, *self.ended)]


def compare(
    listing: Listing, rows: Sequence[Row], current: Mapping[str, Mapping[str, Any]]
) -> Comparison:
    """Compare rows with what the register holds, by number."""
    found = Comparison()
    for row in rows:
        number = row.values[listing.key]
        if number not in current:
            found.added.append(row)
            continue
        changes = changes_between(listing.columns, current[number], row.values)
        if not changes:
            found.unchanged += 1
        elif current[number][listing.ends] is None and row.values[listing.ends] is not None:
            found.ended.append((row, changes))
        else:
            found.changed.append((row, changes))
    named = {row.values[listing.key] for row in rows}
    found.missing = [number for number in current if number not in named]
    return found


def changes_between(
    columns: Sequence[Asked], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Sequence[Change]:
    """Give the fields that differ, as people read them."""
    return [
        Change(column.label, shown(column, old.get(column.name)), shown(column, new[column.name]))
        for column in columns
        if old.get(column.name) != new[column.name]
    ]


def shown(column: Asked, value: Any) -> str:
    """Write a value for people; nothing is an empty text."""
    return "" if value is None else column.kind.shown(value)
