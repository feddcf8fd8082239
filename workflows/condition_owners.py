"""Who is to meet a condition: the declarant, or a colleague whom the reviewer names."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid
from register.people import Actor
from workflows.colleagues import find_colleague
from workflows.conflicts import Conflict
from workflows.takers import conflict_of
from workflows.typed_decisions import CONDITIONS_AT_MOST, Owners, TypedCondition

_NOT_THEIRS = frozenset({Conflict.RELATED, Conflict.PARTY})
"""Who is in a declaration like this is not to see it because of a condition."""


async def find_owners(
    db: AsyncSession,
    typed: Sequence[TypedCondition],
    revision_id: UUID,
    declarant_id: int,
    day: date,
) -> Owners:
    """Find the colleagues whom a reviewer names; who names nobody, means the declarant.

    Args:
        db: the transaction to read in.
        typed: the conditions as they were typed.
        revision_id: what is approved.
        declarant_id: who declared it.
        day: the day on which they are in service.
    """
    found: dict[int, Actor] = {}
    errors: dict[str, str] = {}
    for number, condition in enumerate(typed[:CONDITIONS_AT_MOST], start=1):
        if not condition.owner.strip():
            continue
        field = f"condition_{number}_owner"
        try:
            chosen = await find_colleague(db, condition.owner, field, day)
        except Invalid as invalid:
            errors.update(invalid.errors)
            continue
        conflict = await conflict_of(db, revision_id, declarant_id, chosen.id)
        if conflict in _NOT_THEIRS:
            errors[field] = f"{chosen.name} {conflict.discreet}. Kies iemand anders."
        elif chosen.id != declarant_id:
            found[number] = chosen
    return Owners(found, errors)
