"""Whoever alters a campaign, an answer, an exemption or the frozen list is found out."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from tests.workflows.yearly import attested, closed, exempted, opened

pytestmark = pytest.mark.storage


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with a campaign that was closed and one that is open, each with an answer."""
    desk = Desk(storage, organisation)
    await desk.declared()
    for _ in range(2):
        campaign = await opened(desk)
        await attested(desk, "medewerker")
        await exempted(desk, campaign, "rvt")
        if campaign == 1:
            await closed(desk, campaign)
    return desk


async def test_untouched_campaigns_are_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


LIST = "De vaste lijst van Campagne 1 is daarna gewijzigd."
OPENING = "Campagne {}, of wie daarin opgave moest doen, is daarna gewijzigd."


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ("UPDATE campaign SET title = 'Anders' WHERE id = 2", {OPENING.format(2)}),
        (
            "UPDATE campaign SET words = 'Anders' WHERE id = 1",
            {OPENING.format(1), LIST},
        ),
        ("UPDATE campaign SET closed_by_name = 'Anders' WHERE id = 1", {LIST}),
        (
            "UPDATE campaign_person SET department = 'Anders' WHERE campaign_id = 2",
            {OPENING.format(2)},
        ),
        (
            (
                "INSERT INTO campaign_person SELECT 2, id, 'Ank', 'ank', '900', 'x', 'x' "
                "FROM person WHERE staff_number = '900'"
            ),
            {OPENING.format(2)},
        ),
        (
            (
                "UPDATE campaign_outcome SET outcome = 'geen-opgave', exemption_id = NULL, "
                "reason = NULL WHERE outcome = 'vrijgesteld'"
            ),
            {LIST},
        ),
        ("UPDATE campaign_outcome SET left_on = now() WHERE outcome = 'geen-opgave'", {LIST}),
        ("DELETE FROM campaign_outcome WHERE outcome = 'geen-opgave'", {LIST}),
        ("UPDATE attestation SET said = '[]' WHERE id = 2", {"Opgave 2 is daarna gewijzigd."}),
        (
            "UPDATE attestation SET kind = 'niets-te-melden' WHERE id = 1",
            {"Opgave 1 is daarna gewijzigd."},
        ),
        ("DELETE FROM attestation WHERE id = 2", {"Opgave 2 staat er niet meer."}),
        (
            (
                "INSERT INTO attestation (person_id, person_name, kind, said, seen, at) "
                "SELECT person_id, person_name, kind, said, seen, at FROM attestation WHERE id = 1"
            ),
            {"Opgave 3 heeft geen gebeurtenis."},
        ),
        (
            "UPDATE exemption SET reason = 'Anders' WHERE id = 2",
            {"Vrijstelling 2 is daarna gewijzigd."},
        ),
        ("DELETE FROM exemption WHERE id = 2", {"Vrijstelling 2 staat er niet meer."}),
        (
            (
                "UPDATE campaign SET closed_at = NULL, closed_by = NULL, closed_by_name = NULL "
                "WHERE id = 1"
            ),
            {"Campagne 1 is gesloten, maar staat weer open."},
        ),
        (
            (
                "UPDATE campaign SET closed_at = now(), closed_by = opened_by, "
                "closed_by_name = 'Iemand' WHERE id = 2"
            ),
            {"Dat Campagne 2 is gesloten, heeft geen gebeurtenis."},
        ),
    ],
)
async def test_what_was_altered_is_told(
    storage: Storage, desk: Desk, change: str, faults: set[str]
) -> None:
    if "closed_at = NULL" in change:
        async with storage.engine.begin() as connection:
            await connection.execute(text("DROP INDEX uq_campaign_open"))
    await tamper(storage, change)
    found = {fault.partition(": ")[2] for fault in await told(storage)}
    assert found == faults


async def test_a_campaign_that_was_removed_is_missed(storage: Storage, desk: Desk) -> None:
    for table in ("campaign_outcome", "exemption", "attestation", "campaign_person", "campaign"):
        await tamper(storage, f"DELETE FROM {table}")
    found = [fault.partition(": ")[2] for fault in await told(storage)]
    assert found.count("De campagne van deze gebeurtenis ontbreekt.") == 3
    assert len(found) == 3 + 2 + 2


CHANGES_OF_A_CAMPAIGN = [
    "UPDATE campaign SET title = 'Anders' WHERE id = 2",
    "UPDATE campaign SET closed_at = NULL, closed_by = NULL, closed_by_name = NULL WHERE id = 1",
    "UPDATE campaign SET closed_at = now() WHERE id = 1",
    (
        "UPDATE campaign SET answer_by = answer_by + 1, closed_at = now(), closed_by = opened_by, "
        "closed_by_name = 'Iemand' WHERE id = 2"
    ),
    "DELETE FROM campaign WHERE id = 2",
]


@pytest.mark.parametrize("change", CHANGES_OF_A_CAMPAIGN)
async def test_the_database_refuses_to_change_a_campaign_but_to_close_it(
    storage: Storage, desk: Desk, change: str
) -> None:
    with pytest.raises(DBAPIError, match="A campaign is closed once"):
        async with storage.engine.begin() as connection:
            await connection.execute(text(change))
