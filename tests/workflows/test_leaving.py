"""What is live of who left (*uit dienst*) is proposed to the bestuurssecretaris: nothing sticks."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from register.clock import day_of
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale
from tests.workflows.desk import Desk
from workflows import leaving
from workflows.leaving import Leaver, Proposal
from workflows.transitions import Move

pytestmark = pytest.mark.storage

LAST_DAY = date(2026, 3, 31)


@pytest.fixture
async def left(desk: Desk) -> Desk:
    """Somebody with an approved declaration, one that waits, one with a question and a concept."""
    for decision in ("goedkeuren", None, "aanvullen"):
        key = await desk.declared(organisation=f"Stichting {decision}")
        if decision:
            await desk.decide("leidinggevende", key, decision)
    await desk.draft()
    await desk.change("medewerker", in_service_until=LAST_DAY)
    desk.now += timedelta(days=30)
    return desk


async def proposals(desk: Desk, who: str = "bestuurssecretaris") -> Sequence[Leaver]:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await leaving.leavers(db, actor, day_of(desk.now))


async def of(desk: Desk, number: str) -> Proposal:
    (leaver,) = await proposals(desk)
    return next(each for each in leaver.proposals if each.number == number)


async def settle(desk: Desk, how: str, proposal: Proposal, why: str = "") -> None:
    actor = await desk.actor("bestuurssecretaris")
    async with desk.storage.transaction() as db:
        act = leaving.keep if how == "keep" else leaving.accept
        await act(db, actor, proposal.id, proposal.version, why, desk.now)


async def accept_all(desk: Desk, leaver: Leaver, who: str = "bestuurssecretaris") -> int:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await leaving.accept_all(db, actor, leaver.person_id, leaver.seen, desk.now)


async def states(desk: Desk) -> list[tuple[object, ...]]:
    return await desk.rows("SELECT status FROM declaration ORDER BY sequence")


async def test_the_day_after_the_last_day_there_are_proposals(left: Desk) -> None:
    left.now -= timedelta(days=9)
    assert day_of(left.now) == LAST_DAY
    assert await proposals(left) == []
    left.now += timedelta(days=1)
    (leaver,) = await proposals(left)
    assert (leaver.name, leaver.left_on) == ("Mees Medewerker", LAST_DAY)
    assert [(each.number, each.move) for each in leaver.proposals] == [
        ("2026-0001", Move.END_OF_LEAVER),
        ("2026-0002", Move.WITHDRAW_OF_LEAVER),
        ("2026-0003", Move.WITHDRAW_OF_LEAVER),
    ]


async def test_all_at_once_ends_what_is_in_force_and_withdraws_the_rest(left: Desk) -> None:
    (leaver,) = await proposals(left)
    assert await accept_all(left, leaver) == 3
    assert await states(left) == [
        ("beeindigd",),
        ("ingetrokken",),
        ("ingetrokken",),
        ("concept",),
    ]
    assert await proposals(left) == []
    assert await left.rows(
        "SELECT count(*) FROM step WHERE decided_at IS NULL AND cancelled_at IS NULL"
    ) == [(0,)]
    assert await left.rows(
        "SELECT data->>'ends_on', data->>'declarant' FROM event "
        "WHERE action = 'declaration.ended_for_leaver'"
    ) == [("2026-03-31", "Mees Medewerker")]
    with pytest.raises(Stale):
        await accept_all(left, leaver)


async def test_all_at_once_is_all_that_was_on_the_screen(left: Desk) -> None:
    (leaver,) = await proposals(left)
    await settle(left, "accept", await of(left, "2026-0003"))
    with pytest.raises(Stale):
        await accept_all(left, leaver)
    assert await states(left) == [
        ("goedgekeurd",),
        ("ingediend",),
        ("ingetrokken",),
        ("concept",),
    ]


async def test_one_can_stay_for_a_reason_until_it_goes_on(left: Desk) -> None:
    proposal = await of(left, "2026-0001")
    with pytest.raises(Invalid) as refused:
        await settle(left, "keep", proposal, " ")
    assert set(refused.value.errors) == {"waarom"}
    await settle(left, "keep", proposal, "Het raakt de nieuwe commissaris.")
    (leaver,) = await proposals(left)
    assert [each.number for each in leaver.proposals] == ["2026-0002", "2026-0003"]
    assert (await left.declaration(proposal.id)).status is Status.GOEDGEKEURD


async def test_what_stays_while_it_waits_comes_back_when_it_was_decided(left: Desk) -> None:
    proposal = await of(left, "2026-0002")
    await settle(left, "keep", proposal, "Het besluit moet er toch komen.")
    (leaver,) = await proposals(left)
    assert [each.number for each in leaver.proposals] == ["2026-0001", "2026-0003"]
    await left.decide("leidinggevende", proposal.id)
    assert (await of(left, "2026-0002")).move is Move.END_OF_LEAVER


async def test_what_waits_for_an_answer_of_who_left_cannot_stay(left: Desk) -> None:
    with pytest.raises(Invalid, match="niemand meer kan geven"):
        await settle(left, "keep", await of(left, "2026-0003"), "Laat maar.")


async def test_a_change_ends_with_what_was_in_force(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    await desk.changed("medewerker", key, hours_per_week="9")
    await desk.change("medewerker", in_service_until=date(2026, 3, 10))
    desk.now += timedelta(days=1)
    proposal = await of(desk, "2026-0001")
    assert proposal.status_label == "In behandeling (wijziging)"
    await settle(desk, "accept", proposal)
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.BEEINDIGD, None)


async def test_who_comes_back_is_proposed_nothing(left: Desk) -> None:
    proposal = await of(left, "2026-0001")
    await left.change("medewerker", in_service_until=None)
    assert await proposals(left) == []
    with pytest.raises(Stale):
        await settle(left, "accept", proposal)


async def test_who_leaves_again_is_looked_at_again(left: Desk) -> None:
    await settle(left, "keep", await of(left, "2026-0001"), "Komt terug.")
    await left.change("medewerker", in_service_until=LAST_DAY + timedelta(days=5))
    (leaver,) = await proposals(left)
    assert "2026-0001" in [each.number for each in leaver.proposals]


async def test_nobody_else_settles_anything(left: Desk) -> None:
    (leaver,) = await proposals(left)
    for who in ("leidinggevende", "directeur", "collega", "beheerder", "accountant", "medewerker"):
        assert await proposals(left, who) == ()
        with pytest.raises(NotFound):
            await accept_all(left, leaver, who)


async def test_a_declaration_of_somebody_in_service_is_not_settled(left: Desk) -> None:
    key: UUID = await left.declared("collega", organisation="Stichting Blijft")
    actor = await left.actor("bestuurssecretaris")
    for act in (leaving.accept, leaving.keep):
        version = (await left.declaration(key)).version
        with pytest.raises(Stale):
            async with left.storage.transaction() as db:
                await act(db, actor, key, version, "Hoort hier niet.", left.now)


async def test_a_stale_page_settles_nothing(left: Desk) -> None:
    proposal = await of(left, "2026-0002")
    await left.decide("leidinggevende", proposal.id, "aanvullen")
    for how in ("accept", "keep"):
        with pytest.raises(Stale):
            await settle(left, how, proposal, "Te laat.")


async def test_the_bestuurssecretaris_gets_one_mail_about_a_leaver(left: Desk) -> None:
    for _ in range(2):
        async with left.storage.transaction() as db:
            await leaving.tell(db, left.now)
        left.now += timedelta(days=1)
    assert await left.rows(
        "SELECT person_id, told->>'count' FROM mail WHERE letter = 'end-proposed'"
    ) == [(left.cast["bestuurssecretaris"].key, "3")]
