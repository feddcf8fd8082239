"""Whoever alters a signal, or how it was settled, is found out by what its chain tells."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from tests.workflows.test_matching import JANSSEN, list_suppliers
from tests.workflows.test_signals import declared, settled

pytestmark = pytest.mark.storage

OPEN, SETTLED = "2026-0001", "2026-0002"
REOPENED = (
    "answer = NULL, reason = NULL, settled_at = NULL, settled_by = NULL, settled_by_name = NULL"
)


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with an open signal and one that is settled."""
    desk = Desk(storage, organisation)
    await list_suppliers(storage, ("J-1", "Janssen Installaties B.V.", "37000001"))
    await declared(desk)
    await settled(desk, await declared(desk, "collega"))
    return desk


async def test_untouched_signals_are_sound(storage: Storage, desk: Desk) -> None:
    await desk.declared(**JANSSEN, zelfde_als="J-1")
    await desk.declared(slug="woning", tenure="antikraak", owner="intermaris", occupant="kind")
    assert await told(storage) == []


def where(number: str) -> str:
    return f"WHERE declaration_id = (SELECT id FROM declaration WHERE number = '{number}')"


@pytest.mark.parametrize("number", [OPEN, SETTLED])
@pytest.mark.parametrize(
    "change",
    ["sentence = 'Anders'", "score = 91", "how = 'kvk', score = NULL", "raised_at = now()"],
)
async def test_a_signal_that_was_altered_is_told_with_its_link(
    storage: Storage, desk: Desk, number: str, change: str
) -> None:
    await tamper(storage, f"UPDATE signal SET {change} {where(number)}")
    faults = await told(storage)
    assert f"{number}, schakel 3: Het signaal is daarna gewijzigd." in faults
    assert all(fault.startswith(number) for fault in faults)


@pytest.mark.parametrize(
    "change",
    [
        "answer = 'nee'",
        "reason = 'Anders'",
        "settled_at = now()",
        "settled_by = (SELECT id FROM person WHERE staff_number = '300')",
        "settled_by_name = 'Iemand'",
    ],
)
async def test_how_it_was_settled_is_told_when_it_was_altered(
    storage: Storage, desk: Desk, change: str
) -> None:
    await tamper(storage, f"UPDATE signal SET {change} {where(SETTLED)}")
    assert await told(storage) == [
        f"{SETTLED}, schakel 5: Hoe het signaal is afgehandeld, is daarna gewijzigd."
    ]


async def test_a_signal_that_was_opened_again_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(storage, f"UPDATE signal SET {REOPENED} {where(SETTLED)}")
    assert await told(storage) == [
        f"{SETTLED}, schakel 5: Het signaal is afgehandeld, maar staat weer open."
    ]


async def test_an_answer_that_nobody_gave_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        "UPDATE signal SET answer = 'nee', settled_at = now(), settled_by = 1, "
        f"settled_by_name = 'Iemand' {where(OPEN)}",
    )
    assert await told(storage) == [
        f"{OPEN}: Dat een signaal is afgehandeld, heeft geen gebeurtenis."
    ]


async def test_a_signal_that_was_removed_is_missed(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "DELETE FROM signal")
    assert await told(storage) == [
        f"{OPEN}, schakel 3: Het signaal staat er niet meer.",
        f"{SETTLED}, schakel 3: Het signaal staat er niet meer.",
        f"{SETTLED}, schakel 5: Het signaal staat er niet meer.",
    ]


async def test_a_signal_that_nothing_raised_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        "INSERT INTO signal (declaration_id, revision_id, kind, sentence, raised_at) "
        "SELECT declaration_id, revision_id, 'uitsluiting', 'Zomaar', now() FROM signal "
        f"{where(OPEN)}",
    )
    assert await told(storage) == [f"{OPEN}: Een signaal heeft geen gebeurtenis."]


async def test_a_signal_that_was_moved_to_another_declaration_is_told(
    storage: Storage, desk: Desk
) -> None:
    await desk.declared("zonder")
    await tamper(
        storage,
        "UPDATE signal SET (declaration_id, revision_id) = "
        "(SELECT declaration_id, revision.id FROM revision JOIN declaration d "
        f"ON d.id = declaration_id WHERE d.number = '2026-0003') {where(OPEN)}",
    )
    assert await told(storage) == [f"{OPEN}, schakel 3: Het signaal is daarna gewijzigd."]
