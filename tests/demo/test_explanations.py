"""What departs in the stories, and how it is explained, without a database: whatever the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.acceptances import ACCEPTANCES
from demo.limits import limits
from demo.organisation import supplier_of
from demo.people import EMPLOYEES
from demo.plot import Act, Submits, Types, plan
from demo.stories import STORIES
from demo.suppliers import DEALERS
from register.clock import day_of
from register.findings import Severity
from register.suppliers import SupplierFacts, normal_form
from register.types import TYPES
from register.types.reading import read
from register.types.record import Counterparty
from tests.demo.test_plot import AWKWARD_DAYS
from workflows.explanations import QUESTIONS, Explanation, read_explanations, to_explain
from workflows.facts import DeclarantFacts, Facts
from workflows.judging import Judgement, judge
from workflows.policy import POLICY_VALUES, Policy
from workflows.rules import RULES

KEY_FUNCTIONS = {employee.number for employee in EMPLOYEES if employee.key_function}


@dataclass(frozen=True)
class Submitted:
    """A submission of the demo: what was typed, and what each rule said of it."""

    act: Act
    typed: Mapping[str, str]
    judgements: tuple[Judgement, ...]


def submitted(today: date) -> Iterator[Submitted]:
    """Give every submission of the demo, held against the code."""
    listed = dict(_listed(today))
    typed: dict[object, Mapping[str, str]] = {}
    first: dict[object, date] = {}
    for act in plan(today):
        if isinstance(act.doing, Types):
            typed[act.declaration] = act.doing.answers
        elif isinstance(act.doing, Submits):
            kind, day = TYPES[act.type], day_of(act.at)
            values = read(kind, typed[act.declaration], listed).values
            party = kind.counterparty(values)
            facts = Facts(
                type=act.type,
                judged_on=day,
                first_submitted_on=first.setdefault(act.declaration, day),
                policy=_policy(today, act),
                declarant=DeclarantFacts(1, act.who in KEY_FUNCTIONS),
                supplier=party.supplier if party else None,
                matched_supplier=_matched(party, listed),
            )
            yield Submitted(act, typed[act.declaration], judge(values, facts))


def _listed(today: date) -> Iterator[tuple[str, SupplierFacts]]:
    for number, dealer in enumerate(DEALERS):
        supplier = supplier_of(dealer, today)
        yield (
            dealer.number,
            SupplierFacts(
                number,
                dealer.number,
                dealer.name,
                dealer.kvk,
                dealer.category,
                supplier.contract_from,
                supplier.contract_until,
                dealer.tender,
                None,
            ),
        )


def _matched(
    party: Counterparty | None, listed: Mapping[str, SupplierFacts]
) -> SupplierFacts | None:
    if party is None or party.supplier is not None:
        return None
    same = [
        each
        for each in listed.values()
        if (party.kvk_number and each.kvk_number == party.kvk_number)
        or normal_form(each.name) == normal_form(party.name or "")
    ]
    return same[0] if same else None


def _policy(today: date, act: Act) -> Policy:
    values = {
        limit.name: POLICY_VALUES[limit.name].kind.read(limit.typed)
        for limit in limits(today)
        if limit.at < act.at
    }
    return Policy(**values)


def departs(each: Submitted) -> set[str]:
    return {judgement.rule.id for judgement in to_explain(each.judgements)}


@settings(max_examples=12)
@given(today=st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_whatever_the_day_nobody_submits_a_departure_without_explaining_it(today: date) -> None:
    for each in submitted(today):
        _, unexplained = read_explanations(each.judgements, each.typed)
        assert not unexplained, each.typed


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
def test_nobody_explains_what_does_not_depart(today: date) -> None:
    """Where a second form mends what was wrong, what explained it is still there."""
    departing: dict[object, set[str]] = {}
    explained: dict[object, set[str]] = {}
    for each in submitted(today):
        key = each.act.declaration
        departing.setdefault(key, set()).update(departs(each))
        typed = {name.removeprefix("uitleg-") for name in each.typed if name.startswith("uitleg-")}
        explained.setdefault(key, set()).update(typed)
    assert explained == departing


def test_every_rule_departs_on_the_form_or_by_what_else_was_declared() -> None:
    """The rules that look at other declarations are seen in the database."""
    departing = {
        judgement.rule.id
        for each in submitted(date(2026, 3, 10))
        for judgement in each.judgements
        if judgement.departs
    }
    assert set(RULES) - departing == {"AL-2", "AL-4", "UI-9"}


def test_a_few_thought_it_over_with_all_seven_questions_and_a_colleague() -> None:
    thorough = [
        each
        for story in STORIES
        for each in story.because.values()
        if isinstance(each, Explanation) and len(each.deliberation) == len(QUESTIONS)
    ]
    assert len(thorough) >= 4
    assert all(each.consulted for each in thorough)


def test_who_thought_it_over_asked_a_colleague_that_works_here() -> None:
    names = {" ".join(filter(None, employee.name.split("|"))) for employee in EMPLOYEES}
    for story in STORIES:
        for each in story.because.values():
            if isinstance(each, Explanation):
                assert each.consulted in names


def test_only_what_has_to_be_explained_is_accepted_with_a_text_of_the_stock() -> None:
    """Who allows what the code forbids does so for reasons of their own."""
    explain = {rule_id for rule_id, rule in RULES.items() if Severity.EXPLAIN in rule.severities}
    assert set(ACCEPTANCES) == explain
