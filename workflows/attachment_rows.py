"""The attachments of a declaration as plain rows: of the form, of each revision, of each report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, delete, exists, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.attachments import Attachment, AttachmentPart, FileType, RevisionAttachment

_KIB = 1024


@dataclass(frozen=True)
class AttachmentRow:
    """A file, without what is in it.

    Attributes:
        id: its key.
        name: what it is called.
        type: what it is.
        size: how many bytes.
        sha256: the SHA-256 of those, in hexadecimal.
        uploaded_at: since when the register has it.
        uploaded_by_name: from whom.
    """

    id: UUID
    name: str
    type: FileType
    size: int
    sha256: str
    uploaded_at: datetime
    uploaded_by_name: str

    @property
    def told_size(self) -> str:
        """How large it is, for people."""
        if self.size < _KIB**2:
            return f"{max(1, round(self.size / _KIB))} KiB"
        return f"{self.size / _KIB**2:.1f} MiB".replace(".", ",")


_COLUMNS: tuple[Any, ...] = (
    Attachment.id,
    Attachment.name,
    Attachment.type,
    Attachment.size,
    Attachment.sha256,
    Attachment.uploaded_at,
    Attachment.uploaded_by_name,
)
_FORM = (col(Attachment.in_draft), col(Attachment.condition_id).is_(None))


def _selected(*more: Any) -> Any:
    """Give the query of rows, each followed by some columns more, first uploaded first."""
    return select(*_COLUMNS, *more).order_by(
        col(Attachment.uploaded_at), col(Attachment.name), col(Attachment.id)
    )


def row_of(attachment: Attachment) -> AttachmentRow:
    """Give an attachment as a plain row."""
    return _row([getattr(attachment, column.key) for column in _COLUMNS])


def _row(found: Sequence[Any]) -> AttachmentRow:
    key, name, type_, size, sha256, at, by = found[: len(_COLUMNS)]
    return AttachmentRow(key, name, type_, size, sha256.hex(), at, by)


async def of_form(db: AsyncSession, declaration_id: UUID) -> Sequence[AttachmentRow]:
    """Give the files of the form of a declaration as it is filled in now."""
    found = await db.exec(_selected().where(Attachment.declaration_id == declaration_id, *_FORM))
    return [_row(row) for row in found]


async def of_report_form(
    db: AsyncSession, condition_id: int, person_id: int
) -> Sequence[AttachmentRow]:
    """Give the files that somebody is to give with their report of a condition."""
    found = await db.exec(
        _selected().where(
            Attachment.condition_id == condition_id,
            Attachment.uploaded_by == person_id,
            col(Attachment.in_draft),
        )
    )
    return [_row(row) for row in found]


async def of_revisions(
    db: AsyncSession, declaration_id: UUID
) -> Mapping[UUID, Sequence[AttachmentRow]]:
    """Give the files that were submitted with each revision of a declaration, by its key."""
    found: defaultdict[UUID, list[AttachmentRow]] = defaultdict(list)
    for row in await db.exec(
        _selected(RevisionAttachment.revision_id)
        .join(RevisionAttachment, col(RevisionAttachment.attachment_id) == Attachment.id)
        .where(Attachment.declaration_id == declaration_id)
    ):
        found[row[-1]].append(_row(row))
    return found


async def of_conditions(
    db: AsyncSession, declaration_id: UUID, reader_id: int
) -> Mapping[int, Mapping[int | None, Sequence[AttachmentRow]]]:
    """Give the files that show conditions were met, by condition and place of the report.

    Those that the reader is still to give stand under ``None``; those of others are nobody else's
    business yet.
    """
    found: defaultdict[int, dict[int | None, list[AttachmentRow]]] = defaultdict(dict)
    for row in await db.exec(
        _selected(Attachment.condition_id, Attachment.report_position).where(
            Attachment.declaration_id == declaration_id,
            col(Attachment.condition_id).is_not(None),
            col(Attachment.report_position).is_not(None) | (Attachment.uploaded_by == reader_id),
        )
    ):
        found[row[-2]].setdefault(row[-1], []).append(_row(row))
    return found


async def submit_form(db: AsyncSession, declaration_id: UUID, revision_id: UUID) -> None:
    """Write down that the files of the form were submitted with a revision: from now on frozen."""
    links = [
        {"revision_id": revision_id, "attachment_id": each.id, "position": position}
        for position, each in enumerate(await of_form(db, declaration_id), start=1)
    ]
    if links:
        await (await db.connection()).execute(insert(RevisionAttachment), links)


async def reset_form(db: AsyncSession, declaration_id: UUID, revision_id: UUID | None) -> None:
    """Let the form hold the files of a revision again, and throw away what nobody submitted.

    Args:
        db: the transaction.
        declaration_id: the declaration, locked.
        revision_id: the revision; ``None`` where the form is to hold nothing.
    """
    await forget_form(db, declaration_id)
    submitted = select(RevisionAttachment.attachment_id).where(
        RevisionAttachment.revision_id == revision_id
    )
    await db.exec(
        update(Attachment)
        .where(
            col(Attachment.declaration_id) == declaration_id,
            col(Attachment.condition_id).is_(None),
        )
        .values(in_draft=col(Attachment.id).in_(submitted))
        .execution_options(synchronize_session=False)
    )


async def forget_form(db: AsyncSession, declaration_id: UUID) -> None:
    """Throw away the files of a form that were never submitted."""
    await forget(db, col(Attachment.declaration_id) == declaration_id, *_FORM)


async def forget(db: AsyncSession, *wanted: Any) -> None:
    """Throw away files that meet these conditions; those that were submitted stay."""
    never_submitted = ~exists().where(col(RevisionAttachment.attachment_id) == Attachment.id)
    keys = (
        await db.exec(
            select(Attachment.id).where(
                *wanted, never_submitted, col(Attachment.report_position).is_(None)
            )
        )
    ).all()
    if keys:
        for table, key in (
            (AttachmentPart, AttachmentPart.attachment_id),
            (Attachment, Attachment.id),
        ):
            await db.exec(
                delete(table).where(col(key).in_(keys)).execution_options(synchronize_session=False)
            )
