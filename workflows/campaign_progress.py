"""How far a campaign is: what became of each so far, and once it is closed the frozen list.

Who answered has answered, also when they were exempted; of who did not, the newest exemption
counts. So everybody is in one of the four, and the numbers add up whatever happens.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Subquery, case, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import (
    Attestation,
    Campaign,
    CampaignOutcome,
    CampaignPerson,
    Exemption,
    Outcome,
)
from register.people import Person, sort_name

PAGE_SIZE = 50
_MOST_WORDS = 8

_MEMBER = CampaignPerson.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]
_ATTESTATION = Attestation.__table__  # type: ignore[attr-defined]
_EXEMPTION = Exemption.__table__  # type: ignore[attr-defined]
_OUTCOME = CampaignOutcome.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Standing:
    """Somebody in a campaign, with what became of them so far or in the end.

    Attributes:
        person_id: who it is.
        name, staff_number, job_title, department, manager_name: as they were at the opening.
        outcome: what became of them.
        answered_at: when they last answered.
        reason: why they are exempted.
        exemption_id: the exemption by which they are.
        attestation_id: the answer that counts.
        left_on: their last day, of who is out of service.
    """

    person_id: int
    name: str
    staff_number: str
    job_title: str
    department: str
    manager_name: str | None
    outcome: Outcome
    answered_at: datetime | None
    reason: str | None
    exemption_id: int | None
    attestation_id: int | None
    left_on: date | None


@dataclass(frozen=True)
class Tally:
    """How many of some people are where; together they are all of them."""

    counts: Counter[Outcome]

    @property
    def population(self) -> int:
        """How many they are."""
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.counts[Outcome.OPGAVE] + self.counts[Outcome.NIETS_TE_MELDEN]

    @property
    def done(self) -> int:
        """For how many nothing has to be done any more."""
        return self.population - self.counts[Outcome.GEEN_OPGAVE]

    @property
    def percentage(self) -> int:
        """The part that is done in whole per cents; a hundred only when everybody is."""
        return self.done * 100 // self.population if self.population else 100


@dataclass(frozen=True)
class Progress:
    """How far a campaign is, in all and by department, by name."""

    total: Tally
    departments: Mapping[str, Tally]

    @property
    def seen(self) -> str:
        """What was on the screen, in short: the number of each outcome."""
        return "-".join(str(self.total.counts[each]) for each in Outcome)


@dataclass(frozen=True)
class Wanted:
    """Whom a list shows: with an outcome, of a department, whose name or number has these words."""

    outcome: Outcome | None = None
    department: str = ""
    words: str = ""
    after: str = ""
    """The staff number after which a part begins; empty for the first part."""


@dataclass(frozen=True)
class Part:
    """A part of a list: its rows, how many are wanted in all, and where the next part begins."""

    rows: Sequence[Standing]
    total: int
    next: str | None = None


async def progress(db: AsyncSession, campaign: Campaign, today: date) -> Progress:
    """Count a campaign by department, in one query."""
    found = _standing(campaign, today)
    connection = await db.connection()
    rows = await connection.execute(
        select(found.c.department, found.c.outcome, func.count()).group_by(
            found.c.department, found.c.outcome
        )
    )
    counted: dict[str, Counter[Outcome]] = {}
    for department, outcome, number in rows:
        counted.setdefault(department, Counter())[Outcome(outcome)] = number
    total = sum(counted.values(), Counter())
    return Progress(Tally(total), {name: Tally(counted[name]) for name in sorted(counted)})


async def everybody(db: AsyncSession, campaign: Campaign, today: date) -> Sequence[Standing]:
    """Give everybody in a campaign, by department and name, in one query."""
    found = _standing(campaign, today)
    query = select(found).order_by(found.c.department, found.c.sort_name, found.c.person_id)
    return await _rows(db, query)


async def part(db: AsyncSession, campaign: Campaign, wanted: Wanted, today: date) -> Part:
    """Give a part of whom a list shows, by name, in two or three queries."""
    found = _standing(campaign, today)
    conditions = _conditions(found, wanted)
    connection = await db.connection()
    total = await connection.scalar(select(func.count()).select_from(found).where(*conditions))
    order = (found.c.sort_name, found.c.person_id)
    query = select(found).where(*conditions).order_by(*order).limit(PAGE_SIZE + 1)
    if wanted.after:
        edge = await connection.execute(select(*order).where(found.c.staff_number == wanted.after))
        if place := edge.first():
            query = query.where(tuple_(*order) > tuple_(*place))
    rows = await _rows(db, query)
    shown = rows[:PAGE_SIZE]
    return Part(shown, total or 0, shown[-1].staff_number if len(rows) > PAGE_SIZE else None)


async def standing_of(
    db: AsyncSession, campaign: Campaign, person_id: int, today: date
) -> Standing | None:
    """Give what became of one person; ``None`` for who is not in the campaign."""
    found = _standing(campaign, today)
    rows = await _rows(db, select(found).where(found.c.person_id == person_id))
    return next(iter(rows), None)


async def _rows(db: AsyncSession, query: Any) -> Sequence[Standing]:
    connection = await db.connection()
    rows = (await connection.execute(query)).mappings()
    names = Standing.__dataclass_fields__
    return [
        Standing(**{**{name: row[name] for name in names}, "outcome": Outcome(row["outcome"])})
        for row in rows
    ]


def _conditions(found: Subquery, wanted: Wanted) -> Sequence[Any]:
    words = wanted.words.replace("\x00", "").split()[:_MOST_WORDS]
    return [
        *([found.c.outcome == wanted.outcome.value] if wanted.outcome else []),
        *([found.c.department == wanted.department] if wanted.department else []),
        *(
            or_(
                found.c.sort_name.contains(sort_name(word, "", None).strip(", "), autoescape=True),
                found.c.staff_number == word,
            )
            for word in words
        ),
    ]


def _standing(campaign: Campaign, today: date) -> Subquery:
    """Give everybody in a campaign with what became of them, as a query."""
    found: Subquery = (
        _as_it_goes(campaign, today) if campaign.is_open else _as_it_ended(campaign)
    ).subquery("standing")
    return found


def _as_it_goes(campaign: Campaign, today: date) -> Any:
    answer = (
        select(_ATTESTATION.c.person_id, _ATTESTATION.c.id, _ATTESTATION.c.kind, _ATTESTATION.c.at)
        .ext(distinct_on(_ATTESTATION.c.person_id))
        .where(_ATTESTATION.c.campaign_id == campaign.key)
        .order_by(_ATTESTATION.c.person_id, _ATTESTATION.c.id.desc())
        .subquery("answer")
    )
    exemption = (
        select(_EXEMPTION.c.person_id, _EXEMPTION.c.id, _EXEMPTION.c.exempt, _EXEMPTION.c.reason)
        .ext(distinct_on(_EXEMPTION.c.person_id))
        .where(_EXEMPTION.c.campaign_id == campaign.key)
        .order_by(_EXEMPTION.c.person_id, _EXEMPTION.c.id.desc())
        .subquery("newest_exemption")
    )
    exempted = exemption.c.exempt & answer.c.id.is_(None)
    outcome = case(
        (answer.c.kind == "niets-te-melden", Outcome.NIETS_TE_MELDEN.value),
        (answer.c.id.is_not(None), Outcome.OPGAVE.value),
        (exemption.c.exempt, Outcome.VRIJGESTELD.value),
        else_=Outcome.GEEN_OPGAVE.value,
    )
    until = _PERSON.c.in_service_until
    return (
        select(
            *_MEMBER.c,
            outcome.label("outcome"),
            answer.c.at.label("answered_at"),
            case((exempted, exemption.c.reason)).label("reason"),
            case((exempted, exemption.c.id)).label("exemption_id"),
            answer.c.id.label("attestation_id"),
            case((until < today, until)).label("left_on"),
        )
        .select_from(
            _MEMBER.join(_PERSON, _PERSON.c.id == _MEMBER.c.person_id)
            .outerjoin(answer, answer.c.person_id == _MEMBER.c.person_id)
            .outerjoin(exemption, exemption.c.person_id == _MEMBER.c.person_id)
        )
        .where(_MEMBER.c.campaign_id == campaign.key)
    )


def _as_it_ended(campaign: Campaign) -> Any:
    same = (_OUTCOME.c.campaign_id == _MEMBER.c.campaign_id) & (
        _OUTCOME.c.person_id == _MEMBER.c.person_id
    )
    return (
        select(
            *_MEMBER.c,
            _OUTCOME.c.outcome,
            _ATTESTATION.c.at.label("answered_at"),
            _OUTCOME.c.reason,
            _OUTCOME.c.exemption_id,
            _OUTCOME.c.attestation_id,
            _OUTCOME.c.left_on,
        )
        .select_from(
            _MEMBER.join(_OUTCOME, same).outerjoin(
                _ATTESTATION, _ATTESTATION.c.id == _OUTCOME.c.attestation_id
            )
        )
        .where(_MEMBER.c.campaign_id == campaign.key)
    )
