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
    Date,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Event
from register.decisions import Condition, Decision, Ground, ReviewerRole, Step, Task, Transition
from register.declarations import Declaration, Revision, Status
from register.suppliers import Category
from register.tables import metadata
from register.types.record import DeclarationType
from reports.deciders import decider
from reports.endings import day_of_end
from reports.register_filter import RegisterFilter
from reports.then import Then, if_

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

    It is told by the revision that was in force, or by the one that waited for a decision. While
    that was a change, ``stands`` is the state that was kept and ``in_force`` the number of the
    revision that stayed in force. ``ended_on`` is the day on which it ended.

    ``due_on`` is the last day for a decision on the newest revision; the decision is that on the
    newest revision, empty while no decision held. ``status_since`` is when the state was taken.
    ``values`` are the columns of the typed record: a supplier by its key, while what the list of
    suppliers said of it at submission is in the fields called ``counterparty``. ``chain_head`` is
    the hash of the last event in the declaration's chain, ``None`` for one without events.
    """

    id: UUID
    number: str
    status: Status
    stands: Status | None
    in_force: int | None
    ended_on: date | None
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
    ground: Ground | None
    decided_at: datetime | None
    decided_by_name: str | None
    conditions: Sequence[ConditionThen]
    chain_head: bytes | None
    values: Mapping[str, Any]


async def counts(
    db: AsyncSession, moment: datetime, wanted: RegisterFilter
) -> Mapping[tuple[str, Status], int]:
    """Count the declarations that stood at a moment, by the slug of their type and their state."""
    then = Then.of(moment)
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
    then = Then.of(moment)
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
            then.while_changing(then.approved.c.to_status),
            then.while_changing(then.approved.c.revision_number),
            if_(then.moved.c.to_status == Status.BEEINDIGD, day_of_end(then.moved.c.why)),
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
            if_(decided, step.c.role),
            if_(decided, step.c.decision),
            if_(decided, step.c.reason),
            if_(decided, step.c.ground),
            if_(decided, step.c.decided_at),
            if_(decided, decider(step)),
            if_(decided, _conditions_of(step)),
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
