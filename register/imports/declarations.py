"""Reads old lists of declarations (*verklaringen*): a table a type, as far as a list knows them.

Every field may be empty; what is filled in has to be readable. A sheet tells its type by its title;
a ``.csv`` and a workbook of one sheet by the choice of who imports it, or by its columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from register.errors import BadFile
from register.imports.cells import Sheet, tidy
from register.imports.faults import MOST_CELLS, BadCells, Faults
from register.imports.kinds import Number
from register.imports.rows import Row, column, read_table
from register.imports.sheets import read_all_tables
from register.types import TYPES
from register.types.codes import KnownSupplier, KvkNumber
from register.types.fields import Asked
from register.types.kinds import Text
from register.types.record import DeclarationType

STAFF_NUMBER = column("staff_number", "Personeelsnummer", Number(), "Vul het personeelsnummer in.")
REGISTER_NUMBER = "Nummer"
"""The column of the register's own workbook that tells which declaration a row is of."""
_SUPPLIER_NUMBER = "KVK-nummer van de leverancier"
_OWN = "eigen: "
"""What the names of such columns begin with, so that none is taken for a field."""

OWN_COLUMNS = (
    REGISTER_NUMBER,
    "Versie",
    "Medewerker",
    "Functie",
    "Afdeling",
    "Leidinggevende",
    "Sleutelfunctie",
    "Status",
    "Status sinds",
    "Blijft van kracht",
    "Beëindigd per",
    "Ingediend op",
    "Versie ingediend op",
    "Beslissen uiterlijk",
    "Besluit",
    "Beslist op",
    "Beslist door",
    "Rol",
    "Reden",
    "Grond",
    "Voorwaarden",
    "Crediteurnummer",
    _SUPPLIER_NUMBER,
    "Categorie bij inkoop",
    "Contract vanaf",
    "Contract tot",
    "Aanbesteding loopt bij inkoop",
    "Editie van de code",
    "Ketenkop",
)
"""The labels that the register's own workbook adds to the fields of a type; read as they are."""

OWN_SHEETS = ("Leeswijzer",)
"""The sheets of the register's own workbook that hold no declarations."""


