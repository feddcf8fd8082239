"""Life after a decision in the demo: changes, yearly reviews, and what became of who left."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.days import moment, shifted, working_days_on
from demo.organisation import in_service
from demo.people import EMPLOYEES, SECRETARY_BEFORE
from demo.stories.story import Ruling
from register.clock import day_of
from register.decisions import Decision
from register.declarations import APPROVED, Declaration, Status
from register.people import Actor, Person
from register.permissions import Action, may
from register.reviews import Review
from workflows import changing, drafting, leaving, looking_again, reviews, submitting

_POSITION = "nevenfunctie"
_MONTHS, _LAST = 30, 20
"""For how many months people have looked again, and how many days ago they did last."""

ActorOf = Callable[[int, date], Awaitable[Actor]]


@dataclass(frozen=True)
class LooksAgain:
    """Everybody answers what was asked a month ago, and what is due is asked."""

    at: datetime


@dataclass(frozen=True)
class SettlesLeaver:
    """The bestuurssecretaris of the day takes over what is proposed of somebody who left."""

    at: datetime
    who: str


@dataclass(frozen=True)
class ChangesPosition:
    """Somebody changes the first nevenfunctie of theirs that is approved by then, if any is."""

    at: datetime
    who: str
    changed: Mapping[str, str]


@dataclass(frozen=True)
class RulesOnChange:
    """Whoever the change of somebody waits for takes their step on the way to a ruling."""

    at: datetime
    who: str
    ruling: Ruling


Afterwards = LooksAgain | SettlesLeaver | ChangesPosition | RulesOnChange

_APPROVED = Ruling(Decision.GOEDKEUREN, "Het uur extra past naast je werk.")
_REFUSED = Ruling(
    Decision.AFWIJZEN,
    "Zoveel uren naast een volle baan zijn te veel. Wat eerder is afgesproken, blijft gelden.",
)
_CHANGES: Sequence[tuple[str, int, Mapping[str, str], Ruling | None]] = (
    ("2033", 120, {"hours_per_week": "2,5"}, _APPROVED),
    ("2037", 60, {"hours_per_week": "14"}, _REFUSED),
    ("2009", 3, {"hours_per_week": "4", "position": "Hoofdtrainer van de jeugd"}, None),
)
"""Who changed what, how many days ago, and what came of it; the last still waits."""


def afterwards(today: date) -> Sequence[Afterwards]:
    """Give what happened after decisions, in the order of time."""
    rng = Random(_MONTHS)  # noqa: S311 — a demo has to be the same each time
    return sorted(_acts(today, rng), key=lambda act: act.at)


def _acts(today: date, rng: Random) -> Iterator[Afterwards]:
    for month in range(_MONTHS):
        day = working_days_on(shifted(today, -_LAST - 30 * month), -1)
        yield LooksAgain(moment(rng, day, 17, 17))
    for employee in EMPLOYEES:
        left = in_service(employee, today)[1]
        if left is not None and employee.number == SECRETARY_BEFORE:
            settled = moment(rng, working_days_on(left, 3), 9, 9)
            yield SettlesLeaver(settled, employee.number)
    for who, ago, changed, ruling in _CHANGES:
        day = working_days_on(shifted(today, -ago), -1)
        yield ChangesPosition(moment(rng, day, 10, 16), who, changed)
        for later in (1, 2) if ruling else ():
            at = moment(rng, working_days_on(day, later), 10, 16)
            yield RulesOnChange(at, who, ruling or _APPROVED)


async def look_again(db: AsyncSession, actor_of: ActorOf, now: datetime) -> None:
    """Let everybody in service answer that nothing has changed, and ask what is due."""
    rows = await db.exec(
        select(Review.id, Review.declaration_id, Declaration.declarant_id)
        .join(Declaration, col(Declaration.id) == Review.declaration_id)
        .where(col(Review.answer).is_(None))
        .order_by(col(Review.id))
    )
    for review_id, declaration_id, declarant_id in rows.all():
        who = await actor_of(declarant_id, day_of(now))
        if review_id is not None and may(who, Action.DECLARE):
            await looking_again.confirm(db, who, declaration_id, review_id, "", now)
    await reviews.open_due(db, now)


async def settle_leaver(db: AsyncSession, keeper: Actor, person: Person, now: datetime) -> None:
    """Take over all that is proposed of somebody who left."""
    for leaver in await leaving.leavers(db, keeper, day_of(now), person.key):
        await leaving.accept_all(db, keeper, leaver.person_id, leaver.seen, now)


async def change_position(
    db: AsyncSession, who: Actor, changed: Mapping[str, str], now: datetime
) -> None:
    """Change the first nevenfunctie of somebody that is approved, if any is."""
    found = await db.exec(
        select(Declaration)
        .where(
            Declaration.declarant_id == who.id,
            Declaration.type == _POSITION,
            col(Declaration.status).in_(APPROVED),
        )
        .order_by(col(Declaration.year), col(Declaration.sequence))
        .limit(1)
    )
    declaration = found.first()
    if declaration is None:
        return
    started = await changing.start(db, who, declaration.id, now)
    kind = drafting.kind_of(_POSITION)
    typed = {**(started.draft or {}), **changed}
    await drafting.save_draft(db, who, declaration.id, kind, typed, now)
    await submitting.submit(db, who, declaration.id, now)


async def change_that_waits(db: AsyncSession, person: Person) -> UUID | None:
    """Give the declaration of somebody of which a change waits for a decision."""
    found = await db.exec(
        select(Declaration.id).where(
            Declaration.declarant_id == person.key,
            Declaration.status == Status.INGEDIEND,
            col(Declaration.stands).is_not(None),
        )
    )
    return found.first()
