"""Signals as they are listed: those that wait for somebody, and those of one dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, false, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.people import Actor, Office, OfficeHolding, held_on, offices_of
from register.permissions import Action, may
from register.signals import Answer, Signal, SignalKind
from register.types import TYPES
from workflows.settling import settles
from workflows.subjects import LIVE


@dataclass(frozen=True)
class WaitingSignal:
    """A signal that waits for somebody."""

    id: int
    number: str
    type_title: str
    headline: str
    declarant_name: str
    department: str
    sentence: str
    since: datetime


@dataclass(frozen=True)
class SignalView:
    """A signal in a dossier, and how it was settled once it was.

    ``can_settle`` tells whether it waits for the reader.
    """

    id: int
    kind: SignalKind
    sentence: str
    raised_at: datetime
    answer: Answer | None
    reason: str | None
    settled_at: datetime | None
    settled_by_name: str | None
    can_settle: bool


def _waits_for(actor: Actor, today: date) -> list[object]:
    """Give the conditions that a signal waits for somebody.

    Those of the bestuurssecretaris are for directie, and nobody settles their own. That a party is
    a supplier matters while the declaration is live.
    """
    of_secretary = exists().where(
        col(OfficeHolding.person_id) == Declaration.declarant_id,
        col(OfficeHolding.office) == Office.BESTUURSSECRETARIS,
        *held_on(today),  # type: ignore[arg-type]
    )
    return [
        col(Signal.answer).is_(None),
        col(Declaration.declarant_id) != actor.id,
        or_(col(Signal.kind) == SignalKind.UITSLUITING, col(Declaration.status).in_(LIVE)),
        or_(
            ~of_secretary if actor.holds(Office.BESTUURSSECRETARIS) else false(),
            of_secretary if actor.holds(Office.DIRECTIE) else false(),
        ),
    ]


async def waiting_signal_count(db: AsyncSession, actor: Actor, today: date) -> int:
    """Count the signals that wait for somebody."""
    if not may(actor, Action.SETTLE_SIGNALS):
        return 0
    counted = await db.exec(
        select(func.count())
        .select_from(Signal)
        .join(Declaration, col(Declaration.id) == Signal.declaration_id)
        .where(*_waits_for(actor, today))  # type: ignore[arg-type]
    )
    return counted.one()


async def waiting_signals(
    db: AsyncSession, actor: Actor, today: date, limit: int = 200
) -> Sequence[WaitingSignal]:
    """Give the signals that wait for somebody, the oldest on top."""
    if not may(actor, Action.SETTLE_SIGNALS):
        return ()
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Signal.id,
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Revision.declarant_name,
            Revision.declarant_department,
            Signal.sentence,
            Signal.raised_at,
        )
        .select_from(Signal)
        .join(Declaration, col(Declaration.id) == Signal.declaration_id)
        .join(Revision, col(Revision.id) == Signal.revision_id)
        .where(*_waits_for(actor, today))
        .order_by(col(Signal.raised_at), col(Signal.id))
        .limit(limit)
    )
    return [
        WaitingSignal(key, number, TYPES[slug].title, *rest) for key, number, slug, *rest in rows
    ]


async def signals_of(
    db: AsyncSession, actor: Actor, declaration: Declaration, today: date
) -> Sequence[SignalView]:
    """Give the signals of a declaration, the oldest first, in at most two queries."""
    can_settle = False
    if may(actor, Action.SETTLE_SIGNALS):
        offices = await offices_of(db, declaration.declarant_id, today)
        can_settle = settles(actor, declaration.declarant_id, offices)
    rows = await db.exec(
        select(*_SHOWN)  # type: ignore[call-overload]
        .where(Signal.declaration_id == declaration.id)
        .order_by(col(Signal.raised_at), col(Signal.id))
    )
    return [
        SignalView(
            id=key,
            kind=kind,
            sentence=sentence,
            raised_at=raised_at,
            answer=answer,
            reason=reason,
            settled_at=settled_at,
            settled_by_name=name,
            can_settle=can_settle and answer is None,
        )
        for key, kind, sentence, raised_at, answer, reason, settled_at, name in rows
    ]


_SHOWN = (
    col(Signal.id),
    col(Signal.kind),
    col(Signal.sentence),
    col(Signal.raised_at),
    col(Signal.answer),
    col(Signal.reason),
    col(Signal.settled_at),
    col(Signal.settled_by_name),
)
