"""Who may see and do what: one table of roles and actions, used by pages and services alike.

A person has several roles at once and may do what any of them allows. What the table does not name
is not allowed, and looks as if it did not exist.
"""

from enum import IntEnum, StrEnum

from register.people import Actor


class Role(StrEnum):
    """What somebody is to the register."""

    MEDEWERKER = "medewerker"
    LEIDINGGEVENDE = "leidinggevende"
    BESTUURSSECRETARIS = "bestuurssecretaris"
    DIRECTIE = "directie"
    RVT = "rvt"
    COMMUNICATIE = "communicatie"
    BEHEERDER = "beheerder"
    ACCOUNTANT = "accountant"


class Action(StrEnum):
    """What can be seen or done."""

    DECLARE = "verklaring doen"
    SEE_DECLARATION = "verklaring zien"
    REVIEW = "beoordelen"
    SEE_REGISTER = "register zien"
    EXPORT = "register uitvoeren"
    SEE_PEOPLE = "medewerkers zien"
    IMPORT_PEOPLE = "medewerkers inlezen"
    SEE_SUPPLIERS = "leveranciers zien"
    IMPORT_SUPPLIERS = "leveranciers inlezen"
    KEEP_CODE = "code beheren"
    SETTLE_SIGNALS = "signalen afhandelen"


class Scope(IntEnum):
    """On whose declarations an action may be done; a wider scope holds the narrower ones."""

    NONE = 0
    OWN = 1
    """One's own."""
    ROUTED = 2
    """One's own, and those on whose route one stands or stood."""
    OF_DIRECTIE = 3
    """Those too that members of directie declared."""
    ALL = 4


PERMISSIONS: dict[Role, dict[Action, Scope]] = {
    Role.MEDEWERKER: {
        Action.DECLARE: Scope.OWN,
        Action.SEE_DECLARATION: Scope.ROUTED,
        Action.REVIEW: Scope.ROUTED,
    },
    Role.LEIDINGGEVENDE: {},
    Role.BESTUURSSECRETARIS: {
        Action.SEE_DECLARATION: Scope.ALL,
        Action.REVIEW: Scope.ROUTED,
        Action.SEE_REGISTER: Scope.ALL,
        Action.EXPORT: Scope.ALL,
        Action.SEE_PEOPLE: Scope.ALL,
        Action.SEE_SUPPLIERS: Scope.ALL,
        Action.KEEP_CODE: Scope.ALL,
        Action.SETTLE_SIGNALS: Scope.ALL,
    },
    Role.DIRECTIE: {
        Action.SEE_DECLARATION: Scope.ALL,
        Action.REVIEW: Scope.ROUTED,
        Action.SEE_REGISTER: Scope.ALL,
        Action.EXPORT: Scope.ALL,
        Action.SETTLE_SIGNALS: Scope.ALL,
    },
    Role.RVT: {
        Action.DECLARE: Scope.OWN,
        Action.SEE_DECLARATION: Scope.OF_DIRECTIE,
        Action.REVIEW: Scope.ROUTED,
    },
    Role.COMMUNICATIE: {},
    Role.BEHEERDER: {
        Action.SEE_PEOPLE: Scope.ALL,
        Action.IMPORT_PEOPLE: Scope.ALL,
        Action.SEE_SUPPLIERS: Scope.ALL,
        Action.IMPORT_SUPPLIERS: Scope.ALL,
    },
    Role.ACCOUNTANT: {},
}


def roles(actor: Actor) -> frozenset[Role]:
    """Give the roles of somebody: none of who left. An external accountant is no employee."""
    if not actor.in_service:
        return frozenset()
    found = {Role(office.value) for office in actor.offices}
    if Role.ACCOUNTANT not in found:
        found.add(Role.MEDEWERKER)
        if actor.is_manager:
            found.add(Role.LEIDINGGEVENDE)
    return frozenset(found)


def scope(actor: Actor, action: Action) -> Scope:
    """Give on whose declarations somebody may do this; ``Scope.NONE`` where they may not."""
    return max(
        (PERMISSIONS[role].get(action, Scope.NONE) for role in roles(actor)), default=Scope.NONE
    )


def may(actor: Actor, action: Action) -> bool:
    """Tell whether somebody may do this at all."""
    return scope(actor, action) > Scope.NONE
