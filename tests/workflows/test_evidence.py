"""What the rules said is kept with what it was about, and is never computed again in place."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from register.errors import Invalid
from register.findings import Severity, Verdict
from register.suppliers import Category, Supplier, normal_form
from register.types import TYPES
from tests.conftest import NOW
from tests.workflows.desk import ACCEPTED, EXPLANATION, REASON, Desk
from workflows.explanations import MISSING, Names
from workflows.rules import RULES, rules_of
from workflows.rules.editions import EDITIONS

pytestmark = pytest.mark.storage

IN_OFFICE_HOURS = {"during_working_hours": "ja"}
TENDER = (
    "Er loopt een offerte of aanbesteding met Dakwerken Zuid B.V., volgens de lijst van "
    "leveranciers."
)
LISTED = {"supplier": "C-9", "party_name": "", "kvk_number": ""}


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A desk with one supplier: category A, under contract, no tender."""
    async with desk.storage.transaction() as db:
        db.add(
            Supplier(
                creditor_number="C-9",
                name="Dakwerken Zuid B.V.",
                normal_name=normal_form("Dakwerken Zuid B.V."),
                kvk_number="37000009",
                category=Category.A,
                contract_from=date(2025, 1, 1),
            )
        )
    return desk


async def supplier_is(desk: Desk, **facts: Any) -> None:
    """Let purchasing say something else of the supplier."""
    async with desk.storage.transaction() as db:
        connection = await db.connection()
        for name, value in facts.items():
            await connection.execute(text(f"UPDATE supplier SET {name} = :value"), {"value": value})


async def findings(desk: Desk, key: UUID, revision: int = 1) -> dict[str, dict[str, Any]]:
    rows = await desk.rows(
        "SELECT rule, edition, severity, verdict, sentence, looked_at, f.explanation, "
        "deliberation, consulted FROM finding f JOIN revision r ON r.id = revision_id "
        "WHERE declaration_id = :key AND revision_number = :revision",
        key=key,
        revision=revision,
    )
    names = ["edition", "severity", "verdict", "sentence", "looked_at", "explanation"]
    names += ["deliberation", "consulted"]
    return {rule: dict(zip(names, rest, strict=True)) for rule, *rest in rows}


@pytest.mark.parametrize("slug", TYPES)
async def test_every_rule_of_a_type_is_kept_with_the_revision(desk: Desk, slug: str) -> None:
    key = await desk.declared(slug=slug)
    kept = await findings(desk, key)
    assert set(kept) == {rule.id for rule in rules_of(slug, NOW.date())}
    assert {each["verdict"] for each in kept.values()} <= {"complies", "not_applicable"}
    assert all(each["looked_at"] is not None for each in kept.values())
    assert {each["edition"] for each in kept.values()} == {"1"}
    assert not any(each["explanation"] for each in kept.values())


async def test_a_finding_tells_the_answers_and_facts_it_looked_at(desk: Desk) -> None:
    key = await desk.declared(slug="uitnodiging", **LISTED, travel_paid="ja")
    kept = await findings(desk, key)
    assert kept["UI-8"]["verdict"] == "departs"
    assert kept["UI-8"]["severity"] == "explain"
    assert kept["UI-8"]["sentence"] == "De leverancier betaalt reis of verblijf."
    assert kept["UI-8"]["looked_at"] == {"travel_paid": True, "partner_invited": False}
    assert kept["UI-8"]["explanation"] == EXPLANATION
    looked_at = kept["UI-2"]["looked_at"]
    assert looked_at["takes_place_on"] == "2026-06-20"
    assert looked_at["supplier"]["creditor_number"] == "C-9"
    assert looked_at["supplier"]["contract_from"] == "2025-01-01"
    assert kept["UI-5"]["looked_at"]["policy"] == {"invitation_explain": None}
    assert kept["AL-3"]["looked_at"] == {"declarant": {"key_function": False}}


