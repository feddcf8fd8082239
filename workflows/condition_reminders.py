"""Reminding whoever is to meet a condition: some days before its last day, on it and after it.

What is here may be done twice and catches up: a letter about one milestone goes out once.
"""

from datetime import date, datetime, timedelta

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Condition
from register.people import Person
from workflows import policy
from workflows.condition_rows import TO_DO, ConditionRow, condition_rows
from workflows.deadlines import is_office_time, working_days_until
from workflows.letters import Letter
from workflows.milestones import last_milestone
from workflows.notices import notify, told_before
from workflows.policy import Policy

_FURTHEST = timedelta(days=60)
"""Beyond any number of working days before a last day."""
_AT_ONCE = 1_000


async def reminders(db: AsyncSession, now: datetime) -> None:
    """Remind whoever is to meet a condition that is due soon, and each week once it is late."""
    if not is_office_time(now):
        return
    today = day_of(now)
    values = await policy.current(db)
    rows = await condition_rows(
        db, today, TO_DO, col(Condition.due_on) <= today + _FURTHEST, limit=_AT_ONCE
    )
    wanted = [(row, told) for row in rows if (told := _letter(row, today, values)) is not None]
    before = await told_before(db, (about for _, (_, about) in wanted))
    for row, (letter, about) in wanted:
        if (letter, about, row.owner_id) in before:
            continue
        owner = await db.get_one(Person, row.owner_id)
        if owner.in_service_on(today):
            await notify(
                db,
                letter,
                row.owner_id,
                now,
                about=about,
                declaration_key=row.declaration_id,
                due=row.due_on,
            )


def _letter(row: ConditionRow, today: date, values: Policy) -> tuple[Letter, str] | None:
    """Give the letter that fits today, and what it is about; ``None`` where none does."""
    about = f"condition {row.id}"
    if row.due_on < today:
        return Letter.CONDITION_OVERDUE, f"{about} {last_milestone(row.due_on, (), today)}"
    days = values.reminder_days
    if days is not None and working_days_until(today, row.due_on) <= days:
        return Letter.CONDITION_DUE_SOON, about
    return None
