"""The values that Intermaris chooses are kept as a history, and each change is an event."""

from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from register.audit import OFFICE_CHAIN, sentence
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.storage import count_queries
from tests.conftest import NOW
from tests.register.chains import events, verify
from tests.workflows.desk import REASON, Desk
from tests.workflows.test_at_once import outcomes
from workflows import policy
from workflows.policy import POLICY_VALUES, Policy

pytestmark = pytest.mark.storage


async def current(desk: Desk) -> Policy:
    async with desk.storage.transaction() as db:
        return await policy.current(db)


async def refused_fields(desk: Desk, name: str, typed: str | None, reason: str) -> dict[str, str]:
    """Try a change; give what has to be mended, by field."""
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        with pytest.raises(Invalid) as refusal:
            await policy.change(db, actor, name, typed, reason, 0, desk.now)
    assert await desk.rows("SELECT count(*) FROM policy_change") == [(0,)]
    return dict(refusal.value.errors)


def test_every_value_is_described_and_only_the_term_cannot_be_off() -> None:
    assert list(POLICY_VALUES) == [field.name for field in fields(Policy)]
    assert [value.name for value in POLICY_VALUES.values() if not value.may_be_off] == [
        "decision_days"
    ]
    for value in POLICY_VALUES.values():
        assert value.source.endswith("."), value.name
        assert (getattr(Policy(), value.name) is None) is value.may_be_off


async def test_until_somebody_changes_them_the_values_are_as_the_register_came(desk: Desk) -> None:
    assert await current(desk) == Policy()
    assert Policy().decision_days == 14
    async with desk.storage.transaction() as db:
        assert await policy.history(db) == []


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("side_hours_notice", " 7,5 ", Decimal("7.50"), "boven 7,5 uur per week"),
        ("private_use_notice", "€ 1.234,5", Decimal("1234.50"), "boven €\u00a01.234,50"),
        ("invitation_explain", "0", Decimal("0.00"), "boven €\u00a00,00"),
        ("invitation_count_notice", "3", 3, "vanaf 3 keer"),
        ("decision_days", "1", 1, "binnen 1 dag"),
        ("decision_days", "365", 365, "binnen 365 dagen"),
    ],
)
async def test_a_value_that_was_set_is_in_force(
    desk: Desk, name: str, typed: str, value: Any, shown: str
) -> None:
    await desk.limit(name, typed)
    assert await current(desk) == Policy(**{name: value})
    assert POLICY_VALUES[name].shown(await current(desk)) == shown


async def test_the_newest_change_holds_and_a_limit_can_be_turned_off_again(desk: Desk) -> None:
    await desk.limit("side_hours_notice", "20")
    await desk.limit("invitation_count_notice", "3")
    await desk.limit("side_hours_notice", "16")
    assert await current(desk) == Policy(side_hours_notice=Decimal(16), invitation_count_notice=3)
    await desk.limit("side_hours_notice", None)
    assert await current(desk) == Policy(invitation_count_notice=3)


async def test_the_history_tells_who_when_what_and_why_newest_first(desk: Desk) -> None:
    await desk.limit("decision_days", "21")
    desk.now += timedelta(days=1)
    await desk.limit("side_hours_notice", "20")
    await desk.limit("decision_days", "10")
    async with desk.storage.transaction() as db:
        changes = await policy.history(db)
    assert [(each.value.name, each.old, each.new) for each in changes] == [
        ("decision_days", 21, 10),
        ("side_hours_notice", None, Decimal(20)),
        ("decision_days", 14, 21),
    ]
    assert changes[0].changed_at == NOW + timedelta(days=1)
    assert {(each.changed_by_name, each.reason) for each in changes} == {
        ("Berend Secretaris", REASON)
    }
    assert policy.newest(changes, "decision_days") == changes[0]
    assert policy.newest(changes, "invitation_explain") is None


async def test_reading_takes_one_query_however_long_the_history(desk: Desk) -> None:
    for days in range(20, 25):
        await desk.limit("decision_days", str(days))
    for read in (policy.current, policy.history):
        async with desk.storage.transaction() as db:
            counted: list[str] = []
            stop = count_queries(desk.storage, counted)
            await read(db)
            stop()
        assert len(counted) == 1


