"""The rules for privégebruik van een leverancier: complies, departs, not applicable, boundaries."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.rules.table import Case, earlier, hold, rule, when
from workflows.policy import Policy

THOUSAND = Policy(private_use_notice=Decimal(1000))
BECAUSE = ("amount_in_twelve_months", "private_use_notice")


def bought(amount: str, on: date, *, same_party: bool = True) -> object:
    return earlier(
        "prive-leverancier", same_party=same_party, amount=Decimal(amount), ordered_on=on
    )


TABLE = [
    *rule(
        "PL-1",
        "Voor privéaankopen gebruik je nooit de naam of de korting van Intermaris.",
        when("geen korting", discount="geen").complies(),
        when("klantkorting", discount="consument").complies(),
        when("persoonlijke korting", discount="persoonlijk").complies(),
        when("korting via Intermaris", discount="intermaris").departs("uit naam van", "discount"),
        when("niet ingevuld", discount=None).is_not_applicable(),
    ),
    *rule(
        "PL-2",
        "Je houdt het zakelijk: een leverancier van Intermaris geeft jou geen eigen korting.",
        when("geen korting", discount="geen").complies(),
        when("klantkorting", discount="consument").complies(),
        when("korting via Intermaris", discount="intermaris").complies(),
        when("persoonlijke korting", discount="persoonlijk").departs("persoonlijke", "discount"),
        when("niet ingevuld", discount=None).is_not_applicable(),
    ),
    *rule(
        "PL-3",
        "Heb je op je werk met een leverancier te maken, let dan dubbel op als je er privé koopt.",
        when("niet in het werk", business_contact="nee").complies(),
        when("wel in het werk", business_contact="ja").departs("in je werk", "business_contact"),
        when("niet ingevuld", business_contact=None).is_not_applicable(),
    ),
    *rule(
        "PL-4",
        "Wat je in een jaar privé bij één leverancier besteedt, blijft binnen de perken.",
        when("precies de grens", amount="1000").knowing(policy=THOUSAND).complies(),
        when("een cent boven de grens", amount="1000,01")
        .knowing(policy=THOUSAND)
        .departs("€\u00a01.000,01", *BECAUSE),
        when("samen precies de grens", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("600", date(2025, 9, 1)),))
        .complies(),
        when("samen een cent boven de grens", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("600.01", date(2025, 9, 1)),))
        .departs("€\u00a01.000,01", *BECAUSE),
        when("de vorige een jaar en een dag geleden", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("900", date(2025, 3, 14)),))
        .complies(),
        when("de vorige precies een jaar geleden", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("900", date(2025, 3, 15)),))
        .complies(),
        when("de vorige een dag minder dan een jaar geleden", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("900", date(2025, 3, 16)),))
        .departs("€\u00a01.300,00", *BECAUSE),
        when("een latere opdracht die al is gemeld", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("900", date(2026, 6, 1)),))
        .departs("€\u00a01.300,00", *BECAUSE),
        when("een ervoor en een erna, meer dan een jaar uit elkaar", ordered_on="15-03-2026")
        .knowing(
            policy=Policy(private_use_notice=Decimal("1834.50")),
            earlier=(bought("600", date(2025, 6, 1)), bought("500", date(2026, 6, 2))),
        )
        .complies(),
        when("bij een andere leverancier", amount="400", ordered_on="15-03-2026")
        .knowing(policy=THOUSAND, earlier=(bought("900", date(2026, 3, 1), same_party=False),))
        .complies(),
        when("een uitnodiging van deze leverancier telt niet mee", amount="400")
        .knowing(policy=THOUSAND, earlier=(earlier("uitnodiging"),))
        .complies(),
        when("er is geen grens", amount="999999").is_not_applicable(),
        when("bedrag niet ingevuld", amount=None).knowing(policy=THOUSAND).is_not_applicable(),
        when("datum niet ingevuld", ordered_on=None).knowing(policy=THOUSAND).is_not_applicable(),
        when("niet bekend wie meldt", amount="400")
        .knowing(policy=THOUSAND, declarant=None)
        .is_not_applicable(),
        when("niet bekend wie meldt, maar dit alleen al is veel", amount="1001")
        .knowing(policy=THOUSAND, declarant=None)
        .departs("€\u00a01.001,00", *BECAUSE),
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_private_use_of_a_supplier(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)
