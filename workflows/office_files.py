"""Judging office files (``.docx``, ``.xlsx``): zip files, held to what can hide in one."""

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from enum import StrEnum
from typing import BinaryIO

from register.errors import BadFile

ZIP = b"PK\x03\x04"
DAMAGED = "Dit bestand is beschadigd of niet compleet. Sla het opnieuw op en kies het opnieuw."
MACROS = "In dit bestand staan macro's. Sla het op zonder macro's, als docx of xlsx."
PASSWORD = "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en kies het opnieuw."
BOMB = "Dit bestand wordt uitgepakt veel te groot. Sla het opnieuw op, of maak er een pdf van."
NOT_OFFICE = (
    "Een zip-bestand kan niet. Kies de bestanden die erin zitten, als pdf, png, jpg, docx of xlsx."
)
OPEN_DOCUMENT = "Sla dit bestand op als docx, xlsx of pdf en kies het opnieuw."

_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 200 * 1024**2
_MOST_RATIO = 200
_SMALL = 10 * 1024**2
"""How much may come out of a file however small it is."""
_LIST = "[Content_Types].xml"
_LIST_LENGTH = 1024**2
_END = struct.Struct("<4s4H2IH")
"""How a zip file ends: with the size and the place of its table of contents."""
_MACRO_PARTS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^xl/macrosheets/")
_BROKEN = (
    # What zipfile stumbles over in a file that is damaged or was made to hurt.
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class OfficeFile(StrEnum):
    """What kind of office file it is."""

    WORD = "word"
    EXCEL = "excel"


_MAIN_PARTS = {
    OfficeFile.WORD: (b"wordprocessingml.document.main+xml", "word/"),
    OfficeFile.EXCEL: (b"spreadsheetml.sheet.main+xml", "xl/"),
}
"""How the list of contents calls what the file is about, and the folder that it stands in."""


def judge_office(file: BinaryIO, size: int) -> OfficeFile:
    """Tell what a zip file is.

    Only its table of contents and its list of kinds of contents are read, both bounded.

    Raises:
        BadFile: it is no office file, is damaged, has a password or macros, or would unpack to more
            than any document needs.
    """
    _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, size)
            kinds = _kinds(archive)
    except _BROKEN:
        raise BadFile(DAMAGED) from None
    names = [entry.filename.casefold() for entry in entries]
    if b"macroenabled" in kinds.lower() or any(map(_MACRO_PARTS.search, names)):
        raise BadFile(MACROS)
    for office, (main, folder) in _MAIN_PARTS.items():
        if main in kinds and any(name.startswith(folder) for name in names):
            return office
    raise BadFile(OPEN_DOCUMENT if "mimetype" in names else NOT_OFFICE)


def _check_end(file: BinaryIO, size: int) -> None:
    """Hold a zip file to its last bytes, so that what is read of it is bounded beforehand."""
    file.seek(max(0, size - _END.size))
    end = file.read(_END.size)
    if len(end) < _END.size:
        raise BadFile(DAMAGED)
    signature, disk, _, here, entries, length, start, comment = _END.unpack(end)
    whole = signature == b"PK\x05\x06" and disk == 0 and here == entries and comment == 0
    if not whole or start + length != size - _END.size:
        raise BadFile(DAMAGED)
    if entries > _MOST_ENTRIES:
        raise BadFile(BOMB)


def _check_entries(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > _MOST_ENTRIES:
        raise BadFile(BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadFile(PASSWORD)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise BadFile(DAMAGED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED or unpacked > max(_SMALL, _MOST_RATIO * size):
        raise BadFile(BOMB)


def _kinds(archive: zipfile.ZipFile) -> bytes:
    """Give the list of the kinds of contents; empty where there is none."""
    if _LIST not in archive.namelist():
        return b""
    if archive.getinfo(_LIST).file_size > _LIST_LENGTH:
        raise BadFile(BOMB)
    with archive.open(_LIST) as listed:
        return listed.read(_LIST_LENGTH)
