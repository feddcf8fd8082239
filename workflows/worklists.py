"""What waits for whom, and what somebody declared: plain rows in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Step, Task
from register.declarations import Declaration, Revision, Status, label_of_status
from register.deputies import principals_of
from register.findings import Finding, Severity, Verdict
from register.people import Actor
from register.permissions import Action, may
from register.types import TYPES
from workflows.drafting import about
from workflows.subjects import newest
from workflows.takers import takers_of


@dataclass(frozen=True)
class WaitingRow:
    """A declaration that waits for a decision."""

    step_id: int
    number: str
    type_title: str
    headline: str
    declarant_name: str
    department: str
    since: datetime
    due_on: date
    role: ReviewerRole
    task: Task
    revision_number: int
    severities: Sequence[Severity] | None
    on_behalf_of: str | None = None

    @property
    def heaviest(self) -> Severity | None:
        """How heavily the heaviest departure weighs, ``None`` where nothing departs."""
        return min(self.severities or (), key=list(Severity).index, default=None)

    def overdue(self, today: date) -> bool:
        """Tell whether the decision should have been taken before today."""
        return self.due_on < today


@dataclass(frozen=True)
class OwnRow:
    """One of somebody's own declarations."""

    id: UUID
    number: str | None
    type_title: str
    headline: str
    status: Status
    changed_at: datetime
    stands: Status | None
    changing: bool
    origin: str | None

    @property
    def is_taken_over(self) -> bool:
        """Whether it is a concept that was made of a row of an old list."""
        return self.origin is not None and self.status is Status.CONCEPT

    @property
    def key(self) -> str:
        """How URLs call it."""
        return self.number or str(self.id)

    @property
    def status_label(self) -> str:
        """What people call its state."""
        return label_of_status(self.status, self.stands)


@dataclass(frozen=True)
class _Open:
    """A step that may wait for somebody."""

    id: int
    declarant_id: int
    revision_id: UUID
    role: ReviewerRole
    person_id: int | None
    unassigned: bool


async def _waiting_for(db: AsyncSession, actor: Actor, day: date) -> Mapping[int, str | None]:
    """Give the steps that wait for somebody, each with the name of whom they stand in for."""
    if not may(actor, Action.REVIEW):
        return {}
    principals = await principals_of(db, actor.id, day)
    offices = actor.offices.union(*(principal.offices for principal in principals))
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Step.id,
            Declaration.declarant_id,
            Step.revision_id,
            Step.role,
            Step.person_id,
            Step.unassigned,
        )
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .where(
            *_OPEN,
            or_(
                col(Step.person_id).in_([actor.id, *(each.id for each in principals)]),
                and_(
                    col(Step.person_id).is_(None),
                    col(Step.role).in_([role for role in ReviewerRole if role.office in offices]),
                ),
            ),
        )
    )
    takers = await takers_of(db, [_Open(*row) for row in rows], day)
    names: dict[int | None, str] = {each.id: each.name for each in principals}
    return {key: names.get(able[actor.id]) for key, able in takers.items() if actor.id in able}


_OPEN = (
    col(Step.decided_at).is_(None),
    col(Step.cancelled_at).is_(None),
    col(Declaration.status) == Status.INGEDIEND,
)


async def waiting_count(db: AsyncSession, actor: Actor, day: date) -> int:
    """Count what waits for somebody on a day, and what waits until they give it to somebody."""
    mine = len(await _waiting_for(db, actor, day))
    if not may(actor, Action.ASSIGN):
        return mine
    unassigned = await db.exec(
        select(func.count())
        .select_from(Step)
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .where(*_unassigned(actor))  # type: ignore[arg-type]
    )
    return mine + unassigned.one()


async def waiting(
    db: AsyncSession, actor: Actor, day: date, limit: int = 200
) -> Sequence[WaitingRow]:
    """Give what waits for somebody on a day, what is due first on top."""
    mine = await _waiting_for(db, actor, day)
    if not mine:
        return ()
    rows = await _rows(db, [col(Step.id).in_(mine)], limit)
    return [replace(row, on_behalf_of=mine[row.step_id]) for row in rows]


async def unassigned(db: AsyncSession, actor: Actor, limit: int = 200) -> Sequence[WaitingRow]:
    """Give the steps that are nobody's, for who can give them to somebody."""
    if not may(actor, Action.ASSIGN):
        return ()
    return await _rows(db, _unassigned(actor), limit)


def _unassigned(actor: Actor) -> list[object]:
    return [*_OPEN, col(Step.unassigned), col(Declaration.declarant_id) != actor.id]


async def _rows(db: AsyncSession, wanted: Sequence[object], limit: int) -> Sequence[WaitingRow]:
    departing = (
        select(func.array_agg(col(Finding.severity).distinct()))
        .where(
            col(Finding.revision_id) == Step.revision_id,
            Finding.verdict == Verdict.DEPARTS,
        )
        .correlate(Step)
        .scalar_subquery()
    )
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Step.id,
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Revision.declarant_name,
            Revision.declarant_department,
            Step.opened_at,
            Step.due_on,
            Step.role,
            Step.task,
            Revision.revision_number,
            departing,
        )
        .select_from(Step)
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .join(Revision, col(Revision.id) == Step.revision_id)
        .where(*wanted)
        .order_by(col(Step.due_on), col(Step.id))
        .limit(limit)
    )
    return [WaitingRow(key, number, TYPES[slug].title, *rest) for key, number, slug, *rest in rows]


async def own(db: AsyncSession, actor: Actor, limit: int = 200) -> Sequence[OwnRow]:
    """Give what somebody declared, what changed last on top."""
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Declaration.id,
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Declaration.status,
            Declaration.updated_at,
            Declaration.stands,
            col(Declaration.changing_since).is_not(None),
            Declaration.origin,
            case((col(Declaration.origin).is_not(None), col(Declaration.draft))),
        )
        .join(Revision, newest(), isouter=True)
        .where(Declaration.declarant_id == actor.id)
        .order_by(col(Declaration.updated_at).desc(), Declaration.id)
        .limit(limit)
    )
    return [
        OwnRow(key, number, TYPES[slug].title, headline or about(TYPES[slug], draft or {}), *rest)
        for key, number, slug, headline, *rest, draft in rows
    ]
