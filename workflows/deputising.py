"""Naming a deputy for a period, and letting that end before its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import day_of
from register.deputies import Deputy
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.frozen import digest_of_deputy
from register.jobs import enqueue
from register.people import Actor, Office, Person
from register.permissions import Action, may
from register.storage import take_turn
from register.types.amounts import Day
from register.types.kinds import Unreadable
from workflows.colleagues import find_colleague
from workflows.letters import Letter
from workflows.notices import notify
from workflows.rerouting import REROUTING

LONGEST = timedelta(days=366)
"""The longest period for which a deputy is named."""
REVIEWING = frozenset({Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT, Office.COMMUNICATIE})
"""The offices that take steps."""


@dataclass(frozen=True)
class TypedDeputy:
    """A deputy as somebody names one; ``person`` is empty where it is for oneself."""

    person: str
    deputy: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class DeputyRow:
    """Somebody who stands in, stood in or will stand in for somebody."""

    id: int
    person_id: int
    person_name: str
    deputy_name: str
    starts_on: date
    ends_on: date
    named_by_name: str
    ended_at: datetime | None
    ended_by_name: str | None

    def state(self, today: date) -> str:
        """Tell in a word how it stands."""
        if self.ended_at is not None:
            return "Gestopt"
        if today > self.ends_on:
            return "Voorbij"
        return "Loopt nu" if today >= self.starts_on else "Komt nog"

    def can_end(self, today: date) -> bool:
        """Tell whether there is anything left to end."""
        return self.ended_at is None and today <= self.ends_on


def reviews(actor: Actor) -> bool:
    """Tell whether somebody takes steps of others, so that somebody can stand in for them."""
    return actor.in_service and (actor.is_manager or bool(actor.offices & REVIEWING))


async def deputies(db: AsyncSession, actor: Actor, limit: int = 200) -> Sequence[DeputyRow]:
    """Give who stands in for whom, newest first: of everybody for the bestuurssecretaris."""
    person, deputy = aliased(Person), aliased(Person)
    wanted: list[Any] = []
    if not may(actor, Action.ASSIGN):
        wanted = [(col(Deputy.person_id) == actor.id) | (col(Deputy.deputy_id) == actor.id)]
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Deputy.id,
            Deputy.person_id,
            func.concat_ws(" ", person.first_name, person.infix, person.last_name),
            func.concat_ws(" ", deputy.first_name, deputy.infix, deputy.last_name),
            Deputy.starts_on,
            Deputy.ends_on,
            Deputy.named_by_name,
            Deputy.ended_at,
            Deputy.ended_by_name,
        )
        .join(person, col(person.id) == Deputy.person_id)
        .join(deputy, col(deputy.id) == Deputy.deputy_id)
        .where(*wanted)
        .order_by(col(Deputy.ends_on).desc(), col(Deputy.id).desc())
        .limit(limit)
    )
    return [DeputyRow(*row) for row in rows]


async def name_deputy(db: AsyncSession, actor: Actor, typed: TypedDeputy, now: datetime) -> Deputy:
    """Let somebody stand in for oneself, or, as bestuurssecretaris, for anybody.

    Raises:
        Unsuitable: they take no steps that somebody can stand in for.
        Invalid: a name or a day is missing or unreadable, the period is over, backwards or too
            long, or somebody stands in at that time already; every fault is named.
    """
    if not reviews(actor) and not may(actor, Action.ASSIGN):
        raise Unsuitable("Je beoordeelt niets van anderen. Een vervanger is niet nodig.")
    today = day_of(now)
    errors: dict[str, str] = {}
    principal = await _principal(db, actor, typed.person, today, errors)
    deputy = await _colleague(db, typed.deputy, "deputy", today, errors)
    starts_on = _day(typed.starts_on, "starts_on", errors)
    ends_on = _day(typed.ends_on, "ends_on", errors)
    if principal and deputy and principal.id == deputy.id:
        errors["deputy"] = "Niemand vervangt zichzelf. Kies een collega."
    if starts_on and ends_on:
        _judge_period(starts_on, ends_on, today, errors)
    if errors or principal is None or deputy is None or starts_on is None or ends_on is None:
        raise Invalid(errors)
    await take_turn(db, f"deputies of {principal.id}")
    await _refuse_twice(db, principal.id, deputy.id, starts_on, ends_on)
    row = Deputy(
        person_id=principal.id,
        deputy_id=deputy.id,
        starts_on=starts_on,
        ends_on=ends_on,
        named_at=now,
        named_by=actor.id,
        named_by_name=actor.name,
    )
    db.add(row)
    await db.flush()
    await _tell(db, actor, Happening.DEPUTY_NAMED, row, principal.name, deputy.name, now)
    await notify(
        db,
        Letter.DEPUTY_NAMED,
        deputy.id,
        now,
        about=f"deputy {row.key}",
        name=principal.name,
        starts=starts_on,
        ends=ends_on,
    )
    return row


async def end_deputy(db: AsyncSession, actor: Actor, deputy_id: int, now: datetime) -> None:
    """Let somebody stand in no longer from now on.

    Raises:
        NotFound: there is none, or it is not this person's to end.
        Stale: it has ended already.
    """
    found = await db.exec(select(Deputy).where(Deputy.id == deputy_id).with_for_update())
    row = found.first()
    if row is None or not (row.person_id == actor.id or may(actor, Action.ASSIGN)):
        raise NotFound
    if row.ended_at is not None or row.ends_on < day_of(now):
        raise Stale("Deze vervanging is al voorbij.")
    row.ended_at = now
    row.ended_by = actor.id
    row.ended_by_name = actor.name
    await db.flush()
    principal = await db.get_one(Person, row.person_id)
    deputy = await db.get_one(Person, row.deputy_id)
    await _tell(db, actor, Happening.DEPUTY_ENDED, row, principal.name, deputy.name, now)


async def _tell(
    db: AsyncSession,
    actor: Actor,
    what: Happening,
    row: Deputy,
    principal: str,
    deputy: str,
    now: datetime,
) -> None:
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        what,
        now,
        person=principal,
        deputy=deputy,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        stand_in=row.key,
        frozen=await digest_of_deputy(db, row.key),
    )
    await enqueue(db, REROUTING, once_as=REROUTING)


async def _principal(
    db: AsyncSession, actor: Actor, typed: str, today: date, errors: dict[str, str]
) -> Actor | None:
    """Read for whom somebody stands in: oneself, unless the bestuurssecretaris names another."""
    if not typed.strip() and reviews(actor):
        return actor
    if not may(actor, Action.ASSIGN):
        errors["person"] = "Je kunt alleen een vervanger voor jezelf aanwijzen."
        return None
    found = await _colleague(db, typed, "person", today, errors)
    if found is not None and not reviews(found):
        errors["person"] = "Deze collega beoordeelt niets. Een vervanger is niet nodig."
        return None
    return found


async def _colleague(
    db: AsyncSession, typed: str, field: str, today: date, errors: dict[str, str]
) -> Actor | None:
    try:
        return await find_colleague(db, typed, field, today)
    except Invalid as invalid:
        errors.update(invalid.errors)
        return None


def _day(typed: str, field: str, errors: dict[str, str]) -> date | None:
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return None
    return day


def _judge_period(starts_on: date, ends_on: date, today: date, errors: dict[str, str]) -> None:
    if ends_on < starts_on:
        errors["ends_on"] = "De laatste dag ligt voor de eerste. Vul een latere dag in."
    elif ends_on < today:
        errors["ends_on"] = "Deze dag is al voorbij. Vul een dag vanaf vandaag in."
    elif ends_on - starts_on > LONGEST:
        errors["ends_on"] = "Een vervanging duurt hoogstens een jaar. Vul een eerdere dag in."


async def _refuse_twice(
    db: AsyncSession, person_id: int, deputy_id: int, starts_on: date, ends_on: date
) -> None:
    """Refuse to name the same deputy twice for days that overlap.

    Raises:
        Invalid: they stand in on some of these days already.
    """
    found = await db.exec(
        select(Deputy.id).where(
            Deputy.person_id == person_id,
            Deputy.deputy_id == deputy_id,
            Deputy.starts_on <= ends_on,
            Deputy.ends_on >= starts_on,
            col(Deputy.ended_at).is_(None),
        )
    )
    if found.first() is not None:
        raise Invalid({"deputy": "Deze collega vervangt op die dagen al. Kies andere dagen."})
