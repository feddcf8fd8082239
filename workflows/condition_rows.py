"""The conditions that hold, and how each stands: plain rows in a fixed number of queries.

A condition holds as long as the decision that set it counts: it is the last one on the revision
that is in force, and what was declared is not over. So no condition has to be withdrawn when that
decision is overruled, a change is approved, or the declaration ends: it lapses by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.conditions import ConditionJudgement, ConditionReport
from register.decisions import Condition, Evidence, ReviewerRole, Step, Task
from register.declarations import Declaration, Revision, Status
from register.people import Actor, Person
from register.types import TYPES


class ConditionState(StrEnum):
    """How a condition stands."""

    OPEN = "open"
    GEMELD = "gemeld"
    TERUGGESTUURD = "teruggestuurd"
    VOLDAAN = "voldaan"

    @property
    def label(self) -> str:
        """What people call it."""
        return _STATE_LABELS[self]

    @property
    def to_do(self) -> bool:
        """Whether something is asked of its owner."""
        return self in (ConditionState.OPEN, ConditionState.TERUGGESTUURD)


_STATE_LABELS = {
    ConditionState.OPEN: "Nog te doen",
    ConditionState.GEMELD: "Gemeld, wordt bekeken",
    ConditionState.TERUGGESTUURD: "Nog niet genoeg",
    ConditionState.VOLDAAN: "Voldaan",
}


@dataclass(frozen=True)
class ConditionRow:
    """A condition that holds.

    Attributes:
        id: its key.
        position: its place among those of the decision, from one.
        text: what has to be done.
        due_on: the last day for it.
        evidence: what shows that it was done.
        declaration_id: of which declaration.
        number: how that is called.
        type_title: what kind it is.
        headline: what was declared, in a few words.
        revision_id: the revision in force.
        declarant_id: who declared it.
        declarant_name: by the name of that day.
        manager_id: who is the manager of who declared it now.
        owner_id: who is to meet it now: the declarant again where the owner left.
        owner_name: how they are called.
        role: in what role it was set.
        decided_by: who set it.
        report_id: the last report of it.
        report_position: how many reports there were.
        reported_at: when the last was made.
        reported_by: by whom.
        accepted: how that was judged; ``None`` while it was not.
    """

    id: int
    position: int
    text: str
    due_on: date
    evidence: Evidence
    declaration_id: UUID
    number: str
    type_title: str
    headline: str
    revision_id: UUID
    declarant_id: int
    declarant_name: str
    manager_id: int | None
    owner_id: int
    owner_name: str
    role: ReviewerRole
    decided_by: int | None
    report_id: int | None
    report_position: int
    reported_at: datetime | None
    reported_by: int | None
    accepted: bool | None

    @property
    def state(self) -> ConditionState:
        """How it stands."""
        if self.report_id is None:
            return ConditionState.OPEN
        if self.accepted is None:
            return ConditionState.GEMELD
        return ConditionState.VOLDAAN if self.accepted else ConditionState.TERUGGESTUURD

    def overdue(self, today: date) -> bool:
        """Tell whether its owner should have met it before today."""
        return self.state.to_do and self.due_on < today


def holding() -> Any:
    """Give the condition that a row of ``condition`` holds, beside its step and declaration."""
    return and_(
        col(Step.id) == Condition.step_id,
        col(Declaration.id) == Condition.declaration_id,
        col(Declaration.in_force_id) == Step.revision_id,
        or_(
            col(Declaration.status) == Status.VOORWAARDEN,
            col(Declaration.stands) == Status.VOORWAARDEN,
        ),
        last_decision(),
    )


def last_decision() -> Any:
    """Give the condition that no decision on the same revision follows that of a step."""
    later = aliased(Step)
    return ~exists().where(
        col(later.revision_id) == Step.revision_id,
        col(later.task) == Task.DECIDE,
        col(later.decision).is_not(None),
        col(later.position) > Step.position,
    )


OWNER = aliased(Person)
"""The colleague who was named as the owner of a condition, while they are in service."""
DECLARANT = aliased(Person)
UNREPORTED = col(ConditionReport.id).is_(None)
UNJUDGED = and_(col(ConditionReport.id).is_not(None), col(ConditionJudgement.accepted).is_(None))
TO_DO = or_(UNREPORTED, col(ConditionJudgement.accepted).is_(False))


def responsible(person_id: int) -> Any:
    """Give the condition that somebody is to meet a condition."""
    return or_(
        col(OWNER.id) == person_id,
        and_(col(OWNER.id).is_(None), col(DECLARANT.id) == person_id),
    )


_COLUMNS: tuple[Any, ...] = (
    Condition.id,
    Condition.position,
    Condition.text,
    Condition.due_on,
    Condition.evidence,
    Declaration.id,
    Declaration.number,
    Declaration.type,
    Revision.headline,
    Revision.id,
    Declaration.declarant_id,
    Revision.declarant_name,
    DECLARANT.manager_id,
    OWNER.id,
    Condition.owner_name,
    Step.role,
    Step.decided_by,
    ConditionReport.id,
    ConditionReport.position,
    ConditionReport.at,
    ConditionReport.by_id,
    ConditionJudgement.accepted,
)
_NAMES = (
    "id",
    "position",
    "text",
    "due_on",
    "evidence",
    "declaration_id",
    "number",
    "slug",
    "headline",
    "revision_id",
    "declarant_id",
    "declarant_name",
    "manager_id",
    "owner_id",
    "owner_name",
    "role",
    "decided_by",
    "report_id",
    "report_position",
    "reported_at",
    "reported_by",
    "accepted",
)
"""What each column is called in :class:`ConditionRow`; ``slug`` is that of the type."""


async def condition_rows(
    db: AsyncSession, day: date, *wanted: Any, limit: int = 500
) -> Sequence[ConditionRow]:
    """Give the conditions that hold and meet these conditions, what is due first first.

    Args:
        db: the transaction to read in.
        day: the day on which an owner is in service.
        wanted: conditions on the rows.
        limit: how many at most.
    """
    later = aliased(ConditionReport)
    newest = and_(
        col(ConditionReport.condition_id) == Condition.id,
        ~exists().where(
            col(later.condition_id) == ConditionReport.condition_id,
            col(later.position) > ConditionReport.position,
        ),
    )
    there = and_(
        col(OWNER.id) == Condition.owner_id,
        col(OWNER.in_service_from) <= day,
        or_(col(OWNER.in_service_until).is_(None), col(OWNER.in_service_until) >= day),
    )
    rows = await db.exec(
        select(*_COLUMNS)
        .select_from(Condition)
        .join(Step, col(Step.id) == Condition.step_id)
        .join(Declaration, col(Declaration.id) == Condition.declaration_id)
        .join(Revision, col(Revision.id) == Declaration.in_force_id)
        .join(DECLARANT, col(DECLARANT.id) == Declaration.declarant_id)
        .join(OWNER, there, isouter=True)
        .join(ConditionReport, newest, isouter=True)
        .join(
            ConditionJudgement,
            col(ConditionJudgement.report_id) == ConditionReport.id,
            isouter=True,
        )
        .where(holding(), *wanted)
        .order_by(col(Condition.due_on), col(Condition.id))
        .limit(limit)
    )
    return [_row(row) for row in rows]


def _row(row: Sequence[Any]) -> ConditionRow:
    """Give a row by the columns of it; who left is no longer the owner."""
    held = dict(zip(_NAMES, row, strict=True))
    slug = held.pop("slug")
    if held["owner_id"] is None:
        held |= {"owner_id": held["declarant_id"], "owner_name": held["declarant_name"]}
    held["report_position"] = held["report_position"] or 0
    return ConditionRow(type_title=TYPES[slug].title, **held)


async def to_do(db: AsyncSession, actor: Actor, day: date) -> Sequence[ConditionRow]:
    """Give the conditions that somebody is to meet and has not, what is due first first."""
    return await condition_rows(db, day, responsible(actor.id), TO_DO)


async def overdue_conditions(db: AsyncSession, actor: Actor, day: date) -> Sequence[ConditionRow]:
    """Give the conditions of others that should have been met before a day."""
    return await condition_rows(
        db, day, TO_DO, col(Condition.due_on) < day, col(Declaration.declarant_id) != actor.id
    )
