"""What is frozen of conditions and reconsiderations, and the digests of it; see ``frozen``."""

from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.attachments import Attachment
from register.conditions import ConditionJudgement, ConditionReport
from register.frozen import ATTACHMENT_COLUMNS, digest
from register.reconsiderations import Reconsideration

REPORT_COLUMNS = tuple(ConditionReport.__table__.columns)  # type: ignore[attr-defined]
JUDGEMENT_COLUMNS = tuple(ConditionJudgement.__table__.columns)  # type: ignore[attr-defined]
RECONSIDERATION_COLUMNS = tuple(Reconsideration.__table__.columns)  # type: ignore[attr-defined]


async def digest_of_report(db: AsyncSession, report_id: int) -> str:
    """Give the digest of what was reported of a condition, with the files that show it."""
    found = await db.exec(select(*REPORT_COLUMNS).where(ConditionReport.id == report_id))
    report = dict(found.mappings().one())
    evidence = await db.exec(
        select(*ATTACHMENT_COLUMNS)
        .where(
            Attachment.condition_id == report["condition_id"],
            Attachment.report_position == report["position"],
        )
        .order_by(col(Attachment.id))
    )
    return digest(report, *(dict(row) for row in evidence.mappings()))


async def digest_of_judgement(db: AsyncSession, report_id: int) -> str:
    """Give the digest of how a report was judged."""
    found = await db.exec(
        select(*JUDGEMENT_COLUMNS).where(ConditionJudgement.report_id == report_id)
    )
    return digest(dict(found.mappings().one()))


async def digest_of_reconsideration(db: AsyncSession, declaration_id: UUID) -> str:
    """Give the digest of the request to look again at a refusal."""
    found = await db.exec(
        select(*RECONSIDERATION_COLUMNS).where(Reconsideration.declaration_id == declaration_id)
    )
    return digest(dict(found.mappings().one()))
