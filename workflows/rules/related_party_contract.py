"""The rules for an *opdracht aan familie of bekende*."""

from register.findings import Severity
from register.types.kinds import YesNoUnknown
from register.types.record import Values
from register.types.related_party_contract import OwnRole, Phase, Procurement, Relation
from workflows.facts import Facts
from workflows.rules.rule import Complies, Departs, Outcome, Rule

_TYPES = ("opdracht-verwante",)
_PLACE = "deel 3, §5"


class OV_1(Rule):
    """Ook bij een opdracht aan een bekende gelden de inkoopregels, zonder uitzondering."""

    id = "OV-1"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Zoek uit of de inkoopregels zijn gevolgd. Weet je het niet, vraag het dan na."
    needs = ("procurement_rules_followed",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart unless the rules are known to have been followed."""
        del facts
        followed = values["procurement_rules_followed"]
        if followed == YesNoUnknown.JA:
            return Complies()
        told = {
            YesNoUnknown.NEE: "De inkoopregels zijn niet gevolgd.",
            YesNoUnknown.ONBEKEND: "Het is niet bekend of de inkoopregels zijn gevolgd.",
        }
        return Departs(told[followed], {"procurement_rules_followed": followed})


class OV_2(Rule):
    """Prijs en voorwaarden zijn zoals bij ieder ander, en dat is te laten zien."""

    id = "OV-2"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Schrijf op waaruit blijkt dat de afspraken marktconform zijn, het liefst met offertes."
    needs = ("procurement",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look for evidence: a reason, and more than one quote where only one was needed."""
        del facts
        quotes = values.get("quotes_received")
        because: dict[str, object] = {}
        told = []
        if not values.get("market_conformity"):
            because["market_conformity"] = None
            told.append("Er staat niet waarom de afspraken marktconform zijn.")
        if values["procurement"] == Procurement.ENKELVOUDIG and (quotes is None or quotes <= 1):
            because.update(procurement=values["procurement"], quotes_received=quotes)
            told.append("Er is enkelvoudig ingekocht, zonder tweede offerte.")
        return Departs(" ".join(told), because) if told else Complies()


class OV_3(Rule):
    """Is er een goed alternatief, dan krijgt dat de voorkeur boven een bekende."""

    id = "OV-3"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Leg uit waarom de opdracht toch naar deze partij gaat."
    needs = ("alternative_available",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where a good alternative was available."""
        del facts
        available = values["alternative_available"]
        if available != YesNoUnknown.JA:
            return Complies()
        return Departs(
            "Er is een goed alternatief, en dat is niet gekozen.",
            {"alternative_available": available},
        )


class OV_4(Rule):
    """Over een opdracht aan een bekende beslis je niet mee."""

    id = "OV-4"
    severity = Severity.PROHIBITION
    place = f"{_PLACE}; deel 2, Vier-ogen-principe"
    types = _TYPES
    asks = "Draag het beoordelen, het budget of het beheer van het contract over aan een collega."
    needs = ("own_role",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where the declarant assesses, pays or manages."""
        del facts
        role = values["own_role"]
        told = {
            OwnRole.BEOORDELAAR: "Je beoordeelt zelf de offertes.",
            OwnRole.BUDGETHOUDER: "Je bent zelf budgethouder van deze opdracht.",
            OwnRole.CONTRACTBEHEERDER: "Je beheert zelf het contract.",
        }
        return Departs(told[role], {"own_role": role}) if role in told else Complies()


class OV_5(Rule):
    """Vraag je zelf om een opdracht aan een bekende, dan leg je uit waarom."""

    id = "OV-5"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Leg uit waarom jij de aanvraag deed, en wie er verder over besliste."
    needs = ("own_role",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where the declarant asked for it."""
        del facts
        if values["own_role"] != OwnRole.AANVRAGER:
            return Complies()
        return Departs("Je hebt deze opdracht zelf aangevraagd.", {"own_role": values["own_role"]})


class OV_6(Rule):
    """Intermaris geeft geen opdracht aan een bedrijf waarin je zelf een belang hebt."""

    id = "OV-6"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Wil Intermaris toch met jouw bedrijf werken, dan beslist de directie daarover."
    needs = ("relation",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where the related person is the declarant."""
        del facts
        if values["relation"] != Relation.ZELF:
            return Complies()
        return Departs(
            "Je hebt zelf een belang in de partij die de opdracht krijgt.",
            {"relation": values["relation"]},
        )


class OV_7(Rule):
    """Wek bij een bekende geen verwachtingen zolang er een offerte of aanbesteding loopt."""

    id = "OV-7"
    severity = Severity.NOTICE
    place = _PLACE
    types = _TYPES
    asks = "Stap uit het traject: praat er niet over mee tot de keuze is gemaakt."
    needs = ("phase",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at the phase of the contract and at what the list says of the supplier."""
        phase, supplier = values["phase"], facts.known_supplier
        told = {
            Phase.OFFERTE: "Er is een offerte gevraagd.",
            Phase.AANBESTEDING: "Er loopt een aanbesteding.",
        }
        if phase in told:
            return Departs(f"{told[phase]} Bemoei je er niet mee.", {"phase": phase})
        if supplier is not None and supplier.tender_running:
            return Departs(
                f"Volgens de lijst van leveranciers loopt er met {supplier.name} een offerte of "
                "aanbesteding. Bemoei je er niet mee.",
                {"supplier": supplier.creditor_number, "tender_running": True},
            )
        return Complies()
