"""Reconsideration (*heroverweging*): a declarant asks once to look again at a refusal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from register.tables import MOMENT, SQLModel


class Reconsideration(SQLModel, table=True):
    """That a declarant asked to look again at the refusal of a revision: once, and for ever.

    A step that waits on that revision from then on is the one in which it is looked at again.
    """

    __tablename__ = "reconsideration"
    __table_args__ = (
        CheckConstraint("btrim(reasons) <> ''", name="reasons_not_blank"),
        UniqueConstraint("declaration_id"),
        UniqueConstraint("revision_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_id: UUID = Field(foreign_key="revision.id")
    reasons: str = Field(max_length=4_000)
    asked_at: datetime = Field(sa_type=MOMENT)
    asked_by: int = Field(foreign_key="person.id")
    asked_by_name: str = Field(max_length=250)

    @property
    def key(self) -> int:
        """The key of a reconsideration that is in the database."""
        if self.id is None:
            raise LookupError("This reconsideration has not been stored yet.")
        return self.id
