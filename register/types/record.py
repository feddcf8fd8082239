"""What the five typed records have in common, and how a type describes itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Field

from register.suppliers import SupplierFacts
from register.tables import SQLModel
from register.types.fields import Asked, asked_of
from register.types.kinds import LongText

Values = Mapping[str, Any]
"""The typed values of a record, by field; a field that was not asked or left empty is ``None``."""


class TypedRecord(SQLModel):
    """The details of one submitted revision; frozen with it."""

    revision_id: UUID = Field(primary_key=True, foreign_key="revision.id")


EXPLANATION = Asked(
    LongText(),
    "Toelichting",
    missing="",
    hint="Wat moet degene die beslist nog meer weten?",
    optional=True,
    name="explanation",
)
"""The field that every declaration has beside those of its type; kept on the revision."""


@dataclass(frozen=True)
class Section:
    """Fields that belong together on the form and in the dossier, under a heading of their own."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Counterparty:
    """The party outside Intermaris that a declaration concerns.

    ``supplier`` holds what the list of purchasing says of it, where it stands in that list.
    """

    name: str
    kvk_number: str | None = None
    supplier: SupplierFacts | None = None


@dataclass(frozen=True)
class DeclarationType:
    """One kind of declaration: all that pages, imports and sheets need to know of it.

    Attributes:
        slug: its name in the database, URLs, imports and exports.
        order: its place among the choices.
        title: its name for people, in the singular.
        sheet_title: the name of its sheet in the Excel register.
        when_needed: one sentence on when it is needed.
        record: the typed record with its own table.
        sections: the fields as the form groups them.
        starts: the field with the day on which what is declared begins.
        headline: tells in a few words what is declared.
        counterparty: gives the party outside that it concerns, if any.
    """

    slug: str
    order: int
    title: str
    sheet_title: str
    when_needed: str
    record: type[TypedRecord]
    sections: tuple[Section, ...]
    starts: str
    headline: Callable[[Values], str]
    counterparty: Callable[[Values], Counterparty | None]

    @property
    def table(self) -> Table:
        """The table of the typed record."""
        table: Table = self.record.__table__  # type: ignore[attr-defined]
        return table

    @property
    def own_fields(self) -> tuple[Asked, ...]:
        """The fields of the typed record, in the order of its columns."""
        return asked_of(self.table)

    @property
    def fields(self) -> tuple[Asked, ...]:
        """Every field that is asked: the type's own and the explanation."""
        return (*self.own_fields, EXPLANATION)

    @property
    def form(self) -> tuple[Section, ...]:
        """The sections of the form, the explanation last."""
        return (*self.sections, Section(EXPLANATION.label, (EXPLANATION.name,)))

    def field(self, name: str) -> Asked:
        """Give a field by its name.

        Raises:
            KeyError: the type has no such field.
        """
        return {asked.name: asked for asked in self.fields}[name]


def known_or_named(values: Values) -> Counterparty:
    """Give the supplier that was chosen, else the party as it was named."""
    supplier = values.get("supplier")
    if supplier is None:
        return Counterparty(values.get("party_name") or "", values.get("kvk_number"))
    return Counterparty(supplier.name, supplier.kvk_number, supplier)
