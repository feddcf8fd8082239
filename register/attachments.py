"""Attachments (*bijlagen*): files with a declaration, and files that show a condition was met.

What somebody added to a form that is still being filled in can be taken away. Once it was submitted
with a revision, or given with the report of a condition, it stays as it is for ever.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from register.tables import MOMENT, SQLModel, choice_type, one_of

PART = 256 * 1024
"""How many bytes of a file a row holds at most, so that a file is never held whole in memory."""
LARGEST_MIB = 10
LARGEST = LARGEST_MIB * 1024**2
"""How many bytes a file may have."""
NAME_LENGTH = 150


class FileType(StrEnum):
    """What a file is, judged by what is in it."""

    PDF = "pdf"
    PNG = "png"
    JPG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """How HTTP calls it."""
        return _MEDIA_TYPES[self]

    @property
    def extensions(self) -> tuple[str, ...]:
        """What the name of such a file can end in, the usual one first."""
        return (".jpg", ".jpeg") if self is FileType.JPG else (f".{self.value}",)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPG: "image/jpeg",
    FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}


class Attachment(SQLModel, table=True):
    """One file; what is in it stands in ``attachment_part``.

    ``in_draft`` tells that it belongs to the form as it is filled in now: that of the declaration,
    or of the report of a condition. A form that is filled in again starts with the files of what
    was submitted. ``condition_id`` and ``report_position`` name the report that it was given with.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("type", FileType),
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        CheckConstraint(f"size BETWEEN 1 AND {LARGEST}", name="size_bound"),
        CheckConstraint("octet_length(sha256) = 32", name="sha256_length"),
        CheckConstraint(
            "CASE WHEN condition_id IS NULL THEN report_position IS NULL "
            "ELSE in_draft = (report_position IS NULL) END",
            name="evidence_once_reported",
        ),
        Index(None, "declaration_id"),
        Index(None, "condition_id"),
        Index(None, "uploaded_by"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    condition_id: int | None = Field(default=None, foreign_key="condition.id")
    report_position: int | None = None
    in_draft: bool
    name: str = Field(max_length=NAME_LENGTH)
    type: FileType = Field(sa_type=choice_type(FileType))
    size: int
    sha256: bytes = Field(sa_type=LargeBinary)
    uploaded_at: datetime = Field(sa_type=MOMENT)
    uploaded_by: int = Field(foreign_key="person.id")
    uploaded_by_name: str = Field(max_length=250)


class AttachmentPart(SQLModel, table=True):
    """A part of a file: its bytes from ``(seq - 1) * PART`` on."""

    __tablename__ = "attachment_part"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counted_from_one"),
        CheckConstraint(f"octet_length(data) BETWEEN 1 AND {PART}", name="data_bound"),
    )

    attachment_id: UUID = Field(foreign_key="attachment.id", primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    data: bytes = Field(sa_type=LargeBinary)


class RevisionAttachment(SQLModel, table=True):
    """That a file was submitted with a revision; revisions that follow may have the same file."""

    __tablename__ = "revision_attachment"
    __table_args__ = (
        CheckConstraint("position >= 1", name="counted_from_one"),
        UniqueConstraint("revision_id", "position"),
        Index(None, "attachment_id"),
    )

    revision_id: UUID = Field(foreign_key="revision.id", primary_key=True)
    attachment_id: UUID = Field(foreign_key="attachment.id", primary_key=True)
    position: int


GUARD = """
CREATE FUNCTION guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.id, OLD.declaration_id, OLD.condition_id, OLD.name, OLD.type, OLD.size, OLD.sha256,
            OLD.uploaded_at, OLD.uploaded_by, OLD.uploaded_by_name)
            IS NOT DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.condition_id, NEW.name, NEW.type, NEW.size, NEW.sha256,
            NEW.uploaded_at, NEW.uploaded_by, NEW.uploaded_by_name)
            AND (OLD.report_position IS NULL OR OLD.report_position = NEW.report_position)
        THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' AND OLD.report_position IS NULL
        AND NOT EXISTS (SELECT FROM revision_attachment WHERE attachment_id = OLD.id)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A file never changes, and is never removed once it was submitted.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
"""The function that guards attachments in the database itself; see ``append_only``."""

GUARD_PART = """
CREATE FUNCTION guard_attachment_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM attachment
        WHERE id = OLD.attachment_id AND (report_position IS NOT NULL
            OR EXISTS (SELECT FROM revision_attachment WHERE attachment_id = OLD.attachment_id))
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'What is in a file never changes, nor is it removed once it was submitted.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
"""The same for what is in them."""
