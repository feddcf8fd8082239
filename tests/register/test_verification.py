"""Whoever gets past the triggers and alters what is recorded is found out, by chain and link."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import text

from register.append_only import frozen_tables
from register.people import Person
from register.storage import Storage
from register.verification import Verification, verify
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


KNOWN_BY = "Waaraan de partij wordt herkend, is niet wat de keten vertelt."


async def verified(storage: Storage) -> Verification:
    async with storage.transaction() as db:
        return await verify(db)


async def told(storage: Storage) -> Sequence[str]:
    return [fault.told for fault in (await verified(storage)).faults]


async def tamper(storage: Storage, *statements: str) -> None:
    """Do what the database refuses, as its owner can."""
    guarded = ("step", "declaration", "number_series", "signal", "revision_request")
    tables = (*frozen_tables(), *guarded)
    async with storage.transaction() as db:
        connection = await db.connection()
        for action in ("DISABLE", "ENABLE"):
            for table in tables:
                await connection.execute(text(f"ALTER TABLE {table} {action} TRIGGER USER"))
            for statement in statements if action == "DISABLE" else ():
                assert (await connection.execute(text(statement))).rowcount > 0


@pytest.fixture
async def decided(desk: Desk) -> UUID:
    """A declaration of each type, the first approved under a condition."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden")
    for slug in ("opdracht-verwante", "prive-leverancier", "woning", "uitnodiging"):
        await desk.declared(slug=slug)
    await desk.draft()
    return key


async def test_an_untouched_register_is_sound(storage: Storage, decided: UUID) -> None:
    result = await verified(storage)
    assert result.faults == []
    assert (result.chains, result.revisions, result.decisions, result.numbers) == (6, 5, 1, 5)
    assert result.events == 6 + 2 * 5 + 1


async def test_an_answered_question_and_a_withdrawal_are_sound(
    storage: Storage, desk: Desk
) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.submit("medewerker", key)
    await desk.withdraw("medewerker", key)
    assert await told(storage) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE event SET data = data || '{\"revision\": 7}' WHERE seq = 2",
            "schakel 2: De inhoud van deze gebeurtenis is gewijzigd.",
        ),
        (
            "UPDATE event SET data = '{\"x\": 1.5}' WHERE seq = 2",
            "schakel 2: De inhoud van deze gebeurtenis is gewijzigd.",
        ),
        (
            "UPDATE event SET data = '[]' WHERE seq = 2 AND chain = $KEY",
            "schakel 2: De inhoud van deze gebeurtenis is gewijzigd.",
        ),
        (
            "UPDATE event SET actor = '200' WHERE seq = 2 AND chain = $KEY",
            "schakel 2: Deze gebeurtenis is gewij",
        ),
        (
            "UPDATE event SET at = at - interval '1 day' WHERE seq = 2 AND chain = $KEY",
            "schakel 2: Deze gebeurten",
        ),
        (
            "DELETE FROM event WHERE seq = 2 AND chain = $KEY",
            "schakel 3: Hiervoor ontbreekt schakel 2.",
        ),
        (
            "DELETE FROM event WHERE seq = 1 AND chain = $KEY",
            "schakel 2: Hiervoor ontbreekt schakel 1.",
        ),
        (
            "DELETE FROM event WHERE seq < 3 AND chain = $KEY",
            "schakel 3: Hiervoor ontbreekt schakel 1–2.",
        ),
        (
            "DELETE FROM event WHERE action = 'declaration.submitted' AND chain = $KEY",
            "Versie 1 heeft geen gebeurtenis van indiening.",
        ),
        (
            "DELETE FROM event WHERE action LIKE 'decision.%' AND chain = $KEY",
            "Een besluit heeft geen gebeurtenis.",
        ),
        (
            "UPDATE revision SET declarant_name = 'Iemand' WHERE declaration_id = $KEY",
            "Versie 1 is na het indienen gewijzigd.",
        ),
        (
            "UPDATE ancillary_position SET hours_per_week = 1",
            "Versie 1 is na het indienen gewijzigd.",
        ),
        ("DELETE FROM ancillary_position", "De antwoorden van versie 1 ontbreken."),
        (
            "UPDATE step SET reason = 'Anders' WHERE decided_at IS NOT NULL",
            "Het besluit is daarna gewijzigd.",
        ),
        ("UPDATE condition SET due_on = due_on + 1", "Het besluit is daarna gewijzigd."),
        ("DELETE FROM condition", "Het besluit is daarna gewijzigd."),
        (
            "UPDATE finding SET severity = 'notice' WHERE rule = 'NF-4'",
            "Versie 1 is na het indienen gewijzigd.",
        ),
        ("DELETE FROM finding WHERE rule = 'NF-4'", "Versie 1 is na het indienen gewijzigd."),
        (
            "UPDATE finding SET looked_at = '{}' WHERE rule = 'NF-4'",
            "Versie 1 is na het indienen gewijzigd.",
        ),
        (
            (
                "INSERT INTO finding SELECT revision_id, 'XX-1', edition, severity, verdict, "
                "sentence, looked_at FROM finding WHERE rule = 'NF-4'"
            ),
            "Versie 1 is na het indienen gewijzigd.",
        ),
        (
            "UPDATE weighing SET differs = true WHERE rule = 'NF-4'",
            "Het besluit is daarna gewijzigd.",
        ),
        (
            "UPDATE weighing SET acceptance = 'Mag best' WHERE rule = 'NF-4'",
            "Het besluit is daarna gewijzigd.",
        ),
        ("DELETE FROM weighing WHERE rule = 'NF-4'", "Het besluit is daarna gewijzigd."),
        (
            "UPDATE weighing SET looked_at = '{\"x\": 1.5}' WHERE rule = 'NF-4'",
            "Het besluit is daarna gewijzigd.",
        ),
        (
            "UPDATE finding SET looked_at = '{\"x\": 1.5}' WHERE rule = 'NF-4'",
            "Versie 1 is na het indienen gewijzigd.",
        ),
        ("DELETE FROM party_key WHERE key LIKE 'kvk 3712%'", KNOWN_BY),
        ("UPDATE party_key SET key = 'naam iets' WHERE key LIKE 'kvk 3712%'", KNOWN_BY),
        (
            (
                "INSERT INTO party_key (key, revision_id) SELECT 'crediteur J-1', id FROM revision "
                "WHERE declaration_id = $KEY"
            ),
            KNOWN_BY,
        ),
        (
            "UPDATE declaration SET status = 'goedgekeurd' WHERE status = 'voorwaarden'",
            "De status is 'Goedgekeurd' en hoort 'Goedgekeurd onder voorwaarden' te zijn.",
        ),
    ],
)
async def test_what_was_altered_is_told_with_its_declaration_and_link(
    storage: Storage, decided: UUID, statement: str, found: str
) -> None:
    await tamper(storage, statement.replace("$KEY", f"'{decided}'"))
    faults = await told(storage)
    assert any(fault.startswith("2026-0001") and found in fault for fault in faults), faults


