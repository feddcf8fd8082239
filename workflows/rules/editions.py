"""The editions of the integrity code, each with the day from which its rules apply."""

from datetime import date

EDITIONS = {"1": date.min}
"""The editions by their name, the oldest first.

The first edition bears no date: its rules apply to whatever the register holds. A new edition is
published by adding it here, with the day from which it applies, beside the rules that carry its
name: a rule that it changes gets a second class with the same id.
"""


def edition_on(day: date) -> str:
    """Give the edition that is in force on a day."""
    return [name for name, since in EDITIONS.items() if since <= day][-1]
