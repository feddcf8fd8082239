"""Deputies (*plaatsvervangers*): who stands in for whom, from when until when.

A deputy takes the steps of the one they stand in for, and of the offices that one holds, beside
them and on their behalf. Naming one is never changed: it runs out, or is ended once before that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, and_
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.people import Office, OfficeHolding, Person, held_on, in_service_on
from register.tables import MOMENT, SQLModel


class Deputy(SQLModel, table=True):
    """Somebody who stands in for somebody else, on these days and the days between them.

    One that was ended holds no longer from ``ended_at`` on.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("person_id <> deputy_id", name="somebody_else"),
        CheckConstraint("ends_on >= starts_on", name="period_in_order"),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL) "
            "AND (ended_at IS NULL) = (ended_by_name IS NULL)",
            name="ended_whole",
        ),
        Index(None, "person_id", "ends_on"),
        Index(None, "deputy_id", "ends_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    deputy_id: int = Field(foreign_key="person.id")
    starts_on: date
    ends_on: date
    named_at: datetime = Field(sa_type=MOMENT)
    named_by: int = Field(foreign_key="person.id")
    named_by_name: str = Field(max_length=250)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    ended_by_name: str | None = Field(default=None, max_length=250)

    @property
    def key(self) -> int:
        """The key of a deputy that is in the database."""
        if self.id is None:
            raise LookupError("This deputy has not been stored yet.")
        return self.id


GUARD = """
CREATE FUNCTION guard_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR (OLD.id, OLD.person_id, OLD.deputy_id, OLD.starts_on, OLD.ends_on, OLD.named_at,
            OLD.named_by, OLD.named_by_name)
            IS DISTINCT FROM
           (NEW.id, NEW.person_id, NEW.deputy_id, NEW.starts_on, NEW.ends_on, NEW.named_at,
            NEW.named_by, NEW.named_by_name)
    THEN
        RAISE EXCEPTION 'A deputy is named, and ended once; neither is removed or changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


@dataclass(frozen=True)
class Principal:
    """Somebody for whom somebody else stands in.

    Attributes:
        id: their key.
        name: what they are called.
        offices: the offices that they hold.
    """

    id: int
    name: str
    offices: frozenset[Office] = frozenset()


def holding_on(day: date) -> list[object]:
    """Give the conditions that somebody stands in for somebody else on a day."""
    return [
        col(Deputy.starts_on) <= day,
        col(Deputy.ends_on) >= day,
        col(Deputy.ended_at).is_(None),
    ]


async def principals_of(db: AsyncSession, person_id: int, day: date) -> Sequence[Principal]:
    """Give for whom somebody stands in on a day, by name, with the offices that these hold.

    Whoever left stands in for nobody; for whoever left nobody stands in.
    """
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Person.id, Person.first_name, Person.infix, Person.last_name, OfficeHolding.office
        )
        .join(Deputy, col(Deputy.person_id) == Person.id)
        .outerjoin(
            OfficeHolding,
            (col(OfficeHolding.person_id) == Person.id) & and_(*held_on(day)),  # type: ignore[arg-type]
        )
        .where(Deputy.deputy_id == person_id, *holding_on(day), *in_service_on(day))
        .order_by(Person.sort_name, Person.id)
    )
    found: dict[int, Principal] = {}
    for key, first_name, infix, last_name, office in rows:
        name = " ".join(part for part in (first_name, infix, last_name) if part)
        known = found.get(key, Principal(key, name))
        offices = known.offices if office is None else known.offices | {Office(office)}
        found[key] = Principal(key, name, offices)
    return list(found.values())


async def deputies_of(
    db: AsyncSession, people: Sequence[int], day: date
) -> Mapping[int, Sequence[int]]:
    """Give who in service stands in for each of these people on a day, in one query."""
    rows = await db.exec(
        select(Deputy.person_id, Deputy.deputy_id)
        .join(Person, col(Person.id) == Deputy.deputy_id)
        .where(col(Deputy.person_id).in_(people), *holding_on(day), *in_service_on(day))  # type: ignore[arg-type]
        .order_by(col(Deputy.id))
    )
    found: dict[int, list[int]] = {person_id: [] for person_id in people}
    for person_id, deputy_id in rows:
        if deputy_id not in found[person_id]:
            found[person_id].append(deputy_id)
    return found
