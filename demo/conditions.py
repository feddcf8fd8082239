"""How the conditions of the demo are met: reported by who is to, and judged by somebody else."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.papers import Paper
from register.clock import day_of
from register.decisions import Condition, Evidence
from register.people import Actor
from workflows import evidence
from workflows.condition_judges import judges_of
from workflows.condition_rows import ConditionRow, condition_rows
from workflows.conditions import ACCEPT, judge, report

WhoActs = Callable[[int, date], Awaitable[Actor]]
"""Gives somebody, by key, as they act on a day."""


async def report_all(
    db: AsyncSession, who_acts: WhoActs, declaration: UUID, words: str, now: datetime
) -> None:
    """Let every condition of a declaration be reported as met, with a file where one has to be."""
    for row in await _held(db, declaration, now):
        owner = await who_acts(row.owner_id, day_of(now))
        if row.evidence is Evidence.BEWIJSSTUK:
            paper = Paper(f"bewijs {row.number}-{row.position}.pdf", (row.headline, row.text))
            uploads = [paper.upload()]
            await evidence.add(db, owner, declaration, row.id, row.report_position, uploads, now)
        await report(db, owner, declaration, row.id, row.report_position, words, now)


async def judge_all(db: AsyncSession, who_acts: WhoActs, declaration: UUID, now: datetime) -> None:
    """Let every report be accepted, by who set the condition where they still can."""
    rows = await _held(db, declaration, now)
    judges = await judges_of(db, rows, day_of(now))
    for row in rows:
        able = sorted(judges[row.id], key=lambda key: (key != row.decided_by, key))
        judging = await who_acts(able[0], day_of(now))
        await judge(db, judging, declaration, row.id, row.report_id or 0, ACCEPT, "", now)


async def _held(db: AsyncSession, declaration: UUID, now: datetime) -> Sequence[ConditionRow]:
    rows = await condition_rows(db, day_of(now), col(Condition.declaration_id) == declaration)
    return sorted(rows, key=lambda row: row.position)
