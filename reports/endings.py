"""The day on which a declaration ended, read from the transition that ended it."""

from typing import Any

from sqlalchemy import ColumnElement, Date, cast, func


def day_of_end(why: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give the day at the end of the reason of such a transition: *Beëindigd per 31-12-2026*.

    See :func:`workflows.closing.ended_on`; the audit trail holds the reason to its event.
    """
    return cast(func.to_date(func.right(why, 10), "DD-MM-YYYY"), Date)
