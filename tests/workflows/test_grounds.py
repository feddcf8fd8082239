"""Who refuses or restricts a nevenfunctie names an objective ground (BW art. 7:653a)."""

import pytest

from register.decisions import Ground
from register.errors import Invalid
from register.types import TYPES
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage

OTHERS = [slug for slug in TYPES if slug != "nevenfunctie"]


@pytest.mark.parametrize("decision", ["afwijzen", "voorwaarden"])
@pytest.mark.parametrize("ground", ["", "anders", "GEZONDHEID", "vertrouwelijkheid "])
async def test_a_nevenfunctie_is_not_refused_or_restricted_without_a_ground(
    desk: Desk, decision: str, ground: str
) -> None:
    key = await desk.declared()
    with pytest.raises(Invalid) as refused:
        await desk.decide("leidinggevende", key, decision, ground=ground)
    assert refused.value.errors == {"ground": "Kies op welke grond je dit afwijst of beperkt."}


@pytest.mark.parametrize("ground", list(Ground))
async def test_the_ground_is_kept_with_the_decision_and_read_by_the_declarant(
    desk: Desk, ground: Ground
) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "afwijzen", ground=ground.value)
    assert [step.ground for step in await desk.steps(key)] == [ground]
    conclusion = (await desk.look_at("medewerker", key)).conclusion
    assert conclusion is not None
    assert conclusion.ground is ground
    assert await desk.rows(
        "SELECT data->>'ground' FROM event WHERE action = 'decision.refused'"
    ) == [(ground.value,)]


@pytest.mark.parametrize("decision", ["goedkeuren", "aanvullen"])
async def test_whatever_else_is_decided_needs_no_ground_and_keeps_none(
    desk: Desk, decision: str
) -> None:
    for ground in ("", Ground.OVERBELASTING.value):
        key = await desk.declared()
        await desk.decide("leidinggevende", key, decision, ground=ground)
        assert [step.ground for step in await desk.steps(key)] == [None]


@pytest.mark.parametrize("slug", OTHERS)
@pytest.mark.parametrize("decision", ["afwijzen", "voorwaarden"])
async def test_another_type_needs_no_ground_and_keeps_none(
    desk: Desk, slug: str, decision: str
) -> None:
    key = await desk.declared(slug=slug)
    await desk.decide("leidinggevende", key, decision)
    assert [step.ground for step in await desk.steps(key)] == [None]


async def test_who_agrees_with_a_refusal_names_no_ground_of_their_own(desk: Desk) -> None:
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "afwijzen", ground="overbelasting")
    await desk.decide("bestuurssecretaris", key, "positief", ground="")
    assert [step.ground for step in await desk.steps(key)] == [Ground.OVERBELASTING, None]


async def test_directie_that_decides_names_one_and_who_advises_does_not(desk: Desk) -> None:
    key = await desk.declared(works_for_residents="ja")
    await desk.decide("leidinggevende", key, "negatief", ground="")
    await desk.decide("bestuurssecretaris", key, "negatief", ground="")
    with pytest.raises(Invalid) as refused:
        await desk.decide("directeur", key, "afwijzen", ground="")
    assert set(refused.value.errors) == {"ground"}
    await desk.decide("directeur", key, "afwijzen", ground="belangenconflict")
