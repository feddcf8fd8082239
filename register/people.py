"""People (*medewerkers*), the offices they hold, and when they are away."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, or_
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.tables import SQLModel, choice_type, one_of


class Office(StrEnum):
    """An office (*rol*) that somebody holds beside their job."""

    BESTUURSSECRETARIS = "bestuurssecretaris"
    DIRECTIE = "directie"
    RVT = "rvt"
    COMMUNICATIE = "communicatie"
    BEHEERDER = "beheerder"
    ACCOUNTANT = "accountant"

    @property
    def label(self) -> str:
        """What people call the office."""
        return _OFFICE_LABELS[self]


_OFFICE_LABELS = {
    Office.BESTUURSSECRETARIS: "Bestuurssecretaris",
    Office.DIRECTIE: "Directie",
    Office.RVT: "Voorzitter Raad van Toezicht",
    Office.COMMUNICATIE: "Team communicatie",
    Office.BEHEERDER: "Beheerder",
    Office.ACCOUNTANT: "Accountant",
}


class Person(SQLModel, table=True):
    """Somebody in the list of HR. Never deleted: the register remembers who did what."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "in_service_until IS NULL OR in_service_until >= in_service_from",
            name="service_in_order",
        ),
        CheckConstraint("btrim(staff_number) <> ''", name="staff_number_not_blank"),
        Index(None, "sort_name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    staff_number: str = Field(max_length=20, unique=True)
    first_name: str = Field(max_length=100)
    infix: str | None = Field(default=None, max_length=40)
    last_name: str = Field(max_length=100)
    sort_name: str = Field(max_length=300)
    email: str = Field(max_length=254)
    job_title: str = Field(max_length=200)
    department: str = Field(max_length=200)
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    key_function: bool = False
    in_service_from: date
    in_service_until: date | None = None

    @property
    def key(self) -> int:
        """The key of a person that is in the database."""
        if self.id is None:
            raise LookupError("This person has not been stored yet.")
        return self.id

    @property
    def name(self) -> str:
        """First name, infix and last name, as people say it."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)

    @property
    def listed_name(self) -> str:
        """The name as lists sort it: *Vries, Anna de*."""
        return f"{self.last_name}, {' '.join(filter(None, (self.first_name, self.infix)))}"

    def in_service_on(self, day: date) -> bool:
        """Tell whether somebody is in service on a day."""
        return self.in_service_from <= day and (
            self.in_service_until is None or day <= self.in_service_until
        )


class OfficeHolding(SQLModel, table=True):
    """Who holds which office from when until when."""

    __tablename__ = "office"
    __table_args__ = (
        one_of("office", Office),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="holding_in_order"),
        UniqueConstraint("person_id", "office", "starts_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    office: Office = Field(sa_type=choice_type(Office))
    starts_on: date
    ends_on: date | None = None


class Absence(SQLModel, table=True):
    """A period in which somebody is away, such as leave."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="absence_in_order"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Actor:
    """The person who does something, with what decides what they may do.

    ``offices`` are those held on the day itself; ``is_manager`` says whether anybody in service
    names them as manager.
    """

    id: int
    staff_number: str
    name: str
    job_title: str
    offices: frozenset[Office]
    is_manager: bool
    in_service: bool

    def holds(self, office: Office) -> bool:
        """Tell whether the person holds an office today."""
        return office in self.offices


def sort_name(last_name: str, first_name: str, infix: str | None) -> str:
    """Give the text by which names are ordered: no accents, no capitals, surname first."""
    name = f"{last_name}, {first_name} {infix or ''}".strip()
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))[:300]


def held_on(day: date) -> list[object]:
    """Give the conditions that an office is held on a day."""
    return [
        col(OfficeHolding.starts_on) <= day,
        or_(col(OfficeHolding.ends_on).is_(None), col(OfficeHolding.ends_on) >= day),
    ]


def in_service_on(day: date) -> list[object]:
    """Give the conditions that somebody is in service on a day."""
    return [
        col(Person.in_service_from) <= day,
        or_(col(Person.in_service_until).is_(None), col(Person.in_service_until) >= day),
    ]


async def actor(db: AsyncSession, person_id: int, day: date) -> Actor | None:
    """Give the person as somebody who acts on this day, or ``None`` if there is no such person."""
    person = await db.get(Person, person_id)
    if person is None:
        return None
    offices = await offices_of(db, person_id, day)
    reports = await db.exec(
        select(func.count())
        .select_from(Person)
        .where(Person.manager_id == person_id, *in_service_on(day))  # type: ignore[arg-type]
    )
    return Actor(
        id=person_id,
        staff_number=person.staff_number,
        name=person.name,
        job_title=person.job_title,
        offices=offices,
        is_manager=reports.one() > 0,
        in_service=person.in_service_on(day),
    )


async def offices_of(db: AsyncSession, person_id: int, day: date) -> frozenset[Office]:
    """Give the offices that somebody holds on a day."""
    held = await db.exec(
        select(OfficeHolding.office).where(OfficeHolding.person_id == person_id, *held_on(day))  # type: ignore[arg-type]
    )
    return frozenset(Office(office) for office in held)


async def search(db: AsyncSession, typed: str, day: date, limit: int) -> Sequence[Person]:
    """Find people in service by parts of their name or by staff number, by name.

    Args:
        db: the transaction to read in.
        typed: what somebody typed; every word has to occur.
        day: the day on which they are in service.
        limit: how many at most.
    """
    words = [
        or_(
            col(Person.sort_name).contains(sort_name(word, "", None).strip(", "), autoescape=True),
            col(Person.staff_number) == word,
        )
        for word in typed.replace("\x00", "").split()[:10]
    ]
    found = await db.exec(
        select(Person)
        .where(*words, *in_service_on(day))  # type: ignore[arg-type]
        .order_by(Person.sort_name, col(Person.id))
        .limit(limit)
    )
    return found.all()


async def holders(db: AsyncSession, office: Office, day: date) -> Sequence[Person]:
    """Give the people in service who hold an office on a day, by name."""
    found = await db.exec(
        select(Person)
        .join(OfficeHolding, col(OfficeHolding.person_id) == Person.id)
        .where(OfficeHolding.office == office, *held_on(day), *in_service_on(day))  # type: ignore[arg-type]
        .order_by(Person.sort_name)
        .distinct()
    )
    return found.all()


async def office_holders(db: AsyncSession, day: date) -> Mapping[Office, Sequence[int]]:
    """Give the keys of the people in service who hold each office on a day, in one query."""
    rows = await db.exec(
        select(OfficeHolding.office, OfficeHolding.person_id)
        .join(Person, col(Person.id) == OfficeHolding.person_id)
        .where(*held_on(day), *in_service_on(day))  # type: ignore[arg-type]
        .order_by(col(OfficeHolding.person_id))
        .distinct()
    )
    found: dict[Office, list[int]] = {office: [] for office in Office}
    for office, person_id in rows:
        found[Office(office)].append(person_id)
    return found


async def absent_until(db: AsyncSession, person_id: int, day: date) -> date | None:
    """Give the last day of somebody's absence on this day, or ``None`` when they are there."""
    found = await db.exec(
        select(func.max(Absence.ends_on)).where(
            Absence.person_id == person_id, Absence.starts_on <= day, Absence.ends_on >= day
        )
    )
    return found.one()
