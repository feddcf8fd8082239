"""Reads a table from an uploaded ``.xlsx`` or ``.csv``, whatever is in the upload.

What a file is, is judged by its content. Every cell becomes the text that a person sees in it; what
has no such text (a formula without a result, an error value) is kept as a fault of that cell. The
reading is made for hostile files: sizes, rows, columns and cells are limited before memory is.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from register.errors import BadFile
from register.imports.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetRow,
    safe_name,
    tidy,
)
from register.imports.workbooks import read_workbook

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheet(filename: str, content: bytes, title: str) -> Sheet:
    """Read the table in an upload.

    Args:
        filename: what the file is called; only used in messages.
        content: the whole file.
        title: the sheet to take from a workbook of several sheets.

    Raises:
        BadFile: it is not a table that can be read; the sentence says what to do.
    """
    if not content.strip():
        raise BadFile("Dit bestand is leeg.")
    if content.startswith(_OLE):
        raise BadFile(_explain_ole(content))
    if content.startswith(_ZIP):
        return _sheet(*read_workbook(content, title))
    if PurePath(filename).suffix.casefold() in {".xlsx", ".xlsm", ".xls"}:
        raise BadFile(
            "Dit is geen Excel-bestand, al heet het wel zo, of het is niet helemaal aangekomen. "
            "Open het in Excel en sla het op als .xlsx."
        )
    return _sheet(safe_name(filename), _read_csv(content))


def _explain_ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord er af."
    return "Dit is een oud Excel-bestand (.xls). Open het in Excel en sla het op als .xlsx."


def _sheet(title: str, rows: Iterable[SheetRow]) -> Sheet:
    filled = (row for row in rows if not row.blank)
    labels = next(filled, None)
    if labels is None:
        raise BadFile("Dit bestand is leeg.")
    kept: list[SheetRow] = []
    for row in filled:
        if len(kept) == MOST_ROWS:
            raise BadFile(f"Er staan te veel rijen in dit bestand: {MOST_ROWS} is het meeste.")
        kept.append(row)
    if not kept:
        raise BadFile("Er staat niets onder de rij met kolomnamen.")
    return Sheet(title, labels, kept)


def _read_csv(content: bytes) -> Iterator[SheetRow]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") >= first.count(",") else ","
    records = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    width = 0
    try:
        for number, record in enumerate(records, start=1):
            if len(record) > MOST_COLUMNS:
                raise BadFile(f"Er staan te veel kolommen in rij {number} van dit bestand.")
            row = SheetRow(number, [tidy(cell) for cell in record])
            width = width or (0 if row.blank else len(record))
            yield row if row.blank or len(record) == width else _ragged(row, width)
    except csv.Error:
        raise BadFile(
            f"Het bestand is niet te lezen vanaf ongeveer regel {records.line_num}: er ontbreekt "
            'een aanhalingsteken ("), of het bestand is niet helemaal aangekomen.'
        ) from None


def _ragged(row: SheetRow, width: int) -> SheetRow:
    """Mark a row that has another number of cells than there are columns."""
    extra = [cell for cell in row.cells[width:] if cell]
    if len(row.cells) > width and not extra:
        return row
    fault = (
        f"Deze rij telt {len(row.cells)} velden en de eerste rij {width}. "
        "Zet een tekst waar een scheidingsteken in staat tussen aanhalingstekens."
        if extra
        else f"Deze rij telt {len(row.cells)} velden en de eerste rij {width}. Vul de rij aan."
    )
    place = min(len(row.cells), width) - 1 if not extra else width
    return SheetRow(row.number, row.cells, {place: fault})


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16) or b"\x00" in content[:1_000]:
        raise BadFile(
            "Dit is geen Excel-bestand (.xlsx) en geen CSV in UTF-8. "
            "Sla het op als .xlsx of als 'CSV UTF-8'."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"De tekens in dit bestand zijn niet in UTF-8 geschreven (regel {line}). "
            "Kies in Excel bij Opslaan als 'CSV UTF-8', of sla het op als .xlsx."
        ) from None
