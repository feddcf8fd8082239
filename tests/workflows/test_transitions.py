"""The table of states and actions: whole, without dead ends and without surprises."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.decisions import DECISIONS_OF, Decision, Task
from register.declarations import Status
from workflows.transitions import (
    MOVE_OF_DECISION,
    TRANSITIONS,
    Move,
    Party,
    moves,
    target,
)

FINAL = {Status.AFGEWEZEN, Status.INGETROKKEN, Status.BEEINDIGD}
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


def test_an_action_leads_from_a_state_to_one_other_state() -> None:
    pairs = [(allowed.source, allowed.move) for allowed in TRANSITIONS]
    assert len(pairs) == len(set(pairs))
    assert all(allowed.source is not allowed.target for allowed in TRANSITIONS)


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
        (Status.GOEDGEKEURD, {Move.END}, set()),
        (Status.VOORWAARDEN, {Move.END}, set()),
        (Status.AFGEWEZEN, set(), set()),
        (Status.INGETROKKEN, set(), set()),
        (Status.BEEINDIGD, set(), set()),
    ],
)
def test_this_is_what_each_party_can_do(
    status: Status, declarant: set[Move], reviewer: set[Move]
) -> None:
    assert set(moves(status, Party.DECLARANT)) == declarant
    assert set(moves(status, Party.REVIEWER)) == reviewer


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_however_one_walks_a_declaration_is_decided_at_most_once(walk: list[Move]) -> None:
    status, decided = Status.CONCEPT, 0
    for move in walk:
        after = target(status, move)
        if after is not None:
            status = after
            decided += status in DECIDED
    assert decided <= 1


def test_every_state_has_a_name_for_people() -> None:
    assert len({status.label for status in Status}) == len(Status)
    assert all(status.slug == status.value for status in Status)
