"""Who takes which step, from facts: nobody on their own, nobody twice, always somebody's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.decisions import ReviewerRole, Task
from register.findings import Severity
from register.people import Office
from workflows.routes import (
    Demands,
    PlannedStep,
    RouteFacts,
    Taken,
    demands_of,
    route,
    upcoming,
)

DECLARANT, MANAGER, SECRETARY, DIRECTOR, CHAIR, VOICE = 1, 2, 3, 4, 5, 6
BS, DIR, RVT = Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT
FULL: Mapping[Office, Sequence[int]] = {
    BS: [SECRETARY],
    DIR: [DIRECTOR],
    RVT: [CHAIR],
    Office.COMMUNICATIE: [VOICE],
}
LEAD, SEC, BOARD, COUNCIL, COMM = (
    ReviewerRole.LEIDINGGEVENDE,
    ReviewerRole.BESTUURSSECRETARIS,
    ReviewerRole.DIRECTIE,
    ReviewerRole.RVT,
    ReviewerRole.COMMUNICATIE,
)
DECIDE, ADVISE, CONFIRM = Task.DECIDE, Task.ADVISE, Task.CONFIRM

NOTHING = Demands()
NOTICE = Demands(frozenset({Severity.NOTICE}))
EXCLUDED = Demands(frozenset({Severity.EXCLUSION}))
EXPLAINED = Demands(frozenset({Severity.EXPLAIN}))
FORBIDDEN = Demands(frozenset({Severity.PROHIBITION}))
KEY_FUNCTION = Demands(frozenset({Severity.NOTICE}), second_pair=True)
CELEBRATION = Demands(frozenset({Severity.EXPLAIN}), advisers=frozenset({Office.COMMUNICATIE}))


def facts(
    *offices: Office,
    manager: int | None = MANAGER,
    in_service: bool = True,
    holders: Mapping[Office, Sequence[int]] | None = None,
    taken: Sequence[Taken] = (),
) -> RouteFacts:
    """Give the facts of a declarant, by default with a manager and every office held."""
    return RouteFacts(
        declarant_id=DECLARANT,
        declarant_offices=frozenset(offices),
        manager_id=manager,
        manager_in_service=in_service and manager is not None,
        holders=FULL if holders is None else holders,
        taken=taken,
    )


def told(steps: Sequence[PlannedStep]) -> list[tuple[ReviewerRole, Task]]:
    return [(step.role, step.task) for step in steps]


NOBODY = "Niet toegewezen: er is niemand beschikbaar."
NO_MANAGER = "Er is geen leidinggevende bekend."
OF_BOARD = "Verklaringen van de directie gaan naar de RvT."
OF_SECRETARY = "Verklaringen van de bestuurssecretaris gaan naar de directie."


@pytest.mark.parametrize(
    ("given_facts", "role", "person", "why"),
    [
        (facts(), LEAD, MANAGER, ""),
        (facts(Office.COMMUNICATIE), LEAD, MANAGER, ""),
        (facts(Office.BEHEERDER), LEAD, MANAGER, ""),
        (facts(RVT, manager=None), SEC, None, NO_MANAGER),
        (facts(manager=None), SEC, None, NO_MANAGER),
        (facts(manager=DECLARANT), SEC, None, "Niemand beslist over een eigen verklaring."),
        (facts(in_service=False), SEC, None, "De leidinggevende is niet in dienst."),
        (facts(BS), BOARD, None, OF_SECRETARY),
        (facts(DIR), COUNCIL, None, OF_BOARD),
        (facts(DIR, manager=CHAIR), COUNCIL, None, OF_BOARD),
        (facts(BS, DIR), COUNCIL, None, OF_BOARD),
        (facts(manager=None, holders={DIR: [DIRECTOR], RVT: [CHAIR]}), BOARD, None, NO_MANAGER),
        (facts(manager=None, holders={RVT: [CHAIR]}), COUNCIL, None, NO_MANAGER),
        (facts(BS, holders={BS: [DECLARANT], RVT: [CHAIR]}), COUNCIL, None, OF_SECRETARY),
        (facts(BS, holders={DIR: [DECLARANT], RVT: [CHAIR]}), COUNCIL, None, OF_SECRETARY),
        (facts(DIR, holders={BS: [SECRETARY]}), SEC, None, f"{OF_BOARD} {NOBODY}"),
        (facts(manager=None, holders={}), SEC, None, f"{NO_MANAGER} {NOBODY}"),
        (facts(holders={}), LEAD, MANAGER, ""),
    ],
)
@pytest.mark.parametrize("demands", [NOTHING, NOTICE, EXCLUDED])
def test_one_decides_where_nothing_asks_for_a_second_pair_of_eyes(
    given_facts: RouteFacts, role: ReviewerRole, person: int | None, why: str, demands: Demands
) -> None:
    [planned] = route(given_facts, demands)
    assert (planned.role, planned.task, planned.person_id) == (role, DECIDE, person)
    assert planned.why.startswith(why)


SECONDED = [(LEAD, DECIDE), (SEC, CONFIRM)]


@pytest.mark.parametrize(
    ("given_facts", "demands", "steps"),
    [
        (facts(), EXPLAINED, SECONDED),
        (facts(), KEY_FUNCTION, SECONDED),
        (facts(), CELEBRATION, [(COMM, ADVISE), *SECONDED]),
        (facts(), FORBIDDEN, [(LEAD, ADVISE), (SEC, ADVISE), (BOARD, DECIDE)]),
        (facts(), replace(EXPLAINED, disagreement=True), [*SECONDED, (BOARD, DECIDE)]),
        (facts(manager=None), EXPLAINED, [(SEC, DECIDE), (BOARD, CONFIRM)]),
        (facts(manager=None), FORBIDDEN, [(SEC, ADVISE), (BOARD, DECIDE)]),
        (facts(manager=SECRETARY), EXPLAINED, [(LEAD, DECIDE), (BOARD, CONFIRM)]),
        (facts(manager=SECRETARY), FORBIDDEN, [(LEAD, ADVISE), (BOARD, DECIDE)]),
        (facts(manager=DIRECTOR), EXPLAINED, SECONDED),
        (facts(manager=DIRECTOR), FORBIDDEN, [(LEAD, ADVISE), (SEC, ADVISE), (COUNCIL, DECIDE)]),
        (
            facts(manager=DIRECTOR),
            replace(EXPLAINED, disagreement=True),
            [*SECONDED, (COUNCIL, DECIDE)],
        ),
        (facts(manager=VOICE), CELEBRATION, SECONDED),
        (
            facts(Office.COMMUNICATIE, holders={**FULL, Office.COMMUNICATIE: [DECLARANT]}),
            CELEBRATION,
            SECONDED,
        ),
        (facts(DIR), FORBIDDEN, [(COUNCIL, DECIDE)]),
        (facts(BS), FORBIDDEN, [(BOARD, DECIDE)]),
        (facts(BS), CELEBRATION, [(COMM, ADVISE), (BOARD, DECIDE)]),
    ],
)
def test_departures_bring_more_eyes(
    given_facts: RouteFacts, demands: Demands, steps: list[tuple[ReviewerRole, Task]]
) -> None:
    assert told(route(given_facts, demands)) == steps


@pytest.mark.parametrize(
    ("demands", "taken", "next_steps"),
    [
        (NOTHING, [Taken(LEAD, MANAGER, DECIDE)], []),
        (EXPLAINED, [Taken(LEAD, MANAGER, DECIDE)], [(SEC, CONFIRM)]),
        (EXPLAINED, [Taken(LEAD, MANAGER, DECIDE), Taken(SEC, SECRETARY, CONFIRM)], []),
        (
            replace(EXPLAINED, disagreement=True),
            [Taken(LEAD, MANAGER, DECIDE), Taken(SEC, SECRETARY, CONFIRM)],
            [(BOARD, DECIDE)],
        ),
        (FORBIDDEN, [Taken(LEAD, MANAGER, DECIDE)], [(SEC, ADVISE), (BOARD, DECIDE)]),
        (CELEBRATION, [Taken(COMM, VOICE, ADVISE)], SECONDED),
    ],
)
def test_what_was_taken_is_not_asked_again(
    demands: Demands,
    taken: Sequence[Taken],
    next_steps: list[tuple[ReviewerRole, Task]],
) -> None:
    assert told(list(upcoming(facts(taken=taken), demands))) == next_steps


def test_a_manager_who_leaves_after_deciding_has_decided() -> None:
    left = facts(in_service=False, taken=[Taken(LEAD, MANAGER, DECIDE)])
    assert told(list(upcoming(left, EXPLAINED))) == [(SEC, CONFIRM)]


def test_who_confirmed_does_not_settle_the_disagreement_too() -> None:
    """The directie stood in for the bestuurssecretaris, so the RvT decides."""
    taken = [Taken(LEAD, MANAGER, DECIDE), Taken(BOARD, DIRECTOR, CONFIRM)]
    holders = {DIR: [DIRECTOR], RVT: [CHAIR]}
    found = upcoming(facts(holders=holders, taken=taken), replace(EXPLAINED, disagreement=True))
    assert told(list(found)) == [(COUNCIL, DECIDE)]


def test_what_directie_decided_stands_when_the_declarant_is_no_longer_bestuurssecretaris() -> None:
    decided = facts(taken=[Taken(BOARD, DIRECTOR, DECIDE)])
    for demands in (NOTHING, EXPLAINED, FORBIDDEN):
        assert not {LEAD, SEC} & {role for role, _ in told(list(upcoming(decided, demands)))}


def test_nobody_advises_after_a_decision() -> None:
    decided = facts(taken=[Taken(LEAD, MANAGER, DECIDE)])
    assert told(list(upcoming(decided, CELEBRATION))) == [(SEC, CONFIRM)]


def test_an_unassigned_last_word_is_not_forgotten() -> None:
    """The bestuurssecretaris decided, directie does not agree, and nobody is above them."""
    taken = [Taken(SEC, SECRETARY, DECIDE), Taken(BOARD, DIRECTOR, CONFIRM)]
    known = facts(manager=None, holders={BS: [SECRETARY], DIR: [DIRECTOR]}, taken=taken)
    [last] = upcoming(known, replace(EXPLAINED, disagreement=True))
    assert (last.task, last.unassigned) == (DECIDE, True)
    settled = replace(known, taken=[*taken, Taken(SEC, 9, DECIDE)])
    assert not list(upcoming(settled, replace(EXPLAINED, disagreement=True)))


def test_the_rules_that_depart_tell_what_the_route_needs() -> None:
    assert demands_of([]) == NOTHING
    assert demands_of([("AL-3", Severity.NOTICE)]) == KEY_FUNCTION
    assert demands_of([("UI-7", Severity.EXPLAIN)]) == CELEBRATION
    assert demands_of([("AL-2", Severity.NOTICE)]) == NOTICE
    assert demands_of([("XX-9", Severity.PROHIBITION)]) == FORBIDDEN


PEOPLE = st.integers(1, 6)


@st.composite
def any_facts(draw: st.DrawFn) -> RouteFacts:
    """Give any organisation of six, as it may be on a bad day."""
    held = draw(st.fixed_dictionaries({office: st.lists(PEOPLE, max_size=3) for office in FULL}))
    manager = draw(st.none() | PEOPLE)
    return RouteFacts(
        declarant_id=DECLARANT,
        declarant_offices=frozenset(office for office in held if DECLARANT in held[office]),
        manager_id=manager,
        manager_in_service=manager is not None and draw(st.booleans()),
        holders=held,
    )


any_demands = st.builds(
    Demands,
    severities=st.frozensets(st.sampled_from(Severity)),
    second_pair=st.booleans(),
    advisers=st.frozensets(st.just(Office.COMMUNICATIE)),
)

_RANK = [LEAD, SEC, BOARD, COUNCIL]


def able(given_facts: RouteFacts, step: PlannedStep) -> set[int]:
    """Give who can take a step."""
    if step.role.office is None:
        assert step.person_id is not None
        return {step.person_id}
    return {*given_facts.holders[step.role.office]} - {DECLARANT}


@given(any_facts(), any_demands)
def test_every_step_is_somebodys_and_never_the_declarants(
    given_facts: RouteFacts, demands: Demands
) -> None:
    steps = route(given_facts, demands)
    assert steps
    for step in steps:
        assert (step.person_id is None) is (step.role is not LEAD)
        assert able(given_facts, step) - {DECLARANT} or NOBODY in step.why
        assert step.person_id != DECLARANT
        assert len(step.why) <= 300


@given(any_facts(), any_demands)
def test_the_steps_can_be_taken_by_as_many_different_people(
    given_facts: RouteFacts, demands: Demands
) -> None:
    """Nobody takes two steps of one declaration, and no step is left without somebody for it."""
    groups = [
        able(given_facts, step) for step in route(given_facts, demands) if NOBODY not in step.why
    ]

    def fits(left: list[set[int]], used: frozenset[int]) -> bool:
        return not left or any(fits(left[1:], used | {one}) for one in left[0] - used)

    assert fits(groups, frozenset())


@given(any_facts(), any_demands)
def test_somebody_decides_once_and_the_last_word_is_a_decision_or_its_second_pair(
    given_facts: RouteFacts, demands: Demands
) -> None:
    tasks = [step.task for step in route(given_facts, demands)]
    assert tasks.count(DECIDE) == 1
    assert tasks[-1] in {DECIDE, CONFIRM}


@given(any_facts(), any_demands, any_demands)
def test_another_departure_never_shortens_the_route_nor_lowers_it(
    given_facts: RouteFacts, demands: Demands, more: Demands
) -> None:
    added = Demands(
        demands.severities | more.severities,
        demands.second_pair or more.second_pair,
        demands.advisers | more.advisers,
    )
    before, after = route(given_facts, demands), route(given_facts, added)
    assert len(after) >= len(before)

    def highest(steps: Sequence[PlannedStep]) -> int:
        return max(_RANK.index(step.role) for step in steps if step.role in _RANK)

    unassigned = any(NOBODY in step.why for step in (*before, *after))
    assert unassigned or highest(after) >= highest(before)


@given(any_facts(), any_demands)
def test_directie_never_decides_on_directie_nor_the_secretary_on_the_secretary(
    given_facts: RouteFacts, demands: Demands
) -> None:
    for step in route(given_facts, demands):
        if DIR in given_facts.declarant_offices and step.task is DECIDE:
            assert step.role is COUNCIL or NOBODY in step.why
        elif BS in given_facts.declarant_offices and step.task is DECIDE:
            assert step.role in {BOARD, COUNCIL} or NOBODY in step.why


@given(any_facts(), any_demands)
def test_the_same_facts_give_the_same_route(given_facts: RouteFacts, demands: Demands) -> None:
    assert route(given_facts, demands) == route(given_facts, demands)


@given(st.data())
def test_whatever_becomes_of_offices_and_facts_the_walk_ends_with_a_decision(
    data: st.DataObject,
) -> None:
    """At every step anybody may come, go or get an office, and more may depart."""
    taken: list[Taken] = []
    demands = data.draw(any_demands)
    for _ in range(12):
        known = replace(data.draw(any_facts()), taken=tuple(taken))
        step = next(upcoming(known, demands), None)
        decided = [each for each in taken if each.task is DECIDE]
        if step is None:
            break
        assert decided or step.task is not CONFIRM
        if decided and not step.unassigned:
            assert step.role in _RANK
            assert _RANK.index(step.role) > max(_RANK.index(each.role) for each in decided)
        taken.append(Taken(step.role, data.draw(PEOPLE), step.task))
        more = data.draw(any_demands)
        demands = Demands(
            demands.severities | more.severities,
            demands.second_pair or more.second_pair,
            demands.advisers | more.advisers,
            demands.disagreement or (step.task is CONFIRM and data.draw(st.booleans())),
        )
    assert step is None
    assert any(each.task is DECIDE for each in taken)
