"""The rules for an opdracht aan verwanten: complies, departs, not applicable, boundaries."""

import pytest

from tests.workflows.rules.table import Case, hold, rule, supplier, when

TABLE = [
    *rule(
        "OV-1",
        "Ook bij een opdracht aan een bekende gelden de inkoopregels, zonder uitzondering.",
        when("gevolgd", procurement_rules_followed="ja").complies(),
        when("niet gevolgd", procurement_rules_followed="nee").departs(
            "niet gevolgd", "procurement_rules_followed"
        ),
        when("onbekend", procurement_rules_followed="onbekend").departs(
            "niet bekend", "procurement_rules_followed"
        ),
        when("niet ingevuld", procurement_rules_followed=None).is_not_applicable(),
    ),
    *rule(
        "OV-2",
        "Prijs en voorwaarden zijn zoals bij ieder ander, en dat is te laten zien.",
        when("meervoudig met reden", procurement="meervoudig").complies(),
        when("meervoudig zonder reden", market_conformity=None).departs(
            "niet waarom", "market_conformity"
        ),
        when("meervoudig met reden en één offerte", quotes_received="1").complies(),
        when(
            "enkelvoudig, twee offertes", procurement="enkelvoudig", quotes_received="2"
        ).complies(),
        when("enkelvoudig, één offerte", procurement="enkelvoudig", quotes_received="1").departs(
            "zonder tweede offerte", "procurement", "quotes_received"
        ),
        when("enkelvoudig, geen offerte", procurement="enkelvoudig", quotes_received="0").departs(
            "zonder tweede offerte", "procurement", "quotes_received"
        ),
        when("enkelvoudig, aantal leeg", procurement="enkelvoudig", quotes_received=None).departs(
            "zonder tweede offerte", "procurement", "quotes_received"
        ),
        when(
            "enkelvoudig, één offerte en geen reden",
            procurement="enkelvoudig",
            quotes_received="1",
            market_conformity="",
        ).departs("marktconform", "market_conformity", "procurement", "quotes_received"),
        when("niet ingevuld", procurement=None).is_not_applicable(),
    ),
    *rule(
        "OV-3",
        "Is er een goed alternatief, dan krijgt dat de voorkeur boven een bekende.",
        when("geen alternatief", alternative_available="nee").complies(),
        when("niet bekend", alternative_available="onbekend").complies(),
        when("wel een alternatief", alternative_available="ja").departs(
            "goed alternatief", "alternative_available"
        ),
        when("niet ingevuld", alternative_available=None).is_not_applicable(),
    ),
    *rule(
        "OV-4",
        "Over een opdracht aan een bekende beslis je niet mee.",
        when("geen rol", own_role="geen").complies(),
        when("aanvrager", own_role="aanvrager").complies(),
        when("beoordelaar", own_role="beoordelaar").departs("offertes", "own_role"),
        when("budgethouder", own_role="budgethouder").departs("budgethouder", "own_role"),
        when("contractbeheerder", own_role="contractbeheerder").departs("contract", "own_role"),
        when("niet ingevuld", own_role=None).is_not_applicable(),
    ),
    *rule(
        "OV-5",
        "Vraag je zelf om een opdracht aan een bekende, dan leg je uit waarom.",
        when("geen rol", own_role="geen").complies(),
        when("budgethouder", own_role="budgethouder").complies(),
        when("aanvrager", own_role="aanvrager").departs("zelf aangevraagd", "own_role"),
        when("niet ingevuld", own_role=None).is_not_applicable(),
    ),
    *rule(
        "OV-6",
        "Intermaris geeft geen opdracht aan een bedrijf waarin je zelf een belang hebt.",
        when("partner", relation="partner").complies(),
        when("oud-zakenpartner", relation="zakenpartner").complies(),
        when("ikzelf", relation="zelf").departs("zelf een belang", "relation"),
        when("niet ingevuld", relation=None).is_not_applicable(),
    ),
    *rule(
        "OV-7",
        "Wek bij een bekende geen verwachtingen zolang er een offerte of aanbesteding loopt.",
        when("nog geen offerte", phase="verkenning").complies(),
        when("gegund", phase="gegund").complies(),
        when("offerte gevraagd", phase="offerte").departs("offerte gevraagd", "phase"),
        when("aanbesteding loopt", phase="aanbesteding").departs("aanbesteding", "phase"),
        when("bekende leverancier, er loopt niets", phase="lopend")
        .knowing(supplier=supplier())
        .complies(),
        when("bekende leverancier, er loopt iets", phase="lopend")
        .knowing(supplier=supplier(tender_running=True))
        .departs("Volgens de lijst", "supplier", "tender_running"),
        when("genoemde partij die in de lijst staat, er loopt iets", phase="lopend")
        .knowing(matched_supplier=supplier(tender_running=True))
        .departs("Volgens de lijst", "supplier", "tender_running"),
        when("niet ingevuld", phase=None).is_not_applicable(),
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_an_opdracht_aan_verwanten(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)
