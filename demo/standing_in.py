"""Who named a deputy in the demo: the manager who is on leave, for as long as that lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from demo.days import dutch, moment, shifted, working_days_on
from demo.people import LEAVE_SINCE, LEAVE_UNTIL, ON_LEAVE
from workflows.deputising import TypedDeputy

DEPUTY = "2015"
"""Who stands in for who is on leave: their own manager, so nobody below decides on them."""


@dataclass(frozen=True)
class NamesDeputy:
    """Somebody names a deputy, as typed."""

    at: datetime
    who: str
    typed: TypedDeputy


def deputies(today: date) -> Sequence[NamesDeputy]:
    """Give who named a deputy until today."""
    since, until = shifted(today, LEAVE_SINCE), shifted(today, LEAVE_UNTIL)
    typed = TypedDeputy(person="", deputy=DEPUTY, starts_on=dutch(since), ends_on=dutch(until))
    rng = Random(DEPUTY)  # noqa: S311 — a demo has to be the same each time
    return [NamesDeputy(moment(rng, working_days_on(since, -1), 14, 16), ON_LEAVE, typed)]
