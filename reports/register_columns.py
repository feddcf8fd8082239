"""The columns of a sheet of the Excel register, each with how it is filled from a declaration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from register.clock import day_of
from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier, Pattern
from register.types.fields import Asked
from register.types.kinds import Kind, LongText, Text, YesNo
from register.types.record import EXPLANATION, DeclarationType
from reports.as_of import ConditionThen, Standing
from reports.workbook import Cell, Column, Format

CREDITOR_NUMBER = "Crediteurnummer"
CHAIN_HEAD = "Ketenkop"


@dataclass(frozen=True)
class Filled:
    """A column, what it tells (for the reading guide), and how its cells are filled."""

    column: Column
    tells: str
    value: Callable[[Standing], Cell]


def columns(kind: DeclarationType) -> Sequence[Filled]:
    """Give the columns of the sheet of a type: what all have, its own fields, and the proof."""
    own = [column for field in kind.own_fields for column in _of_field(field)]
    return (*_DECLARATION, *_DECISION, *own, *_LAST)


def _yes_no(answer: bool) -> str:
    return YesNo().shown(answer)


def _filled(
    label: str,
    tells: str,
    value: Callable[[Standing], Cell],
    form: Format = Format.TEXT,
    width: int | None = None,
) -> Filled:
    return Filled(Column(label, form, width), tells, value)


_DECLARATION = (
    _filled("Nummer", "Het nummer van de verklaring.", lambda row: row.number, width=11),
    _filled(
        "Versie",
        "De nieuwste versie die op de peildatum was ingediend; de regel toont die versie.",
        lambda row: row.revision_number,
        Format.WHOLE,
        8,
    ),
    _filled(
        "Medewerker",
        "Wie de verklaring deed. Naam, personeelsnummer, functie, afdeling, leidinggevende en "
        "sleutelfunctie zijn die van de dag van indienen.",
        lambda row: row.declarant_name,
    ),
    _filled("Personeelsnummer", "", lambda row: row.declarant_staff_number, width=12),
    _filled("Functie", "", lambda row: row.declarant_job_title),
    _filled("Afdeling", "", lambda row: row.declarant_department),
    _filled("Leidinggevende", "", lambda row: row.declarant_manager_name),
    _filled("Sleutelfunctie", "", lambda row: _yes_no(row.declarant_key_function), width=11),
    _filled("Status", "De status op de peildatum.", lambda row: row.status.label, width=18),
    _filled(
        "Ingediend op",
        "De dag waarop de eerste versie is ingediend.",
        lambda row: day_of(row.first_submitted_at),
        Format.DATE,
    ),
    _filled(
        "Versie ingediend op",
        "De dag waarop de getoonde versie is ingediend.",
        lambda row: day_of(row.submitted_at),
        Format.DATE,
    ),
)

_DECISION = (
    _filled(
        "Beslissen vóór",
        "De dag waarop uiterlijk over deze versie beslist moest zijn.",
        lambda row: row.due_on,
        Format.DATE,
    ),
    _filled(
        "Besluit",
        "Het besluit over deze versie. Leeg: er was op de peildatum nog niet beslist.",
        lambda row: row.decision.label if row.decision else None,
        width=18,
    ),
    _filled(
        "Beslist op",
        "",
        lambda row: day_of(row.decided_at) if row.decided_at else None,
        Format.DATE,
    ),
    _filled("Beslist door", "", lambda row: row.decided_by_name),
    _filled(
        "Rol",
        "De rol waarin is beslist.",
        lambda row: row.role.label if row.role else None,
        width=18,
    ),
    _filled("Reden", "De reden van het besluit.", lambda row: row.reason, Format.LONG_TEXT),
    _filled(
        "Voorwaarden",
        "De voorwaarden bij het besluit, elk met de dag waarop het klaar moet zijn.",
        lambda row: _told(row.conditions),
        Format.LONG_TEXT,
    ),
)

_LAST = (
    _filled(
        EXPLANATION.label,
        "Wat de medewerker verder liet weten.",
        lambda row: row.explanation,
        Format.LONG_TEXT,
    ),
    _filled(
        CHAIN_HEAD,
        "De laatste schakel op de peildatum van de keten van gebeurtenissen van deze verklaring. "
        "Hiermee is na te gaan dat de geschiedenis in het register niet is veranderd.",
        lambda row: row.chain_head.hex() if row.chain_head else None,
        width=68,
    ),
)


def _of_field(field: Asked) -> Sequence[Filled]:
    """Give the column of a field; beside a known supplier stands its creditor number.

    The supplier's name and number are those of the day of submission, which the revision keeps.
    """

    def known(row: Standing, value: str | None) -> str | None:
        return value if row.values[field.name] is not None else None

    if isinstance(field.kind, KnownSupplier):
        return (
            _filled(field.label, "", lambda row: known(row, row.counterparty_name)),
            _filled(
                CREDITOR_NUMBER,
                "Het nummer van de leverancier in de lijst van inkoop. Leeg: een andere partij.",
                lambda row: known(row, row.counterparty_creditor_number),
                width=12,
            ),
        )
    form, width = _form(field)
    return (
        _filled(field.label, "", lambda row: _cell(field, row.values[field.name]), form, width),
    )


_FORMS: Sequence[tuple[type[Kind], Format, int | None]] = (
    (Money, Format.MONEY, None),
    (Day, Format.DATE, None),
    (LongText, Format.LONG_TEXT, None),
    (Text, Format.TEXT, 26),
    (Pattern, Format.TEXT, 12),
    (YesNo, Format.TEXT, 12),
)


def _form(field: Asked) -> tuple[Format, int | None]:
    """Give the format and width of a field's column."""
    if isinstance(field.kind, Amount):
        return (Format.DECIMAL if field.kind.decimals else Format.WHOLE), None
    found = ((form, width) for kind, form, width in _FORMS if isinstance(field.kind, kind))
    return next(found, (Format.TEXT, None))


def _cell(field: Asked, value: Any) -> Cell:
    """Give a value as a cell: amounts, numbers and days as they are, the rest as people read it."""
    if value is None or isinstance(field.kind, (Money, Amount, Day)):
        cell: Cell = value
        return cell
    return field.kind.shown(value)


def _told(conditions: Sequence[ConditionThen]) -> str | None:
    if not conditions:
        return None
    return "\n".join(f"{each.text} (vóór {_day(each.due_on)})" for each in conditions)


def _day(day: date) -> str:
    return Day().shown(day)
