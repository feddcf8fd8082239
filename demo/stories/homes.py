"""Stories of *woningen* that were rented or bought."""

from demo.stories.story import (
    APPROVED,
    CONCEPT,
    ENDED,
    FRESH,
    Because,
    Ending,
    Exchange,
    Story,
    approved,
    asked,
    conditional,
    refused,
    withdrawn,
)

_USUAL = {
    "owner": "intermaris",
    "channel": "woonmatch",
    "allocation_ground": "inschrijfduur",
    "priority_or_discount": "nee",
    "involved_in_allocation": "nee",
    "already_tenant": "nee",
}


def _home(
    who: str,
    occupant: str,
    tenure: str,
    place: str,
    price: str,
    moves_in_on: int,
    ending: Ending = APPROVED,
    exchange: Exchange | None = None,
    because: Because | None = None,
    noted: bool = False,
    **answers: str | int,
) -> Story:
    """Tell of a home; ``place`` is postcode, house number and city, parted by commas."""
    postcode, house_number, city = (part.strip() for part in place.split(","))
    told = {
        **_USUAL,
        "occupant": occupant,
        "tenure": tenure,
        "postcode": postcode,
        "house_number": house_number,
        "city": city,
        "price": price,
        "moves_in_on": moves_in_on,
        **answers,
    }
    return Story(who, "woning", told, ending, exchange, because or {}, noted=noted)


