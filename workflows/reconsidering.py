"""Reconsideration (*heroverweging*): looking again, once, at what was refused.

The declarant asks for it with reasons. Directie decides, or the chair of the Raad van Toezicht
where it is directie's own or nobody of directie is left; never somebody who took a step on it.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import ReviewerRole, Step, Task
from register.declarations import Revision, Status
from register.errors import Invalid, NotFound, Unsuitable
from register.frozen_conditions import digest_of_reconsideration
from register.people import Actor, Office, Person
from register.permissions import Action, may
from register.reconsiderations import Reconsideration
from register.types.kinds import LongText, Unreadable
from workflows import policy, route_facts
from workflows.conflicts import cases_of
from workflows.deadlines import decision_days, due_day
from workflows.drafting import own
from workflows.revisions import newest_id
from workflows.route_facts import RouteFacts
from workflows.routes import UNASSIGNED, PlannedStep
from workflows.steps import of_revision, open_step, steps_of, taken
from workflows.transitions import Move, claim, hold_to

REASONS = "heroverweging"
"""The field of the form."""
FINAL = (
    "Je hebt al een keer om heroverweging gevraagd. Het besluit is definitief: een tweede keer kan "
    "niet."
)
_WHY = "De medewerker vraagt om heroverweging."
_OWN_OFFICE = "Verklaringen van de directie gaan naar de RvT."
_NOBODY_LEFT = "Niemand van de directie kan dit nog beoordelen; het gaat naar de RvT."


def reconsideration_step(facts: RouteFacts) -> PlannedStep:
    """Give the one step of a reconsideration.

    Args:
        facts: what the route depends on; ``taken`` holds the steps that led to the refusal.
    """
    took = {each.person_id for each in facts.taken}
    why = f"{_WHY} {_OWN_OFFICE}"
    if Office.DIRECTIE not in facts.declarant_offices:
        if facts.able(Office.DIRECTIE) - took:
            return PlannedStep(ReviewerRole.DIRECTIE, Task.DECIDE, None, _WHY)
        why = f"{_WHY} {_NOBODY_LEFT}"
    if facts.able(Office.RVT) - took:
        return PlannedStep(ReviewerRole.RVT, Task.DECIDE, None, why)
    nobodys = f"{_WHY} {UNASSIGNED}"
    secretary = ReviewerRole.BESTUURSSECRETARIS
    return PlannedStep(secretary, Task.DECIDE, None, nobodys, unassigned=True)


async def is_reconsidered(db: AsyncSession, revision_id: UUID) -> bool:
    """Tell whether the refusal of a revision is, or was, looked at again."""
    found = await db.exec(
        select(Reconsideration.id).where(Reconsideration.revision_id == revision_id)
    )
    return found.first() is not None


async def reconsideration_of(db: AsyncSession, declaration_id: UUID) -> Reconsideration | None:
    """Give what the declarant asked to look at again, if they did."""
    found = await db.exec(
        select(Reconsideration).where(Reconsideration.declaration_id == declaration_id)
    )
    return found.first()


async def ask(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, typed: str, now: datetime
) -> Step:
    """Ask to look again at the refusal of one's own declaration.

    Args:
        db: the transaction.
        actor: the declarant.
        declaration_id: the declaration.
        version: the version that was on the screen.
        typed: the reasons, as they were typed.
        now: when.

    Returns:
        The step that waits from now on.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was not refused, or was looked at again before.
        Stale: it changed since it was on the screen.
        Invalid: the reasons are missing or cannot be read.
    """
    if not may(actor, Action.DECLARE):
        raise NotFound
    declaration = await own(db, actor, declaration_id)
    if await reconsideration_of(db, declaration_id) is not None:
        raise Unsuitable(FINAL)
    if declaration.status is not Status.AFGEWEZEN:
        raise Unsuitable("Je kunt alleen heroverweging vragen van wat is afgewezen.")
    hold_to(declaration, version)
    reasons = _reasons(typed)
    revision_id = await newest_id(db, declaration_id)
    if revision_id is None:
        raise LookupError(f"{declaration_id} was refused and never submitted.")
    revision = await db.get_one(Revision, revision_id)
    await claim(db, declaration, Move.RECONSIDER, actor, now, revision_id=revision.id, why=reasons)
    asked = Reconsideration(
        declaration_id=declaration_id,
        revision_id=revision.id,
        reasons=reasons,
        asked_at=now,
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    db.add(asked)
    await db.flush()
    await record(
        db,
        declaration_id,
        actor,
        Happening.RECONSIDERATION_ASKED,
        now,
        reason=reasons,
        reconsideration=asked.key,
        frozen=await digest_of_reconsideration(db, declaration_id),
    )
    return await _open(db, revision, declaration.type, actor, now)


async def _open(
    db: AsyncSession, revision: Revision, slug: str, declarant: Actor, now: datetime
) -> Step:
    """Open the step in which it is looked at again, after those that were taken."""
    day = day_of(now)
    cases = await cases_of(db, {revision.id: declarant.id})
    done = of_revision(await steps_of(db, revision.declaration_id), revision.id)
    person = await db.get_one(Person, declarant.id)
    facts = await route_facts.gather(db, person, day, cases[revision.id], taken(done))
    last = await db.exec(
        select(func.max(Step.position)).where(col(Step.revision_id) == revision.id)
    )
    due_on = due_day(day, decision_days(await policy.current(db), slug))
    position = (last.one() or 0) + 1
    return await open_step(db, revision, position, reconsideration_step(facts), due_on, now)


def _reasons(typed: str) -> str:
    if not typed.strip():
        raise Invalid({REASONS: "Schrijf op waarom er opnieuw naar gekeken moet worden."})
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({REASONS: str(unreadable)}) from None
