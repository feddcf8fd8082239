"""The files that show that a condition was met, added to a report that somebody is about to make."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.people import Actor
from workflows.attachments import Added, Upload, attach_evidence, remove_evidence
from workflows.conditions import reportable
from workflows.transitions import locked


async def add(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    condition_id: int,
    seen: int,
    uploads: Sequence[Upload],
    now: datetime,
) -> Added:
    """Add files to a report that is not made yet: each that can be, the same file once.

    Args:
        db: the transaction.
        actor: who is to meet the condition.
        declaration_id: the declaration.
        condition_id: the condition.
        seen: how many reports there were on the screen.
        uploads: the files.
        now: when.

    Raises:
        NotFound: there is no such condition, or it is somebody else's to meet.
        Stale: it was reported or judged since it was on the screen.
        Unsuitable: it was accepted already, or has lapsed.
    """
    if not uploads:
        return Added()
    await reportable(db, actor, declaration_id, condition_id, seen, now)
    return await attach_evidence(db, actor, declaration_id, condition_id, uploads, now)


async def take_away(
    db: AsyncSession, actor: Actor, declaration_id: UUID, condition_id: int, attachment_id: UUID
) -> None:
    """Take a file away that oneself added to a report that is not made yet; of others, nothing.

    Raises:
        NotFound: there is no such declaration.
    """
    await locked(db, declaration_id)
    await remove_evidence(db, actor, condition_id, attachment_id)