async def test_nothing_is_submitted_without_the_explanations_that_are_needed(desk: Desk) -> None:
    answers = {**IN_OFFICE_HOURS, "works_for_residents": "ja"}
    key = await desk.draft(**answers, **{Names("NF-2").text: " ", Names("NF-4").text: ""})
    with pytest.raises(Invalid) as refused:
        await desk.submit("medewerker", key)
    assert refused.value.errors == {"uitleg-NF-2": MISSING, "uitleg-NF-4": MISSING}
    assert await desk.rows("SELECT count(*) FROM revision") == [(0,)]
    assert await desk.rows("SELECT count(*) FROM number_series") == [(0,)]
    await desk.type("medewerker", key, **answers)
    await desk.submit("medewerker", key)


@pytest.mark.parametrize("wrong", ["\u200b", "a\u202eb", "x" * 4_001])
async def test_an_explanation_that_cannot_be_read_is_refused_beside_its_field(
    desk: Desk, wrong: str
) -> None:
    key = await desk.draft(**IN_OFFICE_HOURS, **{Names("NF-2").text: wrong})
    with pytest.raises(Invalid) as refused:
        await desk.submit("medewerker", key)
    assert list(refused.value.errors) == ["uitleg-NF-2"]
    assert refused.value.errors["uitleg-NF-2"] != MISSING


async def test_the_questions_and_the_colleague_are_kept_with_the_explanation(desk: Desk) -> None:
    names = Names("NF-2")
    typed = {names.answer(1): "Of ik doorga.", names.answer(7): "Ja.", names.consulted: "Carla"}
    key = await desk.declared(**IN_OFFICE_HOURS, **typed)
    kept = (await findings(desk, key))["NF-2"]
    assert kept["deliberation"] == {"1": "Of ik doorga.", "7": "Ja."}
    assert kept["consulted"] == "Carla"


async def test_an_explanation_of_what_does_not_depart_is_not_kept(desk: Desk) -> None:
    key = await desk.declared()
    assert (await desk.declaration(key)).draft is not None
    assert await desk.rows("SELECT count(*) FROM finding WHERE explanation IS NOT NULL") == [(0,)]


async def test_findings_stay_as_they_were_whatever_the_facts_become(desk: Desk) -> None:
    key = await desk.declared(slug="uitnodiging", **LISTED)
    before = await findings(desk, key)
    await supplier_is(desk, tender_running=True, category="c")
    await desk.look_at("leidinggevende", key)
    assert await findings(desk, key) == before
    for statement in (
        "UPDATE finding SET verdict = 'complies', sentence = NULL",
        "DELETE FROM finding",
        "TRUNCATE finding",
    ):
        with pytest.raises(IntegrityError, match="never changed or removed"):
            await desk.rows(f"{statement}")


async def test_where_a_fact_changed_the_reviewer_has_to_have_seen_it(desk: Desk) -> None:
    key = await desk.declared(slug="uitnodiging", **LISTED)
    on_screen = (await desk.weighing(key)).seen
    await supplier_is(desk, tender_running=True)
    for tries in ({"seen": on_screen}, {"seen": ""}, {"acknowledged": False}):
        with pytest.raises(Invalid) as refused:
            await desk.decide("leidinggevende", key, "afwijzen", **tries)
        assert len(refused.value.errors) == 1
    [step] = await desk.steps(key)
    assert step.decision is None

    await desk.decide("leidinggevende", key, "afwijzen")
    rows = await desk.rows(
        "SELECT verdict, severity, sentence, differs FROM weighing WHERE rule = 'UI-3'"
    )
    assert rows == [
        (
            "departs",
            "prohibition",
            TENDER,
            True,
        )
    ]
    assert (await findings(desk, key))["UI-3"]["verdict"] == "complies"


