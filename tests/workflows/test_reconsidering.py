"""A refusal is looked at again once, by people who took no step on it."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from register.decisions import Decision, ReviewerRole, Task
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.people import Office
from tests.workflows.desk import REASON, Desk
from workflows.conflicts import Conflict
from workflows.reconsidering import reconsideration_step
from workflows.route_facts import Manager, RouteFacts, Taken

pytestmark = pytest.mark.storage

ME, MANAGER, SECRETARY, BOARD, BOARD_TOO, CHAIR, DEPUTY = range(1, 8)
LEIDING, DIRECTIE, RVT = ReviewerRole.LEIDINGGEVENDE, ReviewerRole.DIRECTIE, ReviewerRole.RVT


def facts(
    *taken: Taken,
    board: tuple[int, ...] = (BOARD,),
    chair: tuple[int, ...] = (CHAIR,),
    offices: frozenset[Office] = frozenset(),
    conflicted: tuple[int, ...] = (),
) -> RouteFacts:
    return RouteFacts(
        declarant_id=ME,
        declarant_offices=offices,
        line=[Manager(MANAGER)],
        holders={
            Office.BESTUURSSECRETARIS: (SECRETARY,),
            Office.DIRECTIE: board,
            Office.RVT: chair,
        },
        taken=taken,
        conflicts=dict.fromkeys(conflicted, Conflict.PARTY),
    )


REFUSED = Taken(LEIDING, MANAGER, Task.DECIDE)
BOARD_REFUSED = Taken(DIRECTIE, BOARD, Task.DECIDE)
OF_DIRECTIE = frozenset({Office.DIRECTIE})
ROUTES = {
    "refused by the manager": (facts(REFUSED), DIRECTIE),
    "refused by directie": (facts(REFUSED, BOARD_REFUSED), RVT),
    "refused by one of two of directie": (
        facts(REFUSED, BOARD_REFUSED, board=(BOARD, BOARD_TOO)),
        DIRECTIE,
    ),
    "refused by a deputy of directie": (
        facts(REFUSED, Taken(DIRECTIE, DEPUTY, Task.DECIDE, BOARD)),
        RVT,
    ),
    "the manager is directie": (facts(Taken(LEIDING, BOARD, Task.DECIDE)), RVT),
    "directie is in it": (facts(REFUSED, conflicted=(BOARD,)), RVT),
    "of directie, refused by the chair": (
        facts(Taken(RVT, CHAIR, Task.DECIDE), board=(ME, BOARD), offices=OF_DIRECTIE),
        None,
    ),
    "of directie, there is another chair": (
        facts(Taken(RVT, CHAIR, Task.DECIDE), chair=(BOARD_TOO,), offices=OF_DIRECTIE),
        RVT,
    ),
    "nobody is left": (facts(REFUSED, BOARD_REFUSED, chair=()), None),
    "everybody is in it": (facts(REFUSED, conflicted=(BOARD, CHAIR)), None),
    "there is no directie": (facts(REFUSED, board=()), RVT),
}


@pytest.mark.parametrize("case", ROUTES)
def test_a_reconsideration_is_one_step_of_somebody_who_took_none(case: str) -> None:
    known, role = ROUTES[case]
    step = reconsideration_step(known)
    assert step.task is Task.DECIDE
    assert step.person_id is None
    assert step.unassigned is (role is None)
    assert step.role is (role or ReviewerRole.BESTUURSSECRETARIS)
    assert step.why.startswith("De medewerker vraagt om heroverweging.")


async def refused(desk: Desk, who: str = "medewerker", **answers: str) -> UUID:
    key = await desk.declared(who, **answers)
    await desk.decide("leidinggevende", key, "afwijzen")
    return key


async def test_directie_looks_again_and_can_approve(desk: Desk) -> None:
    key = await refused(desk)
    step = await desk.ask_again("medewerker", key, "Jullie misten iets.")
    assert (step.role, step.task, step.position) == (DIRECTIE, Task.DECIDE, 2)
    assert (await desk.declaration(key)).status is Status.INGEDIEND
    dossier = await desk.look_at("directeur", key)
    assert dossier.can_decide
    assert dossier.reconsideration is not None
    assert dossier.reconsideration.reasons == "Jullie misten iets."
    assert [each.reason for each in dossier.route] == [REASON]
    assert dossier.planned == ()
    outcome = await desk.decide("directeur", key)
    assert outcome.status is Status.GOEDGEKEURD
    assert [each.decision for each in await desk.steps(key)] == [
        Decision.AFWIJZEN,
        Decision.GOEDKEUREN,
    ]
    assert await desk.rows("SELECT action, from_status, why FROM transition ORDER BY id") == [
        ("indienen", "concept", None),
        ("afwijzen", "ingediend", REASON),
        ("heroverweging vragen", "afgewezen", "Jullie misten iets."),
        ("goedkeuren", "ingediend", REASON),
    ]


@pytest.mark.parametrize("decision", ["goedkeuren", "voorwaarden", "afwijzen"])
async def test_what_directie_says_counts_at_once_whatever_the_rules_say(
    desk: Desk, decision: str
) -> None:
    """The declarant holds a key function and departs: a second pair of eyes looked before."""
    await desk.change("medewerker", key_function=True)
    key = await desk.declared(during_working_hours="ja")
    await desk.decide("leidinggevende", key, "afwijzen")
    await desk.decide("bestuurssecretaris", key, "positief")
    await desk.ask_again("medewerker", key)
    outcome = await desk.decide("directeur", key, decision)
    assert outcome.next_reviewer is None
    assert (await desk.declaration(key)).status is not Status.INGEDIEND


async def test_directie_cannot_ask_for_more_when_it_looks_again(desk: Desk) -> None:
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    with pytest.raises(Invalid, match="Controleer") as wrong:
        await desk.decide("directeur", key, "aanvullen")
    assert set(wrong.value.errors) == {"decision"}


async def test_after_a_second_refusal_it_is_final(desk: Desk) -> None:
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    await desk.decide("directeur", key, "afwijzen")
    with pytest.raises(Unsuitable, match="definitief"):
        await desk.ask_again("medewerker", key)
    assert await desk.rows("SELECT count(*) FROM reconsideration") == [(1,)]


@pytest.mark.parametrize(
    "who", ["collega", "leidinggevende", "bestuurssecretaris", "directeur", "accountant"]
)
async def test_nobody_asks_for_it_but_the_declarant(desk: Desk, who: str) -> None:
    key = await refused(desk)
    with pytest.raises(NotFound):
        await desk.ask_again(who, key)


@pytest.mark.parametrize("decision", [None, "goedkeuren", "voorwaarden", "aanvullen"])
async def test_only_a_refusal_is_looked_at_again(desk: Desk, decision: str | None) -> None:
    key = await desk.declared()
    if decision:
        await desk.decide("leidinggevende", key, decision)
    with pytest.raises(Unsuitable):
        await desk.ask_again("medewerker", key)


@pytest.mark.parametrize("reasons", ["", " \n", "a\x00b", "x" * 4_001])
async def test_it_is_asked_with_reasons(desk: Desk, reasons: str) -> None:
    key = await refused(desk)
    with pytest.raises(Invalid) as wrong:
        await desk.ask_again("medewerker", key, reasons)
    assert set(wrong.value.errors) == {"heroverweging"}
    assert (await desk.declaration(key)).status is Status.AFGEWEZEN


async def test_a_double_click_and_an_old_screen_ask_once(desk: Desk) -> None:
    key = await refused(desk)
    version = (await desk.declaration(key)).version
    with pytest.raises(Stale):
        await desk.ask_again("medewerker", key, version=version - 1)
    told = await asyncio.gather(
        *(desk.ask_again("medewerker", key, version=version) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Unsuitable) for each in told) == 2
    assert await desk.rows("SELECT count(*) FROM step") == [(2,)]


@pytest.mark.parametrize("who", ["leidinggevende", "bestuurssecretaris", "collega", "medewerker"])
async def test_who_refused_and_who_is_not_asked_decide_nothing_again(desk: Desk, who: str) -> None:
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    with pytest.raises((NotFound, Stale)):
        await desk.decide(who, key)


async def test_who_refused_as_manager_does_not_look_again_as_directie(desk: Desk) -> None:
    await desk.appoint("leidinggevende", Office.DIRECTIE)
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    with pytest.raises((NotFound, Stale)):
        await desk.decide("leidinggevende", key)
    await desk.decide("directeur", key)


async def test_a_refusal_by_directie_goes_to_the_chair_of_the_rvt(desk: Desk) -> None:
    key = await desk.declared("leidinggevende")
    await desk.decide("directeur", key, "afwijzen")
    step = await desk.ask_again("leidinggevende", key)
    assert step.role is RVT
    await desk.decide("rvt", key)


async def test_what_nobody_can_look_at_again_waits_to_be_assigned(desk: Desk) -> None:
    """Directie's own, refused by the only chair of the RvT there is."""
    key = await desk.declared("directeur")
    await desk.decide("rvt", key, "afwijzen")
    step = await desk.ask_again("directeur", key)
    assert step.unassigned


async def test_when_directie_leaves_the_step_goes_to_the_rvt(desk: Desk) -> None:
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    await desk.change("directeur", in_service_until=date(2026, 3, 1))
    await desk.reroute()
    await desk.reroute()
    assert [step.role for step in await desk.steps(key)] == [LEIDING, DIRECTIE, RVT]
    await desk.decide("rvt", key)


async def test_a_hard_exclusion_is_not_approved_here_either(desk: Desk) -> None:
    home = {"slug": "woning", "tenure": "antikraak", "occupant": "zelf", "channel": "gapph"}
    key = await refused(desk, **home)
    await desk.ask_again("medewerker", key)
    asked = (await desk.look_at("directeur", key)).asked
    assert asked is not None
    assert asked.decisions == (Decision.AFWIJZEN,)
    for decision in ("goedkeuren", "voorwaarden"):
        with pytest.raises(Invalid):
            await desk.decide("directeur", key, decision)
    await desk.decide("directeur", key, "afwijzen")


async def test_it_cannot_be_withdrawn_for_then_the_refusal_would_be_gone(desk: Desk) -> None:
    key = await refused(desk)
    await desk.ask_again("medewerker", key)
    with pytest.raises(Unsuitable):
        await desk.withdraw("medewerker", key)
