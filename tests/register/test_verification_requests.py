"""Whoever alters a request to revise, or its answer, is found out by what its chain tells."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from tests.workflows.test_requesting import answered, asked, declared

pytestmark = pytest.mark.storage

OPEN, ANSWERED = "2026-0001", "2026-0002"


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with a request that waits and one that was answered."""
    desk = Desk(storage, organisation)
    (_, first), (key, second) = await declared(desk), await declared(desk)
    await desk.limit("side_hours_notice", "1")
    await asked(desk, first, second, edition="1")
    await answered(desk, key)
    return desk


async def test_untouched_requests_are_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


def where(number: str) -> str:
    return f"WHERE declaration_id = (SELECT id FROM declaration WHERE number = '{number}')"


@pytest.mark.parametrize("number", [OPEN, ANSWERED])
@pytest.mark.parametrize(
    "change",
    [
        "message = 'Anders'",
        "edition = '2'",
        "requested_at = now()",
        "requested_by_name = 'Iemand'",
        "departures = jsonb_set(departures, '{0,sentence}', '\"Anders\"')",
    ],
)
async def test_a_request_that_was_altered_is_told_with_its_link(
    storage: Storage, desk: Desk, number: str, change: str
) -> None:
    await tamper(storage, f"UPDATE revision_request SET {change} {where(number)}")
    faults = await told(storage)
    assert f"{number}, schakel 4: Het verzoek om te herzien is daarna gewijzigd." in faults
    assert all(fault.startswith(number) for fault in faults)


@pytest.mark.parametrize("change", ["answer = 'Anders'", "answered_at = now()"])
async def test_an_answer_that_was_altered_is_told(
    storage: Storage, desk: Desk, change: str
) -> None:
    await tamper(storage, f"UPDATE revision_request SET {change} {where(ANSWERED)}")
    assert await told(storage) == [
        f"{ANSWERED}, schakel 5: Het antwoord op het verzoek om te herzien is daarna gewijzigd."
    ]


async def test_an_answer_that_was_taken_away_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        f"UPDATE revision_request SET answer = NULL, answered_at = NULL {where(ANSWERED)}",
    )
    gone = "Het verzoek om te herzien is beantwoord, maar het antwoord staat er niet meer."
    assert await told(storage) == [f"{ANSWERED}, schakel 5: {gone}"]


async def test_an_answer_that_nobody_gave_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        f"UPDATE revision_request SET answer = 'Ja', answered_at = now() {where(OPEN)}",
    )
    assert await told(storage) == [
        f"{OPEN}: Het antwoord op een verzoek om te herzien heeft geen gebeurtenis."
    ]


async def test_a_request_that_was_removed_is_missed(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "DELETE FROM revision_request")
    gone = "Het verzoek om te herzien staat er niet meer."
    assert await told(storage) == [
        f"{OPEN}, schakel 4: {gone}",
        f"{ANSWERED}, schakel 4: {gone}",
        f"{ANSWERED}, schakel 5: {gone}",
    ]


async def test_a_request_that_nobody_sent_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        "INSERT INTO revision_request (declaration_id, revision_id, edition, departures, message, "
        "requested_at, requested_by, requested_by_name) SELECT declaration_id, revision_id, '9', "
        f"departures, message, now(), requested_by, 'Iemand' FROM revision_request {where(OPEN)}",
    )
    assert await told(storage) == [f"{OPEN}: Een verzoek om te herzien heeft geen gebeurtenis."]


async def test_a_request_that_was_moved_to_another_declaration_is_told(
    storage: Storage, desk: Desk
) -> None:
    await desk.declared()
    await tamper(
        storage,
        "UPDATE revision_request SET (declaration_id, revision_id) = "
        "(SELECT declaration_id, revision.id FROM revision JOIN declaration d "
        f"ON d.id = declaration_id WHERE d.number = '2026-0003') {where(OPEN)}",
    )
    assert await told(storage) == [
        f"{OPEN}, schakel 4: Het verzoek om te herzien is daarna gewijzigd."
    ]
