"""Deciding: by who it waits for, once, on what was on the screen, always with a reason."""

import pytest

from register.decisions import DECISIONS_OF, Decision, Task
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale
from register.people import Office
from tests.workflows.desk import CONDITION, REASON, Desk
from workflows.typed_decisions import TypedCondition

pytestmark = pytest.mark.storage

OUTCOMES = [
    ("goedkeuren", Status.GOEDGEKEURD, "decision.approved", 0),
    ("voorwaarden", Status.VOORWAARDEN, "decision.approved_conditionally", 1),
    ("afwijzen", Status.AFGEWEZEN, "decision.refused", 0),
    ("aanvullen", Status.AANVULLING, "decision.asked_for_more", 0),
]


@pytest.mark.parametrize(("decision", "status", "action", "conditions"), OUTCOMES)
async def test_a_decision_is_kept_with_who_when_and_why(
    desk: Desk, decision: str, status: Status, action: str, conditions: int
) -> None:
    key = await desk.declared()
    outcome = await desk.decide("leidinggevende", key, decision)
    assert (outcome.said, outcome.status) == (Decision(decision), status)
    [step] = await desk.steps(key)
    assert (step.decision, step.reason, step.decided_at) == (Decision(decision), REASON, desk.now)
    assert step.decided_by == desk.cast["leidinggevende"].key
    assert (await desk.declaration(key)).status is status
    assert await desk.rows("SELECT count(*) FROM condition") == [(conditions,)]
    assert await desk.rows(
        "SELECT action, actor, data->>'reason', data->>'role' FROM event ORDER BY seq DESC LIMIT 1"
    ) == [(action, "200", REASON, "leidinggevende")]
    assert await desk.rows("SELECT to_status, why FROM transition ORDER BY id DESC LIMIT 1") == [
        (status.value, REASON)
    ]


NO_REASONS = ["", "   ", "\n\t", "\u200b", "a\x00b", "x" * 4_001]


async def test_a_decision_always_has_a_reason(desk: Desk) -> None:
    key = await desk.declared()
    for decision in DECISIONS_OF[Task.DECIDE]:
        for reason in NO_REASONS:
            with pytest.raises(Invalid) as refused:
                await desk.decide("leidinggevende", key, decision, reason=reason)
            assert list(refused.value.errors) == ["reason"]
    [step] = await desk.steps(key)
    assert step.decision is None


async def test_another_decision_does_not_exist(desk: Desk) -> None:
    key = await desk.declared()
    for decision in ("", "goedgekeurd", "GOEDKEUREN", "verwijderen", "positief"):
        with pytest.raises(Invalid) as refused:
            await desk.decide("leidinggevende", key, decision, reason="")
        assert set(refused.value.errors) == {"decision", "reason"}


async def test_conditions_are_kept_in_order_and_empty_ones_left_out(desk: Desk) -> None:
    key = await desk.declared()
    typed = [
        TypedCondition(" Eerst dit. ", "2026-04-01"),
        TypedCondition("", " "),
        TypedCondition("Dan dat.\nEn dit.", "10-03-2026"),
    ]
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=typed)
    assert await desk.rows(
        "SELECT position, text, due_on::text FROM condition ORDER BY position"
    ) == [(1, "Eerst dit.", "2026-04-01"), (2, "Dan dat.\nEn dit.", "2026-03-10")]


EMPTY, MANY = TypedCondition("", ""), [CONDITION] * 11


WRONG_CONDITIONS: list[tuple[list[TypedCondition], set[str]]] = [
    ([], {"condition_1"}),
    ([EMPTY, EMPTY], {"condition_1"}),
    ([TypedCondition("Doe dit.", "")], {"condition_1_due"}),
    ([TypedCondition("", "31-12-2026")], {"condition_1"}),
    ([TypedCondition("Doe dit.", "09-03-2026")], {"condition_1_due"}),
    ([TypedCondition("Doe dit.", "ooit")], {"condition_1_due"}),
    ([CONDITION, EMPTY, TypedCondition("x" * 1_001, "?")], {"condition_3", "condition_3_due"}),
    (MANY, {"condition_11"}),
]


