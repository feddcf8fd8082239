"""The last day for a decision: so many days on, and always a working day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.deadlines import due_day, is_working_day


@pytest.mark.parametrize(
    ("submitted", "due", "why"),
    [
        (date(2026, 3, 10), date(2026, 3, 24), "Tuesday to Tuesday"),
        (date(2026, 3, 7), date(2026, 3, 23), "a Saturday moves to Monday"),
        (date(2026, 3, 8), date(2026, 3, 23), "a Sunday moves to Monday"),
        (date(2026, 3, 22), date(2026, 4, 7), "Easter Sunday moves past Easter Monday"),
        (date(2026, 4, 13), date(2026, 4, 28), "King's Day moves on"),
        (date(2026, 4, 30), date(2026, 5, 15), "Ascension Day moves on"),
        (date(2026, 12, 11), date(2026, 12, 28), "Christmas and the weekend after it"),
        (date(2026, 12, 18), date(2027, 1, 4), "New Year's Day and the weekend after it"),
    ],
)
def test_a_fortnight_ends_on_a_working_day(submitted: date, due: date, why: str) -> None:
    assert due_day(submitted, 14) == due, why


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 365))
def test_the_term_is_never_shorter_and_moves_no_further_than_it_must(day: date, days: int) -> None:
    due = due_day(day, days)
    ends = day + timedelta(days=days)
    assert due >= ends
    assert is_working_day(due)
    between = [ends + timedelta(days=n) for n in range((due - ends).days)]
    assert not any(is_working_day(each) for each in between)
    assert len(between) <= 5
