"""Runs migrations on the connection that ``register.schema`` hands over."""

from alembic import context

from register.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)

with context.begin_transaction():
    context.run_migrations()
