"""What holds for every rule of the code, whichever it is."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.findings import Severity
from register.suppliers import Category, SupplierFacts
from register.types import TYPES
from register.types.reading import read
from tests.register.types.answers import CLEAN, KNOWN, form_of, good_form_of, values_of
from tests.workflows.rules import (
    test_all_types,
    test_ancillary_position,
    test_home,
    test_private_supplier_use,
    test_related_party_contract,
    test_supplier_invitation,
)
from tests.workflows.rules.table import DAY, Case, facts_of
from tests.workflows.rules.table import values_of as clean_values
from workflows.facts import DeclarantFacts, Facts, LiveDeclaration
from workflows.judging import judge
from workflows.policy import POLICY_VALUES, Policy
from workflows.rules import RULES, rules_of
from workflows.rules.editions import EDITIONS, edition_on
from workflows.rules.rule import (
    Complies,
    Departs,
    NotApplicable,
    Rule,
)
from workflows.rules.twelve_months import most_in_twelve_months

TABLES = Path(__file__).parents[2] / "data" / "rules.md"

CASES: Sequence[Any] = [
    param.values
    for module in (
        test_all_types,
        test_ancillary_position,
        test_related_party_contract,
        test_private_supplier_use,
        test_home,
        test_supplier_invitation,
    )
    for param in module.TABLE
]

EVERY_RULE = [pytest.param(rule, id=rule.id) for rule in RULES.values()]


def written() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Give each rule of the tables: its id, its severities, and the type it stands under."""
    heading = ""
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ").strip()
        if found := re.match(r"\| ([A-Z]{2}-\d+) \| ([^|]+) \|", line):
            severities = re.findall("|".join(each.value for each in Severity), found[2])
            yield found[1], tuple(severities), heading


def test_the_rules_are_those_of_the_tables_with_their_severities() -> None:
    assert {
        rule_id: (severities, tuple(TYPES) if heading == "All types" else (heading,))
        for rule_id, severities, heading in written()
    } == {
        rule.id: (tuple(each.value for each in rule.severities), rule.types)
        for rule in RULES.values()
    }
    assert [rule_id for rule_id, _, _ in written()] == list(RULES)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_is_a_class_named_by_its_id_that_says_what_it_is_about(rule: Rule) -> None:
    assert type(rule).__name__ == rule.id.replace("-", "_")
    assert re.fullmatch(r"[A-ZÀ-Ý][^.]+\.", rule.sentence), rule.sentence
    assert re.fullmatch(r"[A-ZÀ-Ý].+\.", rule.asks), rule.asks
    assert re.match(r"deel [1-4]\b", rule.place)
    assert rule.types
    assert set(rule.types) <= set(TYPES)
    assert set(rule.policy) <= set(POLICY_VALUES)
    for slug in rule.types:
        assert set(rule.needs) <= {field.name for field in TYPES[slug].fields}


@pytest.mark.parametrize("rule", EVERY_RULE)
@pytest.mark.parametrize("outcome", [Complies, Departs, NotApplicable])
def test_a_rule_has_a_case_for_each_of_its_three_answers(rule: Rule, outcome: type) -> None:
    cases: list[Case] = [case for rule_id, _, case in CASES if rule_id == rule.id]
    assert any(case.expected is outcome for case in cases)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_does_not_apply_before_the_day_of_its_edition(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = NotApplicable("Deze regel geldt pas vanaf 10-03-2026.")
    monkeypatch.setitem(EDITIONS, rule.edition, DAY)
    for slug in rule.types:
        values = clean_values(slug, {})
        before = facts_of(slug, judged_on=DAY - timedelta(days=1))
        assert rule.judge(values, before) == said
        assert rule.judge(values, facts_of(slug)) != said


def test_the_edition_of_a_day_is_the_newest_that_has_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(EDITIONS, "2", DAY)
    assert edition_on(DAY - timedelta(days=1)) == "1"
    assert edition_on(DAY) == edition_on(date.max) == "2"


@pytest.mark.parametrize("slug", TYPES)
def test_nothing_departs_from_a_clean_form_and_everything_of_its_type_is_judged(slug: str) -> None:
    judged = judge(clean_values(slug, {}), facts_of(slug))
    assert [each.rule.id for each in judged if isinstance(each.outcome, Departs)] == []
    assert [each.rule for each in judged] == list(rules_of(slug, DAY))


@pytest.mark.parametrize("slug", TYPES)
def test_nothing_is_said_of_an_empty_form_but_of_who_declares(slug: str) -> None:
    values = read(TYPES[slug], {}, {}).values
    judged = judge(values, facts_of(slug, has_party=False))
    assert {each.rule.id for each in judged if not isinstance(each.outcome, NotApplicable)} == {
        "AL-3"
    }


def test_the_severity_of_a_judgement_is_that_of_the_case() -> None:
    def severity(category: str) -> Severity:
        values = clean_values("uitnodiging", {"category": category})
        found = {each.rule.id: each for each in judge(values, facts_of("uitnodiging"))}
        return found["UI-1"].severity

    assert [severity(each) for each in ("a", "b", "c")] == [
        Severity.EXPLAIN,
        Severity.EXPLAIN,
        Severity.PROHIBITION,
    ]


def test_antikraak_is_the_only_hard_exclusion() -> None:
    assert [rule.id for rule in RULES.values() if Severity.EXCLUSION in rule.severities] == ["WO-1"]


def suppliers() -> st.SearchStrategy[SupplierFacts]:
    days = st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))
    return st.builds(
        SupplierFacts,
        id=st.integers(1, 9),
        creditor_number=st.sampled_from(["C-1", "C-2"]),
        name=st.text(min_size=1, max_size=20),
        kvk_number=st.none() | st.just("12345678"),
        category=st.none() | st.sampled_from(Category),
        contract_from=days,
        contract_until=days,
        tender_running=st.booleans(),
        address=st.none(),
    )


