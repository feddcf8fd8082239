"""Conditions: who is to meet them reports it, somebody else judges that, and each is an event."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest

from register.errors import Invalid, NotFound, Refusal, Stale, Unsuitable
from register.people import Office
from tests.workflows.desk import CONDITION, DONE, REASON, Desk, with_party
from workflows import conditions
from workflows.condition_judges import to_judge
from workflows.condition_rows import ConditionRow, ConditionState, overdue_conditions, to_do
from workflows.conditions import ACCEPT, RETURN
from workflows.typed_decisions import TypedCondition

pytestmark = pytest.mark.storage

COLLEAGUE = TypedCondition("Haal je toegang tot het systeem weg.", "31-12-2026", owner="301")


async def approved(desk: Desk, *wanted: TypedCondition) -> UUID:
    """Let a declaration be approved under conditions."""
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=wanted or (CONDITION,))
    return key


async def listed(desk: Desk, who: str, what: str) -> Sequence[ConditionRow]:
    """Give what somebody is to do, to judge, or sees that is late."""
    actor = await desk.actor(who)
    lists = {"to do": to_do, "to judge": to_judge, "late": overdue_conditions}
    async with desk.storage.transaction() as db:
        return await lists[what](db, actor, desk.now.date())


async def events(desk: Desk) -> list[tuple[object, ...]]:
    return await desk.rows(
        "SELECT action, actor, data->>'reason' FROM event WHERE action LIKE 'condition.%' "
        "ORDER BY seq"
    )


async def test_a_condition_is_open_reported_returned_and_accepted(desk: Desk) -> None:
    key = await approved(desk)
    assert (await desk.condition(key)).state is ConditionState.OPEN
    await desk.report("medewerker", key, words="Besproken.")
    assert (await desk.condition(key)).state is ConditionState.GEMELD
    assert await desk.judge("leidinggevende", key, RETURN, reason="Met wie?") is False
    assert (await desk.condition(key)).state is ConditionState.TERUGGESTUURD
    await desk.report("medewerker", key, words="Met Lies.")
    assert await desk.judge("leidinggevende", key, ACCEPT, reason="") is True
    assert (await desk.condition(key)).state is ConditionState.VOLDAAN
    assert await events(desk) == [
        ("condition.reported", "300", "Besproken."),
        ("condition.returned", "200", "Met wie?"),
        ("condition.reported", "300", "Met Lies."),
        ("condition.accepted", "200", None),
    ]
    assert (await desk.declaration(key)).status.value == "voorwaarden"


async def test_each_hears_by_mail_what_is_for_them(desk: Desk) -> None:
    key = await approved(desk, COLLEAGUE)
    await desk.report("collega", key)
    await desk.judge("leidinggevende", key, RETURN)
    await desk.report("collega", key)
    await desk.judge("leidinggevende", key)
    told = await desk.rows(
        "SELECT letter, staff_number FROM mail JOIN person ON person.id = person_id "
        "WHERE letter ~ 'condition|evidence'"
    )
    assert sorted(told) == [
        ("condition-fulfilled", "301"),
        ("condition-set", "301"),
        ("evidence-given", "110"),
        ("evidence-given", "110"),
        ("evidence-given", "200"),
        ("evidence-given", "200"),
        ("evidence-returned", "301"),
    ]


@pytest.mark.parametrize(
    "who", ["collega", "leidinggevende", "bestuurssecretaris", "directeur", "rvt", "accountant"]
)
async def test_nobody_but_its_owner_reports_a_condition(desk: Desk, who: str) -> None:
    key = await approved(desk)
    with pytest.raises(NotFound):
        await desk.report(who, key)
    assert await desk.rows("SELECT count(*) FROM condition_report") == [(0,)]


async def test_the_declarant_does_not_report_what_a_colleague_is_to_meet(desk: Desk) -> None:
    key = await approved(desk, COLLEAGUE)
    with pytest.raises(NotFound):
        await desk.report("medewerker", key)
    await desk.report("collega", key)


async def test_when_its_owner_leaves_the_declarant_is_to_meet_it(desk: Desk) -> None:
    key = await approved(desk, COLLEAGUE)
    await desk.change("collega", in_service_until=desk.now.date().replace(day=1))
    [row] = await listed(desk, "medewerker", "to do")
    assert row.owner_name == "Mees Medewerker"
    await desk.report("medewerker", key)


@pytest.mark.parametrize("who", ["medewerker", "collega", "directeur", "beheerder", "accountant"])
async def test_whoever_has_no_say_in_it_judges_no_report(desk: Desk, who: str) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    assert list(await listed(desk, who, "to judge")) == []
    with pytest.raises(NotFound):
        await desk.judge(who, key)


@pytest.mark.parametrize("who", ["leidinggevende", "bestuurssecretaris"])
async def test_who_decided_and_the_bestuurssecretaris_judge(desk: Desk, who: str) -> None:
    key = await approved(desk)
    assert list(await listed(desk, who, "to judge")) == []
    await desk.report("medewerker", key)
    [row] = await listed(desk, who, "to judge")
    assert row.state is ConditionState.GEMELD
    await desk.judge(who, key)
    assert list(await listed(desk, who, "to judge")) == []


async def test_a_manager_who_is_to_meet_a_condition_does_not_judge_it(desk: Desk) -> None:
    key = await approved(desk, TypedCondition("Leg het rooster vast.", "31-12-2026", owner="200"))
    await desk.report("leidinggevende", key)
    with pytest.raises(NotFound):
        await desk.judge("leidinggevende", key)
    await desk.judge("bestuurssecretaris", key)


async def test_a_new_manager_judges_and_sees_what_the_one_before_them_decided(desk: Desk) -> None:
    key = await approved(desk)
    await desk.change("medewerker", manager_id=desk.cast["zonder"].key)
    with pytest.raises(NotFound):
        await desk.look_at("beheerder", key)
    await desk.report("medewerker", key)
    assert (await desk.look_at("zonder", key)).conditions[0].can_judge
    await desk.judge("zonder", key)


async def test_where_nobody_below_can_judge_directie_does(desk: Desk) -> None:
    """The only reviewer is to meet the condition, and is the bestuurssecretaris."""
    key = await desk.declared("zonder")
    await desk.decide(
        "bestuurssecretaris",
        key,
        "voorwaarden",
        conditions=[TypedCondition("Kijk het na.", "31-12-2026", owner="110")],
    )
    await desk.report("bestuurssecretaris", key)
    assert list(await listed(desk, "bestuurssecretaris", "to judge")) == []
    [_] = await listed(desk, "directeur", "to judge")
    await desk.judge("directeur", key)


@pytest.mark.parametrize("words", ["", "  ", "\n", "a\x00b", "x" * 4_001])
async def test_a_report_says_what_was_done(desk: Desk, words: str) -> None:
    key = await approved(desk)
    with pytest.raises(Invalid) as refused:
        await desk.report("medewerker", key, words=words)
    assert list(refused.value.errors) == ["words"]


@pytest.mark.parametrize(
    ("answer", "reason", "wrong"),
    [
        ("", "", {"answer"}),
        ("JA", REASON, {"answer"}),
        (RETURN, "", {"reason"}),
        (RETURN, "\x00", {"reason"}),
        (ACCEPT, "x" * 4_001, {"reason"}),
        ("misschien", "\x00", {"answer", "reason"}),
    ],
)
async def test_a_judgement_is_clear_and_says_what_is_lacking(
    desk: Desk, answer: str, reason: str, wrong: set[str]
) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    with pytest.raises(Invalid) as refused:
        await desk.judge("leidinggevende", key, answer, reason=reason)
    assert set(refused.value.errors) == wrong
    assert (await desk.condition(key)).state is ConditionState.GEMELD


async def test_a_double_click_reports_once(desk: Desk) -> None:
    key = await approved(desk)
    told = await asyncio.gather(
        *(desk.report("medewerker", key, seen=0) for _ in range(4)), return_exceptions=True
    )
    assert [type(each) for each in told].count(Stale) == 3
    assert await desk.rows("SELECT count(*) FROM condition_report") == [(1,)]


async def test_two_at_once_judge_once(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    told = await asyncio.gather(
        desk.judge("leidinggevende", key, ACCEPT),
        desk.judge("bestuurssecretaris", key, RETURN),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Stale) for each in told) == 1
    assert await desk.rows("SELECT count(*) FROM condition_judgement") == [(1,)]


async def test_an_old_screen_judges_no_newer_report(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    old = (await desk.condition(key)).report_id
    await desk.judge("leidinggevende", key, RETURN)
    await desk.report("medewerker", key)
    with pytest.raises(Stale):
        await desk.judge("bestuurssecretaris", key, report=old)


async def test_what_was_accepted_is_not_reported_again(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key)
    with pytest.raises(Unsuitable, match="al voldaan"):
        await desk.report("medewerker", key)


async def test_a_condition_lapses_when_the_declaration_ends(desk: Desk) -> None:
    key = await approved(desk, CONDITION, TypedCondition("Doe ook dit.", "31-12-2026"))
    row = await desk.condition(key, 2)
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key)
    await desk.end("medewerker", key)
    assert list(await listed(desk, "medewerker", "to do")) == []
    assert await desk.rows(
        "SELECT data->'conditions', data->>'why' FROM event WHERE action = 'condition.lapsed'"
    ) == [([row.id], "de verklaring is beëindigd")]
    actor = await desk.actor("medewerker")
    with pytest.raises(Unsuitable, match="vervallen"):
        async with desk.storage.transaction() as db:
            await conditions.report(db, actor, key, row.id, 0, DONE, desk.now)


async def test_nothing_lapses_where_all_was_met(desk: Desk) -> None:
    key = await approved(desk)
    await desk.report("medewerker", key)
    await desk.judge("leidinggevende", key)
    await desk.end("medewerker", key)
    assert await desk.rows("SELECT count(*) FROM event WHERE action = 'condition.lapsed'") == [(0,)]


async def test_what_is_late_is_on_the_list_of_the_bestuurssecretaris(desk: Desk) -> None:
    key = await approved(desk, TypedCondition("Doe dit.", "10-03-2026"))
    assert list(await listed(desk, "bestuurssecretaris", "late")) == []
    desk.now = desk.now.replace(day=11)
    [row] = await listed(desk, "bestuurssecretaris", "late")
    assert row.overdue(desk.now.date())
    await desk.report("medewerker", key)
    assert list(await listed(desk, "bestuurssecretaris", "late")) == []


async def test_whoever_is_to_meet_a_condition_may_see_the_declaration(desk: Desk) -> None:
    key = await approved(desk, COLLEAGUE)
    assert [view.can_report for view in (await desk.look_at("collega", key)).conditions] == [True]
    other = await approved(desk)
    with pytest.raises(NotFound):
        await desk.look_at("collega", other)
    await desk.end("medewerker", key)
    with pytest.raises(NotFound):
        await desk.look_at("collega", key)


async def test_a_condition_of_a_decision_that_does_not_count_lets_nobody_in(desk: Desk) -> None:
    """Approved by the manager of a key function; the second pair of eyes does not agree."""
    await desk.change("medewerker", key_function=True)
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "voorwaarden", conditions=[COLLEAGUE])
    with pytest.raises(NotFound):
        await desk.look_at("collega", key)
    await desk.decide("bestuurssecretaris", key, "negatief")
    await desk.decide("directeur", key, "voorwaarden", conditions=[CONDITION])
    with pytest.raises(NotFound):
        await desk.look_at("collega", key)
    dossier = await desk.look_at("medewerker", key)
    assert [view.row.text for view in dossier.conditions] == [CONDITION.text]
    assert [step.overruled for step in dossier.route] == [True, False, False]


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("999", "We kennen geen collega met deze naam."),
        ("Niemand Nergens", "We kennen geen collega met deze naam."),
        ("900", "externe accountant"),
        ("x" * 500, "We kennen geen collega"),
    ],
)
async def test_an_owner_is_a_colleague(desk: Desk, owner: str, told: str) -> None:
    key = await desk.declared()
    with pytest.raises(Invalid) as refused:
        await desk.decide(
            "leidinggevende",
            key,
            "voorwaarden",
            conditions=[TypedCondition("Doe dit.", "31-12-2026", owner=owner)],
        )
    assert told in refused.value.errors["condition_1_owner"]


async def test_whoever_is_in_the_declaration_owns_none_of_its_conditions(desk: Desk) -> None:
    await desk.declared("collega", **with_party("nevenfunctie", "De Buurt"))
    key = await desk.declared("medewerker", **with_party("nevenfunctie", "De Buurt"))
    with pytest.raises(Invalid) as refused:
        await desk.decide("leidinggevende", key, "voorwaarden", conditions=[COLLEAGUE])
    assert "is zelf betrokken" in refused.value.errors["condition_1_owner"]


async def test_the_declarant_by_name_is_the_owner_as_if_nobody_was_named(desk: Desk) -> None:
    key = await approved(desk, TypedCondition("Doe dit.", "31-12-2026", owner="300"))
    assert await desk.rows("SELECT owner_id, owner_name FROM condition") == [(None, None)]
    await desk.report("medewerker", key)


async def test_the_bestuurssecretaris_own_conditions_are_judged_by_others(desk: Desk) -> None:
    key = await desk.declared("bestuurssecretaris")
    await desk.decide("directeur", key, "voorwaarden")
    await desk.report("bestuurssecretaris", key)
    for who in ("bestuurssecretaris", "leidinggevende", "rvt"):
        with pytest.raises(Refusal):
            await desk.judge(who, key)
    await desk.judge("directeur", key)


async def test_a_deputy_of_nobody_and_a_second_office_do_not_double_the_list(desk: Desk) -> None:
    await desk.appoint("bestuurssecretaris", Office.COMMUNICATIE)
    key = await approved(desk)
    await desk.report("medewerker", key)
    assert len(await listed(desk, "bestuurssecretaris", "to judge")) == 1
