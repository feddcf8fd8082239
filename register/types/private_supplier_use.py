"""*Privégebruik van een leverancier*: buying privately from a supplier of Intermaris."""

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


class Discount(Choices):
    """What discount the declarant gets, and why."""

    GEEN = "geen"
    CONSUMENT = "consument", "Gewone klantkorting"
    PERSOONLIJK = "persoonlijk", "Persoonlijke korting"
    INTERMARIS = "intermaris", "Korting via of uit naam van Intermaris"


class ContactRole(Choices):
    """What the declarant does with this supplier at work."""

    BESTELT = "bestelt"
    BEOORDEELT = "beoordeelt"
    BETAALT = "betaalt", "Keurt facturen goed"
    CONTRACT = "contract", "Beheert contract"
    ANDERS = "anders"


_UNKNOWN_PARTY = When("supplier", ("onbekend",))


class PrivateSupplierUse(TypedRecord, table=True):
    """The details of *privégebruik van een leverancier*."""

    __tablename__ = "private_supplier_use"

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
    service: str = asked(
        Text(),
        "Dienst of product",
        "Vul in wat je koopt of laat doen.",
        hint="Bijvoorbeeld: schilderwerk aan mijn eigen huis.",
    )
    amount: Decimal = asked(Money(), "Bedrag (incl. btw)", "Vul het bedrag in.")
    ordered_on: date = asked(
        Day(),
        "Datum van de opdracht",
        "Vul in wanneer je de opdracht geeft.",
        hint="Meld het liefst voordat je de opdracht geeft.",
    )
    discount: Discount = asked(Choice(Discount), "Korting", "Kies of je korting krijgt, en welke.")
    business_contact: bool = asked(
        YesNo(),
        "Ik heb in mijn werk met deze leverancier te maken",
        "Kies of je in je werk met deze leverancier te maken hebt.",
    )
    business_contact_role: ContactRole | None = asked(
        Choice(ContactRole),
        "Mijn rol",
        "Kies wat je in je werk met deze leverancier doet.",
        optional=True,
        when=When("business_contact", ("ja",)),
    )
    market_conformity: str = asked(
        LongText(),
        "Waaruit blijkt dat de prijs marktconform is",
        "Leg uit waaruit blijkt dat de prijs marktconform is.",
        hint="Bijvoorbeeld: ik heb twee andere offertes gevraagd.",
    )


def _headline(values: Values) -> str:
    return f"{values['service']} door {known_or_named(values).name}"


TYPE = DeclarationType(
    slug="prive-leverancier",
    order=3,
    title="Privégebruik van een leverancier",
    sheet_title="Privégebruik leveranciers",
    when_needed="Je huurt voor jezelf een leverancier van Intermaris in, of koopt er iets.",
    record=PrivateSupplierUse,
    sections=(
        Section("De leverancier", ("supplier", "party_name", "kvk_number")),
        Section("De opdracht", ("service", "amount", "ordered_on", "discount")),
        Section(
            "Zakelijk en privé gescheiden",
            ("business_contact", "business_contact_role", "market_conformity"),
        ),
    ),
    starts="ordered_on",
    headline=_headline,
    counterparty=known_or_named,
)
