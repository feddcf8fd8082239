"""Importing suppliers, with what that means for the declarations that are there already."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register import imports
from register.imports import ImportPlan
from register.people import Actor
from workflows.watching import look_again


async def import_suppliers(
    db: AsyncSession,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    dry_run: bool,
    expected: str | None = None,
) -> ImportPlan:
    """Import the suppliers of a file, and look again at the parties of live declarations.

    Raises:
        NotFound: this person may not import suppliers.
        OutcomeChanged: the plan is not the ``expected`` one, that which was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    plan = await imports.import_suppliers(db, actor, filename, content, now, dry_run, expected)
    if not dry_run:
        changed = [row.number for row in (*plan.added, *plan.changed, *plan.ended)]
        await look_again(db, changed, now)
    return plan
