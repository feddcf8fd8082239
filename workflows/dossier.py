"""The dossier: one declaration with all that somebody who may see it needs to know of it.

Read as plain rows in a fixed number of queries, whatever the number of revisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.audit import Event, Happening, record, sentence
from register.decisions import Condition, Decision, ReviewerRole, Step
from register.declarations import Declaration, Revision, Status
from register.errors import NotFound
from register.people import Actor, Office, OfficeHolding, Person
from register.permissions import Action, Scope, may, scope
from register.tables import UNSTORABLE
from register.types.codes import KnownSupplier
from register.types.record import EXPLANATION, DeclarationType, Values
from workflows.deciding import can_take, open_step
from workflows.drafting import kind_of


@dataclass(frozen=True)
class RevisionView:
    """A submitted revision with its typed values."""

    revision: Revision
    values: Values


@dataclass(frozen=True)
class StepView:
    """A step with the names of the people in it and the conditions it set."""

    role: ReviewerRole
    person_id: int | None
    person_name: str | None
    why: str
    opened_at: datetime
    due_on: date
    decision: Decision | None
    reason: str | None
    decided_at: datetime | None
    decided_by_name: str | None
    cancelled: bool
    revision_id: UUID
    conditions: Sequence[Condition]

    @property
    def reviewer(self) -> str:
        """Who takes the step: a person by name, else the office."""
        return self.person_name or self.role.label


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, in a sentence."""

    at: datetime
    sentence: str
    detail: str | None = None


@dataclass(frozen=True)
class Dossier:
    """One declaration as somebody sees it."""

    declaration: Declaration
    kind: DeclarationType
    declarant: Person
    revisions: Sequence[RevisionView]
    steps: Sequence[StepView]
    timeline: Sequence[TimelineEntry]
    is_own: bool
    can_decide: bool
    chain_head: str
    open_step: StepView | None = field(default=None)

    @property
    def current(self) -> RevisionView | None:
        """The newest submitted revision."""
        return self.revisions[-1] if self.revisions else None

    @property
    def previous(self) -> RevisionView | None:
        """The revision before the newest."""
        return self.revisions[-2] if len(self.revisions) > 1 else None

    @property
    def last_decision(self) -> StepView | None:
        """The newest step that was decided."""
        decided = [step for step in self.steps if step.decision is not None]
        return decided[-1] if decided else None


async def find(db: AsyncSession, key: str) -> Declaration:
    """Find a declaration by its number or its key, as URLs call it.

    Raises:
        NotFound: there is none.
    """
    if UNSTORABLE.search(key):
        raise NotFound
    try:
        condition = Declaration.id == UUID(key)
    except ValueError:
        condition = Declaration.number == key
    declaration = (await db.exec(select(Declaration).where(condition))).first()
    if declaration is None:
        raise NotFound
    return declaration


async def may_see(db: AsyncSession, actor: Actor, declaration: Declaration) -> bool:
    """Tell whether somebody may see a declaration. A concept is its declarant's alone."""
    reach = scope(actor, Action.SEE_DECLARATION)
    if declaration.declarant_id == actor.id:
        return reach >= Scope.OWN or may(actor, Action.DECLARE)
    if declaration.status is Status.CONCEPT:
        return False
    if reach is Scope.ALL:
        return True
    if reach is Scope.OF_DIRECTIE and await _of_directie(db, declaration):
        return True
    return reach >= Scope.ROUTED and await _on_route(db, actor, declaration.id)


async def _of_directie(db: AsyncSession, declaration: Declaration) -> bool:
    """Tell whether the declarant held directie at some time since the declaration was begun."""
    held = await db.exec(
        select(OfficeHolding.id).where(
            OfficeHolding.person_id == declaration.declarant_id,
            OfficeHolding.office == Office.DIRECTIE,
            or_(
                col(OfficeHolding.ends_on).is_(None),
                col(OfficeHolding.ends_on) >= declaration.created_at.date(),
            ),
        )
    )
    return held.first() is not None


async def _on_route(db: AsyncSession, actor: Actor, declaration_id: UUID) -> bool:
    """Tell whether somebody stands or stood on the route of a declaration."""
    offices = [role for role in ReviewerRole if role.office and actor.holds(role.office)]
    found = await db.exec(
        select(Step.id).where(
            Step.declaration_id == declaration_id,
            or_(
                col(Step.person_id) == actor.id,
                col(Step.decided_by) == actor.id,
                col(Step.role).in_(offices),
            ),
        )
    )
    return found.first() is not None


