"""Who may do what, as one table; the expectations here are written out on purpose."""

import pytest

from register.people import Actor, Office
from register.permissions import PERMISSIONS, Action, Role, Scope, may, roles, scope

A, S = Action, Scope


def somebody(*offices: Office, in_service: bool = True, is_manager: bool = False) -> Actor:
    return Actor(
        id=1,
        staff_number="1",
        name="Iemand",
        job_title="Medewerker",
        offices=frozenset(offices),
        is_manager=is_manager,
        in_service=in_service,
    )


EMPLOYEE = {A.DECLARE: S.OWN, A.SEE_DECLARATION: S.ROUTED, A.REVIEW: S.ROUTED}
REGISTER = {A.SEE_DECLARATION: S.ALL, A.SEE_REGISTER: S.ALL, A.EXPORT: S.ALL}

EXPECTED: list[tuple[Actor, dict[Action, Scope]]] = [
    (somebody(), EMPLOYEE),
    (somebody(is_manager=True), EMPLOYEE),
    (somebody(Office.COMMUNICATIE), EMPLOYEE),
    (
        somebody(Office.BESTUURSSECRETARIS),
        {
            **EMPLOYEE,
            **REGISTER,
            A.SEE_PEOPLE: S.ALL,
            A.SEE_SUPPLIERS: S.ALL,
            A.KEEP_CODE: S.ALL,
            A.SETTLE_SIGNALS: S.ALL,
        },
    ),
    (somebody(Office.DIRECTIE), {**EMPLOYEE, **REGISTER, A.SETTLE_SIGNALS: S.ALL}),
    (somebody(Office.RVT), {**EMPLOYEE, A.SEE_DECLARATION: S.OF_DIRECTIE}),
    (
        somebody(Office.BEHEERDER),
        {
            **EMPLOYEE,
            A.SEE_PEOPLE: S.ALL,
            A.IMPORT_PEOPLE: S.ALL,
            A.SEE_SUPPLIERS: S.ALL,
            A.IMPORT_SUPPLIERS: S.ALL,
        },
    ),
    (somebody(Office.ACCOUNTANT), {}),
    (somebody(Office.ACCOUNTANT, is_manager=True), {}),
    (somebody(in_service=False), {}),
    (somebody(in_service=False, is_manager=True), {}),
    *((somebody(office, in_service=False), {}) for office in Office),
]


@pytest.mark.parametrize(("actor", "allowed"), EXPECTED)
def test_somebody_may_do_this_and_nothing_else(actor: Actor, allowed: dict[Action, Scope]) -> None:
    assert {each: scope(actor, each) for each in Action if may(actor, each)} == allowed


def test_somebody_with_two_offices_may_do_what_either_allows() -> None:
    both = somebody(Office.BEHEERDER, Office.BESTUURSSECRETARIS)
    assert scope(both, A.IMPORT_PEOPLE) is S.ALL
    assert scope(both, A.SEE_DECLARATION) is S.ALL


def test_a_manager_is_one_while_in_service() -> None:
    assert roles(somebody(is_manager=True)) == {Role.MEDEWERKER, Role.LEIDINGGEVENDE}
    assert roles(somebody(Office.ACCOUNTANT, is_manager=True)) == {Role.ACCOUNTANT}


def test_every_role_stands_in_the_table_and_every_office_is_a_role() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert {office.value for office in Office} <= {role.value for role in Role}


def test_a_wider_scope_holds_the_narrower_ones() -> None:
    assert S.NONE < S.OWN < S.ROUTED < S.OF_DIRECTIE < S.ALL


def test_nobody_but_the_two_that_keep_the_register_sees_every_declaration() -> None:
    sees = {r for r, allowed in PERMISSIONS.items() if allowed.get(A.SEE_DECLARATION) is S.ALL}
    assert sees == {Role.BESTUURSSECRETARIS, Role.DIRECTIE}
