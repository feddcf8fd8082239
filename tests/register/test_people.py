"""People, their names, when they are in service, and the offices they hold on a day."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from register.people import (
    Absence,
    Office,
    OfficeHolding,
    Person,
    absent_until,
    actor,
    holders,
    offices_of,
    sort_name,
)
from register.storage import Storage
from tests.conftest import person

Cast = dict[str, Person]
DAY = date(2026, 3, 10)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("last", "first", "infix", "sorted_as"),
    [
        ("Vries", "Anna", "de", "vries, anna de"),
        ("Jansen", "Jan", None, "jansen, jan"),
        ("Çelik", "Gül", None, "celik, gul"),
        ("Ångström", "Åsa", None, "angstrom, asa"),
        ("GROß", "Eva", "von", "gross, eva von"),
        ("'t Hart", "Bo", None, "'t hart, bo"),
    ],
)
def test_names_are_sorted_by_surname_without_capitals_and_accents(
    last: str, first: str, infix: str | None, sorted_as: str
) -> None:
    assert sort_name(last, first, infix) == sorted_as


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_sorted_form_does_not_depend_on_how_unicode_is_composed(last: str, first: str) -> None:
    apart = sort_name(unicodedata.normalize("NFD", last), unicodedata.normalize("NFD", first), None)
    assert apart == sort_name(last, first, None)


def test_a_name_is_said_in_one_way_and_listed_in_another() -> None:
    anna = person("1", "Anna", "Vries")
    anna.infix = "de"
    assert anna.name == "Anna de Vries"
    assert anna.listed_name == "Vries, Anna de"


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (BEFORE, AFTER, True),
        (AFTER, None, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_the_first_and_the_last_day_are_in_service(
    since: date, until: date | None, *, there: bool
) -> None:
    somebody = person("1", "Anna", "Vries")
    somebody.in_service_from, somebody.in_service_until = since, until
    assert somebody.in_service_on(DAY) is there


@pytest.mark.storage
async def test_an_office_is_held_from_its_first_to_its_last_day(
    storage: Storage, organisation: Cast
) -> None:
    mees = organisation["medewerker"].key
    async with storage.transaction() as db:
        db.add(
            OfficeHolding(person_id=mees, office=Office.COMMUNICATIE, starts_on=DAY, ends_on=DAY)
        )
        await db.flush()
        assert await offices_of(db, mees, BEFORE) == frozenset()
        assert await offices_of(db, mees, DAY) == {Office.COMMUNICATIE}
        assert await offices_of(db, mees, AFTER) == frozenset()


@pytest.mark.storage
async def test_an_actor_has_the_offices_of_the_day(storage: Storage, organisation: Cast) -> None:
    async with storage.transaction() as db:
        berend = await actor(db, organisation["bestuurssecretaris"].key, DAY)
        long_ago = await actor(db, organisation["bestuurssecretaris"].key, date(2019, 12, 31))
        nobody = await actor(db, 999_999, DAY)
    assert berend is not None
    assert berend.holds(Office.BESTUURSSECRETARIS)
    assert berend.in_service
    assert not berend.is_manager
    assert long_ago is not None
    assert not long_ago.offices
    assert not long_ago.in_service
    assert nobody is None


@pytest.mark.storage
async def test_who_is_named_as_manager_by_somebody_in_service_is_one(
    storage: Storage, organisation: Cast
) -> None:
    async with storage.transaction() as db:
        lies = await actor(db, organisation["leidinggevende"].key, DAY)
        assert lies is not None
        assert lies.is_manager
        for who in ("medewerker", "collega", "beheerder"):
            (await db.get_one(Person, organisation[who].key)).in_service_until = BEFORE
        await db.flush()
        alone = await actor(db, organisation["leidinggevende"].key, DAY)
        assert alone is not None
        assert not alone.is_manager


@pytest.mark.storage
async def test_an_office_is_held_by_whoever_is_in_service_each_once_and_by_name(
    storage: Storage, organisation: Cast
) -> None:
    async with storage.transaction() as db:
        for who, start in (("rvt", DAY), ("collega", DAY), ("zonder", AFTER)):
            db.add(
                OfficeHolding(
                    person_id=organisation[who].key,
                    office=Office.BESTUURSSECRETARIS,
                    starts_on=start,
                )
            )
        db.add(
            OfficeHolding(
                person_id=organisation["bestuurssecretaris"].key,
                office=Office.BESTUURSSECRETARIS,
                starts_on=BEFORE,
            )
        )
        (await db.get_one(Person, organisation["rvt"].key)).in_service_until = BEFORE
        await db.flush()
        found = await holders(db, Office.BESTUURSSECRETARIS, DAY)
    assert [each.name for each in found] == ["Carla Collega", "Berend Secretaris"]


@pytest.mark.storage
async def test_somebody_away_is_away_until_the_last_day_of_the_longest_leave(
    storage: Storage, organisation: Cast
) -> None:
    key = organisation["leidinggevende"].key
    async with storage.transaction() as db:
        db.add(Absence(person_id=key, starts_on=BEFORE, ends_on=AFTER))
        db.add(Absence(person_id=key, starts_on=DAY, ends_on=date(2026, 4, 1)))
        await db.flush()
        assert await absent_until(db, key, DAY) == date(2026, 4, 1)
        assert await absent_until(db, key, BEFORE) == AFTER
        assert await absent_until(db, key, date(2026, 4, 2)) is None


@pytest.mark.storage
async def test_the_list_refuses_two_of_a_number_blank_numbers_and_service_in_reverse(
    storage: Storage, organisation: Cast
) -> None:
    reversed_ = person("501", "Ria", "Reverse")
    reversed_.in_service_until = date(2019, 1, 1)
    for wrong in (person("300", "Dubbel", "Nummer"), person("  ", "Leeg", "Nummer"), reversed_):
        with pytest.raises(IntegrityError):
            async with storage.transaction() as db:
                db.add(wrong)
