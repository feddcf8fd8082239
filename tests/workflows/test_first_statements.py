"""Who comes into service makes a first statement within thirty days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import AttestationKind
from register.people import Office
from tests.workflows.desk import Desk
from tests.workflows.yearly import all_right, attested, closed, letters, opened, statement
from workflows import first_statements
from workflows.asked_statements import asked_of

pytestmark = pytest.mark.storage

BEGAN = date(2026, 3, 10)
"""The day on which the register of these tests is first used: that of the desk."""


@pytest.fixture
async def used(desk: Desk) -> Desk:
    """A register that is used for the first time, by somebody who signs in."""
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        await record(db, OFFICE_CHAIN, actor, Happening.SIGNED_IN, desk.now)
    return desk


def at(desk: Desk, day: date) -> None:
    desk.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


async def awaited(desk: Desk) -> dict[str, date]:
    names = {person.key: who for who, person in desk.cast.items()}
    async with desk.storage.transaction() as db:
        found = await first_statements.awaited(db, desk.now)
    return {names[each.person_id]: each.due_on for each in found}


async def ticked(desk: Desk) -> None:
    async with desk.storage.transaction() as db:
        await first_statements.remind(db, desk.now)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (BEGAN - timedelta(days=1), None),
        (BEGAN, date(2026, 4, 9)),
        (date(2026, 3, 20), date(2026, 4, 19)),
        (date(2026, 3, 21), None),
    ],
    ids=["before the register", "on its first day", "today", "tomorrow"],
)
async def test_it_applies_to_who_came_since_the_register_began(
    used: Desk, came: date, due: date | None
) -> None:
    await used.change("collega", in_service_from=came)
    at(used, date(2026, 3, 20))
    assert await awaited(used) == ({"collega": due} if due else {})


async def test_it_does_not_apply_to_an_accountant_nor_to_who_left(used: Desk) -> None:
    await used.change("accountant", in_service_from=BEGAN)
    await used.change("collega", in_service_from=BEGAN, in_service_until=BEGAN)
    await used.change("zonder", in_service_from=BEGAN)
    await used.appoint("zonder", Office.ACCOUNTANT)
    at(used, date(2026, 3, 20))
    assert await awaited(used) == {}


async def test_who_makes_it_is_done_and_it_belongs_to_no_campaign(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    await used.declared("collega")
    typed = all_right(await statement(used, "collega"))
    row = await attested(used, "collega", typed)
    assert (row.campaign_id, row.kind) == (None, AttestationKind.BIJGEWERKT)
    assert row.said[0]["said"] == "nieuw"
    assert await awaited(used) == {}
    assert (await attested(used, "collega", typed)).key == row.key
    assert (await statement(used, "collega")).asked is None


async def test_who_comes_back_makes_it_again(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    await attested(used, "collega")
    await used.change("collega", in_service_from=date(2027, 1, 1))
    at(used, date(2027, 1, 5))
    assert await awaited(used) == {"collega": date(2027, 1, 31)}


async def test_who_stands_in_the_open_campaign_answers_that_instead(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    campaign = await opened(used)
    assert await awaited(used) == {}
    await ticked(used)
    assert await letters(used, "first-declaration") == []
    shown = await statement(used, "collega")
    assert shown.asked is not None
    assert shown.asked.campaign_id == campaign
    await closed(used, campaign)
    assert await awaited(used) == {"collega": date(2026, 4, 9)}


async def test_an_answer_in_a_campaign_is_a_first_statement_too(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    campaign = await opened(used)
    await attested(used, "collega")
    await closed(used, campaign)
    assert await awaited(used) == {}


async def test_it_waits_on_the_first_page_until_it_is_made(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    actor = await used.actor("collega")
    async with used.storage.transaction() as db:
        asked = await asked_of(db, actor, used.now)
    assert asked is not None
    assert asked.waits
    assert (asked.title, asked.due_on) == ("Eerste opgave", date(2026, 4, 9))


async def test_the_term_is_a_limit_that_can_be_changed_or_turned_off(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    await used.limit("first_statement_days", "10")
    assert await awaited(used) == {"collega": date(2026, 3, 20)}
    await used.limit("first_statement_days", None)
    assert await awaited(used) == {}


async def test_who_is_new_is_welcomed_once_and_reminded_until_it_is_made(used: Desk) -> None:
    await used.change("collega", in_service_from=BEGAN)
    for day in range(38):
        at(used, BEGAN + timedelta(days=day))
        await ticked(used)
        await ticked(used)
    assert await letters(used, "first-declaration") == ["collega"]
    assert await letters(used, "first-declaration-reminder") == ["collega", "collega"]
    assert await letters(used, "first-declaration-overdue") == ["collega"]
    await attested(used, "collega")
    at(used, BEGAN + timedelta(days=60))
    await ticked(used)
    assert await letters(used, "first-declaration-overdue") == ["collega"]
