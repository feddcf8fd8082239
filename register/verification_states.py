"""Verifies the course of every declaration: its chain, replayed, tells its states and its steps."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening
from register.decisions import Step, Task, Transition
from register.declarations import Declaration, Status
from register.people import Person
from register.verification_work import ANYBODY, Course, Moved, Routed, Work, rows

_DECLARATION = Declaration.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]
_STEP = Step.__table__  # type: ignore[attr-defined]
_TRANSITION = Transition.__table__  # type: ignore[attr-defined]

_REACHED: Mapping[str, Status] = {
    Happening.SUBMITTED.value: Status.INGEDIEND,
    Happening.APPROVED.value: Status.GOEDGEKEURD,
    Happening.APPROVED_CONDITIONALLY.value: Status.VOORWAARDEN,
    Happening.REFUSED.value: Status.AFGEWEZEN,
    Happening.ASKED_FOR_MORE.value: Status.AANVULLING,
    Happening.WITHDRAWN.value: Status.INGETROKKEN,
    Happening.ENDED.value: Status.BEEINDIGD,
}
"""The state to which what happens leads."""


def replay(event: Any, work: Work) -> None:
    """Take an event, in its turn, into the course of its declaration."""
    data = event.data if isinstance(event.data, dict) else None
    if event.action == Happening.ROUTED:
        told = _told_of_step(data) if data else None
        work.courses[event.chain].routes.append(Routed(event.seq, event.at, told))
        return
    target = _REACHED.get(event.action)
    if target is None:
        return
    course = work.courses[event.chain]
    why = None if data is None else _short(_reason(event.action, data))
    course.moves.append(Moved(event.seq, course.state, target, event.at, event.actor, why))
    course.state = target
    if target is Status.INGEDIEND:
        course.submitted_at = course.submitted_at or event.at
        if data and data.get("number"):
            course.numbers.add(str(data["number"]))
    elif target is Status.INGETROKKEN:
        course.withdrawn.add(event.at)


def _told_of_step(data: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give what the event says of a step; older ones knew one task and told no person's number."""
    return (
        data.get("role"),
        data.get("task", Task.DECIDE.value),
        data.get("due_on"),
        data.get("why"),
        data.get("staff_number", ANYBODY),
    )


def _reason(action: str, data: Mapping[str, Any]) -> Any:
    return data.get("ends_on" if action == Happening.ENDED else "reason")


def _reason_of_row(row: Any) -> Any:
    """Give the reason of a transition; of one that ends, the day, as its event writes it."""
    if row.to_status is Status.BEEINDIGD and row.why:
        return "-".join(reversed(row.why[-10:].split("-")))
    return row.why


def _short(reason: Any) -> bytes:
    return b"" if reason is None else hashlib.sha256(str(reason).encode()).digest()


async def verify_transitions(db: AsyncSession, work: Work) -> None:
    """Hold every transition against the event that tells it, one to one and in their order."""
    transition = _TRANSITION.c
    query = (
        select(
            transition.declaration_id,
            transition.from_status,
            transition.to_status,
            transition.at,
            transition.why,
            _PERSON.c.staff_number,
        )
        .select_from(_TRANSITION.join(_PERSON, _PERSON.c.id == transition.by_id))
        .order_by(transition.declaration_id, transition.id)
    )
    async for row in rows(db, query):
        chain = str(row.declaration_id)
        moved = _event_of_transition(chain, row, work)
        if moved is None:
            told = f"De overgang naar '{row.to_status.label}' heeft geen gebeurtenis."
            work.fault(chain, None, told)
            continue
        for sentence in _differences(moved, row):
            work.fault(chain, moved.seq, sentence)
    for chain, course in work.courses.items():
        _report_missing(chain, course.moves, work)


def _event_of_transition(chain: str, row: Any, work: Work) -> Moved | None:
    """Take the event of a transition out of the course, and tell those that it passes over."""
    moves = work.course(chain).moves
    for place, moved in enumerate(moves):
        if (moved.target, moved.at) == (row.to_status, row.at):
            _report_missing(chain, moves[:place], work)
            del moves[: place + 1]
            return moved
    return None


