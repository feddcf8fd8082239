"""Reminders, escalation and overviews, with the clock moved by hand."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from register.people import Office
from tests.conftest import NOW
from tests.workflows.desk import Desk
from workflows.digests import send_digests
from workflows.reminding import escalate, remind

# Declared on Tuesday 10 March 2026, due on Tuesday 24 March.
THURSDAY_BEFORE = datetime(2026, 3, 19, 9, tzinfo=UTC)
LAST_DAY = datetime(2026, 3, 24, 9, tzinfo=UTC)
DAY_AFTER = datetime(2026, 3, 25, 9, tzinfo=UTC)


async def tick(
    desk: Desk, work: Callable[[AsyncSession, datetime], Awaitable[None]], now: datetime
) -> None:
    """Let work that comes back be done, twice: it may be."""
    for _ in range(2):
        async with desk.storage.transaction() as db:
            await work(db, now)


async def told(desk: Desk, like: str) -> list[tuple[object, ...]]:
    """Give which letters of a kind were written to whom."""
    return await desk.rows(
        "SELECT letter, first_name FROM mail JOIN person ON person.id = person_id "
        "WHERE letter LIKE :like ORDER BY mail.id",
        like=like,
    )


async def test_a_reviewer_is_reminded_before_on_and_after_the_last_day(desk: Desk) -> None:
    await desk.declared()
    for now in (NOW, NOW + timedelta(days=1), THURSDAY_BEFORE - timedelta(days=1)):
        await tick(desk, remind, now)
    assert await told(desk, "step-%") == [("step-opened", "Lies")]
    expected = ["step-opened"]
    for now, letter in (
        (THURSDAY_BEFORE, "step-due-soon"),
        (LAST_DAY, "step-due-today"),
        (DAY_AFTER, "step-overdue"),
    ):
        await tick(desk, remind, now)
        expected.append(letter)
        assert await told(desk, "step-%") == [(each, "Lies") for each in expected]
    await tick(desk, remind, DAY_AFTER + timedelta(days=40))
    assert len(await told(desk, "step-%")) == 4


async def test_a_day_on_which_nothing_ran_is_caught_up_as_it_stands_then(desk: Desk) -> None:
    await desk.declared()
    await tick(desk, remind, DAY_AFTER + timedelta(days=2))
    assert await told(desk, "step-%") == [("step-opened", "Lies"), ("step-overdue", "Lies")]


async def test_nobody_is_reminded_of_what_was_decided_or_withdrawn(desk: Desk) -> None:
    decided, withdrawn = await desk.declared(), await desk.declared()
    await desk.decide("leidinggevende", decided)
    await desk.withdraw("medewerker", withdrawn)
    for work in (remind, escalate, send_digests):
        await tick(desk, work, DAY_AFTER + timedelta(days=12))
    assert await told(desk, "step-%") == [("step-opened", "Lies"), ("step-opened", "Lies")]
    assert await told(desk, "digest-%") == []


@pytest.mark.parametrize(
    ("night", "morning"),
    [
        # Winter time: seven o'clock in Amsterdam is six in UTC.
        (datetime(2026, 3, 25, 5, 59, tzinfo=UTC), datetime(2026, 3, 25, 6, 0, tzinfo=UTC)),
        # On Sunday 29 March the clock went forward; the weekend before that is none to mail in.
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 5, 0, tzinfo=UTC)),
        (datetime(2026, 3, 30, 4, 59, tzinfo=UTC), datetime(2026, 3, 30, 5, 0, tzinfo=UTC)),
        # Monday 6 April is Easter Monday.
        (datetime(2026, 4, 6, 12, 0, tzinfo=UTC), datetime(2026, 4, 7, 5, 0, tzinfo=UTC)),
    ],
)
async def test_people_are_reminded_on_working_days_and_not_at_night(
    desk: Desk, night: datetime, morning: datetime
) -> None:
    await desk.declared()
    await tick(desk, remind, night)
    assert await told(desk, "step-overdue") == []
    await tick(desk, remind, morning)
    assert await told(desk, "step-overdue") == [("step-overdue", "Lies")]


async def test_who_is_above_and_the_bestuurssecretaris_hear_once_what_stays_lying(
    desk: Desk,
) -> None:
    key = await desk.declared()
    await tick(desk, escalate, datetime(2026, 3, 30, 9, tzinfo=UTC))  # Four working days after.
    assert await told(desk, "step-escalated") == []
    for days in range(3):
        await tick(desk, escalate, datetime(2026, 3, 31, 9, tzinfo=UTC) + timedelta(days=days))
    assert await told(desk, "step-escalated") == [
        ("step-escalated", "Dirk"),
        ("step-escalated", "Berend"),
    ]
    happened = await desk.rows(
        "SELECT data ->> 'told', data ->> 'reviewer', actor FROM event "
        "WHERE chain = :chain AND action = 'step.escalated'",
        chain=str(key),
    )
    assert happened == [("Dirk Directeur en Berend Secretaris", "Lies Leiding", "systeem")]
    # It changes nothing about who decides.
    await desk.decide("leidinggevende", key)


async def test_the_declarant_never_hears_that_their_reviewer_is_late(desk: Desk) -> None:
    await desk.declared("directeur")
    await tick(desk, escalate, datetime(2026, 4, 20, 9, tzinfo=UTC))
    assert await told(desk, "step-escalated") == [("step-escalated", "Berend")]


async def test_escalation_and_early_reminders_can_be_off(desk: Desk) -> None:
    await desk.limit("escalation_days", None)
    await desk.limit("reminder_days", None)
    await desk.declared()
    await tick(desk, escalate, datetime(2026, 5, 20, 9, tzinfo=UTC))
    await tick(desk, remind, THURSDAY_BEFORE)
    assert await told(desk, "step-%") == [("step-opened", "Lies")]


MONDAY = datetime(2026, 3, 30, 9, tzinfo=UTC)


async def test_a_week_begins_with_an_overview_for_who_has_work(desk: Desk) -> None:
    for _ in range(2):
        await desk.declared()
    await tick(desk, send_digests, MONDAY)
    assert await told(desk, "digest-%") == [
        ("digest-open-work", "Lies"),
        ("digest-overdue", "Berend"),
    ]
    [(items,)] = await desk.rows("SELECT told FROM mail WHERE letter = 'digest-overdue'")
    assert items == {
        "count": 2,
        "items": [
            {"number": f"2026-000{number}", "due": "2026-03-24", "overdue": True}
            for number in (1, 2)
        ],
    }
    await tick(desk, send_digests, MONDAY + timedelta(days=4))
    assert len(await told(desk, "digest-%")) == 2
    await tick(desk, send_digests, MONDAY + timedelta(days=8))  # Tuesday after Easter Monday.
    assert len(await told(desk, "digest-%")) == 4


async def test_an_overview_that_was_missed_is_sent_later_that_week(desk: Desk) -> None:
    await desk.declared()
    await tick(desk, send_digests, MONDAY + timedelta(days=3))
    assert len(await told(desk, "digest-%")) == 2


async def test_what_comes_during_the_week_is_in_the_overview_of_the_next(desk: Desk) -> None:
    desk.now = MONDAY + timedelta(days=1)
    await desk.declared()
    await tick(desk, send_digests, MONDAY + timedelta(days=3))
    assert await told(desk, "digest-%") == []
    await tick(desk, send_digests, MONDAY + timedelta(days=8))
    assert await told(desk, "digest-%") == [("digest-open-work", "Lies")]


async def test_a_bestuurssecretaris_sees_no_overview_of_their_own_declaration(desk: Desk) -> None:
    await desk.declared("bestuurssecretaris")
    await tick(desk, send_digests, MONDAY)
    assert await told(desk, "digest-%") == [("digest-open-work", "Dirk")]


async def test_everybody_who_can_take_a_step_is_told_but_not_who_did_one(desk: Desk) -> None:
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    assert await told(desk, "step-opened") == [
        ("step-opened", "Lies"),
        ("step-opened", "Carla"),
        ("step-opened", "Berend"),
    ]
    await desk.decide("collega", key, "positief")
    assert await told(desk, "decided") == [("decided", "Mees")]