async def test_a_change_is_an_event_that_people_can_read(desk: Desk) -> None:
    await desk.limit("side_hours_notice", "20")
    await desk.limit("side_hours_notice", None)
    chain = await events(desk.storage, OFFICE_CHAIN)
    verify(chain)
    told = [sentence(event.action, event.data) for event in chain]
    label = POLICY_VALUES["side_hours_notice"].label
    assert told == [
        f"Berend Secretaris heeft '{label}' gewijzigd van 'staat uit' in 'boven 20 uur per week'.",
        f"Berend Secretaris heeft '{label}' gewijzigd van 'boven 20 uur per week' in 'staat uit'.",
    ]
    data = chain[0].data
    assert data is not None
    [(key,), _] = await desk.rows("SELECT id FROM policy_change ORDER BY id")
    assert (data["name"], data["reason"], data["change"]) == ("side_hours_notice", REASON, key)
    assert len(data["frozen"]) == 64


@pytest.mark.parametrize(
    "who", ["medewerker", "leidinggevende", "directeur", "rvt", "beheerder", "accountant"]
)
async def test_nobody_but_the_bestuurssecretaris_changes_a_value(desk: Desk, who: str) -> None:
    with pytest.raises(NotFound):
        await desk.limit("side_hours_notice", "20", who)
    assert await current(desk) == Policy()


async def test_a_value_that_does_not_exist_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.limit("maximum", "20")


async def test_who_saw_an_older_value_is_told_that_somebody_was_earlier(desk: Desk) -> None:
    await desk.limit("side_hours_notice", "20", seen=0)
    with pytest.raises(Stale, match="intussen gewijzigd"):
        await desk.limit("side_hours_notice", "16", seen=0)
    await desk.limit("decision_days", "10", seen=0)
    assert await current(desk) == Policy(side_hours_notice=Decimal(20), decision_days=10)


async def test_a_double_click_changes_once(desk: Desk) -> None:
    clicks = [desk.limit("side_hours_notice", "20", seen=0) for _ in range(5)]
    assert await outcomes(*clicks) == {"done": 1, "Stale": 4}
    assert await desk.rows("SELECT count(*) FROM policy_change") == [(1,)]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("side_hours_notice", "", "Vul in wat er voortaan geldt."),
        ("side_hours_notice", "   ", "Vul in wat er voortaan geldt."),
        ("side_hours_notice", "veel", "Vul een getal in, zoals 7,5."),
        ("side_hours_notice", "169", "Vul een getal in van 0 tot en met 168."),
        ("private_use_notice", "-1", "Vul een bedrag in euro's in, zoals 1.234,50."),
        ("invitation_count_notice", "0", "Vul een getal in van 1 tot en met 1000."),
        ("decision_days", "0", "Vul een getal in van 1 tot en met 365."),
        ("decision_days", "366", "Vul een getal in van 1 tot en met 365."),
        ("decision_days", "14", "Dit geldt nu al. Vul iets anders in."),
    ],
)
async def test_a_value_that_cannot_be_is_refused_with_what_to_do(
    desk: Desk, name: str, typed: str, said: str
) -> None:
    assert await refused_fields(desk, name, typed, REASON) == {"value": said}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("  ", "Schrijf op waarom je dit wijzigt."),
        ("a" * 4_001, "Maak de tekst korter: hij telt 4.001 tekens, 4.000 is het meeste."),
        ("\x00", "Er staat een teken in dat niet kan. Typ de tekst opnieuw."),
    ],
)
async def test_a_change_needs_a_reason_even_one_that_turns_a_limit_off(
    desk: Desk, reason: str, said: str
) -> None:
    assert await refused_fields(desk, "side_hours_notice", "20", reason) == {"reason": said}
    await desk.limit("side_hours_notice", "20")
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        last = policy.newest(await policy.history(db), "side_hours_notice")
        assert last is not None
        with pytest.raises(Invalid) as refusal:
            await policy.change(db, actor, "side_hours_notice", None, reason, last.id, NOW)
    assert refusal.value.errors == {"reason": said}


async def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    assert set(await refused_fields(desk, "decision_days", "nooit", "")) == {"value", "reason"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("decision_days", "kan niet uit"), ("side_hours_notice", "staat al uit")],
)
async def test_what_is_off_or_cannot_be_off_is_not_turned_off(
    desk: Desk, name: str, said: str
) -> None:
    with pytest.raises(Unsuitable, match=said):
        await desk.limit(name, None)
