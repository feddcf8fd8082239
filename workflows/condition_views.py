"""The conditions of one declaration as somebody sees them, with all that became of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.conditions import ConditionJudgement, ConditionReport
from register.decisions import Condition
from register.people import Actor
from register.permissions import Action, may
from workflows.attachment_rows import AttachmentRow, of_conditions
from workflows.condition_judges import judges_of
from workflows.condition_rows import ConditionRow, ConditionState, condition_rows

Reported = tuple[ConditionReport, ConditionJudgement | None]
"""A report, and how it was judged; ``None`` while it was not."""


@dataclass(frozen=True)
class ConditionView:
    """A condition that holds.

    Attributes:
        row: the condition and how it stands.
        reports: what was reported and judged, first one first.
        evidence: the files that were given with each report, by its place among them; under
            ``None`` those that the reader is still to give.
        is_mine: whether it is for the reader to meet.
        can_report: whether the reader can report now that it has been met.
        can_judge: whether the reader can say now whether that is enough.
    """

    row: ConditionRow
    reports: Sequence[Reported]
    evidence: Mapping[int | None, Sequence[AttachmentRow]]
    is_mine: bool
    can_report: bool
    can_judge: bool


async def conditions_of(
    db: AsyncSession, actor: Actor, declaration_id: UUID, day: date
) -> Sequence[ConditionView]:
    """Give the conditions of a declaration that hold, in their order."""
    rows = await condition_rows(db, day, col(Condition.declaration_id) == declaration_id)
    if not rows:
        return ()
    found = await db.exec(
        select(ConditionReport, ConditionJudgement)
        .join(
            ConditionJudgement,
            col(ConditionJudgement.report_id) == ConditionReport.id,
            isouter=True,
        )
        .where(ConditionReport.declaration_id == declaration_id)
        .order_by(col(ConditionReport.position))
    )
    reports: defaultdict[int, list[Reported]] = defaultdict(list)
    for report, judgement in found:
        reports[report.condition_id].append((report, judgement))
    files = await of_conditions(db, declaration_id, actor.id)
    judges = await judges_of(db, rows, day)
    return [
        ConditionView(
            row=row,
            reports=reports[row.id],
            evidence=files.get(row.id, {}),
            is_mine=row.owner_id == actor.id,
            can_report=row.owner_id == actor.id and row.state.to_do and may(actor, Action.DECLARE),
            can_judge=actor.id in judges[row.id]
            and row.state is ConditionState.GEMELD
            and may(actor, Action.REVIEW),
        )
        for row in sorted(rows, key=lambda row: row.position)
    ]
