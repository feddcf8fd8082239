"""Files that show a condition was met: added before it is reported, and frozen with the report."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from register.decisions import Evidence
from register.errors import Invalid, NotFound, Stale
from register.people import Person
from register.storage import Storage
from tests.workflows.desk import Desk
from tests.workflows.papers import PDF, PNG, upload
from tests.workflows.test_attachments import fetch, stored
from workflows import evidence
from workflows.attachment_rows import AttachmentRow
from workflows.attachments import Added, Upload
from workflows.conditions import RETURN
from workflows.typed_decisions import TypedCondition

pytestmark = pytest.mark.storage

SHOWN = TypedCondition(
    "Laat de getekende brief zien.", "31-12-2026", evidence=Evidence.BEWIJSSTUK.value
)


@pytest.fixture
async def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk at which conditions are met."""
    return Desk(storage, organisation)


async def approved(desk: Desk) -> UUID:
    """Declare, and have it approved under a condition that needs a file."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=(SHOWN,))
    return key


async def add(
    desk: Desk, key: UUID, *uploads: Upload, who: str = "medewerker", seen: int = 0
) -> Added:
    actor, row = await desk.actor(who), await desk.condition(key)
    async with desk.storage.transaction() as db:
        return await evidence.add(db, actor, key, row.id, seen, uploads, desk.now)


async def files(desk: Desk, who: str, key: UUID) -> dict[int | None, Sequence[AttachmentRow]]:
    """Give the files of the condition as somebody sees them, by report."""
    [view] = (await desk.look_at(who, key)).conditions
    return dict(view.evidence)


async def test_a_condition_that_needs_a_file_is_not_reported_without_one(desk: Desk) -> None:
    key = await approved(desk)
    with pytest.raises(Invalid) as refused:
        await desk.report("medewerker", key, uploads=[], words="")
    assert set(refused.value.errors) == {"files", "words"}


async def test_a_report_is_given_with_its_files(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key, uploads=[upload("brief.pdf"), upload("foto.png", PNG)])
    given = await files(desk, "leidinggevende", key)
    assert [each.name for each in given[1]] == ["brief.pdf", "foto.png"]
    assert await fetch(desk, "leidinggevende", given[1][0].id) == PDF


async def test_what_is_added_waits_for_the_report_and_is_nobody_elses_until_then(
    desk: Desk,
) -> None:
    key = await approved(desk)
    await add(desk, key, upload())
    assert await files(desk, "leidinggevende", key) == {}
    [waiting] = (await files(desk, "medewerker", key))[None]
    with pytest.raises(NotFound):
        await fetch(desk, "leidinggevende", waiting.id)
    await desk.report("medewerker", key, uploads=[])
    assert await fetch(desk, "leidinggevende", waiting.id) == PDF


async def test_a_file_that_waits_can_be_taken_away_and_one_that_was_given_cannot(
    desk: Desk,
) -> None:
    key = await approved(desk)
    row = await desk.condition(key)
    actor = await desk.actor("medewerker")
    for _ in range(2):
        await add(desk, key, upload())
        [waiting] = (await files(desk, "medewerker", key))[None]
        async with desk.storage.transaction() as db:
            await evidence.take_away(db, actor, key, row.id, waiting.id)
        assert await stored(desk) == (0, 0)
    await desk.report("medewerker", key)
    [given] = (await files(desk, "medewerker", key))[1]
    async with desk.storage.transaction() as db:
        await evidence.take_away(db, actor, key, row.id, given.id)
    assert await stored(desk) == (1, 1)


async def test_a_report_that_was_returned_is_made_again_with_other_files(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key, RETURN)
    await desk.report("medewerker", key, uploads=[upload("foto.png", PNG)])
    given = await files(desk, "medewerker", key)
    assert [[each.name for each in given[place]] for place in (1, 2)] == [
        ["offerte.pdf"],
        ["foto.png"],
    ]


@pytest.mark.parametrize("who", ["collega", "leidinggevende", "bestuurssecretaris"])
async def test_nobody_adds_files_to_the_report_of_somebody_else(desk: Desk, who: str) -> None:
    key = await approved(desk)
    with pytest.raises(NotFound):
        await add(desk, key, upload(), who=who)


async def test_a_file_for_a_condition_that_was_reported_meanwhile_is_refused(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    with pytest.raises(Stale):
        await add(desk, key, upload("foto.png", PNG), seen=0)
    with pytest.raises(Stale):
        await add(desk, key, upload("foto.png", PNG), seen=1)
