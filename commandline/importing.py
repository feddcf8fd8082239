"""``register import``: people, suppliers and old lists of declarations from a file."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import click
from sqlmodel.ext.asyncio.session import AsyncSession

from commandline.database import with_storage
from commandline.refusing import Refused, told_file
from register.clock import system_clock
from register.errors import BadFile
from register.imports import BadCells, ImportPlan, PlannedRow
from register.people import Actor
from register.settings import settings
from register.storage import Storage
from register.types import TYPES
from workflows.concept_plans import ConceptsPlan
from workflows.declaration_import import import_declarations
from workflows.people_import import import_people
from workflows.supplier_import import import_suppliers


class _Import(Protocol):
    async def __call__(
        self,
        db: AsyncSession,
        actor: Actor | None,
        filename: str,
        content: bytes,
        now: datetime,
        dry_run: bool,
    ) -> ImportPlan: ...


_Plan = TypeVar("_Plan")


@click.group(name="import")
def import_group() -> None:
    """Import people, suppliers or old declarations from an .xlsx or .csv file, all or nothing."""


_file = click.argument("file", type=click.Path(path_type=Path))
_dry_run = click.option(
    "--dry-run", is_flag=True, help="Only tell what would be added, changed and ended."
)


@import_group.command()
@_file
@_dry_run
def people(file: Path, dry_run: bool) -> None:
    """Import people and the offices they hold."""
    _run(import_people, file, dry_run)


@import_group.command()
@_file
@_dry_run
def suppliers(file: Path, dry_run: bool) -> None:
    """Import suppliers."""
    _run(import_suppliers, file, dry_run)


@import_group.command()
@_file
@_dry_run
@click.option(
    "--type",
    "slug",
    type=click.Choice([*TYPES]),
    help="The type of declaration, where neither the sheet nor its columns tell it.",
)
def declarations(file: Path, dry_run: bool, slug: str | None) -> None:
    """Import an old list of declarations: each row becomes a concept of its employee."""
    content = _content(file)

    async def work(storage: Storage) -> ConceptsPlan:
        async with storage.transaction() as db:
            return await import_declarations(
                db, None, file.name, content, system_clock(), dry_run, slug=slug
            )

    plan = _telling_bad_cells(work)
    _tell_concepts(plan)
    _tell_a_try(dry_run)


def _run(importing: _Import, file: Path, dry_run: bool) -> None:
    content = _content(file)

    async def work(storage: Storage) -> ImportPlan:
        async with storage.transaction() as db:
            return await importing(db, None, file.name, content, system_clock(), dry_run)

    plan = _telling_bad_cells(work)
    _tell(plan)
    _tell_a_try(dry_run)


def _telling_bad_cells(work: Callable[[Storage], Awaitable[_Plan]]) -> _Plan:
    try:
        return with_storage(work)
    except BadCells as bad:
        for cell in bad.cells:
            click.echo(f"{cell.place}: '{cell.value}' – {cell.sentence}", err=True)
        raise


def _content(file: Path) -> bytes:
    """Read the file, and no more of it than may be imported."""
    most = settings().upload_mib * 1024**2
    try:
        with file.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as fault:
        raise Refused(f"{file} is niet te lezen: {told_file(fault)}.") from fault
    if len(content) > most:
        raise BadFile(f"Dit bestand is te groot. Het mag {most // 1024**2} MiB groot zijn.")
    return content


def _tell(plan: ImportPlan) -> None:
    _list("Nieuw", plan.added, in_full=False)
    _list("Gewijzigd", plan.changed)
    _list("Beëindigd", plan.ended)
    _list("Staat niet in dit bestand, en blijft zoals het is", plan.missing)
    for note in plan.notes:
        click.echo(f"Let op: {note}")
    click.echo(f"{plan.file}: {plan.counts}.")


def _tell_concepts(plan: ConceptsPlan) -> None:
    """Tell how many concepts each person gets, and of each row that is skipped why."""
    times = Counter((concept.number, concept.name) for concept in plan.added)
    if times:
        click.echo(f"Nieuwe concepten ({len(plan.added)}):")
    for (number, name), count in times.items():
        click.echo(f"  {number}  {name}: {count}")
    if plan.skipped:
        click.echo(f"Overgeslagen ({len(plan.skipped)}):")
    for row in plan.skipped:
        click.echo(f"  {row.place}  {row.number}: {row.why}")
    for note in plan.notes:
        click.echo(f"Let op: {note}")
    click.echo(f"{plan.file}: {plan.counts}.")


def _tell_a_try(dry_run: bool) -> None:
    if dry_run:
        click.echo("Dit was een proef: er is niets gewijzigd.")


def _list(title: str, rows: Sequence[PlannedRow], *, in_full: bool = True) -> None:
    if rows:
        click.echo(f"{title} ({len(rows)}):")
    for row in rows:
        click.echo(f"  {row.number}  {row.name}")
        for change in row.changes if in_full else ():
            click.echo(f"      {change.label}: {change.old or '(leeg)'} → {change.new or '(leeg)'}")
