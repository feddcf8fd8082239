"""Adding up over twelve months, as the rules on private use and on invitations do."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal


def year_before(day: date) -> date:
    """Give the same day a year earlier; for 29 February that is the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def most_in_twelve_months(
    this: tuple[date, Decimal], others: Iterable[tuple[date, Decimal]]
) -> Decimal:
    """Give the largest sum in any twelve months that hold this day.

    Twelve months end on a day and begin the day after that day a year earlier: what happened
    exactly a year apart does not fall in the same twelve months. Later days count as well, so the
    order in which somebody declares makes no difference.

    Args:
        this: the day and the amount that always count.
        others: the days and amounts of the others.
    """
    day, _ = this
    every = [this, *others]
    ends = {end for end, _ in every if year_before(end) < day <= end}
    return max(
        sum((amount for when, amount in every if year_before(end) < when <= end), Decimal(0))
        for end in ends
    )
