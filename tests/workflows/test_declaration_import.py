"""An old list becomes concepts of its people: all or nothing, once, and nothing taken silently."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from register.audit import OFFICE_CHAIN, Event, Happening, sentence
from register.declarations import Declaration, Status
from register.errors import BadFile, NotFound
from register.imports import BadCells
from register.people import Person
from register.storage import Storage, count_queries
from register.suppliers import Category, Supplier, normal_form
from register.types import TYPES
from tests.conftest import NOW
from tests.register.imports.files import saved
from tests.register.imports.old_lists import CHAIR, DINNER, old_book, old_csv, old_list
from tests.register.test_verification import tamper, told
from tests.register.types.answers import CLEAN
from tests.workflows.desk import Desk
from workflows import drafting
from workflows.assessment import SAME_AS_MISSING, assess
from workflows.concept_plans import ConceptsChanged, ConceptsPlan
from workflows.declaration_import import import_declarations
from workflows.drafting import SAME_AS
from workflows.people_import import import_people
from workflows.supplier_import import import_suppliers

pytestmark = pytest.mark.storage

DATA = Path(__file__).parents[1] / "data"


async def load(
    storage: Storage, content: bytes, file: str = "oud.xlsx", *, dry_run: bool = False
) -> ConceptsPlan:
    async with storage.transaction() as db:
        return await import_declarations(db, None, file, content, NOW, dry_run)


async def concepts(storage: Storage) -> list[Declaration]:
    async with storage.transaction() as db:
        found = await db.exec(select(Declaration).order_by(Declaration.origin))
        return list(found)


async def add_supplier(
    storage: Storage, name: str, kvk_number: str | None = None, number: str = "C-1"
) -> None:
    async with storage.transaction() as db:
        db.add(
            Supplier(
                creditor_number=number,
                name=name,
                normal_name=normal_form(name),
                kvk_number=kvk_number,
                category=Category.A,
                tender_running=False,
            )
        )


@pytest.fixture
async def sample(storage: Storage) -> None:
    """The people and the suppliers of the sample lists."""
    async with storage.transaction() as db:
        content = (DATA / "medewerkers.csv").read_bytes()
        await import_people(db, None, "medewerkers.csv", content, NOW, dry_run=False)
        content = (DATA / "leveranciers.csv").read_bytes()
        await import_suppliers(db, None, "leveranciers.csv", content, NOW, dry_run=False)


@pytest.mark.usefixtures("sample")
async def test_the_old_list_loads_and_a_second_time_changes_nothing(storage: Storage) -> None:
    content = (DATA / "uitnodigingen-oud.xlsx").read_bytes()
    first = await load(storage, content, "uitnodigingen-oud.xlsx")
    again = (DATA / "uitnodigingen-oud.csv").read_bytes()
    second = await load(storage, again, "uitnodigingen-oud.csv")
    assert (len(first.added), first.recognised, len(first.skipped)) == (1025, 1019, 157)
    assert (second.changes_nothing, second.unchanged, len(second.skipped)) == (True, 1025, 157)
    assert len(await concepts(storage)) == 1025
    assert await told(storage) == []


async def test_a_list_of_unknown_people_changes_nothing_and_names_every_row(
    storage: Storage, desk: Desk
) -> None:
    content = (DATA / "uitnodigingen-oud.xlsx").read_bytes()
    with pytest.raises(BadCells) as refused:
        await load(storage, content)
    assert len(refused.value.cells) == 1182
    cell = refused.value.cells[0]
    assert (cell.row, cell.column, cell.value) == (2, "Personeelsnummer", "10001")
    assert await concepts(storage) == []
    assert await desk.rows("SELECT count(*) FROM event") == [(0,)]


async def test_a_bad_row_keeps_the_rest_out_until_it_is_mended(
    storage: Storage, desk: Desk
) -> None:
    with pytest.raises(BadCells):
        await load(storage, old_list(DINNER, {**DINNER, "Datum": "vorig jaar"}))
    assert await concepts(storage) == []
    plan = await load(storage, old_list(DINNER, {**DINNER, "Datum": "13-05-2019"}))
    assert len(plan.added) == 2


async def test_a_row_becomes_a_concept_of_its_employee_marked_with_where_it_stood(
    storage: Storage, desk: Desk
) -> None:
    await load(storage, saved(old_book(Nevenfuncties=[CHAIR], Uitnodigingen=[DINNER])))
    chair, dinner = await concepts(storage)
    assert (chair.declarant_id, chair.type, chair.status) == (
        desk.cast["collega"].key,
        "nevenfunctie",
        Status.CONCEPT,
    )
    assert chair.origin == "Overgenomen uit oud.xlsx, Nevenfuncties, rij 2"
    assert (chair.draft or {})["nature"] == "bestuur"
    assert dinner.declarant_id == desk.cast["medewerker"].key
    assert (dinner.draft or {})["supplier"] == "onbekend"


async def test_the_trail_tells_of_the_import_and_where_each_concept_came_from(
    storage: Storage, desk: Desk
) -> None:
    actor = await desk.actor("bestuurssecretaris")
    async with storage.transaction() as db:
        await import_declarations(db, actor, "oud.csv", old_csv(DINNER), NOW, dry_run=False)
    (concept,) = await concepts(storage)
    async with storage.transaction() as db:
        events = (await db.exec(select(Event).order_by(Event.chain))).all()
    assert {event.chain: sentence(event.action, event.data) for event in events} == {
        str(concept.id): (
            "Berend Secretaris heeft dit concept klaargezet. Overgenomen uit oud.csv, rij 2."
        ),
        OFFICE_CHAIN: (
            "Berend Secretaris heeft een oude lijst ingelezen uit oud.csv: 1 nieuwe concepten, "
            "0 die er al waren, 0 overgeslagen."
        ),
    }
    assert await told(storage) == []


async def test_a_dry_run_tells_it_all_and_writes_nothing(storage: Storage, desk: Desk) -> None:
    plan = await load(storage, old_list(DINNER), dry_run=True)
    (row,) = plan.added
    assert (row.place, row.name, row.about) == (
        "Uitnodigingen, rij 2",
        "Mees Medewerker",
        "De Kwast, Hoorn, 12-05-2019",
    )
    assert await concepts(storage) == []
    assert await desk.rows("SELECT count(*) FROM event") == [(0,)]


async def test_a_row_is_known_again_wherever_it_stands(storage: Storage, desk: Desk) -> None:
    lunch = {**DINNER, "Plaats": "Enkhuizen"}
    await load(storage, old_list(DINNER, lunch))
    plan = await load(storage, old_csv({**lunch, "Soort": "diner"}, CHAIR_LIKE, DINNER), "a.csv")
    assert (len(plan.added), plan.unchanged) == (1, 2)
    assert len(await concepts(storage)) == 3


CHAIR_LIKE = {**DINNER, "Personeelsnummer": "301"}
"""The same dinner, of a colleague."""


async def test_rows_that_say_the_same_are_as_many_concepts(storage: Storage, desk: Desk) -> None:
    assert len((await load(storage, old_list(DINNER, DINNER))).added) == 2
    plan = await load(storage, old_list(DINNER, DINNER, DINNER))
    assert (len(plan.added), plan.unchanged) == (1, 2)


async def test_what_was_done_with_a_concept_does_not_bring_it_back(
    storage: Storage, desk: Desk
) -> None:
    rows = [{**DINNER, "Plaats": place} for place in ("Hoorn", "Edam", "Enkhuizen")]
    await load(storage, old_list(*rows))
    changed, submitted, deleted = await concepts(storage)
    await desk.type("medewerker", changed.id, "uitnodiging", location="Purmerend")
    await desk.type("medewerker", submitted.id, "uitnodiging")
    number = (await desk.submit("medewerker", submitted.id)).number
    async with storage.transaction() as db:
        await drafting.delete_concept(db, await desk.actor("medewerker"), deleted.id, NOW)
    plan = await load(storage, old_list(*rows))
    assert (plan.changes_nothing, plan.unchanged) == (True, 3)
    kept = next(each for each in await concepts(storage) if each.number == number)
    assert kept.origin == submitted.origin
    assert await told(storage) == []


async def test_two_imports_at_once_make_each_concept_once(storage: Storage, desk: Desk) -> None:
    plans = await asyncio.gather(*(load(storage, old_list(DINNER)) for _ in range(3)))
    assert sorted(len(plan.added) for plan in plans) == [0, 0, 1]


async def test_a_form_cannot_take_the_place_of_a_row(storage: Storage, desk: Desk) -> None:
    plan_key = (await load(storage, old_list(DINNER), dry_run=True)).added
    assert len(plan_key) == 1
    with pytest.raises(NotFound):
        await desk.type("collega", UUID(bytes=uuid4().bytes, version=5), "uitnodiging")


@pytest.mark.parametrize(
    ("row", "name", "kvk_number"),
    [
        ({"KVK-nummer": "37000001"}, "Heel anders B.V.", "37000001"),
        ({"Leverancier": "DE KWAST b.v."}, "De Kwast BV", None),
        ({"Leverancier": "", "Naam van de leverancier": "De Kwast"}, "De Kwast", None),
    ],
)
async def test_a_supplier_is_known_by_its_kvk_number_or_its_name(
    storage: Storage, desk: Desk, row: dict[str, str], name: str, kvk_number: str | None
) -> None:
    await add_supplier(storage, name, kvk_number)
    plan = await load(storage, old_list({**DINNER, **row}))
    assert plan.added[0].supplier == "C-1"
    (concept,) = await concepts(storage)
    assert (concept.draft or {})["supplier"] == "C-1"


async def test_of_suppliers_of_one_name_the_one_that_is_spelled_alike_is_meant(
    storage: Storage, desk: Desk
) -> None:
    for number, name in (("C-1", "De Kwast"), ("C-2", "De kwast"), ("C-3", "De Kwast BV")):
        await add_supplier(storage, name, number=number)
    rows = [{**DINNER, "Leverancier": name} for name in ("De kwast", "De  Kwast", "DE KWAST")]
    plan = await load(storage, old_list(*rows))
    assert [concept.supplier for concept in plan.added] == ["C-2", "C-1", None]


async def test_a_supplier_of_much_the_same_name_is_offered_and_never_taken(
    storage: Storage, desk: Desk
) -> None:
    await add_supplier(storage, "Schildersbedrijf De Kwast Hoorn")
    await load(storage, old_list({**DINNER, "Leverancier": "Schilderbedrijf de Kwast Hoorn"}))
    (concept,) = await concepts(storage)
    draft = concept.draft or {}
    assert (draft["supplier"], draft["party_name"]) == (
        "onbekend",
        "Schilderbedrijf de Kwast Hoorn",
    )
    async with storage.transaction() as db:
        declaration = await db.get_one(Declaration, concept.id)
        found = await assess(
            db, TYPES["uitnodiging"], draft, concept.declarant_id, NOW, declaration
        )
    assert [each.supplier.creditor_number for each in found.facts.offered] == ["C-1"]
    assert found.errors[SAME_AS] == SAME_AS_MISSING


async def test_who_left_or_declares_nothing_gets_no_concept_and_is_named(
    storage: Storage, desk: Desk
) -> None:
    async with storage.transaction() as db:
        leaves = update(Person).where(col(Person.staff_number) == "301")
        await db.exec(leaves.values(in_service_until=NOW.date() - timedelta(days=1)))
    rows = [{**DINNER, "Personeelsnummer": number} for number in ("300", "301", "900")]
    plan = await load(storage, old_list(*rows))
    assert len(plan.added) == 1
    assert [(row.place, row.number, row.why) for row in plan.skipped] == [
        ("Uitnodigingen, rij 3", "301", "Carla Collega is uit dienst sinds 09-03-2026."),
        ("Uitnodigingen, rij 4", "900", "Ank Accountant is accountant en doet geen verklaringen."),
    ]


async def test_who_leaves_today_can_still_complete_a_concept(storage: Storage, desk: Desk) -> None:
    async with storage.transaction() as db:
        leaves = update(Person).where(col(Person.staff_number) == "300")
        await db.exec(leaves.values(in_service_until=date(2026, 3, 10)))
    assert len((await load(storage, old_list(DINNER))).added) == 1


@pytest.mark.parametrize("who", ["medewerker", "leidinggevende", "directeur", "beheerder", "rvt"])
async def test_only_the_bestuurssecretaris_takes_over_old_lists(
    storage: Storage, desk: Desk, who: str
) -> None:
    actor = await desk.actor(who)
    async with storage.transaction() as db:
        with pytest.raises(NotFound):
            await import_declarations(db, actor, "oud.xlsx", old_list(DINNER), NOW, dry_run=True)


async def test_only_what_was_shown_is_taken_over(storage: Storage, desk: Desk) -> None:
    shown = await load(storage, old_list(DINNER), dry_run=True)
    await add_supplier(storage, "De Kwast")
    async with storage.transaction() as db:
        with pytest.raises(ConceptsChanged) as changed:
            await import_declarations(
                db, None, "oud.xlsx", old_list(DINNER), NOW, dry_run=False, expected=shown.outcome
            )
    assert changed.value.plan.added[0].supplier == "C-1"
    assert await concepts(storage) == []


async def test_a_type_that_does_not_exist_is_not_found(storage: Storage, desk: Desk) -> None:
    async with storage.transaction() as db:
        with pytest.raises(NotFound):
            await import_declarations(
                db, None, "oud.csv", old_csv(DINNER), NOW, dry_run=True, slug="borrel"
            )


async def test_a_file_that_is_too_large_is_refused(storage: Storage, desk: Desk) -> None:
    with pytest.raises(BadFile, match="te groot"):
        await load(storage, b"x" * (10 * 1024**2 + 1))


async def test_a_concept_can_be_completed_and_submitted_by_its_employee(
    storage: Storage, desk: Desk
) -> None:
    await load(storage, old_list(DINNER))
    (concept,) = await concepts(storage)
    with pytest.raises(NotFound):
        await desk.type("collega", concept.id, "uitnodiging")
    await desk.type("medewerker", concept.id, "uitnodiging", **CLEAN["uitnodiging"])
    submitted = await desk.submit("medewerker", concept.id)
    dossier = await desk.look_at("medewerker", concept.id)
    assert submitted.number == "2026-0001"
    assert dossier.declaration.origin == "Overgenomen uit oud.xlsx, Uitnodigingen, rij 2"
    assert dossier.timeline[0].sentence.startswith("Het systeem heeft dit concept klaargezet.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE declaration SET origin = 'Overgenomen uit iets anders, rij 9'",
        "UPDATE declaration SET origin = NULL",
    ],
)
async def test_who_alters_what_a_concept_was_taken_over_from_is_found_out(
    storage: Storage, desk: Desk, statement: str
) -> None:
    await load(storage, old_list(DINNER))
    await tamper(storage, statement)
    (fault,) = await told(storage)
    assert fault.endswith("Waaruit de verklaring is overgenomen, is gewijzigd.")


async def test_who_says_that_a_concept_was_taken_over_is_found_out(
    storage: Storage, desk: Desk
) -> None:
    await desk.draft()
    await tamper(storage, "UPDATE declaration SET origin = 'Overgenomen uit niets, rij 1'")
    assert len(await told(storage)) == 1


async def test_what_an_erased_event_said_is_not_held_against_the_declaration(
    storage: Storage, desk: Desk
) -> None:
    await load(storage, old_list(DINNER))
    erase = f"UPDATE event SET data = NULL, salt = NULL WHERE action = '{Happening.TAKEN_OVER}'"
    await tamper(storage, erase)
    assert "Waaruit" not in " ".join(await told(storage))


async def test_more_rows_take_no_more_queries(storage: Storage, desk: Desk) -> None:
    counted: list[list[str]] = []
    for several in (2, 2_000):
        rows = [{**DINNER, "Plaats": f"{several} {place}"} for place in range(several)]
        counted.append([])
        stop = count_queries(storage, counted[-1])
        plan = await load(storage, old_csv(*rows), "oud.csv")
        stop()
        assert len(plan.added) == several
    assert len(counted[0]) == len(counted[1])


async def test_every_label_and_choice_of_a_type_can_be_read_in(
    storage: Storage, desk: Desk
) -> None:
    sheets: dict[str, list[dict[str, Any]]] = {}
    for slug, kind in TYPES.items():
        answers = {**CLEAN[slug], "supplier": ""}
        row = {field.label: answers.get(field.name) for field in kind.fields}
        sheets[kind.sheet_title] = [{"Personeelsnummer": "300", **row}]
    await load(storage, saved(old_book(**sheets)))
    for concept in await concepts(storage):
        draft = concept.draft or {}
        meant = {**CLEAN[concept.type], "supplier": ""}
        if "estimated_value" in meant:
            meant["estimated_value"] += ",00"
        assert {**draft, "supplier": ""} == meant, concept.type
