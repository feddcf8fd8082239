"""The one workbook writer: what a sheet holds is data, whoever typed it.

No text ever becomes a formula: text is written as text, and what begins like a formula is marked so
that it stays text when somebody edits the cell. Rows go to the file as they come, so the memory
that a workbook takes does not depend on how many there are.
"""

import hashlib
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from openpyxl import Workbook as _Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from reports.cell_text import lines_taken, safe_text

Cell = str | int | Decimal | date | None
"""What a cell can hold; ``None`` and an empty text leave it empty."""

_A4 = 9
_SIGNS_ON_A4 = 220
"""How many signs of width still read well on one printed page; wider sheets take more pages."""

_LINE, _HIGHEST = 15.0, 409.0
"""The height of a line and that of the highest row that there can be, in points."""


class Heading(str):
    """A text that stands out from the rows under it."""

    __slots__ = ()


class Format(Enum):
    """What a column holds: its number format, and how wide it is unless the column says so."""

    TEXT = "@", 22
    LONG_TEXT = "@", 70
    DATE = "dd-mm-yyyy", 12
    MONEY = "[$€-413] #,##0.00", 15
    WHOLE = "0", 10
    DECIMAL = "0.00", 10

    @property
    def number_format(self) -> str:
        """The number format, as the file keeps it."""
        return self.value[0]

    @property
    def width(self) -> int:
        """The width in signs."""
        return self.value[1]


