"""*Uitnodiging van een leverancier*: an event, meal, journey or celebration on offer."""

from datetime import date
from decimal import Decimal

from register.types.amounts import Day, Money
from register.types.codes import KnownSupplier, KvkNumber
from register.types.fields import When, asked
from register.types.kinds import Choice, Choices, LongText, Text, YesNo
from register.types.record import (
    DeclarationType,
    Section,
    TypedRecord,
    Values,
    known_or_named,
)


class EventKind(Choices):
    """What the declarant is invited to."""

    EVENEMENT = "evenement", "Zakelijk evenement"
    DINER = "diner", "Lunch of diner"
    SPORT_CULTUUR = "sport-cultuur", "Sport of cultuur"
    REIS = "reis", "Reis of excursie"
    VIERING = "viering", "Viering of jubileum"
    CONGRES = "congres", "Congres of opleiding"
    ANDERS = "anders"


class StatedCategory(Choices):
    """The procurement category of a supplier that is not in the list."""

    A = "a"
    B = "b"
    C = "c"
    ONBEKEND = "onbekend"


_UNKNOWN_PARTY = When("supplier", ("onbekend",))
_CELEBRATION = When("kind", ("viering",))


class SupplierInvitation(TypedRecord, table=True):
    """The details of an *uitnodiging*."""

    __tablename__ = "supplier_invitation"

    supplier: int | None = asked(
        KnownSupplier(),
        "Leverancier",
        "Zoek de leverancier op, of kies 'Staat er niet bij'.",
        hint="Typ een deel van de naam of het KVK-nummer.",
    )
    party_name: str | None = asked(
        Text(),
        "Naam van de leverancier",
        "Vul de naam van de leverancier in.",
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
    category: StatedCategory | None = asked(
        Choice(StatedCategory),
        "Categorie",
        "Kies de categorie van de leverancier.",
        hint="Staat in het inkoopbeleid. Weet je het niet, kies dan 'Onbekend'.",
        when=_UNKNOWN_PARTY,
    )
    signed_contract: bool | None = asked(
        YesNo(),
        "Getekende overeenkomst",
        "Kies of er een getekende overeenkomst is.",
        when=_UNKNOWN_PARTY,
    )
    tender_running: bool | None = asked(
        YesNo(),
        "Offerte of aanbesteding loopt",
        "Kies of er een offerte of aanbesteding loopt.",
        when=_UNKNOWN_PARTY,
    )
    kind: EventKind = asked(Choice(EventKind), "Soort", "Kies waarvoor je bent uitgenodigd.")
    description: str = asked(LongText(), "Omschrijving", "Vul in waarvoor je bent uitgenodigd.")
    location: str = asked(Text(), "Plaats", "Vul in waar het is.")
    takes_place_on: date = asked(Day(), "Datum", "Vul in wanneer het is.")
    estimated_value: Decimal = asked(
        Money(),
        "Geschatte waarde per persoon",
        "Vul in hoeveel het ongeveer waard is per persoon.",
        hint="Een schatting is genoeg.",
    )
    travel_paid: bool = asked(
        YesNo(),
        "Reis of verblijf betaald door leverancier",
        "Kies of de leverancier reis of verblijf betaalt.",
    )
    partner_invited: bool = asked(
        YesNo(), "Partner of introducé mee", "Kies of je partner of een introducé meegaat."
    )
    relation_purpose: str = asked(
        LongText(),
        "Waarom zinvol voor de samenwerking",
        "Leg uit waarom het zinvol is voor de samenwerking.",
    )
    fits_function: bool = asked(
        YesNo(), "Past bij mijn functie en werk", "Kies of het past bij je functie en werk."
    )
    proportionate: bool = asked(
        YesNo(), "Ik vind het in verhouding", "Kies of je het in verhouding vindt."
    )
    procurement_policy_read: bool = asked(
        YesNo(),
        "Ik heb het inkoopbeleid geraadpleegd",
        "Kies of je het inkoopbeleid hebt geraadpleegd.",
    )
    reputation_contribution: str | None = asked(
        LongText(),
        "Bijdrage aan reputatie en imago",
        "Leg uit wat het bijdraagt aan onze reputatie.",
        optional=True,
        when=_CELEBRATION,
    )
    aligned_with_communications: bool | None = asked(
        YesNo(),
        "Afgestemd met team communicatie",
        "Kies of je het met team communicatie hebt afgestemd.",
        optional=True,
        when=_CELEBRATION,
    )


def _headline(values: Values) -> str:
    return f"{values['kind'].label} van {known_or_named(values).name}"


TYPE = DeclarationType(
    slug="uitnodiging",
    order=5,
    title="Uitnodiging van een leverancier",
    sheet_title="Uitnodigingen",
    when_needed="Een leverancier nodigt je uit voor een etentje, evenement, reis of viering.",
    record=SupplierInvitation,
    sections=(
        Section(
            "De leverancier",
            (
                "supplier",
                "party_name",
                "kvk_number",
                "category",
                "signed_contract",
                "tender_running",
            ),
        ),
        Section(
            "De uitnodiging",
            (
                "kind",
                "description",
                "location",
                "takes_place_on",
                "estimated_value",
                "travel_paid",
                "partner_invited",
            ),
        ),
        Section(
            "Past het bij Intermaris",
            (
                "relation_purpose",
                "fits_function",
                "proportionate",
                "procurement_policy_read",
                "reputation_contribution",
                "aligned_with_communications",
            ),
        ),
    ),
    starts="takes_place_on",
    headline=_headline,
    counterparty=known_or_named,
)
