"""Judging a file by what is in it: which of the types that the register takes it is.

A file is known by its first signs and by how it is built, to its end, so that half a file or
something else under another name is refused. Nothing of what it says is read.
"""

import re
import struct
from typing import BinaryIO

from register.attachments import LARGEST, LARGEST_MIB, FileType
from register.errors import BadFile
from workflows.office_files import ZIP, OfficeFile, judge_office

EMPTY = "Dit bestand is leeg."
TOO_LARGE = f"Dit bestand is groter dan {LARGEST_MIB} MiB. Maak het kleiner of splits het."
INCOMPLETE = (
    "Dit bestand is niet compleet. Open het om te kijken of het heel is en kies het opnieuw."
)
OTHER = "Dit soort bestand kan niet. Kies een pdf, png, jpg, docx of xlsx."

_PDF, _PNG, _JPG = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_HEAD = 64
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What office files began with until 2007, and still do when they have a password."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_KNOWN_OTHERS = (
    (re.compile(rb"MZ|\x7fELF|#!"), "Dit is een programma. Dat kan niet als bijlage."),
    (
        re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL),
        "Dit is een foto in HEIC. Sla haar op als jpg en kies haar opnieuw.",
    ),
    (
        re.compile(rb"GIF8|RIFF....WEBP|BM|II\*\x00|MM\x00\*", re.DOTALL),
        "Dit soort plaatje kan niet. Sla het op als png of jpg.",
    ),
    (re.compile(rb"\{\\rtf"), "Sla dit bestand op als docx of pdf en kies het opnieuw."),
)
"""What people or programs send more often, with what to do about it."""

_TAIL = 2_048
_PDF_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]*\Z")
_CHUNK = 256 * 1024
_MOST_CHUNKS = 50_000
_SCAN_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker within the pixels of a JPEG: neither a stuffed 0xFF, a restart nor padding."""


def judge(file: BinaryIO) -> FileType:
    """Tell what a file is.

    Args:
        file: the file, open to be read from any place. It is read a part at a time.

    Raises:
        BadFile: it is none of the types that the register takes, damaged, too large or dangerous.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise BadFile(EMPTY)
    if size > LARGEST:
        raise BadFile(TOO_LARGE)
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_PDF):
        _check_pdf(file, size)
        return FileType.PDF
    if head.startswith(_PNG):
        _check_png(file, size)
        return FileType.PNG
    if head.startswith(_JPG):
        _check_jpg(file, size)
        return FileType.JPG
    if head.startswith(ZIP):
        office = judge_office(file, size)
        return FileType.DOCX if office is OfficeFile.WORD else FileType.XLSX
    raise BadFile(_why_not(file, head))


def _why_not(file: BinaryIO, head: bytes) -> str:
    if head.startswith(_OLE):
        if _holds(file, _PASSWORD):
            return (
                "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf (in Word of Excel: "
                "Bestand, Info, Beveiligen) en kies het opnieuw."
            )
        return "Dit is een oud soort bestand. Sla het op als docx, xlsx of pdf."
    return next((told for signs, told in _KNOWN_OTHERS if signs.match(head)), OTHER)


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(_CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False


def _check_pdf(file: BinaryIO, size: int) -> None:
    """Hold a PDF to how it ends: with the place where its table of contents begins."""
    file.seek(max(0, size - _TAIL))
    end = _PDF_END.search(file.read(_TAIL))
    if end is None or not 0 < int(end[1]) < size:
        raise BadFile(INCOMPLETE)


def _check_png(file: BinaryIO, size: int) -> None:
    """Walk the chunks of a PNG: from its header, with pixels, to its end."""
    at, found = len(_PNG), []
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        begin = file.read(8)
        if len(begin) < 8:
            break
        length, kind = struct.unpack(">I4s", begin)
        at += 12 + length
        if kind in (b"IHDR", b"IDAT", b"IEND"):
            found.append(kind)
        if kind == b"IEND":
            break
    if at != size or found[:1] != [b"IHDR"] or found[-1:] != [b"IEND"] or b"IDAT" not in found:
        raise BadFile(INCOMPLETE)


def _check_jpg(file: BinaryIO, size: int) -> None:
    """Walk the segments of a JPEG up to its end; what cameras put behind that is theirs."""
    at, scanned = 2, False
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        begin = file.read(4)
        if len(begin) < 2 or begin[0] != 0xFF:
            break
        marker = begin[1]
        if marker == 0xD9:
            if scanned:
                return
            break
        if marker == 0xFF:
            at += 1
            continue
        if len(begin) < 4:
            break
        at += 2 + int.from_bytes(begin[2:], "big")
        if marker == 0xDA:
            scanned = True
            at = _after_scan(file, at, size)
    raise BadFile(INCOMPLETE)


def _after_scan(file: BinaryIO, at: int, size: int) -> int:
    """Give the place of the first marker after the pixels that begin at a place."""
    while at < size:
        file.seek(at)
        chunk = file.read(_CHUNK)
        if found := _SCAN_MARKER.search(chunk):
            return at + found.start()
        at += max(1, len(chunk) - 1)
    return size
