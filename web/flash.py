"""Messages that a page shows once, after an action that led to it.

The cookie holds the name of a message, never its text, so a forged cookie can say nothing new.
"""

from dataclasses import dataclass

FLASH_COOKIE = "melding"


@dataclass(frozen=True)
class Flash:
    """A message: ``ok``, ``info`` or ``fout``, and what it says."""

    kind: str
    text: str


FLASHES = {
    "aangemeld": Flash("ok", "Je bent ingelogd."),
    "afgemeld": Flash("ok", "Je bent uitgelogd."),
    "bewaard": Flash("ok", "Je concept is bewaard."),
    "verwijderd": Flash("ok", "Je concept is verwijderd."),
    "ingetrokken": Flash("ok", "Je verklaring is ingetrokken. Het nummer blijft bewaard."),
    "beeindigd": Flash("ok", "Je verklaring is beëindigd."),
    "al-ingediend": Flash("info", "Je had deze verklaring al ingediend. Zij is één keer verwerkt."),
    "besloten": Flash("ok", "Je besluit is opgeslagen. De medewerker ziet het bij de verklaring."),
    "doorgestuurd": Flash(
        "ok", "Je antwoord is opgeslagen. De verklaring gaat door naar wie nu aan de beurt is."
    ),
    "signaal-afgehandeld": Flash("ok", "Het signaal is afgehandeld."),
    "leveranciers-inlezen": Flash(
        "info",
        "Er worden nu leveranciers ingelezen. Wat je typte, is bewaard. Dien over een minuut in.",
    ),
    "sessie-voorbij": Flash(
        "info", "Je was uitgelogd. Wat je typte is bewaard. Controleer het en dien het dan in."
    ),
    "ingelezen": Flash("ok", "Het bestand is ingelezen."),
    "grens-gewijzigd": Flash("ok", "De grens is gewijzigd en geldt vanaf nu."),
    "verzoeken-verstuurd": Flash(
        "ok", "Het verzoek is verstuurd. De medewerkers zien het bij Mijn verklaringen."
    ),
    "verzoek-beantwoord": Flash(
        "ok", "Je antwoord is opgeslagen. De bestuurssecretaris kan het lezen."
    ),
    "niet-ingelezen": Flash("info", "Het bestand is niet ingelezen. Er is niets gewijzigd."),
}


def flash_of(name: str | None) -> Flash | None:
    """Give the message of this name, or ``None``."""
    return FLASHES.get(name or "")
