"""Submitting numbers a declaration, freezes it, and sends it to who decides."""

from datetime import UTC, date, datetime

import pytest

from register.decisions import ReviewerRole
from register.declarations import Status
from register.errors import Invalid, Unsuitable
from register.suppliers import Supplier
from register.types import TYPES
from register.types.reading import read
from tests.register.types.answers import CLEAN, without
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


@pytest.mark.parametrize("slug", list(TYPES))
async def test_a_declaration_of_every_type_is_kept_as_it_was_typed(desk: Desk, slug: str) -> None:
    key = await desk.declared(slug=slug, explanation="Zie de bijlage.")
    declaration, [revision] = await desk.declaration(key), await desk.revisions(key)
    kind = TYPES[slug]
    wanted = read(kind, CLEAN[slug], {}).values
    async with desk.storage.transaction() as db:
        [row] = (await db.exec(kind.table.select())).mappings()  # type: ignore[call-overload]
        kept = {field.name: row[field.name] for field in kind.own_fields}
    assert kept == {field.name: wanted[field.name] for field in kind.own_fields}
    assert revision.explanation == "Zie de bijlage."
    assert revision.headline == kind.headline(wanted)
    assert (declaration.type, declaration.status) == (slug, Status.INGEDIEND)


async def test_who_submits_is_told_the_number_the_decider_and_the_day(desk: Desk) -> None:
    told = await desk.submit("medewerker", await desk.draft())
    assert (told.number, told.revision_number) == ("2026-0001", 1)
    assert (told.role, told.due_on) == (ReviewerRole.LEIDINGGEVENDE, date(2026, 3, 24))


async def test_a_declaration_has_its_number_moment_and_step(desk: Desk) -> None:
    key = await desk.declared()
    declaration, [step] = await desk.declaration(key), await desk.steps(key)
    assert (declaration.number, declaration.year, declaration.sequence) == ("2026-0001", 2026, 1)
    assert declaration.submitted_at == desk.now
    assert step.person_id == desk.cast["leidinggevende"].key
    assert (step.opened_at, step.decision, step.cancelled_at) == (desk.now, None, None)
    assert await desk.rows("SELECT action, from_status, to_status, by_id FROM transition") == [
        ("indienen", "concept", "ingediend", desk.cast["medewerker"].key)
    ]


async def test_the_year_of_a_number_is_that_of_amsterdam(desk: Desk) -> None:
    desk.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    told = await desk.submit("medewerker", await desk.draft())
    assert told.number == "2027-0001"


async def test_the_facts_of_the_person_are_copied_and_later_changes_leave_them(desk: Desk) -> None:
    key = await desk.declared()
    before = await desk.revisions(key)
    await desk.change(
        "medewerker",
        last_name="Getrouwd",
        staff_number="399",
        job_title="Directeur",
        department="Bestuur",
        manager_id=desk.cast["directeur"].key,
        key_function=True,
    )
    await desk.change("leidinggevende", first_name="Liesbeth", staff_number="299")
    assert await desk.revisions(key) == before
    [revision] = before
    assert revision.declarant_name == "Mees Medewerker"
    assert revision.declarant_staff_number == "300"
    assert revision.declarant_job_title == "Medewerker"
    assert revision.declarant_department == "Wonen"
    assert revision.declarant_manager_name == "Lies Leiding"
    assert revision.declarant_manager_staff_number == "200"
    assert not revision.declarant_key_function
    assert revision.code_edition == "1"
    assert revision.submitted_by == desk.cast["medewerker"].key


async def test_a_known_supplier_is_kept_by_key_and_copied_by_name(desk: Desk) -> None:
    async with desk.storage.transaction() as db:
        kwast = Supplier(
            creditor_number="C-1001",
            name="De Kwast B.V.",
            normal_name="de kwast",
            kvk_number="37000001",
        )
        db.add(kwast)
    key = await desk.declared(slug="prive-leverancier", supplier="C-1001")
    [revision] = await desk.revisions(key)
    assert await desk.rows("SELECT supplier, party_name FROM private_supplier_use") == [
        (kwast.id, None)
    ]
    assert revision.counterparty_name == "De Kwast B.V."
    assert revision.counterparty_kvk_number == "37000001"
    assert revision.counterparty_creditor_number == "C-1001"