async def test_what_was_shown_is_kept_with_the_decision_whole(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    kept = await desk.rows("SELECT rule, differs, acceptance FROM weighing")
    assert {rule for rule, _, _ in kept} == {
        rule.id for rule in rules_of("nevenfunctie", NOW.date())
    }
    assert {(differs, acceptance) for _, differs, acceptance in kept} == {(False, None)}


async def test_who_approves_names_each_departure_that_is_accepted(desk: Desk) -> None:
    key = await desk.declared(**IN_OFFICE_HOURS, uses_company_assets="ja")
    for decision in ("goedkeuren", "voorwaarden"):
        with pytest.raises(Invalid) as refused:
            await desk.decide(
                "leidinggevende", key, decision, acceptances={"NF-2": "Kan.", "NF-3": " "}
            )
        assert list(refused.value.errors) == ["accepteer-NF-3"]
    await desk.decide("leidinggevende", key)
    assert await desk.rows(
        "SELECT rule, acceptance FROM weighing WHERE acceptance IS NOT NULL ORDER BY rule"
    ) == [("NF-2", ACCEPTED), ("NF-3", ACCEPTED)]
    assert await desk.rows("SELECT data->'accepted' FROM event ORDER BY seq DESC LIMIT 1 OFFSET 1")


async def test_who_refuses_accepts_nothing(desk: Desk) -> None:
    key = await desk.declared(**IN_OFFICE_HOURS)
    await desk.decide("leidinggevende", key, "afwijzen", acceptances={})
    assert await desk.rows("SELECT count(*) FROM weighing WHERE acceptance IS NOT NULL") == [(0,)]


async def test_a_new_version_is_judged_anew_and_the_old_findings_stay(desk: Desk) -> None:
    key = await desk.declared(**IN_OFFICE_HOURS)
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key)
    await desk.submit("medewerker", key)
    assert (await findings(desk, key, 1))["NF-2"]["verdict"] == "departs"
    assert (await findings(desk, key, 2))["NF-2"]["verdict"] == "complies"


async def test_late_is_counted_from_the_first_submission_also_in_a_later_version(
    desk: Desk,
) -> None:
    key = await desk.declared(starts_on="12-03-2026")
    await desk.decide("leidinggevende", key, "aanvullen")
    desk.now = NOW + timedelta(days=10)
    await desk.type("medewerker", key, starts_on="12-03-2026")
    await desk.submit("medewerker", key)
    assert (await findings(desk, key, 2))["AL-1"]["verdict"] == "complies"


async def test_an_edition_that_began_meanwhile_shows_both_outcomes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await desk.declared(**IN_OFFICE_HOURS)
    monkeypatch.setitem(EDITIONS, "1", NOW.date() + timedelta(days=365))
    [changed] = [each for each in (await desk.weighing(key)).differing if each.rule.id == "NF-2"]
    assert changed.then is not None
    assert (changed.then.verdict, changed.now.verdict) == (
        Verdict.DEPARTS,
        Verdict.NOT_APPLICABLE,
    )
    assert changed.departing is Severity.EXPLAIN


async def test_what_a_rule_says_of_a_colleague_is_for_the_reviewer_alone(desk: Desk) -> None:
    party = {"organisation": "Stichting De Vuurtoren", "kvk_number": "99000001"}
    await desk.declared("collega", **party)
    key = await desk.declared("medewerker", **party)
    assert (await findings(desk, key))["AL-4"]["verdict"] == "departs"
    seen = {each.rule for each in (await desk.look_at("leidinggevende", key)).findings}
    own = {each.rule for each in (await desk.look_at("medewerker", key)).findings}
    assert seen - own == {"AL-4"}
    assert RULES["AL-4"].for_reviewers


async def test_the_reason_stands_with_the_step_and_the_event(desk: Desk) -> None:
    key = await desk.declared(**IN_OFFICE_HOURS)
    await desk.decide("leidinggevende", key)
    assert await desk.rows(
        "SELECT action, data->>'reason', data->'accepted' FROM event WHERE action = 'step.taken'"
    ) == [("step.taken", REASON, ["NF-2"])]
