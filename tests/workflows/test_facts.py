"""The facts that the rules look at, as a real register gives them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from register.declarations import Declaration
from register.storage import count_queries
from register.suppliers import Category, Supplier, normal_form
from register.types import TYPES
from tests.conftest import NOW, person
from tests.workflows.desk import Desk
from workflows.assessment import NOT_KNOWN
from workflows.drafting import SAME_AS, check
from workflows.facts import Facts, gather, gather_many
from workflows.judging import judge
from workflows.rules.rule import Departs
from workflows.subjects import Subject, live_subjects

pytestmark = pytest.mark.storage

KWAST = {"organisation": "Schildersbedrijf De Kwast", "kvk_number": "37000001"}
"""A nevenfunctie at a party that the list of suppliers knows as *Schilder De Kwast B.V.*"""

THEATRE = {"organisation": "Hoorns Jeugdtheater", "kvk_number": "37000009"}
"""A nevenfunctie at a party that the list does not know, which departs from no rule."""


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A desk with a list of suppliers."""
    async with desk.storage.transaction() as db:
        for creditor_number, name, kvk_number, category in (
            ("C-1", "Schilder De Kwast B.V.", "37000001", Category.A),
            ("C-2", "Dakdekker Noord", None, Category.C),
            ("C-3", "Stichting", None, Category.B),
        ):
            db.add(
                Supplier(
                    creditor_number=creditor_number,
                    name=name,
                    normal_name=normal_form(name),
                    kvk_number=kvk_number,
                    category=category,
                    contract_from=date(2025, 1, 1),
                )
            )
    return desk


async def facts(
    desk: Desk,
    who: str | None = "medewerker",
    slug: str = "nevenfunctie",
    present: str = "",
    **answers: str,
) -> Facts:
    """Gather the facts for a form that one of the cast fills in."""
    kind = TYPES[slug]
    async with desk.storage.transaction() as db:
        reading = await check(db, kind, answers)
        return await gather(
            db,
            kind,
            reading.values,
            NOW.date(),
            declarant_id=desk.cast[who].key if who else None,
            declaration_id=UUID(present) if present else None,
        )


async def test_a_supplier_that_was_chosen_is_as_the_list_now_has_it(desk: Desk) -> None:
    found = await facts(desk, slug="uitnodiging", supplier="C-1")
    assert found.supplier is not None
    assert found.supplier.name == "Schilder De Kwast B.V."
    assert found.supplier.contract_from == date(2025, 1, 1)
    assert found.matched_supplier is None


@pytest.mark.parametrize(
    ("named", "creditor_number"),
    [
        ({"organisation": "Iets anders", "kvk_number": "37000001"}, "C-1"),
        ({"organisation": "de kwast, schilder bv"}, None),
        ({"organisation": "SCHILDER DE KWAST"}, "C-1"),
        ({"organisation": "Dakdekker Noord", "kvk_number": "99999999"}, "C-2"),
        ({"organisation": "Dakdekker Noord", "kvk_number": "37000001"}, "C-1"),
        ({"organisation": "Dakdekker Zuid"}, None),
        ({"organisation": "!!!"}, None),
        ({}, None),
    ],
)
async def test_a_named_party_is_matched_on_its_number_and_else_on_its_name(
    desk: Desk, named: Mapping[str, str], creditor_number: str | None
) -> None:
    found = await facts(desk, **named)
    matched = found.matched_supplier
    assert (matched.creditor_number if matched else None) == creditor_number
    assert found.supplier is None
    assert found.has_party is bool(named)


async def test_a_position_at_a_supplier_departs_whatever_relation_was_ticked(desk: Desk) -> None:
    kind = TYPES["nevenfunctie"]
    async with desk.storage.transaction() as db:
        reading = await check(db, kind, {**KWAST, "relation": "geen"})
        found = await gather(db, kind, reading.values, NOW.date())
    departing = {
        each.rule.id for each in judge(reading.values, found) if isinstance(each.outcome, Departs)
    }
    assert departing == {"NF-1"}


async def test_a_key_function_is_known_and_who_is_not_there_is_not(desk: Desk) -> None:
    await desk.change("medewerker", key_function=True)
    key, ordinary = await facts(desk), await facts(desk, "collega")
    nobody = await facts(desk, None, **KWAST)
    assert key.declarant is not None
    assert ordinary.declarant is not None
    assert (key.declarant.key_function, ordinary.declarant.key_function) == (True, False)
    assert nobody.declarant is None
    assert nobody.colleague_has_same_party is None
    assert nobody.earlier == ()


