"""Runs an import: read the file, compare it with the register, and apply it unless it is a try.

What differs between lists is a :class:`Importer`; the rest is the same for all.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import day_of
from register.errors import BadFile, NotFound, Stale
from register.imports.cells import safe_name
from register.imports.faults import Faults
from register.imports.plan import Comparison, ImportPlan, PlannedRow, changes_between, compare
from register.imports.rows import Listing, Row, Rows, read_rows
from register.imports.sheets import read_sheet
from register.people import Actor
from register.permissions import Action, may
from register.settings import settings
from register.storage import take_turn


class OutcomeChanged(Stale):
    """The register changed since the plan was shown: the import would do something else now."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__(
            "Het register is intussen gewijzigd. Er is nog niets ingelezen: bekijk wat er nu "
            "verandert en bevestig dat."
        )
        self.plan = plan


Current = Mapping[str, Mapping[str, Any]]
"""What the register holds, by number: the values of every column, by field."""


class Importer(Protocol):
    """What is particular to one list."""

    listing: Listing
    action: Action
    happening: Happening

    async def current(self, db: AsyncSession, today: date) -> Current:
        """Read what the register holds."""

    def check(self, rows: Sequence[Row], current: Current, today: date, faults: Faults) -> None:
        """Note the faults that show only when rows are held against one another."""

    def name(self, values: Mapping[str, Any]) -> str:
        """Give what somebody or something is called."""

    def expected(self, values: Mapping[str, Any], today: date) -> bool:
        """Tell whether it is worth telling that this is missing from the file."""

    def notes(self, rows: Sequence[Row], current: Current, today: date) -> Sequence[str]:
        """Give sentences on what deserves a look before the import is done."""

    def refuse_for(self, actor: Actor, found: Comparison) -> None:
        """Refuse what this person may not change themselves.

        Raises:
            BadFile: the file changes something that somebody else has to change.
        """

    def telling(self, found: Comparison) -> Sequence[Mapping[str, str]]:
        """Give the changes that the audit trail tells one by one."""

    async def apply(self, db: AsyncSession, found: Comparison, today: date) -> None:
        """Write what was added and what differs."""


async def run(
    db: AsyncSession,
    importer: Importer,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    *,
    dry_run: bool,
    expected: str | None = None,
) -> ImportPlan:
    """Import a file, all or nothing; imports of one list wait for each other.

    Args:
        db: the transaction; the import is part of it.
        importer: the list.
        actor: who imports; ``None`` for the system.
        filename: what the file is called.
        content: the whole file.
        now: the moment of the import.
        dry_run: only tell what would happen.
        expected: the ``outcome`` of the plan that was shown; another one is not carried out.

    Raises:
        NotFound: this person may not import the list.
        OutcomeChanged: the import would do something else than was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    if actor is not None and not may(actor, importer.action):
        raise NotFound
    limit = settings().upload_mib
    if len(content) > limit * 1024**2:
        raise BadFile(f"Dit bestand is te groot. Het mag {limit} MiB groot zijn.")
    today = day_of(now)
    faults, read = await asyncio.to_thread(_read, importer.listing, filename, content)
    if not dry_run:
        await take_turn(db, f"import {importer.listing.title}")
    current = await importer.current(db, today)
    importer.check(read.rows, current, today, faults)
    faults.refuse()
    found = compare(importer.listing, read.rows, current)
    plan = _plan(importer, read, current, found, filename, content, today)
    if expected is not None and plan.outcome != expected:
        raise OutcomeChanged(plan)
    if actor is not None:
        importer.refuse_for(actor, found)
    if not dry_run:
        await importer.apply(db, found, today)
        await record(
            db,
            OFFICE_CHAIN,
            actor,
            importer.happening,
            now,
            file=plan.file,
            sha256=plan.sha256,
            added=len(plan.added),
            changed=len(plan.changed),
            ended=len(plan.ended),
            details=importer.telling(found),
        )
    return plan


def _read(listing: Listing, filename: str, content: bytes) -> tuple[Faults, Rows]:
    sheet = read_sheet(filename, content, listing.title)
    faults = Faults(sheet.title)
    return faults, read_rows(sheet, listing, faults)


def _plan(
    importer: Importer,
    read: Rows,
    current: Current,
    found: Comparison,
    filename: str,
    content: bytes,
    today: date,
) -> ImportPlan:
    listing = importer.listing
    notes = list(importer.notes(read.rows, current, today))
    if read.absent and current:
        names = ", ".join(column.label for column in read.absent)
        notes.insert(0, f"Deze kolommen staan niet in het bestand en gelden als leeg: {names}.")

    def planned(row: Row, changes: Sequence[Any]) -> PlannedRow:
        return PlannedRow(row.values[listing.key], importer.name(row.values), changes)

    return ImportPlan(
        file=safe_name(filename),
        sha256=hashlib.sha256(content).hexdigest(),
        added=[
            planned(row, changes_between(listing.columns, {}, row.values)) for row in found.added
        ],
        changed=[planned(row, changes) for row, changes in found.changed],
        ended=[planned(row, changes) for row, changes in found.ended],
        missing=[
            PlannedRow(number, importer.name(current[number]))
            for number in found.missing
            if importer.expected(current[number], today)
        ],
        unchanged=found.unchanged,
        notes=notes,
    )
