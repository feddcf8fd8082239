"""Whoever alters what was reported, judged or asked again is found out by the chain."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from workflows.conditions import RETURN

pytestmark = pytest.mark.storage

MET, REFUSED = "2026-0001", "2026-0002"


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with a condition that was returned and then met, and a refusal looked at again."""
    desk = Desk(storage, organisation)
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden")
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key, RETURN)
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key)
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "afwijzen")
    await desk.ask_again("medewerker", key)
    return desk


async def test_untouched_it_is_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


async def test_it_is_sound_after_the_second_decision_and_the_end(
    storage: Storage, desk: Desk
) -> None:
    rows = await desk.rows("SELECT id FROM declaration ORDER BY number")
    [met, again] = [row[0] for row in rows]
    await desk.end("medewerker", met)
    await desk.decide("directeur", again, "voorwaarden")
    await desk.end("medewerker", again)
    assert await told(storage) == []


@pytest.mark.parametrize(
    "change",
    ["words = 'Anders'", "at = now()", "by_name = 'Iemand'", "position = 7"],
)
async def test_a_report_that_was_altered_is_told(storage: Storage, desk: Desk, change: str) -> None:
    await tamper(storage, f"UPDATE condition_report SET {change} WHERE position = 1")
    assert await told(storage) == [f"{MET}, schakel 5: De melding is daarna gewijzigd."]


@pytest.mark.parametrize(
    "change", ["accepted = true", "reason = 'Anders'", "at = now()", "by_name = 'Iemand'"]
)
async def test_a_judgement_that_was_altered_is_told(
    storage: Storage, desk: Desk, change: str
) -> None:
    await tamper(storage, f"UPDATE condition_judgement SET {change} WHERE NOT accepted")
    assert await told(storage) == [f"{MET}, schakel 6: Het oordeel is daarna gewijzigd."]


async def test_a_judgement_that_was_taken_away_is_missed(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "DELETE FROM condition_judgement WHERE accepted")
    assert await told(storage) == [f"{MET}, schakel 8: Het oordeel staat er niet meer."]


async def test_a_judgement_that_nobody_gave_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(
        storage,
        "WITH made AS (INSERT INTO condition_report (condition_id, declaration_id, position, "
        "words, at, by_id, by_name) SELECT condition_id, declaration_id, 3, words, at, by_id, "
        "by_name FROM condition_report WHERE position = 1 RETURNING id, declaration_id, by_id) "
        "INSERT INTO condition_judgement (report_id, declaration_id, accepted, at, by_id, by_name) "
        "SELECT id, declaration_id, true, now(), by_id, 'Iemand' FROM made",
    )
    assert await told(storage) == [
        f"{MET}: De melding heeft geen gebeurtenis.",
        f"{MET}: Het oordeel heeft geen gebeurtenis.",
    ]


@pytest.mark.parametrize("change", ["reasons = 'Anders'", "asked_at = now()"])
async def test_a_reconsideration_that_was_altered_is_told(
    storage: Storage, desk: Desk, change: str
) -> None:
    await tamper(storage, f"UPDATE reconsideration SET {change}")
    assert await told(storage) == [
        f"{REFUSED}, schakel 5: Het verzoek om heroverweging is daarna gewijzigd."
    ]


async def test_a_reconsideration_that_was_taken_away_is_missed(
    storage: Storage, desk: Desk
) -> None:
    await tamper(storage, "DELETE FROM reconsideration")
    assert await told(storage) == [
        f"{REFUSED}, schakel 5: Het verzoek om heroverweging staat er niet meer."
    ]


@pytest.mark.parametrize(
    "change", ["evidence = 'bewijsstuk'", "owner_id = 1, owner_name = 'Iemand'", "text = 'Anders'"]
)
async def test_a_condition_that_was_altered_is_told(
    storage: Storage, desk: Desk, change: str
) -> None:
    await tamper(storage, f"UPDATE condition SET {change}")
    assert await told(storage) == [f"{MET}, schakel 4: Het besluit is daarna gewijzigd."]


async def test_a_ground_that_was_altered_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(storage, "UPDATE step SET ground = 'overbelasting' WHERE decision = 'afwijzen'")
    assert await told(storage) == [f"{REFUSED}, schakel 4: Het besluit is daarna gewijzigd."]


@pytest.mark.parametrize("table", ["condition_report", "condition_judgement", "reconsideration"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
async def test_the_database_refuses_to_change_them(
    storage: Storage, desk: Desk, table: str, change: str
) -> None:
    column = "asked_at" if table == "reconsideration" else "at"
    statement = change.format(table).replace(" at =", f" {column} =")
    with pytest.raises(Exception, match=r"never changed or removed|cannot truncate"):
        await desk.rows(statement)
