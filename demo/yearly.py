"""The yearly statements of the demo: a campaign of last year, closed, and one half answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from demo.days import dutch, first_of_month, moment, shifted, working_days, working_days_on
from demo.organisation import in_service
from demo.people import EMPLOYEES
from register.people import Office
from workflows.campaigns import TypedCampaign

LAST_YEAR, THIS_YEAR = 375, 12
"""How many days ago the two campaigns were opened."""
DAYS_TO_ANSWER, DAYS_TO_CLOSE = 30, 37
NEWEST = "2044"
"""Who came after the reference day of the one that is open, and makes a first statement."""
ON_LONG_LEAVE = "2013"
FORGETFUL = frozenset({"2019", "2035"})
"""Who did not answer last year."""
SILENT = frozenset(
    {"2001", "2006", "2020", "2036", "2038", "2100", *map(str, range(2007, 2042, 2))}
)
"""Who has not answered this year."""

WORDS = (
    "Eén keer per jaar kijken we samen of het integriteitsregister nog klopt. Kijk na wat er van "
    "je in staat. Heb je niets te melden? Laat dat dan ook weten."
)


@dataclass(frozen=True)
class OpensCampaign:
    """The bestuurssecretaris of the day opens a campaign."""

    at: datetime
    typed: TypedCampaign


@dataclass(frozen=True)
class Attests:
    """Somebody, by staff number, says that all that stands of theirs is right."""

    at: datetime
    who: str


@dataclass(frozen=True)
class Exempts:
    """The bestuurssecretaris of the day exempts somebody, by staff number."""

    at: datetime
    who: str
    reason: str


@dataclass(frozen=True)
class ClosesCampaign:
    """The bestuurssecretaris of the day closes the campaign that is open."""

    at: datetime


YearlyAct = OpensCampaign | Attests | Exempts | ClosesCampaign


def yearly(today: date) -> Sequence[YearlyAct]:
    """Give what happened in both campaigns, in the order of time."""
    rng = Random(LAST_YEAR)  # noqa: S311 — a demo has to be the same each time
    came = next(in_service(each, today)[0] for each in EMPLOYEES if each.number == NEWEST)
    before = shifted(first_of_month(shifted(today, -LAST_YEAR)), -1)
    acts = [
        *_campaign(before, working_days_on(shifted(today, -LAST_YEAR), 1), today, rng),
        *_campaign(shifted(came, -1), working_days_on(shifted(today, -THIS_YEAR), -1), today, rng),
    ]
    return sorted(acts, key=lambda act: act.at)


def _campaign(reference: date, opened: date, today: date, rng: Random) -> Iterator[YearlyAct]:
    last = shifted(opened, DAYS_TO_ANSWER)
    typed = TypedCampaign(f"Jaarlijkse opgave {opened.year}", dutch(reference), dutch(last), WORDS)
    yield OpensCampaign(moment(rng, opened, 9, 9), typed)
    leave = "Is met onbetaald verlof tot na de laatste dag."
    yield Exempts(moment(rng, working_days_on(opened, 1), 9, 9), ON_LONG_LEAVE, leave)
    closed = working_days_on(shifted(opened, DAYS_TO_CLOSE), 1)
    over = closed < today
    days = working_days(working_days_on(opened, 1), min(last, shifted(today, -1)))
    for number, came, left in _people(today):
        silent = number in (FORGETFUL if over else SILENT)
        day = rng.choice(days)
        there = came <= reference and (left is None or day <= left)
        if there and not silent and number != ON_LONG_LEAVE:
            yield Attests(moment(rng, day, 10, 16), number)
    if over:
        yield ClosesCampaign(moment(rng, closed, 9, 9))


def _people(today: date) -> Iterator[tuple[str, date, date | None]]:
    for employee in EMPLOYEES:
        if employee.office is not Office.ACCOUNTANT:
            yield employee.number, *in_service(employee, today)
