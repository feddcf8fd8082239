"""Makes the files that tests import."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from register.imports import PEOPLE, SUPPLIERS
from register.imports.rows import Listing

ANNA: dict[str, Any] = {
    "Personeelsnummer": "1",
    "Voornaam": "Anna",
    "Achternaam": "Aalders",
    "E-mail": "anna@example.nl",
    "Functie": "directeur",
    "Afdeling": "Bestuur",
    "Sleutelfunctie": "ja",
    "In dienst vanaf": "01-02-2015",
    "Rollen": "directie, beheerder",
}
BRAM: dict[str, Any] = {
    **ANNA,
    "Personeelsnummer": "2",
    "Voornaam": "Bram",
    "Tussenvoegsel": "de",
    "Achternaam": "Boer",
    "E-mail": "bram@example.nl",
    "Functie": "opzichter",
    "Leidinggevende": "1",
    "Sleutelfunctie": "nee",
    "Rollen": "",
}
VERF: dict[str, Any] = {
    "Crediteurnummer": "C1",
    "Naam": "Verf & Zn. B.V.",
    "KVK-nummer": "01234567",
    "Categorie": "a",
    "Contract vanaf": "01-01-2024",
    "Offerte of aanbesteding loopt": "nee",
}


def _table(listing: Listing, rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    labels = [column.label for column in listing.columns]
    labels += [label for row in rows for label in row if label not in labels]
    labels = list(dict.fromkeys(labels))
    return [labels, *([row.get(label, "") for label in labels] for row in rows)]


def csv_of(listing: Listing, *rows: dict[str, Any], separator: str = ";") -> bytes:
    def quoted(value: Any) -> str:
        return '"' + str(value).replace('"', '""') + '"'

    table = _table(listing, rows)
    lines = [separator.join(quoted(value) for value in row) for row in table]
    return ("\r\n".join(lines) + "\r\n").encode()


def people(*rows: dict[str, Any]) -> bytes:
    return csv_of(PEOPLE, *rows)


def suppliers(*rows: dict[str, Any]) -> bytes:
    return csv_of(SUPPLIERS, *rows)


def workbook(listing: Listing, *rows: dict[str, Any], title: str | None = None) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title or listing.title
    for row in _table(listing, rows):
        sheet.append([None if value == "" else value for value in row])
    return book


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
