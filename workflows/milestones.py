"""When people are reminded of a last day: some days before it, on it, and each week after it."""

from collections.abc import Iterable
from datetime import date, timedelta

WEEK = timedelta(days=7)


def last_milestone(due: date, days_before: Iterable[int], today: date) -> date | None:
    """Give the newest day, up to today, on which to remind; ``None`` while there was none.

    Args:
        due: the last day.
        days_before: how many days before it people are reminded.
        today: the present day.
    """
    if today >= due:
        return due + (today - due) // WEEK * WEEK
    planned = (due - timedelta(days=days) for days in days_before)
    return max((day for day in planned if day <= today), default=None)
