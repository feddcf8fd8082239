"""Whether whoever takes a step is there, and who stands in: what who declares may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.deputies import deputies_of
from register.people import Person, absent_until
from workflows.conflicts import Case, conflicts


@dataclass(frozen=True)
class Presence:
    """Whether somebody is away, and who takes their step beside them.

    Attributes:
        name: what they are called.
        away_until: the last day of their absence, if they are away.
        deputies: the names of who can take the step on their behalf.
    """

    name: str
    away_until: date | None = None
    deputies: Sequence[str] = ()

    @property
    def deputising(self) -> str | None:
        """Tell who stands in, in a sentence; ``None`` where nobody does."""
        if not self.deputies:
            return None
        told = " en ".join(self.deputies)
        kan = "kan" if len(self.deputies) == 1 else "kunnen"
        return f"Ook {told} {kan} deze stap zetten, namens {self.name}."


async def presence(db: AsyncSession, person_id: int, name: str, case: Case, day: date) -> Presence:
    """Give whether somebody is there on a day, in at most six queries.

    Args:
        db: the transaction to read in.
        person_id: who takes the step.
        name: what they are called.
        case: what makes a conflict of the declaration; who is in it stands in for nobody.
        day: the day.
    """
    away_until = await absent_until(db, person_id, day)
    deputies = (await deputies_of(db, [person_id], day))[person_id]
    if not deputies:
        return Presence(name, away_until)
    [in_it] = await conflicts(db, [case], deputies)
    able = [each for each in deputies if each not in in_it]
    found = await db.exec(select(Person).where(col(Person.id).in_(able)).order_by(Person.sort_name))
    return Presence(name, away_until, [person.name for person in found])
