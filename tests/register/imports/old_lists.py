"""Makes the old lists of declarations that tests read in."""

from typing import Any

from openpyxl import Workbook

from tests.register.imports.files import saved

DINNER: dict[str, Any] = {
    "Personeelsnummer": "300",
    "Leverancier": "De Kwast",
    "Soort": "Lunch of diner",
    "Omschrijving": "Diner na de oplevering",
    "Plaats": "Hoorn",
    "Datum": "12-05-2019",
    "Geschatte waarde per persoon": "45,00",
}
CHAIR: dict[str, Any] = {
    "Personeelsnummer": "301",
    "Organisatie": "Stichting Hoorns Jeugdtheater",
    "Functie of werkzaamheden": "Voorzitter",
    "Aard": "bestuur",
    "Begindatum": "01-09-2015",
}


def table(*rows: dict[str, Any]) -> list[list[Any]]:
    labels = list(dict.fromkeys(label for row in rows for label in row))
    return [labels, *([row.get(label) for label in labels] for row in rows)]


def old_book(**sheets: list[dict[str, Any]]) -> Workbook:
    """Give a workbook of sheets with these titles."""
    book = Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in table(*rows):
            sheet.append(row)
    book.remove(book.worksheets[0])
    return book


def old_list(*dinners: dict[str, Any]) -> bytes:
    """Give a workbook of invitations."""
    return saved(old_book(Uitnodigingen=list(dinners)))


def old_csv(*rows: dict[str, Any]) -> bytes:
    return "\r\n".join(
        ";".join('"' + str(value or "").replace('"', '""') + '"' for value in row)
        for row in table(*rows)
    ).encode()
