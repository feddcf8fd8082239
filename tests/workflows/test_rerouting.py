"""A step that waits goes to somebody else when the facts of its route change, and it says why."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from register import verification
from register.clock import day_of
from register.decisions import Step
from register.errors import Unsuitable
from register.people import Office
from tests.register.chains import events, verify
from tests.workflows.desk import Desk, with_party
from tests.workflows.test_longer_routes import waits_for
from workflows import worklists
from workflows.transitions import locked

pytestmark = pytest.mark.storage

RELATED = "opdracht-verwante"


async def leaves(desk: Desk, who: str) -> None:
    """Let somebody have left yesterday."""
    await desk.change(who, in_service_until=day_of(desk.now) - timedelta(days=1))


async def rerouted(desk: Desk, key: UUID) -> Sequence[str]:
    """Give the reasons for which the steps of a declaration moved, by a chain that is whole."""
    chain = await events(desk.storage, str(key))
    verify(chain)
    return [
        event.data["why"]
        for event in chain
        if event.data and event.action == "declaration.rerouted"
    ]


async def opened(desk: Desk, key: UUID) -> Step:
    """Give the step that waits."""
    [step] = [each for each in await desk.steps(key) if not (each.decided_at or each.cancelled_at)]
    return step


async def unassigned(desk: Desk, who: str = "bestuurssecretaris") -> list[str]:
    """Give the numbers of what is nobody's, as somebody finds them, and hold the count to it."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        rows = await worklists.unassigned(db, actor)
        mine = await worklists.waiting(db, actor, day_of(desk.now))
        counted = await worklists.waiting_count(db, actor, day_of(desk.now))
    assert counted == len(rows) + len(mine)
    return [row.number for row in rows]


async def test_nothing_moves_while_nothing_changed(desk: Desk) -> None:
    key = await desk.declared()
    before = await desk.declaration(key)
    await desk.reroute()
    assert (await desk.declaration(key)).version == before.version
    assert await rerouted(desk, key) == []


async def test_the_step_of_a_manager_who_left_goes_to_the_one_above_due_on_the_same_day(
    desk: Desk,
) -> None:
    key = await desk.declared()
    due_on = (await opened(desk, key)).due_on
    desk.now += timedelta(days=5)
    await leaves(desk, "leidinggevende")
    await desk.reroute()
    assert await waits_for(desk, key) == ["directeur"]
    old, new = await desk.steps(key)
    assert (new.due_on, new.opened_at) == (due_on, desk.now)
    assert old.cancelled_why == "Lies Leiding is niet meer in dienst."
    assert new.why == "De leidinggevende is niet in dienst. Daarom beslist wie daarboven staat."
    assert await rerouted(desk, key) == ["Lies Leiding is niet meer in dienst."]
    await desk.decide("directeur", key)


async def test_another_manager_gets_the_step(desk: Desk) -> None:
    key = await desk.declared()
    await desk.change("medewerker", manager_id=desk.cast["directeur"].key)
    await desk.reroute()
    assert await waits_for(desk, key) == ["directeur"]
    assert await rerouted(desk, key) == ["De leidinggevende is gewijzigd."]


async def test_doing_it_again_moves_nothing_more(desk: Desk) -> None:
    key = await desk.declared()
    await leaves(desk, "leidinggevende")
    for _ in range(3):
        await desk.reroute()
    assert len(await desk.steps(key)) == 2


async def test_two_at_once_move_a_step_once(desk: Desk) -> None:
    keys = [await desk.declared(**with_party("nevenfunctie", f"S{n}")) for n in range(4)]
    await leaves(desk, "leidinggevende")
    await asyncio.gather(*(desk.reroute() for _ in range(4)))
    await desk.reroute()
    for key in keys:
        assert len(await desk.steps(key)) == 2


async def test_what_somebody_is_at_work_on_is_left_for_the_next_time(desk: Desk) -> None:
    key = await desk.declared()
    await leaves(desk, "leidinggevende")
    async with desk.storage.transaction() as busy:
        await locked(busy, key)
        await asyncio.wait_for(desk.reroute(), 5)
        assert len(await desk.steps(key)) == 1
    await desk.reroute()
    assert len(await desk.steps(key)) == 2


async def test_a_manager_who_turns_out_to_be_in_it_is_refused_and_the_step_moves(
    desk: Desk,
) -> None:
    key = await desk.declared()
    await desk.declared("leidinggevende")
    with pytest.raises(Unsuitable, match="Je hebt zelf een verklaring over dezelfde partij"):
        await desk.decide("leidinggevende", key)
    await desk.reroute()
    assert await waits_for(desk, key) == ["directeur"]
    assert await rerouted(desk, key) == ["Lies Leiding is zelf betrokken."]
    step = await opened(desk, key)
    assert step.why == "De leidinggevende is zelf betrokken. Daarom beslist wie daarboven staat."


