"""Opening a campaign (*jaarlijkse opgave*), and finding one.

Whoever is in service on the reference day has to answer, but for external accountants. Who that is,
and what HR says of them, is frozen when the campaign opens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import Campaign, CampaignPerson
from register.clock import day_of
from register.errors import Invalid, NotFound, Unsuitable
from register.frozen_campaigns import digest_of_opening
from register.people import Actor, Office, OfficeHolding, Person, held_on, in_service_on
from register.permissions import Action, may
from register.storage import take_turn
from register.types.amounts import Day
from register.types.kinds import Kind, LongText, Text, Unreadable
from workflows.letters import Letter
from workflows.notices import notify_all

PAGE = "/opgave"
"""Where people answer."""
LONGEST = timedelta(days=366)
"""How far back a reference day can lie, and how far ahead the day to answer by."""
_TITLE = Text(120)
_MISSING = {
    "title": "Geef de campagne een naam.",
    "reference_day": "Vul de peildatum in.",
    "answer_by": "Vul de dag in waarop iedereen klaar moet zijn.",
    "words": "Schrijf op wat de medewerkers moeten weten.",
}


@dataclass(frozen=True)
class TypedCampaign:
    """A campaign as a form sent it."""

    title: str
    reference_day: str
    answer_by: str
    words: str


async def open_campaign(
    db: AsyncSession, actor: Actor, typed: TypedCampaign, now: datetime
) -> Campaign:
    """Open a campaign, freeze who has to answer, and tell them by mail.

    Raises:
        NotFound: it is not this person's to open one.
        Unsuitable: one is open already.
        Invalid: something is missing, unreadable or out of order, named by field.
    """
    if not may(actor, Action.KEEP_CAMPAIGNS):
        raise NotFound
    await take_turn(db, "campaigns")
    if await open_one(db) is not None:
        raise Unsuitable("Er loopt al een campagne. Sluit die eerst.")
    read = _read(typed, day_of(now))
    people = await _population(db, read["reference_day"])
    if not people:
        raise Invalid({"reference_day": "Op deze dag was er niemand in dienst."})
    campaign = Campaign(**read, opened_at=now, opened_by=actor.id, opened_by_name=actor.name)
    db.add(campaign)
    await db.flush()
    await db.exec(
        insert(CampaignPerson).values([{"campaign_id": campaign.key, **each} for each in people])
    )
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.CAMPAIGN_OPENED,
        now,
        campaign=campaign.key,
        title=campaign.title,
        reference_day=campaign.reference_day,
        people=len(people),
        frozen=await digest_of_opening(db, campaign.key),
    )
    await notify_all(
        db,
        Letter.CAMPAIGN_OPENED,
        (each["person_id"] for each in people),
        now,
        about=f"campaign {campaign.key}",
        due=campaign.answer_by,
        year=campaign.reference_day.year,
        path=PAGE,
    )
    return campaign


def _read(typed: TypedCampaign, today: date) -> Mapping[str, Any]:
    errors: dict[str, str] = {}
    kinds: Mapping[str, Kind] = {
        "title": _TITLE,
        "reference_day": Day(),
        "answer_by": Day(),
        "words": LongText(),
    }
    read = {name: _value(name, getattr(typed, name), kind, errors) for name, kind in kinds.items()}
    reference, answer_by = read["reference_day"], read["answer_by"]
    if reference is not None and reference > today:
        errors["reference_day"] = (
            "De peildatum kan niet later zijn dan vandaag: wie er dan in dienst is, staat nog niet "
            "vast."
        )
    elif reference is not None and reference < today - LONGEST:
        errors["reference_day"] = "Kies een peildatum in het afgelopen jaar."
    if answer_by is not None and not today < answer_by <= today + LONGEST:
        errors["answer_by"] = "Kies een dag na vandaag, binnen een jaar."
    if errors:
        raise Invalid(errors)
    return read


def _value(name: str, typed: str, kind: Kind, errors: dict[str, str]) -> Any:
    if not typed.strip():
        errors[name] = _MISSING[name]
        return None
    try:
        return kind.read(typed.strip())
    except Unreadable as unreadable:
        errors[name] = str(unreadable)
        return None


async def _population(db: AsyncSession, day: date) -> Sequence[Mapping[str, Any]]:
    """Give who is in service on a day and no external accountant, with what HR says of them."""
    manager = aliased(Person)
    accountants = select(OfficeHolding.person_id).where(
        OfficeHolding.office == Office.ACCOUNTANT,
        *held_on(day),  # type: ignore[arg-type]
    )
    found: Any = await db.exec(
        select(  # type: ignore[call-overload]
            col(Person.id).label("person_id"),
            _name(Person).label("name"),
            Person.sort_name,
            Person.staff_number,
            Person.job_title,
            Person.department,
            func.nullif(_name(manager), "").label("manager_name"),
        )
        .join(manager, col(manager.id) == Person.manager_id, isouter=True)
        .where(*in_service_on(day), col(Person.id).not_in(accountants))
        .order_by(Person.id)
    )
    return [dict(row) for row in found.mappings()]


def _name(person: Any) -> Any:
    return func.concat_ws(" ", person.first_name, person.infix, person.last_name)


async def open_one(db: AsyncSession) -> Campaign | None:
    """Give the campaign that is open, if there is one."""
    return (await db.exec(select(Campaign).where(col(Campaign.closed_at).is_(None)))).first()


async def every(db: AsyncSession) -> Sequence[tuple[Campaign, int]]:
    """Give every campaign with how many have to answer, newest first, in one query."""
    found = await db.exec(
        select(Campaign, func.count(col(CampaignPerson.person_id)))
        .join(CampaignPerson, col(CampaignPerson.campaign_id) == Campaign.id)
        .group_by(col(Campaign.id))
        .order_by(col(Campaign.id).desc())
    )
    return [(campaign, people) for campaign, people in found]


async def find(db: AsyncSession, actor: Actor, campaign_id: int) -> Campaign:
    """Give a campaign to who may follow it.

    Raises:
        NotFound: there is none, or it is not this person's to see.
    """
    campaign = await db.get(Campaign, campaign_id) if campaign_id < 2**31 else None
    if campaign is None or not may(actor, Action.SEE_CAMPAIGNS):
        raise NotFound
    return campaign


async def kept_open(db: AsyncSession, actor: Actor, campaign_id: int) -> Campaign:
    """Lock a campaign that is open until the transaction ends, for who keeps it.

    Raises:
        NotFound: there is none, or it is not this person's to keep.
        Unsuitable: it is closed.
    """
    campaign = await locked(db, campaign_id)
    if campaign is None or not may(actor, Action.KEEP_CAMPAIGNS):
        raise NotFound
    if not campaign.is_open:
        raise Unsuitable(f"‘{campaign.title}’ is gesloten. Er kan niets meer aan veranderen.")
    return campaign


async def locked(db: AsyncSession, campaign_id: int, *, shared: bool = False) -> Campaign | None:
    """Read a campaign afresh and keep it locked, so that it does not close in the meantime.

    Args:
        db: the transaction that holds the lock until it ends.
        campaign_id: the key of the campaign.
        shared: for who only adds an answer: many do so at once, and closing waits for them all.
    """
    if campaign_id >= 2**31:
        return None
    found = await db.exec(
        select(Campaign)
        .where(Campaign.id == campaign_id)
        .with_for_update(read=shared)
        .execution_options(populate_existing=True)
    )
    return found.first()


async def member(db: AsyncSession, campaign_id: int, person_id: int) -> CampaignPerson:
    """Give somebody who has to answer in a campaign.

    Raises:
        NotFound: this person does not stand in it.
    """
    found = await db.get(CampaignPerson, (campaign_id, person_id)) if person_id < 2**31 else None
    if found is None:
        raise NotFound
    return found
