"""A declaration that departs goes from one reviewer to the next, and the last word counts."""

from datetime import date
from uuid import UUID

import pytest

from register.decisions import Task
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale
from register.people import Office
from register.suppliers import Category, Supplier, normal_form
from tests.register.chains import events, verify
from tests.workflows.desk import Desk
from workflows.worklists import waiting

pytestmark = pytest.mark.storage

EXPLAINED = {"during_working_hours": "ja"}
FORBIDDEN = {"works_for_residents": "ja"}


async def waits_for(desk: Desk, key: UUID) -> list[str]:
    """Give on whose worklist a declaration stands, by short name."""
    number = (await desk.declaration(key)).number
    found = []
    for who in desk.cast:
        actor = await desk.actor(who)
        async with desk.storage.transaction() as db:
            if number in {row.number for row in await waiting(db, actor)}:
                found.append(who)
    return found


async def test_the_bestuurssecretaris_looks_over_a_decision_that_had_to_be_explained(
    desk: Desk,
) -> None:
    key = await desk.declared(**EXPLAINED)
    assert await waits_for(desk, key) == ["leidinggevende"]
    first = await desk.decide("leidinggevende", key)
    assert (first.status, first.next_reviewer) == (Status.INGEDIEND, "Bestuurssecretaris")
    assert await waits_for(desk, key) == ["bestuurssecretaris"]
    second = await desk.decide("bestuurssecretaris", key, "positief")
    assert (second.status, second.next_reviewer) == (Status.GOEDGEKEURD, None)
    assert await waits_for(desk, key) == []


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ("goedkeuren", Status.GOEDGEKEURD),
        ("voorwaarden", Status.VOORWAARDEN),
        ("afwijzen", Status.AFGEWEZEN),
    ],
)
async def test_what_the_manager_decided_is_what_counts_when_both_agree(
    desk: Desk, decision: str, status: Status
) -> None:
    key = await desk.declared(**EXPLAINED)
    await desk.decide("leidinggevende", key, decision)
    assert (await desk.decide("bestuurssecretaris", key, "positief")).status is status
    told = [event.data or {} for event in await events(desk.storage, str(key))]
    assert "samen met Lies Leiding (leidinggevende)" in told[-1]["role"]
    verify(await events(desk.storage, str(key)))


@pytest.mark.parametrize("last_word", ["goedkeuren", "afwijzen"])
async def test_where_they_disagree_directie_decides(desk: Desk, last_word: str) -> None:
    key = await desk.declared(**EXPLAINED)
    await desk.decide("leidinggevende", key)
    outcome = await desk.decide("bestuurssecretaris", key, "negatief")
    assert (outcome.status, outcome.next_reviewer) == (Status.INGEDIEND, "Directie")
    assert await waits_for(desk, key) == ["directeur"]
    await desk.decide("directeur", key, last_word)
    status = (await desk.declaration(key)).status
    assert status.value == {"goedkeuren": "goedgekeurd", "afwijzen": "afgewezen"}[last_word]


async def test_what_the_code_forbids_is_decided_by_directie_after_two_advices(desk: Desk) -> None:
    key = await desk.declared(**FORBIDDEN)
    with pytest.raises(Invalid):
        await desk.decide("leidinggevende", key, "goedkeuren")
    await desk.decide("leidinggevende", key, "negatief")
    assert await waits_for(desk, key) == ["bestuurssecretaris"]
    await desk.decide("bestuurssecretaris", key, "positief")
    assert await waits_for(desk, key) == ["directeur"]
    await desk.decide("directeur", key, "goedkeuren")
    assert (await desk.declaration(key)).status is Status.GOEDGEKEURD
    assert [step.task for step in await desk.steps(key)] == [
        Task.ADVISE,
        Task.ADVISE,
        Task.DECIDE,
    ]


async def test_a_director_who_is_the_manager_does_not_decide_after_advising(desk: Desk) -> None:
    key = await desk.declared("leidinggevende", **FORBIDDEN)
    await desk.decide("directeur", key, "negatief")
    await desk.decide("bestuurssecretaris", key, "negatief")
    assert await waits_for(desk, key) == ["rvt"]
    await desk.decide("rvt", key, "afwijzen")


async def test_team_communicatie_advises_on_a_celebration_first(desk: Desk) -> None:
    await desk.appoint("zonder", Office.COMMUNICATIE)
    key = await desk.declared(slug="uitnodiging", aligned_with_communications="nee")
    assert await waits_for(desk, key) == ["zonder"]
    await desk.decide("zonder", key, "negatief")
    assert await waits_for(desk, key) == ["leidinggevende"]
    await desk.decide("leidinggevende", key)
    await desk.decide("bestuurssecretaris", key, "positief")
    assert (await desk.declaration(key)).status is Status.GOEDGEKEURD


async def test_a_key_function_brings_the_bestuurssecretaris_whatever_is_declared(
    desk: Desk,
) -> None:
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    assert await waits_for(desk, key) == ["bestuurssecretaris"]


async def test_nobody_takes_two_steps_on_one_version(desk: Desk) -> None:
    await desk.appoint("leidinggevende", Office.BESTUURSSECRETARIS)
    key = await desk.declared(**EXPLAINED)
    await desk.decide("leidinggevende", key)
    assert await waits_for(desk, key) == ["bestuurssecretaris"]
    with pytest.raises(Stale, match="al gezet"):
        await desk.decide("leidinggevende", key, "positief")


