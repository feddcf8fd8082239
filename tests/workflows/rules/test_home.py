"""The rules for a woning: complies, departs, not applicable, and each boundary."""

import pytest

from tests.workflows.rules.table import Case, hold, rule, when

OTHER = [
    when(f"eigenaar {owner}", owner=owner, tenure="antikraak", channel="direct").is_not_applicable()
    for owner in ("andere-corporatie", "ander")
]
"""Homes of others, about which no WO-rule says anything."""
UNKNOWN = when("eigenaar niet ingevuld", owner=None).is_not_applicable()

WO_1 = ("tenure", "owner", "occupant")

TABLE = [
    *rule(
        "WO-1",
        "Jij en je kinderen kunnen niet in een antikraakwoning van Intermaris wonen.",
        when("jezelf in antikraak", occupant="zelf", tenure="antikraak").departs("jezelf", *WO_1),
        when("je kind in antikraak", occupant="kind", tenure="antikraak").departs("kind", *WO_1),
        when("je partner in antikraak", occupant="partner", tenure="antikraak").complies(),
        when("familie in antikraak", occupant="familie", tenure="antikraak").complies(),
        when("een bekende in antikraak", occupant="bekende", tenure="antikraak").complies(),
        when("je kind huurt gewoon", occupant="kind", tenure="huur").is_not_applicable(),
        when("je kind huurt tijdelijk", occupant="kind", tenure="tijdelijk").is_not_applicable(),
        when("antikraak voor wie?", occupant=None, tenure="antikraak").is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-2",
        "Je krijgt nooit voorrang of korting op een woning van Intermaris.",
        when("geen voorrang", priority_or_discount="nee").complies(),
        when("wel voorrang", priority_or_discount="ja").departs("voorrang", "priority_or_discount"),
        when("niet ingevuld", priority_or_discount=None).is_not_applicable(),
        when("van een ander", priority_or_discount="ja", owner="ander").is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-3",
        "Je huurt of koopt een woning van Intermaris langs dezelfde weg als ieder ander.",
        when("huur via WoonMatch", tenure="huur", channel="woonmatch").complies(),
        *(
            when(f"huur via {channel}", tenure="huur", channel=channel).departs(
                "niet via WoonMatch", "tenure", "channel"
            )
            for channel in ("gapph", "verkoop", "direct", "anders")
        ),
        when("koop via verkoop", tenure="koop", channel="verkoop").complies(),
        *(
            when(f"koop via {channel}", tenure="koop", channel=channel).departs(
                "niet via de gewone verkoop", "tenure", "channel"
            )
            for channel in ("woonmatch", "gapph", "direct", "anders")
        ),
        when("tijdelijk via Gapph", tenure="tijdelijk", channel="gapph").complies(),
        when("tijdelijk rechtstreeks", tenure="tijdelijk", channel="direct").departs(
            "rechtstreeks", "tenure", "channel"
        ),
        when("antikraak", tenure="antikraak", channel="direct").is_not_applicable(),
        when("weg niet ingevuld", channel=None).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-4",
        "Bij een woning voor jezelf of een bekende blijf je weg van toewijzing en verkoop.",
        when("niet betrokken", involved_in_allocation="nee").complies(),
        when("betrokken", involved_in_allocation="ja").departs(
            "betrokken", "involved_in_allocation"
        ),
        when("niet ingevuld", involved_in_allocation=None).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-5",
        "Familie en vrienden krijgen een tijdelijke woning alleen langs de gewone weg.",
        *(
            when(
                f"{who} in {tenure} rechtstreeks", occupant=who, tenure=tenure, channel="direct"
            ).departs("buiten de gewone procedure", "tenure", "occupant", "channel")
            for who in ("familie", "bekende", "partner")
            for tenure in ("antikraak", "tijdelijk")
        ),
        when(
            "familie via Gapph", occupant="familie", tenure="tijdelijk", channel="gapph"
        ).complies(),
        when(
            "jezelf rechtstreeks", occupant="zelf", tenure="tijdelijk", channel="direct"
        ).is_not_applicable(),
        when(
            "je kind rechtstreeks", occupant="kind", tenure="antikraak", channel="direct"
        ).is_not_applicable(),
        when(
            "familie huurt gewoon", occupant="familie", tenure="huur", channel="direct"
        ).is_not_applicable(),
        when(
            "weg niet ingevuld", occupant="familie", tenure="tijdelijk", channel=None
        ).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-6",
        "Koop je een woning van Intermaris, dan stelt een onafhankelijke taxateur de prijs vast.",
        when("koop met taxatie", tenure="koop", independent_valuation="ja").complies(),
        when("koop zonder taxatie", tenure="koop", independent_valuation="nee").departs(
            "geen onafhankelijke taxatie", "tenure", "independent_valuation"
        ),
        when("koop, taxatie leeg", tenure="koop", independent_valuation="").departs(
            "staat niet of", "tenure", "independent_valuation"
        ),
        when("huur", tenure="huur").is_not_applicable(),
        when("soort niet ingevuld", tenure=None).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-7",
        "Je eigen huur of wachtpunten verander je alleen langs de gewone, strenge controles.",
        when("huurder zonder wijziging", change_requested="geen").complies(),
        when("huurder, wijziging leeg", change_requested="").complies(),
        when("huurder vraagt onderhoud", change_requested="onderhoud").complies(),
        when("huurder vraagt andere huur", change_requested="huurhoogte").departs(
            "andere huur", "already_tenant", "change_requested"
        ),
        when("huurder vraagt wachtpunten", change_requested="wachtpunten").departs(
            "wachtjaren", "already_tenant", "change_requested"
        ),
        when(
            "geen huurder", already_tenant="nee", change_requested="huurhoogte"
        ).is_not_applicable(),
        when("niet ingevuld", already_tenant=None).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-8",
        "Woon je in een woning van Intermaris, dan word je niet eerder of beter geholpen.",
        when("huurder zonder wijziging", change_requested="geen").complies(),
        when("huurder vraagt andere huur", change_requested="huurhoogte").complies(),
        when("huurder vraagt onderhoud", change_requested="onderhoud").departs(
            "onderhoud", "already_tenant", "change_requested"
        ),
        when("geen huurder", already_tenant="nee").is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
    *rule(
        "WO-9",
        "Van elke toewijzing is te zien waarom juist deze huurder de woning kreeg.",
        when("nummer en inschrijfduur").complies(),
        when("nummer, grond leeg", allocation_ground="").complies(),
        when("nummer en loting", allocation_ground="loting").complies(),
        when("nummer en urgentie", allocation_ground="urgentie").complies(),
        when("zonder nummer", registration_number="").departs(
            "geen inschrijfnummer", "registration_number"
        ),
        when("directe bemiddeling", allocation_ground="directe-bemiddeling").departs(
            "Directe bemiddeling", "allocation_ground"
        ),
        when("andere grond", allocation_ground="anders").departs("Anders", "allocation_ground"),
        when(
            "tijdelijk, zonder nummer en met andere grond",
            tenure="tijdelijk",
            registration_number=None,
            allocation_ground="anders",
        ).departs("inschrijfnummer", "registration_number", "allocation_ground"),
        when("huur buiten WoonMatch", channel="direct").is_not_applicable(),
        when("koop", tenure="koop").is_not_applicable(),
        when("antikraak", tenure="antikraak").is_not_applicable(),
        when("weg niet ingevuld", channel=None).is_not_applicable(),
        *OTHER,
        UNKNOWN,
    ),
]


@pytest.mark.parametrize(("rule_id", "sentence", "case"), TABLE)
def test_rule_for_a_woning(rule_id: str, sentence: str, case: Case) -> None:
    hold(rule_id, sentence, case)
