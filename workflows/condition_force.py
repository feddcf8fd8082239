"""Conditions that come into force with a decision, and lapse with what takes its place."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.conditions import ConditionJudgement, ConditionReport
from register.decisions import Condition, Step
from register.people import Actor
from workflows.condition_rows import last_decision
from workflows.letters import Letter
from workflows.notices import notify

CHANGE_APPROVED = "er is een nieuwe versie goedgekeurd"
ENDED = "de verklaring is beëindigd"
"""Why conditions lapse, as the event tells it."""


async def lapse(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    revision_id: UUID,
    now: datetime,
    why: str,
) -> None:
    """Write down that the conditions of a revision lapse which nobody accepted as met.

    They lapse by what happened: the revision is no longer in force.

    Args:
        db: the transaction.
        actor: by whose doing.
        declaration_id: the declaration, locked.
        revision_id: the revision that was in force.
        now: when.
        why: why, as the event tells it.
    """
    judged = select(ConditionReport.condition_id).join(
        ConditionJudgement,
        (col(ConditionJudgement.report_id) == ConditionReport.id)
        & col(ConditionJudgement.accepted),
    )
    found = await db.exec(
        select(Condition.id)
        .join(Step, col(Step.id) == Condition.step_id)
        .where(
            Step.revision_id == revision_id,
            last_decision(),
            col(Condition.id).not_in(judged),
        )
        .order_by(col(Condition.id))
    )
    left = found.all()
    if left:
        await record(
            db,
            declaration_id,
            actor,
            Happening.CONDITIONS_LAPSED,
            now,
            why=why,
            conditions=list(left),
        )


async def tell_owners(db: AsyncSession, decision: Step, now: datetime) -> None:
    """Tell colleagues by mail that they are to meet a condition of a decision that now counts."""
    found = await db.exec(
        select(Condition).where(
            Condition.step_id == decision.key, col(Condition.owner_id).is_not(None)
        )
    )
    for condition in found:
        if condition.owner_id is not None:
            await notify(
                db,
                Letter.CONDITION_SET,
                condition.owner_id,
                now,
                about=f"condition {condition.key}",
                declaration_key=condition.declaration_id,
                due=condition.due_on,
            )
