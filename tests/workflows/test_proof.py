"""An approval of private use asks for the invoice and the proof of payment, by itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from register.declarations import Status
from register.errors import Invalid
from tests.workflows.desk import CONDITION, Desk
from workflows.proof import proof_due

TODAY = date(2026, 3, 10)
DUE = [
    (date(2026, 3, 10), 30, date(2026, 4, 9)),
    (date(2026, 5, 1), 30, date(2026, 5, 31)),
    (date(2026, 2, 8), 30, date(2026, 3, 10)),
    (date(2026, 2, 7), 30, date(2026, 4, 9)),
    (date(2020, 1, 1), 30, date(2026, 4, 9)),
    (date(2026, 3, 9), 1, date(2026, 3, 10)),
    (date(2026, 3, 8), 1, date(2026, 3, 11)),
    (date(2024, 2, 29), 365, date(2027, 3, 10)),
    (date(2026, 12, 31), 365, date(2027, 12, 31)),
]


@pytest.mark.parametrize(("ordered_on", "days", "due_on"), DUE)
def test_the_proof_is_due_so_many_days_after_the_order_and_never_before_today(
    ordered_on: date, days: int, due_on: date
) -> None:
    assert proof_due(ordered_on, days, TODAY) == due_on


def test_the_proof_is_never_due_before_the_decision() -> None:
    for ago in range(400):
        assert proof_due(TODAY - timedelta(days=ago), 30, TODAY) >= TODAY


async def conditions(desk: Desk, key: UUID) -> list[tuple[object, ...]]:
    return await desk.rows(
        "SELECT text, due_on::text, evidence, owner_id FROM condition "
        "WHERE declaration_id = :key ORDER BY position",
        key=key,
    )


PROOF = [
    ("Laat de factuur zien.", "2026-04-30", "bewijsstuk", None),
    ("Laat zien dat je de factuur zelf hebt betaald.", "2026-04-30", "bewijsstuk", None),
]

pytestmark = pytest.mark.storage


async def test_a_plain_approval_of_private_use_is_one_under_two_conditions(desk: Desk) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    outcome = await desk.decide("leidinggevende", key, "goedkeuren")
    assert outcome.status is Status.VOORWAARDEN
    assert await conditions(desk, key) == PROOF


async def test_conditions_of_the_reviewer_come_after_those_two(desk: Desk) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[CONDITION])
    assert await conditions(desk, key) == [
        *PROOF,
        (CONDITION.text, "2026-12-31", "bevestiging", None),
    ]


async def test_under_conditions_without_more_of_them_there_are_those_two(desk: Desk) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[])
    assert await conditions(desk, key) == PROOF


async def test_a_refusal_of_private_use_asks_for_nothing(desk: Desk) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    await desk.decide("leidinggevende", key, "afwijzen")
    assert await conditions(desk, key) == []


async def test_the_number_of_days_is_a_limit_of_intermaris(desk: Desk) -> None:
    await desk.limit("evidence_days", "14")
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    await desk.decide("leidinggevende", key)
    assert {row[1] for row in await conditions(desk, key)} == {"2026-04-14"}


@pytest.mark.parametrize("slug", ["nevenfunctie", "opdracht-verwante", "woning", "uitnodiging"])
async def test_another_approval_brings_nothing_by_itself(desk: Desk, slug: str) -> None:
    key = await desk.declared(slug=slug)
    assert (await desk.look_at("leidinggevende", key)).asked is not None
    outcome = await desk.decide("leidinggevende", key)
    assert outcome.status is Status.GOEDGEKEURD
    assert await conditions(desk, key) == []
    key = await desk.declared(slug=slug)
    with pytest.raises(Invalid):
        await desk.decide("leidinggevende", key, "voorwaarden", conditions=[])


async def test_the_reviewer_sees_beforehand_what_comes_by_itself(desk: Desk) -> None:
    key = await desk.declared(slug="prive-leverancier", ordered_on="31-03-2026")
    asked = (await desk.look_at("leidinggevende", key)).asked
    assert asked is not None
    assert [each.text for each in asked.proof] == [row[0] for row in PROOF]
