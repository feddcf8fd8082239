"""What purchasing did last: a new list, with a tender that has started and parties that are new.

It comes after all that was declared, so that the register shows what a change of the facts does: to
an invitation that waits, and to a *nevenfunctie* that was approved before.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

from sqlmodel.ext.asyncio.session import AsyncSession

from demo.days import moment, working_days_on
from demo.history import Player
from demo.organisation import supplier_of
from demo.suppliers import ADDED, DEALERS, TENDER_STARTED, Dealer
from register.imports.suppliers import SUPPLIERS
from register.people import Office
from workflows.supplier_import import import_suppliers


async def import_newest_list(db: AsyncSession, player: Player, today: date) -> int:
    """Let the administrator import the newest list, late on the last working day.

    Returns:
        How many suppliers came onto the list.
    """
    at = moment(Random(len(ADDED)), working_days_on(today, -1), 17, 17)  # noqa: S311 — as in plot
    who = await player.holder(Office.BEHEERDER, at)
    dealers = [
        replace(each, tender=True) if each.number == TENDER_STARTED else each for each in DEALERS
    ]
    content = _list((*dealers, *ADDED), today)
    plan = await import_suppliers(db, who, "leveranciers.csv", content, at, dry_run=False)
    return len(plan.added)


def _list(dealers: Iterable[Dealer], today: date) -> bytes:
    """Write a list as purchasing exports it."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(column.label for column in SUPPLIERS.columns)
    for dealer in dealers:
        supplier = supplier_of(dealer, today)
        values = [(column.kind, getattr(supplier, column.name)) for column in SUPPLIERS.columns]
        rows.writerow("" if value is None else kind.typed(value) for kind, value in values)
    return text.getvalue().encode()
