"""Which declarations of the register somebody wants to see: read from a URL, told in Dutch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, or_

from register.clock import AMSTERDAM, end_of_day
from register.declarations import Status
from register.types import TYPES
from register.types.amounts import Day
from register.types.kinds import Text, Unreadable

STATES = tuple(status for status in Status if status is not Status.CONCEPT)
"""The states of what was submitted; a concept is its declarant's alone."""


@dataclass(frozen=True)
class Findable:
    """The columns in which a query finds declarations; ``revision`` is the newest one's."""

    type: ColumnElement[str]
    number: ColumnElement[str]
    submitted_at: ColumnElement[datetime]
    status: ColumnElement[Status]
    revision: Any


@dataclass(frozen=True)
class RegisterFilter:
    """What is asked for; ``None`` asks for nothing.

    ``person`` is a part of a name or staff number, ``text`` a part of the headline, the declarant,
    the party outside, the number or the explanation. ``since`` and ``until`` are days in Amsterdam
    on which a declaration was first submitted, both included.
    """

    type: str | None = None
    status: Status | None = None
    department: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing is asked for."""
        return not any(getattr(self, field.name) for field in fields(self))

    @property
    def asks_revision(self) -> bool:
        """Tell whether it asks for something that stands on the revision."""
        return bool(self.department or self.person or self.text)

    def conditions(self, among: Findable) -> list[ColumnElement[bool]]:
        """Give the SQL conditions. What is typed is compared as it is: ``%`` is a percent sign."""
        found: list[ColumnElement[bool]] = []
        if self.type:
            found.append(among.type == self.type)
        if self.status:
            found.append(among.status == self.status)
        if self.department:
            found.append(among.revision.declarant_department == self.department)
        if self.person:
            names = (among.revision.declarant_name, among.revision.declarant_staff_number)
            found.append(_any_holds(names, self.person))
        if self.since:
            found.append(among.submitted_at >= _start_of_day(self.since))
        if self.until:
            found.append(among.submitted_at <= end_of_day(self.until))
        if self.text:
            found.append(_any_holds(_searched(among), self.text))
        return found

    def told(self) -> Sequence[str]:
        """Tell in Dutch what is asked for, one sentence a question."""
        told = {
            "Soort": TYPES[self.type].title if self.type else None,
            "Status": self.status.label if self.status else None,
            "Afdeling": self.department,
            "Medewerker": self.person,
            "Ingediend vanaf": f"{self.since:%d-%m-%Y}" if self.since else None,
            "Ingediend tot en met": f"{self.until:%d-%m-%Y}" if self.until else None,
            "Tekst": self.text,
        }
        return [f"{label}: {value}" for label, value in told.items() if value]

    def query(self) -> dict[str, str]:
        """Give the parameters of a URL that :func:`read_filter` reads back."""
        written = {
            "soort": self.type,
            "status": self.status.value if self.status else None,
            "afdeling": self.department,
            "persoon": self.person,
            "vanaf": f"{self.since:%d-%m-%Y}" if self.since else None,
            "tot": f"{self.until:%d-%m-%Y}" if self.until else None,
            "tekst": self.text,
        }
        return {name: value for name, value in written.items() if value}


@dataclass(frozen=True)
class FilterReading:
    """A filter as it was understood, and by parameter what could not be understood."""

    filter: RegisterFilter
    notices: Mapping[str, str]


def read_filter(query: Mapping[str, str]) -> FilterReading:
    """Read a filter from the parameters of a URL.

    What cannot be read is ignored and said in a Dutch sentence: a link that somebody kept goes on
    working, and nobody takes a part of the register for the whole of it unknowingly.
    """
    typed = {name: " ".join(value.split()) for name, value in query.items()}
    notices: dict[str, str] = {}

    def known(name: str, values: Sequence[str], what: str) -> str | None:
        value = typed.get(name) or None
        if value is None or value in values:
            return value
        notices[name] = f"{what} bestaat niet. Er is niet op gefilterd."
        return None

    def read(name: str, kind: Any) -> Any:
        try:
            return kind.read(typed[name]) if typed.get(name) else None
        except Unreadable as unreadable:
            notices[name] = f"{unreadable} Er is niet op gefilterd."
            return None

    status = known("status", STATES, "Deze status")
    since, until = read("vanaf", Day()), read("tot", Day())
    if since and until and until < since:
        notices["tot"] = "Deze dag ligt voor de dag bij 'vanaf'. Er is niet op gefilterd."
        until = None
    wanted = RegisterFilter(
        type=known("soort", tuple(TYPES), "Deze soort"),
        status=Status(status) if status else None,
        department=read("afdeling", Text()),
        person=read("persoon", Text()),
        since=since,
        until=until,
        text=read("tekst", Text()),
    )
    return FilterReading(wanted, notices)


def _searched(among: Findable) -> tuple[ColumnElement[str], ...]:
    revision = among.revision
    return (
        among.number,
        revision.headline,
        revision.declarant_name,
        revision.counterparty_name,
        revision.explanation,
    )


def _any_holds(columns: Sequence[Any], part: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(part, autoescape=True) for column in columns))


def _start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM).astimezone(UTC)
