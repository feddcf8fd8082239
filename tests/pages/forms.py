"""What people fill in on the five forms, by the labels that they read."""

from dataclasses import dataclass, replace

from playwright.async_api import Locator, Page


@dataclass(frozen=True)
class FormStory:
    """How one declaration is filled in.

    ``answers`` are pairs of a label and what is typed or chosen, from the top down; a field that
    appears only after a choice stands behind that choice. ``explained`` are the rules from which
    that departs so that it has to be explained, and ``reviewers`` who looks at it then, with what
    they say. The days lie so far ahead that nothing is declared too late.
    """

    slug: str
    answers: tuple[tuple[str, str], ...]
    headline: str
    explained: tuple[str, ...] = ()
    reviewers: tuple[tuple[str, str], ...] = (("leidinggevende", "Goedkeuren"),)

    def but(self, changed: dict[str, str], *explained: str) -> "FormStory":
        """Give the same story with some answers changed, and with what then departs."""
        answers = tuple((label, changed.get(label, given)) for label, given in self.answers)
        return replace(self, answers=answers, explained=explained)


WHY = "Hier is over gesproken en er zijn afspraken over gemaakt."

STORIES = (
    FormStory(
        "nevenfunctie",
        (
            ("Organisatie", "Stichting Speeltuin Zwaag"),
            ("Functie of werkzaamheden", "Penningmeester"),
            ("Aard", "Bestuursfunctie"),
            ("Band met Intermaris", "Geen"),
            ("Betaald", "Nee"),
            ("Uren per week", "2,5"),
            ("(Deels) in werktijd", "Nee"),
            ("Gebruik van middelen van Intermaris", "Nee"),
            ("Werk voor bewoners van Intermaris", "Nee"),
            ("Begindatum", "1-1-2090"),
        ),
        "Penningmeester bij Stichting Speeltuin Zwaag",
    ),
    FormStory(
        "opdracht-verwante",
        (
            ("Opdrachtnemer", "Staat er niet bij"),
            ("Naam van de opdrachtnemer", "Klusbedrijf Zonnedauw"),
            ("Naam van de bekende", "Piet Zonnedauw"),
            ("Relatie", "Broer of zus"),
            ("Belang van de bekende", "Eigenaar of aandeelhouder"),
            ("Omschrijving van de opdracht", "Onderhoud van de binnentuinen."),
            ("Waarde (excl. btw)", "12.500"),
            ("Fase", "Gegund"),
            ("Gegund op", "1-11-2089"),
            ("Mijn rol bij deze opdracht", "Geen"),
            ("Inkoopprocedure", "Meervoudig"),
            ("Inkoopregels gevolgd", "Ja"),
            ("Aantal offertes", "3"),
            ("Waarom marktconform", "De laagste van drie offertes."),
            ("Goed alternatief beschikbaar", "Nee"),
        ),
        "Opdracht aan Klusbedrijf Zonnedauw",
    ),
    FormStory(
        "prive-leverancier",
        (
            ("Leverancier", "Staat er niet bij"),
            ("Naam van de leverancier", "Verfwinkel Het Palet"),
            ("Dienst of product", "Schilderwerk aan mijn huis"),
            ("Bedrag (incl. btw)", "1.234,50"),
            ("Datum van de opdracht", "31-12-2089"),
            ("Korting", "Gewone klantkorting"),
            ("Ik heb in mijn werk met deze leverancier te maken", "Ja"),
            ("Mijn rol", "Beoordeelt"),
            ("Waaruit blijkt dat de prijs marktconform is", "Iedereen krijgt deze prijs."),
        ),
        "Schilderwerk aan mijn huis door Verfwinkel Het Palet",
        ("PL-3",),
        (("leidinggevende", "Goedkeuren"), ("bestuurssecretaris", "Eens met het besluit")),
    ),
    FormStory(
        "woning",
        (
            ("Voor wie", "Zelf"),
            ("Soort", "Huur"),
            ("Eigenaar", "Intermaris"),
            ("Postcode", "1624np"),
            ("Huisnummer", "12"),
            ("Plaats", "Hoorn"),
            ("Toewijzing via", "WoonMatch"),
            ("Inschrijfnummer WoonMatch", "WM-2019-12345"),
            ("Toewijzingsgrond", "Inschrijfduur"),
            ("Datum van betrekken of overdracht", "2090-02-01"),
            ("Huur per maand of koopprijs", "812,34"),
            ("Voorrang of korting gekregen", "Nee"),
            ("Ik ben betrokken bij toewijzing, taxatie of verkoop", "Nee"),
            ("Ik huur al van Intermaris", "Nee"),
        ),
        "Huur: 1624 NP 12, Hoorn",
    ),
    FormStory(
        "uitnodiging",
        (
            ("Leverancier", "Staat er niet bij"),
            ("Naam van de leverancier", "Adviesbureau De Vuurtoren"),
            ("Categorie", "Onbekend"),
            ("Getekende overeenkomst", "Nee"),
            ("Offerte of aanbesteding loopt", "Nee"),
            ("Soort", "Viering of jubileum"),
            ("Omschrijving", "Het bureau bestaat vijfentwintig jaar."),
            ("Plaats", "Purmerend"),
            ("Datum", "15-1-2090"),
            ("Geschatte waarde per persoon", "75"),
            ("Reis of verblijf betaald door leverancier", "Nee"),
            ("Partner of introducé mee", "Nee"),
            ("Waarom zinvol voor de samenwerking", "We werken al jaren samen."),
            ("Past bij mijn functie en werk", "Ja"),
            ("Ik vind het in verhouding", "Ja"),
            ("Ik heb het inkoopbeleid geraadpleegd", "Ja"),
            ("Bijdrage aan reputatie en imago", "We laten zien dat we er zijn."),
            ("Afgestemd met team communicatie", "Nee"),
        ),
        "Viering of jubileum van Adviesbureau De Vuurtoren",
        ("UI-1", "UI-2", "UI-7"),
        (
            ("communicatie", "Positief advies"),
            ("leidinggevende", "Positief advies"),
            ("bestuurssecretaris", "Positief advies"),
            ("directie", "Goedkeuren"),
        ),
    ),
)


