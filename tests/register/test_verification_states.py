"""Whoever alters the course of a declaration, or a guard, is found out by what its chain tells."""

from datetime import timedelta

import pytest

from register import sessions
from register.audit import OFFICE_CHAIN, Happening, record
from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage

WITHDRAWN, ENDED, WAITING = "2026-0001", "2026-0002", "2026-0003"


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A declaration that was withdrawn after a question, one that ended and one that waits."""
    desk = Desk(storage, organisation)
    withdrawn = await desk.declared()
    later(desk)
    await desk.decide("leidinggevende", withdrawn, "aanvullen")
    later(desk)
    await desk.submit("medewerker", withdrawn)
    later(desk)
    await desk.withdraw("medewerker", withdrawn, "Toch niet.")
    ended = await desk.declared()
    later(desk)
    await desk.decide("leidinggevende", ended)
    later(desk)
    await desk.end("medewerker", ended)
    await desk.declared("collega")
    return desk


def later(desk: Desk) -> None:
    desk.now += timedelta(hours=1)


def of(number: str) -> str:
    return f"declaration_id = (SELECT id FROM declaration WHERE number = '{number}')"


async def test_a_whole_course_is_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


COPY_OF_STEP = (
    "INSERT INTO step (declaration_id, revision_id, position, role, person_id, why, opened_at, "
    "due_on) SELECT declaration_id, revision_id, 2, role, person_id, why, opened_at, due_on "
    f"FROM step WHERE {of(WAITING)}"
)
COPY_OF_TRANSITION = (
    "INSERT INTO transition (declaration_id, action, from_status, to_status, at, by_id, why) "
    "SELECT declaration_id, action, from_status, to_status, at + interval '1 day', by_id, why "
    f"FROM transition WHERE {of(ENDED)} AND to_status = 'goedgekeurd'"
)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            (
                f"UPDATE transition SET to_status = 'afgewezen' WHERE {of(ENDED)} "
                "AND to_status = 'goedgekeurd'"
            ),
            "2026-0002: De overgang naar 'Afgewezen' heeft geen gebeurtenis.",
        ),
        (
            (
                f"UPDATE transition SET from_status = 'voorwaarden' WHERE {of(ENDED)} "
                "AND to_status = 'beeindigd'"
            ),
            "2026-0002, schakel 5: De overgang naar 'Beëindigd' hoort van 'Goedgekeurd' te komen.",
        ),
        (
            (
                f"UPDATE transition SET at = at - interval '1 day' WHERE {of(ENDED)} "
                "AND to_status = 'goedgekeurd'"
            ),
            "2026-0002, schakel 4: De overgang naar 'Goedgekeurd' van deze gebeurtenis ontbreekt.",
        ),
        (
            (
                "UPDATE transition SET by_id = (SELECT id FROM person WHERE staff_number = '301') "
                f"WHERE {of(ENDED)} AND to_status = 'goedgekeurd'"
            ),
            (
                "2026-0002, schakel 4: De overgang naar 'Goedgekeurd' "
                "staat op naam van iemand anders dan de gebeurtenis."
            ),
        ),
        (
            f"UPDATE transition SET why = 'Anders' WHERE {of(ENDED)} AND to_status = 'goedgekeurd'",
            (
                "2026-0002, schakel 4: De overgang naar 'Goedgekeurd' "
                "heeft een andere reden dan de gebeurtenis."
            ),
        ),
        (
            (
                f"UPDATE transition SET why = 'Beëindigd per 02-03-2026' WHERE {of(ENDED)} "
                "AND to_status = 'beeindigd'"
            ),
            (
                "2026-0002, schakel 5: De overgang naar 'Beëindigd' "
                "heeft een andere reden dan de gebeurtenis."
            ),
        ),
        (
            f"UPDATE transition SET why = NULL WHERE {of(WITHDRAWN)} AND to_status = 'ingetrokken'",
            (
                "2026-0001, schakel 7: De overgang naar 'Ingetrokken' "
                "heeft een andere reden dan de gebeurtenis."
            ),
        ),
        (
            f"DELETE FROM transition WHERE {of(WITHDRAWN)} AND to_status = 'aanvulling'",
            (
                "2026-0001, schakel 4: De overgang naar 'Aanvulling gevraagd' van deze gebeurtenis "
                "ontbreekt."
            ),
        ),
        (COPY_OF_TRANSITION, "2026-0002: De overgang naar 'Goedgekeurd' heeft geen gebeurtenis."),
        (
            f"UPDATE transition SET id = id + 1000 WHERE {of(ENDED)} AND to_status = 'goedgekeurd'",
            "2026-0002, schakel 4: De overgang naar 'Goedgekeurd' van deze gebeurtenis ontbreekt.",
        ),
        (
            f"UPDATE step SET task = 'advies' WHERE {of(WAITING)}",
            "2026-0003: De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd.",
        ),
        (
            (
                "UPDATE step SET person_id = (SELECT id FROM person WHERE staff_number = '100') "
                f"WHERE {of(WAITING)}"
            ),
            "2026-0003: De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd.",
        ),
        (COPY_OF_STEP, "2026-0003: Er wacht meer dan één stap op een besluit."),
        (COPY_OF_STEP, "2026-0003: Een stap heeft geen gebeurtenis waarmee hij begon."),
        (
            (
                f"UPDATE step SET cancelled_at = NULL WHERE {of(WITHDRAWN)} "
                "AND cancelled_at IS NOT NULL"
            ),
            "2026-0001: Er wacht een stap op een besluit, maar de status is 'Ingetrokken'.",
        ),
        (
            f"UPDATE step SET cancelled_at = now() WHERE {of(WAITING)}",
            "2026-0003: Een stap is vervallen zonder dat de verklaring toen is ingetrokken.",
        ),
        (
            f"UPDATE step SET role = 'rvt', person_id = NULL WHERE {of(WAITING)}",
            "2026-0003: De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd.",
        ),
        (
            f"UPDATE step SET due_on = due_on + 30 WHERE {of(WAITING)}",
            "2026-0003: De persoon, de rol, de termijn of de uitleg van een stap is gewijzigd.",
        ),
        (
            f"DELETE FROM step WHERE {of(WAITING)}",
            "2026-0003, schakel 3: De stap van deze gebeurtenis ontbreekt.",
        ),
        (
            "UPDATE declaration SET number = '2026-0004', sequence = 4 WHERE sequence = 3",
            "2026-0004: Het nummer is 2026-0004 en hoort volgens de keten 2026-0003 te zijn.",
        ),
        (
            (
                "UPDATE declaration SET declarant_id = (SELECT id FROM person WHERE staff_number = "
                "'300') WHERE sequence = 3"
            ),
            (
                "2026-0003, schakel 2: De verklaring "
                "staat op naam van iemand anders dan wie versie 1 indiende."
            ),
        ),
        (
            (
                "UPDATE declaration SET submitted_at = submitted_at - interval '1 day' "
                "WHERE sequence = 3"
            ),
            "2026-0003: De dag waarop de verklaring is ingediend, is gewijzigd.",
        ),
    ],
)
async def test_a_course_that_was_altered_is_told_with_its_declaration(
    storage: Storage, desk: Desk, statement: str, found: str
) -> None:
    await tamper(storage, statement)
    assert found in await told(storage)


async def test_a_state_that_was_altered_with_its_transition_is_told(
    storage: Storage, desk: Desk
) -> None:
    """A transition beside the new state does not make it so: the chain tells of none."""
    await tamper(
        storage,
        f"DELETE FROM transition WHERE {of(ENDED)} AND to_status = 'beeindigd'",
        f"UPDATE declaration SET status = 'goedgekeurd' WHERE number = '{ENDED}'",
    )
    faults = await told(storage)
    assert "2026-0002: De status is 'Goedgekeurd' en hoort 'Beëindigd' te zijn." in faults


async def test_the_chain_of_the_office_is_missed_once_somebody_signed_in(
    storage: Storage, desk: Desk
) -> None:
    actor = await desk.actor("medewerker")
    async with storage.transaction() as db:
        await sessions.begin(db, actor.id, desk.now, 8)
        await record(db, OFFICE_CHAIN, actor, Happening.SIGNED_IN, desk.now)
    assert await told(storage) == []
    await tamper(storage, f"DELETE FROM event WHERE chain = '{OFFICE_CHAIN}'")
    assert await told(storage) == [
        "kantoor: De keten van het kantoor ontbreekt, terwijl er is aangemeld."
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "ALTER TABLE event DISABLE TRIGGER event_rows",
            "De beveiliging event_rows van tabel event ontbreekt of staat uit.",
        ),
        (
            "ALTER TABLE event ENABLE REPLICA TRIGGER event_rows",
            "De beveiliging event_rows van tabel event ontbreekt of staat uit.",
        ),
        (
            "DROP TRIGGER condition_truncate ON condition",
            "De beveiliging condition_truncate van tabel condition ontbreekt of staat uit.",
        ),
        (
            (
                "CREATE OR REPLACE TRIGGER step_rows BEFORE UPDATE OR DELETE ON step "
                "FOR EACH ROW WHEN (false) EXECUTE FUNCTION guard_step()"
            ),
            "De beveiliging step_rows van tabel step ontbreekt of staat uit.",
        ),
        (
            (
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "'BEGIN RETURN NEW; END'"
            ),
            "De functie refuse_change, die tabellen beveiligt, is gewijzigd.",
        ),
    ],
)
async def test_a_guard_that_does_not_stand_is_told(
    storage: Storage, desk: Desk, statement: str, found: str
) -> None:
    async with storage.engine.begin() as connection:
        await connection.exec_driver_sql(statement)
    assert await told(storage) == [f"database: {found}"]
