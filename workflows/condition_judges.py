"""Who judges whether a condition has been met: one answer for worklists, dossiers and services.

That is who set it, who holds that role now, and the bestuurssecretaris; where none of them can,
directie, and then the chair of the Raad van Toezicht. Never who is to meet it or reported it, nor
who may take no step on the declaration (:class:`workflows.conflicts.Conflict`).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Step
from register.people import Actor, Office, Person, in_service_on, office_holders
from register.permissions import Action, may
from workflows.condition_rows import DECLARANT, UNJUDGED, ConditionRow, condition_rows
from workflows.conflicts import cases_of, conflicts

_ANY = frozenset({Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT})
"""The offices that may have to judge whatever was set by others."""


async def judges_of(
    db: AsyncSession, rows: Sequence[ConditionRow], day: date
) -> Mapping[int, frozenset[int]]:
    """Give who can judge each of these conditions, in seven queries."""
    if not rows:
        return {}
    holders = await office_holders(db, day)
    tiers = {row.id: _tiers(row, holders) for row in rows}
    asked = {each for tier in tiers.values() for people in tier for each in people}
    there = await db.exec(
        select(Person.id).where(col(Person.id).in_(asked), *in_service_on(day))  # type: ignore[arg-type]
    )
    in_service = frozenset(key for key in there if key is not None)
    cases = await cases_of(db, {row.revision_id: row.declarant_id for row in rows})
    in_it = await conflicts(db, [cases[row.revision_id] for row in rows], asked)
    found = {}
    for row, conflicted in zip(rows, in_it, strict=True):
        barred = {row.owner_id, row.reported_by, *conflicted}
        able = (people & in_service - barred for people in tiers[row.id])
        found[row.id] = next(filter(None, able), frozenset())
    return found


def _tiers(row: ConditionRow, holders: Mapping[Office, Sequence[int]]) -> Sequence[frozenset[int]]:
    first = {*holders[Office.BESTUURSSECRETARIS]}
    if row.decided_by is not None:
        first.add(row.decided_by)
    office = row.role.office
    if office is not None:
        first.update(holders[office])
    elif row.manager_id is not None:
        first.add(row.manager_id)
    return [
        frozenset(first),
        frozenset(holders[Office.DIRECTIE]),
        frozenset(holders[Office.RVT]),
    ]


async def to_judge(db: AsyncSession, actor: Actor, day: date) -> Sequence[ConditionRow]:
    """Give the conditions that were reported and wait for somebody to judge that."""
    if not may(actor, Action.REVIEW):
        return ()
    rows = await condition_rows(db, day, UNJUDGED, *_perhaps(actor))
    judges = await judges_of(db, rows, day)
    return [row for row in rows if actor.id in judges[row.id]]


async def to_judge_count(db: AsyncSession, actor: Actor, day: date) -> int:
    """Count what waits for somebody to judge."""
    return len(await to_judge(db, actor, day))


def _perhaps(actor: Actor) -> Sequence[object]:
    """Give the conditions that leave out what somebody cannot be asked to judge."""
    if actor.offices & _ANY:
        return ()
    offices = [role for role in ReviewerRole if role.office in actor.offices]
    return [
        or_(
            col(Step.decided_by) == actor.id,
            col(Step.role).in_(offices),
            and_(
                col(Step.role) == ReviewerRole.LEIDINGGEVENDE,
                col(DECLARANT.manager_id) == actor.id,
            ),
        )
    ]
