"""An attachment keeps its name, without what could fool a reader or a computer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.attachments import NAME_LENGTH, FileType
from register.tables import UNSTORABLE
from workflows.file_names import file_name


@pytest.mark.parametrize(
    ("typed", "type_", "kept"),
    [
        ("offerte.pdf", FileType.PDF, "offerte.pdf"),
        ("SCAN 001.PDF", FileType.PDF, "SCAN 001.PDF"),
        ("foto.jpeg", FileType.JPG, "foto.jpeg"),
        ("foto.png", FileType.JPG, "foto.jpg"),
        ("rekening", FileType.PDF, "rekening.pdf"),
        ("factuur.exe", FileType.PDF, "factuur.exe.pdf"),
        ("versie 1.2", FileType.PDF, "versie 1.2.pdf"),
        ("C:\\Users\\Mees\\offerte.pdf", FileType.PDF, "offerte.pdf"),
        ("../../etc/passwd", FileType.PDF, "passwd.pdf"),
        ("offerte\u202efdp.exe", FileType.PDF, "offertefdp.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", FileType.PDF, "abSet-Cookie_ x.pdf"),
        ('een "mooie" <naam>?.pdf', FileType.PDF, "een _mooie_ _naam__.pdf"),
        ("CON.pdf", FileType.PDF, "_CON.pdf"),
        (".pdf", FileType.PDF, "pdf.pdf"),
        ("", FileType.PNG, "bijlage.png"),
        ("...", FileType.PNG, "bijlage.png"),
        ("e\u0301e\u0301n 🏠.docx", FileType.DOCX, "één 🏠.docx"),
        ("x" * 300 + ".xlsx", FileType.XLSX, "x" * 145 + ".xlsx"),
    ],
)
def test_a_name_is_kept_with_an_extension_that_tells_what_it_is(
    typed: str, type_: FileType, kept: str
) -> None:
    assert file_name(typed, type_) == kept


@given(st.text(), st.sampled_from(FileType))
def test_whatever_somebody_calls_a_file_its_name_can_be_kept(typed: str, type_: FileType) -> None:
    kept = file_name(typed, type_)
    assert kept.lower().endswith(type_.extensions)
    assert 0 < len(kept) <= NAME_LENGTH
    assert not UNSTORABLE.search(kept)
    assert not set(kept) & set('/\\<>:"|?*\r\n')
    assert file_name(kept, type_) == kept
