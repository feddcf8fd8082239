"""What a submission or a decision freezes, and the digest by which its event vouches for it.

The event of a submission holds the digest of the revision and its typed record; the event of a
decision that of the step and its conditions. A later change to such a row, by whatever way, no
longer fits the digest.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import canonical
from register.decisions import Condition, Step
from register.declarations import Revision
from register.types.record import DeclarationType

Row = Mapping[str, Any]


def digest(*rows: Row) -> str:
    """Give the SHA-256, in hexadecimal, of the canonical JSON of rows in this order."""
    return hashlib.sha256(canonical(list(rows)).encode()).hexdigest()


REVISION_COLUMNS = tuple(Revision.__table__.columns)  # type: ignore[attr-defined]
STEP_COLUMNS = tuple(Step.__table__.columns)  # type: ignore[attr-defined]
CONDITION_COLUMNS = tuple(
    column
    for column in Condition.__table__.columns  # type: ignore[attr-defined]
    if column.name != "id"
)


async def digest_of_revision(db: AsyncSession, kind: DeclarationType, revision_id: UUID) -> str:
    """Give the digest of a submitted revision and its typed record, as they stand."""
    revision = await db.exec(select(*REVISION_COLUMNS).where(Revision.id == revision_id))
    record = await db.exec(
        select(*kind.table.columns).where(kind.table.c.revision_id == revision_id)
    )
    return digest(_row(revision), _row(record))


async def digest_of_step(db: AsyncSession, step_id: int) -> str:
    """Give the digest of a decided step and the conditions it set, as they stand."""
    step = await db.exec(select(*STEP_COLUMNS).where(Step.id == step_id))
    conditions = await db.exec(
        select(*CONDITION_COLUMNS)
        .where(Condition.step_id == step_id)
        .order_by(col(Condition.position))
    )
    return digest(_row(step), *_rows(conditions))


def _row(result: Any) -> Row:
    row: Row = dict(result.mappings().one())
    return row


def _rows(result: Any) -> Sequence[Row]:
    return [dict(row) for row in result.mappings()]
