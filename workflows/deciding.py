"""What a reviewer does: take the step that waits, once, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Condition, Decision, Step
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale
from register.frozen import digest_of_step
from register.people import Actor
from register.permissions import Action, may
from register.types.amounts import Day
from register.types.kinds import LongText, Text, Unreadable
from workflows.transitions import MOVE_OF_DECISION, claim, hold_to, locked

CONDITION_LENGTH = 1_000
CONDITIONS_AT_MOST = 10

_HAPPENING = {
    Decision.GOEDKEUREN: Happening.APPROVED,
    Decision.VOORWAARDEN: Happening.APPROVED_CONDITIONALLY,
    Decision.AFWIJZEN: Happening.REFUSED,
    Decision.AANVULLEN: Happening.ASKED_FOR_MORE,
}


@dataclass(frozen=True)
class TypedCondition:
    """A condition as a reviewer typed it."""

    text: str
    due_on: str

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.text.strip() and not self.due_on.strip()


@dataclass(frozen=True)
class TypedDecision:
    """A decision as a reviewer typed it, and the version that was on the screen."""

    version: int
    decision: str
    reason: str
    conditions: Sequence[TypedCondition] = ()


@dataclass(frozen=True)
class _Judged:
    decision: Decision
    reason: str
    conditions: Sequence[tuple[str, date]]


def can_take(actor: Actor, step: Step, declarant_id: int) -> bool:
    """Tell whether a step is somebody's, or their office's, to take; never on their own case."""
    if actor.id == declarant_id or not may(actor, Action.REVIEW):
        return False
    office = step.role.office
    return step.person_id == actor.id if office is None else actor.holds(office)


async def open_step(db: AsyncSession, declaration_id: UUID) -> Step | None:
    """Give the step of a declaration that waits for somebody."""
    found = await db.exec(
        select(Step).where(
            Step.declaration_id == declaration_id,
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
        )
    )
    return found.first()


async def decide(
    db: AsyncSession, actor: Actor, declaration_id: UUID, typed: TypedDecision, now: datetime
) -> Decision:
    """Decide on a declaration.

    Raises:
        NotFound: it does not exist, or its step is not this reviewer's to take.
        Stale: it was decided on, withdrawn or changed since it was on the screen.
        Invalid: the reason or a condition is missing or unreadable.
    """
    declaration = await locked(db, declaration_id)
    step = await open_step(db, declaration_id)
    if step is None or declaration.status is not Status.INGEDIEND:
        if await _stood_on_route(db, actor, declaration_id):
            raise Stale(
                "Hier is al over beslist, of de verklaring is ingetrokken. "
                "Je besluit is niet opgeslagen."
            )
        raise NotFound
    if not can_take(actor, step, declaration.declarant_id):
        raise NotFound
    hold_to(declaration, typed.version)
    judged = _judge(typed, day_of(now))

    step.decision = judged.decision
    step.reason = judged.reason
    step.decided_at = now
    step.decided_by = actor.id
    step.decided_by_name = actor.name
    await db.flush()
    for position, (text, due_on) in enumerate(judged.conditions, start=1):
        db.add(
            Condition(
                step_id=step.key,
                declaration_id=declaration_id,
                position=position,
                text=text,
                due_on=due_on,
            )
        )
    await db.flush()
    await claim(
        db,
        declaration,
        MOVE_OF_DECISION[judged.decision],
        actor,
        now,
        revision_id=step.revision_id,
        why=judged.reason,
    )
    await record(
        db,
        declaration_id,
        actor,
        _HAPPENING[judged.decision],
        now,
        role=step.role.label.lower(),
        reason=judged.reason,
        conditions=[{"text": text, "due_on": due_on} for text, due_on in judged.conditions],
        step=step.key,
        frozen=await digest_of_step(db, step.key),
    )
    return judged.decision


async def _stood_on_route(db: AsyncSession, actor: Actor, declaration_id: UUID) -> bool:
    steps = await db.exec(select(Step).where(Step.declaration_id == declaration_id))
    return any(
        actor.id in {step.decided_by, step.person_id}
        or (step.role.office is not None and actor.holds(step.role.office))
        for step in steps
    )


def _judge(typed: TypedDecision, today: date) -> _Judged:
    """Read a decision.

    Raises:
        Invalid: something is missing or unreadable; every fault is named.
    """
    errors: dict[str, str] = {}
    decision = None
    if typed.decision in set(Decision):
        decision = Decision(typed.decision)
    else:
        errors["decision"] = "Kies wat je besluit."
    conditions: list[tuple[str, date]] = []
    if decision is Decision.VOORWAARDEN:
        conditions = _conditions(typed.conditions, today, errors)
    reason = _text(typed.reason, LongText(), "reason", "Schrijf op waarom je dit besluit.", errors)
    if errors or decision is None:
        raise Invalid(errors)
    return _Judged(decision, reason, conditions)


def _conditions(
    typed: Sequence[TypedCondition], today: date, errors: dict[str, str]
) -> list[tuple[str, date]]:
    found: list[tuple[str, date]] = []
    filled = [(number, each) for number, each in enumerate(typed, start=1) if not each.empty]
    if not filled:
        errors["condition_1"] = "Schrijf minstens één voorwaarde op."
    if len(filled) > CONDITIONS_AT_MOST:
        last, _ = filled[-1]
        errors[f"condition_{last}"] = f"Schrijf hoogstens {CONDITIONS_AT_MOST} voorwaarden op."
    for number, condition in filled[:CONDITIONS_AT_MOST]:
        text = _text(
            condition.text,
            Text(length=CONDITION_LENGTH, lines=True),
            f"condition_{number}",
            "Schrijf op wat er moet gebeuren.",
            errors,
        )
        due_on = _due(condition.due_on, today, f"condition_{number}_due", errors)
        found.append((text, due_on))
    return found


def _text(typed: str, kind: Text, field: str, missing: str, errors: dict[str, str]) -> str:
    if not typed.strip():
        errors[field] = missing
        return ""
    try:
        return kind.read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return ""


def _due(typed: str, today: date, field: str, errors: dict[str, str]) -> date:
    if not typed.strip():
        errors[field] = "Vul in wanneer het klaar moet zijn."
        return today
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return today
    if day < today:
        errors[field] = "Deze dag is al voorbij. Vul een dag vanaf vandaag in."
    return day
