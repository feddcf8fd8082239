"""What a declarant does after submitting: answer, withdraw and end."""

from datetime import timedelta

import pytest

from register.declarations import Status
from register.errors import Invalid, NotFound, Stale, Unsuitable
from tests.workflows.desk import Desk
from workflows.drafting import question

pytestmark = pytest.mark.storage

ASKED = "Hoeveel uur is het in de zomer?"


async def asked(desk: Desk) -> object:
    """Give the question that a declaration waits for an answer to."""
    [(key,)] = await desk.rows("SELECT id FROM declaration")
    async with desk.storage.transaction() as db:
        return await question(db, await desk.declaration(key))


async def test_an_answer_is_a_second_revision_under_the_same_number(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen", reason=ASKED)
    assert await asked(desk) == ASKED
    first = (await desk.revisions(key))[0]
    desk.now += timedelta(days=3)
    await desk.type("medewerker", key, hours_per_week="5")
    told = await desk.submit("medewerker", key)
    assert (told.number, told.revision_number) == ("2026-0001", 2)
    assert await asked(desk) is None
    revisions = await desk.revisions(key)
    assert revisions[0] == first
    assert [each.revision_number for each in revisions] == [1, 2]
    assert await desk.rows(
        "SELECT hours_per_week::text FROM ancillary_position JOIN revision ON id = revision_id "
        "ORDER BY revision_number"
    ) == [("3.50",), ("5.00",)]
    assert (await desk.declaration(key)).submitted_at == first.submitted_at


async def test_an_answer_goes_to_who_decides_on_that_day(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.change("medewerker", manager_id=desk.cast["directeur"].key)
    await desk.submit("medewerker", key)
    old, new = await desk.steps(key)
    assert (old.person_id, new.person_id) == (
        desk.cast["leidinggevende"].key,
        desk.cast["directeur"].key,
    )
    assert old.revision_id != new.revision_id
    with pytest.raises(NotFound):
        await desk.decide("leidinggevende", key)
    await desk.decide("directeur", key)


async def test_a_withdrawn_declaration_keeps_its_number_and_waits_for_nobody(desk: Desk) -> None:
    key = await desk.declared()
    await desk.withdraw("medewerker", key, "  Het gaat niet door.  ")
    declaration, [step] = await desk.declaration(key), await desk.steps(key)
    assert (declaration.status, declaration.number) == (Status.INGETROKKEN, "2026-0001")
    assert step.cancelled_at == desk.now
    assert step.decision is None
    assert await desk.rows("SELECT why FROM transition WHERE action = 'intrekken'") == [
        ("Het gaat niet door.",)
    ]
    assert (await desk.submit("medewerker", await desk.draft())).number == "2026-0002"


async def test_one_may_withdraw_instead_of_answering_without_a_reason(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.withdraw("medewerker", key, " ")
    assert (await desk.declaration(key)).status is Status.INGETROKKEN
    with pytest.raises(Unsuitable):
        await desk.submit("medewerker", key)


async def test_a_reason_that_cannot_be_kept_is_told_not_cut(desk: Desk) -> None:
    key = await desk.declared()
    for why in ("a\x00b", "\ud800", "\u202e", "x" * 4_001):
        with pytest.raises(Invalid) as refused:
            await desk.withdraw("medewerker", key, why)
        assert refused.value.sentence == refused.value.errors["reden"]
    assert (await desk.declaration(key)).status is Status.INGEDIEND


@pytest.mark.parametrize("decision", ["goedkeuren", "voorwaarden", "afwijzen"])
async def test_what_is_decided_is_not_withdrawn(desk: Desk, decision: str) -> None:
    key = await desk.declared()
    seen = (await desk.declaration(key)).version
    await desk.decide("leidinggevende", key, decision)
    with pytest.raises(Unsuitable, match="Dit kan niet meer"):
        await desk.withdraw("medewerker", key)
    with pytest.raises(Stale):
        await desk.withdraw("medewerker", key, version=seen)


async def test_a_concept_is_deleted_not_withdrawn(desk: Desk) -> None:
    key = await desk.draft()
    with pytest.raises(Unsuitable, match="intrekken hoeft niet"):
        await desk.withdraw("medewerker", key)


@pytest.mark.parametrize("decision", ["goedkeuren", "voorwaarden"])
async def test_what_was_approved_can_be_ended_per_a_day(desk: Desk, decision: str) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, decision)
    await desk.end("medewerker", key, "10-03-2026")
    assert (await desk.declaration(key)).status is Status.BEEINDIGD
    assert await desk.rows(
        "SELECT data->>'ends_on' FROM event WHERE action = 'declaration.ended'"
    ) == [("2026-03-10",)]
    with pytest.raises(Unsuitable):
        await desk.end("medewerker", key)


async def test_an_end_has_a_day_that_has_come(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    for typed, sentence in (
        ("11-03-2026", "vandaag of eerder"),
        ("", "zoals 31-12-2026"),
        ("31-02-2026", "bestaat niet"),
    ):
        with pytest.raises(Invalid) as refused:
            await desk.end("medewerker", key, typed)
        assert sentence in refused.value.errors["ends_on"]


async def test_what_is_not_in_force_cannot_end(desk: Desk) -> None:
    waiting, refused = await desk.declared(), await desk.declared()
    await desk.decide("leidinggevende", refused, "afwijzen")
    for key in (waiting, refused):
        with pytest.raises(Unsuitable):
            await desk.end("medewerker", key)


async def test_nobody_else_withdraws_or_ends_a_declaration(desk: Desk) -> None:
    waiting, approved = await desk.declared(), await desk.declared()
    await desk.decide("leidinggevende", approved)
    for who in ("collega", "leidinggevende", "bestuurssecretaris", "directeur", "accountant"):
        with pytest.raises(NotFound):
            await desk.withdraw(who, waiting)
        with pytest.raises(NotFound):
            await desk.end(who, approved)
