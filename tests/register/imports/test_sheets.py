"""Files as people and attackers send them: what can be read is read, all else is refused kindly."""

import contextlib
import io
import random
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from register.errors import BadFile
from register.imports import PEOPLE, SUPPLIERS
from register.imports.cells import MOST_ROWS, Sheet, letter, safe_name
from register.imports.faults import BadCells, Faults
from register.imports.rows import Rows, read_rows
from register.imports.sheets import read_sheet
from tests.register.imports.files import ANNA, BRAM, VERF, csv_of, people, saved, workbook

DATA = Path(__file__).parents[2] / "data"


def table(content: bytes, filename: str = "hr.csv") -> Sheet:
    return read_sheet(filename, content, "Medewerkers")


def read(content: bytes, filename: str = "hr.csv") -> Rows:
    sheet = table(content, filename)
    faults = Faults(sheet.title)
    rows = read_rows(sheet, PEOPLE, faults)
    faults.refuse()
    return rows


def refusal(content: bytes, filename: str = "hr.xlsx") -> str:
    with pytest.raises(BadFile) as refused:
        read(content, filename)
    return refused.value.sentence


def bad_cells(content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(BadCells) as refused:
        read(content)
    return [(cell.row, cell.column, cell.sentence) for cell in refused.value.cells]


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Give a workbook with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return out.getvalue()


def sheet_xml(inside: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}">{inside}</worksheet>'.encode()


def with_sheet(xml: bytes) -> bytes:
    return repacked(saved(workbook(PEOPLE, ANNA)), {"xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_may_have_either_separator_and_a_byte_order_mark(separator: str, mark: bytes) -> None:
    rows = read(mark + csv_of(PEOPLE, ANNA, BRAM, separator=separator)).rows
    assert [row.values["first_name"] for row in rows] == ["Anna", "Bram"]


def test_columns_may_stand_in_any_order_and_case() -> None:
    lines = people(ANNA).decode().splitlines()
    turned = ["; ".join(reversed(line.split(";"))) for line in lines]
    assert read("\n".join(turned).upper().encode()).rows[0].values["first_name"] == "ANNA"


def test_an_unknown_column_is_named_and_refused() -> None:
    ((row, column, sentence),) = bad_cells(people({**ANNA, "Schoenmaat": "41"}))
    assert (row, column) == (1, "Schoenmaat")
    assert sentence == "Een kolom Schoenmaat hoort niet in deze lijst."


def test_every_missing_required_column_is_named() -> None:
    cells = bad_cells(b"Personeelsnummer;Voornaam\n1;Anna\n")
    assert [column for _, column, _ in cells] == [
        "Achternaam",
        "E-mail",
        "Functie",
        "Afdeling",
        "Sleutelfunctie",
        "In dienst vanaf",
    ]


def test_a_column_that_stands_twice_is_refused() -> None:
    content = people(ANNA).replace(b'"Rollen"', b'"Functie"')
    assert ("Functie", "Deze kolom staat er meer dan eens in.") in [
        cell[1:] for cell in bad_cells(content)
    ]


def test_a_column_without_a_name_is_refused_only_when_it_holds_something() -> None:
    nameless = people({**ANNA, "X": ""}).replace(b'"X"', b'""')
    assert len(read(nameless).rows) == 1
    filled = people({**ANNA, "X": "41"}).replace(b'"X"', b'""')
    assert (1, "M", "Deze kolom heeft geen naam.") in bad_cells(filled)


def test_lines_with_only_spaces_do_not_count_and_rows_keep_their_number() -> None:
    lines = people(ANNA, {**BRAM, "E-mail": "?"}).decode().splitlines()
    lines.insert(2, " ; ;\t;  ")
    lines.insert(3, "")
    assert [row for row, _, _ in bad_cells("\n".join(lines).encode())] == [5]


def test_gaps_and_breaks_within_a_cell_become_one_space() -> None:
    rows = read(people({**ANNA, "Achternaam": " van\r\n  der \xa0 Zee "})).rows
    assert rows[0].values["last_name"] == "van der Zee"


def test_a_csv_in_latin_1_is_refused_naming_utf_8() -> None:
    content = people({**ANNA, "Voornaam": "Zoë"}).decode().encode("latin-1")
    assert "UTF-8" in refusal(content, "hr.csv")
    assert "regel 2" in refusal(content, "hr.csv")


def test_a_csv_that_breaks_off_in_a_quotation_is_refused() -> None:
    assert "aanhalingsteken" in refusal(people(ANNA, BRAM)[:-6], "hr.csv")


def test_a_row_of_another_length_is_a_fault_of_that_row() -> None:
    short = people(ANNA) + b'"2";"Bram"\r\n'
    assert any(row == 3 and "Vul de rij aan" in told for row, _, told in bad_cells(short))
    long = people(ANNA).replace(b'"Bestuur"', b"Bestuur;en beheer")
    assert any("aanhalingstekens" in told for _, _, told in bad_cells(long))


@pytest.mark.parametrize(
    ("content", "filename", "told"),
    [
        (b"", "hr.csv", "leeg"),
        (b" \r\n\r\n ", "hr.csv", "leeg"),
        (b"", "hr.xlsx", "leeg"),
        (b"<html></html>", "hr.xls", "geen Excel-bestand"),
        (b"%PDF-1.7 ...", "hr.xlsx", "geen Excel-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "hr.xlsx", "oud Excel-bestand"),
        ("hallo".encode("utf-16"), "hr.csv", "UTF-8"),
        (b"PK\x03\x04 en verder niets", "hr.xlsx", "niet te lezen"),
        (people(), "hr.csv", "niets onder"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(
    content: bytes, filename: str, told: str
) -> None:
    assert told in refusal(content, filename)


def test_a_workbook_with_a_password_is_told_so() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "wachtwoord" in refusal(content)


def test_another_zip_than_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "niet te lezen" in refusal(out.getvalue())


def test_half_a_workbook_is_refused() -> None:
    content = saved(workbook(PEOPLE, ANNA))
    assert "niet te lezen" in refusal(content[: len(content) // 2])


def test_numbers_real_dates_and_text_are_read_as_what_they_show() -> None:
    rows: list[dict[str, Any]] = [
        {**ANNA, "Personeelsnummer": 10001, "In dienst vanaf": date(2015, 2, 1)},
        {**BRAM, "Personeelsnummer": 10002.0, "Leidinggevende": 10001.0},
        {**BRAM, "Personeelsnummer": "3", "In dienst vanaf": datetime(2015, 2, 1)},  # noqa: DTZ001 — Excel knows no zones
        {**BRAM, "Personeelsnummer": 4, "In dienst vanaf": "2015-02-01"},
    ]
    found = read(saved(workbook(PEOPLE, *rows)), "hr.xlsx").rows
    assert [row.values["staff_number"] for row in found] == ["10001", "10002", "3", "4"]
    assert found[1].values["manager"] == "10001"
    assert {row.values["in_service_from"] for row in found} == {date(2015, 2, 1)}


def test_a_number_that_is_shown_with_leading_zeros_keeps_them() -> None:
    book = workbook(SUPPLIERS, {**VERF, "KVK-nummer": 1234567})
    sheet = book["Leveranciers"]
    sheet["C2"].number_format = "00000000"
    assert read_sheet("i.xlsx", saved(book), "Leveranciers").rows[0].cells[2] == "01234567"


def test_a_formula_without_a_result_and_an_error_value_are_faults_of_their_cell() -> None:
    book = workbook(PEOPLE, ANNA, BRAM)
    book["Medewerkers"]["F2"] = '=CONCATENATE("op","zichter")'
    book["Medewerkers"]["F3"].value = "#N/A"
    book["Medewerkers"]["F3"].data_type = "e"
    cells = bad_cells(saved(book))
    assert [(row, column) for row, column, _ in cells] == [(2, "Functie"), (3, "Functie")]
    assert "formule zonder uitkomst" in cells[0][2]
    assert "foutwaarde" in cells[1][2]


def test_a_formula_is_read_as_its_result() -> None:
    xml = sheet_xml(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row></sheetData>'
    )
    assert table(with_sheet(xml)).rows[0].cells == ["ab"]


def test_merged_cells_are_a_fault_for_which_they_are_meant_cannot_be_told() -> None:
    book = workbook(PEOPLE, ANNA, BRAM)
    book["Medewerkers"].merge_cells("G2:G3")
    assert any("samengevoegd" in told and row == 2 for row, _, told in bad_cells(saved(book)))


def test_of_several_sheets_the_one_with_the_title_is_read() -> None:
    book = workbook(PEOPLE, ANNA)
    book.create_sheet("Uitleg", 0)["A1"] = "Lees dit eerst"
    assert len(read(saved(book), "hr.xlsx").rows) == 1
    book["Medewerkers"].title = "Blad2"
    assert "Noem het blad" in refusal(saved(book))


def test_control_signs_in_a_workbook_are_a_fault() -> None:
    book = workbook(PEOPLE, {**ANNA, "Functie": "direc_x0007_teur"})
    assert bad_cells(saved(book))[0][:2] == (2, "Functie")


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert "te groot" in refusal(with_sheet(b" " * (130 * 1024**2)))


@pytest.mark.parametrize(
    "xml",
    [
        sheet_xml(f"<sheetData><row>{'<c/>' * 600_000}</row></sheetData>"),
        sheet_xml(f"<sheetData>{'<a>' * 600_000}"),
        sheet_xml('<sheetData><row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row></sheetData>'),
        sheet_xml('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'),
        sheet_xml('<sheetData><row r="99999999999999"><c><v>1</v></c></row></sheetData>'),
        sheet_xml('<sheetData><row r="1e999"><c><v>1</v></c></row></sheetData>'),
        sheet_xml(f"<sheetData><row><c><v>{'9' * 5_000}</v></c></row></sheetData>"),
        sheet_xml(
            "<sheetData><row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData>",
            '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
            + "".join(
                f'<!ENTITY {new} "{f"&{old};" * 10}">'
                for old, new in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "]>",
        ),
        sheet_xml(
            "<sheetData><row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData>",
            '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        ),
    ],
    ids=["cells", "depth", "column", "far column", "row", "row 2", "digits", "entities", "file"],
)
def test_a_sheet_that_was_made_to_hurt_is_refused(xml: bytes) -> None:
    assert refusal(with_sheet(xml))


def test_too_many_rows_are_refused() -> None:
    assert f"{MOST_ROWS}" in refusal(b"a\n" + b"x\n" * (MOST_ROWS + 1), "hr.csv")


def test_empty_rows_far_below_cost_nothing() -> None:
    book = workbook(PEOPLE, ANNA)
    book["Medewerkers"].cell(row=1_048_576, column=3).number_format = numbers.FORMAT_TEXT
    assert len(read(saved(book), "hr.xlsx").rows) == 1


def test_a_damaged_workbook_is_refused_or_read_but_never_breaks_the_import() -> None:
    sound = saved(workbook(PEOPLE, ANNA, BRAM))
    chance = random.Random(7)
    for _ in range(300):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(BadFile):
            read(bytes(content), "hr.xlsx")


def test_damaged_parts_of_a_workbook_never_break_the_import() -> None:
    sound = saved(workbook(PEOPLE, ANNA, BRAM))
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(11)
    for _ in range(300):
        name = chance.choice(list(parts))
        part = bytearray(parts[name])
        start = chance.randrange(len(part))
        part[start : start + chance.randint(1, 40)] = chance.choice([b"", b"0", b"-1", b"x", b"<"])
        with contextlib.suppress(BadFile):
            read(repacked(sound, {name: bytes(part)}), "hr.xlsx")


def test_a_workbook_of_nothing_but_a_sheet_is_empty() -> None:
    assert "leeg" in refusal(saved(Workbook()))


def test_columns_are_lettered_as_a_spreadsheet_does() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_a_file_name_is_kept_without_folders_and_control_signs() -> None:
    assert safe_name("C:\\map\\../hr\x00\u202e.csv") == "hr.csv"
    assert safe_name("\udcff") == "naamloos"
