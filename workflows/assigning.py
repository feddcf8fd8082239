"""Giving a step that waits to somebody else: the bestuurssecretaris, with a reason."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale
from register.people import Actor
from register.permissions import Action, may
from register.types.kinds import LongText, Unreadable
from workflows.colleagues import find_colleague
from workflows.routes import PlannedStep
from workflows.steps import move_step, steps_of, took_one, waiting
from workflows.takers import conflict_of
from workflows.transitions import hold_to, locked

ASSIGNEE, ASSIGNED_WHY = "assignee", "assigned_why"
"""The fields of the form."""


async def assign(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    version: int,
    typed: str,
    reason: str,
    now: datetime,
) -> Actor:
    """Give the step of a declaration that waits to somebody else.

    Args:
        db: the transaction.
        actor: the bestuurssecretaris.
        declaration_id: the declaration.
        version: the version that was on the screen.
        typed: the name or staff number of who is to take it.
        reason: why; the declarant can read it.
        now: when.

    Returns:
        Who is to take it.

    Raises:
        NotFound: there is no such declaration, or its steps are not this person's to give.
        Stale: no step waits any more, or it changed since it was on the screen.
        Invalid: the name or the reason is missing or unreadable, or they cannot take this step.
    """
    if not may(actor, Action.ASSIGN):
        raise NotFound
    declaration = await locked(db, declaration_id)
    if declaration.declarant_id == actor.id or declaration.status is Status.CONCEPT:
        raise NotFound
    steps = await steps_of(db, declaration_id)
    step = waiting(steps)
    if step is None or declaration.status is not Status.INGEDIEND:
        raise Stale("Er wacht geen stap meer die je aan iemand kunt geven.")
    hold_to(declaration, version)
    errors: dict[str, str] = {}
    why = _reason(reason, errors)
    chosen = None
    try:
        chosen = await find_colleague(db, typed, ASSIGNEE, day_of(now))
    except Invalid as invalid:
        errors.update(invalid.errors)
    if chosen is not None:
        conflict = await conflict_of(db, step.revision_id, declaration.declarant_id, chosen.id)
        if conflict is not None:
            errors[ASSIGNEE] = f"{chosen.name} {conflict.discreet}. Kies iemand anders."
        elif took_one(chosen, steps, step.revision_id):
            errors[ASSIGNEE] = f"{chosen.name} zette hier al een stap. Kies iemand anders."
        elif step.person_id == chosen.id:
            errors[ASSIGNEE] = f"De stap ligt al bij {chosen.name}. Kies iemand anders."
    if errors or chosen is None:
        raise Invalid(errors)
    planned = PlannedStep(step.role, step.task, chosen.id, f"Toegewezen door {actor.name}: {why}")
    await move_step(
        db,
        declaration,
        step,
        planned,
        f"{actor.name} gaf de stap aan {chosen.name}: {why}",
        now,
        actor,
    )
    return chosen


def _reason(typed: str, errors: dict[str, str]) -> str:
    if not typed.strip():
        errors[ASSIGNED_WHY] = "Schrijf op waarom je deze stap aan iemand anders geeft."
        return ""
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        errors[ASSIGNED_WHY] = str(unreadable)
        return ""
