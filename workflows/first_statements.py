"""First statements (*eerste opgave*): who comes into service says within some days what there is.

It applies to whoever comes into service from the first day of the register on; who was there before
answers in a campaign, and so does who stands in the one that is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, cast, exists
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Event
from register.campaigns import Attestation, Campaign, CampaignPerson
from register.clock import day_of
from register.people import Office, OfficeHolding, Person, held_on, in_service_on
from workflows import policy
from workflows.campaigns import PAGE
from workflows.deadlines import is_office_time
from workflows.letters import Letter
from workflows.milestones import last_milestone
from workflows.notices import notify, told_before

DAYS_BEFORE = (7,)
"""How many days before the last day somebody is reminded."""


@dataclass(frozen=True)
class Awaited:
    """Somebody whose first statement is awaited, with the last day for it."""

    person_id: int
    name: str
    department: str
    since: date
    due_on: date

    def overdue(self, today: date) -> bool:
        """Tell whether that day has passed."""
        return self.due_on < today


async def awaited(
    db: AsyncSession, now: datetime, person_id: int | None = None
) -> Sequence[Awaited]:
    """Give whose first statement is awaited, the first due on top; of one person or of everybody.

    Nobody's is while ``first_statement_days`` is off.
    """
    days = (await policy.current(db)).first_statement_days
    began = await _first_day(db)
    if days is None or began is None:
        return ()
    today = day_of(now)
    query = (
        select(Person)
        .where(*_conditions(began, today))
        .order_by(col(Person.in_service_from), Person.sort_name, col(Person.id))
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    return [
        Awaited(
            person_id=person.key,
            name=person.name,
            department=person.department,
            since=person.in_service_from,
            due_on=person.in_service_from + timedelta(days=days),
        )
        for person in await db.exec(query)
    ]


async def _first_day(db: AsyncSession) -> date | None:
    """Give the day on which the register was first used: that of the office's first event."""
    found = await db.exec(select(Event.at).where(Event.chain == OFFICE_CHAIN, Event.seq == 1))
    at = found.first()
    return day_of(at) if at is not None else None


def _conditions(began: date, today: date) -> Sequence[Any]:
    accountants = select(OfficeHolding.person_id).where(
        OfficeHolding.office == Office.ACCOUNTANT,
        *held_on(today),  # type: ignore[arg-type]
    )
    attested = exists().where(
        col(Attestation.person_id) == Person.id,
        col(Attestation.at) >= cast(col(Person.in_service_from), DateTime(timezone=True)),
    )
    in_campaign = exists().where(
        col(CampaignPerson.person_id) == Person.id,
        col(CampaignPerson.campaign_id) == Campaign.id,
        col(Campaign.closed_at).is_(None),
    )
    return [
        col(Person.in_service_from) >= began,
        *in_service_on(today),
        col(Person.id).not_in(accountants),
        ~attested,
        ~in_campaign,
    ]


async def remind(db: AsyncSession, now: datetime) -> None:
    """Welcome who is new, and remind them: before the last day, on it, and each week after it.

    May be done twice and catches up: of what was due while nothing ran, the newest is told.
    """
    if not is_office_time(now):
        return
    today = day_of(now)
    waiting = await awaited(db, now)
    telling = [(each, *_letter(each, today)) for each in waiting]
    told = await told_before(db, (about for _, _, about in telling))
    before = {(about, person_id) for _, about, person_id in told}
    for each, letter, about in telling:
        if (about, each.person_id) not in before:
            await notify(db, letter, each.person_id, now, about=about, due=each.due_on, path=PAGE)


def _letter(each: Awaited, today: date) -> tuple[Letter, str]:
    """Give what is told today, and what that is about."""
    about = f"first statement {each.since}"
    milestone = last_milestone(each.due_on, DAYS_BEFORE, today)
    if milestone is None or milestone <= each.since:
        return Letter.FIRST_DECLARATION, about
    letter = (
        Letter.FIRST_DECLARATION_OVERDUE
        if each.overdue(today)
        else Letter.FIRST_DECLARATION_REMINDER
    )
    return letter, f"{about}, {milestone}"
