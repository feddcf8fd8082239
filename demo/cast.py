"""The cast: the people of the demo whom the sign-in page, the screenshots and the tests share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CastMember:
    """Somebody of the demo organisation whom a visitor can be.

    Attributes:
        key: the short name by which code calls them.
        staff_number: their staff number.
        role_line: who it is, in a few Dutch words.
        can_do: one Dutch sentence on what there is to do as this person, or what waits for them.
    """

    key: str
    staff_number: str
    role_line: str
    can_do: str


CAST: tuple[CastMember, ...] = (
    CastMember(
        "medewerker",
        "2006",
        "Woonconsulent",
        "Heeft een vraag te beantwoorden, een concept en een verklaring die te lang wacht.",
    ),
    CastMember(
        "sleutelfunctie",
        "2031",
        "Inkoper, een sleutelfunctie",
        "Ziet hoe ver twee verklaringen zijn; de bestuurssecretaris kijkt altijd mee.",
    ),
    CastMember(
        "leidinggevende",
        "2005",
        "Teamleider Verhuur en verkoop",
        (
            "Beslist over het eigen team: nu over antikraak, en over een uitnodiging van een "
            "leverancier met wie net een aanbesteding begon."
        ),
    ),
    CastMember(
        "tweede-leidinggevende",
        "2015",
        "Manager Vastgoed",
        (
            "Beslist over teamleiders, en adviseert de directie over een opdracht aan de zoon van "
            "een teamleider."
        ),
    ),
    CastMember(
        "bestuurssecretaris",
        "2002",
        "Bestuurssecretaris",
        (
            "Kijkt mee, adviseert, beslist als er geen leidinggevende is en krijgt de signalen. "
            "Ziet het hele register."
        ),
    ),
    CastMember(
        "directie",
        "2001",
        "Directeur-bestuurder",
        "Beslist over wat de code niet toestaat en over managers. Ziet het hele register.",
    ),
    CastMember(
        "rvt",
        "2100",
        "Voorzitter van de Raad van Toezicht",
        "Beslist over de directie, en als de directie al adviseerde.",
    ),
    CastMember(
        "communicatie",
        "2038",
        "Communicatieadviseur",
        "Adviseert over twee vieringen en heeft zelf een vraag te beantwoorden.",
    ),
    CastMember(
        "beheerder",
        "2033",
        "Functioneel beheerder",
        "Las net een lijst van leveranciers in, en ziet geen verklaringen van anderen.",
    ),
    CastMember(
        "accountant",
        "9001",
        "Externe accountant, niet in dienst",
        "Ziet alleen wat voor de controle is gedeeld.",
    ),
    CastMember(
        "zonder-leidinggevende",
        "2036",
        "Programmaleider zonder leidinggevende",
        "Wacht op de bestuurssecretaris, die hier zelf beslist.",
    ),
    CastMember(
        "met-verlof",
        "2020",
        "Teamleider die vandaag met verlof is",
        "Heeft een advies en twee besluiten liggen; een ervan is te laat.",
    ),
)

BY_KEY = {member.key: member for member in CAST}
"""The cast by the short names by which code calls them."""
