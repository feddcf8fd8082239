"""What waits for whom, and what somebody declared: plain rows in one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Step, Task
from register.declarations import Declaration, Revision, Status
from register.findings import Finding, Severity, Verdict
from register.people import Actor
from register.permissions import Action, may
from register.types import TYPES


@dataclass(frozen=True)
class WaitingRow:
    """A declaration that waits for a decision."""

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

    @property
    def key(self) -> str:
        """How URLs call it."""
        return self.number or str(self.id)


def _waits_for(actor: Actor) -> list[object]:
    """Give the conditions that a step waits for somebody; nobody takes two on one revision."""
    earlier = aliased(Step)
    offices = [role for role in ReviewerRole if role.office and actor.holds(role.office)]
    return [
        col(Step.decided_at).is_(None),
        col(Step.cancelled_at).is_(None),
        col(Declaration.status) == Status.INGEDIEND,
        col(Declaration.declarant_id) != actor.id,
        or_(
            and_(col(Step.role) == ReviewerRole.LEIDINGGEVENDE, col(Step.person_id) == actor.id),
            col(Step.role).in_(offices),
        ),
        ~exists().where(
            col(earlier.revision_id) == Step.revision_id, col(earlier.decided_by) == actor.id
        ),
    ]


async def waiting_count(db: AsyncSession, actor: Actor) -> int:
    """Count what waits for somebody."""
    if not may(actor, Action.REVIEW):
        return 0
    counted = await db.exec(
        select(func.count())
        .select_from(Step)
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .where(*_waits_for(actor))  # type: ignore[arg-type]
    )
    return counted.one()


async def waiting(db: AsyncSession, actor: Actor, limit: int = 200) -> Sequence[WaitingRow]:
    """Give what waits for somebody, what is due first on top."""
    if not may(actor, Action.REVIEW):
        return ()
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
        .where(*_waits_for(actor))
        .order_by(col(Step.due_on), col(Step.id))
        .limit(limit)
    )
    return [WaitingRow(number, TYPES[slug].title, *rest) for number, slug, *rest in rows]


async def own(db: AsyncSession, actor: Actor, limit: int = 200) -> Sequence[OwnRow]:
    """Give what somebody declared, what changed last on top."""
    newest = (
        select(Revision.declaration_id, Revision.headline)
        .ext(distinct_on(col(Revision.declaration_id)))
        .join(Declaration, col(Declaration.id) == Revision.declaration_id)
        .where(Declaration.declarant_id == actor.id)
        .order_by(col(Revision.declaration_id), col(Revision.revision_number).desc())
        .subquery()
    )
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Declaration.id,
            Declaration.number,
            Declaration.type,
            newest.c.headline,
            Declaration.status,
            Declaration.updated_at,
        )
        .join(newest, newest.c.declaration_id == Declaration.id, isouter=True)
        .where(Declaration.declarant_id == actor.id)
        .order_by(col(Declaration.updated_at).desc(), Declaration.id)
        .limit(limit)
    )
    return [
        OwnRow(key, number, TYPES[slug].title, headline or "", status, changed_at)
        for key, number, slug, headline, status, changed_at in rows
    ]
