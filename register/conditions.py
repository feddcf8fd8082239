"""What became of the conditions of an approval: what was reported of each, and how that was judged.

Both are events: written once and never changed. Whoever is to meet a condition reports that it has
been met; whoever judges that accepts it or gives it back, after which it can be reported again.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from register.tables import MOMENT, SQLModel


class ConditionReport(SQLModel, table=True):
    """That somebody says a condition has been met; ``position`` counts those of one condition."""

    __tablename__ = "condition_report"
    __table_args__ = (
        CheckConstraint("btrim(words) <> ''", name="words_not_blank"),
        CheckConstraint("position >= 1", name="counted_from_one"),
        UniqueConstraint("condition_id", "position"),
        Index(None, "declaration_id"),
        Index(None, "by_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    condition_id: int = Field(foreign_key="condition.id")
    declaration_id: UUID = Field(foreign_key="declaration.id")
    position: int
    words: str = Field(max_length=4_000)
    at: datetime = Field(sa_type=MOMENT)
    by_id: int = Field(foreign_key="person.id")
    by_name: str = Field(max_length=250)

    @property
    def key(self) -> int:
        """The key of a report that is in the database."""
        if self.id is None:
            raise LookupError("This report has not been stored yet.")
        return self.id


class ConditionJudgement(SQLModel, table=True):
    """What somebody else said of a report: that it is enough, or that more is needed and why."""

    __tablename__ = "condition_judgement"
    __table_args__ = (
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        CheckConstraint("accepted OR reason IS NOT NULL", name="returned_with_reason"),
        Index(None, "declaration_id"),
    )

    report_id: int = Field(
        primary_key=True,
        foreign_key="condition_report.id",
        sa_column_kwargs={"autoincrement": False},
    )
    declaration_id: UUID = Field(foreign_key="declaration.id")
    accepted: bool
    reason: str | None = Field(default=None, max_length=4_000)
    at: datetime = Field(sa_type=MOMENT)
    by_id: int = Field(foreign_key="person.id")
    by_name: str = Field(max_length=250)