@dataclass(frozen=True)
class _Anything(Text):
    """What the register adds itself: it decides nothing, so it may be anything."""

    lines: bool = True

    def read(self, typed: str) -> str:
        """Give what stands there."""
        return typed


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of an old list.

    Attributes:
        kind: the type of declaration.
        sheet: the name of the sheet; for a ``.csv`` the name of the file.
        number: the row as a spreadsheet counts them.
        staff_number: whose it is.
        typed: what the list knows, by field, as one would type it on the form.
        register_number: the number of the declaration, in the register's own workbook.
    """

    kind: DeclarationType
    sheet: str
    number: int
    staff_number: str
    typed: Mapping[str, str]
    register_number: str | None

    @property
    def place(self) -> str:
        """Where it stands: *Uitnodigingen, rij 7*."""
        return f"{self.sheet}, rij {self.number}"


@dataclass(frozen=True)
class OldList:
    """The rows of an old list, and the faults of each of its tables."""

    rows: Sequence[OldRow]
    faults: Mapping[str, Faults]

    def refuse(self) -> None:
        """Refuse the list if any cell is bad.

        Raises:
            BadCells: at least one is; those of a sheet together, by row.
        """
        cells = [
            cell
            for faults in self.faults.values()
            for cell in sorted(faults.cells, key=lambda cell: cell.row)
        ]
        if cells:
            raise BadCells(cells[:MOST_CELLS])


@dataclass(frozen=True)
class PartyFields:
    """The fields in which a type names a party: the supplier, else its name and KVK number."""

    supplier: str
    name: str
    kvk_number: str


def party_fields(kind: DeclarationType) -> PartyFields | None:
    """Give the fields in which a type names a party that may be a supplier of the list."""
    supplier = next(
        (each for each in kind.own_fields if isinstance(each.kind, KnownSupplier)), None
    )
    if supplier is None:
        return None
    governed = [each for each in kind.own_fields if each.when and each.when.field == supplier.name]
    name = next(each.name for each in governed if isinstance(each.kind, Text))
    kvk_number = next(each.name for each in governed if isinstance(each.kind, KvkNumber))
    return PartyFields(supplier.name, name, kvk_number)


def columns_of(kind: DeclarationType) -> Sequence[Asked]:
    """Give the columns of a list of a type: whose it is, its fields, and what the register adds."""
    fields = [_column(each) for each in kind.fields]
    labels = {each.label for each in (STAFF_NUMBER, *fields)}
    added = [
        column(f"{_OWN}{each}", each, KvkNumber() if each == _SUPPLIER_NUMBER else _Anything())
        for each in OWN_COLUMNS
    ]
    return (STAFF_NUMBER, *fields, *(each for each in added if each.label not in labels))


def _column(field: Asked) -> Asked:
    """Give the column of a field: it may be empty, and a supplier stands there by its name."""
    kind = Text() if isinstance(field.kind, KnownSupplier) else field.kind
    return replace(field, kind=kind, optional=True)


def read_declarations(filename: str, content: bytes, slug: str | None = None) -> OldList:
    """Read every row of an old list, noting every bad cell.

    Args:
        filename: what the file is called.
        content: the whole file.
        slug: the type of a table that does not tell it by its title.

    Raises:
        BadFile: it cannot be read, or it is not clear of which type a table is.
    """
    tables = read_all_tables(filename, content, OWN_SHEETS)
    kinds = [_kind(table, slug, alone=len(tables) == 1) for table in tables]
    faults = {table.title: Faults(table.title) for table in tables}
    rows = [
        row
        for table, kind in zip(tables, kinds, strict=True)
        for row in _rows(table, kind, faults[table.title])
    ]
    return OldList(rows, faults)


def _kind(table: Sheet, slug: str | None, *, alone: bool) -> DeclarationType:
    """Tell of which type a table is: by its title, else, when alone, as chosen or by its labels."""
    title = tidy(table.title).casefold()
    for kind in TYPES.values():
        if title in (kind.sheet_title.casefold(), kind.slug):
            return kind
    titles = ", ".join(kind.sheet_title for kind in TYPES.values())
    if not alone:
        raise BadFile(
            f"Het blad {table.title} hoort hier niet. Noem elk blad naar de soort: {titles}."
        )
    if slug is not None:
        return TYPES[slug]
    fitting = [kind for kind in TYPES.values() if _fits(table, kind)]
    if len(fitting) != 1:
        raise BadFile(
            "Uit de kolommen blijkt niet om welke soort verklaring het gaat. Kies de soort, of "
            f"noem het blad naar de soort: {titles}."
        )
    return fitting[0]


def _fits(table: Sheet, kind: DeclarationType) -> bool:
    known = {each.label.casefold() for each in columns_of(kind)}
    return {tidy(label).casefold() for label in table.labels.cells} - {""} <= known


def _rows(table: Sheet, kind: DeclarationType, faults: Faults) -> Iterator[OldRow]:
    for row in read_table(table, columns_of(kind), faults):
        typed = {
            field.name: column.kind.typed(row.values[field.name])
            for field, column in zip(kind.fields, map(_column, kind.fields), strict=True)
            if row.values[field.name] is not None
        }
        _name_party(kind, row, typed, faults)
        if not any(row.typed[field.name] for field in kind.fields):
            faults.add(
                row.number,
                STAFF_NUMBER.label,
                row.typed["staff_number"],
                "Deze rij zegt alleen van wie zij is. Vul haar aan, of haal haar weg.",
            )
        yield OldRow(
            kind,
            table.title,
            row.number,
            row.values["staff_number"] or "",
            typed,
            row.values.get(f"{_OWN}{REGISTER_NUMBER}"),
        )


def _name_party(kind: DeclarationType, row: Row, typed: dict[str, str], faults: Faults) -> None:
    """Let the party be named in the field for its name, in whichever column it stands."""
    fields = party_fields(kind)
    if fields is None:
        return
    listed = typed.pop(fields.supplier, None)
    named = typed.get(fields.name)
    if listed is not None and named is not None and listed != named:
        label = kind.field(fields.name).label
        other = kind.field(fields.supplier).label
        faults.add(row.number, label, named, f"Vul {other} of {label} in, niet allebei.")
    if listed is not None:
        typed[fields.name] = listed
    if number := row.values.get(f"{_OWN}{_SUPPLIER_NUMBER}"):
        typed.setdefault(fields.kvk_number, number)
