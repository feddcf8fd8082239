"""The changes of policy values: what Intermaris chose where the code leaves it open, and when.

A value in force is its newest change; without one it is as the register came. Nothing is ever
overwritten, so what held on any day can be read back.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from register.tables import MOMENT, SQLModel


class PolicyChange(SQLModel, table=True):
    """One change of one policy value. Never changed, never removed.

    The value stands as it is typed and read (``Kind.typed``), whatever its kind; empty is off.
    """

    __tablename__ = "policy_change"
    __table_args__ = (
        CheckConstraint("btrim(value) <> ''", name="value_not_blank"),
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        Index(None, "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=60)
    value: str | None = Field(default=None, max_length=40)
    reason: str = Field(max_length=4_000)
    changed_at: datetime = Field(sa_type=MOMENT)
    changed_by: int = Field(foreign_key="person.id")
    changed_by_name: str = Field(max_length=250)

    @property
    def key(self) -> int:
        """The key of a change that is in the database."""
        if self.id is None:
            raise LookupError("This change has not been stored yet.")
        return self.id
