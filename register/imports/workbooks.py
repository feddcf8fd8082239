"""Opens an ``.xlsx`` and reads its sheets, with limits on all that could fill the memory."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from register.errors import BadFile
from register.imports.cells import SheetRow, tidy
from register.imports.workbook_rows import DAMAGED, TOO_LARGE, SheetRows

_SMALL_PART = 2 * 1024**2
_STRINGS_PART = 32 * 1024**2
_SHEET_PART = 128 * 1024**2

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
_MACROS = "In dit bestand staan macro's. Sla het in Excel op als gewone werkmap (.xlsx)."
_MACRO_PART = "vbaproject.bin"


class _Archive(zipfile.ZipFile):
    """A zip file of which no part larger than ``limit`` bytes is unpacked."""

    limit = _SMALL_PART

    def open(self, name: Any, *args: Any, **kwargs: Any) -> Any:
        info = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if info.file_size > self.limit:
            raise BadFile(TOO_LARGE)
        return super().open(name, *args, **kwargs)


@dataclass(frozen=True)
class _Found:
    title: str
    path: str
    hidden: bool


_Read = TypeVar("_Read")


def read_workbook(content: bytes, title: str) -> tuple[str, Sequence[SheetRow]]:
    """Read a sheet of a workbook: the one of this title, else the only one there is.

    Returns:
        The sheet's title and its rows, those that are blank left out.

    Raises:
        BadFile: it cannot be read, is too large, or it is not clear which sheet is meant.
    """

    def read(book: _Book) -> tuple[str, Sequence[SheetRow]]:
        sheet = _chosen(book.sheets, title)
        return sheet.title, book.rows(sheet)

    return _safely(content, read)


def read_all_sheets(
    content: bytes, passed_over: Collection[str]
) -> Sequence[tuple[str, Sequence[SheetRow]]]:
    """Read every sheet of a workbook that holds something, but those of these titles.

    Returns:
        The title of each sheet and its rows, those that are blank left out.

    Raises:
        BadFile: it cannot be read, is too large, or a sheet that holds something is hidden.
    """
    titles = {title.casefold() for title in passed_over}

    def read(book: _Book) -> Sequence[tuple[str, Sequence[SheetRow]]]:
        wanted = [sheet for sheet in book.sheets if tidy(sheet.title).casefold() not in titles]
        found = [(sheet, book.rows(sheet)) for sheet in wanted]
        for sheet, rows in found:
            if rows and sheet.hidden:
                raise BadFile(
                    f"Het blad {sheet.title} is verborgen. Maak het zichtbaar, of haal het weg."
                )
        return [(tidy(sheet.title), rows) for sheet, rows in found if rows]

    return _safely(content, read)


def _safely(content: bytes, read: "Callable[[_Book], _Read]") -> _Read:
    with warnings.catch_warnings():
        # openpyxl warns of every ornament of a workbook that it does not know.
        warnings.simplefilter("ignore")
        try:
            return read(_Book(content))
        except _BROKEN:
            raise BadFile(DAMAGED) from None


class _Book:
    """A workbook that was opened: its sheets, and the rows of each; together not too large."""

    def __init__(self, content: bytes) -> None:
        reader: Any = ExcelReader(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        self._reader = reader
        self._left = _SHEET_PART
        self._archive = reader.archive = _Archive(io.BytesIO(content))
        if any(name.casefold().endswith(_MACRO_PART) for name in self._archive.namelist()):
            raise BadFile(_MACROS)
        reader.read_manifest()
        self._archive.limit = _STRINGS_PART
        reader.read_strings()
        self._archive.limit = _SMALL_PART
        reader.read_workbook()
        self.sheets = [
            _Found(sheet.name, relation.target, sheet.state != "visible")
            for sheet, relation in reader.parser.find_sheets()
            if relation.Type.endswith("/worksheet")
        ]
        apply_stylesheet(self._archive, reader.wb)

    def rows(self, sheet: _Found) -> Sequence[SheetRow]:
        """Read the rows of a sheet."""
        self._archive.limit = self._left
        with self._archive.open(sheet.path) as source:
            self._left -= self._archive.getinfo(sheet.path).file_size
            return SheetRows(source, self._reader.shared_strings, self._reader.wb).all()


def _chosen(sheets: Sequence[_Found], title: str) -> _Found:
    named = [sheet for sheet in sheets if tidy(sheet.title).casefold() == title.casefold()]
    if len(named) == 1:
        return named[0]
    if len(sheets) == 1:
        return sheets[0]
    raise BadFile(
        f"Dit Excel-bestand heeft meer dan één werkblad. Noem het blad dat je wilt inlezen {title}."
        if sheets
        else DAMAGED
    )
