"""The rules for every declaration: complies, departs, not applicable, and each boundary."""

from datetime import date

import pytest

from register.types import TYPES
from tests.workflows.rules.table import Case, earlier, facts_of, hold, rule, when
from workflows.facts import DeclarantFacts
from workflows.rules import RULES
from workflows.rules.rule import NOT_FILLED_IN

TABLE = [
    *rule(
        "AL-1",
        "Je meldt iets vooraf, en uiterlijk op de dag dat het begint.",
        when("begint morgen", starts_on="11-03-2026").complies(),
        when("begint op de dag zelf", starts_on="10-03-2026").complies(),
        when("begon gisteren", starts_on="09-03-2026").departs(
            "Begindatum: 09-03-2026. Dat is 1 dag voordat je het meldt (10-03-2026).",
            "starts_on",
            "first_submitted_on",
            "days_late",
        ),
        when("begon een jaar geleden", starts_on="10-03-2025").departs(
            "365 dagen", "starts_on", "first_submitted_on", "days_late"
        ),
        when("werd eerst op tijd ingediend en nu aangevuld", starts_on="01-03-2026")
        .knowing(first_submitted_on=date(2026, 3, 1))
        .complies(),
        when("heeft nog geen datum", starts_on=None).is_not_applicable(),
        when("opdracht zonder gunning", phase="offerte", awarded_on=None)
        .of("opdracht-verwante")
        .is_not_applicable(),
        when("gisteren gegund", awarded_on="09-03-2026")
        .of("opdracht-verwante")
        .departs("Gegund op: 09-03-2026", "awarded_on", "first_submitted_on", "days_late"),
        when("gisteren besteld", ordered_on="09-03-2026")
        .of("prive-leverancier")
        .departs("Datum van de opdracht", "ordered_on", "first_submitted_on", "days_late"),
        when("gisteren betrokken", moves_in_on="09-03-2026", owner="ander")
        .of("woning")
        .departs("Datum van betrekken", "moves_in_on", "first_submitted_on", "days_late"),
        when("gisteren geweest", takes_place_on="09-03-2026")
        .of("uitnodiging")
        .departs("Datum: 09-03-2026", "takes_place_on", "first_submitted_on", "days_late"),
    ),
    *rule(
        "AL-2",
        "Alles wat je met één partij hebt, wordt samen bekeken.",
        when("niets anders gemeld").complies(),
        when("iets over een andere partij gemeld")
        .knowing(earlier=(earlier("uitnodiging", same_party=False),))
        .complies(),
        when("iets over dezelfde partij gemeld")
        .knowing(earlier=(earlier("uitnodiging"),))
        .departs("ook 2025-0012 ingediend", "same_party_declarations"),
        when("drie over dezelfde partij gemeld")
        .knowing(earlier=tuple(earlier("uitnodiging", number=number) for number in ("1", "2", "3")))
        .departs("ook 1, 2 en 3 ingediend", "same_party_declarations"),
        when("een woning heeft geen andere partij").of("woning").is_not_applicable(),
        when("de partij is nog niet ingevuld").knowing(has_party=False).is_not_applicable(),
        when("het is niet bekend wie meldt").knowing(declarant=None).is_not_applicable(),
    ),
    *rule(
        "AL-3",
        "Heb je een sleutelfunctie, dan leg je meer verantwoording af dan anderen.",
        when("geen sleutelfunctie").complies(),
        when("een sleutelfunctie")
        .knowing(declarant=DeclarantFacts(1, key_function=True))
        .departs("bestuurssecretaris", "key_function"),
        when("het is niet bekend wie meldt").knowing(declarant=None).is_not_applicable(),
    ),
    *rule(
        "AL-4",
        "Hebben meer mensen uit één lijn iets met dezelfde partij, dan weegt dat mee.",
        when("geen collega heeft er iets mee").complies(),
        when("een collega in dezelfde lijn wel")
        .knowing(colleague_has_same_party=True)
        .departs("Ook van een collega in dezelfde lijn", "colleague_has_same_party"),
        when("een woning heeft geen andere partij").of("woning").is_not_applicable(),
        when("de partij is nog niet ingevuld").knowing(has_party=False).is_not_applicable(),
        when("het is niet bekend wie meldt")
        .knowing(declarant=None, colleague_has_same_party=None)
        .is_not_applicable(),
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_every_declaration(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)


@pytest.mark.parametrize("rule_id", ["AL-2", "AL-4"])
def test_a_party_that_is_not_filled_in_yet_is_told_apart_from_a_type_without_one(
    rule_id: str,
) -> None:
    for slug in TYPES:
        outcome = RULES[rule_id].judge({}, facts_of(slug, has_party=False))
        assert (outcome == NOT_FILLED_IN) is (slug != "woning")
