"""The steps of a declaration as people see them: with names, conditions, and what was accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import Condition, Decision, ReviewerRole, Step, Task
from register.findings import Weighing
from register.people import Person


@dataclass(frozen=True)
class StepView:
    """A step with the names of the people in it, and what came with the decision.

    ``weighings`` are those that tell something: a departure that was accepted, or an outcome that
    had changed since submission.
    """

    role: ReviewerRole
    task: Task
    person_id: int | None
    person_name: str | None
    why: str
    opened_at: datetime
    due_on: date
    decision: Decision | None
    reason: str | None
    decided_at: datetime | None
    decided_by_name: str | None
    cancelled: bool
    revision_id: UUID
    conditions: Sequence[Condition]
    weighings: Sequence[Weighing]

    @property
    def reviewer(self) -> str:
        """Who takes the step: a person by name, else the office."""
        return self.person_name or self.role.label

    @property
    def waits(self) -> bool:
        """Whether it waits for somebody."""
        return self.decision is None and not self.cancelled


async def step_views(
    db: AsyncSession, declaration_id: UUID, steps: Sequence[Step]
) -> Sequence[StepView]:
    """Give steps as people see them, in the order in which they are given, in three queries."""
    people = {step.person_id for step in steps}
    named = await db.exec(
        select(Person).where(col(Person.id).in_([key for key in people if key is not None]))
    )
    names = {person.id: person.name for person in named}
    set_by = await db.exec(
        select(Condition)
        .where(Condition.declaration_id == declaration_id)
        .order_by(col(Condition.position))
    )
    conditions = set_by.all()
    weighed = await db.exec(
        select(Weighing)
        .where(
            col(Weighing.step_id).in_([step.key for step in steps]),
            or_(
                col(Weighing.differs),
                col(Weighing.acceptance).is_not(None),
            ),
        )
        .order_by(col(Weighing.rule))
    )
    weighings = weighed.all()
    return [
        StepView(
            role=step.role,
            task=step.task,
            person_id=step.person_id,
            person_name=names.get(step.person_id),
            why=step.why,
            opened_at=step.opened_at,
            due_on=step.due_on,
            decision=step.decision,
            reason=step.reason,
            decided_at=step.decided_at,
            decided_by_name=step.decided_by_name,
            cancelled=step.cancelled_at is not None,
            revision_id=step.revision_id,
            conditions=[each for each in conditions if each.step_id == step.id],
            weighings=[each for each in weighings if each.step_id == step.id],
        )
        for step in steps
    ]
