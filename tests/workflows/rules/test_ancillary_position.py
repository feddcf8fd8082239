"""The rules for a nevenfunctie: complies, departs, not applicable, and each boundary."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.rules.table import Case, earlier, hold, rule, supplier, when
from workflows.policy import Policy

TWENTY = Policy(side_hours_notice=Decimal(20))


def hours(number: str, ends_on: date | None = None) -> object:
    return earlier("nevenfunctie", hours_per_week=Decimal(number), ends_on=ends_on)


TABLE = [
    *rule(
        "NF-1",
        "Je nevenfunctie mag geen schijn van dubbele belangen wekken.",
        when("geen band", relation="geen").complies(),
        when("een andere band", relation="anders").complies(),
        *(
            when(f"band {slug}", relation=slug).departs("Band met Intermaris", "relation")
            for slug in ("leverancier", "huurder", "gemeente", "corporatie", "vastgoed")
        ),
        when("geen band, maar de organisatie staat in de lijst", relation="geen")
        .knowing(matched_supplier=supplier())
        .departs("De Kwast B.V. staat in de lijst", "supplier"),
        when("leverancier, en hij staat in de lijst", relation="leverancier")
        .knowing(matched_supplier=supplier())
        .departs("Leverancier. Schildersbedrijf", "relation", "supplier"),
        when("de band is niet ingevuld", relation=None).is_not_applicable(),
    ),
    *rule(
        "NF-2",
        "Een nevenfunctie doe je in je eigen tijd.",
        when("niet in werktijd", during_working_hours="nee").complies(),
        when("in werktijd", during_working_hours="ja").departs("werktijd", "during_working_hours"),
        when("niet ingevuld", during_working_hours=None).is_not_applicable(),
    ),
    *rule(
        "NF-3",
        "Spullen van Intermaris gebruik je niet voor een nevenfunctie, tenzij dat is afgesproken.",
        when("geen middelen", uses_company_assets="nee").complies(),
        when("wel middelen", uses_company_assets="ja").departs("middelen", "uses_company_assets"),
        when("niet ingevuld", uses_company_assets=None).is_not_applicable(),
    ),
    *rule(
        "NF-4",
        "Voor bewoners van Intermaris werk je alleen vanuit je functie, niet ernaast.",
        when("niet voor bewoners", works_for_residents="nee").complies(),
        when("wel voor bewoners", works_for_residents="ja").departs(
            "bewoners", "works_for_residents"
        ),
        when("niet ingevuld", works_for_residents=None).is_not_applicable(),
    ),
    *rule(
        "NF-5",
        "Je nevenfuncties samen mogen je werk niet in de knel brengen.",
        when("minder dan de grens", hours_per_week="19,99").knowing(policy=TWENTY).complies(),
        when("precies de grens", hours_per_week="20").knowing(policy=TWENTY).complies(),
        when("net boven de grens", hours_per_week="20,01")
        .knowing(policy=TWENTY)
        .departs("samen 20,01 uur per week", "hours_together", "side_hours_notice"),
        when("samen precies de grens", hours_per_week="8")
        .knowing(policy=TWENTY, earlier=(hours("12"),))
        .complies(),
        when("samen boven de grens", hours_per_week="8")
        .knowing(policy=TWENTY, earlier=(hours("8"), hours("4.5")))
        .departs("samen 20,5 uur per week", "hours_together", "side_hours_notice"),
        when("de andere eindigde gisteren", hours_per_week="8")
        .knowing(policy=TWENTY, earlier=(hours("13", date(2026, 3, 9)),))
        .complies(),
        when("de andere eindigt vandaag", hours_per_week="8")
        .knowing(policy=TWENTY, earlier=(hours("13", date(2026, 3, 10)),))
        .departs("samen 21 uur", "hours_together", "side_hours_notice"),
        when("er is geen grens", hours_per_week="60").is_not_applicable(),
        when("uren niet ingevuld", hours_per_week=None).knowing(policy=TWENTY).is_not_applicable(),
        when("niet bekend wie meldt", hours_per_week="20")
        .knowing(policy=TWENTY, declarant=None)
        .is_not_applicable(),
        when("niet bekend wie meldt, maar dit alleen al is te veel", hours_per_week="21")
        .knowing(policy=TWENTY, declarant=None)
        .departs("21 uur", "hours_together", "side_hours_notice"),
    ),
    *rule(
        "NF-6",
        "Wat je op je werk over bewoners en relaties weet, gebruik je niet voor je eigen bedrijf.",
        when("een bestuursfunctie", nature="bestuur").complies(),
        when("een eigen bedrijf", nature="onderneming").departs("eigen bedrijf", "nature"),
        when("niet ingevuld", nature=None).is_not_applicable(),
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_a_nevenfunctie(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)
