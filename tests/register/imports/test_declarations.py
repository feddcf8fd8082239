"""Old lists are read as far as they know; what is filled in wrongly is named, cell by cell."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from register.errors import BadFile
from register.imports import BadCells
from register.imports.cells import MOST_ROWS
from register.imports.declarations import OldRow, columns_of, party_fields, read_declarations
from register.types import TYPES
from tests.register.imports.files import saved
from tests.register.imports.old_lists import CHAIR, DINNER, old_book, old_csv, old_list

DATA = Path(__file__).parents[2] / "data"


def read(content: bytes, file: str = "oud.xlsx", slug: str | None = None) -> Sequence[OldRow]:
    old = read_declarations(file, content, slug)
    old.refuse()
    return old.rows


def refusal(content: bytes, file: str = "oud.xlsx") -> str:
    with pytest.raises(BadFile) as refused:
        read(content, file)
    return refused.value.sentence


def bad_cells(content: bytes, file: str = "oud.xlsx") -> list[tuple[str, int, str, str, str]]:
    with pytest.raises(BadCells) as refused:
        read(content, file)
    return [
        (cell.sheet, cell.row, cell.column, cell.value, cell.sentence)
        for cell in refused.value.cells
    ]


def test_every_sheet_is_read_as_the_type_of_its_title() -> None:
    rows = read(saved(old_book(Nevenfuncties=[CHAIR], Uitnodigingen=[DINNER, DINNER])))
    assert [(row.kind.slug, row.place, row.staff_number) for row in rows] == [
        ("nevenfunctie", "Nevenfuncties, rij 2", "301"),
        ("uitnodiging", "Uitnodigingen, rij 2", "300"),
        ("uitnodiging", "Uitnodigingen, rij 3", "300"),
    ]


def test_what_the_list_knows_is_written_as_one_types_it_and_the_rest_stays_open() -> None:
    (row,) = read(old_list({**DINNER, "Datum": date(2019, 5, 12), "Partner of introducé mee": ""}))
    assert row.typed == {
        "party_name": "De Kwast",
        "kind": "diner",
        "description": "Diner na de oplevering",
        "location": "Hoorn",
        "takes_place_on": "12-05-2019",
        "estimated_value": "45,00",
    }


@pytest.mark.parametrize("choice", ["diner", "Lunch of diner", " LUNCH  of diner "])
def test_a_choice_is_read_by_its_slug_and_by_its_label(choice: str) -> None:
    assert read(old_list({**DINNER, "Soort": choice}))[0].typed["kind"] == "diner"


def test_lines_stay_lines_where_a_field_holds_several_and_become_one_elsewhere() -> None:
    (row,) = read(old_list({**DINNER, "Omschrijving": "Eerst\ndan", "Leverancier": "De\n Kwast "}))
    assert (row.typed["description"], row.typed["party_name"]) == ("Eerst\ndan", "De Kwast")


def test_an_amount_that_a_sum_left_behind_is_read_as_excel_shows_it() -> None:
    (row,) = read(old_list({**DINNER, "Geschatte waarde per persoon": 0.1 + 0.2}))
    assert row.typed["estimated_value"] == "0,30"


def test_a_csv_tells_its_type_by_its_columns_and_is_called_as_the_file_is() -> None:
    (row,) = read(old_csv(DINNER), "oud.csv")
    assert (row.kind.slug, row.place) == ("uitnodiging", "oud.csv, rij 2")


def test_a_table_of_which_the_type_does_not_show_asks_for_it() -> None:
    vague = {"Personeelsnummer": "300", "Leverancier": "De Kwast", "KVK-nummer": "12345678"}
    assert "Kies de soort" in refusal(old_csv(vague), "oud.csv")
    assert read(old_csv(vague), "oud.csv", "prive-leverancier")[0].kind.slug == "prive-leverancier"
    only = saved(old_book(Blad1=[vague]))
    assert read(only, slug="uitnodiging")[0].kind.slug == "uitnodiging"


def test_an_unknown_column_is_named_and_refused_on_every_sheet() -> None:
    content = saved(
        old_book(Nevenfuncties=[{**CHAIR, "Hobby": "ja"}], Uitnodigingen=[{**DINNER, "Menu": "x"}])
    )
    assert [cell[:3] for cell in bad_cells(content)] == [
        ("Nevenfuncties", 1, "Hobby"),
        ("Uitnodigingen", 1, "Menu"),
    ]


def test_without_a_staff_number_it_is_nobodys() -> None:
    nobodys = {**DINNER, "Personeelsnummer": ""}
    assert bad_cells(old_list(DINNER, nobodys))[0][1:3] == (3, "Personeelsnummer")
    without = {label: value for label, value in DINNER.items() if label != "Personeelsnummer"}
    assert bad_cells(old_list(without))[0][4] == "De kolom Personeelsnummer ontbreekt."


def test_a_row_that_says_nothing_is_refused() -> None:
    ((*_, sentence),) = bad_cells(old_list(DINNER, {"Personeelsnummer": "300"}))
    assert sentence.startswith("Deze rij zegt alleen van wie zij is.")


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("Datum", "12-05-19", "dag-maand-jaar"),
        ("Datum", "31-02-2019", "bestaat niet"),
        ("Datum", "12-05-1019", "Controleer het jaar"),
        ("Datum", "mei 2019", "dag-maand-jaar"),
        ("Soort", "borrel", "Kies een van deze"),
        ("Geschatte waarde per persoon", "veel", "bedrag in euro"),
        ("Reis of verblijf betaald door leverancier", "misschien", "Kies ja of nee"),
        ("KVK-nummer", "1234", "8 cijfers"),
        ("Plaats", "x" * 201, "Maak de tekst korter"),
        ("Plaats", "Hoo_x0007_rn", "teken in dat niet kan"),
        ("Naam van de leverancier", "De Roller", "niet allebei"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(column: str, value: str, told: str) -> None:
    ((sheet, row, label, _, sentence),) = bad_cells(old_list(DINNER, {**DINNER, column: value}))
    assert (sheet, row, label) == ("Uitnodigingen", 3, column)
    assert told in sentence


def test_every_bad_cell_of_every_sheet_is_listed() -> None:
    wrong = {**DINNER, "Datum": "?", "Soort": "?"}
    content = saved(old_book(Nevenfuncties=[{**CHAIR, "Aard": "?"}], Uitnodigingen=[wrong, wrong]))
    assert [cell[:2] for cell in bad_cells(content)] == [
        ("Nevenfuncties", 2),
        ("Uitnodigingen", 2),
        ("Uitnodigingen", 2),
        ("Uitnodigingen", 3),
        ("Uitnodigingen", 3),
    ]


def test_a_sheet_that_is_no_type_is_named() -> None:
    content = saved(old_book(Uitnodigingen=[DINNER], Borrels=[DINNER]))
    assert refusal(content).startswith("Het blad Borrels hoort hier niet.")


def test_an_empty_sheet_and_the_reading_guide_do_not_count() -> None:
    book = old_book(Leeswijzer=[{"Wat": "Uitleg"}], Uitnodigingen=[DINNER], Woningen=[])
    book.create_sheet("Blad2")
    assert len(read(saved(book))) == 1


def test_a_hidden_sheet_and_a_hidden_row_are_not_read_unseen() -> None:
    book = old_book(Nevenfuncties=[CHAIR], Uitnodigingen=[DINNER, DINNER])
    book["Nevenfuncties"].sheet_state = "hidden"
    assert refusal(saved(book)).startswith("Het blad Nevenfuncties is verborgen.")
    book["Nevenfuncties"].sheet_state = "visible"
    book["Uitnodigingen"].row_dimensions[3].hidden = True
    ((sheet, row, *_, sentence),) = bad_cells(saved(book))
    assert (sheet, row) == ("Uitnodigingen", 3)
    assert sentence.startswith("Deze rij is verborgen.")


def test_macros_merged_cells_and_formulas_without_a_result_are_told() -> None:
    book = old_book(Uitnodigingen=[DINNER, DINNER])
    sheet = book["Uitnodigingen"]
    sheet["E2"] = "=A1"
    sheet.merge_cells("B2:B3")
    told = [sentence for *_, sentence in bad_cells(saved(book))]
    assert any("formule zonder uitkomst" in each for each in told)
    assert any("samengevoegd" in each for each in told)
    stream = io.BytesIO(old_list(DINNER))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "macro's" in refusal(stream.getvalue(), "oud.xlsm")


def with_first_sheet(content: bytes, xml: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("/sheet1.xml") else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "file", "told"),
    [
        (b"", "oud.xlsx", "leeg"),
        (b"geen zip", "oud.xlsx", "geen Excel-bestand"),
        (b"PK\x03\x04 en verder niets", "oud.xlsx", "niet te lezen"),
        (b"Personeelsnummer;Plaats\n", "oud.csv", "niets onder"),
        (b"Personeelsnummer;Plaats\n" + b"300;Hoorn\n" * (MOST_ROWS + 1), "oud.csv", "te veel"),
        (saved(old_book(Uitnodigingen=[], Woningen=[])), "oud.xlsx", "leeg"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, file: str, told: str) -> None:
    assert told in refusal(content, file)


def test_a_bomb_is_not_unpacked_also_when_it_is_spread_over_sheets() -> None:
    assert "te groot" in refusal(with_first_sheet(old_list(DINNER), b" " * (130 * 1024**2)))
    book = saved(old_book(Nevenfuncties=[CHAIR], Uitnodigingen=[DINNER]))
    spread = b"<worksheet>" + b" " * (127 * 1024**2) + b"</worksheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, spread if "/worksheets/" in name else old.read(name))
    assert "te groot" in refusal(out.getvalue())


@pytest.mark.parametrize("slug", TYPES)
def test_every_type_has_columns_with_names_of_their_own(slug: str) -> None:
    labels = [column.label.casefold() for column in columns_of(TYPES[slug])]
    names = [column.name for column in columns_of(TYPES[slug])]
    assert (len(set(labels)), len(set(names))) == (len(labels), len(names))


def test_the_types_that_name_a_supplier_name_one_that_is_not_in_the_list_too() -> None:
    found: dict[str, Any] = {slug: party_fields(kind) is not None for slug, kind in TYPES.items()}
    assert found == {
        "nevenfunctie": False,
        "opdracht-verwante": True,
        "prive-leverancier": True,
        "woning": False,
        "uitnodiging": True,
    }


@pytest.mark.parametrize("file", ["uitnodigingen-oud.xlsx", "uitnodigingen-oud.csv"])
def test_the_old_list_of_invitations_has_no_bad_cell(file: str) -> None:
    rows = read((DATA / file).read_bytes(), file)
    assert len(rows) == 1182
    assert {row.kind.slug for row in rows} == {"uitnodiging"}
