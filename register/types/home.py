"""*Woning van Intermaris huren of kopen*: a home for the declarant or somebody close."""

from datetime import date
from decimal import Decimal

from register.types.amounts import Day, Money
from register.types.codes import Postcode
from register.types.fields import When, asked
from register.types.kinds import Choice, Choices, Text, YesNo
from register.types.record import DeclarationType, Section, TypedRecord, Values


class Occupant(Choices):
    """Who is going to live there."""

    ZELF = "zelf"
    KIND = "kind"
    PARTNER = "partner"
    FAMILIE = "familie"
    BEKENDE = "bekende"


class Tenure(Choices):
    """On what footing."""

    HUUR = "huur"
    KOOP = "koop"
    TIJDELIJK = "tijdelijk", "Tijdelijke huur"
    ANTIKRAAK = "antikraak"


class Owner(Choices):
    """Whose home it is."""

    INTERMARIS = "intermaris"
    ANDERE_CORPORATIE = "andere-corporatie"
    ANDER = "ander"


class Channel(Choices):
    """By which way the home was allotted."""

    WOONMATCH = "woonmatch", "WoonMatch"
    GAPPH = "gapph"
    VERKOOP = "verkoop", "Verkoop of makelaar"
    DIRECT = "direct", "Rechtstreeks"
    ANDERS = "anders"


class AllocationGround(Choices):
    """On what ground the home was allotted."""

    INSCHRIJFDUUR = "inschrijfduur"
    URGENTIE = "urgentie"
    LOTING = "loting"
    DIRECTE_BEMIDDELING = "directe-bemiddeling"
    ANDERS = "anders"


class ChangeRequested(Choices):
    """What a sitting tenant asks Intermaris to change."""

    GEEN = "geen"
    HUURHOOGTE = "huurhoogte"
    WACHTPUNTEN = "wachtpunten", "Punten of wachtjaren"
    ONDERHOUD = "onderhoud"


class Home(TypedRecord, table=True):
    """The details of a *woning*."""

    __tablename__ = "home"

    occupant: Occupant = asked(Choice(Occupant), "Voor wie", "Kies voor wie de woning is.")
    tenure: Tenure = asked(Choice(Tenure), "Soort", "Kies of het om huur, koop of antikraak gaat.")
    owner: Owner = asked(
        Choice(Owner),
        "Eigenaar",
        "Kies van wie de woning is.",
        hint="Een woning van een ander hoef je niet te melden; het mag wel.",
    )
    channel: Channel = asked(Choice(Channel), "Toewijzing via", "Kies hoe de woning is toegewezen.")
    postcode: str = asked(
        Postcode(), "Postcode", "Vul de postcode in, zoals 1624 NP.", hint="Zoals 1624 NP."
    )
    house_number: str = asked(Text(length=10), "Huisnummer", "Vul het huisnummer in.")
    addition: str | None = asked(
        Text(length=10), "Toevoeging", "Vul de toevoeging in.", optional=True
    )
    city: str = asked(Text(), "Plaats", "Vul de plaats in.")
    registration_number: str | None = asked(
        Text(length=50),
        "Inschrijfnummer WoonMatch",
        "Vul het inschrijfnummer van WoonMatch in.",
        optional=True,
        when=When("channel", ("woonmatch",)),
    )
    allocation_ground: AllocationGround | None = asked(
        Choice(AllocationGround),
        "Toewijzingsgrond",
        "Kies op welke grond de woning is toegewezen.",
        optional=True,
        when=When("tenure", ("huur", "tijdelijk", "antikraak")),
    )
    moves_in_on: date = asked(
        Day(),
        "Datum van betrekken of overdracht",
        "Vul in wanneer de woning wordt betrokken of overgedragen.",
    )
    price: Decimal = asked(
        Money(), "Huur per maand of koopprijs", "Vul de huur per maand of de koopprijs in."
    )
    priority_or_discount: bool = asked(
        YesNo(), "Voorrang of korting gekregen", "Kies of er voorrang of korting is gegeven."
    )
    involved_in_allocation: bool = asked(
        YesNo(),
        "Ik ben betrokken bij toewijzing, taxatie of verkoop",
        "Kies of je in je werk bij deze woning betrokken bent.",
    )
    independent_valuation: bool | None = asked(
        YesNo(),
        "Onafhankelijke taxatie",
        "Kies of een onafhankelijke taxateur de woning heeft getaxeerd.",
        optional=True,
        when=When("tenure", ("koop",)),
    )
    already_tenant: bool = asked(
        YesNo(), "Ik huur al van Intermaris", "Kies of je al van Intermaris huurt."
    )
    change_requested: ChangeRequested | None = asked(
        Choice(ChangeRequested),
        "Gevraagde wijziging",
        "Kies wat je Intermaris vraagt te wijzigen.",
        optional=True,
        when=When("already_tenant", ("ja",)),
    )


def _headline(values: Values) -> str:
    number = f"{values['house_number']}{values['addition'] or ''}"
    return f"{values['tenure'].label}: {values['postcode']} {number}, {values['city']}"


TYPE = DeclarationType(
    slug="woning",
    order=4,
    title="Woning van Intermaris huren of kopen",
    sheet_title="Woningen",
    when_needed="Jij of een bekende van je gaat een woning van Intermaris huren of kopen.",
    record=Home,
    sections=(
        Section("De woning", ("occupant", "tenure", "owner")),
        Section("Het adres", ("postcode", "house_number", "addition", "city")),
        Section(
            "De toewijzing",
            (
                "channel",
                "registration_number",
                "allocation_ground",
                "moves_in_on",
                "price",
                "priority_or_discount",
                "involved_in_allocation",
                "independent_valuation",
            ),
        ),
        Section("Nu al huurder", ("already_tenant", "change_requested")),
    ),
    starts="moves_in_on",
    headline=_headline,
    counterparty=lambda _values: None,
)
