"""Small files of every type that the register takes, and ways to spoil them."""

import io
import struct
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook

from demo.papers import pdf, picture
from workflows.attachments import Upload

PDF = pdf(["Offerte", "Twaalf stoelen"])
PNG = picture()
JPG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xdb\x00\x06\x00\xff\xd9\x01"  # A segment may hold what looks like the end.
    b"\xff\xda\x00\x03\x01\x12\x34\xff\x00\x56\xff\xd0\x78\xff\xd9"
)

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Override PartName="/{part}" ContentType="application/{kind}"/></Types>'
)
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "vnd.ms-word.document.macroEnabled.main+xml"
SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Write a zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return held.getvalue()


def office(kind: str = WORD, part: str = "word/document.xml", **more: bytes) -> bytes:
    """Write an office file with one part, and more under their names with ``_`` for ``/``."""
    listed = _TYPES.format(part=part, kind=kind).encode()
    return zipped(
        {
            "[Content_Types].xml": listed,
            part: b"<document/>",
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
    )


def workbook() -> bytes:
    """Write a workbook as a spreadsheet program does."""
    held = io.BytesIO()
    Workbook().save(held)
    return held.getvalue()


DOCX = office()
XLSX = workbook()


def with_declared_size(content: bytes, size: int) -> bytes:
    """Give a zip file whose last entry says that it unpacks to so many bytes."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def with_password(content: bytes) -> bytes:
    """Give a zip file whose last entry says that it has a password."""
    at = content.rindex(b"PK\x01\x02")
    flags = struct.unpack_from("<H", content, at + 8)[0] | 1
    return content[: at + 8] + struct.pack("<H", flags) + content[at + 10 :]


def upload(name: str = "offerte.pdf", content: bytes = PDF) -> Upload:
    """Give a file as somebody sends it."""
    return Upload(name, io.BytesIO(content))


def large_pdf(size: int) -> bytes:
    """Give a PDF of this size, made larger in its middle."""
    return PDF.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + b"x" * (size - len(PDF) - 2) + b"\n", 1)
