"""Importing people, with what that means for the steps that wait for them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register import imports
from register.imports import ImportPlan
from register.jobs import enqueue
from register.people import Actor
from workflows.rerouting import REROUTING


async def import_people(
    db: AsyncSession,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    dry_run: bool,
    expected: str | None = None,
) -> ImportPlan:
    """Import the people of a file, and have what waits routed again: somebody may have left.

    Raises:
        NotFound: this person may not import people.
        OutcomeChanged: the plan is not the ``expected`` one, that which was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    plan = await imports.import_people(db, actor, filename, content, now, dry_run, expected)
    if not dry_run:
        await enqueue(db, REROUTING, once_as=REROUTING)
    return plan
