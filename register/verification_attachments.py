"""Verifies attachments: what is in every file is still what was uploaded, byte for byte."""

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.attachments import Attachment, AttachmentPart
from register.conditions import ConditionReport
from register.verification_work import Work, rows

_ATTACHMENT = Attachment.__table__  # type: ignore[attr-defined]
_PART = AttachmentPart.__table__  # type: ignore[attr-defined]
_REPORT = ConditionReport.__table__  # type: ignore[attr-defined]

_PARTS_AT_A_TIME = 16
"""How many parts of files are held at once: 4 MiB."""


async def verify_attachments(db: AsyncSession, work: Work) -> None:
    """Read every file again and hold it against its SHA-256.

    That the row which holds that SHA-256 was not altered, is for the event of the submission or of
    the report that the file was given with.
    """
    digests = await _digests(db)
    query = select(
        _ATTACHMENT.c.id,
        _ATTACHMENT.c.declaration_id,
        _ATTACHMENT.c.name,
        _ATTACHMENT.c.size,
        _ATTACHMENT.c.sha256,
    ).order_by(_ATTACHMENT.c.id)
    async for key, chain, name, size, sha256 in rows(db, query):
        if digests.get(key) != (size, sha256):
            work.fault(chain, None, f"Wat in bijlage {name} staat, is gewijzigd.")
    await _report_evidence_without_report(db, work)


async def _digests(db: AsyncSession) -> dict[UUID, tuple[int, bytes]]:
    """Give the size and the SHA-256 of what is in every file, by its key."""
    found: dict[UUID, tuple[int, bytes]] = {}
    key: UUID | None = None
    size, counted, digest = 0, 0, hashlib.sha256()
    query = select(_PART).order_by(_PART.c.attachment_id, _PART.c.seq)
    async for part in rows(db, query, _PARTS_AT_A_TIME):
        if part.attachment_id != key:
            size, counted, digest = 0, 0, hashlib.sha256()
        key = part.attachment_id
        size, counted = size + len(part.data), counted + 1
        digest.update(part.data)
        if part.seq == counted:
            found[part.attachment_id] = (size, digest.digest())
        else:
            found.pop(part.attachment_id, None)
    return found


async def _report_evidence_without_report(db: AsyncSession, work: Work) -> None:
    given_with: Any = and_(
        _REPORT.c.condition_id == _ATTACHMENT.c.condition_id,
        _REPORT.c.position == _ATTACHMENT.c.report_position,
    )
    query = (
        select(_ATTACHMENT.c.declaration_id, _ATTACHMENT.c.name)
        .select_from(_ATTACHMENT.outerjoin(_REPORT, given_with))
        .where(_ATTACHMENT.c.report_position.is_not(None), _REPORT.c.id.is_(None))
    )
    async for chain, name in rows(db, query):
        work.fault(chain, None, f"Bijlage {name} hoort bij een melding die er niet is.")
