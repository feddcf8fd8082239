"""Reminding: whoever has a step that waits hears of it before, on and after its last day.

What is here may be done twice and catches up: a letter about a step goes to somebody once, and what
was due while nothing ran is told at the next run, as it stands then.
"""

from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Event, Happening, record
from register.clock import day_of
from register.decisions import ReviewerRole, Step
from register.people import Office, Person
from workflows import policy
from workflows.deadlines import is_office_time, working_days_until
from workflows.letters import Letter
from workflows.notices import notify, notify_all, told_before
from workflows.open_steps import OpenStep, Waiting, about, waiting_steps
from workflows.policy import Policy
from workflows.transitions import locked

_FURTHEST = timedelta(days=60)
"""Beyond any number of working days before a last day."""


async def remind(db: AsyncSession, now: datetime) -> None:
    """Remind whoever a step waits for: some days before its last day, on it, and after it.

    Of the three letters the one that fits today is sent, so after days in which nothing ran nobody
    hears that something is due soon that is late by now.
    """
    if not is_office_time(now):
        return
    today = day_of(now)
    values = await policy.current(db)
    waiting = await waiting_steps(db, now, col(Step.due_on) <= today + _FURTHEST)
    before = await told_before(db, (about(step.id) for step in waiting.steps))
    for step in waiting.steps:
        letter = _letter(step, today, values)
        if letter is None:
            continue
        for person_id in waiting.reviewers[step.id]:
            if (letter, about(step.id), person_id) not in before:
                await notify(
                    db,
                    letter,
                    person_id,
                    now,
                    about=about(step.id),
                    declaration_key=step.declaration_id,
                    due=step.due_on,
                )


def _letter(step: OpenStep, today: date, values: Policy) -> Letter | None:
    """Give the letter that fits today; none on the day on which the step was opened."""
    if day_of(step.opened_at) >= today:
        return None
    if today > step.due_on:
        return Letter.STEP_OVERDUE
    if today == step.due_on:
        return Letter.STEP_DUE_TODAY
    days = values.reminder_days
    if days is not None and working_days_until(today, step.due_on) <= days:
        return Letter.STEP_DUE_SOON
    return None


async def escalate(db: AsyncSession, now: datetime) -> None:
    """Tell whoever stands one step up, and the bestuurssecretaris, what is late for too long.

    Once for each step. It changes nothing about who may decide: the bestuurssecretaris can give the
    step to somebody else.
    """
    days = (await policy.current(db)).escalation_days
    if days is None or not is_office_time(now):
        return
    today = day_of(now)
    waiting = await waiting_steps(db, now, col(Step.due_on) < today)
    late = [step for step in waiting.steps if working_days_until(step.due_on, today) >= days]
    for step in sorted(late, key=lambda step: step.declaration_id):
        if not await _escalated(db, step):
            await _escalate(db, step, waiting, now)


async def _escalated(db: AsyncSession, step: OpenStep) -> bool:
    found = await db.exec(
        select(Event.data).where(
            Event.chain == str(step.declaration_id), Event.action == Happening.ESCALATED.value
        )
    )
    return any(data is not None and data.get("step") == step.id for data in found)


async def _escalate(db: AsyncSession, step: OpenStep, waiting: Waiting, now: datetime) -> None:
    await locked(db, step.declaration_id)
    kept = await db.get_one(Step, step.id, populate_existing=True)
    if kept.decided_at is not None or kept.cancelled_at is not None or await _escalated(db, step):
        return
    above = await _above(db, step, waiting, day_of(now))
    told = {*above, *waiting.holders[Office.BESTUURSSECRETARIS]} - {step.declarant_id}
    people = await db.exec(
        select(Person).where(col(Person.id).in_(told)).order_by(Person.sort_name)
    )
    names = [person.name for person in people]
    reviewer = await db.get_one(Person, step.person_id) if step.person_id is not None else None
    await record(
        db,
        step.declaration_id,
        None,
        Happening.ESCALATED,
        now,
        step=step.id,
        due_on=step.due_on,
        reviewer=reviewer.name if reviewer else step.role.label.lower(),
        told=" en ".join(names) or "niemand",
    )
    await notify_all(
        db,
        Letter.STEP_ESCALATED,
        told,
        now,
        about=about(step.id),
        declaration_key=step.declaration_id,
        due=step.due_on,
    )


_ABOVE = {
    ReviewerRole.COMMUNICATIE: Office.BESTUURSSECRETARIS,
    ReviewerRole.BESTUURSSECRETARIS: Office.DIRECTIE,
    ReviewerRole.DIRECTIE: Office.RVT,
}


async def _above(db: AsyncSession, step: OpenStep, waiting: Waiting, day: date) -> list[int]:
    """Give who stands one step above whom a step waits for."""
    if step.person_id is not None:
        person = await db.get_one(Person, step.person_id)
        manager = await db.get(Person, person.manager_id) if person.manager_id else None
        if manager is not None and manager.in_service_on(day):
            return [manager.key]
        return list(waiting.holders[Office.DIRECTIE])
    office = _ABOVE.get(step.role)
    return list(waiting.holders[office]) if office is not None else []
