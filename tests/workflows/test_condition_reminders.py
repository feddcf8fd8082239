"""Whoever is to meet a condition hears of it before its last day and each week after it, once."""

from datetime import UTC, datetime

import pytest

from tests.workflows.desk import Desk
from workflows.condition_reminders import reminders
from workflows.conditions import RETURN
from workflows.typed_decisions import TypedCondition

pytestmark = pytest.mark.storage

DUE = TypedCondition("Doe dit.", "20-03-2026")
SOON, LATE = "condition-due-soon", "condition-overdue"


async def told(desk: Desk, day: int, month: int = 3, hour: int = 9) -> list[tuple[str, str]]:
    """Remind at a moment, twice; give what was told in all of the conditions."""
    desk.now = datetime(2026, month, day, hour, 0, tzinfo=UTC)
    for _ in range(2):
        async with desk.storage.transaction() as db:
            await reminders(db, desk.now)
    rows = await desk.rows(
        "SELECT letter, staff_number FROM mail JOIN person ON person.id = person_id "
        "WHERE letter LIKE 'condition-%due%' OR letter = 'condition-overdue' ORDER BY mail.id"
    )
    return [(letter, number) for letter, number in rows]


async def test_the_owner_is_reminded_three_working_days_before_and_each_week_after(
    desk: Desk,
) -> None:
    """The last day is a Friday; nothing is sent in the weekend or at night."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[DUE])
    assert await told(desk, 16) == []
    assert await told(desk, 17) == [(SOON, "300")]
    assert await told(desk, 20) == [(SOON, "300")]
    assert await told(desk, 21) == [(SOON, "300")]
    assert await told(desk, 23, hour=3) == [(SOON, "300")]
    assert await told(desk, 23) == [(SOON, "300"), (LATE, "300")]
    assert await told(desk, 26) == [(SOON, "300"), (LATE, "300")]
    assert await told(desk, 27) == [(SOON, "300"), (LATE, "300"), (LATE, "300")]


async def test_after_days_without_reminders_only_what_fits_today_is_told(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[DUE])
    assert await told(desk, 14, month=4) == [(LATE, "300")]


async def test_nobody_is_reminded_of_what_was_reported_and_all_are_of_what_came_back(
    desk: Desk,
) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[DUE])
    await desk.report("medewerker", key)
    assert await told(desk, 23) == []
    await desk.judge("leidinggevende", key, RETURN)
    assert await told(desk, 24) == [(LATE, "300")]


async def test_a_colleague_who_is_the_owner_is_reminded_and_not_the_declarant(desk: Desk) -> None:
    key = await desk.declared()
    theirs = TypedCondition("Doe dit.", "20-03-2026", owner="301")
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[theirs])
    assert await told(desk, 23) == [(LATE, "301")]


async def test_nobody_is_reminded_of_what_has_lapsed(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[DUE])
    await desk.end("medewerker", key)
    assert await told(desk, 23) == []
