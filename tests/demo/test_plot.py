"""What happens when, without a database."""

from collections import Counter
from datetime import date

import pytest

from demo.people import EMPLOYEES
from demo.plot import Asks, Ends, NotesSignal, Submits, TakesStep, Types, Withdraws, plan
from demo.reasons import REASONS
from demo.stories import STORIES
from demo.suppliers import DEALERS
from register.clock import day_of
from register.suppliers import SupplierFacts
from register.types import TYPES
from register.types.codes import KnownSupplier
from register.types.reading import read
from workflows.deadlines import is_working_day
from workflows.drafting import SAME_AS

AWKWARD_DAYS = [
    date(2028, 2, 29),
    date(2027, 1, 1),
    date(2026, 12, 28),
    date(2026, 4, 7),
    date(2026, 5, 31),
    date(2027, 3, 1),
]
CATALOGUE = {
    dealer.number: SupplierFacts(
        number, dealer.number, dealer.name, dealer.kvk, dealer.category, None, None, False, None
    )
    for number, dealer in enumerate(DEALERS)
}


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
def test_all_that_happens_lies_before_today_and_on_a_working_day(today: date) -> None:
    days = {day_of(act.at) for act in plan(today)}
    assert max(days) < today
    assert (today - min(days)).days <= 3 * 365 + 10
    assert all(is_working_day(day) for day in days)


def test_the_same_day_and_seed_give_the_same_acts() -> None:
    assert plan(date(2026, 3, 10)) == plan(date(2026, 3, 10))


def test_another_seed_gives_another_history() -> None:
    assert plan(date(2026, 3, 10), seed=1) != plan(date(2026, 3, 10), seed=2)


def test_acts_come_in_the_order_of_time() -> None:
    moments = [act.at for act in plan(date(2026, 3, 10))]
    assert moments == sorted(moments)


def test_nothing_is_submitted_before_it_was_typed_nor_looked_at_before_it_was_submitted() -> None:
    done: dict[object, list[type]] = {}
    for act in plan(date(2028, 2, 29)):
        before = done.setdefault(act.declaration, [])
        if isinstance(act.doing, Submits):
            assert before[-1] is Types
        if isinstance(act.doing, TakesStep):
            assert before[-1] in (Submits, NotesSignal, TakesStep)
        if isinstance(act.doing, Asks | Withdraws):
            assert before[-1] in (Submits, NotesSignal)
        if isinstance(act.doing, Ends):
            assert before[-1] is TakesStep
        before.append(type(act.doing))


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
def test_each_step_of_a_route_is_taken_on_a_later_day_than_the_one_before(today: date) -> None:
    last: dict[object, date] = {}
    for act in plan(today):
        if isinstance(act.doing, Submits | TakesStep | Asks):
            day = day_of(act.at)
            assert act.declaration not in last or last[act.declaration] < day
            last[act.declaration] = day


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
def test_every_submitted_form_is_valid(today: date) -> None:
    """The last form of each declaration that was submitted reads without a single error."""
    typed = {}
    for act in plan(today):
        if isinstance(act.doing, Types):
            typed[act.declaration] = act.doing.answers
        elif isinstance(act.doing, Submits):
            reading = read(TYPES[act.type], typed[act.declaration], CATALOGUE)
            assert not reading.errors, typed[act.declaration]


def test_nothing_is_typed_that_the_form_does_not_ask() -> None:
    for story in STORIES:
        fields = {field.name for field in TYPES[story.type].fields}
        changed = set(story.exchange.changed) if story.exchange else set()
        assert set(story.answers) | changed <= {*fields, SAME_AS}, story


def test_every_known_supplier_of_a_story_is_in_the_list() -> None:
    for story in STORIES:
        for field in TYPES[story.type].fields:
            if isinstance(field.kind, KnownSupplier):
                assert story.answers[field.name] in {*CATALOGUE, "onbekend"}


def test_no_two_stories_tell_the_same() -> None:
    told = Counter((story.who, story.type, str(story.answers)) for story in STORIES)
    assert max(told.values()) == 1


def test_every_type_has_reasons_to_approve_and_every_story_somebody_who_exists() -> None:
    assert set(REASONS) == set(TYPES)
    assert {story.who for story in STORIES} <= {employee.number for employee in EMPLOYEES}
