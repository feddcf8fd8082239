"""What the register keeps of declarations of people who left (*uit dienst*).

That something is ended or withdrawn for who left is a transition as any other. That it is let stand
is kept here.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from register.declarations import Status
from register.tables import MOMENT, SQLModel, choice_type, one_of


class KeptDeclaration(SQLModel, table=True):
    """That a declaration of somebody who left is let stand in its state, and why. Frozen.

    It holds for the last day in service that was known and for the state: when somebody leaves
    again, or the declaration goes on to another state, somebody looks at it again.
    """

    __tablename__ = "kept_declaration"
    __table_args__ = (
        one_of("status", Status),
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        UniqueConstraint("declaration_id", "left_on", "status"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    left_on: date
    status: Status = Field(sa_type=choice_type(Status))
    reason: str = Field(max_length=4_000)
    kept_at: datetime = Field(sa_type=MOMENT)
    kept_by: int = Field(foreign_key="person.id")
    kept_by_name: str = Field(max_length=250)

    @property
    def key(self) -> int:
        """The key of a row that is in the database."""
        if self.id is None:
            raise LookupError("This has not been stored yet.")
        return self.id
