"""What stood at a moment, reconstructed from rows that never change.

The state comes from the transitions, what was declared from the revisions, the decision from the
steps and conditions, and the chain head from the events: each as it was at the moment. The state
and the draft on the declaration itself change with time and are never looked at.

Every question is one query, answered row by row from a cursor in the database, so the memory that a
report takes does not depend on how much there is. Each row costs a handful of index look-ups
(``transition(declaration_id, at)``, ``revision(declaration_id, revision_number)``,
``step(revision_id, position)``, ``condition(step_id, position)``, ``event(chain, seq)``).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Event
from register.decisions import Condition, Decision, ReviewerRole, Step, Task, Transition
from register.declarations import Declaration, Revision, Status
from register.suppliers import Category
from register.tables import metadata
from register.types.record import DeclarationType
from reports.register_filter import Findable, RegisterFilter

ROWS_AT_ONCE = 500
"""How many rows are taken from the cursor at a time."""

_declaration = metadata.tables[str(Declaration.__tablename__)]
_revision = metadata.tables[str(Revision.__tablename__)]
_transition = metadata.tables[str(Transition.__tablename__)]
_step = metadata.tables[str(Step.__tablename__)]
_condition = metadata.tables[str(Condition.__tablename__)]
_event = metadata.tables[str(Event.__tablename__)]


@dataclass(frozen=True)
class ConditionThen:
    """A condition under which a declaration was approved."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A declaration as it stood at a moment.

    ``due_on`` is the last day for a decision on the newest revision; the decision is that on the
    newest revision, empty while no decision held. ``status_since`` is when the state was taken.
    ``values`` are the columns of the typed record: a supplier by its key, while what the list of
    suppliers said of it at submission is in the fields called ``counterparty``. ``chain_head`` is
    the hash of the last event in the declaration's chain, ``None`` for one without events.
    """

    id: UUID
    number: str
    status: Status
    status_since: datetime
    first_submitted_at: datetime
    revision_number: int
    submitted_at: datetime
    code_edition: str
    headline: str
    declarant_name: str
    declarant_staff_number: str
    declarant_job_title: str
    declarant_department: str
    declarant_manager_name: str | None
    declarant_key_function: bool
    counterparty_name: str | None
    counterparty_kvk_number: str | None
    counterparty_creditor_number: str | None
    counterparty_category: Category | None
    counterparty_contract_from: date | None
    counterparty_contract_until: date | None
    counterparty_tender_running: bool | None
    explanation: str | None
    due_on: date | None
    role: ReviewerRole | None
    decision: Decision | None
    reason: str | None
    decided_at: datetime | None
    decided_by_name: str | None
    conditions: Sequence[ConditionThen]
    chain_head: bytes | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class _Then:
    """The rows in which the register of a moment is found."""

    moved: LateralFromClause
    newest: LateralFromClause
    source: FromClause

    @classmethod
    def of(cls, moment: datetime) -> "_Then":
        moved = (
            select(_transition.c.to_status, _transition.c.at)
            .where(_transition.c.declaration_id == _declaration.c.id, _transition.c.at <= moment)
            .order_by(_transition.c.at.desc(), _transition.c.id.desc())
            .limit(1)
            .lateral("moved")
        )
        newest = (
            select(_revision)
            .where(
                _revision.c.declaration_id == _declaration.c.id, _revision.c.submitted_at <= moment
            )
            .order_by(_revision.c.revision_number.desc())
            .limit(1)
            .lateral("newest")
        )
        return cls(moved, newest, _declaration.join(moved, true()).join(newest, true()))

    @property
    def findable(self) -> Findable:
        return Findable(
            type=_declaration.c.type,
            number=_declaration.c.number,
            submitted_at=_declaration.c.submitted_at,
            status=self.moved.c.to_status,
            revision=self.newest.c,
        )

    def held(self, moment: datetime, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return [_declaration.c.submitted_at <= moment, *wanted.conditions(self.findable)]


async def counts(
    db: AsyncSession, moment: datetime, wanted: RegisterFilter
) -> Mapping[tuple[str, Status], int]:
    """Count the declarations that stood at a moment, by the slug of their type and their state."""
    then = _Then.of(moment)
    found = await (await db.connection()).execute(
        select(_declaration.c.type, then.moved.c.to_status, func.count())
        .select_from(then.source)
        .where(*then.held(moment, wanted))
        .group_by(_declaration.c.type, then.moved.c.to_status)
    )
    return {(slug, status): number for slug, status, number in found}


async def stood(
    db: AsyncSession, moment: datetime, kind: DeclarationType, wanted: RegisterFilter
) -> AsyncIterator[Standing]:
    """Give the declarations of a type as they stood at a moment, in the order of their numbers.

    Args:
        db: the transaction to read in; use :func:`reports.snapshot.snapshot` where several answers
            have to agree.
        moment: aware; of a day, :func:`register.clock.end_of_day`.
        kind: the type.
        wanted: which of them; an empty filter gives all.
    """
    fields = [kind.table.c[field.name] for field in kind.own_fields]
    names = [field.name for field in kind.own_fields]
    statement = _statement(moment, kind, wanted).add_columns(
        *(column.label(f"field_{column.name}") for column in fields)
    )
    connection = await db.connection()
    rows = await connection.stream(statement.execution_options(yield_per=ROWS_AT_ONCE))
    shared = len(Standing.__slots__) - 1
    async for row in rows:
        *plain, conditions, head = row[:shared]
        values = dict(zip(names, row[shared:], strict=True))
        cells: Sequence[Any] = (*plain, _conditions(conditions), head, values)
        yield Standing(*cells)


def _statement(moment: datetime, kind: DeclarationType, wanted: RegisterFilter) -> Select[Any]:
    """Select what :class:`Standing` holds, in the order of its fields, without ``values``."""
    then = _Then.of(moment)
    newest = then.newest.c
    step = _deciding_step(moment, then.newest)
    head = _chain_head(moment)
    decided = and_(
        step.c.decided_at <= moment,
        then.moved.c.to_status.not_in((Status.INGEDIEND, Status.INGETROKKEN)),
    )
    source = (
        then.source.join(kind.table, kind.table.c.revision_id == newest.id)
        .outerjoin(step, true())
        .outerjoin(head, true())
    )
    return (
        select(
            _declaration.c.id,
            _declaration.c.number,
            then.moved.c.to_status,
            then.moved.c.at,
            _declaration.c.submitted_at,
            newest.revision_number,
            newest.submitted_at,
            newest.code_edition,
            newest.headline,
            newest.declarant_name,
            newest.declarant_staff_number,
            newest.declarant_job_title,
            newest.declarant_department,
            newest.declarant_manager_name,
            newest.declarant_key_function,
            newest.counterparty_name,
            newest.counterparty_kvk_number,
            newest.counterparty_creditor_number,
            newest.counterparty_category,
            newest.counterparty_contract_from,
            newest.counterparty_contract_until,
            newest.counterparty_tender_running,
            newest.explanation,
            step.c.due_on,
            _if(decided, step.c.role),
            _if(decided, step.c.decision),
            _if(decided, step.c.reason),
            _if(decided, step.c.decided_at),
            _if(decided, step.c.decided_by_name),
            _if(decided, _conditions_of(step)),
            head.c.hash,
        )
        .select_from(source)
        .where(_declaration.c.type == kind.slug, *then.held(moment, wanted))
        .order_by(_declaration.c.year, _declaration.c.sequence)
    )


def _deciding_step(moment: datetime, newest: LateralFromClause) -> LateralFromClause:
    """Give the step whose decision held by then, else the first one.

    That is the last in which somebody was asked to decide, or asked for more; advice and a second
    pair of eyes decide nothing themselves.
    """
    decided = and_(
        _step.c.decided_at <= moment,
        or_(_step.c.task == Task.DECIDE, _step.c.decision == Decision.AANVULLEN),
    )
    return (
        select(_step)
        .where(_step.c.revision_id == newest.c.id, _step.c.opened_at <= moment)
        .order_by(
            case((decided, _step.c.decided_at)).desc().nulls_last(),
            case((decided, _step.c.position)).desc().nulls_last(),
            _step.c.position,
        )
        .limit(1)
        .lateral("deciding")
    )


def _conditions_of(step: LateralFromClause) -> Any:
    told = func.jsonb_build_array(_condition.c.text, cast(_condition.c.due_on, Date))
    return (
        select(func.jsonb_agg(aggregate_order_by(told, _condition.c.position)))
        .where(_condition.c.step_id == step.c.id)
        .scalar_subquery()
    )


def _conditions(told: Sequence[tuple[str, str]] | None) -> Sequence[ConditionThen]:
    return [ConditionThen(text, date.fromisoformat(due_on)) for text, due_on in told or ()]


def _chain_head(moment: datetime) -> LateralFromClause:
    """Give the last event of the chain by then.

    Two processes' clocks may differ by a little, so the last is told by its place in the chain.
    """
    return (
        select(_event.c.hash)
        .where(_event.c.chain == cast(_declaration.c.id, Text), _event.c.at <= moment)
        .order_by(_event.c.seq.desc())
        .limit(1)
        .lateral("head")
    )


def _if(condition: ColumnElement[bool], value: Any) -> Any:
    return case((condition, value), else_=null())
