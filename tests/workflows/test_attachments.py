"""Files with a declaration: added to its form, frozen with what was submitted, and read back."""

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from register.attachments import LARGEST, PART
from register.errors import NotFound, Unsuitable
from register.people import Person
from register.storage import Storage
from tests.workflows.desk import Desk
from tests.workflows.papers import DOCX, JPG, PDF, PNG, large_pdf, upload
from workflows import attachments, drafting
from workflows.attachment_rows import AttachmentRow, of_form, of_revisions
from workflows.attachments import MOST, TOO_MANY, Added, Upload

pytestmark = pytest.mark.storage


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk at which files are added."""
    return Desk(storage, organisation)


async def add(desk: Desk, key: UUID, *uploads: Upload, who: str = "medewerker") -> Added:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await attachments.attach(db, actor, key, uploads, desk.now)


async def take_away(desk: Desk, key: UUID, name: str, who: str = "medewerker") -> str:
    actor = await desk.actor(who)
    [found] = [each for each in await form(desk, key) if each.name == name]
    async with desk.storage.transaction() as db:
        return await attachments.remove(db, actor, key, found.id, desk.now)


async def form(desk: Desk, key: UUID) -> Sequence[AttachmentRow]:
    async with desk.storage.transaction() as db:
        return await of_form(db, key)


async def submitted(desk: Desk, key: UUID) -> list[list[str]]:
    """Give the names of the files of each revision, the first one first."""
    async with desk.storage.transaction() as db:
        found = await of_revisions(db, key)
    return [
        [each.name for each in found.get(revision.id, ())] for revision in await desk.revisions(key)
    ]


async def fetch(desk: Desk, who: str, attachment_id: UUID) -> bytes:
    """Fetch a file as somebody."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        row = await attachments.open_attachment(db, actor, attachment_id, desk.now)
        content = bytearray()
        while part := await attachments.part_of(db, row.id, len(content) // PART + 1):
            content += part
    assert len(content) == row.size
    return bytes(content)


async def stored(desk: Desk) -> tuple[int, int]:
    """Give how many files and parts of files there are."""
    [row] = await desk.rows(
        "SELECT (SELECT count(*) FROM attachment), (SELECT count(*) FROM attachment_part)"
    )
    return int(row[0]), int(row[1])


async def test_files_are_kept_with_a_concept_each_that_can_be(desk: Desk) -> None:
    key = await desk.draft()
    added = await add(
        desk, key, upload(), upload("foto.jpeg", JPG), upload("virus.exe.pdf", b"MZ\x90")
    )
    assert added.names == ["offerte.pdf", "foto.jpeg"]
    assert added.errors == ["virus.exe.pdf: Dit is een programma. Dat kan niet als bijlage."]
    assert [each.name for each in await form(desk, key)] == ["foto.jpeg", "offerte.pdf"]


async def test_the_same_file_is_there_once_under_whatever_name(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    again = await add(desk, key, upload(), upload("kopie.pdf"))
    assert (again.names, again.known) == ([], ["offerte.pdf", "kopie.pdf"])
    assert again.told == "Stond er al: offerte.pdf, kopie.pdf."
    assert len(await form(desk, key)) == 1


async def test_more_files_than_can_be_are_refused_by_name(desk: Desk) -> None:
    key = await desk.draft()
    sent = [upload(f"{number}.pdf", PDF + b"\n" * number) for number in range(MOST + 1)]
    added = await add(desk, key, *sent)
    assert len(added.names) == MOST
    assert added.refused == [(f"{MOST}.pdf", TOO_MANY)]


@pytest.mark.parametrize("size", [PART - 1, PART, PART + 1, 3 * PART])
async def test_a_file_comes_back_byte_for_byte(desk: Desk, size: int) -> None:
    key = await desk.draft()
    content = large_pdf(size)
    await add(desk, key, upload(content=content))
    [row] = await form(desk, key)
    assert row.size == size
    assert await fetch(desk, "medewerker", row.id) == content
    assert await stored(desk) == (1, -(-size // PART))


async def test_a_file_that_was_taken_away_is_gone(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload(), upload("foto.png", PNG))
    assert await take_away(desk, key, "offerte.pdf") == "offerte.pdf"
    assert [each.name for each in await form(desk, key)] == ["foto.png"]
    assert await stored(desk) == (1, 1)


async def test_taking_a_file_away_twice_does_it_once(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    [row] = await form(desk, key)
    actor = await desk.actor("medewerker")
    for name in ("offerte.pdf", ""):
        async with desk.storage.transaction() as db:
            assert await attachments.remove(db, actor, key, row.id, desk.now) == name


async def test_the_files_of_a_concept_go_with_it(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    actor = await desk.actor("medewerker")
    async with desk.storage.transaction() as db:
        await drafting.delete_concept(db, actor, key, desk.now)
    assert await stored(desk) == (0, 0)


async def test_an_answer_begins_with_the_files_that_were_submitted(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload(), upload("foto.png", PNG))
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key, "aanvullen")
    await take_away(desk, key, "foto.png")
    await add(desk, key, upload("brief.docx", DOCX))
    await desk.submit("medewerker", key)
    assert await submitted(desk, key) == [
        ["foto.png", "offerte.pdf"],
        ["offerte.pdf", "brief.docx"],
    ]
    assert await stored(desk) == (3, 3)


async def test_what_was_submitted_and_taken_away_stays_with_the_version_before(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key, "aanvullen")
    [row] = await form(desk, key)
    await take_away(desk, key, "offerte.pdf")
    assert await form(desk, key) == []
    assert await fetch(desk, "leidinggevende", row.id) == PDF


async def test_a_change_begins_with_what_is_in_force_and_leaves_nothing_when_dropped(
    desk: Desk,
) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key)
    await desk.start_change("medewerker", key)
    await add(desk, key, upload("foto.png", PNG))
    await take_away(desk, key, "offerte.pdf")
    await desk.drop_change("medewerker", key)
    assert await stored(desk) == (1, 1)
    await desk.start_change("medewerker", key)
    assert [each.name for each in await form(desk, key)] == ["offerte.pdf"]


async def test_after_a_change_that_was_refused_the_next_begins_with_what_is_in_force(
    desk: Desk,
) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key)
    await desk.start_change("medewerker", key)
    await take_away(desk, key, "offerte.pdf")
    await add(desk, key, upload("foto.png", PNG))
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key, "afwijzen")
    await desk.start_change("medewerker", key)
    assert [each.name for each in await form(desk, key)] == ["offerte.pdf"]
    assert await submitted(desk, key) == [["offerte.pdf"], ["foto.png"]]


@pytest.mark.parametrize("who", ["collega", "leidinggevende", "beheerder", "bestuurssecretaris"])
async def test_nobody_adds_files_to_somebody_elses_form_or_takes_them_away(
    desk: Desk, who: str
) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    with pytest.raises(NotFound):
        await add(desk, key, upload("foto.png", PNG), who=who)
    with pytest.raises(NotFound):
        await take_away(desk, key, "offerte.pdf", who=who)


async def test_nothing_is_added_or_taken_away_once_it_was_submitted(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    with pytest.raises(Unsuitable):
        await add(desk, key, upload("foto.png", PNG))
    with pytest.raises(Unsuitable):
        await take_away(desk, key, "offerte.pdf")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("medewerker", True),
        ("leidinggevende", True),
        ("bestuurssecretaris", True),
        ("directeur", True),
        ("collega", False),
        ("rvt", False),
        ("beheerder", False),
        ("accountant", False),
    ],
)
async def test_who_may_see_the_declaration_may_fetch_its_files_and_nobody_else(
    desk: Desk, who: str, sees: bool
) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    [row] = await form(desk, key)
    if who != "medewerker":
        with pytest.raises(NotFound):
            await fetch(desk, who, row.id)
    await desk.submit("medewerker", key)
    if sees:
        assert await fetch(desk, who, row.id) == PDF
    else:
        with pytest.raises(NotFound):
            await fetch(desk, who, row.id)


async def test_what_is_added_to_an_answer_is_nobody_elses_until_it_is_submitted(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await add(desk, key, upload())
    [row] = await form(desk, key)
    assert await fetch(desk, "medewerker", row.id) == PDF
    with pytest.raises(NotFound):
        await fetch(desk, "leidinggevende", row.id)


async def test_a_file_that_does_not_exist_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await fetch(desk, "bestuurssecretaris", uuid4())


async def test_that_somebody_else_fetched_a_file_is_written_down(desk: Desk) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    [row] = await form(desk, key)
    await fetch(desk, "medewerker", row.id)
    await fetch(desk, "leidinggevende", row.id)
    told = await desk.rows(
        "SELECT actor, data ->> 'name' FROM event WHERE action = 'attachment.fetched'"
    )
    assert told == [(desk.cast["leidinggevende"].staff_number, "offerte.pdf")]


async def test_adding_or_taking_away_makes_an_older_screen_stale(desk: Desk) -> None:
    key = await desk.draft()
    before = (await desk.declaration(key)).version
    later = replace(desk, now=desk.now + timedelta(minutes=1))
    await add(later, key, upload())
    declaration = await desk.declaration(key)
    assert (declaration.version, declaration.updated_at) == (before + 1, later.now)


async def test_half_a_transaction_leaves_nothing_of_a_file(desk: Desk) -> None:
    key = await desk.draft()
    actor = await desk.actor("medewerker")

    async def half() -> None:
        sent = [upload(content=large_pdf(PART * 2))]
        async with desk.storage.transaction() as db:
            await attachments.attach(db, actor, key, sent, desk.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half()
    assert await stored(desk) == (0, 0)


async def test_a_large_file_is_never_held_in_memory_whole(desk: Desk) -> None:
    key = await desk.draft()
    sent = upload(content=large_pdf(LARGEST))
    await add(desk, key, upload("klein.pdf", PDF))
    tracemalloc.start()
    try:
        await add(desk, key, sent)
        _, adding = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        row = next(each for each in await form(desk, key) if each.size == LARGEST)
        for seq in range(1, LARGEST // PART + 1):
            async with desk.storage.transaction() as db:
                assert len(await attachments.part_of(db, row.id, seq)) == PART
        _, fetching = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert adding < LARGEST / 3
    assert fetching < LARGEST / 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attachment SET name = 'anders.pdf'",
        "UPDATE attachment SET sha256 = sha256(''::bytea)",
        "DELETE FROM attachment",
        "UPDATE attachment_part SET data = '\\x00'",
        "DELETE FROM attachment_part",
        "TRUNCATE attachment_part",
        "DELETE FROM revision_attachment",
    ],
)
async def test_the_database_itself_refuses_to_touch_what_was_submitted(
    desk: Desk, statement: str
) -> None:
    key = await desk.draft()
    await add(desk, key, upload())
    await desk.submit("medewerker", key)
    with pytest.raises(DBAPIError, match="never"):
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text(statement))