async def test_a_condition_says_what_has_to_be_done_and_by_when(desk: Desk) -> None:
    key = await desk.declared()
    for conditions, errors in WRONG_CONDITIONS:
        with pytest.raises(Invalid) as refused:
            await desk.decide("leidinggevende", key, "voorwaarden", conditions=conditions)
        assert set(refused.value.errors) == errors
    assert await desk.rows("SELECT count(*) FROM condition") == [(0,)]


async def test_ten_conditions_may_be_set(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=MANY[:10])
    assert await desk.rows("SELECT count(*) FROM condition") == [(10,)]


async def test_a_decision_on_an_older_screen_is_refused(desk: Desk) -> None:
    key = await desk.declared()
    seen = (await desk.declaration(key)).version
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, hours_per_week="40")
    await desk.submit("medewerker", key)
    for version in (seen, 0, -1, 10_000):
        with pytest.raises(Stale, match="intussen gewijzigd"):
            await desk.decide("leidinggevende", key, version=version)
    assert (await desk.declaration(key)).status is Status.INGEDIEND


async def test_who_decides_again_is_told_that_it_was_decided(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "afwijzen")
    with pytest.raises(Stale, match="al over beslist"):
        await desk.decide("leidinggevende", key, "goedkeuren")
    assert (await desk.declaration(key)).status is Status.AFGEWEZEN


async def test_what_was_withdrawn_is_not_decided_on(desk: Desk) -> None:
    key = await desk.declared()
    await desk.withdraw("medewerker", key)
    with pytest.raises(Stale, match="ingetrokken"):
        await desk.decide("leidinggevende", key)


DECIDERS = [
    ("medewerker", "leidinggevende"),
    ("leidinggevende", "directeur"),
    ("zonder", "bestuurssecretaris"),
    ("rvt", "bestuurssecretaris"),
    ("bestuurssecretaris", "directeur"),
    ("directeur", "rvt"),
    ("beheerder", "leidinggevende"),
]


async def test_one_of_the_cast_decides_and_for_the_others_it_does_not_exist(desk: Desk) -> None:
    for declarant, decider in DECIDERS:
        key = await desk.declared(declarant)
        for who in {*desk.cast} - {decider}:
            with pytest.raises(NotFound):
                await desk.decide(who, key)
        [step] = await desk.steps(key)
        assert step.decision is None
        await desk.decide(decider, key)
        for who in {*desk.cast} - {decider, "directeur", "bestuurssecretaris", "rvt"}:
            with pytest.raises(NotFound):
                await desk.decide(who, key)


async def test_holding_the_office_of_a_step_does_not_let_one_decide_on_ones_own(
    desk: Desk,
) -> None:
    key = await desk.declared("zonder")
    await desk.appoint("zonder", Office.BESTUURSSECRETARIS)
    with pytest.raises(NotFound):
        await desk.decide("zonder", key)
    await desk.decide("bestuurssecretaris", key)


async def test_becoming_ones_own_manager_does_not_help_either(desk: Desk) -> None:
    key = await desk.declared()
    await desk.change("medewerker", manager_id=desk.cast["medewerker"].key)
    with pytest.raises(NotFound):
        await desk.decide("medewerker", key)


async def test_an_office_that_has_ended_decides_no_more(desk: Desk) -> None:
    key = await desk.declared("zonder")
    await desk.rows("UPDATE office SET ends_on = '2026-03-09' RETURNING id")
    with pytest.raises(NotFound):
        await desk.decide("bestuurssecretaris", key)


async def test_a_concept_is_not_decided_on(desk: Desk) -> None:
    key = await desk.draft()
    with pytest.raises(NotFound):
        await desk.decide("leidinggevende", key)
