"""Reads the cells of an ``.xlsx`` row by row, with limits on all that could fill the memory."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from register.errors import BadFile
from register.imports.cells import MOST_COLUMNS, MOST_ROWS, SheetRow, tidy

_SMALL_PART = 2 * 1024**2
_STRINGS_PART = 32 * 1024**2
_SHEET_PART = 128 * 1024**2
_MOST_ELEMENTS = 500_000
"""How many elements may stand in one row, or after the last one."""
_CELL_TAG = f"{{{SHEET_MAIN_NS}}}c"
_MERGE_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"

_BROKEN = (
    # What openpyxl, the XML parsers and zipfile stumble over in a file that is damaged or was made
    # to hurt; none of them promises a narrower kind of error.
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_DAMAGED = (
    "Dit Excel-bestand is niet te lezen: het is beschadigd, niet helemaal aangekomen of geen "
    ".xlsx. Open het in Excel, sla het op als .xlsx en probeer het opnieuw."
)
_TOO_LARGE = "Dit bestand is uitgepakt te groot om in te lezen."
_NO_RESULT = (
    "Hier staat een formule zonder uitkomst. Zet de waarde zelf in de cel, of open het bestand in "
    "Excel en sla het op."
)
_ERROR_VALUE = "Hier staat een foutwaarde van Excel. Zet de juiste waarde in de cel."
_MERGED = "Deze cellen zijn samengevoegd. Splits ze en vul elke cel in."


class _Archive(zipfile.ZipFile):
    """A zip file of which no part larger than ``limit`` bytes is unpacked."""

    limit = _SMALL_PART

    def open(self, name: Any, *args: Any, **kwargs: Any) -> Any:
        info = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if info.file_size > self.limit:
            raise BadFile(_TOO_LARGE)
        return super().open(name, *args, **kwargs)


@dataclass(frozen=True)
class _Found:
    title: str
    path: str


def read_workbook(content: bytes, title: str) -> tuple[str, Sequence[SheetRow]]:
    """Read a sheet of a workbook: the one of this title, else the only one there is.

    Returns:
        The sheet's title and its rows, those that are blank left out.

    Raises:
        BadFile: it cannot be read, is too large, or it is not clear which sheet is meant.
    """
    with warnings.catch_warnings():
        # openpyxl warns of every ornament of a workbook that it does not know.
        warnings.simplefilter("ignore")
        try:
            return _read(content, title)
        except _BROKEN:
            raise BadFile(_DAMAGED) from None


def _read(content: bytes, title: str) -> tuple[str, Sequence[SheetRow]]:
    reader: Any = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    archive = reader.archive = _Archive(io.BytesIO(content))
    reader.read_manifest()
    archive.limit = _STRINGS_PART
    reader.read_strings()
    archive.limit = _SMALL_PART
    reader.read_workbook()
    sheet = _chosen(reader, title)
    apply_stylesheet(archive, reader.wb)
    archive.limit = _SHEET_PART
    with archive.open(sheet.path) as source:
        rows = _Rows(source, reader.shared_strings, reader.wb)
        return sheet.title, rows.all()


def _chosen(reader: Any, title: str) -> _Found:
    sheets = [
        _Found(sheet.name, relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.Type.endswith("/worksheet")
    ]
    named = [sheet for sheet in sheets if tidy(sheet.title).casefold() == title.casefold()]
    if len(named) == 1:
        return named[0]
    if len(sheets) == 1:
        return sheets[0]
    raise BadFile(
        f"Dit Excel-bestand heeft meer dan één werkblad. Noem het blad dat je wilt inlezen {title}."
        if sheets
        else _DAMAGED
    )


class _Rows:
    """The rows of one sheet; its cells are read as openpyxl reads them."""

    def __init__(self, source: IO[bytes], strings: Sequence[str], book: Any) -> None:
        self._source = source
        self._book = book
        self._merged: list[str] = []
        self._cells: Any = WorkSheetParser(
            source,
            strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 — openpyxl's own reader does the same
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )

    def all(self) -> Sequence[SheetRow]:
        """Give every row that holds something, with the faults of merged cells."""
        rows: dict[int, SheetRow] = {}
        for row in self._parse():
            if row.number in rows:
                raise BadFile(_DAMAGED)
            rows[row.number] = row
            if len(rows) > MOST_ROWS + 1:
                raise BadFile(f"Er staan te veel rijen in dit bestand: {MOST_ROWS} is het meeste.")
        return self._with_merged(rows)

    def _parse(self) -> Iterator[SheetRow]:
        texts: dict[int, str] = {}
        faults: dict[int, str] = {}
        elements = 0
        # expat 2.4.1 and newer stops at entities that multiply, and none is fetched from elsewhere.
        for moment, element in iterparse(self._source, ("start", "end")):  # noqa: S314
            if moment == "start":
                elements += 1
                if elements > _MOST_ELEMENTS:
                    raise BadFile(_TOO_LARGE)
                if element.tag == ROW_TAG:
                    self._begin(element)
            elif element.tag == _CELL_TAG:
                self._cell(element, texts, faults)
            elif element.tag == ROW_TAG:
                if texts or faults:
                    yield _row(self._cells.row_counter, texts, faults)
                texts, faults, elements = {}, {}, 0
                element.clear()
            elif element.tag == _MERGE_TAG:
                self._merged.append(element.get("ref", ""))

    def _begin(self, row: Element) -> None:
        given = row.get("r")
        self._cells.row_counter = int(given) if given else self._cells.row_counter + 1
        self._cells.col_counter = 0

    def _cell(self, element: Element, texts: dict[int, str], faults: dict[int, str]) -> None:
        cell = self._cells.parse_cell(element)
        place = cell["column"] - 1
        fault = None
        if cell["value"] is None:
            if element.find(FORMULA_TAG) is None:
                return
            fault = _NO_RESULT
        elif cell["data_type"] == "e":
            fault = _ERROR_VALUE
        text = "" if cell["value"] is None else tidy(self._text(cell))
        if not text and fault is None:
            return
        if place >= MOST_COLUMNS:
            raise BadFile(
                f"Er staan te veel kolommen in dit bestand: {MOST_COLUMNS} is het meeste."
            )
        texts[place] = text
        if fault is not None:
            faults[place] = fault

    def _text(self, cell: dict[str, Any]) -> str:
        """Give the text that a person sees in a cell."""
        match cell["value"]:
            case bool(value):
                return "WAAR" if value else "ONWAAR"
            case datetime() as value if value.time() == time.min:
                return f"{value:%d-%m-%Y}"
            case datetime() as value:
                return f"{value:%d-%m-%Y %H:%M:%S}"
            case date() as value:
                return f"{value:%d-%m-%Y}"
            case int() | float() as value:
                return self._number(value, cell)
            case value:
                return unescape(str(value))

    def _number(self, value: float, cell: dict[str, Any]) -> str:
        """Write a number; one that is shown with leading zeros keeps them."""
        if value != int(value):
            return repr(value)
        sheet: Any = _Parent(self._book)
        shape = str(ReadOnlyCell(sheet, **cell).number_format) if cell["style_id"] else ""
        width = len(shape) if set(shape) == {"0"} else 0
        return str(int(value)).zfill(width)

    def _with_merged(self, rows: dict[int, SheetRow]) -> Sequence[SheetRow]:
        """Mark merged cells: which of them the value is meant for cannot be told."""
        for ref in self._merged:
            left, top, right, bottom = (edge or 0 for edge in range_boundaries(ref))
            row = rows.get(top)
            place = left - 1
            if row is None or (left, top) == (right, bottom) or not 0 <= place < len(row.cells):
                continue
            if row.cells[place]:
                faults = {**row.faults, place: f"{_MERGED} ({ref})"}
                rows[top] = SheetRow(row.number, row.cells, faults)
        return [rows[number] for number in sorted(rows)]


@dataclass(frozen=True)
class _Parent:
    """What a read-only cell asks of its sheet: the workbook that knows the formats."""

    parent: Any


def _row(number: int, texts: dict[int, str], faults: dict[int, str]) -> SheetRow:
    cells = [texts.get(place, "") for place in range(max(texts) + 1)]
    return SheetRow(number, cells, dict(faults))
