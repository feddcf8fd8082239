"""Reminding who has not answered in a campaign: by itself, and when the bestuurssecretaris asks.

Nobody is reminded twice on a day, nor who answered, is exempted or has left.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import Campaign, Outcome
from register.clock import day_of
from register.errors import Unsuitable
from register.mail import Mail
from register.people import Actor
from workflows.campaign_progress import everybody
from workflows.campaigns import PAGE, kept_open, locked, open_one
from workflows.deadlines import is_office_time
from workflows.letters import Letter
from workflows.milestones import last_milestone
from workflows.notices import notify_all

DAYS_BEFORE = (14, 3)
"""How many days before the last day people are reminded by themselves."""
_LETTERS = (Letter.CAMPAIGN_REMINDER, Letter.CAMPAIGN_OVERDUE)


async def remind(db: AsyncSession, now: datetime) -> None:
    """Remind who has not answered when it is time: 14 and 3 days before, on the day, weekly after.

    May be done twice, by two workers at once, and catches up: of what was due while nothing ran,
    one reminder is sent.
    """
    found = await open_one(db)
    if found is None or not is_office_time(now):
        return
    campaign = await locked(db, found.key)
    if campaign is None or not campaign.is_open:
        return
    milestone = last_milestone(campaign.answer_by, DAYS_BEFORE, day_of(now))
    if milestone is None or milestone <= day_of(campaign.opened_at):
        return
    told = await _last_told(db, campaign)
    people = await _silent(db, campaign, day_of(now))
    late = [each for each in people if each not in told or told[each] < milestone]
    await _remind(db, campaign, late, None, now)


async def remind_now(db: AsyncSession, actor: Actor, campaign_id: int, now: datetime) -> int:
    """Remind at once who has not answered and was not reminded today; give how many.

    Raises:
        NotFound: there is no such campaign, or it is not this person's to keep.
        Unsuitable: it is closed, or there is nobody to remind today.
    """
    campaign = await kept_open(db, actor, campaign_id)
    today = day_of(now)
    people = await _silent(db, campaign, today)
    if not people:
        raise Unsuitable("Er is niemand meer die nog iets moet laten weten.")
    told = await _last_told(db, campaign)
    fresh = [each for each in people if told.get(each) != today]
    if not fresh:
        raise Unsuitable("Vandaag is er al een herinnering verstuurd. Morgen kan het weer.")
    await _remind(db, campaign, fresh, actor, now)
    return len(fresh)


async def last_reminded_on(db: AsyncSession, campaign: Campaign) -> date | None:
    """Give the day on which anybody was last reminded."""
    return max((await _last_told(db, campaign)).values(), default=None)


async def _silent(db: AsyncSession, campaign: Campaign, today: date) -> list[int]:
    return [
        each.person_id
        for each in await everybody(db, campaign, today)
        if each.outcome is Outcome.GEEN_OPGAVE and each.left_on is None
    ]


async def _last_told(db: AsyncSession, campaign: Campaign) -> Mapping[int, date]:
    rows = await db.exec(
        select(Mail.person_id, func.max(Mail.created_at))
        .where(
            col(Mail.letter).in_(_LETTERS),
            col(Mail.about).startswith(f"{_about(campaign)} ", autoescape=True),
        )
        .group_by(col(Mail.person_id))
    )
    return {person_id: day_of(at) for person_id, at in rows}


def _about(campaign: Campaign) -> str:
    return f"campaign {campaign.key}"


async def _remind(
    db: AsyncSession,
    campaign: Campaign,
    people: Iterable[int],
    actor: Actor | None,
    now: datetime,
) -> None:
    told = list(people)
    if not told:
        return
    today = day_of(now)
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.CAMPAIGN_REMINDED,
        now,
        campaign=campaign.key,
        title=campaign.title,
        people=len(told),
    )
    await notify_all(
        db,
        Letter.CAMPAIGN_OVERDUE if campaign.answer_by < today else Letter.CAMPAIGN_REMINDER,
        told,
        now,
        about=f"{_about(campaign)} {today}",
        due=campaign.answer_by,
        year=campaign.reference_day.year,
        path=PAGE,
    )
