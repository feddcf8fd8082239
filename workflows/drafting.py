"""What a declarant is still filling in: a concept, or an answer to a question."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.audit import OFFICE_CHAIN, Happening, begun, record
from register.decisions import Decision, Step
from register.declarations import (
    Declaration,
    Status,
)
from register.errors import NotFound, Unsuitable
from register.people import Actor
from register.permissions import Action, may
from register.tables import UNSTORABLE
from register.types import TYPES
from register.types.codes import KnownSupplier
from register.types.reading import Reading, read
from register.types.record import DeclarationType
from workflows.explanations import field_names
from workflows.transitions import locked

EDITABLE = (Status.CONCEPT, Status.AANVULLING)
"""The states in which the declarant fills in the form."""

DRAFT_LENGTH = 20_000
"""How many signs of a field are kept while it is being typed; a longer text is an error anyway."""


def kind_of(slug: str) -> DeclarationType:
    """Give the type of this slug.

    Raises:
        NotFound: there is no such type.
    """
    if slug not in TYPES:
        raise NotFound
    return TYPES[slug]


SAME_AS = "zelfde_als"
"""The field in which a declarant tells whether a party is a supplier of much the same name."""


def keep(kind: DeclarationType, typed: Mapping[str, str]) -> dict[str, str]:
    """Give what of a form is kept as a draft, as it was typed: answers and explanations."""
    searches = {
        f"{field.name}_zoek" for field in kind.fields if isinstance(field.kind, KnownSupplier)
    }
    names = {field.name for field in kind.fields} | searches | {*field_names(kind.slug), SAME_AS}
    return {
        name: UNSTORABLE.sub("", text)[:DRAFT_LENGTH]
        for name, text in typed.items()
        if name in names and text
    }


async def check(db: AsyncSession, kind: DeclarationType, typed: Mapping[str, str]) -> Reading:
    """Read a form against the list of suppliers."""
    chosen = {
        typed.get(field.name, "").strip()
        for field in kind.fields
        if isinstance(field.kind, KnownSupplier)
    }
    return read(kind, typed, await suppliers.by_creditor_number(db, chosen))


async def save_draft(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    kind: DeclarationType,
    typed: Mapping[str, str],
    now: datetime,
) -> Declaration:
    """Keep what was typed, complete or not; the first time it makes the concept.

    The key comes with the form, so that saving twice at once still makes one concept.

    Raises:
        NotFound: the declaration is somebody else's, of another type, or was deleted.
        Unsuitable: it is no longer being filled in.
    """
    if not may(actor, Action.DECLARE):
        raise NotFound
    made = await db.exec(
        insert(Declaration)
        .values(
            id=declaration_id,
            type=kind.slug,
            declarant_id=actor.id,
            status=Status.CONCEPT,
            version=1,
            draft={},
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Declaration.id)  # type: ignore[call-overload]
    )
    fresh = made.first() is not None
    declaration = await own_editable(db, actor, declaration_id)
    if declaration.type != kind.slug:
        raise NotFound
    if fresh:
        if await begun(db, declaration_id):
            # Another tab deleted it: what that tab took away, this one does not bring back.
            raise NotFound
        await record(db, declaration_id, actor, Happening.STARTED, now, type=kind.slug)
    draft = keep(kind, typed)
    if draft != declaration.draft:
        declaration.draft = draft
        declaration.updated_at = now
        declaration.version += 1
        await db.flush()
    return declaration


async def own_editable(db: AsyncSession, actor: Actor, declaration_id: UUID) -> Declaration:
    """Give one's own declaration, locked, while it can be filled in.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was submitted already.
    """
    declaration = await locked(db, declaration_id)
    if declaration.declarant_id != actor.id:
        raise NotFound
    if declaration.status not in EDITABLE:
        raise Unsuitable(
            f"Je hebt deze verklaring al ingediend. Zij is nu '{declaration.status.label.lower()}'."
        )
    return declaration


async def question(db: AsyncSession, declaration: Declaration) -> str | None:
    """Give what the reviewer asked for, where a declaration waits for more information."""
    if declaration.status is not Status.AANVULLING:
        return None
    found = await db.exec(
        select(Step.reason)
        .where(Step.declaration_id == declaration.id, Step.decision == Decision.AANVULLEN)
        .order_by(col(Step.decided_at).desc())
        .limit(1)
    )
    return found.first()


async def delete_concept(
    db: AsyncSession, actor: Actor, declaration_id: UUID, now: datetime
) -> None:
    """Delete one's own concept: it was never submitted, so nothing is lost but what was typed.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was submitted.
    """
    declaration = await own(db, actor, declaration_id)
    if declaration.status is not Status.CONCEPT:
        raise Unsuitable("Deze verklaring is ingediend. Je kunt haar intrekken, niet verwijderen.")
    slug = declaration.type
    await db.exec(delete(Declaration).where(col(Declaration.id) == declaration_id))
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.CONCEPT_DELETED,
        now,
        type=slug,
        declaration=declaration_id,
    )


async def own(db: AsyncSession, actor: Actor, declaration_id: UUID) -> Declaration:
    """Give one's own declaration, locked.

    Raises:
        NotFound: it is somebody else's or does not exist.
    """
    declaration = await locked(db, declaration_id)
    if declaration.declarant_id != actor.id:
        raise NotFound
    return declaration