def history(slug: str) -> st.SearchStrategy[LiveDeclaration]:
    """Give live declarations as the columns of their tables may hold them."""
    details = st.fixed_dictionaries(
        {
            field.name: (st.none() | values_of(field.kind))
            if field.optional or field.when
            else values_of(field.kind)
            for field in TYPES[slug].own_fields
        }
    )
    return st.builds(
        LiveDeclaration,
        number=st.just("2025-0001"),
        type=st.just(slug),
        same_party=st.booleans(),
        values=details,
    )


def facts(slug: str) -> st.SearchStrategy[Facts]:
    limits = st.none() | st.decimals(0, 10_000, places=2)
    days = st.dates(date(1999, 1, 1), date(2060, 12, 31))
    return st.builds(
        Facts,
        type=st.just(slug),
        judged_on=days,
        first_submitted_on=days,
        policy=st.builds(
            Policy,
            side_hours_notice=limits,
            private_use_notice=limits,
            invitation_explain=limits,
            invitation_count_notice=st.none() | st.integers(0, 5),
        ),
        has_party=st.booleans(),
        declarant=st.none() | st.builds(DeclarantFacts, st.just(1), st.booleans()),
        supplier=st.none() | suppliers(),
        matched_supplier=st.none() | suppliers(),
        earlier=st.lists(history(slug), max_size=3).map(tuple),
        colleague_has_same_party=st.none() | st.booleans(),
    )


@pytest.mark.parametrize("slug", TYPES)
@settings(max_examples=40)
@given(data=st.data())
def test_no_form_whatever_is_typed_makes_a_rule_raise(slug: str, data: st.DataObject) -> None:
    form = data.draw(st.one_of(good_form_of(slug), form_of(slug)))
    values = read(TYPES[slug], form, KNOWN).values
    known = data.draw(facts(slug))
    for each in judge(values, known):
        match each.outcome:
            case Departs(sentence, because, severity):
                assert sentence.endswith(".")
                assert because
                assert severity is None or severity in each.rule.severities
            case NotApplicable(why):
                assert why.endswith(".")
            case Complies():
                pass


@settings(max_examples=20)
@given(data=st.data(), owner=st.sampled_from(["ander", "andere-corporatie"]))
def test_no_rule_on_homes_says_anything_of_the_home_of_another_owner(
    data: st.DataObject, owner: str
) -> None:
    form = {**data.draw(good_form_of("woning")), "owner": owner}
    values = read(TYPES["woning"], form, {}).values
    judged = judge(values, data.draw(facts("woning")))
    assert not [
        each.rule.id
        for each in judged
        if each.rule.types == ("woning",) and not isinstance(each.outcome, NotApplicable)
    ]


@given(
    amount=st.decimals(0, 10**6, places=2),
    others=st.lists(
        st.tuples(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.decimals(0, 10**6, places=2)),
        max_size=5,
    ),
)
def test_the_sum_over_twelve_months_is_never_less_than_this_one_nor_more_than_all(
    amount: Decimal, others: list[tuple[date, Decimal]]
) -> None:
    total = most_in_twelve_months((DAY, amount), others)
    assert amount <= total <= amount + sum((each for _, each in others), Decimal(0))


def test_the_clean_forms_are_complete() -> None:
    for slug, typed in CLEAN.items():
        assert read(TYPES[slug], typed, {}).errors == {}
