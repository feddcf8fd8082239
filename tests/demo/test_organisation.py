from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.cast import BY_KEY, CAST
from register.clock import day_of
from register.people import Actor, Office, OfficeHolding, Person, absent_until, actor, holders
from register.suppliers import Category, Supplier, normal_form

pytestmark = pytest.mark.storage


async def _everybody(demo: AsyncSession) -> dict[str, Person]:
    return {person.staff_number: person for person in await demo.exec(select(Person))}


async def _cast(demo: AsyncSession, key: str, day: date) -> Actor:
    people = await _everybody(demo)
    found = await actor(demo, people[BY_KEY[key].staff_number].key, day)
    assert found is not None
    return found


async def test_some_forty_people_work_here(demo: AsyncSession) -> None:
    people = await _everybody(demo)
    assert 38 <= len(people) <= 46
    assert len({person.name for person in people.values()}) == len(people)


async def test_some_sixty_suppliers_do_business_here(demo: AsyncSession) -> None:
    suppliers = (await demo.exec(select(Supplier))).all()
    assert 55 <= len(suppliers) <= 65
    assert {supplier.category for supplier in suppliers} == {*Category, None}
    assert any(supplier.kvk_number is None for supplier in suppliers)
    assert 3 <= sum(supplier.tender_running for supplier in suppliers) <= 8
    assert all(supplier.normal_name == normal_form(supplier.name) for supplier in suppliers)


async def test_contracts_are_current_ended_or_absent_today(
    demo: AsyncSession, today: datetime
) -> None:
    day = day_of(today)
    suppliers = (await demo.exec(select(Supplier))).all()
    ended = [each for each in suppliers if each.contract_until and each.contract_until < day]
    current = [each for each in suppliers if each.contract_until and each.contract_until >= day]
    without = [each for each in suppliers if each.contract_from is None]
    assert len(ended) >= 3
    assert len(current) >= 20
    assert len(without) >= 5


async def test_two_suppliers_can_have_the_same_normal_form(demo: AsyncSession) -> None:
    names = (await demo.exec(select(Supplier.normal_name))).all()
    assert names.count("schilderwerken de weere") == 2


@pytest.mark.parametrize("office", list(Office))
async def test_every_office_was_held_by_one_person_all_along(
    demo: AsyncSession, today: datetime, office: Office
) -> None:
    for days_ago in (0, 300, 600, 900):
        assert len(await holders(demo, office, day_of(today) - timedelta(days=days_ago))) == 1


@pytest.mark.parametrize(
    ("key", "office"),
    [
        ("bestuurssecretaris", Office.BESTUURSSECRETARIS),
        ("directie", Office.DIRECTIE),
        ("rvt", Office.RVT),
        ("communicatie", Office.COMMUNICATIE),
        ("beheerder", Office.BEHEERDER),
        ("accountant", Office.ACCOUNTANT),
    ],
)
async def test_the_cast_holds_the_offices_it_claims(
    demo: AsyncSession, today: datetime, key: str, office: Office
) -> None:
    assert (await _cast(demo, key, day_of(today))).offices == {office}


async def test_everybody_of_the_cast_is_in_service_and_has_a_name_of_their_own(
    demo: AsyncSession, today: datetime
) -> None:
    people = await _everybody(demo)
    assert len({member.key for member in CAST}) == len(CAST)
    assert len({member.staff_number for member in CAST}) == len(CAST)
    for member in CAST:
        assert people[member.staff_number].in_service_on(day_of(today)), member.key
        assert not {" je ", " jij ", " jouw "} & {f" {word} " for word in member.can_do.split()}
        assert member.can_do.endswith(".")


async def test_the_managers_of_the_cast_have_people_and_the_others_no_office(
    demo: AsyncSession, today: datetime
) -> None:
    day = day_of(today)
    for key in ("leidinggevende", "tweede-leidinggevende", "met-verlof"):
        assert (await _cast(demo, key, day)).is_manager, key
    for key in ("medewerker", "sleutelfunctie", "leidinggevende", "zonder-leidinggevende"):
        assert not (await _cast(demo, key, day)).offices, key


async def test_three_people_have_a_key_function(demo: AsyncSession) -> None:
    people = (await _everybody(demo)).values()
    keys = {person.staff_number for person in people if person.key_function}
    assert len(keys) == 3
    assert BY_KEY["sleutelfunctie"].staff_number in keys


async def test_only_one_employee_without_office_has_no_manager(demo: AsyncSession) -> None:
    holding = select(OfficeHolding.person_id)
    found = await demo.exec(
        select(Person.staff_number).where(
            col(Person.manager_id).is_(None), col(Person.id).not_in(holding)
        )
    )
    assert found.all() == [BY_KEY["zonder-leidinggevende"].staff_number]


async def test_the_line_of_managers_has_four_levels_and_no_cycle(demo: AsyncSession) -> None:
    people = {person.key: person for person in (await _everybody(demo)).values()}

    def depth(person: Person) -> int:
        return 1 if person.manager_id is None else 1 + depth(people[person.manager_id])

    assert max(depth(person) for person in people.values()) == 4


async def test_the_manager_on_leave_is_away_today_and_comes_back(
    demo: AsyncSession, today: datetime
) -> None:
    away = await _cast(demo, "met-verlof", day_of(today))
    until = await absent_until(demo, away.id, day_of(today))
    assert until is not None
    assert until > day_of(today)


async def test_somebody_left_last_year_and_somebody_started_recently(
    demo: AsyncSession, today: datetime
) -> None:
    day = day_of(today)
    people = (await _everybody(demo)).values()
    left = [person.in_service_until for person in people if person.in_service_until]
    newest = (await demo.exec(select(func.max(Person.in_service_from)))).one()
    assert left
    assert all(last.year == day.year - 1 for last in left)
    assert 0 < (day - newest).days <= 110


async def test_every_mail_address_is_plain_and_its_own(demo: AsyncSession) -> None:
    mails = [person.email for person in (await _everybody(demo)).values()]
    assert len(set(mails)) == len(mails)
    assert all(mail.isascii() and mail.endswith(".example") and " " not in mail for mail in mails)
    assert "gokhan.aydin@intermaris.example" in mails
