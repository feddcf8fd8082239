"""Whoever alters a file, or what is known of it, is found out."""

from uuid import UUID

import pytest

from register.people import Person
from register.storage import Storage
from tests.register.test_verification import tamper, told
from tests.workflows.desk import Desk
from tests.workflows.papers import PNG, large_pdf, upload
from tests.workflows.test_attachments import add
from tests.workflows.test_condition_files import SHOWN

pytestmark = pytest.mark.storage


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk with a declaration that has two files, and one whose condition was met with a file."""
    desk = Desk(storage, organisation)
    key = await desk.draft()
    await add(desk, key, upload(content=large_pdf(600_000)), upload("foto.png", PNG))
    await desk.submit("medewerker", key)
    other = await desk.declared()
    await desk.decide("leidinggevende", other, "voorwaarden", conditions=(SHOWN,))
    await desk.report("medewerker", other, uploads=[upload("brief.pdf")])
    return desk


async def test_untouched_files_are_sound(storage: Storage, desk: Desk) -> None:
    assert await told(storage) == []


async def test_files_of_a_concept_are_sound(storage: Storage, desk: Desk) -> None:
    key: UUID = await desk.draft()
    await add(desk, key, upload())
    assert await told(storage) == []


LARGE = "(SELECT id FROM attachment WHERE name = 'offerte.pdf')"
OF_LARGE = f"WHERE attachment_id = {LARGE}"
GIVEN = "(SELECT id FROM attachment WHERE name = 'brief.pdf')"
SPOILED = "Wat in bijlage {} staat, is gewijzigd."


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE attachment_part SET data = set_byte(data, 99, 7) {OF_LARGE} AND seq = 2",
        f"UPDATE attachment_part SET data = data || '\\x00' {OF_LARGE} AND seq = 3",
        f"DELETE FROM attachment_part {OF_LARGE} AND seq = 2",
        f"DELETE FROM attachment_part {OF_LARGE} AND seq = 3",
        f"DELETE FROM attachment_part {OF_LARGE}",
        f"INSERT INTO attachment_part VALUES ({LARGE}, 4, '\\x00')",
        f"UPDATE attachment_part SET seq = 7 {OF_LARGE} AND seq = 3",
    ],
)
async def test_a_file_in_which_something_was_altered_is_told_by_name(
    storage: Storage, desk: Desk, statement: str
) -> None:
    await tamper(storage, statement)
    assert await told(storage) == [f"2026-0001: {SPOILED.format('offerte.pdf')}"]


async def test_who_makes_the_sha_256_fit_is_found_out_by_the_submission(
    storage: Storage, desk: Desk
) -> None:
    await tamper(
        storage,
        f"UPDATE attachment_part SET data = set_byte(data, 99, 7) WHERE attachment_id = {LARGE}",
    )
    await tamper(
        storage,
        "UPDATE attachment SET sha256 = (SELECT sha256(string_agg(data, ''::bytea ORDER BY seq)) "
        f"FROM attachment_part WHERE attachment_id = {LARGE}) WHERE id = {LARGE}",
    )
    assert await told(storage) == ["2026-0001, schakel 2: Versie 1 is na het indienen gewijzigd."]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attachment SET name = 'anders.pdf' WHERE name = 'offerte.pdf'",
        "UPDATE attachment SET uploaded_by_name = 'Iemand' WHERE name = 'offerte.pdf'",
        f"DELETE FROM revision_attachment WHERE attachment_id = {LARGE}",
        "UPDATE revision_attachment SET position = position + 5",
    ],
)
async def test_what_was_submitted_with_a_version_cannot_be_altered_unseen(
    storage: Storage, desk: Desk, statement: str
) -> None:
    await tamper(storage, statement)
    assert await told(storage) == ["2026-0001, schakel 2: Versie 1 is na het indienen gewijzigd."]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE attachment SET name = 'anders.pdf' WHERE id = {GIVEN}",
        f"UPDATE attachment SET report_position = NULL, in_draft = true WHERE id = {GIVEN}",
    ],
)
async def test_the_files_of_a_report_cannot_be_altered_unseen(
    storage: Storage, desk: Desk, statement: str
) -> None:
    await tamper(storage, statement)
    [fault] = await told(storage)
    assert fault.startswith("2026-0002, schakel ")
    assert fault.endswith("De melding is daarna gewijzigd.")


async def test_a_file_of_a_report_that_nobody_made_is_told(storage: Storage, desk: Desk) -> None:
    await tamper(storage, f"UPDATE attachment SET report_position = 9 WHERE id = {GIVEN}")
    assert "2026-0002: Bijlage brief.pdf hoort bij een melding die er niet is." in await told(
        storage
    )
