"""Who decides, from facts: nobody on their own declaration, and always somebody's worklist."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.decisions import ReviewerRole
from register.people import Office
from workflows.routes import RouteFacts, route

DECLARANT, MANAGER, SECRETARY, DIRECTOR, CHAIR = 1, 2, 3, 4, 5
BS, DIR, RVT = Office.BESTUURSSECRETARIS, Office.DIRECTIE, Office.RVT
FULL: dict[Office, Sequence[int]] = {BS: [SECRETARY], DIR: [DIRECTOR], RVT: [CHAIR]}
LEAD, SEC, BOARD, COUNCIL = (
    ReviewerRole.LEIDINGGEVENDE,
    ReviewerRole.BESTUURSSECRETARIS,
    ReviewerRole.DIRECTIE,
    ReviewerRole.RVT,
)


def facts(
    *offices: Office,
    manager: int | None = MANAGER,
    in_service: bool = True,
    holders: dict[Office, Sequence[int]] | None = None,
) -> RouteFacts:
    """Give the facts of a declarant, by default with a manager and every office held."""
    return RouteFacts(
        declarant_id=DECLARANT,
        declarant_offices=frozenset(offices),
        manager_id=manager,
        manager_in_service=in_service and manager is not None,
        holders=FULL if holders is None else holders,
    )


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
        (facts(DIR, manager=None), COUNCIL, None, OF_BOARD),
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
def test_a_declaration_goes_to_who_decides(
    given_facts: RouteFacts, role: ReviewerRole, person: int | None, why: str
) -> None:
    planned = route(given_facts)
    assert (planned.role, planned.person_id, planned.why) == (role, person, why)


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


@given(any_facts())
def test_never_the_declarant_alone_and_always_somebodys(given_facts: RouteFacts) -> None:
    planned = route(given_facts)
    if planned.role is LEAD:
        assert planned.person_id == given_facts.manager_id != DECLARANT
        assert given_facts.manager_in_service
    else:
        assert planned.person_id is None
        office = planned.role.office
        assert office is not None
        others = [each for each in given_facts.holders[office] if each != DECLARANT]
        assert others or NOBODY in planned.why
        assert planned.why.endswith(".")
        assert len(planned.why) <= 300


@given(any_facts())
def test_directie_never_decides_on_directie_nor_the_secretary_on_the_secretary(
    given_facts: RouteFacts,
) -> None:
    planned = route(given_facts)
    if DIR in given_facts.declarant_offices:
        assert planned.role is COUNCIL or NOBODY in planned.why
    elif BS in given_facts.declarant_offices:
        assert planned.role in {BOARD, COUNCIL} or NOBODY in planned.why


@given(any_facts())
def test_nobody_is_said_to_be_available_only_when_nobody_is(given_facts: RouteFacts) -> None:
    planned = route(given_facts)
    if NOBODY in planned.why:
        assert not {*given_facts.holders[RVT]} - {DECLARANT}


@given(any_facts())
def test_the_same_facts_give_the_same_route(given_facts: RouteFacts) -> None:
    assert route(given_facts) == route(given_facts)
