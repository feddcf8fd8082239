"""*Nevenfunctie*: a position or work beside the job at Intermaris."""

from datetime import date
from decimal import Decimal

from register.types.amounts import Amount, Day
from register.types.codes import KvkNumber
from register.types.fields import asked
from register.types.kinds import Choice, Choices, Text, YesNo
from register.types.record import Counterparty, DeclarationType, Section, TypedRecord, Values


class Nature(Choices):
    """What kind of work it is."""

    BESTUUR = "bestuur", "Bestuursfunctie"
    TOEZICHT = "toezicht", "Toezichthoudende functie"
    DIENSTVERBAND = "dienstverband", "Ander dienstverband"
    ONDERNEMING = "onderneming", "Eigen onderneming of zzp"
    VRIJWILLIGER = "vrijwilliger", "Vrijwilligerswerk"
    ANDERS = "anders", "Anders"


class Relation(Choices):
    """What the organisation has to do with Intermaris."""

    GEEN = "geen"
    LEVERANCIER = "leverancier"
    HUURDER = "huurder", "Huurder of bewonersorganisatie"
    GEMEENTE = "gemeente", "Gemeente of andere overheid"
    CORPORATIE = "corporatie", "Andere corporatie"
    VASTGOED = "vastgoed", "Vastgoed of woningbemiddeling"
    ANDERS = "anders"


class AncillaryPosition(TypedRecord, table=True):
    """The details of a *nevenfunctie*."""

    __tablename__ = "ancillary_position"

    organisation: str = asked(Text(), "Organisatie", "Vul de naam van de organisatie in.")
    kvk_number: str | None = asked(
        KvkNumber(),
        "KVK-nummer",
        "Vul het KVK-nummer in.",
        hint="8 cijfers. Staat op de website of in het Handelsregister.",
        optional=True,
    )
    position: str = asked(
        Text(),
        "Functie of werkzaamheden",
        "Vul in wat je daar doet.",
        hint="Bijvoorbeeld: penningmeester, of websites bouwen voor winkels.",
    )
    nature: Nature = asked(Choice(Nature), "Aard", "Kies wat voor werk het is.")
    relation: Relation = asked(
        Choice(Relation),
        "Band met Intermaris",
        "Kies welke band de organisatie met Intermaris heeft.",
        hint="Wat heeft deze organisatie met Intermaris te maken?",
    )
    paid: bool = asked(YesNo(), "Betaald", "Kies of je ervoor betaald krijgt.")
    hours_per_week: Decimal = asked(
        Amount(0, 60, decimals=2, unit="uur"),
        "Uren per week",
        "Vul in hoeveel uur per week het kost.",
        hint="Gemiddeld, bijvoorbeeld 3,5.",
    )
    during_working_hours: bool = asked(
        YesNo(), "(Deels) in werktijd", "Kies of het (deels) in werktijd is."
    )
    uses_company_assets: bool = asked(
        YesNo(),
        "Gebruik van middelen van Intermaris",
        "Kies of je spullen van Intermaris gebruikt.",
        hint="Bijvoorbeeld je laptop, een poolauto of bedrijfskleding.",
    )
    works_for_residents: bool = asked(
        YesNo(),
        "Werk voor bewoners van Intermaris",
        "Kies of je werkt voor bewoners van Intermaris.",
    )
    starts_on: date = asked(Day(), "Begindatum", "Vul in wanneer het begint.")
    ends_on: date | None = asked(
        Day(),
        "Einddatum",
        "Vul in wanneer het eindigt.",
        hint="Laat leeg als je dat nog niet weet.",
        optional=True,
        not_before="starts_on",
    )


def _headline(values: Values) -> str:
    return f"{values['position']} bij {values['organisation']}"


def _counterparty(values: Values) -> Counterparty:
    return Counterparty(values["organisation"], values["kvk_number"])


TYPE = DeclarationType(
    slug="nevenfunctie",
    order=1,
    title="Nevenfunctie",
    sheet_title="Nevenfuncties",
    when_needed="Je doet werk naast je baan bij Intermaris, betaald of als vrijwilliger.",
    record=AncillaryPosition,
    sections=(
        Section(
            "De organisatie en je functie",
            ("organisation", "kvk_number", "position", "nature", "relation"),
        ),
        Section(
            "Tijd en middelen",
            (
                "paid",
                "hours_per_week",
                "during_working_hours",
                "uses_company_assets",
                "works_for_residents",
            ),
        ),
        Section("Periode", ("starts_on", "ends_on")),
    ),
    starts="starts_on",
    headline=_headline,
    counterparty=_counterparty,
)