def _report_missing(chain: str, moves: Iterable[Moved], work: Work) -> None:
    for moved in moves:
        told = f"De overgang naar '{moved.target.label}' van deze gebeurtenis ontbreekt."
        work.fault(chain, moved.seq, told)


def _differences(moved: Moved, row: Any) -> Iterable[str]:
    told = f"De overgang naar '{moved.target.label}'"
    if row.from_status is not moved.source:
        yield f"{told} hoort van '{moved.source.label}' te komen."
    if row.staff_number != moved.actor:
        yield f"{told} staat op naam van iemand anders dan de gebeurtenis."
    if moved.why is not None and _short(_reason_of_row(row)) != moved.why:
        yield f"{told} heeft een andere reden dan de gebeurtenis."


async def verify_steps(db: AsyncSession, work: Work) -> None:
    """Hold every step against the event that opened it, and what waits against the state."""
    step = _STEP.c
    query = (
        select(
            step.declaration_id,
            step.role,
            step.task,
            step.due_on,
            step.why,
            step.opened_at,
            step.decided_at,
            step.cancelled_at,
            _DECLARATION.c.status,
            _PERSON.c.staff_number,
        )
        .select_from(
            _STEP.join(_DECLARATION, _DECLARATION.c.id == step.declaration_id).outerjoin(
                _PERSON, _PERSON.c.id == step.person_id
            )
        )
        .order_by(step.declaration_id, step.id)
    )
    waiting = ""
    async for row in rows(db, query):
        chain = str(row.declaration_id)
        for sentence in _faults_of_step(row, work.course(chain)):
            work.fault(chain, None, sentence)
        if row.decided_at is None and row.cancelled_at is None:
            if waiting == chain:
                work.fault(chain, None, "Er wacht meer dan één stap op een besluit.")
            waiting = chain
    for chain, course in work.courses.items():
        for routed in course.routes:
            work.fault(chain, routed.seq, "De stap van deze gebeurtenis ontbreekt.")


def _faults_of_step(row: Any, course: Course) -> Iterable[str]:
    told = (row.role.value, row.task.value, row.due_on.isoformat(), row.why)
    opened = [routed for routed in course.routes if routed.at == row.opened_at]
    fitting = [
        routed
        for routed in opened
        if routed.told is None
        or (routed.told[:-1] == told and routed.told[-1] in (ANYBODY, row.staff_number))
    ]
    if opened:
        course.routes.remove((fitting or opened)[0])
    if not opened:
        yield "Een stap heeft geen gebeurtenis waarmee hij begon."
    elif not fitting:
        yield "De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd."
    if row.cancelled_at is not None and row.cancelled_at not in course.withdrawn:
        yield "Een stap is vervallen zonder dat de verklaring toen is ingetrokken."
    waits = row.decided_at is None and row.cancelled_at is None
    if waits and row.status is not Status.INGEDIEND:
        yield f"Er wacht een stap op een besluit, maar de status is '{row.status.label}'."


async def verify_declarations(db: AsyncSession, work: Work) -> None:
    """Hold the state, number and first submission of every declaration against its chain."""
    declaration = _DECLARATION.c
    query = select(
        declaration.id, declaration.status, declaration.number, declaration.submitted_at
    ).order_by(declaration.id)
    async for row in rows(db, query):
        for sentence in _faults_of_declaration(row, work.course(row.id)):
            work.fault(row.id, None, sentence)


def _faults_of_declaration(row: Any, course: Course) -> Iterable[str]:
    if row.status is not course.state:
        yield f"De status is '{row.status.label}' en hoort '{course.state.label}' te zijn."
    if course.numbers != ({row.number} if row.number else set()):
        number = row.number or "leeg"
        expected = " of ".join(sorted(course.numbers)) or "leeg"
        yield f"Het nummer is {number} en hoort volgens de keten {expected} te zijn."
    if row.submitted_at != course.submitted_at:
        yield "De dag waarop de verklaring is ingediend, is gewijzigd."
