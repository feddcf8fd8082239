"""Who has not answered is reminded: at set times by itself, caught up, and when somebody asks."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from register.errors import Unsuitable
from tests.workflows.desk import Desk
from tests.workflows.yearly import (
    STAFF,
    attested,
    closed,
    exempted,
    letters,
    opened,
    reminded,
    reminded_by,
)
from workflows.campaign_reminders import DAYS_BEFORE
from workflows.milestones import last_milestone

pytestmark = pytest.mark.storage

OPENED, LAST = date(2026, 3, 10), date(2026, 4, 9)
"""The days on which a campaign of these tests is opened, and by which people answer."""


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-30, None), (-15, None), (-14, -14), (-4, -14), (-3, -3), (-1, -3), (0, 0), (6, 0), (7, 7)],
)
def test_people_are_reminded_14_and_3_days_before_on_the_day_and_weekly_after(
    days: int, told: int | None
) -> None:
    found = last_milestone(LAST, DAYS_BEFORE, LAST + timedelta(days=days))
    assert found == (None if told is None else LAST + timedelta(days=told))


async def test_each_time_is_told_once_and_only_to_who_has_not_answered(desk: Desk) -> None:
    campaign = await opened(desk)
    await attested(desk, "collega")
    await exempted(desk, campaign, "rvt")
    await desk.change("zonder", in_service_until=OPENED)
    sent = 0
    day = OPENED
    while day <= LAST + timedelta(days=8):
        desk.now = morning(day)
        await reminded(desk)
        await reminded(desk)
        found = await letters(desk, "campaign-reminder") + await letters(desk, "campaign-overdue")
        if len(found) > sent:
            assert set(found[sent:]) == STAFF - {"collega", "rvt", "zonder"}
            # Three days before is Easter Monday; it is made up for on the day after.
            assert (LAST - day).days in {14, 2, 0, -7}
        sent = len(found)
        day += timedelta(days=1)
    assert sent == 4 * (len(STAFF) - 3)
    assert len(await letters(desk, "campaign-overdue")) == len(STAFF) - 3


async def test_what_was_missed_is_made_up_for_once(desk: Desk) -> None:
    await opened(desk)
    desk.now = morning(LAST - timedelta(days=1))
    await reminded(desk)
    await reminded(desk)
    assert sorted(await letters(desk, "campaign-reminder")) == sorted(STAFF)


async def test_two_workers_at_once_remind_once(desk: Desk) -> None:
    await opened(desk)
    desk.now = morning(LAST)
    await asyncio.gather(*(reminded(desk) for _ in range(3)))
    assert sorted(await letters(desk, "campaign-reminder")) == sorted(STAFF)
    told = await desk.rows(
        "SELECT actor, data ->> 'people' FROM event WHERE action = :what", what="campaign.reminded"
    )
    assert told == [("systeem", str(len(STAFF)))]


async def test_nobody_is_reminded_at_night_nor_on_a_day_off(desk: Desk) -> None:
    await opened(desk)
    for moment in (
        datetime(2026, 4, 9, 3, 0, tzinfo=UTC),
        datetime(2026, 4, 11, 9, 0, tzinfo=UTC),
        datetime(2026, 4, 6, 9, 0, tzinfo=UTC),
    ):
        desk.now = moment
        await reminded(desk)
    assert await letters(desk, "campaign-reminder") == []


async def test_a_short_campaign_is_not_reminded_of_before_it_was_opened(desk: Desk) -> None:
    await opened(desk, answer_by="20-03-2026")
    desk.now = morning(date(2026, 3, 11))
    await reminded(desk)
    assert await letters(desk, "campaign-reminder") == []
    desk.now = morning(date(2026, 3, 17))
    await reminded(desk)
    assert sorted(await letters(desk, "campaign-reminder")) == sorted(STAFF)


async def test_who_asks_reminds_at_most_once_a_day(desk: Desk) -> None:
    campaign = await opened(desk)
    assert await reminded_by(desk, campaign) == len(STAFF)
    with pytest.raises(Unsuitable, match="Vandaag is er al"):
        await reminded_by(desk, campaign)
    desk.now += timedelta(days=1)
    assert await reminded_by(desk, campaign) == len(STAFF)
    desk.now = morning(LAST)
    await reminded(desk)
    with pytest.raises(Unsuitable, match="Vandaag is er al"):
        await reminded_by(desk, campaign)


async def test_a_reminder_that_was_asked_stands_for_the_one_that_is_due(desk: Desk) -> None:
    campaign = await opened(desk)
    desk.now = morning(LAST)
    await reminded_by(desk, campaign)
    await reminded(desk)
    assert sorted(await letters(desk, "campaign-reminder")) == sorted(STAFF)


async def test_when_everybody_answered_or_it_is_closed_nobody_is_reminded(desk: Desk) -> None:
    campaign = await opened(desk)
    for who in sorted(STAFF):
        await attested(desk, who)
    with pytest.raises(Unsuitable, match="niemand meer"):
        await reminded_by(desk, campaign)
    await closed(desk, campaign)
    with pytest.raises(Unsuitable, match="is gesloten"):
        await reminded_by(desk, campaign)
    desk.now = morning(LAST)
    await reminded(desk)
    assert await letters(desk, "campaign-reminder") == []
