"""Who decides: one pure function from facts to the step that is taken.

The facts are gathered beforehand (:func:`gather`), so the same function serves the confirmation
page, the submission and the tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole
from register.people import Office, Person, holders, offices_of


@dataclass(frozen=True)
class RouteFacts:
    """What the route depends on.

    Attributes:
        declarant_id: who declares.
        declarant_offices: the offices the declarant holds on the day of submission.
        manager_id: the manager on that day, if there is one.
        manager_in_service: whether that manager is in service on that day.
        holders: who holds each deciding office on that day.
    """

    declarant_id: int
    declarant_offices: frozenset[Office]
    manager_id: int | None
    manager_in_service: bool
    holders: Mapping[Office, Sequence[int]]


@dataclass(frozen=True)
class PlannedStep:
    """A step to be taken: in what role, by which person (a manager) and why so."""

    role: ReviewerRole
    person_id: int | None
    why: str


_UPWARD = {
    ReviewerRole.BESTUURSSECRETARIS: ReviewerRole.DIRECTIE,
    ReviewerRole.DIRECTIE: ReviewerRole.RVT,
}


def route(facts: RouteFacts) -> PlannedStep:
    """Give the step that decides.

    The manager decides. The declarations of directie go to the Raad van Toezicht and those of the
    bestuurssecretaris to directie; who has no manager, or is their own, goes to the
    bestuurssecretaris. Where an office has nobody but the declarant, the step moves up; where
    nobody is left it waits with the bestuurssecretaris as *niet toegewezen*: it never disappears.
    """
    if Office.DIRECTIE in facts.declarant_offices:
        return _office(facts, ReviewerRole.RVT, "Verklaringen van de directie gaan naar de RvT.")
    if Office.BESTUURSSECRETARIS in facts.declarant_offices:
        return _office(
            facts,
            ReviewerRole.DIRECTIE,
            "Verklaringen van de bestuurssecretaris gaan naar de directie.",
        )
    if facts.manager_id is None:
        why = "Er is geen leidinggevende bekend."
    elif facts.manager_id == facts.declarant_id:
        why = "Niemand beslist over een eigen verklaring."
    elif not facts.manager_in_service:
        why = "De leidinggevende is niet in dienst."
    else:
        return PlannedStep(ReviewerRole.LEIDINGGEVENDE, facts.manager_id, "")
    return _office(facts, ReviewerRole.BESTUURSSECRETARIS, why)


def _office(facts: RouteFacts, role: ReviewerRole, why: str) -> PlannedStep:
    """Give the step of an office, or of the one above it where nobody can take it."""
    first: ReviewerRole | None = role
    while first is not None:
        office = Office(first.value)
        if any(person != facts.declarant_id for person in facts.holders.get(office, ())):
            return PlannedStep(first, None, why)
        first = _UPWARD.get(first)
    return PlannedStep(
        ReviewerRole.BESTUURSSECRETARIS, None, f"{why} Niet toegewezen: er is niemand beschikbaar."
    )


async def gather(db: AsyncSession, declarant: Person, day: date) -> RouteFacts:
    """Gather what the route of somebody's declaration depends on, on this day."""
    manager = await db.get(Person, declarant.manager_id) if declarant.manager_id else None
    deciding = (Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT)
    return RouteFacts(
        declarant_id=declarant.key,
        declarant_offices=await offices_of(db, declarant.key, day),
        manager_id=declarant.manager_id,
        manager_in_service=manager is not None and manager.in_service_on(day),
        holders={
            office: [person.key for person in await holders(db, office, day)] for office in deciding
        },
    )
