"""Whoever alters a change, a review or what a leaver keeps, is found out by its chain."""

from datetime import date, timedelta

import pytest

from register.clock import day_of
from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from workflows import leaving, looking_again, reviews

pytestmark = pytest.mark.storage

CHANGING, REFUSED, REVIEWED, ASKED = (f"2026-000{place}" for place in range(1, 5))


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A change that waits, one that was refused, reviews, and what became of a leaver's."""
    desk = Desk(storage, organisation)
    keys = [
        await desk.declared(organisation=f"Stichting {place}", starts_on="01-12-2027")
        for place in range(4)
    ]
    for key in keys:
        await desk.decide("leidinggevende", key)
    desk.now += timedelta(days=366)
    async with storage.transaction() as db:
        await reviews.open_due(db, desk.now)
    desk.now += timedelta(hours=1)
    await desk.changed("medewerker", keys[0], hours_per_week="9")
    await desk.changed("medewerker", keys[1], hours_per_week="30")
    desk.now += timedelta(hours=1)
    await desk.decide("leidinggevende", keys[1], "afwijzen")
    mees = await desk.actor("medewerker")
    async with storage.transaction() as db:
        review = await reviews.open_review(db, keys[2])
        assert review is not None
        await looking_again.confirm(db, mees, keys[2], review.key, "Nog zo.", desk.now)
    return desk


@pytest.fixture
async def left(storage: Storage, desk: Desk) -> Desk:
    """Somebody left: one of theirs was let stand, the others were ended or withdrawn."""
    kept = await desk.declared("collega", organisation="Stichting Blijft", starts_on="01-12-2027")
    await desk.decide("leidinggevende", kept)
    await desk.declared("collega", organisation="Stichting Weg", starts_on="01-12-2027")
    await desk.change("collega", in_service_until=date(2027, 3, 11))
    desk.now += timedelta(days=1)
    berend = await desk.actor("bestuurssecretaris")
    async with storage.transaction() as db:
        version = (await desk.declaration(kept)).version
        await leaving.keep(db, berend, kept, version, "Nog nodig.", desk.now)
    async with storage.transaction() as db:
        (leaver,) = await leaving.leavers(db, berend, day_of(desk.now))
        await leaving.accept_all(db, berend, leaver.person_id, leaver.seen, desk.now)
    return desk


def of(number: str) -> str:
    return f"(SELECT id FROM declaration WHERE number = '{number}')"


async def test_what_came_after_decisions_is_sound(storage: Storage, left: Desk) -> None:
    assert await told(storage) == []


STANDS = "Wat van kracht blijft zolang een wijziging loopt, is gewijzigd."
IN_FORCE = "De versie die van kracht is, is een andere dan er is goedgekeurd."


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            f"UPDATE declaration SET stands = 'voorwaarden' WHERE number = '{CHANGING}'",
            f"{CHANGING}: {STANDS}",
        ),
        (
            f"UPDATE declaration SET stands = NULL WHERE number = '{CHANGING}'",
            f"{CHANGING}: {STANDS}",
        ),
        (
            (
                "UPDATE declaration SET in_force_id = (SELECT id FROM revision WHERE "
                f"declaration_id = {of(REFUSED)} AND revision_number = 2) "
                f"WHERE number = '{REFUSED}'"
            ),
            f"{REFUSED}: {IN_FORCE}",
        ),
        (
            (
                "UPDATE declaration SET in_force_id = (SELECT id FROM revision WHERE "
                f"declaration_id = {of(ASKED)}) WHERE number = '{REFUSED}'"
            ),
            f"{REFUSED}: {IN_FORCE}",
        ),
        (
            (
                f"UPDATE declaration SET status = 'goedgekeurd', stands = NULL "
                f"WHERE number = '{CHANGING}'"
            ),
            f"{CHANGING}: De status is 'Goedgekeurd' en hoort 'In behandeling' te zijn.",
        ),
        (
            (
                f"DELETE FROM transition WHERE declaration_id = {of(REFUSED)} "
                "AND action = 'wijziging afwijzen'"
            ),
            (
                f"{REFUSED}, schakel 9: De overgang naar 'Goedgekeurd' van deze gebeurtenis "
                "ontbreekt."
            ),
        ),
    ],
)
async def test_what_is_in_force_cannot_be_altered_unseen(
    storage: Storage, desk: Desk, statement: str, found: str
) -> None:
    await tamper(storage, statement)
    assert found in await told(storage)


@pytest.mark.parametrize(
    ("number", "change", "found"),
    [
        (REVIEWED, "due_on = due_on + 1", "De vraag om na te kijken is daarna gewijzigd."),
        (ASKED, "opened_at = now()", "De vraag om na te kijken is daarna gewijzigd."),
        (REVIEWED, "words = 'Anders'", "Wat er bij het nakijken is gezegd, is daarna gewijzigd."),
        (
            REVIEWED,
            (
                "answer = NULL, words = NULL, answered_at = NULL, answered_by = NULL, "
                "answered_by_name = NULL"
            ),
            "De verklaring is nagekeken, maar het antwoord staat er niet meer.",
        ),
    ],
)
async def test_a_review_that_was_altered_is_told(
    storage: Storage, desk: Desk, number: str, change: str, found: str
) -> None:
    await tamper(storage, f"UPDATE review SET {change} WHERE declaration_id = {of(number)}")
    faults = await told(storage)
    assert any(fault.startswith(number) and fault.endswith(found) for fault in faults), faults
    assert all(fault.startswith(number) for fault in faults)


async def test_an_answer_that_nobody_gave_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        "UPDATE review SET answer = 'ongewijzigd', answered_at = now(), answered_by = 1, "
        f"answered_by_name = 'Iemand' WHERE declaration_id = {of(ASKED)}",
    )
    assert await told(storage) == [
        f"{ASKED}: Wat er bij het nakijken is gezegd, heeft geen gebeurtenis."
    ]


async def test_a_review_that_was_taken_away_or_slipped_in_is_told(
    storage: Storage, desk: Desk
) -> None:
    await tamper(
        storage,
        f"UPDATE review SET id = id + 1000 WHERE declaration_id = {of(ASKED)}",
    )
    faults = await told(storage)
    assert f"{ASKED}: Een vraag om na te kijken heeft geen gebeurtenis." in faults
    assert any(fault.endswith("De vraag om na te kijken staat er niet meer.") for fault in faults)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE kept_declaration SET reason = 'Anders'",
            "Waarom de verklaring blijft staan, is gewijzigd.",
        ),
        (
            "DELETE FROM kept_declaration",
            "Waarom de verklaring blijft staan, ontbreekt.",
        ),
        (
            "UPDATE kept_declaration SET id = id + 1000",
            "Dat de verklaring blijft staan, heeft geen gebeurtenis.",
        ),
    ],
)
async def test_what_lets_a_leavers_declaration_stand_cannot_be_altered_unseen(
    storage: Storage, left: Desk, statement: str, found: str
) -> None:
    await tamper(storage, statement)
    faults = await told(storage)
    assert any(fault.startswith("2027-0001") and fault.endswith(found) for fault in faults), faults


async def test_the_day_on_which_a_leaver_ended_cannot_be_altered_unseen(
    storage: Storage, left: Desk
) -> None:
    await tamper(
        storage,
        "UPDATE transition SET why = 'Beëindigd per 01-01-2027' "
        "WHERE action = 'intrekken na uitdiensttreding'",
    )
    faults = await told(storage)
    assert any(
        fault.endswith("De overgang naar 'Ingetrokken' heeft een andere reden dan de gebeurtenis.")
        for fault in faults
    )
