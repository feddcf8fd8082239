"""What a submission or a decision freezes, and the digest by which its event vouches for it.

The event of a submission holds the digest of the revision, its typed record and its findings; the
event of a decision that of the step, its conditions and its weighings; that of a change of a policy
value, or of a signal, that of its row. A later change to such a row, by whatever way, no longer
fits the digest.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import canonical
from register.decisions import Condition, Step, Task
from register.declarations import Revision
from register.findings import Finding, Weighing
from register.policy import PolicyChange
from register.revision_requests import RevisionRequest
from register.signals import Signal
from register.types.record import DeclarationType

Row = Mapping[str, Any]


CAME_LATER: Row = {"task": Task.DECIDE}
"""Columns that frozen rows got in a later version, with what older rows hold in them.

They are left out of a digest while they hold just that, so that what was frozen before still fits.
"""


def digest(*rows: Row) -> str:
    """Give the SHA-256, in hexadecimal, of the canonical JSON of rows in this order."""
    return hashlib.sha256(canonical([_as_frozen(row) for row in rows]).encode()).hexdigest()


def fits(vouched: str, *rows: Row) -> bool:
    """Tell whether rows have the digest that an event vouches for.

    What holds something that the register never writes fits no digest.
    """
    try:
        return digest(*rows) == vouched
    except TypeError:
        return False


def _as_frozen(row: Row) -> Row:
    return {
        name: value
        for name, value in row.items()
        if name not in CAME_LATER or value != CAME_LATER[name]
    }


REVISION_COLUMNS = tuple(Revision.__table__.columns)  # type: ignore[attr-defined]
STEP_COLUMNS = tuple(Step.__table__.columns)  # type: ignore[attr-defined]
CONDITION_COLUMNS = tuple(
    column
    for column in Condition.__table__.columns  # type: ignore[attr-defined]
    if column.name != "id"
)
FINDING_COLUMNS = tuple(Finding.__table__.columns)  # type: ignore[attr-defined]
WEIGHING_COLUMNS = tuple(Weighing.__table__.columns)  # type: ignore[attr-defined]
POLICY_COLUMNS = tuple(PolicyChange.__table__.columns)  # type: ignore[attr-defined]
SIGNAL_COLUMNS = tuple(Signal.__table__.columns)  # type: ignore[attr-defined]
REQUEST_COLUMNS = tuple(RevisionRequest.__table__.columns)  # type: ignore[attr-defined]


async def digest_of_revision(db: AsyncSession, kind: DeclarationType, revision_id: UUID) -> str:
    """Give the digest of a submitted revision, its record and its findings, as they stand."""
    revision = await db.exec(select(*REVISION_COLUMNS).where(Revision.id == revision_id))
    record = await db.exec(
        select(*kind.table.columns).where(kind.table.c.revision_id == revision_id)
    )
    findings = await db.exec(
        select(*FINDING_COLUMNS)
        .where(Finding.revision_id == revision_id)
        .order_by(col(Finding.rule))
    )
    return digest(_row(revision), _row(record), *_rows(findings))


async def digest_of_step(db: AsyncSession, step_id: int) -> str:
    """Give the digest of a decided step, its conditions and its weighings, as they stand."""
    step = await db.exec(select(*STEP_COLUMNS).where(Step.id == step_id))
    conditions = await db.exec(
        select(*CONDITION_COLUMNS)
        .where(Condition.step_id == step_id)
        .order_by(col(Condition.position))
    )
    weighings = await db.exec(
        select(*WEIGHING_COLUMNS).where(Weighing.step_id == step_id).order_by(col(Weighing.rule))
    )
    return digest(_row(step), *_rows(conditions), *_rows(weighings))


async def digest_of_policy_change(db: AsyncSession, change_id: int) -> str:
    """Give the digest of a change of a policy value, as it stands."""
    change = await db.exec(select(*POLICY_COLUMNS).where(PolicyChange.id == change_id))
    return digest(_row(change))


async def digest_of_signal(db: AsyncSession, signal_id: int) -> str:
    """Give the digest of a signal, as it stands: as it was raised, or as it was settled."""
    signal = await db.exec(select(*SIGNAL_COLUMNS).where(Signal.id == signal_id))
    return digest(_row(signal))


async def digest_of_request(db: AsyncSession, request_id: int) -> str:
    """Give the digest of a request to revise, as it stands: as it was sent, or answered."""
    request = await db.exec(select(*REQUEST_COLUMNS).where(RevisionRequest.id == request_id))
    return digest(_row(request))


def _row(result: Any) -> Row:
    row: Row = dict(result.mappings().one())
    return row


def _rows(result: Any) -> Sequence[Row]:
    return [dict(row) for row in result.mappings()]
