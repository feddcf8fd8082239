"""The cast: the people of the demo whom the sign-in page, the screenshots and the tests share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CastMember:
    """Somebody of the demo organisation whom a visitor can be.

    Attributes:
        key: the short name by which code calls them.
        staff_number: their staff number.
        role_line: who it is, in a few Dutch words.
        can_do: one Dutch sentence on what there is to do as this person.
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
        "Doet verklaringen en ziet het besluit.",
    ),
    CastMember(
        "sleutelfunctie",
        "2031",
        "Inkoper, een sleutelfunctie",
        "Doet verklaringen vanuit een functie met veel zakelijke contacten.",
    ),
    CastMember(
        "leidinggevende",
        "2005",
        "Teamleider Verhuur en verkoop",
        "Beslist over de verklaringen van het eigen team.",
    ),
    CastMember(
        "tweede-leidinggevende",
        "2015",
        "Manager Vastgoed",
        "Beslist over de verklaringen van teamleiders.",
    ),
    CastMember(
        "bestuurssecretaris",
        "2002",
        "Bestuurssecretaris",
        "Ziet het hele register, haalt de Excel op en beslist als er geen leidinggevende is.",
    ),
    CastMember(
        "directie",
        "2001",
        "Directeur-bestuurder",
        "Ziet het hele register en beslist over managers en de bestuurssecretaris.",
    ),
    CastMember(
        "rvt",
        "2100",
        "Voorzitter van de Raad van Toezicht",
        "Beslist over de verklaringen van de directie.",
    ),
    CastMember(
        "communicatie",
        "2038",
        "Communicatieadviseur",
        "Doet verklaringen en hoort bij team communicatie.",
    ),
    CastMember(
        "beheerder",
        "2033",
        "Functioneel beheerder",
        "Houdt medewerkers en leveranciers bij, en ziet geen verklaringen van anderen.",
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
        "Doet verklaringen waarover de bestuurssecretaris beslist.",
    ),
    CastMember(
        "met-verlof",
        "2020",
        "Teamleider die vandaag met verlof is",
        "Heeft verklaringen liggen die op een besluit wachten.",
    ),
)

BY_KEY = {member.key: member for member in CAST}
"""The cast by the short names by which code calls them."""
