"""Taking over old lists: each row becomes a concept of its employee, who completes and submits it.

A row is known again by what it says, not by where it stands: the key of its concept is made of
whose it is, its type and its answers. So a row that was taken over stays so, whatever its employee
did with the concept since, also when the list was sorted, cut up or given another name.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import audit
from register.audit import OFFICE_CHAIN, Event, Happening, canonical, record
from register.clock import day_of
from register.declarations import Declaration, Status
from register.errors import NotFound
from register.imports.cells import safe_name
from register.imports.declarations import (
    STAFF_NUMBER,
    OldList,
    OldRow,
    party_fields,
    read_declarations,
)
from register.imports.running import hold_to_size
from register.people import Actor, Office, Person, office_holders
from register.permissions import Action, may
from register.storage import take_turn
from register.tables import UNSTORABLE
from register.types.kinds import UNKNOWN_SUPPLIER
from register.types.record import Counterparty
from workflows import drafting
from workflows.concept_plans import ConceptsChanged, ConceptsPlan, PlannedConcept, SkippedRow
from workflows.sure_suppliers import sure_suppliers

_TURN = "import Verklaringen"
_AT_A_TIME = 5_000
"""How many keys or names go into one query."""
_ORIGIN_LENGTH = 300
_KEY_VERSION = 5
"""That of keys that are made of what they name; forms make keys of another version."""
_Item = TypeVar("_Item")
_UNKNOWN_PERSON = "Dit personeelsnummer staat niet bij de medewerkers."


@dataclass(frozen=True, slots=True)
class _Declarant:
    """Somebody whose row it may be; ``hindrance`` tells why they cannot complete a concept."""

    id: int
    name: str
    hindrance: str | None


@dataclass(frozen=True, slots=True)
class _Concept:
    """A row with the key and the draft of the concept that it is or becomes."""

    key: UUID
    row: OldRow
    declarant: _Declarant
    draft: Mapping[str, str]
    origin: str


async def import_declarations(
    db: AsyncSession,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    dry_run: bool,
    expected: str | None = None,
    *,
    slug: str | None = None,
) -> ConceptsPlan:
    """Make a concept of every row of an old list that has none yet, all or nothing.

    Args:
        db: the transaction; the import is part of it.
        actor: who imports; ``None`` for the system.
        filename: what the file is called.
        content: the whole file.
        now: the moment of the import.
        dry_run: only tell what would happen.
        expected: the ``outcome`` of the plan that was shown; another one is not carried out.
        slug: the type of a table that does not tell it by its title.

    Raises:
        NotFound: this person may not take over old lists, or there is no such type.
        ConceptsChanged: the import would do something else than was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    if actor is not None and not may(actor, Action.IMPORT_DECLARATIONS):
        raise NotFound
    if slug is not None:
        drafting.kind_of(slug)
    hold_to_size(content)
    old = await asyncio.to_thread(read_declarations, filename, content, slug)
    if not dry_run:
        await take_turn(db, _TURN)
    declarants = await _declarants(db, day_of(now))
    _check_people(old, declarants)
    old.refuse()
    file = safe_name(filename)
    rows = [row for row in old.rows if not declarants[row.staff_number].hindrance]
    drafts = await _drafts(db, rows)
    concepts = [
        _Concept(key, row, declarants[row.staff_number], draft, _origin(file, row))
        for key, row, draft in zip(_keys(rows), rows, drafts, strict=True)
    ]
    begun = await _begun(db, [concept.key for concept in concepts])
    fresh = [concept for concept in concepts if concept.key not in begun]
    plan = ConceptsPlan(
        file=file,
        sha256=hashlib.sha256(content).hexdigest(),
        added=[_planned(concept) for concept in fresh],
        unchanged=len(concepts) - len(fresh),
        skipped=_skipped(old, declarants),
        notes=await _notes(db, fresh),
    )
    if expected is not None and plan.outcome != expected:
        raise ConceptsChanged(plan)
    if not dry_run:
        await _make(db, actor, fresh, now)
        await record(
            db,
            OFFICE_CHAIN,
            actor,
            Happening.DECLARATIONS_IMPORTED,
            now,
            file=plan.file,
            sha256=plan.sha256,
            added=len(plan.added),
            unchanged=plan.unchanged,
            skipped=len(plan.skipped),
        )
    return plan


async def _declarants(db: AsyncSession, today: date) -> Mapping[str, _Declarant]:
    """Give everybody by staff number, in two queries."""
    people = await db.exec(select(Person))
    outside = {*(await office_holders(db, today))[Office.ACCOUNTANT]}
    return {
        each.staff_number: _Declarant(each.key, each.name, _hindrance(each, outside, today))
        for each in people
    }


def _hindrance(person: Person, outside: set[int], today: date) -> str | None:
    if person.in_service_until is not None and person.in_service_until < today:
        return f"{person.name} is uit dienst sinds {person.in_service_until:%d-%m-%Y}."
    if person.key in outside:
        return f"{person.name} is accountant en doet geen verklaringen."
    return None


