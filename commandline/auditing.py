"""``register audit``: whether anything in the register was altered."""

import click

from commandline.database import with_storage
from commandline.refusing import Refused
from register.storage import Storage
from register.verification import Verification, verify


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command(name="verify")
def verify_command() -> None:
    """Verify every chain of events, every frozen row and the numbering."""

    async def work(storage: Storage) -> Verification:
        async with storage.transaction() as db:
            return await verify(db)

    found = with_storage(work)
    click.echo(f"Ketens: {found.chains}, gebeurtenissen: {found.events} (gewist: {found.erased})")
    click.echo(f"Ingediende versies: {found.revisions}, besluiten: {found.decisions}")
    click.echo(f"Nummers: {found.numbers}")
    for fault in found.faults:
        click.echo(fault.told, err=True)
    if not found.sound:
        raise Refused(f"Het register klopt niet: {len(found.faults)} keer iets gevonden.")
    click.echo("Het register klopt: er is niets gewijzigd of weggehaald.")
