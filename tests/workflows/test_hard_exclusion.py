"""Antikraak of Intermaris for oneself or one's child: nobody, in no role, can approve it."""

from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from register.decisions import Decision, Task
from register.declarations import Status
from register.errors import Invalid, Refusal
from register.findings import Severity
from register.people import Office
from register.types import TYPES
from register.types.reading import read
from tests.register.types.answers import CLEAN, good_form_of
from tests.workflows.desk import CONDITION, Desk
from tests.workflows.rules.test_every_rule import facts
from workflows.judging import judge
from workflows.steps import waiting
from workflows.typed_decisions import decisions_for

ANTIKRAAK = {
    "occupant": "kind",
    "tenure": "antikraak",
    "owner": "intermaris",
    "channel": "gapph",
    "already_tenant": "nee",
}

DECLARANTS = ("medewerker", "leidinggevende", "zonder", "bestuurssecretaris", "directeur", "rvt")

APPROVALS = (Decision.GOEDKEUREN, Decision.VOORWAARDEN)


@pytest.mark.storage
@pytest.mark.parametrize("occupant", ["zelf", "kind"])
@pytest.mark.parametrize("declarant", DECLARANTS)
async def test_antikraak_cannot_be_approved_by_anyone(
    desk: Desk, declarant: str, occupant: str
) -> None:
    """It can be submitted, for the record; every office tries to approve it, in every way."""
    key = await desk.declared(declarant, "woning", **{**ANTIKRAAK, "occupant": occupant})
    for who, decision in product(desk.cast, (*APPROVALS, Decision.POSITIEF)):
        with pytest.raises(Refusal):
            await desk.decide(who, key, decision)
    assert (await desk.declaration(key)).status is Status.INGEDIEND
    assert await _refused(desk, key)


ORDERS = [
    {"priority_or_discount": "ja"},
    {"involved_in_allocation": "ja", "moves_in_on": "01-01-2026"},
    {"moves_in_on": "01-01-2026"},
    {},
]


@pytest.mark.storage
@pytest.mark.parametrize("more", ORDERS)
@pytest.mark.parametrize("key_function", [True, False])
async def test_whatever_else_departs_every_route_ends_in_a_refusal(
    desk: Desk, more: dict[str, str], key_function: bool
) -> None:
    await desk.change("medewerker", key_function=key_function)
    key = await desk.declared(slug="woning", **{**ANTIKRAAK, **more})
    taken = 0
    while (await desk.declaration(key)).status is Status.INGEDIEND:
        who = await _whose_turn(desk, key)
        for decision in APPROVALS:
            with pytest.raises(Invalid) as refused:
                await desk.decide(who, key, decision)
            assert "decision" in refused.value.errors
        step = waiting(await desk.steps(key))
        assert step is not None
        # Who looks over a refusal does not agree, so that directie has to decide as well.
        said = {Task.ADVISE: "negatief", Task.DECIDE: "afwijzen", Task.CONFIRM: "negatief"}
        await desk.decide(who, key, said[step.task])
        taken += 1
    assert (await desk.declaration(key)).status is Status.AFGEWEZEN
    assert taken >= (3 if more.get("priority_or_discount") else 1)


async def _whose_turn(desk: Desk, key: UUID) -> str:
    for who in desk.cast:
        try:
            await desk.decide(who, key, "geen besluit")
        except Invalid:
            return who
        except Refusal:
            continue
    raise AssertionError("It waits for nobody.")


async def _refused(desk: Desk, key: UUID) -> bool:
    while (await desk.declaration(key)).status is Status.INGEDIEND:
        who = await _whose_turn(desk, key)
        step = waiting(await desk.steps(key))
        assert step is not None
        said = {Task.ADVISE: "negatief", Task.DECIDE: "afwijzen", Task.CONFIRM: "positief"}
        await desk.decide(who, key, said[step.task])
    return (await desk.declaration(key)).status is Status.AFGEWEZEN


DECIDED = """
UPDATE step SET decision = 'goedkeuren', reason = 'x', decided_at = now(), decided_by = person_id,
    decided_by_name = 'x' WHERE declaration_id = :key
"""
APPROVED = "UPDATE declaration SET status = 'goedgekeurd', version = version + 1 WHERE id = :key"
CONDITIONAL = "UPDATE declaration SET status = 'voorwaarden', version = version + 1 WHERE id = :key"
MOVED = """
INSERT INTO transition (declaration_id, revision_id, action, from_status, to_status, at, by_id)
    SELECT declaration_id, id, 'goedkeuren', 'ingediend', 'goedgekeurd', now(), submitted_by
    FROM revision WHERE declaration_id = :key
"""


@pytest.mark.storage
@pytest.mark.parametrize("statement", [DECIDED, APPROVED, CONDITIONAL, MOVED])
async def test_the_database_itself_refuses_an_approval(desk: Desk, statement: str) -> None:
    key = await desk.declared(slug="woning", **ANTIKRAAK)
    with pytest.raises(IntegrityError, match="Nobody can approve"):
        async with desk.storage.transaction() as db:
            await (await db.connection()).execute(text(statement), {"key": key})
    fine = await desk.declared("collega", "woning")
    await desk.decide("leidinggevende", fine, "voorwaarden", conditions=[CONDITION])


@pytest.mark.storage
async def test_a_new_version_that_is_no_antikraak_can_be_approved(desk: Desk) -> None:
    key = await desk.declared(slug="woning", **ANTIKRAAK)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, "woning")
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key)
    await desk.decide("bestuurssecretaris", key, "positief")
    assert (await desk.declaration(key)).status is Status.GOEDGEKEURD


@pytest.mark.storage
async def test_an_office_given_on_the_way_does_not_help(desk: Desk) -> None:
    key = await desk.declared(slug="woning", **ANTIKRAAK)
    for office in (Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT):
        await desk.appoint("leidinggevende", office)
        for decision in APPROVALS:
            with pytest.raises(Refusal):
                await desk.decide("leidinggevende", key, decision)


@given(data=st.data())
def test_no_answer_makes_an_exclusion_approvable(data: st.DataObject) -> None:
    form = {**data.draw(good_form_of("woning")), **ANTIKRAAK}
    form["occupant"] = data.draw(st.sampled_from(["zelf", "kind"]))
    values = read(TYPES["woning"], form, {}).values
    judged = judge(values, data.draw(facts("woning")))
    assert Severity.EXCLUSION in {each.severity for each in judged if each.departs}


@given(st.sampled_from(Task), st.none() | st.sampled_from(APPROVALS))
def test_nothing_that_can_be_said_in_any_step_approves_what_is_excluded(
    task: Task, seconds: Decision | None
) -> None:
    offered = decisions_for(task, excluded=True, seconds=seconds)
    assert not {*offered} & {*APPROVALS}
    assert Decision.POSITIEF not in offered
    assert offered


def test_a_refusal_can_be_agreed_with() -> None:
    offered = decisions_for(Task.CONFIRM, excluded=True, seconds=Decision.AFWIJZEN)
    assert Decision.POSITIEF in offered


def test_the_clean_form_is_no_antikraak() -> None:
    assert CLEAN["woning"]["tenure"] != "antikraak"
