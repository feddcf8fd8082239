"""The case before a reviewer: a declaration with the step that waits, which is theirs to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.decisions import Step
from register.declarations import Declaration, Status
from register.deputies import Principal, principals_of
from register.errors import NotFound, Stale, Unsuitable
from register.people import Actor
from register.permissions import Action, may
from workflows.asking import Asked, asked_of
from workflows.drafting import kind_of
from workflows.revisions import RevisionView, revisions_of
from workflows.steps import of_revision, steps_of, took_one, waiting
from workflows.takers import conflict_of, takers_of_step
from workflows.transitions import hold_to, locked
from workflows.weighing import weigh


@dataclass(frozen=True)
class Case:
    """The declaration that a step is taken on, with all that the decision looks at."""

    declaration: Declaration
    newest: RevisionView
    step: Step
    before: Sequence[Step]
    asked: Asked
    on_behalf_of: Principal | None


async def case_of(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, now: datetime
) -> Case:
    """Give the case whose step somebody takes, its declaration locked.

    Raises:
        NotFound: it does not exist, or its step is not this reviewer's to take.
        Stale: it was decided on, withdrawn or changed since it was on the screen.
        Unsuitable: they are in the declaration themselves.
    """
    declaration = await locked(db, declaration_id)
    steps = await steps_of(db, declaration_id)
    step = waiting(steps)
    day = day_of(now)
    principals = await principals_of(db, actor.id, day)
    if step is None or declaration.status is not Status.INGEDIEND:
        if _stood_on_route(actor, principals, steps):
            raise Stale(
                "Hier is al over beslist, of de verklaring is ingetrokken. "
                "Je besluit is niet opgeslagen."
            )
        raise NotFound
    takers = await takers_of_step(db, step, declaration.declarant_id, day)
    if actor.id not in takers or not may(actor, Action.REVIEW):
        if took_one(actor, steps, step.revision_id):
            raise Stale("Jouw stap is al gezet. Wat je nu stuurde, is niet opgeslagen.")
        await _refuse_whoever_is_in_it(db, actor, declaration, steps, step)
        raise NotFound
    hold_to(declaration, version)
    kind = kind_of(declaration.type)
    newest = (await revisions_of(db, kind, declaration_id))[-1]
    before = of_revision(steps, step.revision_id)
    weighing = await weigh(db, kind, declaration, newest, now)
    return Case(
        declaration=declaration,
        newest=newest,
        step=step,
        before=before,
        asked=await asked_of(db, declaration, newest, step, before, weighing, day),
        on_behalf_of=next((each for each in principals if each.id == takers[actor.id]), None),
    )


async def _refuse_whoever_is_in_it(
    db: AsyncSession, actor: Actor, declaration: Declaration, steps: Sequence[Step], step: Step
) -> None:
    """Tell who would take the step why they cannot, being in the declaration themselves.

    Raises:
        Unsuitable: they are.
    """
    if declaration.declarant_id == actor.id or not _stood_on_route(actor, (), steps):
        return
    conflict = await conflict_of(db, step.revision_id, declaration.declarant_id, actor.id)
    if conflict is not None:
        raise Unsuitable(f"{conflict.sentence} Je besluit is niet opgeslagen.")


def _stood_on_route(actor: Actor, principals: Sequence[Principal], steps: Sequence[Step]) -> bool:
    people = {actor.id, *(each.id for each in principals)}
    offices = actor.offices.union(*(each.offices for each in principals))
    return any(
        step.decided_by in people or step.person_id in people or step.role.office in offices
        for step in steps
    )
