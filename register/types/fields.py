"""What a field of a typed record is: how it is asked, and under what condition.

A record's column carries an :class:`Asked` in its ``info``. From that one description come the form
field, the check when you leave it, the column with its constraints, the import and the sheet.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table, event
from sqlmodel import Field

from register.types.kinds import Kind


@dataclass(frozen=True)
class When:
    """A field is asked only when another field holds one of these tokens."""

    field: str
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One field as it is asked.

    ``missing`` is the sentence for somebody who left it empty; ``not_before`` names an earlier date
    of the same record that this one may not precede. ``name`` is the column's, once it has one.
    """

    kind: Kind
    label: str
    missing: str
    hint: str | None = None
    optional: bool = False
    when: When | None = None
    not_before: str | None = None
    name: str = ""


def asked(
    kind: Kind,
    label: str,
    missing: str,
    *,
    hint: str | None = None,
    optional: bool = False,
    when: When | None = None,
    not_before: str | None = None,
) -> Any:
    """Declare a field of a typed record: a column and, in its ``info``, how it is asked.

    Args:
        kind: what values it holds.
        label: how the field is called on forms, in imports and on sheets.
        missing: the Dutch sentence for an empty answer.
        hint: a line of help under the label.
        optional: whether it may stay empty when asked.
        when: the condition under which it is asked at all; it looks at a field declared earlier.
        not_before: an earlier date of the same record.
    """
    description = Asked(kind, label, missing, hint, optional, when, not_before)
    column: Column[Any] = Column(
        kind.column_type(),
        *kind.references(),
        nullable=optional or when is not None or kind.may_be_unknown,
        info={"asked": description},
    )
    event.listen(column, "after_parent_attach", _constrain)
    return Field(default=None, sa_column=column)


def _constrain(column: Column[Any], table: Table) -> None:
    """Give a column that has just got its name the constraints that its description asks for."""
    description: Asked = replace(column.info["asked"], name=column.name)
    column.info["asked"] = description
    for what, sql in description.kind.checks(column.name).items():
        table.append_constraint(CheckConstraint(sql, name=f"{column.name}_{what}"))
    if description.when is not None:
        governor: Asked = table.c[description.when.field].info["asked"]
        condition = governor.kind.condition(governor.name, description.when.holds)
        answer = f"{column.name} IS NULL"
        rule = f"({condition}) OR {answer}"
        if not description.optional:
            rule = f"({condition}) <> ({answer})"
        table.append_constraint(CheckConstraint(rule, name=f"{column.name}_asked"))
    if description.not_before is not None:
        table.append_constraint(
            CheckConstraint(
                f"{column.name} >= {description.not_before}", name=f"{column.name}_in_order"
            )
        )


def asked_of(table: Table) -> tuple[Asked, ...]:
    """Give the fields of a typed record's table, in the order in which they are asked."""
    return tuple(column.info["asked"] for column in table.columns if "asked" in column.info)
