"""Submitting: a draft is numbered, frozen as a revision and sent to who decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import ReviewerRole, Step
from register.declarations import (
    CODE_EDITION,
    Declaration,
    Revision,
    Status,
    next_number,
)
from register.errors import Invalid
from register.frozen import digest_of_revision
from register.people import Actor, Person
from register.settings import settings
from register.types.codes import KnownSupplier
from register.types.reading import Reading
from register.types.record import Counterparty, DeclarationType
from workflows.deadlines import due_day
from workflows.drafting import check, kind_of, own_editable
from workflows.routes import gather, route
from workflows.transitions import Move, claim


@dataclass(frozen=True)
class Submitted:
    """What somebody who submits is told."""

    number: str
    revision_number: int
    role: ReviewerRole
    due_on: date


async def submit(db: AsyncSession, actor: Actor, declaration_id: UUID, now: datetime) -> Submitted:
    """Submit the draft: number it, freeze it as a revision, and send it to who decides.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was submitted already.
        Invalid: fields have to be mended first.
    """
    declaration = await own_editable(db, actor, declaration_id)
    kind = kind_of(declaration.type)
    reading = await check(db, kind, declaration.draft or {})
    if reading.errors:
        raise Invalid(reading.errors)
    first = declaration.status is Status.CONCEPT
    revision = await _freeze(db, actor, declaration, kind, reading, now)
    if first:
        # The number comes late: its series is locked from here to the end of the transaction.
        await _number(db, declaration, now)
    await claim(
        db,
        declaration,
        Move.SUBMIT if first else Move.ANSWER,
        actor,
        now,
        revision_id=revision.id,
    )
    await record(
        db,
        declaration.id,
        actor,
        Happening.SUBMITTED,
        now,
        number=declaration.number,
        revision=revision.revision_number,
        frozen=await digest_of_revision(db, kind, revision.id),
    )
    step = await _send(db, actor, revision, now)
    return Submitted(declaration.number or "", revision.revision_number, step.role, step.due_on)


async def _number(db: AsyncSession, declaration: Declaration, now: datetime) -> None:
    year, sequence, number = await next_number(db, day_of(now))
    await db.exec(
        update(Declaration)
        .where(col(Declaration.id) == declaration.id)
        .values(
            year=year,
            sequence=sequence,
            number=number,
            submitted_at=now,
            version=Declaration.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    await db.refresh(declaration)


async def _freeze(
    db: AsyncSession,
    actor: Actor,
    declaration: Declaration,
    kind: DeclarationType,
    reading: Reading,
    now: datetime,
) -> Revision:
    """Write the revision and its typed record, with the facts of the person on this day."""
    person = await db.get_one(Person, actor.id)
    manager = await db.get(Person, person.manager_id) if person.manager_id else None
    last = await db.exec(
        select(func.max(Revision.revision_number)).where(Revision.declaration_id == declaration.id)
    )
    party = kind.counterparty(reading.values)
    revision = Revision(
        declaration_id=declaration.id,
        revision_number=(last.one() or 0) + 1,
        submitted_at=now,
        submitted_by=actor.id,
        code_edition=CODE_EDITION,
        headline=kind.headline(reading.values)[:500],
        declarant_name=person.name,
        declarant_staff_number=person.staff_number,
        declarant_job_title=person.job_title,
        declarant_department=person.department,
        declarant_manager_name=manager.name if manager else None,
        declarant_manager_staff_number=manager.staff_number if manager else None,
        declarant_key_function=person.key_function,
        **_facts_of(party),
        explanation=reading.values["explanation"],
    )
    db.add(revision)
    await db.flush()
    db.add(kind.record(revision_id=revision.id, **_columns(kind, reading.values)))
    await db.flush()
    return revision


def _facts_of(party: Counterparty | None) -> dict[str, Any]:
    """Give the facts of the counterparty that the revision copies."""
    if party is None:
        return {}
    facts = {"counterparty_name": party.name, "counterparty_kvk_number": party.kvk_number}
    listed = party.supplier
    if listed is None:
        return facts
    return facts | {
        "counterparty_creditor_number": listed.creditor_number,
        "counterparty_category": listed.category,
        "counterparty_contract_from": listed.contract_from,
        "counterparty_contract_until": listed.contract_until,
        "counterparty_tender_running": listed.tender_running,
    }


def _columns(kind: DeclarationType, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of the typed record as its columns keep them: a supplier by its key."""
    return {
        field.name: values[field.name].id
        if isinstance(field.kind, KnownSupplier) and values[field.name] is not None
        else values[field.name]
        for field in kind.own_fields
    }


async def _send(db: AsyncSession, actor: Actor, revision: Revision, now: datetime) -> Step:
    """Open the step of who decides."""
    day = day_of(now)
    person = await db.get_one(Person, actor.id)
    planned = route(await gather(db, person, day))
    step = Step(
        declaration_id=revision.declaration_id,
        revision_id=revision.id,
        position=1,
        role=planned.role,
        person_id=planned.person_id,
        why=planned.why,
        opened_at=now,
        due_on=due_day(day, settings().decision_days),
    )
    db.add(step)
    await db.flush()
    reviewer = planned.role.label
    if planned.person_id is not None:
        reviewer = (await db.get_one(Person, planned.person_id)).name
    await record(
        db,
        revision.declaration_id,
        None,
        Happening.ROUTED,
        now,
        reviewer=reviewer,
        role=planned.role.value,
        why=planned.why,
        due_on=step.due_on,
    )
    return step
