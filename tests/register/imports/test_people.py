"""What an import of people does to the register."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Event
from register.errors import NotFound
from register.imports import BadCells, ImportPlan, import_people
from register.people import Actor, Office, OfficeHolding, Person, actor
from register.storage import Storage
from tests.conftest import NOW
from tests.register.imports.files import ANNA, BRAM, people

pytestmark = pytest.mark.storage

DATA = Path(__file__).parents[2] / "data"
TODAY = NOW.date()


async def load(storage: Storage, *rows: dict[str, Any], days: int = 0) -> ImportPlan:
    async with storage.transaction() as db:
        now = NOW + timedelta(days=days)
        return await import_people(db, None, "hr.csv", people(*rows), now, dry_run=False)


async def faults(db: AsyncSession, *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    with pytest.raises(BadCells) as refused:
        await import_people(db, None, "hr.csv", people(*rows), NOW, dry_run=True)
    return [(cell.row, cell.column, cell.sentence) for cell in refused.value.cells]


async def found(storage: Storage) -> dict[str, Person]:
    async with storage.transaction() as db:
        return {person.staff_number: person for person in await db.exec(select(Person))}


async def holdings(storage: Storage) -> set[tuple[str, date, date | None]]:
    async with storage.transaction() as db:
        rows = await db.exec(select(OfficeHolding))
        return {(row.office.value, row.starts_on, row.ends_on) for row in rows}


@pytest.mark.parametrize("file", ["medewerkers.xlsx", "medewerkers.csv"])
async def test_the_list_of_hr_loads_whole_and_a_second_time_changes_nothing(
    storage: Storage, file: str
) -> None:
    content = (DATA / file).read_bytes()
    async with storage.transaction() as db:
        first = await import_people(db, None, file, content, NOW, dry_run=False)
    async with storage.transaction() as db:
        second = await import_people(db, None, file, content, NOW, dry_run=False)
    assert (len(first.added), first.unchanged) == (390, 0)
    assert second.changes_nothing
    assert second.unchanged == 390
    everybody = await found(storage)
    assert everybody["10010"].name == "Hans Van As"
    assert everybody["10010"].manager_id == everybody["10001"].id


async def test_both_forms_of_the_list_hold_the_same_people(storage: Storage) -> None:
    async with storage.transaction() as db:
        content = (DATA / "medewerkers.xlsx").read_bytes()
        await import_people(db, None, "a.xlsx", content, NOW, dry_run=False)
        content = (DATA / "medewerkers.csv").read_bytes()
        assert (await import_people(db, None, "b.csv", content, NOW, dry_run=True)).unchanged == 390


async def test_a_try_tells_what_would_happen_and_changes_nothing(storage: Storage) -> None:
    async with storage.transaction() as db:
        plan = await import_people(db, None, "hr.csv", people(ANNA, BRAM), NOW, dry_run=True)
    assert [row.name for row in plan.added] == ["Anna Aalders", "Bram de Boer"]
    assert await found(storage) == {}
    async with storage.transaction() as db:
        assert (await db.exec(select(Event))).all() == []


async def test_a_change_is_told_field_by_field_from_old_to_new(storage: Storage) -> None:
    await load(storage, ANNA, BRAM)
    plan = await load(storage, ANNA, {**BRAM, "Functie": "hoofdopzichter", "Sleutelfunctie": "Ja"})
    (bram,) = plan.changed
    assert [(change.label, change.old, change.new) for change in bram.changes] == [
        ("Functie", "opzichter", "hoofdopzichter"),
        ("Sleutelfunctie", "Nee", "Ja"),
    ]
    assert (await found(storage))["2"].job_title == "hoofdopzichter"


async def test_who_leaves_is_told_as_ended(storage: Storage) -> None:
    await load(storage, ANNA, BRAM)
    plan = await load(storage, ANNA, {**BRAM, "In dienst tot": "31-03-2026"})
    assert [row.number for row in plan.ended] == ["2"]
    assert plan.changed == []
    assert (await found(storage))["2"].in_service_until == date(2026, 3, 31)


async def test_who_is_missing_from_the_file_stays_and_is_reported(storage: Storage) -> None:
    await load(storage, ANNA, BRAM)
    plan = await load(storage, ANNA)
    assert [(row.number, row.name) for row in plan.missing] == [("2", "Bram de Boer")]
    assert (await found(storage))["2"].in_service_until is None


async def test_who_left_long_ago_need_not_be_in_the_file(storage: Storage) -> None:
    await load(storage, ANNA, {**BRAM, "In dienst tot": "31-12-2025"})
    assert (await load(storage, ANNA)).missing == []


async def test_a_manager_may_stand_anywhere_in_the_file_or_in_the_register(
    storage: Storage,
) -> None:
    await load(storage, BRAM, ANNA)
    await load(storage, {**BRAM, "Personeelsnummer": "3"})
    everybody = await found(storage)
    assert everybody["2"].manager_id == everybody["3"].manager_id == everybody["1"].id


async def test_an_unknown_manager_is_a_fault_of_the_file(db: AsyncSession) -> None:
    ((row, column, sentence),) = await faults(db, ANNA, {**BRAM, "Leidinggevende": "9"})
    assert (row, column) == (3, "Leidinggevende")
    assert "niet in het register" in sentence


async def test_a_circle_of_managers_is_a_fault_in_every_row_of_it(db: AsyncSession) -> None:
    cells = await faults(db, {**ANNA, "Leidinggevende": "2"}, BRAM)
    assert [(row, column) for row, column, _ in cells] == [
        (2, "Leidinggevende"),
        (3, "Leidinggevende"),
    ]
    assert "1 → 2 → 1" in cells[0][2]


async def test_a_circle_that_closes_through_the_register_is_seen(storage: Storage) -> None:
    await load(storage, ANNA, BRAM)
    async with storage.transaction() as db:
        ((row, _, sentence),) = await faults(db, {**ANNA, "Leidinggevende": "2"})
    assert row == 2
    assert "loopt rond" in sentence


async def test_nobody_is_their_own_manager(db: AsyncSession) -> None:
    assert len(await faults(db, {**ANNA, "Leidinggevende": "1"})) == 1


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("Personeelsnummer", "", "Vul het personeelsnummer in."),
        ("Personeelsnummer", "systeem", "gebruikt het register zelf"),
        ("Voornaam", "", "Vul de voornaam in."),
        ("E-mail", "bram.example.nl", "Vul een e-mailadres in"),
        ("E-mail", "bram@example", "Vul een e-mailadres in"),
        ("Sleutelfunctie", "", "Vul ja of nee in"),
        ("Sleutelfunctie", "misschien", "Kies ja of nee."),
        ("In dienst vanaf", "31-02-2020", "Deze datum bestaat niet"),
        ("In dienst vanaf", "01-02-1915", "te lang geleden"),
        ("In dienst vanaf", "01-02-2115", "tussen 1900 en 2100"),
        ("In dienst vanaf", "01-02-2095", "te ver weg"),
        ("In dienst vanaf", "1-2-20", "dag-maand-jaar"),
        ("In dienst tot", "31-01-2015", "ligt vóór in dienst vanaf (01-02-2015)"),
        ("Rollen", "koning", "De rol 'koning' bestaat niet"),
        ("Achternaam", "Bo\x07er", "teken in dat niet kan"),
        ("Achternaam", "x" * 101, "Maak de tekst korter"),
    ],
)
async def test_a_bad_cell_is_named_with_what_to_do(
    db: AsyncSession, column: str, value: str, told: str
) -> None:
    cells = await faults(db, ANNA, {**BRAM, column: value})
    assert [(row, name) for row, name, _ in cells] == [(3, column)]
    assert told in cells[0][2]


async def test_a_number_that_stands_twice_names_the_other_row(db: AsyncSession) -> None:
    ((row, column, sentence),) = await faults(db, ANNA, BRAM, {**BRAM, "Voornaam": "Brit"})
    assert (row, column) == (4, "Personeelsnummer")
    assert "rij 3" in sentence


async def test_every_bad_cell_is_listed_and_nothing_is_written(storage: Storage) -> None:
    bad = {**BRAM, "E-mail": "?", "In dienst vanaf": "?", "Rollen": "?", "Leidinggevende": "9"}
    async with storage.transaction() as db:
        assert len(await faults(db, ANNA, bad, {**ANNA, "Voornaam": ""})) == 6
    with pytest.raises(BadCells):
        await load(storage, ANNA, bad)
    assert await found(storage) == {}


async def test_an_office_is_held_from_the_day_it_is_added(storage: Storage) -> None:
    await load(storage, {**ANNA, "Rollen": "Directie"})
    assert await holdings(storage) == {("directie", TODAY, None)}


async def test_an_office_that_is_taken_off_stops_at_once_and_is_remembered(
    storage: Storage,
) -> None:
    await load(storage, ANNA)
    later = TODAY + timedelta(days=30)
    plan = await load(storage, {**ANNA, "Rollen": "directie"}, days=30)
    assert plan.changed[0].changes[0].old == "Directie, Beheerder"
    assert plan.notes == ["Na dit bestand heeft niemand in dienst de rol Beheerder."]
    assert await holdings(storage) == {
        ("directie", TODAY, None),
        ("beheerder", TODAY, later - timedelta(days=1)),
    }
    async with storage.transaction() as db:
        acting = await actor(db, (await found(storage))["1"].key, later)
    assert acting is not None
    assert acting.offices == {Office.DIRECTIE}


async def test_an_office_taken_off_and_given_back_on_one_day_goes_on(storage: Storage) -> None:
    await load(storage, ANNA)
    await load(storage, {**ANNA, "Rollen": "directie"})
    assert ("beheerder", TODAY, TODAY) in await holdings(storage)
    assert (await load(storage, {**ANNA, "Rollen": "directie"})).changes_nothing
    await load(storage, ANNA)
    assert await holdings(storage) == {("directie", TODAY, None), ("beheerder", TODAY, None)}


async def test_an_office_given_back_later_is_a_holding_of_its_own(storage: Storage) -> None:
    await load(storage, ANNA)
    await load(storage, {**ANNA, "Rollen": ""}, days=10)
    await load(storage, ANNA, days=20)
    again = TODAY + timedelta(days=20)
    assert ("directie", again, None) in await holdings(storage)
    assert len(await holdings(storage)) == 4


async def test_an_import_is_an_event_of_the_office_also_when_nothing_changed(
    storage: Storage,
) -> None:
    await load(storage, ANNA)
    await load(storage, ANNA)
    async with storage.transaction() as db:
        events = (await db.exec(select(Event).order_by("seq"))).all()
    assert [event.action for event in events] == ["office.people_imported"] * 2
    assert [(event.data or {})["added"] for event in events] == [1, 0]
    assert (events[0].data or {})["file"] == "hr.csv"
    assert len((events[0].data or {})["sha256"]) == 64


async def test_only_who_may_import_people_can(
    storage: Storage, organisation: dict[str, Person]
) -> None:
    async def doing(who: str) -> Actor:
        async with storage.transaction() as db:
            found = await actor(db, organisation[who].key, TODAY)
        assert found is not None
        return found

    for who in ("medewerker", "leidinggevende", "bestuurssecretaris", "directeur", "accountant"):
        by = await doing(who)
        async with storage.transaction() as db:
            with pytest.raises(NotFound):
                await import_people(db, by, "hr.csv", people(ANNA), NOW, dry_run=True)
    by = await doing("beheerder")
    async with storage.transaction() as db:
        plan = await import_people(db, by, "hr.csv", people(ANNA), NOW, dry_run=True)
    assert len(plan.added) == 1


async def test_a_missing_optional_column_counts_as_empty_and_is_told(storage: Storage) -> None:
    await load(storage, ANNA)
    text = people(ANNA).decode().replace(';"Rollen"', "").replace(';"directie, beheerder"', "")
    async with storage.transaction() as db:
        plan = await import_people(db, None, "hr.csv", text.encode(), NOW, dry_run=True)
    assert plan.changed[0].changes[0].new == ""
    assert "gelden als leeg: Rollen" in plan.notes[0]
