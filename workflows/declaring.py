"""What a declarant does: keep a concept, submit, answer, withdraw, delete and end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import day_of
from register.decisions import Decision, ReviewerRole, Step
from register.declarations import (
    CODE_EDITION,
    Declaration,
    Revision,
    Status,
    next_number,
)
from register.errors import Invalid, NotFound, Unsuitable
from register.frozen import digest_of_revision
from register.people import Actor, Person
from register.permissions import Action, may
from register.settings import settings
from register.tables import UNSTORABLE
from register.types import TYPES
from register.types.amounts import Day
from register.types.codes import KnownSupplier
from register.types.kinds import LongText, Unreadable
from register.types.reading import Reading, read
from register.types.record import DeclarationType
from workflows.deadlines import due_day
from workflows.routes import gather, route
from workflows.transitions import Move, claim, hold_to, locked

EDITABLE = (Status.CONCEPT, Status.AANVULLING)
"""The states in which the declarant fills in the form."""

DRAFT_LENGTH = 20_000
"""How many signs of a field are kept while it is being typed; a longer text is an error anyway."""


@dataclass(frozen=True)
class Submitted:
    """What somebody who submits is told."""

    number: str
    revision_number: int
    role: ReviewerRole
    due_on: date


def kind_of(slug: str) -> DeclarationType:
    """Give the type of this slug.

    Raises:
        NotFound: there is no such type.
    """
    if slug not in TYPES:
        raise NotFound
    return TYPES[slug]


def keep(kind: DeclarationType, typed: Mapping[str, str]) -> dict[str, str]:
    """Give what of a form is kept as a draft: the type's own fields, as they were typed."""
    searches = {
        f"{field.name}_zoek" for field in kind.fields if isinstance(field.kind, KnownSupplier)
    }
    names = {field.name for field in kind.fields} | searches
    return {
        name: UNSTORABLE.sub("", text)[:DRAFT_LENGTH]
        for name, text in typed.items()
        if name in names and text
    }


async def check(db: AsyncSession, kind: DeclarationType, typed: Mapping[str, str]) -> Reading:
    """Read a form against the list of suppliers."""
    chosen = {
        typed.get(field.name, "").strip()
        for field in kind.fields
        if isinstance(field.kind, KnownSupplier)
    }
    return read(kind, typed, await suppliers.by_creditor_number(db, chosen))


async def save_draft(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    kind: DeclarationType,
    typed: Mapping[str, str],
    now: datetime,
) -> Declaration:
    """Keep what was typed, complete or not; the first time it makes the concept.

    The key comes with the form, so that saving twice at once still makes one concept.

    Raises:
        NotFound: the declaration is somebody else's, or of another type.
        Unsuitable: it is no longer being filled in.
    """
    if not may(actor, Action.DECLARE):
        raise NotFound
    made = await db.exec(
        insert(Declaration)
        .values(
            id=declaration_id,
            type=kind.slug,
            declarant_id=actor.id,
            status=Status.CONCEPT,
            version=1,
            draft={},
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Declaration.id)  # type: ignore[call-overload]
    )
    fresh = made.first() is not None
    declaration = await own_editable(db, actor, declaration_id)
    if declaration.type != kind.slug:
        raise NotFound
    if fresh:
        await record(db, declaration_id, actor, Happening.STARTED, now, type=kind.slug)
    draft = keep(kind, typed)
    if draft != declaration.draft:
        declaration.draft = draft
        declaration.updated_at = now
        declaration.version += 1
        await db.flush()
    return declaration


async def own_editable(db: AsyncSession, actor: Actor, declaration_id: UUID) -> Declaration:
    """Give one's own declaration, locked, while it can be filled in.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was submitted already.
    """
    declaration = await locked(db, declaration_id)
    if declaration.declarant_id != actor.id:
        raise NotFound
    if declaration.status not in EDITABLE:
        raise Unsuitable(
            f"Je hebt deze verklaring al ingediend. Zij is nu '{declaration.status.label.lower()}'."
        )
    return declaration


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
        counterparty_name=party.name if party else None,
        counterparty_kvk_number=party.kvk_number if party else None,
        counterparty_creditor_number=party.creditor_number if party else None,
        explanation=reading.values["explanation"],
    )
    db.add(revision)
    await db.flush()
    db.add(kind.record(revision_id=revision.id, **_columns(kind, reading.values)))
    await db.flush()
    return revision


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


async def question(db: AsyncSession, declaration: Declaration) -> str | None:
    """Give what the reviewer asked for, where a declaration waits for more information."""
    if declaration.status is not Status.AANVULLING:
        return None
    found = await db.exec(
        select(Step.reason)
        .where(Step.declaration_id == declaration.id, Step.decision == Decision.AANVULLEN)
        .order_by(col(Step.decided_at).desc())
        .limit(1)
    )
    return found.first()


async def withdraw(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, why: str, now: datetime
) -> None:
    """Withdraw one's own declaration while nobody has decided; its number stays used.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Stale: it changed since it was on the screen.
        Unsuitable: it was decided on.
        Invalid: the reason is too long or cannot be read.
    """
    declaration = await _own(db, actor, declaration_id)
    if declaration.status is Status.CONCEPT:
        raise Unsuitable("Een concept kun je verwijderen; intrekken hoeft niet.")
    hold_to(declaration, version)
    reason = _why(why)
    await claim(db, declaration, Move.WITHDRAW, actor, now, why=reason)
    await db.exec(
        update(Step)
        .where(
            col(Step.declaration_id) == declaration_id,
            col(Step.decided_at).is_(None),
            col(Step.cancelled_at).is_(None),
        )
        .values(cancelled_at=now)
    )
    await record(db, declaration_id, actor, Happening.WITHDRAWN, now, reason=reason)


def _why(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"reden": str(unreadable)}, str(unreadable)) from None


async def delete_concept(
    db: AsyncSession, actor: Actor, declaration_id: UUID, now: datetime
) -> None:
    """Delete one's own concept: it was never submitted, so nothing is lost but what was typed.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it was submitted.
    """
    declaration = await _own(db, actor, declaration_id)
    if declaration.status is not Status.CONCEPT:
        raise Unsuitable("Deze verklaring is ingediend. Je kunt haar intrekken, niet verwijderen.")
    slug = declaration.type
    await db.exec(delete(Declaration).where(col(Declaration.id) == declaration_id))
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.CONCEPT_DELETED,
        now,
        type=slug,
        declaration=declaration_id,
    )


async def end(
    db: AsyncSession, actor: Actor, declaration_id: UUID, version: int, typed: str, now: datetime
) -> None:
    """End an approved declaration: the interest is over since the day that is typed.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Stale: it changed since it was on the screen.
        Unsuitable: it is not in force.
        Invalid: the day cannot be read, or lies in the future.
    """
    declaration = await _own(db, actor, declaration_id)
    hold_to(declaration, version)
    day = _end_day(typed, day_of(now))
    await claim(db, declaration, Move.END, actor, now, why=f"Beëindigd per {day:%d-%m-%Y}")
    await record(db, declaration_id, actor, Happening.ENDED, now, ends_on=day)


def _end_day(typed: str, today: date) -> date:
    try:
        day: date = Day().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"ends_on": str(unreadable)}) from None
    if day > today:
        raise Invalid({"ends_on": "Vul de dag in waarop het is geëindigd: vandaag of eerder."})
    return day


async def _own(db: AsyncSession, actor: Actor, declaration_id: UUID) -> Declaration:
    declaration = await locked(db, declaration_id)
    if declaration.declarant_id != actor.id:
        raise NotFound
    return declaration
