"""Days are those of Amsterdam, moments those of UTC, also when the clock is put forward."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.clock import day_of, end_of_day, system_clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 10, 22, 59, 59, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 3, 10, 23, 0, tzinfo=UTC), date(2026, 3, 11)),
        (datetime(2026, 7, 10, 21, 59, 59, tzinfo=UTC), date(2026, 7, 10)),
        (datetime(2026, 7, 10, 22, 0, tzinfo=UTC), date(2026, 7, 11)),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_amsterdam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 31), datetime(2026, 1, 31, 22, 59, 59, 999_999, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, 59, 59, 999_999, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_its_last_microsecond_in_amsterdam(day: date, end: datetime) -> None:
    assert end_of_day(day) == end


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_the_next_day_begins_where_a_day_ends(day: date) -> None:
    assert day_of(end_of_day(day)) == day
    assert day_of(end_of_day(day) + timedelta(microseconds=1)) == day + timedelta(days=1)


def test_the_present_is_aware_and_in_utc() -> None:
    assert system_clock().tzinfo is UTC
