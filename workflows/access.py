"""Finding a declaration, and who may see it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import Condition, ReviewerRole, Step
from register.declarations import Declaration, Status
from register.deputies import principals_of
from register.errors import NotFound
from register.people import Actor, Office, OfficeHolding, Person
from register.permissions import Action, Scope, may, scope
from register.tables import UNSTORABLE
from workflows.condition_rows import holding


async def find(db: AsyncSession, key: str) -> Declaration:
    """Find a declaration by its number or its key, as URLs call it.

    Raises:
        NotFound: there is none.
    """
    if UNSTORABLE.search(key):
        raise NotFound
    try:
        condition = Declaration.id == UUID(key)
    except ValueError:
        condition = Declaration.number == key
    declaration = (await db.exec(select(Declaration).where(condition))).first()
    if declaration is None:
        raise NotFound
    return declaration


class Sight(StrEnum):
    """As whom somebody sees a declaration."""

    DECLARANT = "indiener"
    REVIEWER = "beoordelaar"
    """Or whoever keeps the register."""
    OWNER = "zorgt voor een voorwaarde"


async def may_see(db: AsyncSession, actor: Actor, declaration: Declaration, day: date) -> bool:
    """Tell whether somebody may see a declaration on a day; see :func:`sight_of`."""
    return await sight_of(db, actor, declaration, day) is not None


async def sight_of(
    db: AsyncSession, actor: Actor, declaration: Declaration, day: date
) -> Sight | None:
    """Tell as whom somebody may see a declaration on a day. A concept is its declarant's alone."""
    reach = scope(actor, Action.SEE_DECLARATION)
    if declaration.declarant_id == actor.id:
        allowed = reach >= Scope.OWN or may(actor, Action.DECLARE)
        return Sight.DECLARANT if allowed else None
    if declaration.status is Status.CONCEPT:
        return None
    if reach is Scope.ALL:
        return Sight.REVIEWER
    if reach is Scope.OF_DIRECTIE and await _of_directie(db, declaration):
        return Sight.REVIEWER
    if reach >= Scope.ROUTED and await _on_route(db, actor, declaration.id, day):
        return Sight.REVIEWER
    return await _by_condition(db, actor, declaration) if reach >= Scope.ROUTED else None


async def _by_condition(db: AsyncSession, actor: Actor, declaration: Declaration) -> Sight | None:
    """Tell whether somebody has to do with a condition that holds.

    That is its owner, and the declarant's manager of now where a manager before them set it.
    """
    rows = await db.exec(
        select(Condition.owner_id, Step.role, Person.manager_id)
        .join(Step, col(Step.id) == Condition.step_id)
        .join(Declaration, col(Declaration.id) == Condition.declaration_id)
        .join(Person, col(Person.id) == Declaration.declarant_id)
        .where(holding(), Condition.declaration_id == declaration.id)
    )
    held = rows.all()
    if any(role is _MANAGER and manager_id == actor.id for _, role, manager_id in held):
        return Sight.REVIEWER
    return Sight.OWNER if any(owner_id == actor.id for owner_id, _, _ in held) else None


_MANAGER = ReviewerRole.LEIDINGGEVENDE


async def _of_directie(db: AsyncSession, declaration: Declaration) -> bool:
    """Tell whether the declarant held directie at some time since the declaration was begun."""
    held = await db.exec(
        select(OfficeHolding.id).where(
            OfficeHolding.person_id == declaration.declarant_id,
            OfficeHolding.office == Office.DIRECTIE,
            or_(
                col(OfficeHolding.ends_on).is_(None),
                col(OfficeHolding.ends_on) >= declaration.created_at.date(),
            ),
        )
    )
    return held.first() is not None


async def _on_route(db: AsyncSession, actor: Actor, declaration_id: UUID, day: date) -> bool:
    """Tell whether somebody stands or stood on the route of a declaration, or stands in there."""
    principals = await principals_of(db, actor.id, day)
    people = [actor.id, *(each.id for each in principals)]
    offices = actor.offices.union(*(each.offices for each in principals))
    found = await db.exec(
        select(Step.id).where(
            Step.declaration_id == declaration_id,
            or_(
                col(Step.person_id).in_(people),
                col(Step.decided_by) == actor.id,
                col(Step.role).in_([role for role in ReviewerRole if role.office in offices]),
            ),
        )
    )
    return found.first() is not None
