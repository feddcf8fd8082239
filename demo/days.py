"""The days and moments of the demo: working days, all reckoned from today."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from register.clock import AMSTERDAM
from workflows.deadlines import is_working_day


def shifted(day: date, days: int) -> date:
    """Give the day so many days on, or back."""
    return day + timedelta(days=days)


def dutch(day: date) -> str:
    """Write a day as it is typed on a form."""
    return f"{day:%d-%m-%Y}"


def first_of_month(day: date) -> date:
    """Give the first day of the month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """Give the last day of the month."""
    return first_of_month(shifted(first_of_month(day), 31)) - timedelta(days=1)


def working_days(first: date, last: date) -> list[date]:
    """Give the working days from the first to the last, both counted."""
    days = (shifted(first, number) for number in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


def working_days_on(day: date, number: int) -> date:
    """Give the day so many working days after this one, or before it where negative."""
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def moment(rng: Random, day: date, first_hour: int, last_hour: int) -> datetime:
    """Give a moment of a day, in UTC, in one of these hours of Amsterdam."""
    hour = rng.randint(first_hour, last_hour)
    local = datetime(
        day.year, day.month, day.day, hour, rng.randrange(60), rng.randrange(60), tzinfo=AMSTERDAM
    )
    return local.astimezone(UTC)
