"""Who stands in whose approval line: the same manager, or above or below in the line of managers.

A line is walked upwards only, which is a few steps for anybody; whoever is above all others needs
nobody below them listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, Integer, String, any_, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.parties import Keys, PartyKey
from register.people import Person, in_service_on
from workflows.subjects import LIVE, newest


@dataclass(frozen=True)
class DeclarantFacts:
    """What is known of who declares."""

    id: int
    key_function: bool


@dataclass(frozen=True)
class Line:
    """Somebody, and everybody above them in the line of managers."""

    person: DeclarantFacts
    manager_id: int | None
    above: frozenset[int]

    def holds(self, other: "Line") -> bool:
        """Tell whether somebody else stands in this person's line, which is so both ways."""
        mine, theirs = self.person.id, other.person.id
        beside = self.manager_id is not None and self.manager_id == other.manager_id
        return mine != theirs and (beside or theirs in self.above or mine in other.above)


async def lines_of(db: AsyncSession, people: Iterable[int]) -> Mapping[int, Line]:
    """Give the lines of these people, in one query; a cycle of managers ends it."""
    wanted = list(people)
    if not wanted:
        return {}
    line = (
        select(
            col(Person.id).label("of"),
            col(Person.id).label("id"),
            col(Person.manager_id).label("manager_id"),
            col(Person.key_function).label("key_function"),
        )
        .where(col(Person.id) == any_(literal(wanted, ARRAY(Integer))))
        .cte("line", recursive=True)
    )
    line = line.union(
        select(
            line.c.of,
            col(Person.id),
            col(Person.manager_id),
            col(Person.key_function),
        ).join(line, line.c.manager_id == col(Person.id))
    )
    above: defaultdict[int, set[int]] = defaultdict(set)
    themselves: dict[int, tuple[int | None, bool]] = {}
    for of, key, manager_id, key_function in await db.exec(select(*line.c)):
        if key == of:
            themselves[of] = manager_id, key_function
        else:
            above[of].add(key)
    return {
        key: Line(DeclarantFacts(key, key_function), manager_id, frozenset(above[key]))
        for key, (manager_id, key_function) in themselves.items()
    }


async def declarants_by_key(
    db: AsyncSession, keys: Keys, day: date
) -> Mapping[str, frozenset[int]]:
    """Give who in service has a live declaration on a party that is known by each of these keys."""
    if not keys:
        return {}
    rows = await db.exec(
        select(PartyKey.key, Declaration.declarant_id)
        .select_from(PartyKey)
        .join(Revision, col(Revision.id) == PartyKey.revision_id)
        .join(Declaration, newest())
        .join(Person, col(Person.id) == Declaration.declarant_id)
        .where(
            col(PartyKey.key) == any_(literal(sorted(keys), ARRAY(String))),
            col(Declaration.status).in_(LIVE),
            *in_service_on(day),  # type: ignore[arg-type]
        )
        .distinct()
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, declarant_id in rows:
        found[key].add(declarant_id)
    return {key: frozenset(people) for key, people in found.items()}