async def test_a_rehashed_link_no_longer_fits_the_next(storage: Storage, decided: UUID) -> None:
    """Who computes the hash of the altered link anew is found out by the link after it."""
    await tamper(
        storage,
        "UPDATE event SET prev_hash = sha256('x'), hash = sha256('y') "
        f"WHERE seq = 2 AND chain = '{decided}'",
    )
    faults = await told(storage)
    assert "2026-0001, schakel 3: Deze schakel sluit niet aan op de vorige." in faults


async def test_a_decision_that_was_moved_aside_is_missed(storage: Storage, decided: UUID) -> None:
    await tamper(
        storage,
        "DELETE FROM condition",
        "UPDATE step SET decision = NULL, decided_at = NULL, decided_by = NULL, reason = NULL, "
        "decided_by_name = NULL "
        "WHERE decided_at IS NOT NULL",
    )
    assert any("Het besluit staat er niet meer." in fault for fault in await told(storage))


async def test_a_gap_in_the_numbers_is_told(storage: Storage, decided: UUID) -> None:
    await tamper(
        storage,
        "UPDATE declaration SET year = NULL, sequence = NULL, number = NULL, status = 'concept' "
        "WHERE sequence IN (2, 3)",
        "UPDATE number_series SET last = 6",
    )
    faults = await told(storage)
    assert "2026: In de nummering ontbreekt 2026-0002 tot en met 2026-0003." in faults
    assert "2026: In de nummering ontbreekt 2026-0006." in faults


async def test_a_number_that_was_changed_is_told(storage: Storage, decided: UUID) -> None:
    await tamper(storage, "UPDATE declaration SET number = '2026-9999' WHERE sequence = 2")
    assert "2026-9999: Het nummer 2026-9999 past niet bij plaats 2 van 2026." in await told(storage)


async def test_an_erased_event_is_counted_and_told_and_excuses_nothing(
    storage: Storage, decided: UUID
) -> None:
    """Nothing in the register erases what an event says, so whoever did went past it."""
    await tamper(storage, f"UPDATE event SET data = NULL, salt = NULL WHERE chain = '{decided}'")
    result = await verified(storage)
    assert result.erased == 4
    faults = [fault.told for fault in result.faults]
    for seq in (1, 2, 3, 4):
        assert f"2026-0001, schakel {seq}: De inhoud van deze gebeurtenis is gewist." in faults
    assert "2026-0001: Versie 1 heeft geen gebeurtenis van indiening." in faults
    assert "2026-0001: Een besluit heeft geen gebeurtenis." in faults


async def test_a_weighing_of_a_step_that_nobody_took_is_told(storage: Storage, desk: Desk) -> None:
    await desk.declared()
    await tamper(
        storage,
        "INSERT INTO weighing (step_id, rule, edition, severity, verdict, looked_at, differs) "
        "SELECT id, 'NF-4', '1', 'prohibition', 'complies', '{}', false FROM step",
    )
    assert await told(storage) == ["2026-0001: Er staat een afweging bij een stap zonder besluit."]
