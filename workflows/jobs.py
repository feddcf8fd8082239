"""The work that comes back by itself, by name.

Each is a function of a transaction and a moment that does all that is due by then and was not done
before, so it may be done twice, by two workers, or after days in which nothing ran.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register.jobs import clear_log, renew
from workflows import (
    campaign_reminders,
    condition_reminders,
    delivering,
    digests,
    first_statements,
    leaving,
    reminding,
    reviews,
)
from workflows.notices import SENDING
from workflows.rerouting import REROUTING, reroute_all


@dataclass(frozen=True)
class Recurring:
    """Work that comes back.

    Attributes:
        name: what the queue calls it.
        label: what people call it.
        work: does what is due.
    """

    name: str
    label: str
    work: Callable[[AsyncSession, datetime], Awaitable[None]]


RECURRING: Sequence[Recurring] = (
    Recurring("reminders", "Beoordelaars herinneren", reminding.remind),
    Recurring("conditions", "Herinneren aan voorwaarden", condition_reminders.reminders),
    Recurring("escalation", "Melden wat blijft liggen", reminding.escalate),
    Recurring("digests", "Weekoverzicht sturen", digests.send_digests),
    Recurring("campaigns", "Herinneren aan de jaarlijkse opgave", campaign_reminders.remind),
    Recurring("first-statements", "Herinneren aan de eerste opgave", first_statements.remind),
    Recurring("reviews", "Verklaringen laten nakijken", reviews.open_due),
    Recurring("leavers", "Melden wie uit dienst is", leaving.tell),
    Recurring("outbox", "Wachtende mail oppakken", delivering.pick_up),
    Recurring(REROUTING, "Stappen geven aan wie ze kan zetten", reroute_all),
    Recurring("queue-log", "Oude regels van de wachtrij opruimen", clear_log),
)
"""All of it. What comes back is a line here."""

LABELS = {SENDING: "Mail versturen", **{each.name: each.label for each in RECURRING}}
"""What people call each kind of job."""


async def tick(db: AsyncSession) -> None:
    """Put all recurring work in the queue, but what waits there or is being done."""
    for each in RECURRING:
        await renew(db, each.name)
