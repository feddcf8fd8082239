"""By when something is done, and how many working days that is from here."""

from datetime import date, datetime, timedelta
from functools import cache

from holidays import country_holidays
from holidays.holiday_base import HolidayBase

from register.clock import AMSTERDAM
from workflows.policy import Policy

OPENS_AT = 7
"""The hour, in Amsterdam, from which people are reminded on a working day."""
_WITH_A_NORM = "nevenfunctie"
"""The type of declaration for which the CAO names a term."""


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


def decision_days(policy: Policy, slug: str) -> int:
    """Give within how many days is decided on a declaration of a type."""
    return policy.decision_days if slug == _WITH_A_NORM else policy.decision_days_other


def working_days_until(day: date, until: date) -> int:
    """Count the working days after a day up to and with another; below zero where it is past."""
    if until < day:
        return -working_days_until(until, day)
    return sum(is_working_day(day + timedelta(days=n + 1)) for n in range((until - day).days))


def is_office_time(moment: datetime) -> bool:
    """Tell whether people are reminded at this moment: on a working day, not at night."""
    here = moment.astimezone(AMSTERDAM)
    return is_working_day(here.date()) and here.hour >= OPENS_AT


def beginning_of_week(day: date) -> datetime:
    """Give the moment at which people begin on the first working day of the week of a day.

    In a week without working days that is on its Sunday.
    """
    first = day - timedelta(days=day.weekday())
    while not is_working_day(first) and first.weekday() < 6:
        first += timedelta(days=1)
    return datetime(first.year, first.month, first.day, OPENS_AT, tzinfo=AMSTERDAM)
