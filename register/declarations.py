"""Declarations (*verklaringen*) and their frozen revisions (*versies*)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from register.suppliers import Category
from register.tables import JSON_DOCUMENT, MOMENT, SQLModel, choice_type, one_of


class Status(StrEnum):
    """The state that a declaration is in."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    AANVULLING = "aanvulling"
    GOEDGEKEURD = "goedgekeurd"
    VOORWAARDEN = "voorwaarden"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"
    BEEINDIGD = "beeindigd"

    @property
    def label(self) -> str:
        """What people call the state."""
        return _STATUS_LABELS[self]

    @property
    def slug(self) -> str:
        """The name of the state in the database and in URLs."""
        return self.value


_STATUS_LABELS = {
    Status.CONCEPT: "Concept",
    Status.INGEDIEND: "In behandeling",
    Status.AANVULLING: "Aanvulling gevraagd",
    Status.GOEDGEKEURD: "Goedgekeurd",
    Status.VOORWAARDEN: "Goedgekeurd onder voorwaarden",
    Status.AFGEWEZEN: "Afgewezen",
    Status.INGETROKKEN: "Ingetrokken",
    Status.BEEINDIGD: "Beëindigd",
}


class Declaration(SQLModel, table=True):
    """One declaration through its whole life.

    ``draft`` holds what was typed and not yet submitted; ``version`` counts every change, so that
    somebody who acts on an older screen is told.
    """

    __tablename__ = "declaration"
    __table_args__ = (
        one_of("status", Status),
        CheckConstraint(
            "status = 'concept' OR sequence IS NOT NULL", name="numbered_once_submitted"
        ),
        CheckConstraint(
            "(year IS NULL) = (sequence IS NULL) AND (number IS NULL) = (sequence IS NULL)",
            name="number_whole",
        ),
        UniqueConstraint("year", "sequence"),
        Index(None, "declarant_id", "created_at"),
        Index(None, "submitted_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    type: str = Field(max_length=40)
    declarant_id: int = Field(foreign_key="person.id")
    status: Status = Field(default=Status.CONCEPT, sa_type=choice_type(Status))
    version: int = 1
    number: str | None = Field(default=None, max_length=12, unique=True)
    year: int | None = None
    sequence: int | None = None
    draft: dict[str, Any] | None = Field(default=None, sa_type=JSON_DOCUMENT)
    origin: str | None = Field(default=None, max_length=300)
    created_at: datetime = Field(sa_type=MOMENT)
    updated_at: datetime = Field(sa_type=MOMENT)
    submitted_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def slug_or_number(self) -> str:
        """How URLs call it: by its number once it has one."""
        return self.number or str(self.id)


class Revision(SQLModel, table=True):
    """A declaration as it was submitted: frozen, with the facts of that day.

    The facts of the declarant, and those of the supplier where it stood in the list, are copied, so
    that history reads as it was whatever HR and purchasing change since.
    """

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("revision_number >= 1", name="counted_from_one"),
        one_of("counterparty_category", Category),
        UniqueConstraint("declaration_id", "revision_number"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_number: int
    submitted_at: datetime = Field(sa_type=MOMENT)
    submitted_by: int = Field(foreign_key="person.id")
    code_edition: str = Field(max_length=20)
    headline: str = Field(max_length=500)
    declarant_name: str = Field(max_length=250)
    declarant_staff_number: str = Field(max_length=20)
    declarant_job_title: str = Field(max_length=200)
    declarant_department: str = Field(max_length=200, index=True)
    declarant_manager_name: str | None = Field(default=None, max_length=250)
    declarant_manager_staff_number: str | None = Field(default=None, max_length=20)
    declarant_key_function: bool
    counterparty_name: str | None = Field(default=None, max_length=200)
    counterparty_kvk_number: str | None = Field(default=None, max_length=8)
    counterparty_creditor_number: str | None = Field(default=None, max_length=20)
    counterparty_category: Category | None = Field(default=None, sa_type=choice_type(Category))
    counterparty_contract_from: date | None = None
    counterparty_contract_until: date | None = None
    counterparty_tender_running: bool | None = None
    explanation: str | None = Field(default=None, max_length=4_000)


class NumberSeries(SQLModel, table=True):
    """The last number given in a year."""

    __tablename__ = "number_series"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


async def next_number(db: AsyncSession, day: date) -> tuple[int, int, str]:
    """Give the next number of the year: the year, the place in it, and ``2026-0042``.

    The row of the year stays locked until the transaction ends, so two submissions wait for one
    another and a refused submission gives its number back: the series has no gaps.
    """
    series = NumberSeries.__table__  # type: ignore[attr-defined]
    statement = insert(series).values(year=day.year, last=1)
    given = await db.exec(
        statement.on_conflict_do_update(
            index_elements=[series.c.year], set_={"last": series.c.last + 1}
        ).returning(series.c.last)
    )
    sequence: int = given.scalar_one()
    return day.year, sequence, f"{day.year}-{sequence:04d}"
