"""The one clock: moments are aware and in UTC, days are those of Amsterdam."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC. Tests and the demo pass their own."""


def system_clock() -> datetime:
    """Give the present moment in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Give the calendar day in Amsterdam on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def end_of_day(day: date) -> datetime:
    """Give the last microsecond of a day in Amsterdam, in UTC: what "as of that day" means."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, AMSTERDAM).astimezone(UTC)