async def test_only_live_declarations_of_the_same_person_are_held_against_them(
    desk: Desk,
) -> None:
    await desk.draft(**THEATRE)
    review = await desk.declared(**THEATRE)
    approved = await desk.declared(**THEATRE)
    await desk.decide("leidinggevende", approved)
    conditional = await desk.declared(**THEATRE)
    await desk.decide("leidinggevende", conditional, "voorwaarden")
    asked = await desk.declared(**THEATRE)
    await desk.decide("leidinggevende", asked, "aanvullen")
    refused = await desk.declared(**THEATRE)
    await desk.decide("leidinggevende", refused, "afwijzen")
    withdrawn = await desk.declared(**THEATRE)
    await desk.withdraw("medewerker", withdrawn)
    ended = await desk.declared(**THEATRE)
    await desk.decide("leidinggevende", ended)
    await desk.end("medewerker", ended)
    await desk.declared("collega", **THEATRE)
    live = [(await desk.declaration(key)).number for key in (review, approved, conditional, asked)]
    found = await facts(desk, **THEATRE)
    assert [each.number for each in found.earlier] == live
    assert all(each.same_party for each in found.earlier)
    without = await facts(desk, present=str(review), **THEATRE)
    assert [each.number for each in without.earlier] == live[1:]


async def test_the_same_party_is_known_by_number_name_or_creditor_number(desk: Desk) -> None:
    await desk.declared(slug="uitnodiging", supplier="C-1")
    await desk.declared(organisation="De Kwast V.O.F.", kvk_number="37000001")
    await desk.declared(organisation="schilder de kwast", kvk_number="")
    await desk.declared(organisation="Een ander", kvk_number="")
    await desk.declared(slug="woning")
    found = await facts(desk, slug="prive-leverancier", supplier="C-1")
    assert [each.same_party for each in found.earlier] == [True, True, True, False, False]
    nameless = await facts(desk, slug="woning")
    assert not any(each.same_party for each in nameless.earlier)


async def test_earlier_declarations_of_the_same_type_bring_their_newest_details(
    desk: Desk,
) -> None:
    key = await desk.declared(hours_per_week="8", ends_on="")
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, hours_per_week="12", ends_on="")
    await desk.submit("medewerker", key)
    await desk.declared(slug="uitnodiging")
    position, invitation = (await facts(desk)).earlier
    assert position.values["hours_per_week"] == Decimal(12)
    assert position.values["ends_on"] is None
    assert invitation.values == {}
    assert [each.type for each in (await facts(desk)).earlier_of("uitnodiging")] == ["uitnodiging"]


LINE = {
    "collega": True,
    "leidinggevende": True,
    "directeur": True,
    "onder": True,
    "dieper": True,
    "naast": False,
    "zonder": False,
    "rvt": False,
}
"""Who stands in the approval line of *medewerker*, who leads *onder*, who leads *dieper*."""


@pytest.fixture
async def line(desk: Desk) -> Desk:
    """A desk whose *medewerker* has people under them; *naast* has another manager."""
    cast = desk.cast
    async with desk.storage.transaction() as db:
        under = person("400", "Olga", "Onder", cast["medewerker"])
        db.add(under)
        await db.flush()
        others = {
            "onder": under,
            "dieper": person("401", "Dries", "Dieper", under),
            "naast": person("402", "Nils", "Naast", cast["bestuurssecretaris"]),
        }
        db.add_all(others.values())
        await db.flush()
    return replace(desk, cast={**cast, **others})


@pytest.mark.parametrize(("who", "in_line"), LINE.items())
async def test_a_colleague_counts_when_they_stand_in_the_same_line(
    line: Desk, who: str, in_line: bool
) -> None:
    assert (await facts(line, **KWAST)).colleague_has_same_party is False
    await line.declared(who, **KWAST)
    assert (await facts(line, **KWAST)).colleague_has_same_party is in_line
    assert (await facts(line, organisation="Een ander")).colleague_has_same_party is False


async def test_a_line_works_both_ways(line: Desk) -> None:
    await line.declared("medewerker", **KWAST)
    for who, in_line in LINE.items():
        assert (await facts(line, who, **KWAST)).colleague_has_same_party is in_line, who
    assert (await facts(line, "medewerker", **KWAST)).colleague_has_same_party is False


async def test_a_colleague_who_left_or_whose_declaration_is_over_does_not_count(
    desk: Desk,
) -> None:
    key = await desk.declared("collega", **THEATRE)
    await desk.change("collega", in_service_until=date(2026, 3, 9))
    assert (await facts(desk, **THEATRE)).colleague_has_same_party is False
    await desk.change("collega", in_service_until=date(2026, 3, 10))
    assert (await facts(desk, **THEATRE)).colleague_has_same_party is True
    await desk.decide("leidinggevende", key, "afwijzen")
    assert (await facts(desk, **THEATRE)).colleague_has_same_party is False


