"""The bestuurssecretaris gives a step to somebody, with a reason, and never to who is in it."""

from datetime import timedelta
from uuid import UUID

import pytest

from register.clock import day_of
from register.decisions import ReviewerRole
from register.errors import Invalid, NotFound, Stale
from tests.register.chains import events, verify
from tests.workflows.desk import REASON, Desk
from tests.workflows.test_at_once import outcomes
from tests.workflows.test_longer_routes import waits_for
from tests.workflows.test_rerouting import leaves, opened, unassigned

pytestmark = pytest.mark.storage

SECRETARY = "bestuurssecretaris"


async def test_a_step_goes_to_whom_it_is_given_and_no_longer_to_the_manager(desk: Desk) -> None:
    key = await desk.declared()
    due_on = (await opened(desk, key)).due_on
    await desk.assign(SECRETARY, key, "zonder")
    assert await waits_for(desk, key) == ["zonder"]
    step = await opened(desk, key)
    assert (step.role, step.due_on) == (ReviewerRole.LEIDINGGEVENDE, due_on)
    assert step.why == f"Toegewezen door Berend Secretaris: {REASON}"
    await desk.decide("zonder", key)
    with pytest.raises(NotFound):
        await desk.look_at("collega", key)


async def test_it_is_told_in_the_chain_who_gave_it_to_whom_and_why(desk: Desk) -> None:
    key = await desk.declared()
    await desk.assign(SECRETARY, key, "zonder")
    chain = await events(desk.storage, str(key))
    verify(chain)
    moved = next(event for event in chain if event.action == "declaration.rerouted")
    assert moved.actor == desk.cast[SECRETARY].staff_number
    assert moved.data is not None
    assert moved.data["why"] == f"Berend Secretaris gaf de stap aan Zoë Zonder: {REASON}"


async def test_what_was_nobodys_is_the_one_to_whom_it_is_given(desk: Desk) -> None:
    key = await desk.declared("directeur")
    await leaves(desk, "rvt")
    await desk.reroute()
    assert await unassigned(desk)
    await desk.assign(SECRETARY, key, "zonder")
    assert await unassigned(desk) == []
    assert await waits_for(desk, key) == ["zonder"]
    # It stays there, also when the route would now know somebody else.
    await desk.change("rvt", in_service_until=None)
    await desk.reroute()
    assert await waits_for(desk, key) == ["zonder"]
    await desk.decide("zonder", key)


async def test_whoever_it_was_given_to_and_leaves_gives_it_back_to_the_route(desk: Desk) -> None:
    key = await desk.declared()
    await desk.assign(SECRETARY, key, "zonder")
    await leaves(desk, "zonder")
    await desk.reroute()
    assert await waits_for(desk, key) == ["leidinggevende"]


async def why_not(desk: Desk, key: UUID, to: str, reason: str = REASON) -> dict[str, str]:
    with pytest.raises(Invalid) as invalid:
        await desk.assign(SECRETARY, key, to, reason)
    return dict(invalid.value.errors)


async def test_it_is_not_given_to_who_is_in_it_left_or_stands_outside(desk: Desk) -> None:
    key = await desk.declared("leidinggevende")
    await desk.change("zonder", in_service_until=day_of(desk.now) - timedelta(days=1))
    told = {
        who: (await why_not(desk, key, who))["assignee"]
        for who in ("leidinggevende", "medewerker", "zonder", "accountant", "directeur")
    }
    assert told == {
        "leidinggevende": (
            "Lies Leiding beslist niet over een eigen verklaring. Kies iemand anders."
        ),
        "medewerker": "Mees Medewerker werkt onder wie dit indient. Kies iemand anders.",
        "zonder": "We kennen geen collega met deze naam. Controleer de naam of het nummer.",
        "accountant": "Een externe accountant zet geen stappen. Kies een collega.",
        "directeur": "De stap ligt al bij Dirk Directeur. Kies iemand anders.",
    }
    assert len(await desk.steps(key)) == 1


async def test_it_is_not_given_to_who_took_a_step(desk: Desk) -> None:
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    assert "al een stap" in (await why_not(desk, key, "leidinggevende"))["assignee"]


async def test_the_bestuurssecretaris_who_is_in_it_does_not_give_it_to_themselves(
    desk: Desk,
) -> None:
    await desk.declared(SECRETARY)
    key = await desk.declared()
    assert (await why_not(desk, key, SECRETARY))["assignee"].startswith("Berend Secretaris is zelf")


async def test_nobody_gives_away_a_step_on_their_own_declaration(desk: Desk) -> None:
    key = await desk.declared(SECRETARY)
    with pytest.raises(NotFound):
        await desk.assign(SECRETARY, key, "zonder")


@pytest.mark.parametrize("who", ["medewerker", "leidinggevende", "directeur", "beheerder", "rvt"])
async def test_nobody_else_gives_steps_away(desk: Desk, who: str) -> None:
    with pytest.raises(NotFound):
        await desk.assign(who, await desk.declared(), "zonder")


async def test_a_reason_is_needed(desk: Desk) -> None:
    key = await desk.declared()
    for reason in ("", "  \n", "\x00", "x" * 4001):
        assert "assigned_why" in await why_not(desk, key, "zonder", reason)
    assert set(await why_not(desk, key, "accountant", "")) == {"assignee", "assigned_why"}


async def test_on_an_older_screen_nothing_is_given_away(desk: Desk) -> None:
    key = await desk.declared()
    version = (await desk.declaration(key)).version
    await desk.assign(SECRETARY, key, "zonder", version=version)
    with pytest.raises(Stale):
        await desk.assign(SECRETARY, key, "collega", version=version)
    await desk.decide("zonder", key)
    with pytest.raises(Stale):
        await desk.assign(SECRETARY, key, "collega")


async def test_giving_away_and_deciding_at_once_is_one_of_the_two(desk: Desk) -> None:
    for slug in ("nevenfunctie", "prive-leverancier", "woning"):
        key = await desk.declared(slug=slug)
        version = (await desk.declaration(key)).version
        told = await outcomes(
            desk.assign(SECRETARY, key, "zonder", version=version),
            desk.decide("leidinggevende", key, version=version),
        )
        assert told["done"] == 1
