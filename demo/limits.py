"""The limits that the demo organisation has set itself, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from demo.days import moment, shifted, working_days_on


@dataclass(frozen=True)
class SetsLimit:
    """The bestuurssecretaris of the day sets a limit of the policy, as typed, for a reason."""

    at: datetime
    name: str
    typed: str
    reason: str


TWO_YEARS, SINCE_SPRING = 735, 215
"""How many days ago the limits were set, and one of them changed."""

_SET: tuple[tuple[int, str, str, str], ...] = (
    (
        TWO_YEARS,
        "invitation_explain",
        "75",
        (
            "De code noemt geen bedrag. In het managementoverleg is 75 euro gekozen: daarboven "
            "willen we weten waarom iemand gaat."
        ),
    ),
    (
        TWO_YEARS,
        "invitation_count_notice",
        "3",
        (
            "Wie drie keer in een jaar door dezelfde leverancier wordt uitgenodigd, valt op. Wie "
            "beoordeelt, moet dat ook zien."
        ),
    ),
    (
        TWO_YEARS,
        "side_hours_notice",
        "8",
        "Meer dan een werkdag per week naast een baan vraagt om een gesprek over rust en rooster.",
    ),
    (
        TWO_YEARS,
        "private_use_notice",
        "5.000",
        "Bij grotere bedragen kijken we beter of de prijs gewoon is. Voorstel van de controller.",
    ),
    (
        SINCE_SPRING,
        "invitation_explain",
        "100",
        "Een gewone kennisdag kost nu vaak tot 100 euro. Uitleg vragen leverde daar niets op.",
    ),
)


def limits(today: date) -> Sequence[SetsLimit]:
    """Give when each limit was set, in the order of time."""
    rng = Random(len(_SET))  # noqa: S311 — a demo has to be the same each time
    found = [
        SetsLimit(
            moment(rng, working_days_on(shifted(today, -days_ago), 1), 9, 11), name, typed, reason
        )
        for days_ago, name, typed, reason in _SET
    ]
    return sorted(found, key=lambda each: each.at)
