"""Files that were uploaded and shown, and wait for the same person to confirm the import.

Between looking and confirming the bytes stay here, so that exactly the file that was shown is the
one that is imported, by whichever process answers. They go when they were imported, when the same
person uploads another file of that list, and after an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, LargeBinary, delete
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import NotFound
from register.people import Actor
from register.tables import MOMENT, SQLModel, choice_type, one_of

KEPT_FOR = timedelta(hours=1)


class ListName(StrEnum):
    """The lists that are imported on a page."""

    PEOPLE = "medewerkers"
    SUPPLIERS = "leveranciers"


class Upload(SQLModel, table=True):
    """A file that waits to be confirmed."""

    __tablename__ = "upload"
    __table_args__ = (
        one_of("list_name", ListName),
        CheckConstraint("octet_length(content) > 0", name="content_not_empty"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    list_name: ListName = Field(sa_type=choice_type(ListName))
    filename: str = Field(max_length=200)
    content: bytes = Field(sa_type=LargeBinary)
    uploaded_at: datetime = Field(sa_type=MOMENT)
    expires_at: datetime = Field(sa_type=MOMENT, index=True)


@dataclass(frozen=True)
class KeptFile:
    """What was uploaded."""

    filename: str
    content: bytes


async def keep(
    db: AsyncSession, actor: Actor, list_name: ListName, file: KeptFile, now: datetime
) -> UUID:
    """Keep a file until it is confirmed, in the place of an earlier one; give its key."""
    await clear_away(db, now)
    await db.exec(
        delete(Upload).where(col(Upload.person_id) == actor.id, col(Upload.list_name) == list_name)
    )
    upload = Upload(
        person_id=actor.id,
        list_name=list_name,
        filename=file.filename,
        content=file.content,
        uploaded_at=now,
        expires_at=now + KEPT_FOR,
    )
    db.add(upload)
    await db.flush()
    return upload.id


async def kept(
    db: AsyncSession, actor: Actor, list_name: ListName, upload_id: UUID, now: datetime
) -> KeptFile:
    """Give a file that one uploaded oneself, locked until the transaction ends.

    Raises:
        NotFound: it is somebody else's, was imported already, or is too long ago.
    """
    found = await db.exec(
        select(Upload.filename, Upload.content)
        .where(
            Upload.id == upload_id,
            Upload.person_id == actor.id,
            Upload.list_name == list_name,
            Upload.expires_at > now,
        )
        .with_for_update()
    )
    row = found.first()
    if row is None:
        raise NotFound
    return KeptFile(*row)


async def discard(db: AsyncSession, actor: Actor, upload_id: UUID) -> None:
    """Throw away a file that one uploaded oneself, if it is still there."""
    await db.exec(
        delete(Upload).where(col(Upload.id) == upload_id, col(Upload.person_id) == actor.id)
    )


async def clear_away(db: AsyncSession, now: datetime) -> None:
    """Throw away every file that was not confirmed in time."""
    await db.exec(delete(Upload).where(col(Upload.expires_at) <= now))
