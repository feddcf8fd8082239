"""The rules for *privégebruik van een leverancier*."""

from decimal import Decimal

from register.findings import Severity
from register.types.amounts import Money
from register.types.private_supplier_use import Discount
from register.types.record import Values
from workflows.facts import Facts
from workflows.rules.rule import (
    DECLARANT_UNKNOWN,
    NO_LIMIT,
    Complies,
    Departs,
    MustNotHold,
    Outcome,
    Rule,
)
from workflows.rules.twelve_months import most_in_twelve_months

_TYPES = ("prive-leverancier",)
_PLACE = "deel 3, §5"


class PL_1(Rule):
    """Voor privéaankopen gebruik je nooit de naam of de korting van Intermaris."""

    id = "PL-1"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Vraag als gewone klant een prijs, zonder Intermaris te noemen."
    needs = ("discount",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where the discount comes through Intermaris."""
        del facts
        if values["discount"] != Discount.INTERMARIS:
            return Complies()
        return Departs(
            "Je krijgt korting via of uit naam van Intermaris.", {"discount": values["discount"]}
        )


class PL_2(Rule):
    """Je houdt het zakelijk: een leverancier van Intermaris geeft jou geen eigen korting."""

    id = "PL-2"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Leg uit waarom je deze korting krijgt en of anderen die ook kunnen krijgen."
    needs = ("discount",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where the discount is personal."""
        del facts
        if values["discount"] != Discount.PERSOONLIJK:
            return Complies()
        return Departs("Je krijgt een persoonlijke korting.", {"discount": values["discount"]})


class PL_3(MustNotHold):
    """Heb je op je werk met een leverancier te maken, let dan dubbel op als je er privé koopt."""

    id = "PL-3"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Leg uit waarom je juist deze leverancier kiest en hoe je werk en privé scheidt."
    needs = ("business_contact",)
    departure = "Je hebt in je werk met deze leverancier te maken."


class PL_4(Rule):
    """Wat je in een jaar privé bij één leverancier besteedt, blijft binnen de perken."""

    id = "PL-4"
    severity = Severity.NOTICE
    place = _PLACE
    types = _TYPES
    asks = "Houd bij wat je in twaalf maanden bij één leverancier besteedt."
    needs = ("amount", "ordered_on")
    policy = ("private_use_notice",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Add up this person's use of this supplier in any twelve months around this order."""
        limit = facts.policy.private_use_notice
        if limit is None:
            return NO_LIMIT
        others = [
            (each.values["ordered_on"], each.values["amount"])
            for each in facts.earlier_of("prive-leverancier")
            if each.same_party
        ]
        this = (values["ordered_on"], Decimal(values["amount"]))
        total = most_in_twelve_months(this, others)
        if total > limit:
            return Departs(
                f"Met deze erbij besteed je in twaalf maanden {Money().shown(total)} bij deze "
                f"leverancier. Boven {Money().shown(limit)} kijkt Intermaris hiernaar.",
                {"amount_in_twelve_months": total, "private_use_notice": limit},
            )
        return DECLARANT_UNKNOWN if facts.declarant is None else Complies()
