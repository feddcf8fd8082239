"""How tables are named and what their columns have in common.

Importing this module sets the naming convention on SQLModel's metadata, so that every constraint
has a name of its own that a migration can refer to.
"""

import re
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Enum
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata

MOMENT: Any = DateTime(timezone=True)
"""Column type of a moment: aware, kept by PostgreSQL in UTC to the microsecond."""

JSON_DOCUMENT: Any = JSONB(none_as_null=True)
"""Column type of a JSON document; Python's ``None`` is SQL's NULL."""

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""The signs that PostgreSQL cannot hold in a text, nor compare one with."""


def choice_type(choices: type[StrEnum]) -> Any:
    """Give a text column type that holds the slugs of an enum; the CHECK stands with the table.

    ``native_enum=False`` because a PostgreSQL enum cannot lose a value in a migration, and
    ``values_callable`` because SQLAlchemy would store the names of the members otherwise.
    """
    return Enum(
        choices,
        native_enum=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """Give the CHECK that a column holds one of the slugs of an enum."""
    listed = ", ".join(f"'{choice.value}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


__all__ = [
    "JSON_DOCUMENT",
    "MOMENT",
    "UNSTORABLE",
    "SQLModel",
    "choice_type",
    "metadata",
    "one_of",
]
