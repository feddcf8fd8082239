"""*Opdracht aan familie of bekende*: a contract from Intermaris in which somebody close has a part.

The declarant, a relative or an acquaintance has an interest in the party that gets the contract.
"""

from datetime import date
from decimal import Decimal

from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier, KvkNumber
from register.types.fields import When, asked
from register.types.kinds import Choice, Choices, LongText, Text, YesNoUnknown
from register.types.record import (
    DeclarationType,
    Section,
    TypedRecord,
    Values,
    known_or_named,
)


class Relation(Choices):
    """How the declarant knows the person."""

    PARTNER = "partner"
    KIND = "kind"
    OUDER = "ouder"
    BROER_ZUS = "broer-zus", "Broer of zus"
    FAMILIE = "familie", "Andere familie"
    BEKENDE = "bekende", "Vriend of bekende"
    ZAKENPARTNER = "zakenpartner", "(Oud-)zakenpartner"
    ZELF = "zelf", "Ikzelf"


class Interest(Choices):
    """What the person is in the party that gets the contract."""

    EIGENAAR = "eigenaar", "Eigenaar of aandeelhouder"
    BESTUURDER = "bestuurder"
    WERKNEMER = "werknemer"
    ONDERAANNEMER = "onderaannemer"


class Phase(Choices):
    """How far the contract is."""

    VERKENNING = "verkenning", "Nog geen offerte"
    OFFERTE = "offerte", "Offerte gevraagd"
    AANBESTEDING = "aanbesteding", "Aanbesteding loopt"
    GEGUND = "gegund"
    LOPEND = "lopend"
    AFGEROND = "afgerond"


class OwnRole(Choices):
    """What the declarant does in this contract."""

    GEEN = "geen"
    AANVRAGER = "aanvrager"
    BEOORDELAAR = "beoordelaar"
    BUDGETHOUDER = "budgethouder"
    CONTRACTBEHEERDER = "contractbeheerder"


class Procurement(Choices):
    """How the contract was or will be put out."""

    ENKELVOUDIG = "enkelvoudig"
    MEERVOUDIG = "meervoudig"
    AANBESTEDING = "aanbesteding"
    RAAMOVEREENKOMST = "raamovereenkomst"
    ONBEKEND = "onbekend"


_UNKNOWN_PARTY = When("supplier", ("onbekend",))


class RelatedPartyContract(TypedRecord, table=True):
    """The details of an *opdracht aan familie of bekende*."""

    __tablename__ = "related_party_contract"

    supplier: int | None = asked(
        KnownSupplier(),
        "Opdrachtnemer",
        "Zoek de opdrachtnemer op, of kies 'Staat er niet bij'.",
        hint="Typ een deel van de naam of het KVK-nummer.",
    )
    party_name: str | None = asked(
        Text(),
        "Naam van de opdrachtnemer",
        "Vul de naam van de opdrachtnemer in.",
        when=_UNKNOWN_PARTY,
    )
    kvk_number: str | None = asked(
        KvkNumber(),
        "KVK-nummer",
        "Vul het KVK-nummer in.",
        hint="8 cijfers.",
        optional=True,
        when=_UNKNOWN_PARTY,
    )
    related_person: str = asked(
        Text(),
        "Naam van de bekende",
        "Vul de naam van je familielid of bekende in.",
        hint="Alleen de naam. Geen geboortedatum en geen BSN.",
    )
    relation: Relation = asked(Choice(Relation), "Relatie", "Kies hoe je deze persoon kent.")
    interest: Interest = asked(
        Choice(Interest),
        "Belang van de bekende",
        "Kies wat deze persoon bij de opdrachtnemer is.",
    )
    contract_description: str = asked(
        LongText(), "Omschrijving van de opdracht", "Vul in waar de opdracht over gaat."
    )
    contract_value: Decimal | None = asked(
        Money(),
        "Waarde (excl. btw)",
        "Vul de waarde van de opdracht in.",
        hint="Laat leeg als je die nog niet weet.",
        optional=True,
    )
    phase: Phase = asked(Choice(Phase), "Fase", "Kies hoe ver de opdracht is.")
    awarded_on: date | None = asked(
        Day(),
        "Gegund op",
        "Vul in wanneer de opdracht is gegund.",
        optional=True,
        when=When("phase", ("gegund", "lopend", "afgerond")),
    )
    own_role: OwnRole = asked(
        Choice(OwnRole),
        "Mijn rol bij deze opdracht",
        "Kies wat je zelf met deze opdracht te maken hebt.",
    )
    procurement: Procurement = asked(
        Choice(Procurement), "Inkoopprocedure", "Kies hoe er wordt ingekocht."
    )
    procurement_rules_followed: YesNoUnknown = asked(
        Choice(YesNoUnknown),
        "Inkoopregels gevolgd",
        "Kies of de inkoopregels zijn gevolgd.",
    )
    quotes_received: int | None = asked(
        Amount(0, 50), "Aantal offertes", "Vul het aantal offertes in.", optional=True
    )
    market_conformity: str | None = asked(
        LongText(),
        "Waarom marktconform",
        "Leg uit waarom de afspraken marktconform zijn.",
        hint="Waaruit blijkt dat prijs en voorwaarden normaal zijn in de markt?",
        optional=True,
    )
    alternative_available: YesNoUnknown = asked(
        Choice(YesNoUnknown),
        "Goed alternatief beschikbaar",
        "Kies of er een goed alternatief is.",
        hint="Is er een andere partij die de opdracht goed kan doen?",
    )
    alternative_reason: str | None = asked(
        LongText(),
        "Waarom niet gekozen",
        "Leg uit waarom het alternatief niet is gekozen.",
        optional=True,
        when=When("alternative_available", ("ja",)),
    )


def _headline(values: Values) -> str:
    return f"Opdracht aan {known_or_named(values).name}"


TYPE = DeclarationType(
    slug="opdracht-verwante",
    order=2,
    title="Opdracht aan familie of bekende",
    sheet_title="Opdrachten verwanten",
    when_needed="Intermaris geeft een opdracht aan jou, een familielid of een bekende van je.",
    record=RelatedPartyContract,
    sections=(
        Section(
            "Wie krijgt de opdracht",
            ("supplier", "party_name", "kvk_number", "related_person", "relation", "interest"),
        ),
        Section(
            "De opdracht",
            ("contract_description", "contract_value", "phase", "awarded_on", "own_role"),
        ),
        Section(
            "De inkoop",
            (
                "procurement",
                "procurement_rules_followed",
                "quotes_received",
                "market_conformity",
                "alternative_available",
                "alternative_reason",
            ),
        ),
    ),
    starts="awarded_on",
    headline=_headline,
    counterparty=known_or_named,
)