async def test_every_reviewer_may_ask_for_more_and_the_answer_begins_anew(desk: Desk) -> None:
    key = await desk.declared(**EXPLAINED)
    await desk.decide("leidinggevende", key)
    asked = await desk.decide("bestuurssecretaris", key, "aanvullen")
    assert asked.status is Status.AANVULLING
    await desk.type("medewerker", key, **EXPLAINED)
    await desk.submit("medewerker", key)
    assert await waits_for(desk, key) == ["leidinggevende"]


async def test_a_step_that_was_taken_is_not_taken_again_by_an_old_page(desk: Desk) -> None:
    key = await desk.declared(**EXPLAINED)
    seen = (await desk.declaration(key)).version
    await desk.decide("leidinggevende", key)
    with pytest.raises(Stale):
        await desk.decide("leidinggevende", key, "afwijzen")
    with pytest.raises(Stale):
        await desk.decide("bestuurssecretaris", key, "positief", version=seen)


async def test_until_it_is_their_turn_it_does_not_exist_for_the_next(desk: Desk) -> None:
    key = await desk.declared(**FORBIDDEN)
    for who in ("bestuurssecretaris", "directeur", "rvt", "collega"):
        with pytest.raises(NotFound):
            await desk.decide(who, key, "afwijzen")


async def test_a_departure_that_came_up_meanwhile_lengthens_the_route(desk: Desk) -> None:
    """The manager decides, and by then the code forbids it: directie has the last word."""
    key = await desk.declared()
    await desk.rows("UPDATE person SET key_function = true RETURNING id")
    await desk.decide("leidinggevende", key)
    assert await waits_for(desk, key) == ["bestuurssecretaris"]


async def test_withdrawing_halfway_ends_the_route(desk: Desk) -> None:
    key = await desk.declared(**EXPLAINED)
    await desk.decide("leidinggevende", key)
    await desk.withdraw("medewerker", key)
    assert await waits_for(desk, key) == []
    with pytest.raises(Stale):
        await desk.decide("bestuurssecretaris", key, "positief")


async def tender(desk: Desk, *, running: bool) -> None:
    """Let purchasing tell whether a tender runs with the supplier."""
    await desk.rows("UPDATE supplier SET tender_running = :running RETURNING id", running=running)


async def invited(desk: Desk, **answers: str) -> UUID:
    """Submit an invitation of a supplier of category A with a contract."""
    async with desk.storage.transaction() as db:
        db.add(
            Supplier(
                creditor_number="C-9",
                name="Dakwerken Zuid B.V.",
                normal_name=normal_form("Dakwerken Zuid B.V."),
                category=Category.A,
                contract_from=date(2025, 1, 1),
            )
        )
    listed = {"supplier": "C-9", "party_name": "", "kvk_number": ""}
    return await desk.declared(slug="uitnodiging", **listed, **answers)


async def test_what_departed_at_an_earlier_step_is_not_forgotten_by_the_route(desk: Desk) -> None:
    """A tender began and ended again: the advice against it still goes to directie."""
    key = await invited(desk)
    await tender(desk, running=True)
    await desk.decide("leidinggevende", key)
    await tender(desk, running=False)
    outcome = await desk.decide("bestuurssecretaris", key, "negatief")
    assert (outcome.status, outcome.next_reviewer) == (Status.INGEDIEND, "Directie")
    await desk.decide("directeur", key, "afwijzen")
    assert (await desk.declaration(key)).status is Status.AFGEWEZEN


async def test_advice_that_was_given_is_followed_by_a_decision_whatever_the_facts_become(
    desk: Desk,
) -> None:
    await desk.appoint("zonder", Office.COMMUNICATIE)
    key = await invited(desk, aligned_with_communications="nee")
    await tender(desk, running=True)
    await desk.decide("zonder", key, "positief")
    await desk.decide("leidinggevende", key, "positief")
    await tender(desk, running=False)
    await desk.decide("bestuurssecretaris", key, "positief")
    assert await waits_for(desk, key) == ["directeur"]


async def test_what_directie_decided_is_not_decided_again_below_them(desk: Desk) -> None:
    key = await desk.declared("bestuurssecretaris")
    await desk.rows(
        "UPDATE office SET ends_on = '2026-03-09' WHERE office = 'bestuurssecretaris' RETURNING id"
    )
    await desk.decide("directeur", key, "afwijzen")
    assert (await desk.declaration(key)).status is Status.AFGEWEZEN


async def test_who_is_appointed_to_advise_after_a_decision_is_not_asked(desk: Desk) -> None:
    key = await invited(desk, aligned_with_communications="nee")
    await desk.decide("leidinggevende", key)
    await desk.appoint("zonder", Office.COMMUNICATIE)
    assert (await desk.decide("bestuurssecretaris", key, "positief")).status is (Status.GOEDGEKEURD)


async def test_an_answer_that_is_no_longer_excluded_is_looked_at_by_a_second_pair(
    desk: Desk,
) -> None:
    antikraak = {"tenure": "antikraak", "channel": "gapph", "already_tenant": "nee"}
    key = await desk.declared(slug="woning", **antikraak, occupant="kind")
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, "woning", **antikraak, occupant="bekende")
    await desk.submit("medewerker", key)
    outcome = await desk.decide("leidinggevende", key)
    assert outcome.next_reviewer == "Bestuurssecretaris"