def _check_people(old: OldList, declarants: Mapping[str, _Declarant]) -> None:
    """Note every row of somebody whom the register does not know."""
    for row in old.rows:
        if row.staff_number and row.staff_number not in declarants:
            faults = old.faults[row.sheet]
            faults.add(row.number, STAFF_NUMBER.label, row.staff_number, _UNKNOWN_PERSON)


async def _drafts(db: AsyncSession, rows: Sequence[OldRow]) -> Sequence[Mapping[str, str]]:
    """Give what each row fills in on the form, with the supplier that its party is for certain.

    A party that is none for certain is named: the form offers the suppliers of much the same name.
    """
    drafts: list[Mapping[str, str]] = []
    for part in _parts(rows):
        parties = [_party(row) for row in part]
        suppliers = await sure_suppliers(db, parties)
        for row, party, supplier in zip(part, parties, suppliers, strict=True):
            fields = party_fields(row.kind)
            chosen = supplier.creditor_number if supplier else UNKNOWN_SUPPLIER
            answers = {fields.supplier: chosen} if fields and party else {}
            drafts.append(drafting.keep(row.kind, {**row.typed, **answers}))
    return drafts


def _party(row: OldRow) -> Counterparty | None:
    fields = party_fields(row.kind)
    if fields is None:
        return None
    name, kvk_number = row.typed.get(fields.name, ""), row.typed.get(fields.kvk_number)
    return Counterparty(name, kvk_number) if name or kvk_number else None


def _keys(rows: Sequence[OldRow]) -> Iterator[UUID]:
    """Give the key of each row; of rows that say the same, each one its own."""
    times: Counter[str] = Counter()
    for row in rows:
        said = canonical([row.kind.slug, row.staff_number, row.typed])
        times[said] += 1
        digest = hashlib.sha256(canonical([said, times[said]]).encode()).digest()
        yield UUID(bytes=digest[:16], version=_KEY_VERSION)


async def _begun(db: AsyncSession, keys: Sequence[UUID]) -> set[UUID]:
    """Give the concepts that were made before, also those that were deleted since."""
    found: set[UUID] = set()
    for part in _parts(keys):
        chains = await db.exec(
            select(Event.chain).where(col(Event.chain).in_(map(str, part)), Event.seq == 1)
        )
        found.update(map(UUID, chains))
    return found


async def _notes(db: AsyncSession, fresh: Sequence[_Concept]) -> Sequence[str]:
    """Tell of declarations that the register has already under the number that a row gives."""
    given = {
        (number, concept.row.kind.slug, concept.declarant.id)
        for concept in fresh
        if (number := concept.row.register_number) and not UNSTORABLE.search(number)
    }
    here: set[str] = set()
    for part in _parts(sorted(given)):
        rows = await db.exec(
            select(Declaration.number, Declaration.type, Declaration.declarant_id).where(
                col(Declaration.number).in_([number for number, _, _ in part])
            )
        )
        here.update(row[0] for row in rows if row[0] and row in given)
    if not here:
        return ()
    count = "1 rij komt" if len(here) == 1 else f"{len(here)} rijen komen"
    told = (
        f"{count} uit dit register zelf, zoals {min(here)}. Lees je dit bestand in, dan komt er "
        "naast elke verklaring een concept met dezelfde antwoorden."
    )
    return [told]


def _planned(concept: _Concept) -> PlannedConcept:
    fields = party_fields(concept.row.kind)
    chosen = concept.draft.get(fields.supplier) if fields else None
    return PlannedConcept(
        place=concept.row.place,
        number=concept.row.staff_number,
        name=concept.declarant.name,
        type_title=concept.row.kind.title,
        about=drafting.about(concept.row.kind, concept.draft),
        supplier=None if chosen == UNKNOWN_SUPPLIER else chosen,
    )


def _skipped(old: OldList, declarants: Mapping[str, _Declarant]) -> Sequence[SkippedRow]:
    return [
        SkippedRow(row.place, row.staff_number, why)
        for row in old.rows
        if (why := declarants[row.staff_number].hindrance)
    ]


def _origin(file: str, row: OldRow) -> str:
    """Tell where a row stands; the only table of a ``.csv`` is called as the file is."""
    place = f"rij {row.number}" if row.sheet == file else row.place
    return f"Overgenomen uit {file}, {place}"[:_ORIGIN_LENGTH]


async def _make(
    db: AsyncSession, actor: Actor | None, fresh: Sequence[_Concept], now: datetime
) -> None:
    connection = await db.connection()
    for part in _parts(fresh):
        await connection.execute(insert(Declaration), [_columns(each, now) for each in part])
        await audit.begin(
            db,
            actor,
            Happening.TAKEN_OVER,
            now,
            {each.key: {"type": each.row.kind.slug, "origin": each.origin} for each in part},
        )


def _columns(concept: _Concept, now: datetime) -> dict[str, Any]:
    return {
        "id": concept.key,
        "type": concept.row.kind.slug,
        "declarant_id": concept.declarant.id,
        "status": Status.CONCEPT,
        "version": 1,
        "draft": concept.draft,
        "origin": concept.origin,
        "created_at": now,
        "updated_at": now,
    }


def _parts(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Give a sequence in parts that fit one query."""
    for start in range(0, len(items), _AT_A_TIME):
        yield items[start : start + _AT_A_TIME]