async def open_dossier(db: AsyncSession, actor: Actor, key: str, now: datetime) -> Dossier:
    """Give the dossier of a declaration; that somebody else looked at it is written down.

    Raises:
        NotFound: it does not exist, or may not be seen.
    """
    declaration = await find(db, key)
    if not await may_see(db, actor, declaration):
        raise NotFound
    own = declaration.declarant_id == actor.id
    if not own:
        await record(db, declaration.id, actor, Happening.SEEN, now)
    kind = kind_of(declaration.type)
    steps = await _steps(db, declaration.id)
    waiting = await open_step(db, declaration.id)
    timeline, head = await _timeline(db, declaration.id)
    return Dossier(
        declaration=declaration,
        kind=kind,
        declarant=await db.get_one(Person, declaration.declarant_id),
        revisions=await _revisions(db, kind, declaration.id),
        steps=steps,
        timeline=timeline,
        is_own=own,
        can_decide=waiting is not None
        and declaration.status is Status.INGEDIEND
        and can_take(actor, waiting, declaration.declarant_id),
        chain_head=head,
        open_step=next(
            (step for step in steps if step.decision is None and not step.cancelled), None
        ),
    )


async def _revisions(
    db: AsyncSession, kind: DeclarationType, declaration_id: UUID
) -> Sequence[RevisionView]:
    found = await db.exec(
        select(Revision)
        .where(Revision.declaration_id == declaration_id)
        .order_by(col(Revision.revision_number))
    )
    revisions = found.all()
    rows = await db.exec(
        select(*kind.table.columns).where(
            kind.table.c.revision_id.in_([revision.id for revision in revisions])
        )
    )
    records = {row["revision_id"]: dict(row) for row in rows.mappings()}
    known = await _known_suppliers(db, kind, records.values())
    return [
        RevisionView(
            revision,
            {
                **_with_suppliers(kind, records[revision.id], known, revision),
                EXPLANATION.name: revision.explanation,
            },
        )
        for revision in revisions
    ]


async def _known_suppliers(
    db: AsyncSession, kind: DeclarationType, records: Any
) -> Mapping[int, suppliers.SupplierFacts]:
    names = [each.name for each in kind.own_fields if isinstance(each.kind, KnownSupplier)]
    keys = {record[name] for record in records for name in names if record[name] is not None}
    return await suppliers.by_id(db, keys)


def _with_suppliers(
    kind: DeclarationType,
    record: Mapping[str, Any],
    known: Mapping[int, suppliers.SupplierFacts],
    revision: Revision,
) -> dict[str, Any]:
    """Give the typed values, with the supplier under the name it had when it was submitted."""
    values = {each.name: record[each.name] for each in kind.own_fields}
    for each in kind.own_fields:
        if isinstance(each.kind, KnownSupplier) and values[each.name] is not None:
            values[each.name] = replace(
                known[values[each.name]],
                name=revision.counterparty_name or "",
                kvk_number=revision.counterparty_kvk_number,
            )
    return values


async def _steps(db: AsyncSession, declaration_id: UUID) -> Sequence[StepView]:
    found = await db.exec(
        select(Step).where(Step.declaration_id == declaration_id).order_by(col(Step.id))
    )
    steps = found.all()
    people = {step.person_id for step in steps}
    named = await db.exec(
        select(Person).where(col(Person.id).in_([key for key in people if key is not None]))
    )
    names = {person.id: person.name for person in named}
    set_by = await db.exec(
        select(Condition)
        .where(Condition.declaration_id == declaration_id)
        .order_by(col(Condition.position))
    )
    conditions = set_by.all()
    return [
        StepView(
            role=step.role,
            person_id=step.person_id,
            person_name=names.get(step.person_id),
            why=step.why,
            opened_at=step.opened_at,
            due_on=step.due_on,
            decision=step.decision,
            reason=step.reason,
            decided_at=step.decided_at,
            decided_by_name=step.decided_by_name,
            cancelled=step.cancelled_at is not None,
            revision_id=step.revision_id,
            conditions=[each for each in conditions if each.step_id == step.id],
        )
        for step in steps
    ]


async def _timeline(db: AsyncSession, declaration_id: UUID) -> tuple[Sequence[TimelineEntry], str]:
    """Give what happened, newest last, without who looked; and the head of the chain."""
    found = await db.exec(
        select(Event.at, Event.action, Event.data, Event.hash)
        .where(Event.chain == str(declaration_id))
        .order_by(col(Event.seq))
    )
    events = found.all()
    entries = [
        TimelineEntry(at, sentence(action, data), _detail(data))
        for at, action, data, _ in events
        if action != Happening.SEEN
    ]
    return entries, events[-1][3].hex() if events else ""


def _detail(data: Mapping[str, Any] | None) -> str | None:
    return data.get("reason") if data else None
