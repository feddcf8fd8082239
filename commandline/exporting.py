"""``register export``: the Excel register of a day."""

import asyncio
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from commandline.database import with_storage
from commandline.refusing import Refused, told_file
from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import AMSTERDAM, day_of, end_of_day, system_clock
from register.storage import Storage
from register.types.amounts import Day
from register.types.kinds import Unreadable
from reports.reading_guide import WorkbookCounts
from reports.register_workbook import write_register
from reports.workbook import sha256_of


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day: date = Day().read(str(value).strip())
        except Unreadable as unreadable:
            self.fail(str(unreadable), param, ctx)
        return day


@click.command()
@click.option("--as-of", type=_Date(), required=True, help="The day, such as 2026-12-31.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The .xlsx file to write; one that exists is replaced.",
)
def export(as_of: date, output: Path) -> None:
    """Write the Excel register as it stood at the end of a day: today or earlier."""
    now = system_clock()
    if as_of > day_of(now):
        raise Refused("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
    made_by = f"Opdrachtregel, gebruiker {_user()}"

    async def work(storage: Storage) -> WorkbookCounts:
        with _beside(output) as part:
            counts = await write_register(storage, end_of_day(as_of), made_by, now, part)
            async with storage.transaction() as db:
                await record(
                    db,
                    OFFICE_CHAIN,
                    None,
                    Happening.EXPORTED,
                    now,
                    who=made_by,
                    as_of=as_of,
                    selection={},
                    sheets=counts.sheets,
                    statuses=counts.statuses,
                    total=counts.total,
                    sha256=await asyncio.to_thread(sha256_of, part),
                )
            # Written down before the file appears: no register leaves the house unrecorded.
            part.replace(output)
        return counts

    counts = with_storage(work)
    for sheet, number in counts.sheets.items():
        click.echo(f"{sheet}: {number}")
    if end_of_day(as_of) > now:
        here = now.astimezone(AMSTERDAM)
        click.echo(f"Let op: deze dag is nog niet voorbij; dit is de stand van {here:%H:%M} uur.")
    click.echo(f"{output}: {counts.total} verklaringen per {as_of:%d-%m-%Y}.")


def _user() -> str:
    """Give the name of the operating system's user, whatever the environment says."""
    if sys.platform == "win32":
        return os.getlogin()
    import pwd  # noqa: PLC0415 — Windows has none.

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # A container may run under a number that has no name.
        return str(os.getuid())


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """Give the path of a file beside the one that is wanted; what is left of it is removed.

    Raises:
        Refused: there cannot be a file.
    """
    part = output.with_name(f".{output.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=0o600, exist_ok=False)
        yield part
    except ConnectionError:
        raise  # It is the database that is away, not the folder.
    except OSError as fault:
        raise Refused(f"{output} is niet te schrijven: {told_file(fault)}.") from fault
    finally:
        part.unlink(missing_ok=True)
