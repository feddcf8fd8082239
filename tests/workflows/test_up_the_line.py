"""Where a step goes whose person or office is in the declaration: up the line, and it says why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from register.decisions import ReviewerRole
from register.people import Office
from tests.workflows.test_routes import (
    BOARD,
    BS,
    CELEBRATION,
    CHAIR,
    CONFIRM,
    COUNCIL,
    DECIDE,
    DECLARANT,
    DIRECTOR,
    EXPLAINED,
    FULL,
    LEAD,
    MANAGER,
    NO_MANAGER,
    NOBODY,
    NOTHING,
    SEC,
    SECONDED,
    SECRETARY,
    VOICE,
    facts,
    told,
)
from workflows.conflicts import Conflict
from workflows.route_facts import Manager, RouteFacts, Taken
from workflows.routes import route, upcoming

ABOVE, TOP = 8, 9
IN_IT = "De leidinggevende is zelf betrokken."
ABOVE_DECIDES = "Daarom beslist wie daarboven staat."


def in_it(
    *people: int,
    line: Sequence[int] = (MANAGER, ABOVE, TOP),
    holders: Mapping[Office, Sequence[int]] | None = None,
) -> RouteFacts:
    """Give the facts where some people are in the declaration themselves."""
    managers = [Manager(each) for each in line]
    conflicted = dict.fromkeys(people, Conflict.PARTY)
    known = facts(holders=FULL if holders is None else holders)
    return replace(known, line=managers, conflicts={DECLARANT: Conflict.OWN, **conflicted})


TWO_SECRETARIES: Mapping[Office, Sequence[int]] = {**FULL, BS: [SECRETARY, 7]}


@pytest.mark.parametrize(
    ("given_facts", "role", "person", "why"),
    [
        (in_it(), LEAD, MANAGER, ""),
        (
            in_it(MANAGER),
            LEAD,
            ABOVE,
            f"{IN_IT} {ABOVE_DECIDES}",
        ),
        (
            in_it(MANAGER, ABOVE),
            LEAD,
            TOP,
            f"{IN_IT} Wie daarboven staat, is zelf betrokken. {ABOVE_DECIDES}",
        ),
        (in_it(MANAGER, line=[MANAGER]), BOARD, None, IN_IT),
        (
            in_it(MANAGER, DIRECTOR, line=[MANAGER]),
            COUNCIL,
            None,
            f"{IN_IT} Directie kan hier geen stap zetten; die gaat naar wie erboven staat.",
        ),
        (
            in_it(MANAGER, DIRECTOR, CHAIR, line=[MANAGER]),
            BOARD,
            None,
            f"{IN_IT} {NOBODY}",
        ),
        (in_it(MANAGER, line=[MANAGER, DIRECTOR]), LEAD, DIRECTOR, IN_IT),
        (in_it(SECRETARY, line=[]), BOARD, None, f"{NO_MANAGER} Bestuurssecretaris kan hier geen"),
        (
            in_it(SECRETARY, line=[], holders=TWO_SECRETARIES),
            SEC,
            None,
            NO_MANAGER,
        ),
    ],
)
def test_the_step_of_whoever_is_in_it_goes_up_the_line_and_says_so(
    given_facts: RouteFacts, role: ReviewerRole, person: int | None, why: str
) -> None:
    [planned] = route(given_facts, NOTHING)
    assert (planned.role, planned.person_id) == (role, person)
    assert planned.why.startswith(why)


def test_a_manager_who_left_is_passed_over_for_the_one_above() -> None:
    known = replace(facts(), line=[Manager(MANAGER, in_service=False), Manager(ABOVE)])
    [planned] = route(known, NOTHING)
    assert planned.person_id == ABOVE
    assert planned.why == f"De leidinggevende is niet in dienst. {ABOVE_DECIDES}"


def test_an_adviser_who_is_in_it_is_left_out_and_the_others_still_look() -> None:
    assert told(route(in_it(VOICE), CELEBRATION)) == SECONDED


def test_a_second_pair_of_eyes_that_is_in_it_is_that_of_directie() -> None:
    assert told(route(in_it(SECRETARY), EXPLAINED)) == [(LEAD, DECIDE), (BOARD, CONFIRM)]


def test_who_stood_in_for_somebody_took_the_step_of_both() -> None:
    """Neither the deputy nor whoever they stood in for is a second pair of eyes."""
    taken = [Taken(LEAD, 7, DECIDE, on_behalf_of=MANAGER)]
    both = {**FULL, BS: [7, MANAGER]}
    assert told(list(upcoming(facts(holders=both, taken=taken), EXPLAINED))) == [(BOARD, CONFIRM)]