async def test_who_is_their_own_manager_does_not_count_as_their_own_colleague(
    desk: Desk,
) -> None:
    await desk.change("zonder", manager_id=desk.cast["zonder"].key)
    await desk.declared("zonder", **KWAST)
    assert (await facts(desk, "zonder", **KWAST)).colleague_has_same_party is False


async def counted(desk: Desk, slug: str, answers: Mapping[str, str], times: int = 1) -> int:
    """Count the queries that gathering takes, for so many declarations at once."""
    kind = TYPES[slug]
    statements: list[str] = []
    async with desk.storage.transaction() as db:
        reading = await check(db, kind, answers)
        subject = Subject(kind, reading.values, desk.cast["medewerker"].key)
        await gather_many(db, [subject], NOW.date())  # The names of the suppliers are read once.
        stop: Any = count_queries(desk.storage, statements)
        await gather_many(db, [subject] * times, NOW.date())
        stop()
    return len(statements)


@pytest.mark.parametrize(
    ("slug", "answers", "queries"),
    [
        ("nevenfunctie", KWAST, 4),
        ("uitnodiging", {"supplier": "C-1"}, 4),
        ("prive-leverancier", {"supplier": "onbekend", "party_name": "Dakdekker Noord"}, 4),
        ("nevenfunctie", {"organisation": "Niemand die lijkt"}, 5),
        ("nevenfunctie", {"organisation": "Dakdekkers Noord"}, 6),
        ("woning", {}, 2),
    ],
)
async def test_gathering_takes_as_many_queries_however_much_there_is(
    desk: Desk, slug: str, answers: dict[str, str], queries: int
) -> None:
    assert await counted(desk, slug, answers) == queries
    for _ in range(3):
        await desk.declared(**THEATRE)
        await desk.declared("collega", **THEATRE)
        await desk.declared("leidinggevende", "uitnodiging", supplier="C-1")
    assert await counted(desk, slug, answers) == queries
    assert await counted(desk, slug, answers, times=50) == queries


async def test_live_declarations_are_given_by_number_a_part_at_a_time(desk: Desk) -> None:
    keys = [await desk.declared(slug=slug) for slug in TYPES]
    await desk.draft()
    over = await desk.declared("collega", **THEATRE)
    await desk.withdraw("collega", over)
    numbers = [(await desk.declaration(key)).number for key in keys]
    async with desk.storage.transaction() as db:
        first = await live_subjects(db, limit=2)
        rest = await live_subjects(db, after=first[-1].number)
    assert [each.number for each in (*first, *rest)] == numbers
    assert [each.subject.declaration_id for each in (*first, *rest)] == keys
    assert [each.subject.kind.slug for each in (*first, *rest)] == list(TYPES)
    assert {each.declarant_name for each in (*first, *rest)} == {"Mees Medewerker"}


async def test_a_live_declaration_is_judged_as_it_was_submitted(desk: Desk) -> None:
    await desk.declared(slug="uitnodiging", supplier="C-1", explanation="Zoals elk jaar.")
    await desk.declared(organisation="Nog een", explanation="")
    async with desk.storage.transaction() as db:
        invitation, position = await live_subjects(db)
        readings = [
            await check(
                db, TYPES[each.subject.kind.slug], (await db.get_one(Declaration, key)).draft or {}
            )
            for each in (invitation, position)
            if (key := each.subject.declaration_id)
        ]
    for each, reading in zip((invitation, position), readings, strict=True):
        assert each.subject.values == reading.values
        assert each.subject.first_submitted_on == NOW.date()
        assert each.subject.declarant_id == desk.cast["medewerker"].key


async def test_live_declarations_are_read_in_two_queries(desk: Desk) -> None:
    for slug in TYPES:
        await desk.declared(slug=slug)
    await desk.declared(slug="uitnodiging", supplier="C-1")
    statements: list[str] = []
    async with desk.storage.transaction() as db:
        stop: Any = count_queries(desk.storage, statements)
        await live_subjects(db)
        stop()
    assert len(statements) == 2


async def test_facts_for_many_are_those_for_each(line: Desk) -> None:
    for slug in TYPES:
        await line.declared(slug=slug)
    await line.declared("medewerker", "uitnodiging", supplier="C-1")
    await line.declared("onder", **KWAST)
    await line.declared("directeur", organisation="Dakdekkers Noord", **{SAME_AS: NOT_KNOWN})
    async with line.storage.transaction() as db:
        subjects = [each.subject for each in await live_subjects(db)]
        together = await gather_many(db, subjects, NOW.date())
        apart = [(await gather_many(db, [each], NOW.date()))[0] for each in subjects]
    assert together == apart
    assert len(together) == 8
