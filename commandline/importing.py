"""``register import``: people and suppliers from a file."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import click
from sqlmodel.ext.asyncio.session import AsyncSession

from commandline.database import with_storage
from commandline.refusing import Refused, told_file
from register.clock import system_clock
from register.errors import BadFile
from register.imports import BadCells, ImportPlan, PlannedRow, import_people
from register.people import Actor
from register.settings import settings
from register.storage import Storage
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


@click.group(name="import")
def import_group() -> None:
    """Import people or suppliers from an .xlsx or .csv file, all or nothing."""


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


def _run(importing: _Import, file: Path, dry_run: bool) -> None:
    content = _content(file)

    async def work(storage: Storage) -> ImportPlan:
        async with storage.transaction() as db:
            return await importing(db, None, file.name, content, system_clock(), dry_run)

    try:
        plan = with_storage(work)
    except BadCells as bad:
        for cell in bad.cells:
            click.echo(f"{cell.place}: '{cell.value}' – {cell.sentence}", err=True)
        raise
    _tell(plan, dry_run)


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


def _tell(plan: ImportPlan, dry_run: bool) -> None:
    _list("Nieuw", plan.added, in_full=False)
    _list("Gewijzigd", plan.changed)
    _list("Beëindigd", plan.ended)
    _list("Staat niet in dit bestand, en blijft zoals het is", plan.missing)
    for note in plan.notes:
        click.echo(f"Let op: {note}")
    click.echo(f"{plan.file}: {plan.counts}.")
    if dry_run:
        click.echo("Dit was een proef: er is niets gewijzigd.")


def _list(title: str, rows: Sequence[PlannedRow], *, in_full: bool = True) -> None:
    if rows:
        click.echo(f"{title} ({len(rows)}):")
    for row in rows:
        click.echo(f"  {row.number}  {row.name}")
        for change in row.changes if in_full else ():
            click.echo(f"      {change.label}: {change.old or '(leeg)'} → {change.new or '(leeg)'}")
