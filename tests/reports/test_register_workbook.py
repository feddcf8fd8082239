"""The Excel register, read back with another library, holds what the database holds."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text, update

from register.clock import day_of, end_of_day
from register.declarations import Status
from register.storage import Storage, count_queries
from register.suppliers import Supplier
from register.types import TYPES
from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier
from register.types.fields import Asked
from register.types.kinds import Choice, YesNo
from reports.register_columns import columns
from reports.register_filter import RegisterFilter
from reports.register_workbook import write_register
from tests.reports.story import Story, after

pytestmark = pytest.mark.storage

MADE = datetime(2026, 3, 20, 14, 5, tzinfo=UTC)


async def exported(
    storage: Storage, path: Path, as_of: datetime, wanted: RegisterFilter | None = None
) -> CalamineWorkbook:
    await write_register(storage, as_of, "Berend Secretaris", MADE, path, wanted)
    return CalamineWorkbook.from_path(path)


def rows(book: CalamineWorkbook, sheet: str) -> list[dict[str, Any]]:
    header, *found = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def as_read(field: Asked, value: Any) -> Any:
    """Give a value of the database as a reader of the workbook gets it."""
    match field.kind:
        case _ if value is None:
            return ""
        case Money() | Amount():
            return float(value)
        case YesNo():
            return "Ja" if value else "Nee"
        case Choice(choices=choices):
            return choices(value).label
        case _:
            return value


def guide(book: CalamineWorkbook) -> dict[str, Any]:
    return {str(row[0]): row[1] for row in book.get_sheet_by_name("Leeswijzer").to_python()}


@pytest.mark.parametrize("slug", TYPES)
async def test_every_field_stands_under_its_label_with_its_value_and_type(
    story: Story, storage: Storage, tmp_path: Path, slug: str
) -> None:
    kind = TYPES[slug]
    _, number = await story.submitted("medewerker", slug, after(0), explanation="=1+1")
    (row,) = rows(await exported(storage, tmp_path / "r.xlsx", after(0)), kind.sheet_title)
    async with storage.transaction() as db:
        (stored,) = (await (await db.connection()).execute(select(kind.table))).mappings()

    assert row["Nummer"] == number
    assert row["Toelichting"] == "=1+1"
    for field in kind.own_fields:
        if not isinstance(field.kind, KnownSupplier):
            assert row[field.label] == as_read(field, stored[field.name]), field.label
        if isinstance(field.kind, Day) and stored[field.name]:
            assert isinstance(row[field.label], date)


async def test_a_known_supplier_stands_by_name_with_its_creditor_number_beside_it(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    await story.submitted("medewerker", "prive-leverancier", after(0))
    await story.submitted(
        "collega",
        "prive-leverancier",
        after(0),
        supplier="onbekend",
        party_name="Een ander",
    )
    book = await exported(storage, tmp_path / "r.xlsx", after(0))
    header = book.get_sheet_by_name("Privégebruik leveranciers").to_python()[0]
    known, other = rows(book, "Privégebruik leveranciers")

    assert header.index("Crediteurnummer") == header.index("Leverancier") + 1
    assert (known["Leverancier"], known["Crediteurnummer"]) == ("Schilders & Zn. B.V.", "20001")
    assert (other["Leverancier"], other["Crediteurnummer"]) == ("", "")
    assert other["Naam van de leverancier"] == "Een ander"


async def test_what_purchasing_knew_of_a_supplier_stays_as_it_was_at_submission(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    await story.submitted("medewerker", "prive-leverancier", after(0))
    unlisted = {"supplier": "onbekend", "party_name": "Een ander", "kvk_number": "87654321"}
    await story.submitted("collega", "prive-leverancier", after(0), **unlisted)
    async with storage.transaction() as db:
        await (await db.connection()).execute(
            update(Supplier).values(kvk_number="99999999", category="c", tender_running=False)
        )
    book = await exported(storage, tmp_path / "r.xlsx", after(0))
    known, other = rows(book, "Privégebruik leveranciers")

    told = {
        "KVK-nummer van de leverancier": "12345678",
        "Categorie bij inkoop": "B",
        "Contract vanaf": date(2024, 1, 1),
        "Contract tot": date(2026, 12, 31),
        "Aanbesteding loopt bij inkoop": "Ja",
    }
    assert {label: known[label] for label in told} == told
    assert [other[label] for label in told] == [""] * len(told)
    assert (known["KVK-nummer"], other["KVK-nummer"]) == ("", "87654321")


@pytest.mark.parametrize(
    ("known", "named"),
    [
        ("Leverancier", "Naam van de leverancier"),
        ("Opdrachtnemer", "Naam van de opdrachtnemer"),
    ],
)
async def test_the_guide_tells_a_known_supplier_from_a_party_that_is_not_on_the_list(
    storage: Storage, tmp_path: Path, known: str, named: str
) -> None:
    told = guide(await exported(storage, tmp_path / "r.xlsx", after(0)))

    assert told[known].startswith("Een bekende leverancier")
    assert told[named] == "Een partij die niet op de lijst van inkoop staat."
    assert "op de dag van indienen" in told["Crediteurnummer"]
    assert not {"KVK-nummer", "Categorie", "Naam van de bekende"} & set(told)
    assert "register audit verify" in told["Ketenkop"]
    assert "niet helemaal op papier" in told["Lange teksten"]


async def test_the_guide_tells_which_numbers_were_given_and_which_are_missing(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    years = {after(0): 1, after(310): 6}
    for moment, number in years.items():
        for _ in range(number):
            await story.submitted("medewerker", "nevenfunctie", moment)
    await story.submitted("medewerker", "woning", after(311))
    before = guide(await exported(storage, tmp_path / "a.xlsx", after(310)))
    async with storage.transaction() as db:
        connection = await db.connection()
        await connection.execute(text("ALTER TABLE declaration DISABLE TRIGGER USER"))
        await connection.execute(
            text("UPDATE declaration SET year = 2025 WHERE year = 2027 AND sequence IN (1, 3, 4)")
        )
    holed = guide(await exported(storage, tmp_path / "b.xlsx", after(310)))

    assert before["2026"] == "2026-0001: 1 nummer. Gaten: geen."
    assert before["2027"] == "2027-0001 t/m 2027-0006: 6 nummers. Gaten: geen."
    assert holed["2025"] == "2025-0001 t/m 2025-0004: 3 nummers. Gaten: 2025-0002."
    assert holed["2027"] == (
        "2027-0002 t/m 2027-0006: 3 nummers. Gaten: 2027-0001, 2027-0003 t/m 2027-0004."
    )


async def test_the_guide_says_that_numbers_are_missing_from_a_sheet_and_from_a_selection(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    nothing = guide(await exported(storage, tmp_path / "0.xlsx", after(0)))
    await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.submitted("medewerker", "woning", after(0))
    whole = guide(await exported(storage, tmp_path / "a.xlsx", after(0)))
    wanted = RegisterFilter(type="woning")
    selected = guide(await exported(storage, tmp_path / "b.xlsx", after(0), wanted))

    assert nothing["Geen nummers"] == "Er was op de peildatum nog niets ingediend."
    assert whole["Nummer"].endswith("op één blad ontbreken dus nummers.")
    assert whole["Hoe de nummers lopen"] in whole["Nummer"]
    assert "omdat het een selectie is" in selected["Hoe de nummers lopen"]
    assert selected["2026"] == "2026-0001 t/m 2026-0002: 2 nummers. Gaten: geen."


async def test_person_dates_decision_and_chain_stand_beside_the_fields(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    key, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided(
        "leidinggevende", key, "voorwaarden", after(1), ("Meld de uren", "01-04-2026")
    )
    (row,) = rows(await exported(storage, tmp_path / "r.xlsx", after(1)), "Nevenfuncties")

    told = {
        "Versie": 1,
        "Medewerker": "Mees Medewerker",
        "Personeelsnummer": "300",
        "Functie": "Medewerker",
        "Afdeling": "Wonen",
        "Leidinggevende": "Lies Leiding",
        "Sleutelfunctie": "Nee",
        "Status": "Goedgekeurd onder voorwaarden",
        "Ingediend op": date(2026, 3, 2),
        "Versie ingediend op": date(2026, 3, 2),
        "Status sinds": date(2026, 3, 3),
        "Beslissen uiterlijk": date(2026, 3, 16),
        "Besluit": "Goedkeuren onder voorwaarden",
        "Beslist op": date(2026, 3, 3),
        "Beslist door": "Lies Leiding",
        "Rol": "Leidinggevende",
        "Reden": "Reden om te voorwaarden.",
        "Voorwaarden": "Meld de uren (klaar op 01-04-2026)",
        "Editie van de code": "1",
    }
    assert {label: row[label] for label in told} == told
    assert len(row["Ketenkop"]) == 64


async def test_a_day_is_the_day_in_amsterdam(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await story.submitted("medewerker", "nevenfunctie", late)

    day_before = await exported(storage, tmp_path / "a.xlsx", end_of_day(date(2026, 3, 2)))
    that_day = await exported(storage, tmp_path / "b.xlsx", end_of_day(date(2026, 3, 3)))
    assert rows(day_before, "Nevenfuncties") == []
    assert rows(that_day, "Nevenfuncties")[0]["Ingediend op"] == date(2026, 3, 3)


async def test_the_guide_tells_what_of_when_by_whom_and_how_many(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    for slug in ("nevenfunctie", "nevenfunctie", "woning"):
        await story.submitted("medewerker", slug, after(0))
    book = await exported(storage, tmp_path / "r.xlsx", end_of_day(date(2026, 3, 2)))
    told = guide(book)

    assert book.sheet_names == ["Leeswijzer", *(kind.sheet_title for kind in TYPES.values())]
    assert told["Organisatie"] == "Intermaris"
    assert told["Peildatum"] == "Zoals het was op 02-03-2026, aan het einde van de dag."
    assert told["Gemaakt op"] == "20-03-2026 om 15:05 uur"
    assert told["Gemaakt door"] == "Berend Secretaris"
    assert (told["Nevenfuncties"], told["Woningen"], told["Uitnodigingen"]) == (2, 1, 0)
    assert (told["In behandeling"], told["Afgewezen"], told["Totaal"]) == (3, 0, 3)
    assert "Let op" not in told


async def test_a_day_that_is_not_over_is_told_as_provisional(
    storage: Storage, tmp_path: Path
) -> None:
    today = await exported(storage, tmp_path / "a.xlsx", end_of_day(day_of(MADE)))
    later = await exported(storage, tmp_path / "b.xlsx", end_of_day(date(2026, 3, 21)))

    assert guide(today)["Peildatum"] == "20-03-2026, voorlopig: de stand van 15:05 uur"
    assert guide(later)["Peildatum"] == (
        "21-03-2026, voorlopig: de stand van 20-03-2026 om 15:05 uur"
    )
    labels = list(guide(today))
    assert labels.index("Let op") == labels.index("Peildatum") + 1


@pytest.mark.parametrize(
    ("as_of", "wanted", "header"),
    [
        (date(2026, 3, 19), None, "per 19-03-2026"),
        (date(2026, 3, 20), None, "per 20-03-2026, voorlopig"),
        (date(2026, 3, 19), RegisterFilter(text="dak"), "per 19-03-2026, selectie"),
    ],
)
async def test_a_printed_page_tells_what_it_is_a_page_of(
    storage: Storage, tmp_path: Path, as_of: date, wanted: RegisterFilter | None, header: str
) -> None:
    await exported(storage, tmp_path / "r.xlsx", end_of_day(as_of), wanted)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")

    for kind in TYPES.values():
        above = book[kind.sheet_title].oddHeader
        assert above is not None
        assert above.center.text == f"Integriteitsregister Intermaris {header}"


async def test_a_selection_is_told_in_the_guide(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.submitted("zonder", "nevenfunctie", after(0))
    wanted = RegisterFilter(person="zoë", status=Status.INGEDIEND)
    book = await exported(storage, tmp_path / "r.xlsx", after(0), wanted)
    told = guide(book)

    assert [row["Medewerker"] for row in rows(book, "Nevenfuncties")] == ["Zoë Zonder"]
    assert told["Selectie"] == "Status: In behandeling\nMedewerker: zoë"


async def test_concepts_stay_out(story: Story, storage: Storage, tmp_path: Path) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.typed("medewerker", uuid4(), "nevenfunctie", after(0))
    counts = await write_register(storage, after(0), "B", MADE, tmp_path / "r.xlsx")

    assert counts.total == 1


async def test_the_number_of_queries_does_not_depend_on_the_rows(
    story: Story, storage: Storage, tmp_path: Path
) -> None:
    async def queries() -> int:
        counted: list[str] = []
        stop = count_queries(storage, counted)
        await write_register(storage, after(0), "B", MADE, tmp_path / "r.xlsx")
        stop()
        return len(counted)

    empty = await queries()
    for slug in (*TYPES, *TYPES):
        await story.submitted("medewerker", slug, after(0))
    assert await queries() == empty


@pytest.mark.parametrize("slug", TYPES)
def test_the_labels_of_a_sheet_are_unique_and_hold_those_of_the_form(slug: str) -> None:
    labels = [each.column.label for each in columns(TYPES[slug])]

    assert len(labels) == len(set(labels))
    assert {field.label for field in TYPES[slug].fields} <= set(labels)
