"""Who can take a step that waits: one answer for worklists, dossiers, decisions and mail."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Step
from register.deputies import deputies_of
from register.people import Office, Person, in_service_on, office_holders
from workflows.conflicts import Conflict, cases_of, conflicts

Takers = Mapping[int, int | None]
"""The people who can take a step, each with the one for whom they stand in, if anybody."""


class OpenStep(Protocol):
    """A step that waits, as far as this looks at it."""

    @property
    def id(self) -> int: ...  # noqa: D102 — the key of the step
    @property
    def declarant_id(self) -> int: ...  # noqa: D102 — whose declaration it is
    @property
    def revision_id(self) -> UUID: ...  # noqa: D102 — on which revision it is
    @property
    def role(self) -> ReviewerRole: ...  # noqa: D102 — in what role it is taken
    @property
    def person_id(self) -> int | None: ...  # noqa: D102 — whose it is, where it is a person's
    @property
    def unassigned(self) -> bool: ...  # noqa: D102 — whether it is nobody's


async def takers_of(db: AsyncSession, steps: Sequence[OpenStep], day: date) -> Mapping[int, Takers]:
    """Give who can take each of these steps on a day, in eight queries.

    A step is that of its person or of whoever holds its office, and of their deputies, as far as
    they are in service and no external accountants. Nobody takes a step while they are in the
    declaration themselves, nor two on one revision, in whatever capacity; for whoever cannot take
    it nobody stands in.
    """
    if not steps:
        return {}
    holders = await office_holders(db, day)
    asked = {step.id: _asked(step, holders) for step in steps}
    everybody = sorted(set().union(*asked.values()))
    stand_ins = await deputies_of(db, everybody, day)
    people = set(everybody).union(*stand_ins.values())
    there = await _in_service(db, people - {*holders[Office.ACCOUNTANT]}, day)
    took = await _took(db, {step.revision_id for step in steps})
    cases = await cases_of(db, {step.revision_id: step.declarant_id for step in steps})
    in_it = await conflicts(db, [cases[step.revision_id] for step in steps], people)
    found: dict[int, Takers] = {}
    for step, conflicted in zip(steps, in_it, strict=True):
        barred = conflicted.keys() | took.get(step.revision_id, frozenset())
        able = [each for each in asked[step.id] if each in there and each not in barred]
        takers: dict[int, int | None] = dict.fromkeys(able)
        for principal in able:
            for deputy in stand_ins[principal]:
                if deputy in there and deputy not in barred:
                    takers.setdefault(deputy, principal)
        found[step.id] = takers
    return found


def _asked(step: OpenStep, holders: Mapping[Office, Sequence[int]]) -> Sequence[int]:
    if step.unassigned:
        return ()
    if step.person_id is not None:
        return (step.person_id,)
    office = step.role.office
    return holders.get(office, ()) if office is not None else ()


async def _in_service(db: AsyncSession, people: Iterable[int], day: date) -> Collection[int]:
    found = await db.exec(
        select(Person.id).where(col(Person.id).in_(people), *in_service_on(day))  # type: ignore[arg-type]
    )
    return frozenset(key for key in found if key is not None)


async def _took(db: AsyncSession, revisions: Collection[UUID]) -> Mapping[UUID, frozenset[int]]:
    """Give who took a step on each revision, or had somebody take it for them."""
    rows = await db.exec(
        select(Step.revision_id, Step.decided_by, Step.on_behalf_of).where(
            col(Step.revision_id).in_(revisions), col(Step.decided_by).is_not(None)
        )
    )
    found: dict[UUID, frozenset[int]] = {}
    for revision_id, *people in rows:
        known = found.get(revision_id, frozenset())
        found[revision_id] = known.union(each for each in people if each is not None)
    return found


@dataclass(frozen=True)
class _One:
    """One step, with whose declaration it is."""

    id: int
    declarant_id: int
    revision_id: UUID
    role: ReviewerRole
    person_id: int | None
    unassigned: bool


async def takers_of_step(db: AsyncSession, step: Step, declarant_id: int, day: date) -> Takers:
    """Give who can take a step on a day; see :func:`takers_of`."""
    one = _One(step.key, declarant_id, step.revision_id, step.role, step.person_id, step.unassigned)
    return (await takers_of(db, [one], day))[one.id]


async def conflict_of(
    db: AsyncSession, revision_id: UUID, declarant_id: int, person_id: int
) -> Conflict | None:
    """Tell why somebody may take no step on a revision; ``None`` where nothing is in the way."""
    cases = await cases_of(db, {revision_id: declarant_id})
    [found] = await conflicts(db, [cases[revision_id]], [person_id])
    return found.get(person_id)
