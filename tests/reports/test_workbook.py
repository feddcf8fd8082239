"""Whatever somebody typed, a cell of a workbook holds it as text, and nothing else."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.cell_text import LONGEST_TEXT, lines_taken, safe_text
from reports.workbook import Cell, Column, Format, SheetSpec, Workbook

COLUMNS = (
    Column("Naam"),
    Column("Dag", Format.DATE),
    Column("Bedrag", Format.MONEY),
    Column("Aantal", Format.WHOLE),
)

HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+31 6 12345678",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "#N/A",
    "TRUE",
    "0012",
    "1e5",
    "31-12-2026",
    "_x0041_",
    "<b>&amp;\"'",
    "  spaties eromheen  ",
    "twee\nregels",
    "🏠 É ﬁ 漢字",
)


async def written(path: Path, rows: list[list[Cell]]) -> Path:
    book = Workbook(title="Proef", creator="Berend", created=datetime(2026, 3, 10, 9, tzinfo=UTC))
    await book.write_rows(SheetSpec("Blad", COLUMNS), rows)
    book.save(path)
    return path


def read_back(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("Blad").to_python()


@pytest.mark.parametrize("text", HOSTILE)
async def test_text_stays_the_text_that_it_was(tmp_path: Path, text: str) -> None:
    path = await written(tmp_path / "a.xlsx", [[text, None, None, None]])

    assert read_back(path)[1][0] == text
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="e"' not in sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1"])
async def test_what_begins_like_a_formula_stays_text_when_the_cell_is_edited(
    tmp_path: Path, text: str
) -> None:
    path = await written(tmp_path / "a.xlsx", [[text, None, None, None], ["gewoon", *[None] * 3]])

    sheet = openpyxl.load_workbook(path)["Blad"]
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


async def test_days_and_numbers_are_days_and_numbers(tmp_path: Path) -> None:
    row: list[Cell] = ["x", date(2026, 12, 31), Decimal("123456789.99"), 3]
    path = await written(tmp_path / "a.xlsx", [row])

    assert read_back(path)[1] == ["x", date(2026, 12, 31), 123456789.99, 3]
    sheet = openpyxl.load_workbook(path)["Blad"]
    assert sheet["B2"].number_format == "dd-mm-yyyy"
    assert "€" in sheet["C2"].number_format


async def test_signs_that_no_file_can_hold_are_replaced_visibly(tmp_path: Path) -> None:
    path = await written(tmp_path / "a.xlsx", [["a\x00b\x0bc\ud800d\uffffe\r\nf", *[None] * 3]])

    assert read_back(path)[1][0] == "a�b�c�d�e\nf"


async def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    fits, too_long = "x" * LONGEST_TEXT, "🏠" * 20_000
    path = await written(tmp_path / "a.xlsx", [[fits, *[None] * 3], [too_long, *[None] * 3]])

    rows = read_back(path)
    assert rows[1][0] == fits
    assert rows[2][0].startswith("🏠🏠")
    assert rows[2][0].endswith("(ingekort: de hele tekst staat in het register)")
    assert len(rows[2][0].encode("utf-16-le")) // 2 <= LONGEST_TEXT


@given(st.text(max_size=60))
@settings(deadline=None)
def test_safe_text_is_the_text_itself_but_for_what_cannot_be_written(text: str) -> None:
    assert safe_text(safe_text(text).replace("_x005F_", "_")) == safe_text(text)


async def test_a_sheet_can_be_filtered_scrolled_and_printed(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["x", date(2026, 1, 1), None, 1]] * 3
    path = await written(tmp_path / "a.xlsx", rows)

    book = openpyxl.load_workbook(path)
    sheet = book["Blad"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["A1"].font.bold
    assert b"Pagina &amp;P van &amp;N" in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert book.properties.title == "Proef"
    assert book.properties.creator == "Berend"
    assert book.properties.created == datetime(2026, 3, 10, 9)  # noqa: DTZ001


async def test_a_workbook_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        await written(tmp_path / "a.xlsx", [["x", None, None, True]])

    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240


async def test_a_text_that_does_not_fit_goes_on_under_itself_in_a_row_that_is_high_enough(
    tmp_path: Path,
) -> None:
    rows: list[list[Cell]] = [
        ["Jan", None, None, None],
        ["Beleidsmedewerker duurzaamheid en renovatie", *[None] * 3],
    ]
    path = await written(tmp_path / "a.xlsx", rows)

    sheet = openpyxl.load_workbook(path)["Blad"]
    assert sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height == 45


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("tien teken", 1),
        ("elf tekens.", 2),
        ("aa bbbbbbbbb ccc", 3),
        ("x" * 25, 3),
        ("aa " + "x" * 25, 4),
        ("kort\n\nkort", 3),
    ],
)
def test_lines_break_between_words_and_in_a_word_that_is_too_long(text: str, lines: int) -> None:
    assert lines_taken(text, 10) == lines


async def test_days_and_what_is_centred_stand_in_the_middle_of_their_column(tmp_path: Path) -> None:
    columns = (Column("Naam"), Column("Dag", Format.DATE), Column("V", Format.WHOLE, centred=True))
    book = Workbook(title="Proef", creator="B", created=datetime(2026, 3, 10, tzinfo=UTC))
    await book.write_rows(SheetSpec("Blad", columns), [["x", date(2026, 1, 1), 2]])
    book.save(tmp_path / "a.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Blad"]
    assert [cell.alignment.horizontal for cell in sheet[2]] == [None, "center", "center"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("Calibri", 11)


async def test_an_ampersand_in_the_header_of_a_page_is_printed(tmp_path: Path) -> None:
    book = Workbook(title="Proef", creator="B", created=datetime(2026, 3, 10, tzinfo=UTC))
    await book.write_rows(SheetSpec("Blad", COLUMNS, header="Zoon & Co"), [])
    book.save(tmp_path / "a.xlsx")

    sheet = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<oddHeader>&amp;CZoon &amp;&amp; Co</oddHeader>" in sheet


def test_two_columns_of_a_sheet_never_share_a_label() -> None:
    with pytest.raises(ValueError, match="twice"):
        SheetSpec("Blad", (Column("Naam"), Column("Naam")))
