"""The rules for an uitnodiging: complies, departs, not applicable, and each boundary."""

from datetime import date
from decimal import Decimal

import pytest

from register.findings import Severity
from register.suppliers import Category
from tests.workflows.rules.table import Case, earlier, hold, rule, supplier, when
from workflows.policy import Policy

CONTRACT = ("takes_place_on", "contract_from", "contract_until", "supplier")
YEAR = supplier(contract_from=date(2026, 1, 1), contract_until=date(2026, 12, 31))
HUNDRED = Policy(invitation_explain=Decimal(100))
THREE = Policy(invitation_count_notice=3)


def invited(*days: date, same_party: bool = True) -> tuple[object, ...]:
    return tuple(earlier("uitnodiging", same_party=same_party, takes_place_on=day) for day in days)


TABLE = [
    *rule(
        "UI-1",
        "Je gaat alleen in op een uitnodiging van een leverancier waarmee je echt samenwerkt.",
        when("onbekende partij, A", category="a").complies(),
        when("onbekende partij, B", category="b").departs(
            "categorie B", "category", severity=Severity.EXPLAIN
        ),
        when("onbekende partij, C", category="c").departs(
            "categorie C", "category", severity=Severity.PROHIBITION
        ),
        when("onbekende partij, onbekend", category="onbekend").departs(
            "niet bekend", "category", severity=Severity.PROHIBITION
        ),
        when("leverancier A").knowing(supplier=supplier()).complies(),
        when("leverancier B")
        .knowing(supplier=supplier(category=Category.B))
        .departs("categorie B", "category", "supplier", severity=Severity.EXPLAIN),
        when("leverancier C")
        .knowing(supplier=supplier(category=Category.C))
        .departs("categorie C", "category", "supplier", severity=Severity.PROHIBITION),
        when("leverancier zonder categorie")
        .knowing(supplier=supplier(category=None))
        .departs("geen categorie", "category", "supplier", severity=Severity.PROHIBITION),
        when("leverancier C, op het formulier A", category="a")
        .knowing(supplier=supplier(category=Category.C))
        .departs("categorie C", "category", "supplier", severity=Severity.PROHIBITION),
        when("genoemde partij die in de lijst staat als C, op het formulier A", category="a")
        .knowing(matched_supplier=supplier(category=Category.C))
        .departs("categorie C", "category", "supplier", severity=Severity.PROHIBITION),
        when("niet ingevuld", category=None).is_not_applicable(),
    ),
    *rule(
        "UI-2",
        "Je gaat pas op een uitnodiging in als er een getekend contract is.",
        when("onbekende partij, getekend", signed_contract="ja").complies(),
        when("onbekende partij, niet getekend", signed_contract="nee").departs(
            "geen getekende", "signed_contract"
        ),
        when("onbekende partij, niet ingevuld", signed_contract=None).is_not_applicable(),
        when("op de eerste dag", takes_place_on="01-01-2026").knowing(supplier=YEAR).complies(),
        when("op de laatste dag", takes_place_on="31-12-2026").knowing(supplier=YEAR).complies(),
        when("een dag te vroeg", takes_place_on="31-12-2025")
        .knowing(supplier=YEAR)
        .departs("op 31-12-2025 geen", *CONTRACT),
        when("een dag te laat", takes_place_on="01-01-2027")
        .knowing(supplier=YEAR)
        .departs("op 01-01-2027 geen", *CONTRACT),
        when("contract zonder einde", takes_place_on="01-01-2050")
        .knowing(supplier=supplier(contract_from=date(2026, 1, 1), contract_until=None))
        .complies(),
        when("contract zonder begin, op de laatste dag", takes_place_on="20-06-2026")
        .knowing(supplier=supplier(contract_from=None, contract_until=date(2026, 6, 20)))
        .complies(),
        when("contract zonder begin, na de laatste dag", takes_place_on="21-06-2026")
        .knowing(supplier=supplier(contract_from=None, contract_until=date(2026, 6, 20)))
        .departs("geen getekende", *CONTRACT),
        when("leverancier zonder contract, op het formulier getekend", signed_contract="ja")
        .knowing(supplier=supplier(contract_from=None, contract_until=None))
        .departs("geen getekende", *CONTRACT),
        when("genoemde partij die in de lijst staat zonder contract", signed_contract="ja")
        .knowing(matched_supplier=supplier(contract_from=None, contract_until=None))
        .departs("geen getekende", *CONTRACT),
        when("leverancier, datum niet ingevuld", takes_place_on=None)
        .knowing(supplier=YEAR)
        .is_not_applicable(),
    ),
    *rule(
        "UI-3",
        "Zolang er een offerte of aanbesteding loopt, neem je geen uitnodiging aan.",
        when("onbekende partij, er loopt niets", tender_running="nee").complies(),
        when("onbekende partij, er loopt iets", tender_running="ja").departs(
            "aanbesteding", "tender_running"
        ),
        when("niet ingevuld", tender_running=None).is_not_applicable(),
        when("leverancier, er loopt niets").knowing(supplier=supplier()).complies(),
        when("leverancier, er loopt iets, op het formulier niet", tender_running="nee")
        .knowing(supplier=supplier(tender_running=True))
        .departs("volgens de lijst", "tender_running", "supplier"),
        when("leverancier, er loopt niets, op het formulier wel", tender_running="ja")
        .knowing(supplier=supplier())
        .complies(),
        when("genoemde partij die in de lijst staat, er loopt iets", tender_running="nee")
        .knowing(matched_supplier=supplier(tender_running=True))
        .departs("volgens de lijst", "tender_running", "supplier"),
    ),
    *rule(
        "UI-4",
        "Een uitnodiging past bij je functie en bij het werk dat je doet.",
        when("past", fits_function="ja").complies(),
        when("past niet", fits_function="nee").departs("past niet", "fits_function"),
        when("niet ingevuld", fits_function=None).is_not_applicable(),
    ),
    *rule(
        "UI-5",
        "Een uitnodiging is in verhouding: niet te groot, niet te duur.",
        when("in verhouding, geen grens", estimated_value="5000").complies(),
        when("niet in verhouding", proportionate="nee").departs("zelf niet", "proportionate"),
        when("precies de grens", estimated_value="100").knowing(policy=HUNDRED).complies(),
        when("een cent boven de grens", estimated_value="100,01")
        .knowing(policy=HUNDRED)
        .departs("€\u00a0100,01", "estimated_value", "invitation_explain"),
        when("boven de grens en niet in verhouding", proportionate="nee", estimated_value="500")
        .knowing(policy=HUNDRED)
        .departs("zelf niet", "proportionate", "estimated_value", "invitation_explain"),
        when("niet ingevuld", proportionate=None).is_not_applicable(),
    ),
    *rule(
        "UI-6",
        "Voordat je op een uitnodiging ingaat, kijk je in het inkoopbeleid.",
        when("geraadpleegd", procurement_policy_read="ja").complies(),
        when("niet geraadpleegd", procurement_policy_read="nee").departs(
            "inkoopbeleid", "procurement_policy_read"
        ),
        when("niet ingevuld", procurement_policy_read=None).is_not_applicable(),
    ),
    *rule(
        "UI-7",
        "Een viering draagt bij aan onze goede naam en is afgestemd met team communicatie.",
        when("afgestemd en met bijdrage").complies(),
        when("niet afgestemd", aligned_with_communications="nee").departs(
            "niet afgestemd", "aligned_with_communications"
        ),
        when("afstemming leeg", aligned_with_communications="").departs(
            "Er staat niet of de viering is afgestemd", "aligned_with_communications"
        ),
        when("bijdrage leeg", reputation_contribution="").departs(
            "reputatie", "reputation_contribution"
        ),
        when("beide leeg", aligned_with_communications=None, reputation_contribution=None).departs(
            "viering", "aligned_with_communications", "reputation_contribution"
        ),
        when("geen viering", kind="diner").is_not_applicable(),
        when("niet ingevuld", kind=None).is_not_applicable(),
    ),
    *rule(
        "UI-8",
        "Een leverancier betaalt niet je reis of verblijf, en nodigt niet je partner mee uit.",
        when("geen van beide").complies(),
        when("reis betaald", travel_paid="ja").departs("reis of verblijf", "travel_paid"),
        when("partner mee", partner_invited="ja").departs("partner", "partner_invited"),
        when("beide", travel_paid="ja", partner_invited="ja").departs(
            "verblijf. Je partner", "travel_paid", "partner_invited"
        ),
        when("niet ingevuld", travel_paid=None).is_not_applicable(),
        when("het andere niet ingevuld", travel_paid="ja", partner_invited=None).departs(
            "reis of verblijf", "travel_paid"
        ),
    ),
    *rule(
        "UI-9",
        "Je laat je niet telkens door dezelfde leverancier uitnodigen.",
        when("de tweede van drie", takes_place_on="20-06-2026")
        .knowing(policy=THREE, earlier=invited(date(2026, 1, 5)))
        .complies(),
        when("de derde van drie", takes_place_on="20-06-2026")
        .knowing(policy=THREE, earlier=invited(date(2026, 1, 5), date(2025, 6, 21)))
        .departs("3 keer", "invitations_in_twelve_months", "invitation_count_notice"),
        when("de eerste precies een jaar geleden", takes_place_on="20-06-2026")
        .knowing(policy=THREE, earlier=invited(date(2026, 1, 5), date(2025, 6, 20)))
        .complies(),
        when("van een andere leverancier", takes_place_on="20-06-2026")
        .knowing(
            policy=THREE,
            earlier=invited(date(2026, 1, 5), date(2026, 2, 5), same_party=False),
        )
        .complies(),
        when("vanaf de eerste")
        .knowing(policy=Policy(invitation_count_notice=1))
        .departs("1 keer", "invitations_in_twelve_months", "invitation_count_notice"),
        when("er is geen grens").is_not_applicable(),
        when("datum niet ingevuld", takes_place_on=None).knowing(policy=THREE).is_not_applicable(),
        when("niet bekend wie meldt").knowing(policy=THREE, declarant=None).is_not_applicable(),
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_an_uitnodiging(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)
