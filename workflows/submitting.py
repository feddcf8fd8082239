"""Submitting: a draft is numbered, frozen as a revision and sent to who decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import ReviewerRole
from register.declarations import (
    Declaration,
    Revision,
    Status,
    next_number,
)
from register.errors import Invalid
from register.findings import Finding, Severity
from register.frozen import digest_of_revision
from register.people import Actor, Person
from register.supplier_list import hold_list
from register.types.codes import KnownSupplier
from register.types.record import Counterparty, DeclarationType
from workflows.assessment import Assessment, assess
from workflows.deadlines import due_day
from workflows.drafting import kind_of, own_editable
from workflows.raising import keep_party, party_keys, raise_exclusion
from workflows.rules.editions import edition_on
from workflows.steps import open_step
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
        Busy: suppliers are being imported.
        Invalid: fields have to be mended, or departures explained, first.
    """
    await hold_list(db)
    declaration = await own_editable(db, actor, declaration_id)
    kind = kind_of(declaration.type)
    assessment = await assess(db, kind, declaration.draft or {}, actor.id, now, declaration)
    if assessment.errors:
        raise Invalid(assessment.errors)
    first = declaration.status is Status.CONCEPT
    revision = await _freeze(db, actor, declaration, assessment, now)
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
        party=sorted(party_keys(revision, assessment.facts)),
        frozen=await digest_of_revision(db, kind, revision.id),
    )
    await keep_party(db, actor, revision, assessment.facts, now)
    for judgement in assessment.departures:
        if judgement.severity is Severity.EXCLUSION:
            await raise_exclusion(db, revision, judgement.rule.id, judgement.sentence or "", now)
    due_on = due_day(day_of(now), assessment.policy.decision_days)
    step = await open_step(db, revision, 1, assessment.route[0], due_on, now)
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
    assessment: Assessment,
    now: datetime,
) -> Revision:
    """Write the revision with the facts of the person on this day, its record and its findings."""
    kind, values = assessment.kind, assessment.reading.values
    person = await db.get_one(Person, actor.id)
    manager = await db.get(Person, person.manager_id) if person.manager_id else None
    last = await db.exec(
        select(func.max(Revision.revision_number)).where(Revision.declaration_id == declaration.id)
    )
    party = kind.counterparty(values)
    revision = Revision(
        declaration_id=declaration.id,
        revision_number=(last.one() or 0) + 1,
        submitted_at=now,
        submitted_by=actor.id,
        code_edition=edition_on(day_of(now)),
        headline=kind.headline(values)[:500],
        declarant_name=person.name,
        declarant_staff_number=person.staff_number,
        declarant_job_title=person.job_title,
        declarant_department=person.department,
        declarant_manager_name=manager.name if manager else None,
        declarant_manager_staff_number=manager.staff_number if manager else None,
        declarant_key_function=person.key_function,
        **_facts_of(party),
        explanation=values["explanation"],
    )
    db.add(revision)
    await db.flush()
    db.add(kind.record(revision_id=revision.id, **_columns(kind, values)))
    db.add_all(_findings(revision.id, assessment))
    await db.flush()
    return revision


def _findings(revision_id: UUID, assessment: Assessment) -> Iterator[Finding]:
    """Give what every rule of the type said, with the explanations of what departs."""
    for judgement in assessment.judgements:
        explanation = assessment.explanations.get(judgement.rule.id)
        yield Finding(
            revision_id=revision_id,
            rule=judgement.rule.id,
            edition=judgement.rule.edition,
            severity=judgement.severity,
            verdict=judgement.verdict,
            sentence=judgement.sentence,
            looked_at=dict(judgement.looked_at),
            explanation=explanation.text if explanation else None,
            deliberation=dict(explanation.deliberation) or None if explanation else None,
            consulted=explanation.consulted if explanation else None,
        )


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
