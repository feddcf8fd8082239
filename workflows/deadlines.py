"""By when a declaration is decided on."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays
from holidays.holiday_base import HolidayBase


@cache
def _dutch() -> HolidayBase:
    return country_holidays("NL")


def is_working_day(day: date) -> bool:
    """Tell whether a day is a working day by the Dutch calendar."""
    return day.weekday() < 5 and day not in _dutch()


def due_day(submitted: date, days: int) -> date:
    """Give the last day for a decision: so many days on, moved to the next working day.

    Source: the CAO norm of 14 days (``decision_days``); a term that ends on a weekend or holiday
    runs to the next working day, as the Algemene termijnenwet art. 1 has it.
    """
    day = submitted + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
