"""The command ``register`` and its groups."""

import click

from commandline.auditing import audit
from commandline.checking import check
from commandline.database import with_storage
from commandline.exporting import export
from commandline.importing import import_group
from commandline.refusing import RefusingGroup
from commandline.serving import demo, serve
from register.schema import migrate
from register.storage import Storage


@click.group(cls=RefusingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="intermaris-register", prog_name="register")
def main() -> None:
    """The integrity register of Intermaris."""


@main.command(name="migrate")
def migrate_command() -> None:
    """Bring the database to the migration that this version needs."""

    async def work(storage: Storage) -> tuple[str | None, str | None]:
        return await migrate(storage)

    before, after = with_storage(work, migrated=False)
    if before == after:
        click.echo(f"De database stond al op migratie {after}.")
    else:
        click.echo(f"De database ging van migratie {before or 'leeg'} naar {after}.")


for _command in (audit, check, demo, export, import_group, serve):
    main.add_command(_command)