async def test_a_party_outside_the_list_is_kept_by_its_name(desk: Desk) -> None:
    [revision] = await desk.revisions(await desk.declared(slug="uitnodiging"))
    assert revision.counterparty_name == "Bakkerij De Gouden Krakeling"
    assert revision.counterparty_kvk_number == "12345678"
    assert revision.counterparty_creditor_number is None


async def test_a_wrong_form_is_refused_whole_and_takes_no_number(desk: Desk) -> None:
    key = await desk.draft(hours_per_week="veel", ends_on="01-01-2026", paid="")
    with pytest.raises(Invalid) as refused:
        await desk.submit("medewerker", key)
    assert list(refused.value.errors) == ["paid", "hours_per_week", "ends_on"]
    assert (await desk.declaration(key)).status is Status.CONCEPT
    assert await desk.rows("SELECT count(*) FROM number_series") == [(0,)]
    assert await desk.rows("SELECT count(*) FROM transition") == [(0,)]


async def test_what_fails_after_the_number_was_given_gives_it_back(desk: Desk) -> None:
    """A fault of ours, late in the transaction, leaves no gap in the series."""
    keys = [await desk.draft() for _ in range(3)]
    await desk.submit("medewerker", keys[0])
    async with desk.storage.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE step ADD CONSTRAINT x CHECK (id < 2)")
    with pytest.raises(Exception, match="violates check constraint"):
        await desk.submit("medewerker", keys[1])
    async with desk.storage.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE step DROP CONSTRAINT x")
    assert (await desk.declaration(keys[1])).status is Status.CONCEPT
    assert (await desk.submit("medewerker", keys[2])).number == "2026-0002"


async def test_submitting_twice_is_told_and_makes_one_revision(desk: Desk) -> None:
    key = await desk.declared()
    with pytest.raises(Unsuitable, match="al ingediend"):
        await desk.submit("medewerker", key)
    assert len(await desk.revisions(key)) == 1


DECIDERS = [
    ("medewerker", "leidinggevende", "leidinggevende"),
    ("beheerder", "leidinggevende", "leidinggevende"),
    ("leidinggevende", "leidinggevende", "directeur"),
    ("zonder", "bestuurssecretaris", None),
    ("rvt", "bestuurssecretaris", None),
    ("bestuurssecretaris", "directie", None),
    ("directeur", "rvt", None),
]


async def test_everybodys_declaration_goes_to_who_decides_on_it(desk: Desk) -> None:
    for who, role, person in DECIDERS:
        [step] = await desk.steps(await desk.declared(who))
        assert step.role == role, who
        assert step.person_id == (desk.cast[person].key if person else None)


async def test_who_is_named_as_their_own_manager_goes_to_the_bestuurssecretaris(
    desk: Desk,
) -> None:
    await desk.change("medewerker", manager_id=desk.cast["medewerker"].key)
    [step] = await desk.steps(await desk.declared())
    assert step.role is ReviewerRole.BESTUURSSECRETARIS
    assert step.why == "Niemand beslist over een eigen verklaring."


async def test_a_manager_who_left_decides_no_more(desk: Desk) -> None:
    await desk.change("leidinggevende", in_service_until=date(2026, 3, 9))
    [step] = await desk.steps(await desk.declared())
    assert step.role is ReviewerRole.BESTUURSSECRETARIS
    assert step.why == "De leidinggevende is niet in dienst."


async def test_hidden_answers_are_not_kept_although_they_were_typed(desk: Desk) -> None:
    typed = without("woning", tenure="koop", independent_valuation="ja")
    await desk.declared(slug="woning", **typed)
    assert await desk.rows("SELECT allocation_ground, independent_valuation FROM home") == [
        (None, True)
    ]