async def test_a_manager_who_is_the_related_person_does_not_get_the_step_at_all(
    desk: Desk,
) -> None:
    key = await desk.declared(slug=RELATED, related_person="Lies Leiding")
    assert "leidinggevende" not in await waits_for(desk, key)
    dossier = await desk.look_at("medewerker", key)
    assert dossier.open_step is not None
    assert "zelf betrokken" in dossier.open_step.why


async def test_the_top_of_the_line_who_is_in_it_leaves_it_to_the_chair_of_the_rvt(
    desk: Desk,
) -> None:
    """The director is both the manager and directie, so nobody of directie is left."""
    key = await desk.declared("leidinggevende", RELATED, related_person="Dirk Directeur")
    assert await waits_for(desk, key) == ["rvt"]


async def test_an_office_that_nobody_holds_any_more_passes_its_step_up(desk: Desk) -> None:
    key = await desk.declared("zonder")
    await leaves(desk, "bestuurssecretaris")
    await desk.reroute()
    assert await waits_for(desk, key) == ["directeur"]
    assert await rerouted(desk, key) == ["Bestuurssecretaris kan deze stap niet meer zetten."]


async def test_a_new_holder_of_an_office_finds_its_steps_without_any_moving(desk: Desk) -> None:
    key = await desk.declared("zonder")
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    await leaves(desk, "bestuurssecretaris")
    await desk.reroute()
    assert await waits_for(desk, key) == ["collega"]
    assert await rerouted(desk, key) == []


async def test_what_nobody_can_take_is_nobodys_until_somebody_is_there(desk: Desk) -> None:
    key = await desk.declared("directeur")
    number = (await desk.declaration(key)).number
    await leaves(desk, "rvt")
    await desk.reroute()
    assert await waits_for(desk, key) == []
    assert await unassigned(desk) == [number]
    for who in ("leidinggevende", "medewerker", "beheerder"):
        assert await unassigned(desk, who) == []
    await desk.change("rvt", in_service_until=None)
    await desk.reroute()
    assert await unassigned(desk) == []
    assert await waits_for(desk, key) == ["rvt"]
    assert (await rerouted(desk, key))[-1] == "Er is nu iemand die deze stap kan zetten."


async def test_the_second_pair_of_eyes_moves_up_and_the_decision_stands(desk: Desk) -> None:
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    await leaves(desk, "bestuurssecretaris")
    await leaves(desk, "leidinggevende")
    await desk.reroute()
    assert await waits_for(desk, key) == ["directeur"]
    await desk.decide("directeur", key, "positief")
    assert (await desk.declaration(key)).status.value == "goedgekeurd"


async def test_an_absence_moves_nothing_and_a_deputy_neither(desk: Desk) -> None:
    key = await desk.declared()
    await desk.name_deputy("leidinggevende", "collega")
    await desk.rows(
        "INSERT INTO absence (person_id, starts_on, ends_on) VALUES (:who, :day, :day) RETURNING 1",
        who=desk.cast["leidinggevende"].key,
        day=day_of(desk.now),
    )
    await desk.reroute()
    assert await rerouted(desk, key) == []
    dossier = await desk.look_at("medewerker", key)
    assert dossier.presence is not None
    assert dossier.presence.away_until == day_of(desk.now)
    assert dossier.presence.deputising == (
        "Ook Carla Collega kan deze stap zetten, namens Lies Leiding."
    )


async def test_a_step_moves_while_its_answer_is_awaited_no_more_than_when_it_is_closed(
    desk: Desk,
) -> None:
    asked, closed = await desk.declared(), await desk.declared("collega")
    await desk.decide("leidinggevende", asked, "aanvullen")
    await desk.withdraw("collega", closed)
    await leaves(desk, "leidinggevende")
    await desk.reroute()
    assert await rerouted(desk, asked) == await rerouted(desk, closed) == []


async def test_a_register_in_which_steps_moved_is_sound(desk: Desk) -> None:
    await desk.declared()
    key = await desk.declared("directeur")
    await leaves(desk, "leidinggevende")
    await leaves(desk, "rvt")
    await desk.reroute()
    await desk.assign("bestuurssecretaris", key, "zonder")
    async with desk.storage.transaction() as db:
        found = await verification.verify(db)
    assert found.sound, [fault.told for fault in found.faults]