_TEXTS = (Format.TEXT, Format.LONG_TEXT)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its label, what it holds, and its width in signs.

    Days stand in the middle of their column, and what is ``centred`` does too.
    """

    label: str
    format: Format = Format.TEXT
    width: int | None = None
    centred: bool = False


@dataclass(frozen=True)
class SheetSpec:
    """A sheet: its title and columns.

    Raises:
        ValueError: two columns have the same label.
    """

    title: str
    columns: Sequence[Column]
    table: bool = True
    """Whether its rows are a table that readers filter; otherwise they are text to read."""
    header: str = ""
    """What stands above every printed page."""

    def __post_init__(self) -> None:
        labels = [column.label for column in self.columns]
        if len(set(labels)) != len(labels):
            raise ValueError(f"The sheet {self.title} has a column label twice.")


class Workbook:
    """A workbook in the making. Write its sheets in order, then :meth:`save` it.

    Args:
        title: the title in the document's properties.
        creator: who made it.
        created: when, aware.
    """

    def __init__(self, *, title: str, creator: str, created: datetime) -> None:
        self._book = _Workbook(write_only=True)
        self._book.properties.title = safe_text(title)
        self._book.properties.creator = safe_text(creator)
        self._book.properties.created = created.astimezone(UTC).replace(tzinfo=None)

    async def write(self, spec: SheetSpec, rows: AsyncIterable[Sequence[Cell]]) -> int:
        """Write a sheet row by row and give the number of rows under its header."""
        sheet = _Sheet(self._book, spec)
        try:
            async for row in rows:
                sheet.append(row)
        finally:
            # A sheet that is left open complains when it is cleared away.
            written = sheet.finish()
        return written

    async def write_rows(self, spec: SheetSpec, rows: Sequence[Sequence[Cell]]) -> int:
        """Write a sheet of rows that are at hand."""

        async def each() -> Any:
            for row in rows:
                yield row

        return await self.write(spec, each())

    def save(self, path: Path) -> None:
        """Write the file whole: a workbook that could not be finished leaves none behind."""
        part = path.with_name(f"{path.name}.part")
        try:
            self._book.save(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


_HEADER_FILL = PatternFill("solid", fgColor="FFE7EEF3")
_UNDERLINE = Border(bottom=Side(style="thin", color="FF5B7283"))
_BOLD = Font(name="Calibri", size=11, bold=True)
_TOP = Alignment(vertical="top")
_CENTRED = Alignment(horizontal="center", vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Sheet:
    """One sheet. A few styled cells a column are made once and filled for every row."""

    def __init__(self, book: Any, spec: SheetSpec) -> None:
        self._spec = spec
        self._sheet = book.create_sheet(spec.title)
        self._set_up()
        self._number = 1
        self._prototypes = [
            _Prototypes(self._sheet, column, in_table=spec.table) for column in spec.columns
        ]
        self._sheet.append([self._header(column) for column in spec.columns])

    def append(self, row: Sequence[Cell]) -> None:
        # Spreadsheets do not measure wrapped text when they open a file: the row says its height.
        self._number += 1
        lines = max(map(_lines, self._spec.columns, row))
        if lines > 1:
            self._sheet.row_dimensions[self._number].height = min(lines * _LINE, _HIGHEST)
        self._sheet.append(
            [each.filled(value) for each, value in zip(self._prototypes, row, strict=True)]
        )
        self._sheet.row_dimensions.pop(self._number, None)

    def finish(self) -> int:
        """Close the sheet and give the number of rows under the header."""
        if self._spec.table:
            last = get_column_letter(len(self._spec.columns))
            self._sheet.auto_filter.ref = f"A1:{last}{self._number}"
        self._sheet.close()
        return self._number - 1

    def _header(self, column: Column) -> Any:
        cell = WriteOnlyCell(self._sheet, safe_text(column.label))
        cell.data_type = "s"
        cell.font = _BOLD
        cell.fill = _HEADER_FILL
        cell.border = _UNDERLINE
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    def _set_up(self) -> None:
        sheet, columns = self._sheet, self._spec.columns
        widths = [_width(column) for column in columns]
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        if self._spec.table:
            sheet.freeze_panes = "B2"
            sheet.print_title_cols = "A:A"
            sheet.row_dimensions[1].height = 32
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape" if self._spec.table else "portrait"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth = -(-sum(widths) // _SIGNS_ON_A4)
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddHeader.center.text = self._spec.header.replace("&", "&&") or None
        sheet.oddFooter.left.text = "&F"
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "Pagina &P van &N"


class _Prototypes:
    """The styled cells of a column."""

    def __init__(self, sheet: Any, column: Column, *, in_table: bool) -> None:
        self._sheet = sheet
        self._column = column
        self._number = self._made(column.format)
        self._day = self._made(Format.DATE)
        self._whole = self._made(Format.WHOLE)
        self._text = self._made(Format.TEXT)
        self._quoted = self._made(Format.TEXT)
        self._quoted.quotePrefix = True
        self._heading = self._made(Format.TEXT)
        self._heading.font = _BOLD
        if not in_table:
            self._whole.alignment = Alignment(horizontal="left", vertical="top")

    def _made(self, form: Format) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell.number_format = form.number_format
        if form is Format.DATE or self._column.centred:
            cell.alignment = _CENTRED
        else:
            cell.alignment = _WRAPPED if form in _TEXTS else _TOP
        return cell

    def filled(self, value: Cell) -> Any:
        """Fill the cell for this value; the row it goes into is written before the next."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return self._filled_text(value)
        if isinstance(value, bool):
            raise TypeError("Write yes and no as text.")
        if isinstance(value, date):
            if isinstance(value, datetime):
                raise TypeError("Write a moment as the day on which it falls.")
            cell = self._day
        elif self._column.format in (Format.MONEY, Format.DECIMAL, Format.WHOLE):
            cell = self._number
        else:
            cell = self._whole
        cell.value = value
        return cell

    def _filled_text(self, value: str) -> Any:
        text = safe_text(value)
        if isinstance(value, Heading):
            cell = self._heading
        else:
            cell = self._quoted if text.startswith(_FORMULA_SIGNS) else self._text
        cell.value = text
        # openpyxl takes "=1+1" for a formula and "#N/A" for an error; here both are text.
        cell.data_type = "s"
        return cell


def _width(column: Column) -> int:
    """Give a width that also holds the label, which may take two lines."""
    longest_word = max(len(word) for word in column.label.split())
    return max(
        column.width or column.format.width, longest_word + 4, len(column.label) * 6 // 10 + 4
    )


def _lines(column: Column, value: Cell) -> int:
    """Give how many lines a cell takes, by a cautious guess at how much fits on one."""
    if column.format not in _TEXTS or not isinstance(value, str):
        return 1
    fits = int(_width(column) * 0.97)
    return lines_taken(value, fits)


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
