"""Leaving service (*uit dienst*): what is live of who left is proposed to the bestuurssecretaris.

The proposals are no rows: they follow from who left and what is live, so they are there the day
after somebody's last day, however that came into the list, and gone when somebody comes back. What
is in force is proposed to end on the last day, what waits for a decision to be withdrawn.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, canonical, record
from register.clock import day_of
from register.declarations import Declaration, Revision, Status, label_of_status
from register.errors import Invalid, NotFound, Stale
from register.frozen_decided import digest_of_kept
from register.leaving import KeptDeclaration
from register.people import Actor, Office, Person, office_holders
from register.permissions import Action, may
from register.types import TYPES
from workflows.closing import ended_on, read_reason, settle_what_is_open
from workflows.deadlines import is_office_time
from workflows.letters import Letter
from workflows.notices import notify_all
from workflows.revisions import newest_id
from workflows.subjects import LIVE, newest
from workflows.transitions import Move, claim, locked, target

GONE = "Deze voorstellen zijn intussen gewijzigd, of iemand was je voor. Bekijk wat er nu staat."


@dataclass(frozen=True)
class Proposal:
    """A declaration of somebody who left, and what is proposed.

    Attributes:
        id: its key.
        version: its version, by which a page tells what was on the screen.
        number: how it is called.
        type_title: what people call its type.
        headline: what is declared, in a few words.
        status: the state that it is in.
        stands: what stands while a change of it waits.
        left_on: the last day in service of its declarant.
    """

    id: UUID
    version: int
    number: str
    type_title: str
    headline: str
    status: Status
    stands: Status | None
    left_on: date

    @property
    def move(self) -> Move:
        """What is proposed: to end what is in force, to withdraw what never was."""
        ends = target(self.status, Move.END_OF_LEAVER, self.stands)
        return Move.END_OF_LEAVER if ends else Move.WITHDRAW_OF_LEAVER

    @property
    def told(self) -> str:
        """What is proposed, as people read it."""
        if self.move is Move.END_OF_LEAVER:
            return f"Beëindigen per {self.left_on:%d-%m-%Y}"
        return "Intrekken"

    @property
    def can_stay(self) -> bool:
        """Whether it can be let stand: not what waits for an answer that nobody will give."""
        return self.status is not Status.AANVULLING

    @property
    def status_label(self) -> str:
        """What people call its state."""
        return label_of_status(self.status, self.stands)


@dataclass(frozen=True)
class Leaver:
    """Somebody who left, with what is proposed of their declarations, by number."""

    person_id: int
    name: str
    job_title: str
    department: str
    left_on: date
    proposals: Sequence[Proposal]

    @property
    def seen(self) -> str:
        """The digest of what is on the screen."""
        told = [[each.id, each.version, each.left_on] for each in self.proposals]
        return hashlib.sha256(canonical(told).encode()).hexdigest()


async def leavers(
    db: AsyncSession, actor: Actor, today: date, person_id: int | None = None
) -> Sequence[Leaver]:
    """Give who left and still has live declarations, who left first on top, in one query.

    Args:
        db: the transaction to read in.
        actor: who looks; nobody but the bestuurssecretaris is proposed anything.
        today: the present day.
        person_id: only this person; by default all.
    """
    if not may(actor, Action.SETTLE_LEAVERS):
        return ()
    return await _leavers(db, today, person_id)


async def tell(db: AsyncSession, now: datetime) -> None:
    """Tell the bestuurssecretaris of everybody who left with live declarations, once for each.

    May be done twice and catches up.
    """
    if not is_office_time(now):
        return
    today = day_of(now)
    found = await _leavers(db, today)
    if not found:
        return
    secretaries = (await office_holders(db, today))[Office.BESTUURSSECRETARIS]
    for leaver in found:
        await notify_all(
            db,
            Letter.END_PROPOSED,
            secretaries,
            now,
            about=f"leaver {leaver.person_id} {leaver.left_on}",
            count=len(leaver.proposals),
        )


async def _leavers(db: AsyncSession, today: date, person_id: int | None = None) -> Sequence[Leaver]:
    query = (
        select(  # type: ignore[call-overload]
            Person,
            Declaration.id,
            Declaration.version,
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Declaration.status,
            Declaration.stands,
        )
        .join(Declaration, col(Declaration.declarant_id) == Person.id)
        .join(Revision, newest())
        .where(*_conditions(today))
        .order_by(
            col(Person.in_service_until),
            Person.sort_name,
            col(Person.id),
            col(Declaration.year),
            col(Declaration.sequence),
        )
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    rows = (await db.exec(query)).all()
    return [
        _leaver(person, [row[1:] for row in part])
        for person, part in groupby(rows, key=lambda row: row[0])
    ]


async def proposal_count(db: AsyncSession, actor: Actor, today: date) -> int:
    """Count the declarations of leavers that wait for somebody to look at them."""
    return sum(len(each.proposals) for each in await leavers(db, actor, today))


def _conditions(today: date) -> Sequence[Any]:
    kept = exists().where(
        col(KeptDeclaration.declaration_id) == Declaration.id,
        col(KeptDeclaration.left_on) == Person.in_service_until,
        col(KeptDeclaration.status) == Declaration.status,
    )
    return [
        col(Person.in_service_until) < today,
        col(Declaration.status).in_(LIVE),
        ~kept,
    ]


def _leaver(person: Person, declared: Sequence[Sequence[Any]]) -> Leaver:
    left_on = person.in_service_until
    if left_on is None:
        raise LookupError(f"Person {person.id} did not leave.")
    return Leaver(
        person.key,
        person.name,
        person.job_title,
        person.department,
        left_on,
        [
            Proposal(key, version, number, TYPES[slug].title, headline, status, stands, left_on)
            for key, version, number, slug, headline, status, stands in declared
        ],
    )


async def accept_all(
    db: AsyncSession, actor: Actor, person_id: int, seen: str, now: datetime
) -> int:
    """Do all that is proposed of one person's declarations, as it was on the screen.

    Returns:
        How many declarations were ended or withdrawn.

    Raises:
        NotFound: it is not this person's to do.
        Stale: something changed since it was on the screen; nothing is done.
    """
    if not may(actor, Action.SETTLE_LEAVERS):
        raise NotFound
    keys = await db.exec(
        select(Declaration.id)
        .where(Declaration.declarant_id == person_id)
        .order_by(col(Declaration.id))
        .with_for_update(key_share=True)
    )
    keys.all()
    found = await leavers(db, actor, day_of(now), person_id)
    if not found or found[0].seen != seen:
        raise Stale(GONE)
    (leaver,) = found
    for proposal in sorted(leaver.proposals, key=lambda each: each.id):
        await _accept(db, actor, leaver, proposal, None, now)
    return len(leaver.proposals)


async def accept(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, why: str, now: datetime
) -> None:
    """Do what is proposed of one declaration.

    Raises:
        NotFound: it is not this person's to do, or does not exist.
        Stale: something changed since it was on the screen.
        Invalid: the reason cannot be read (``waarom``).
    """
    leaver, proposal = await _proposed(db, actor, declaration_id, version, now)
    await _accept(db, actor, leaver, proposal, read_reason(why, "waarom"), now)


async def keep(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, why: str, now: datetime
) -> None:
    """Let one declaration of a leaver stand as it is, for a reason.

    Raises:
        NotFound: it is not this person's to do, or does not exist.
        Stale: something changed since it was on the screen.
        Invalid: the reason is missing or cannot be read, or an answer is awaited that nobody can
            give (``waarom``).
    """
    leaver, proposal = await _proposed(db, actor, declaration_id, version, now)
    reason = read_reason(why, "waarom")
    if not proposal.can_stay:
        told = "Op deze verklaring wacht een antwoord dat niemand meer kan geven. Trek haar in."
        raise Invalid({"waarom": told}, told)
    if reason is None:
        told = "Schrijf op waarom deze verklaring blijft staan."
        raise Invalid({"waarom": told}, told)
    row = KeptDeclaration(
        declaration_id=declaration_id,
        left_on=leaver.left_on,
        status=proposal.status,
        reason=reason,
        kept_at=now,
        kept_by=actor.id,
        kept_by_name=actor.name,
    )
    db.add(row)
    await db.flush()
    await record(
        db,
        declaration_id,
        actor,
        Happening.LEAVER_KEPT,
        now,
        declarant=leaver.name,
        left_on=leaver.left_on,
        reason=reason,
        kept=row.key,
        frozen=await digest_of_kept(db, row.key),
    )


async def _proposed(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, now: datetime
) -> tuple[Leaver, Proposal]:
    if not may(actor, Action.SETTLE_LEAVERS):
        raise NotFound
    declaration = await locked(db, declaration_id)
    for leaver in await leavers(db, actor, day_of(now), declaration.declarant_id):
        for proposal in leaver.proposals:
            if (proposal.id, proposal.version) == (declaration_id, version):
                return leaver, proposal
    raise Stale(GONE)


async def _accept(
    db: AsyncSession,
    actor: Actor,
    leaver: Leaver,
    proposal: Proposal,
    reason: str | None,
    now: datetime,
) -> None:
    declaration = await locked(db, proposal.id)
    told = {"declarant": leaver.name, "left_on": leaver.left_on, "reason": reason}
    if proposal.move is Move.END_OF_LEAVER:
        why = ended_on(leaver.left_on)
        await claim(db, declaration, proposal.move, actor, now, why=why)
        what, told = Happening.LEAVER_ENDED, {**told, "ends_on": leaver.left_on}
    else:
        revision_id = await newest_id(db, proposal.id)
        await claim(db, declaration, proposal.move, actor, now, revision_id=revision_id, why=reason)
        what = Happening.LEAVER_WITHDRAWN
    await settle_what_is_open(db, actor, declaration, now)
    await record(db, proposal.id, actor, what, now, **told)
