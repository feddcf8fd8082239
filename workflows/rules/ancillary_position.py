"""The rules for a *nevenfunctie*."""

from decimal import Decimal

from register.findings import Severity
from register.types.amounts import Amount
from register.types.ancillary_position import Nature, Relation
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

_TYPES = ("nevenfunctie",)
_HOURS = Amount(0, 60, decimals=2, unit="uur per week")
_CLOSE = (
    Relation.LEVERANCIER,
    Relation.HUURDER,
    Relation.GEMEENTE,
    Relation.CORPORATIE,
    Relation.VASTGOED,
)


class NF_1(Rule):
    """Je nevenfunctie mag geen schijn van dubbele belangen wekken."""

    id = "NF-1"
    severity = Severity.EXPLAIN
    place = "deel 3, §5"
    types = _TYPES
    asks = (
        "Werk je bij een leverancier, huurdersorganisatie, gemeente, andere corporatie of in "
        "vastgoed, leg dan uit hoe je beide gescheiden houdt."
    )
    needs = ("relation",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at the relation that was ticked and, whatever it is, at the list of suppliers."""
        relation, supplier = values["relation"], facts.known_supplier
        because: dict[str, object] = {}
        told = []
        if relation in _CLOSE:
            because["relation"] = relation
            told.append(f"Band met Intermaris: {Relation(relation).label}.")
        if supplier is not None:
            because["supplier"] = supplier.creditor_number
            told.append(f"{supplier.name} staat in de lijst van leveranciers van Intermaris.")
        return Departs(" ".join(told), because) if told else Complies()


class NF_2(MustNotHold):
    """Een nevenfunctie doe je in je eigen tijd."""

    id = "NF-2"
    severity = Severity.EXPLAIN
    place = "deel 3, §6"
    types = _TYPES
    asks = "Valt een deel in werktijd, leg dan uit waarom dat nodig is en wat je hebt afgesproken."
    needs = ("during_working_hours",)
    departure = "Je doet dit werk (deels) in werktijd."


class NF_3(MustNotHold):
    """Spullen van Intermaris gebruik je niet voor een nevenfunctie, tenzij dat is afgesproken."""

    id = "NF-3"
    severity = Severity.EXPLAIN
    place = "deel 3, §3"
    types = _TYPES
    asks = "Gebruik je toch iets van Intermaris, schrijf dan op welke afspraak je daarover hebt."
    needs = ("uses_company_assets",)
    departure = "Je gebruikt hiervoor middelen van Intermaris."


class NF_4(MustNotHold):
    """Voor bewoners van Intermaris werk je alleen vanuit je functie, niet ernaast."""

    id = "NF-4"
    severity = Severity.PROHIBITION
    place = "deel 3, §5"
    types = _TYPES
    asks = "Neem geen eigen werk aan van bewoners van Intermaris."
    needs = ("works_for_residents",)
    departure = "Je werkt in deze nevenfunctie voor bewoners van Intermaris."


class NF_5(Rule):
    """Je nevenfuncties samen mogen je werk niet in de knel brengen."""

    id = "NF-5"
    severity = Severity.NOTICE
    place = "deel 3, §6"
    types = _TYPES
    asks = "Tel de uren van al je nevenfuncties op en kijk of je genoeg rust overhoudt."
    needs = ("hours_per_week",)
    policy = ("side_hours_notice",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Add up the hours of every live nevenfunctie that has not ended, with this one."""
        limit = facts.policy.side_hours_notice
        if limit is None:
            return NO_LIMIT
        others = [
            each.values["hours_per_week"]
            for each in facts.earlier_of("nevenfunctie")
            if each.values["ends_on"] is None or each.values["ends_on"] >= facts.judged_on
        ]
        total = sum(others, start=Decimal(values["hours_per_week"]))
        if total > limit:
            return Departs(
                f"Je nevenfuncties kosten samen {_HOURS.shown(total)}. "
                f"Vanaf meer dan {_HOURS.shown(limit)} kijkt Intermaris hiernaar.",
                {"hours_together": total, "side_hours_notice": limit},
            )
        return DECLARANT_UNKNOWN if facts.declarant is None else Complies()


class NF_6(Rule):
    """Wat je op je werk over bewoners en relaties weet, gebruik je niet voor je eigen bedrijf."""

    id = "NF-6"
    severity = Severity.NOTICE
    place = "deel 3, §2"
    types = _TYPES
    asks = "Heb je een eigen bedrijf, gebruik informatie van Intermaris dan alleen voor je werk."
    needs = ("nature",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Remind whoever has a company of their own."""
        del facts
        if values["nature"] != Nature.ONDERNEMING:
            return Complies()
        return Departs(
            "Je hebt een eigen bedrijf. Informatie over bewoners en relaties is alleen voor je "
            "werk bij Intermaris.",
            {"nature": values["nature"]},
        )