STORIES: tuple[Story, ...] = (
    _home("2007", "zelf", "huur", "1628 XQ, 14, Hoorn", "742,50", 30,
        registration_number="WM-4410827",
        explanation="Ik stond elf jaar ingeschreven. Een collega heeft de woning toegewezen."),
    _home("2009", "familie", "huur", "1447 QF, 208, Purmerend", "688,15", 25, FRESH,
        registration_number="WM-5120044",
        explanation="De woning is voor mijn broer. Ik heb zijn dossier niet geopend."),
    _home("2011", "kind", "huur", "1624 YU, 9, Hoorn", "612,00", 21,
        registration_number="WM-3907715", allocation_ground="loting"),
    _home("2013", "kind", "antikraak", "1622 QO, 51, Hoorn", "275", 14,
        refused("Antikraak in een woning van Intermaris is voor kinderen van medewerkers "
            "uitgesloten. Niemand kan dit goedkeuren. Gapph heeft ook panden van anderen; daar "
            "kan je zoon wel terecht."),
        noted=True, channel="gapph", allocation_ground="anders",
        explanation="Het is voor mijn zoon, die volgend jaar gaat studeren."),
    _home("2008", "kind", "antikraak", "1625 QY, 112, Hoorn", "245", 20, FRESH,
        channel="gapph", allocation_ground="anders",
        explanation="Mijn dochter vond deze plek zelf op de site van Gapph. Ik hoorde pas later "
        "dat het een flat van ons is."),
    _home("2014", "zelf", "koop", "1445 UF, 33, Purmerend", "289.500", 75,
        conditional("De verkoop liep via de makelaar en de woning is getaxeerd.",
            ("Lever het taxatierapport in bij de bestuurssecretaris.", 30)),
        channel="verkoop", independent_valuation="ja"),
    _home("2012", "zelf", "antikraak", "1441 YF, 2, Purmerend", "240", 20,
        withdrawn("Ik las dat antikraak bij Intermaris niet mag. Ik zoek iets anders."),
        noted=True, channel="gapph", allocation_ground="anders"),
    _home("2022", "zelf", "huur", "1625 FO, 117, Hoorn", "655,20", -900,
        approved("Je wacht net zo lang als andere huurders. De planner weet dat je collega bent.",
            accepts={"AL-1": "De huur zelf is van lang geleden. Dit gaat over de keuken."}),
        because={"AL-1": "Ik woon hier al jaren. Ik meld het nu omdat ik om een nieuwe keuken "
            "vraag."},
        already_tenant="ja", change_requested="onderhoud", registration_number="WM-2218306",
        explanation="De oude keuken is 21 jaar."),
    _home("2023", "zelf", "huur", "1627 UQ, 6, Hoorn", "701,90", 28,
        approved("De urgentie is door de gemeente gegeven en niet door ons. Akkoord."),
        Exchange("Wie heeft de urgentie toegekend? Stuur ook je inschrijfnummer mee.",
            {"registration_number": "WM-4733190",
             "explanation": "De urgentie is door de commissie van de gemeente toegekend."}),
        because={"WO-9": "Mijn inschrijfnummer zit in een map die al is ingepakt."},
        allocation_ground="urgentie"),
    _home("2041", "zelf", "huur", "1628 XO, 80, Hoorn", "667,40", 30, CONCEPT,
        registration_number="WM-6001958"),
    _home("2008", "partner", "koop", "1621 FQ, 27, Hoorn", "315.000", 60,
        refused("Jij begeleidt de verkoop van deze woning. Je partner kan deze woning niet kopen."),
        because={
            "WO-4": "Ik zette de woning te koop. Mijn partner zag haar bij mij op tafel liggen.",
            "WO-6": "Wij dachten dat de vraagprijs van de makelaar genoeg was."},
        channel="verkoop", involved_in_allocation="ja", independent_valuation="nee"),
    _home("2006", "bekende", "tijdelijk", "1623 OF, 12, Hoorn", "480", 10,
        refused("Tijdelijke woningen gaan via de vaste procedure. Rechtstreeks kan niet, hoe "
            "vervelend de situatie ook is. Verwijs je vriendin naar de gemeente.",
            leidinggevende="Lotte wilde iemand in nood helpen. Dat siert haar, maar zo geven we "
            "geen woningen weg."),
        because={
            "WO-3": "Een vriendin van mij stond na een scheiding op straat. Deze woning stond "
            "leeg.",
            "WO-4": "Ik heb haar zelf op de lijst gezet.",
            "WO-5": "Via WoonMatch had het maanden geduurd."},
        channel="direct", allocation_ground="directe-bemiddeling", involved_in_allocation="ja"),
    _home("2010", "kind", "huur", "1448 QU, 45, Purmerend", "598,75", 24,
        approved("Uit de aanvulling blijkt dat de loting via WoonMatch liep, zonder jou."),
        Exchange("Je koos 'Rechtstreeks'. Hoe is deze woning toegewezen?",
            {"channel": "woonmatch", "allocation_ground": "loting",
             "registration_number": "WM-5544102",
             "explanation": "Ik koos het verkeerde antwoord. Mijn zoon won een loting."}),
        because={"WO-3": "Mijn zoon kreeg bericht van ons klantcontact dat hij de woning kon "
            "krijgen."},
        channel="direct"),
    _home("2028", "zelf", "huur", "1442 IU, 19, Purmerend", "719,30", -1500,
        conditional("Je vraagt niet meer dan anderen. Een ander beoordeelt het.",
            ("Laat de huurprijs beoordelen door een collega buiten Financiën.", 30),
            accepts={"AL-1": "Je huurt al lang. De vraag om een andere huur is nieuw.",
                "WO-7": "Iedere huurder kan dit vragen. Een collega buiten Financiën beslist."}),
        because={
            "AL-1": "Ik huur al jaren. Ik meld het nu omdat ik om een lagere huur vraag.",
            "WO-7": "Mijn partner is gestopt met werken. Ons inkomen past niet meer bij deze "
            "huur."},
        already_tenant="ja", change_requested="huurhoogte", registration_number="WM-1020733"),
    _home("2024", "kind", "huur", "1626 UY, 3, Hoorn", "634,60", 35, FRESH,
        registration_number="WM-4802216"),
    _home("2019", "partner", "huur", "1689 QI, 71, Zwaag", "810", 40,
        approved("De woning is van een andere corporatie. Melden hoefde niet, maar het mag."),
        owner="andere-corporatie", registration_number="WM-4011237"),
    _home("2032", "familie", "huur", "1624 QY, 150, Hoorn", "569,85", 30,
        registration_number="WM-0931875",
        explanation="Het gaat om een seniorenwoning voor mijn moeder."),
    _home("2040", "zelf", "huur", "1444 FI, 8, Purmerend", "648,10", 20, ENDED,
        registration_number="WM-5093310", allocation_ground="loting"),
    _home("2035", "familie", "huur", "1628 UI, 240, Hoorn", "631,15", 16,
        refused("Je broer kreeg de woning te zien voordat anderen konden reageren. Dat is "
            "voorrang. De woning gaat opnieuw in WoonMatch.",
            leidinggevende="Bart heeft er zelf niets aan gedaan. Toch is zijn broer voor anderen "
            "gegaan, en dat moeten we terugdraaien."),
        because={"WO-2": "Een collega van Verhuur wist dat mijn broer zocht en liet hem de woning "
            "een week eerder zien. Ik had er niet om gevraagd."},
        priority_or_discount="ja", registration_number="WM-5310498"),
    _home("2021", "zelf", "koop", "1628 IO, 62, Hoorn", "274.000", 80,
        conditional("Nu er een taxatie is, kan de koop doorgaan.",
            ("Lever een kopie van de koopakte in na de overdracht.", 100)),
        Exchange("Laat de woning taxeren door een onafhankelijke taxateur.",
            {"independent_valuation": "ja",
             "explanation": "De taxateur kwam op 272.000 euro. Ik betaal de gevraagde prijs."}),
        because={"WO-6": "De makelaar heeft de prijs bepaald. Ik dacht dat dat genoeg was."},
        channel="verkoop", independent_valuation="nee"),
    _home("2035", "bekende", "tijdelijk", "1446 OU, 29, Purmerend", "395", 12,
        channel="gapph", allocation_ground="anders"),
    _home("2029", "kind", "koop", "1625 YI, 88, Hoorn", "248.750", 65,
        conditional("De koop ging via de makelaar, tegen de getaxeerde waarde.",
            ("Lever het taxatierapport in.", 21)),
        channel="verkoop", independent_valuation="ja"),
    _home("2003", "zelf", "huur", "1622 UI, 17, Hoorn", "725,00", 25,
        asked("Je hebt geen inschrijfnummer ingevuld. Wat is je inschrijfnummer bij WoonMatch?"),
        because={"WO-9": "Ik weet mijn nummer niet meer. Ik sta al vijftien jaar ingeschreven."}),
    _home("2043", "zelf", "koop", "1443 QF, 10, Purmerend", "262.000", 70,
        approved("De woning is aan iedereen te koop aangeboden en is getaxeerd."),
        channel="verkoop", independent_valuation="ja"),
    _home("2016", "kind", "huur", "1447 YO, 301, Purmerend", "577,45", 18,
        registration_number="WM-5288014", allocation_ground="loting"),
    _home("2005", "familie", "huur", "1623 IY, 36, Hoorn", "699,00", 28,
        conditional("Je zus stond bovenaan de lijst en was ook zonder jou aan de beurt. Maar de "
            "toewijzing mag niet van jouw team komen.",
            ("Laat de toewijzing controleren door een teamleider van buiten je team.", 14),
            accepts={"WO-4": "Een ander team doet de controle voordat er wordt getekend."},
            leidinggevende="Fatima meldt dit voordat er iets is getekend. Petra kan de toewijzing "
            "nakijken. Ik adviseer positief.",
            bestuurssecretaris="Haar team wijst hier toe, dus zij is erbij betrokken. Met een "
            "controle van buiten is dit goed uit te leggen."),
        because={"WO-4": "Mijn team wijst de woningen in deze wijk toe. Mijn zus staat al negen "
            "jaar ingeschreven en staat bovenaan. Ik heb haar dossier niet aangeraakt."},
        registration_number="WM-2761108", involved_in_allocation="ja"),
)  # fmt: skip
