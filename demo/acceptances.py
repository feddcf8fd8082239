"""Why reviewers of the demo accept a departure where a story does not say it itself, by rule.

What the code forbids is not here: who allows that has reasons of their own, told in the story.
"""

from collections.abc import Mapping

ACCEPTANCES: Mapping[str, tuple[str, ...]] = {
    "AL-1": (
        "Eerder melden was beter geweest. De zaak zelf is in orde.",
        "Het is laat gemeld, en uit eigen beweging. Dat telt.",
        "Laat gemeld, maar er is in de tussentijd niets misgegaan.",
    ),
    "NF-1": (
        "De rollen blijven uit elkaar, zoals je uitlegt.",
        "De band is klein en voor iedereen zichtbaar.",
    ),
    "NF-2": (
        "Het zijn weinig uren en het werk wordt opgevangen.",
        "De tijd haal je in. Dat is met je team geregeld.",
    ),
    "NF-3": ("Je vraagt het vooraf en het kost Intermaris niets.",),
    "OV-2": (
        "Inkoop heeft de prijs vergeleken. Die is gewoon.",
        "Het bedrag is klein en vergelijkbaar met eerdere opdrachten.",
    ),
    "OV-3": ("De reden om deze partij te kiezen is zakelijk en goed beschreven.",),
    "OV-5": ("Jij vroeg erom, maar een ander koos de partij.",),
    "PL-2": ("De korting is voor iedere vaste klant en niet voor jou alleen.",),
    "PL-3": (
        "Je hebt geen invloed op wat deze leverancier van ons krijgt.",
        "Werk en privé zijn goed gescheiden. De prijs is die voor iedereen.",
    ),
    "WO-6": ("De taxatie volgt voor de overdracht.",),
    "WO-7": ("Je vraagt wat iedere huurder mag vragen, en een ander beslist.",),
    "WO-9": ("De toewijzing is nagekeken en klopt.",),
    "UI-1": (
        "Categorie B, en inhoudelijk nuttig voor ons werk.",
        "Het gaat over lopend werk. Dat past bij deze leverancier.",
        "We werken veel met deze partij. Het blijft zakelijk.",
    ),
    "UI-4": ("Er moet iemand van ons zijn, en jij bent beschikbaar.",),
    "UI-5": (
        "Dit is de gewone prijs voor zo'n dag.",
        "Het bedrag zit in het programma en niet in het eten.",
    ),
    "UI-6": ("Je hebt het bij Inkoop nagevraagd. Lees het beleid nog wel.",),
    "UI-7": ("Team communicatie heeft geadviseerd. Volg dat op.",),
    "UI-8": (
        "Gezamenlijk vervoer voor alle deelnemers vind ik passend.",
        "Het is sober, en het programma vraagt erom.",
    ),
}
