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
    "bijlage-erbij": Flash("ok", "Je bijlagen zijn toegevoegd."),
    "bijlage-weg": Flash("ok", "Je bijlage is weggehaald."),
    "verwijderd": Flash("ok", "Je concept is verwijderd."),
    "ingetrokken": Flash("ok", "Je verklaring is ingetrokken. Het nummer blijft bewaard."),
    "beeindigd": Flash("ok", "Je verklaring is beëindigd."),
    "wijziging-weg": Flash(
        "ok", "Je wijziging is weggegooid. Wat is goedgekeurd, blijft zoals het was."
    ),
    "wijziging-ingetrokken": Flash(
        "ok", "Je wijziging is ingetrokken. Wat is goedgekeurd, blijft van kracht."
    ),
    "wijziging-voorbij": Flash(
        "info", "Je bent niet meer met een wijziging bezig. Wat je typte, is niet bewaard."
    ),
    "nagekeken": Flash("ok", "Je antwoord is opgeslagen. Dank je wel."),
    "uit-dienst-gedaan": Flash("ok", "Het is vastgelegd."),
    "al-ingediend": Flash("info", "Je had deze verklaring al ingediend. Zij is één keer verwerkt."),
    "besloten": Flash("ok", "Je besluit is opgeslagen. De medewerker ziet het bij de verklaring."),
    "toegewezen": Flash("ok", "De stap ligt nu bij deze collega."),
    "plaatsvervanger-aangewezen": Flash("ok", "De plaatsvervanger is aangewezen."),
    "plaatsvervanging-gestopt": Flash("ok", "De vervanging is gestopt."),
    "doorgestuurd": Flash(
        "ok", "Je antwoord is opgeslagen. De verklaring gaat door naar wie nu aan de beurt is."
    ),
    "voorwaarde-gemeld": Flash("ok", "Je melding is opgeslagen. Een collega kijkt ernaar."),
    "voorwaarde-voldaan": Flash("ok", "Je oordeel is opgeslagen: aan de voorwaarde is voldaan."),
    "voorwaarde-terug": Flash("ok", "Je oordeel is opgeslagen. De voorwaarde staat weer open."),
    "heroverweging-gevraagd": Flash(
        "ok", "Je verzoek is opgeslagen. Er wordt opnieuw naar het besluit gekeken."
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
    "oude-lijst-ingelezen": Flash(
        "ok", "De oude lijst is ingelezen. De medewerkers vinden hun concepten op hun eigen pagina."
    ),
    "grens-gewijzigd": Flash("ok", "De grens is gewijzigd en geldt vanaf nu."),
    "opgave-gedaan": Flash("ok", "Je opgave is binnen. Dank je wel."),
    "campagne-geopend": Flash(
        "ok", "De campagne is geopend. Iedereen die meedoet, krijgt een e-mail."
    ),
    "campagne-gesloten": Flash("ok", "De campagne is gesloten. De lijst ligt vast."),
    "herinnerd": Flash("ok", "Wie nog niets liet weten, krijgt een herinnering."),
    "vrijgesteld": Flash("ok", "De vrijstelling is vastgelegd."),
    "vrijstelling-opgeheven": Flash("ok", "De vrijstelling is opgeheven."),
    "taak-opnieuw": Flash("ok", "De taak wordt opnieuw geprobeerd."),
    "mail-opnieuw": Flash("ok", "Het bericht wordt opnieuw verstuurd."),
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
