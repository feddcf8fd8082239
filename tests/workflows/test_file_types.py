"""A file is what is in it, whatever its name says; half a file, or another sort, is refused."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.attachments import LARGEST, FileType
from register.errors import BadFile
from tests.workflows.papers import (
    DOCX,
    JPG,
    MACRO_WORD,
    PDF,
    PNG,
    SLIDES,
    XLSX,
    large_pdf,
    office,
    with_declared_size,
    with_password,
    zipped,
)
from workflows import file_types, office_files
from workflows.file_types import judge

REAL = {
    FileType.PDF: PDF,
    FileType.PNG: PNG,
    FileType.JPG: JPG,
    FileType.DOCX: DOCX,
    FileType.XLSX: XLSX,
}


def told(content: bytes) -> str:
    """Give why a file is refused."""
    with pytest.raises(BadFile) as refused:
        judge(io.BytesIO(content))
    return refused.value.sentence


@pytest.mark.parametrize("type_", FileType)
def test_a_file_is_known_by_what_is_in_it(type_: FileType) -> None:
    assert judge(io.BytesIO(REAL[type_])) is type_


@pytest.mark.parametrize(
    "content",
    [
        PDF + b"\r\n\x00\x00",
        JPG + b"SEFT, as a camera puts behind its photos",
        JPG.replace(b"\xff\xda", b"\xff\xff\xff\xda"),
        large_pdf(LARGEST),
    ],
    ids=["pdf with blanks behind it", "photo with more", "photo with padding", "largest"],
)
def test_what_programs_make_in_practice_is_taken(content: bytes) -> None:
    assert judge(io.BytesIO(content)) in FileType


@pytest.mark.parametrize("type_", FileType)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_half_a_file_is_refused(type_: FileType, share: float) -> None:
    content = REAL[type_]
    assert told(content[: int(len(content) * share)])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 300_000


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", file_types.EMPTY),
        (b"\x00", file_types.OTHER),
        (b"%PDF-1.7\n", file_types.INCOMPLETE),
        (PDF.replace(b"startxref\n", b"startxref\n9"), file_types.INCOMPLETE),
        (PDF + b"x" * 4_000, file_types.INCOMPLETE),
        (PNG + b"more", file_types.INCOMPLETE),
        (PNG[:8] + PNG[-12:], file_types.INCOMPLETE),
        (b"\xff\xd8\xff\xd9", file_types.INCOMPLETE),
        (large_pdf(LARGEST + 1), file_types.TOO_LARGE),
        (b"MZ\x90\x00" + PDF, "Dit is een programma. Dat kan niet als bijlage."),
        (b"#!/bin/sh\n" + PDF, "Dit is een programma. Dat kan niet als bijlage."),
        (b"<html><script>alert(1)</script></html>", file_types.OTHER),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', file_types.OTHER),
        (b"GIF89a\x01", "Dit soort plaatje kan niet. Sla het op als png of jpg."),
        (OLE, "Dit is een oud soort bestand. Sla het op als docx, xlsx of pdf."),
        (zipped({"brief.pdf": PDF}), office_files.NOT_OFFICE),
        (zipped({"mimetype": b"application/vnd.oasis"}), office_files.OPEN_DOCUMENT),
        (office(SLIDES, "ppt/presentation.xml"), office_files.NOT_OFFICE),
        (office(part="elders/document.xml"), office_files.NOT_OFFICE),
        (office(MACRO_WORD), office_files.MACROS),
        (office(**{"word__vbaProject.bin": b"Sub AutoOpen()"}), office_files.MACROS),
        (office(**{"word__VBAPROJECT.BIN": b"Sub AutoOpen()"}), office_files.MACROS),
        (with_password(DOCX), office_files.PASSWORD),
        (PDF + DOCX, file_types.INCOMPLETE),
        (DOCX + b"x", office_files.DAMAGED),
        (b"PK\x03\x04" + b"\x00" * 100, office_files.DAMAGED),
        (office(**{"WORD__document.xml": b"<another/>"}), office_files.DAMAGED),
    ],
)
def test_what_is_refused_is_told_why_and_what_to_do(content: bytes, sentence: str) -> None:
    assert told(content) == sentence


def test_a_password_is_told_with_how_to_take_it_off() -> None:
    assert "wachtwoord" in told(PASSWORD)


@pytest.mark.parametrize(
    "content",
    [
        office(word__media=b"\x00" * (30 * 1024**2)),
        with_declared_size(DOCX, 4_000_000_000),
        zipped({f"{number}": b"" for number in range(5_001)}),
        zipped({"[Content_Types].xml": b" " * (2 * 1024**2)}),
    ],
    ids=["really so much", "says so", "too many", "a long list"],
)
def test_a_zip_bomb_is_refused_without_unpacking_it(content: bytes) -> None:
    assert told(content) == office_files.BOMB


@given(st.binary(max_size=400))
def test_noise_is_never_taken_for_a_file(noise: bytes) -> None:
    assert told(noise)


@given(st.sampled_from(FileType), st.data())
def test_a_file_that_was_cut_off_or_spoiled_is_refused_or_still_what_it_was(
    type_: FileType, data: st.DataObject
) -> None:
    content = bytearray(REAL[type_])
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[at] = data.draw(st.integers(0, 255))
    else:
        del content[at:]
    try:
        found = judge(io.BytesIO(content))
    except BadFile:
        return
    assert found is type_


@given(st.binary(max_size=200), st.sampled_from(FileType))
def test_what_stands_before_a_file_makes_it_something_else(before: bytes, type_: FileType) -> None:
    if before:
        head = before + REAL[type_]
        try:
            found = judge(io.BytesIO(head))
        except BadFile:
            return
        assert head.startswith(REAL[found][:3])


def test_a_zip_within_a_zip_is_not_opened() -> None:
    inner = zipped({"a": b"\x00" * (9 * 1024**2)})
    assert len(inner) < 20_000
    content = office(**{"word__embeddings__blad.xlsx": inner})
    assert judge(io.BytesIO(content)) is FileType.DOCX
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "word/embeddings/blad.xlsx" in archive.namelist()
