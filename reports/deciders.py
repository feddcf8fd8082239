"""Who decided, as lists and sheets tell it: by name, and for whom."""

from sqlalchemy import ColumnElement, FromClause, case


def decider(step: FromClause) -> ColumnElement[str]:
    """Give who took a step, and on whose behalf; empty where nobody did."""
    by, on_behalf_of = step.c.decided_by_name, step.c.on_behalf_of_name
    return case((on_behalf_of.is_(None), by), else_=by + " namens " + on_behalf_of)