async def answer(page: Page, label: str, given: str, *, javascript: bool) -> None:
    """Answer one question. Without JavaScript a question that is not there yet needs *Toets*."""
    if await _field(page, label) is None:
        if javascript:
            await page.locator(".field__label", has_text=label).first.wait_for()
        else:
            await press_on(page)
    field = await _field(page, label)
    assert field is not None, label
    radio = field.get_by_role("radio", name=given, exact=True)
    if await radio.count():
        await radio.check()
    else:
        await field.get_by_role("textbox").fill(given)


async def _field(page: Page, label: str) -> Locator | None:
    """Give the field of this label, or ``None`` while it is not asked."""
    for field in await page.locator(".field").filter(has_text=label).all():
        text = await field.locator(".field__label").first.inner_text()
        if text.removesuffix("(niet verplicht)").strip() == label:
            return field
    return None


async def fill_in(page: Page, story: FormStory, *, javascript: bool) -> None:
    """Fill in a whole form, from the top down, with the explanations that it asks for."""
    for label, given in story.answers:
        await answer(page, label, given, javascript=javascript)
    for rule in story.explained:
        await explain(page, rule, f"{WHY} ({rule})", javascript=javascript)


async def explain(page: Page, rule: str, text: str, *, javascript: bool) -> None:
    """Explain a departure. Without JavaScript a field that is not there yet needs *Toets*."""
    field = page.locator(f"#uitleg-{rule}")
    if not javascript and not await field.is_visible():
        await press_on(page)
    await field.fill(text)


async def press_on(page: Page) -> None:
    """Press *Toets*: without JavaScript it shows the form as it now is."""
    await page.get_by_role("button", name="Toets", exact=True).click()
