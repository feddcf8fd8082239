"""Adding files to a form that is being filled in, taking them away, and reading them back.

A file is judged, and then stored a part at a time, in the transaction that adds it: it is there
whole or not at all.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.attachments import PART, Attachment, AttachmentPart, FileType, RevisionAttachment
from register.audit import Happening, record
from register.clock import day_of
from register.declarations import Declaration
from register.errors import BadFile, NotFound
from register.people import Actor
from workflows.access import may_see
from workflows.attachment_rows import (
    AttachmentRow,
    forget,
    of_form,
    of_report_form,
    row_of,
)
from workflows.drafting import own_editable
from workflows.file_names import file_name, tidy_name
from workflows.file_types import judge

MOST = 10
"""How many files a declaration, or the report of a condition, can have."""
TOO_MANY = f"Er kunnen hoogstens {MOST} bijlagen bij. Haal er eerst een weg."


@dataclass(frozen=True)
class Upload:
    """A file that somebody sends, open to be read, under the name that the browser gives it."""

    name: str
    file: BinaryIO


@dataclass(frozen=True)
class Owner:
    """What a file is added to: a declaration, or the report of one of its conditions."""

    declaration_id: UUID
    condition_id: int | None = None


@dataclass
class Added:
    """What became of files that were sent.

    Attributes:
        names: those that were added.
        known: those that were there already.
        refused: those that were not added, each with what is wrong with it.
    """

    names: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def errors(self) -> Sequence[str]:
        """What is wrong, a sentence a file."""
        return [f"{name}: {told}" for name, told in self.refused]

    @property
    def told(self) -> str:
        """What went well, in sentences; empty where nothing did."""
        added = f"Toegevoegd: {', '.join(self.names)}." if self.names else ""
        known = f"Stond er al: {', '.join(self.known)}." if self.known else ""
        return f"{added} {known}".strip()


@dataclass(frozen=True)
class _Judged:
    type: FileType
    name: str
    size: int
    sha256: bytes


async def attach(
    db: AsyncSession, actor: Actor, declaration_id: UUID, uploads: Sequence[Upload], now: datetime
) -> Added:
    """Add files to the form of one's own declaration, each that can be; the same file once.

    Raises:
        NotFound: the declaration is somebody else's or does not exist.
        Unsuitable: it is no longer being filled in.
    """
    declaration = await own_editable(db, actor, declaration_id)
    held = await of_form(db, declaration_id)
    added = await _add(db, actor, Owner(declaration_id), held, uploads, now)
    if added.names:
        await _changed(db, declaration, now)
    return added


async def attach_evidence(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    condition_id: int,
    uploads: Sequence[Upload],
    now: datetime,
) -> Added:
    """Add files to the report of a condition that somebody is about to make.

    That the condition is theirs to meet is for the caller to know, who has locked the declaration
    (:mod:`workflows.conditions`).
    """
    held = await of_report_form(db, condition_id, actor.id)
    return await _add(db, actor, Owner(declaration_id, condition_id), held, uploads, now)


async def give_evidence(db: AsyncSession, actor: Actor, condition_id: int, position: int) -> int:
    """Give the files that somebody added with their report of a condition: from now on frozen.

    Args:
        db: the transaction.
        actor: who reports.
        condition_id: the condition.
        position: the place of the report among those of the condition.

    Returns:
        How many there are.
    """
    given = await db.exec(
        update(Attachment)
        .where(
            col(Attachment.condition_id) == condition_id,
            col(Attachment.uploaded_by) == actor.id,
            col(Attachment.in_draft),
        )
        .values(in_draft=False, report_position=position)
        .execution_options(synchronize_session=False)
    )
    return given.rowcount


async def _add(
    db: AsyncSession,
    actor: Actor,
    owner: Owner,
    held: Sequence[AttachmentRow],
    uploads: Sequence[Upload],
    now: datetime,
) -> Added:
    added = Added()
    there = {each.sha256 for each in held}
    for upload in uploads:
        try:
            judged = await asyncio.to_thread(_judged, upload)
        except BadFile as refused:
            added.refused.append((tidy_name(upload.name), refused.sentence))
            continue
        if judged.sha256.hex() in there:
            added.known.append(judged.name)
        elif len(there) >= MOST:
            added.refused.append((judged.name, TOO_MANY))
        else:
            await _store(db, actor, owner, judged, upload.file, now)
            there.add(judged.sha256.hex())
            added.names.append(judged.name)
    return added


def _judged(upload: Upload) -> _Judged:
    """Judge a file, and give its size and its SHA-256."""
    type_ = judge(upload.file)
    upload.file.seek(0)
    digest, size = hashlib.sha256(), 0
    while part := upload.file.read(PART):
        digest.update(part)
        size += len(part)
    return _Judged(type_, file_name(upload.name, type_), size, digest.digest())


async def _store(
    db: AsyncSession, actor: Actor, owner: Owner, judged: _Judged, file: BinaryIO, now: datetime
) -> None:
    """Store a file, a part at a time."""
    attachment = Attachment(
        declaration_id=owner.declaration_id,
        condition_id=owner.condition_id,
        in_draft=True,
        name=judged.name,
        type=judged.type,
        size=judged.size,
        sha256=judged.sha256,
        uploaded_at=now,
        uploaded_by=actor.id,
        uploaded_by_name=actor.name,
    )
    db.add(attachment)
    await db.flush()
    connection = await db.connection()
    file.seek(0)
    seq = 0
    while part := await asyncio.to_thread(file.read, PART):
        seq += 1
        row = {"attachment_id": attachment.id, "seq": seq, "data": part}
        await connection.execute(insert(AttachmentPart), row)


async def remove(
    db: AsyncSession, actor: Actor, declaration_id: UUID, attachment_id: UUID, now: datetime
) -> str:
    """Take a file out of the form of one's own declaration.

    What was submitted with an earlier revision stays there; what never was, is gone.

    Returns:
        Its name; empty where it was taken away before.

    Raises:
        NotFound: the declaration is somebody else's or does not exist.
        Unsuitable: it is no longer being filled in.
    """
    declaration = await own_editable(db, actor, declaration_id)
    held = await of_form(db, declaration_id)
    name = next((each.name for each in held if each.id == attachment_id), "")
    if name:
        await db.exec(
            update(Attachment)
            .where(col(Attachment.id) == attachment_id)
            .values(in_draft=False)
            .execution_options(synchronize_session=False)
        )
        await forget(db, col(Attachment.id) == attachment_id)
        await _changed(db, declaration, now)
    return name


async def remove_evidence(
    db: AsyncSession, actor: Actor, condition_id: int, attachment_id: UUID
) -> None:
    """Take a file away that somebody added to a report they did not make yet."""
    held = await of_report_form(db, condition_id, actor.id)
    if attachment_id in {each.id for each in held}:
        await forget(db, col(Attachment.id) == attachment_id)


async def _changed(db: AsyncSession, declaration: Declaration, now: datetime) -> None:
    declaration.updated_at = now
    declaration.version += 1
    await db.flush()


async def open_attachment(
    db: AsyncSession, actor: Actor, attachment_id: UUID, now: datetime
) -> AttachmentRow:
    """Give a file to somebody who may see it; that somebody else fetched it is written down.

    Who may see a declaration may see what was submitted or reported with it. What is still in a
    form is for who added it.

    Raises:
        NotFound: it does not exist, or may not be seen.
    """
    attachment = await db.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound
    declaration = await db.get_one(Declaration, attachment.declaration_id)
    if not await may_see(db, actor, declaration, day_of(now)):
        raise NotFound
    if attachment.uploaded_by != actor.id and not await _submitted(db, attachment):
        raise NotFound
    if declaration.declarant_id != actor.id:
        await record(
            db,
            declaration.id,
            actor,
            Happening.ATTACHMENT_FETCHED,
            now,
            name=attachment.name,
            attachment=attachment.id,
        )
    return row_of(attachment)


async def _submitted(db: AsyncSession, attachment: Attachment) -> bool:
    if attachment.report_position is not None:
        return True
    found = await db.exec(
        select(RevisionAttachment.revision_id)
        .where(RevisionAttachment.attachment_id == attachment.id)
        .limit(1)
    )
    return found.first() is not None


async def part_of(db: AsyncSession, attachment_id: UUID, seq: int) -> bytes:
    """Give a part of what is in a file; empty behind its end."""
    found = await db.exec(
        select(AttachmentPart.data).where(
            AttachmentPart.attachment_id == attachment_id, AttachmentPart.seq == seq
        )
    )
    return found.first() or b""
