"""What a route depends on beside what departs, gathered in a fixed number of queries."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, literal, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Task
from register.people import Office, Person, office_holders
from workflows.conflicts import Case, Conflict, conflicts

_HIGHEST_LINE = 30
"""How many managers above one another are looked at; an organisation has a handful."""


@dataclass(frozen=True)
class Taken:
    """A step that was taken: in what role, by whom, what was asked of them, and for whom."""

    role: ReviewerRole
    person_id: int
    task: Task
    on_behalf_of: int | None = None


@dataclass(frozen=True)
class Manager:
    """Somebody in the line of managers above who declares."""

    person_id: int
    in_service: bool = True


@dataclass(frozen=True)
class RouteFacts:
    """What the route depends on beside what departs.

    Attributes:
        declarant_id: who declares.
        declarant_offices: the offices the declarant holds on the day.
        line: the managers on that day, the declarant's own first, then who stands above that one.
        holders: who holds each office that takes steps, on that day.
        taken: the steps of this route that were taken already, in order.
        conflicts: who may take no step on it, and why.
    """

    declarant_id: int
    declarant_offices: frozenset[Office]
    line: Sequence[Manager]
    holders: Mapping[Office, Sequence[int]]
    taken: Sequence[Taken] = ()
    conflicts: Mapping[int, Conflict] = field(default_factory=dict)

    def took(self, role: ReviewerRole) -> Taken | None:
        """Give the last step that was taken in a role."""
        return next((each for each in reversed(self.taken) if each.role is role), None)

    def able(self, office: Office) -> frozenset[int]:
        """Give the holders of an office who are not in it themselves, nor took a step by proxy."""
        held_by = frozenset(self.holders.get(office, ()))
        represented = {each.on_behalf_of for each in self.taken}
        barred = {*self.conflicts, *represented, *self.external, self.declarant_id}
        return held_by - barred

    @property
    def external(self) -> Sequence[int]:
        """The external accountants, who take no steps whatever else they are."""
        return self.holders.get(Office.ACCOUNTANT, ())


async def gather(
    db: AsyncSession,
    declarant: Person,
    day: date,
    case: Case,
    taken: Sequence[Taken] = (),
) -> RouteFacts:
    """Gather what the route of somebody's declaration depends on, on this day, in five queries.

    Args:
        db: the transaction to read in.
        declarant: who declares.
        day: the day.
        case: what makes a conflict of the declaration.
        taken: the steps of this route that were taken already, in order.
    """
    line = [each async for each in _line(db, declarant, day)]
    held_by = await office_holders(db, day)
    asked = {manager.person_id for manager in line}.union(*held_by.values())
    [conflicted] = await conflicts(db, [case], asked)
    return RouteFacts(
        declarant_id=declarant.key,
        declarant_offices=frozenset(
            office for office, people in held_by.items() if declarant.key in people
        ),
        line=line,
        holders=held_by,
        taken=taken,
        conflicts=conflicted,
    )


async def _line(db: AsyncSession, declarant: Person, day: date) -> AsyncIterator[Manager]:
    """Give the managers above somebody, the nearest first; a cycle ends it."""
    if declarant.manager_id is None:
        return
    line = (
        select(
            literal(1).label("height"),
            col(Person.id).label("id"),
            col(Person.manager_id).label("manager_id"),
        )
        .where(col(Person.id) == declarant.manager_id)
        .cte("line", recursive=True)
    )
    line = line.union_all(
        select(line.c.height + 1, col(Person.id), col(Person.manager_id))
        .join(line, line.c.manager_id == col(Person.id))
        .where(line.c.height < _HIGHEST_LINE)
    )
    rows = await db.exec(
        select(Person).join(line, line.c.id == col(Person.id)).order_by(line.c.height)
    )
    seen = set()
    for person in rows:
        if person.key in seen:
            return
        seen.add(person.key)
        yield Manager(person.key, person.in_service_on(day))
