"""The weekly overview: open work for whoever has it, and all that is late for who keeps watch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Step
from register.people import Office
from workflows.deadlines import beginning_of_week, is_office_time
from workflows.letters import Letter
from workflows.notices import notify, told_before
from workflows.open_steps import OpenStep, waiting_steps

MOST = 50
"""How many declarations an overview names; their number is told of all."""


async def send_digests(db: AsyncSession, now: datetime) -> None:
    """Send the overview of this week, once to each, on its first working day or as soon as it can.

    It is of what waited when the week began and still does. A week in which nothing ran at all has
    no overview any more.
    """
    if not is_office_time(now):
        return
    today = day_of(now)
    week = f"{today:%G-W%V}"
    waiting = await waiting_steps(db, now, col(Step.opened_at) < beginning_of_week(today))
    before = await told_before(db, [week])
    work: dict[int, list[OpenStep]] = defaultdict(list)
    for step in waiting.steps:
        for person_id in waiting.reviewers[step.id]:
            work[person_id].append(step)
    for person_id, steps in sorted(work.items()):
        if (Letter.DIGEST_OPEN_WORK, week, person_id) not in before:
            await notify(
                db, Letter.DIGEST_OPEN_WORK, person_id, now, about=week, **_told(steps, today)
            )
    late = [step for step in waiting.steps if step.due_on < today]
    for person_id in waiting.holders[Office.BESTUURSSECRETARIS] if late else ():
        others = [step for step in late if step.declarant_id != person_id]
        if others and (Letter.DIGEST_OVERDUE, week, person_id) not in before:
            await notify(
                db, Letter.DIGEST_OVERDUE, person_id, now, about=week, **_told(others, today)
            )


def _told(steps: Sequence[OpenStep], today: date) -> Mapping[str, Any]:
    return {"count": len(steps), "items": list(_items(steps[:MOST], today))}


def _items(steps: Iterable[OpenStep], today: date) -> Iterable[Mapping[str, object]]:
    for step in steps:
        yield {"number": step.number, "due": step.due_on, "overdue": step.due_on < today}
