from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.types.amounts import Day
from register.types.kinds import Unreadable


@pytest.mark.parametrize(
    "typed",
    [
        "31-12-2026",
        "2026-12-31",
        "31/12/2026",
        "31.12.2026",
        "31 12 2026",
    ],
)
def test_a_day_is_read_in_dutch_and_in_iso_notation(typed: str) -> None:
    assert Day().read(typed) == date(2026, 12, 31)


def test_a_day_may_be_written_without_leading_zeros() -> None:
    assert Day().read("1-2-2026") == Day().read("2026-2-1") == date(2026, 2, 1)


def test_the_29th_of_february_exists_in_leap_years_only() -> None:
    assert Day().read("29-02-2024") == date(2024, 2, 29)
    with pytest.raises(Unreadable, match="bestaat niet"):
        Day().read("29-02-2026")


@pytest.mark.parametrize(
    "typed", ["31-02-2026", "2026-02-31", "00-01-2026", "12-31-2026", "01-00-2026", "01-01-0000"]
)
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="bestaat niet"):
        Day().read(typed)


@pytest.mark.parametrize("typed", ["31-12-1899", "01-01-2100", "2206-12-31", "01-01-0026"])
def test_a_day_of_a_wrong_century_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="tussen 1900 en 2100"):
        Day().read(typed)


@pytest.mark.parametrize("typed", ["01-01-1900", "31-12-2099"])
def test_the_bounds_of_the_two_centuries_are_days(typed: str) -> None:
    assert Day().typed(Day().read(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "1-1-26",
        "morgen",
        "1 mei 2026",
        "2026",
        "20261231",
        "2026-W01-1",
        "31-12-2026T00:00",
        "３１-１２-２０２６",
        "٣١-١٢-٢٠٢٦",
        "31–12–2026",
        "31-12-2026\n",
        "📅",
        "1" * 10_000,
    ],
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Unreadable, match="zoals 31-12-2026"):
        Day().read(typed)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_what_it_writes_and_what_a_browser_sends(day: date) -> None:
    assert Day().read(Day().typed(day)) == day
    assert Day().read(day.isoformat()) == day
