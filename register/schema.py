"""The schema: every table of the register, and its migrations.

Importing this module imports every model, so that ``METADATA`` is complete.
"""

from importlib import import_module

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from register.storage import MIGRATIONS, Storage, take_turn
from register.tables import metadata

for _module in (
    "audit",
    "decisions",
    "declarations",
    "findings",
    "imports.uploads",
    "parties",
    "people",
    "policy",
    "revision_requests",
    "sessions",
    "signals",
    "supplier_list",
    "suppliers",
    "types",
):
    import_module(f"register.{_module}")

METADATA = metadata


def configuration(connection: Connection) -> Config:
    """Give the configuration with which Alembic works on a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(storage: Storage, target: str = "head") -> tuple[str | None, str | None]:
    """Bring the database to a migration; processes that start together do it once.

    Args:
        storage: the database.
        target: ``head``, a migration's name, or ``base`` for an empty database.

    Returns:
        The migration it stood at and the one it stands at now.
    """
    before = await storage.schema_revision()
    async with storage.engine.begin() as connection:
        await take_turn(connection, "migrations")
        await connection.run_sync(_run, target)
    return before, await storage.schema_revision()


def _run(connection: Connection, target: str) -> None:
    config = configuration(connection)
    if target == "base":
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)
