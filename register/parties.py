"""What the party outside that a submitted revision concerns is known by, so that it is found again.

Two parties are the same when they share a key: the normal form of a name, a KVK number or a
creditor number. The keys are derived from what was submitted and from who it was found to be, and
only grow: a supplier that is recognised later adds its keys.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from register.suppliers import NORMAL_LENGTH, normal_form
from register.tables import SQLModel

Keys = frozenset[str]
"""What a party is known by."""

CREDITOR_KEY = "crediteur "
"""What a key that names a supplier of the list begins with."""


class PartyKey(SQLModel, table=True):
    """One thing that the party of a submitted revision is known by. Never changed or removed."""

    __tablename__ = "party_key"
    __table_args__ = (Index(None, "revision_id"),)

    key: str = Field(max_length=NORMAL_LENGTH + 50, primary_key=True)
    revision_id: UUID = Field(primary_key=True, foreign_key="revision.id")


def known_by(name: str | None, kvk_number: str | None, creditor_number: str | None) -> Keys:
    """Give what a party is known by, of what is known of it."""
    known = {"naam": normal_form(name or ""), "kvk": kvk_number}
    found = frozenset(f"{what} {value}" for what, value in known.items() if value)
    return found | {creditor_key(creditor_number)} if creditor_number else found


def creditor_key(creditor_number: str) -> str:
    """Give the key of a party that is a supplier of the list."""
    return f"{CREDITOR_KEY}{creditor_number}"


async def add_keys(db: AsyncSession, revision_id: UUID, keys: Iterable[str]) -> None:
    """Keep what the party of a revision is known by, beside what was kept already."""
    rows = [{"key": key, "revision_id": revision_id} for key in sorted(keys)]
    if rows:
        await db.exec(insert(PartyKey).values(rows).on_conflict_do_nothing())
