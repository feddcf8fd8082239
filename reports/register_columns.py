"""The columns of a sheet of the Excel register, each with how it is filled from a declaration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from register.clock import day_of
from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier, Pattern
from register.types.fields import Asked
from register.types.kinds import Choice, Kind, LongText, Text, YesNo
from register.types.record import EXPLANATION, DeclarationType
from reports.as_of import ConditionThen, Standing
from reports.workbook import Cell, Column, Format

NUMBERING = (
    "Nummers lopen per kalenderjaar door over alle bladen samen en zonder gaten; op één blad "
    "ontbreken dus nummers."
)

_READABLE = 30
"""The width of what is read often and takes a few words, such as a state or a job."""


@dataclass(frozen=True)
class Filled:
    """A column, what it tells (for the reading guide), and how its cells are filled."""

    column: Column
    tells: str
    value: Callable[[Standing], Cell]


def columns(kind: DeclarationType) -> Sequence[Filled]:
    """Give the columns of the sheet of a type: what all have, its own fields, and the proof."""
    own = [column for field in kind.own_fields for column in _of_field(field, kind)]
    return (*_DECLARATION, *_DECISION, *own, *_LAST)


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else YesNo().shown(answer)


def _filled(
    label: str,
    tells: str,
    value: Callable[[Standing], Cell],
    form: Format = Format.TEXT,
    width: int | None = None,
    *,
    centred: bool = False,
) -> Filled:
    return Filled(Column(label, form, width, centred), tells, value)


_DECLARATION = (
    _filled(
        "Nummer",
        f"Het nummer van de verklaring. {NUMBERING}",
        lambda row: row.number,
        width=11,
    ),
    _filled(
        "Versie",
        "De nieuwste versie die op de peildatum was ingediend; de regel toont die versie.",
        lambda row: row.revision_number,
        Format.WHOLE,
        8,
        centred=True,
    ),
    _filled(
        "Medewerker",
        "Wie de verklaring deed. Naam, personeelsnummer, functie, afdeling, leidinggevende en "
        "sleutelfunctie zijn die van de dag van indienen.",
        lambda row: row.declarant_name,
    ),
    _filled("Personeelsnummer", "", lambda row: row.declarant_staff_number, width=12),
    _filled("Functie", "", lambda row: row.declarant_job_title, width=_READABLE),
    _filled("Afdeling", "", lambda row: row.declarant_department, width=_READABLE),
    _filled("Leidinggevende", "", lambda row: row.declarant_manager_name),
    _filled("Sleutelfunctie", "", lambda row: _yes_no(row.declarant_key_function), width=11),
    _filled("Status", "De status op de peildatum.", lambda row: row.status.label, width=_READABLE),
    _filled(
        "Status sinds",
        "De dag waarop de verklaring deze status kreeg.",
        lambda row: day_of(row.status_since),
        Format.DATE,
    ),
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
        "Beslissen uiterlijk",
        "De laatste dag om over deze versie te beslissen.",
        lambda row: row.due_on,
        Format.DATE,
    ),
    _filled(
        "Besluit",
        "Het besluit over deze versie. Leeg: er was op de peildatum nog niet beslist.",
        lambda row: row.decision.label if row.decision else None,
        width=_READABLE,
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
        width=_READABLE,
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
        "Editie van de code",
        "De editie van de integriteitscode die gold toen de getoonde versie werd ingediend.",
        lambda row: row.code_edition,
        width=12,
    ),
    _filled(
        "Ketenkop",
        "De laatste schakel op de peildatum van de keten van gebeurtenissen van deze verklaring. "
        "De opdracht 'register audit verify' gaat op de server na of er in de ketens iets is "
        "veranderd of weggehaald.",
        lambda row: row.chain_head.hex() if row.chain_head else None,
        width=68,
    ),
)


def _of_field(field: Asked, kind: DeclarationType) -> Sequence[Filled]:
    """Give the column of a field; beside a known supplier stands what purchasing knew of it."""
    if isinstance(field.kind, KnownSupplier):
        return _of_supplier(field)
    form, width = _form(field)
    return (
        _filled(
            field.label,
            _NAMED if _names_supplier(field, kind) else "",
            lambda row: _cell(field, row.values[field.name]),
            form,
            width,
        ),
    )


_KNOWN = "Een bekende leverancier: een partij die op de lijst van inkoop staat."
_NAMED = "Een partij die niet op de lijst van inkoop staat."


def _names_supplier(field: Asked, kind: DeclarationType) -> bool:
    """Tell whether a field is the name of a party, asked where no known supplier was chosen."""
    governed = field.when is not None and kind.field(field.when.field).kind
    return isinstance(governed, KnownSupplier) and isinstance(field.kind, Text)


def _of_supplier(field: Asked) -> Sequence[Filled]:
    """Give the columns of a known supplier: all that the revision copied of it at submission."""

    def known(
        label: str,
        tells: str,
        value: Callable[[Standing], Cell],
        form: Format = Format.TEXT,
        width: int | None = None,
    ) -> Filled:
        def held(row: Standing) -> Cell:
            return None if row.values[field.name] is None else value(row)

        return _filled(label, tells, held, form, width)

    return (
        known(field.label, _KNOWN, lambda row: row.counterparty_name, width=_READABLE),
        known(
            "Crediteurnummer",
            "Het nummer van de bekende leverancier op de lijst van inkoop. Ook KVK-nummer van de "
            "leverancier, Categorie bij inkoop, Contract vanaf, Contract tot en Aanbesteding loopt "
            "bij inkoop komen van die lijst, zoals die was op de dag van indienen.",
            lambda row: row.counterparty_creditor_number,
            width=12,
        ),
        known(
            "KVK-nummer van de leverancier",
            "",
            lambda row: row.counterparty_kvk_number,
            width=14,
        ),
        known(
            "Categorie bij inkoop",
            "",
            lambda row: (row.counterparty_category or "").upper(),
            width=12,
        ),
        known("Contract vanaf", "", lambda row: row.counterparty_contract_from, Format.DATE),
        known("Contract tot", "", lambda row: row.counterparty_contract_until, Format.DATE),
        known(
            "Aanbesteding loopt bij inkoop",
            "",
            lambda row: _yes_no(row.counterparty_tender_running),
            width=12,
        ),
    )


_FORMS: Sequence[tuple[type[Kind], Format, int | None]] = (
    (Money, Format.MONEY, None),
    (Day, Format.DATE, None),
    (LongText, Format.LONG_TEXT, None),
    (Text, Format.TEXT, _READABLE),
    (Choice, Format.TEXT, _READABLE),
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
    return "\n".join(f"{each.text} (klaar op {_day(each.due_on)})" for each in conditions)


def _day(day: date) -> str:
    return Day().shown(day)
