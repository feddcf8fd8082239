"""Reads what was typed on a form, in a sheet or on the command line into typed values.

A field is asked when its condition holds; what was sent for a field that is not asked is ignored
and kept empty, whatever the browser sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from register.suppliers import SupplierFacts
from register.types.codes import KnownSupplier
from register.types.fields import Asked
from register.types.kinds import UNKNOWN_SUPPLIER, Unreadable
from register.types.record import DeclarationType

Typed = Mapping[str, str]
"""What somebody typed, by field."""


@dataclass(frozen=True)
class Reading:
    """The outcome of reading a form.

    Attributes:
        values: each field's typed value; ``None`` where it was not asked, left empty or unreadable.
        errors: a Dutch sentence for each field that has to be mended, in the order of the form.
        shown: the fields that are asked, given the other answers.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)


def read(kind: DeclarationType, typed: Typed, suppliers: Mapping[str, SupplierFacts]) -> Reading:
    """Read a whole form.

    Args:
        kind: the type of declaration.
        typed: what was typed, by field; unknown fields are ignored.
        suppliers: the suppliers that may be meant, by creditor number.
    """
    reading = Reading()
    tokens: dict[str, str] = {}
    for asked in kind.fields:
        reading.values[asked.name] = None
        if asked.when is not None and tokens.get(asked.when.field) not in asked.when.holds:
            continue
        reading.shown.add(asked.name)
        text = typed.get(asked.name, "").strip()
        if not text:
            if not asked.optional:
                reading.errors[asked.name] = asked.missing
            continue
        try:
            value = _value(asked, text, suppliers)
        except Unreadable as unreadable:
            reading.errors[asked.name] = str(unreadable)
            continue
        reading.values[asked.name] = value
        tokens[asked.name] = asked.kind.token(value)
    _check_order(kind, reading)
    return reading


def _value(asked: Asked, text: str, suppliers: Mapping[str, SupplierFacts]) -> Any:
    if not isinstance(asked.kind, KnownSupplier):
        return asked.kind.read(text)
    if text == UNKNOWN_SUPPLIER:
        return None
    if text not in suppliers:
        raise Unreadable(asked.missing)
    return suppliers[text]


def _check_order(kind: DeclarationType, reading: Reading) -> None:
    """Hold dates that follow one another to their order."""
    for asked in kind.fields:
        if asked.not_before is None:
            continue
        earlier, later = reading.values[asked.not_before], reading.values[asked.name]
        if earlier is not None and later is not None and later < earlier:
            first = kind.field(asked.not_before)
            reading.errors[asked.name] = (
                f"{asked.label} ligt vóór {first.label.lower()} "
                f"({first.kind.shown(earlier)}). Pas een van de twee aan."
            )
