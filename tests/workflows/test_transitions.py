"""The table of states and actions: whole, without dead ends and without surprises."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.decisions import DECISIONS_OF, Decision, Task
from register.declarations import APPROVED, Status
from workflows.subjects import LIVE
from workflows.transitions import (
    MOVE_OF_DECISION,
    TRANSITIONS,
    Move,
    Party,
    moves,
    of_change,
    stands_after,
    target,
)

FINAL = {Status.INGETROKKEN, Status.BEEINDIGD}
DECIDED = {Status.GOEDGEKEURD, Status.VOORWAARDEN, Status.AFGEWEZEN}


def test_every_state_is_reached_from_a_concept() -> None:
    reached, waiting = {Status.CONCEPT}, deque([Status.CONCEPT])
    while waiting:
        source = waiting.popleft()
        for allowed in TRANSITIONS:
            if allowed.source is source and allowed.target not in reached:
                reached.add(allowed.target)
                waiting.append(allowed.target)
    assert reached == set(Status)


def test_final_states_are_final_and_no_other_state_is() -> None:
    left = {allowed.source for allowed in TRANSITIONS}
    assert set(Status) - left == FINAL


def test_an_action_leads_from_a_state_to_one_other_state_whatever_stands() -> None:
    ways = [
        (allowed.source, allowed.move, stands)
        for allowed in TRANSITIONS
        for stands in allowed.stands
    ]
    assert len(ways) == len(set(ways))
    assert all(allowed.source is not allowed.target for allowed in TRANSITIONS)


def test_something_stands_only_while_a_change_waits() -> None:
    waiting = {Status.INGEDIEND, Status.AANVULLING}
    for allowed in TRANSITIONS:
        if set(allowed.stands) - {None}:
            assert allowed.source in waiting
            assert set(allowed.stands) <= {None, *APPROVED}


@pytest.mark.parametrize("stands", APPROVED)
def test_a_change_ends_in_what_stood_or_in_what_was_decided(stands: Status) -> None:
    assert target(stands, Move.CHANGE) is Status.INGEDIEND
    for source in (Status.INGEDIEND, Status.AANVULLING):
        assert target(source, Move.WITHDRAW_CHANGE, stands) is stands
        assert target(source, Move.WITHDRAW, stands) is None
        assert target(source, Move.WITHDRAW_OF_LEAVER, stands) is None
        assert target(source, Move.END, stands) is Status.BEEINDIGD
    assert target(Status.INGEDIEND, Move.REFUSE_CHANGE, stands) is stands
    assert target(Status.INGEDIEND, Move.REFUSE, stands) is None
    assert target(Status.INGEDIEND, Move.APPROVE, stands) is Status.GOEDGEKEURD
    assert of_change(Move.REFUSE, stands) is Move.REFUSE_CHANGE
    assert of_change(Move.WITHDRAW, stands) is Move.WITHDRAW_CHANGE
    assert of_change(Move.APPROVE, stands) is Move.APPROVE


@pytest.mark.parametrize("move", [Move.REFUSE_CHANGE, Move.WITHDRAW_CHANGE])
def test_where_nothing_stands_nothing_is_given_back(move: Move) -> None:
    assert all(target(status, move) is None for status in Status)


def test_whatever_a_leaver_left_live_can_be_ended_or_withdrawn() -> None:
    live = [(status, stands) for status in LIVE for stands in (None, *APPROVED)]
    for status, stands in live:
        if stands is None or status not in APPROVED:
            ends = target(status, Move.END_OF_LEAVER, stands)
            withdraws = target(status, Move.WITHDRAW_OF_LEAVER, stands)
            assert {ends, withdraws} & {Status.BEEINDIGD, Status.INGETROKKEN}
            assert (ends is None) != (withdraws is None)


def test_nothing_goes_back_to_a_concept() -> None:
    assert Status.CONCEPT not in {allowed.target for allowed in TRANSITIONS}


def test_a_decision_is_taken_by_a_reviewer_and_only_while_it_waits() -> None:
    for decision, move in MOVE_OF_DECISION.items():
        rows = [allowed for allowed in TRANSITIONS if allowed.move is move]
        assert [(row.source, row.party) for row in rows] == [(Status.INGEDIEND, Party.REVIEWER)]
        assert ("reden" in rows[0].needs) or decision is Decision.AANVULLEN
    assert set(MOVE_OF_DECISION) == {*DECISIONS_OF[Task.DECIDE]}


def test_what_is_decided_is_not_withdrawn() -> None:
    assert all(target(status, Move.WITHDRAW) is None for status in DECIDED)


@pytest.mark.parametrize(
    ("status", "declarant", "reviewer"),
    [
        (Status.CONCEPT, {Move.SUBMIT}, set()),
        (
            Status.INGEDIEND,
            {Move.WITHDRAW},
            {Move.APPROVE, Move.APPROVE_CONDITIONALLY, Move.REFUSE, Move.ASK_FOR_MORE},
        ),
        (Status.AANVULLING, {Move.ANSWER, Move.WITHDRAW}, set()),
        (Status.GOEDGEKEURD, {Move.CHANGE, Move.END}, set()),
        (Status.VOORWAARDEN, {Move.CHANGE, Move.END}, set()),
        (Status.AFGEWEZEN, {Move.RECONSIDER}, set()),
        (Status.INGETROKKEN, set(), set()),
        (Status.BEEINDIGD, set(), set()),
    ],
)
def test_this_is_what_each_party_can_do(
    status: Status, declarant: set[Move], reviewer: set[Move]
) -> None:
    assert set(moves(status, Party.DECLARANT)) == declarant
    assert set(moves(status, Party.REVIEWER)) == reviewer


ASKS = {Move.SUBMIT, Move.ANSWER, Move.CHANGE, Move.RECONSIDER}
DECIDES = {*MOVE_OF_DECISION.values(), Move.REFUSE_CHANGE}


@given(st.lists(st.sampled_from(list(Move)), max_size=40))
def test_however_one_walks_what_is_asked_once_is_decided_at_most_once(walk: list[Move]) -> None:
    status, stands, asked, decided = Status.CONCEPT, None, 0, 0
    for move in walk:
        after = target(status, move, stands)
        if after is not None:
            stands = stands_after(status, move, after, stands)
            status = after
            asked += move in ASKS
            decided += move in DECIDES
            assert decided <= asked
            assert stands is None or status in (Status.INGEDIEND, Status.AANVULLING)


def test_every_state_has_a_name_for_people() -> None:
    assert len({status.label for status in Status}) == len(Status)
    assert all(status.slug == status.value for status in Status)
