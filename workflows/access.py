"""Finding a declaration, and who may see it."""

from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Step
from register.declarations import Declaration, Status
from register.errors import NotFound
from register.people import Actor, Office, OfficeHolding
from register.permissions import Action, Scope, may, scope
from register.tables import UNSTORABLE


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


async def may_see(db: AsyncSession, actor: Actor, declaration: Declaration) -> bool:
    """Tell whether somebody may see a declaration. A concept is its declarant's alone."""
    reach = scope(actor, Action.SEE_DECLARATION)
    if declaration.declarant_id == actor.id:
        return reach >= Scope.OWN or may(actor, Action.DECLARE)
    if declaration.status is Status.CONCEPT:
        return False
    if reach is Scope.ALL:
        return True
    if reach is Scope.OF_DIRECTIE and await _of_directie(db, declaration):
        return True
    return reach >= Scope.ROUTED and await _on_route(db, actor, declaration.id)


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


async def _on_route(db: AsyncSession, actor: Actor, declaration_id: UUID) -> bool:
    """Tell whether somebody stands or stood on the route of a declaration."""
    offices = [role for role in ReviewerRole if role.office and actor.holds(role.office)]
    found = await db.exec(
        select(Step.id).where(
            Step.declaration_id == declaration_id,
            or_(
                col(Step.person_id) == actor.id,
                col(Step.decided_by) == actor.id,
                col(Step.role).in_(offices),
            ),
        )
    )
    return found.first() is not None
