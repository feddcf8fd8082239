"""Stories of *privégebruik van leveranciers*."""

from demo.stories.story import (
    APPROVED,
    CONCEPT,
    DUE_SOON,
    FRESH,
    OVERDUE,
    Because,
    Course,
    Ending,
    Exchange,
    Story,
    Window,
    approved,
    conditional,
    halfway,
    refused,
    thought_over,
    withdrawn,
)

_PROOF = (
    ("Stuur de factuur op.", 30),
    ("Laat zien dat je de factuur zelf hebt betaald.", 30),
)
PROVEN = conditional("", *_PROOF)
"""Approved, with the proof that an approval of private use asks for."""


def _use(
    who: str,
    supplier: str,
    service: str,
    amount: str,
    market_conformity: str,
    ending: Ending = PROVEN,
    exchange: Exchange | None = None,
    because: Because | None = None,
    window: Window | None = None,
    ordered_on: int = 10,
    **answers: str | int,
) -> Story:
    told = {
        "discount": "geen",
        "business_contact": "nee",
        "supplier": supplier,
        "service": service,
        "amount": amount,
        "ordered_on": ordered_on,
        "market_conformity": market_conformity,
        **answers,
    }
    return Story(who, "prive-leverancier", told, ending, exchange, because or {}, window)


STORIES: tuple[Story, ...] = (
    _use("2006", "30020", "Nieuwe keuken", "11.450",
        "Ik heb bij drie winkels een offerte gevraagd.",
        window=(650, 60), discount="consument"),
    _use("2007", "30003", "Schilderwerk aan mijn woning", "3.800",
        "De schilder rekent zijn gewone uurprijs, min tien procent.", DUE_SOON,
        because={"PL-2": "De eigenaar en ik voetballen al jaren samen. Hij geeft die korting aan "
            "het hele elftal."},
        discount="persoonlijk"),
    _use("2008", "30014", "Akte bij de koop van mijn huis", "1.950",
        "De prijs staat op de website van het kantoor.",
        approved("Je betaalt de gewone prijs en kiest bij ons de notaris niet."),
        because={"PL-3": "Ik maak afspraken met dit kantoor als we woningen verkopen. Wie de "
            "notaris is, kiest de koper."},
        business_contact="ja", business_contact_role="anders"),
    _use("2009", "30052", "Twaalf zonnepanelen", "5.640",
        "Via de actie van de gemeente betaalt iedereen deze prijs.", FRESH, discount="consument"),
    _use("2010", "onbekend", "Snoeien van twee bomen", "620",
        "Ik heb twee prijzen gevraagd en neem de laagste.",
        party_name="Hoveniersbedrijf Groene", zelfde_als="30011"),
    _use("2011", "30011", "Nieuwe bestrating in de tuin", "2.900",
        "Een andere hovenier vroeg 150 euro meer."),
    _use("2012", "30019", "Asbest weghalen van mijn schuur", "1.870",
        "Ik heb twee prijzen vergeleken en deze was de laagste.", ordered_on=21),
    _use("2013", "30025", "Nieuwe cv-ketel", "2.640", "De prijs is die van de folder.",
        conditional("De prijs is normaal. Je werkt met dezelfde monteurs, dus houd het gescheiden.",
            *_PROOF, ("Laat de ketel buiten werktijd plaatsen.", 30)),
        because={"PL-3": "Ik laat de monteurs binnen als er in een flat iets stuk is. Opdrachten "
            "geef ik niet."},
        business_contact="ja", business_contact_role="anders"),
    _use("2014", "onbekend", "Onderhoud van mijn cv-ketel", "165",
        "Dit bedrag staat op hun website.", APPROVED,
        party_name="Jansen Installatie", kvk_number="90740011", zelfde_als="nee",
        explanation="Dit is een eenmanszaak uit Alkmaar."),
    _use("2015", "30001", "Dakkapel", "13.900", "De aannemer geeft een nette prijs.",
        conditional("Met de tweede offerte is aangetoond dat dit een gewone prijs is.", *_PROOF,
            accepts={"PL-3": "Je beheert het contract niet alleen, en de prijs is vergeleken."}),
        Exchange("Vraag een tweede offerte bij een bedrijf dat niet voor ons werkt.",
            {"market_conformity": "Een bedrijf uit Heiloo vroeg 14.250 euro voor dezelfde "
             "dakkapel. Beide offertes heb ik bewaard."}),
        because={"PL-3": "Mijn afdeling werkt met deze aannemer. Ik koos hem omdat hij de "
            "dakkapel van de buren maakte."},
        ordered_on=35, business_contact="ja", business_contact_role="contract"),
    _use("2016", "30051", "Trap bekleden", "1.240", "Ik betaal de prijs van de winkel.",
        because={"AL-1": "De stoffeerder kwam een week eerder dan afgesproken."},
        ordered_on=-4),
    _use("2017", "30021", "Nieuwe badkamer", "9.700",
        "De winkel geeft mij een speciale prijs.",
        refused("Je hebt veel met deze leverancier te maken en krijgt een prijs die anderen niet "
            "krijgen. Zo ontstaat de schijn van een voordeel."),
        because={
            "PL-2": "De verkoper kent mij van de projecten en rekende een lagere prijs.",
            "PL-3": "Dit is de enige winkel hier die deze tegels verkoopt."},
        discount="persoonlijk", business_contact="ja", business_contact_role="beoordeelt"),
    _use("2019", "30051", "Houten vloer", "2.480", "De prijs is die van de winkel.", APPROVED,
        discount="consument"),
    _use("2020", "30029", "Stucwerk in twee kamers", "1.650",
        "Mijn buurman betaalde hetzelfde per vierkante meter.", ordered_on=-6,
        because={"AL-1": "Ik had dit eerder moeten melden. Het werk is al begonnen."}),
    _use("2021", "30002", "Vloerverwarming", "4.900",
        "Het uurtarief is lager dan dat van een ander bedrijf, maar ik heb geen korting gevraagd.",
        OVERDUE,
        because={"PL-3": "Ik keur hun werk in onze woningen. Ik koos ze omdat ik weet dat ze goed "
            "werken. Een collega kan hun keuringen van mij overnemen."},
        business_contact="ja", business_contact_role="beoordeelt", ordered_on=20),
    _use("2022", "30024", "Gereedschap en een laadpaal", "1.320",
        "Ik koop voor de prijs die Intermaris betaalt.", DUE_SOON,
        because={
            "PL-1": "Aan de balie vroegen ze of het op rekening van Intermaris moest. Ik zei nee, "
            "maar de prijs bleef zo staan.",
            "PL-3": "Ik haal er elke week materiaal voor mijn werk."},
        discount="intermaris", business_contact="ja", business_contact_role="bestelt"),
    _use("2023", "30016", "Verkoop van mijn appartement", "4.100",
        "Het percentage is gelijk aan dat van andere makelaars in de stad.", APPROVED),
    _use("2024", "30062", "Schilderwerk buiten", "3.150",
        "Twee andere schilders vroegen meer dan 3.300 euro.",
        because={"PL-3": "Ik neem het schilderwerk in lege woningen op. Thuis komt een andere "
            "ploeg, die niet voor Intermaris werkt."},
        business_contact="ja", business_contact_role="beoordeelt"),
    _use("2025", "30012", "Ontwerp en aanleg van mijn tuin", "7.200",
        "Ik heb bij een ander bedrijf dezelfde vraag gesteld. Het verschil is klein.",
        window=(600, 60)),
    _use("2026", "30017", "Taxatie van mijn huis", "595",
        "Alle kantoren vragen ongeveer dit bedrag.",
        APPROVED, ordered_on=5),
    _use("2027", "30024", "Laadpaal bij mijn huis", "1.480",
        "Ik heb drie offertes gevraagd. Deze was de middelste."),
    _use("2028", "30037", "Elektrische fiets", "2.390", "De winkel geeft personeel van Intermaris "
        "vijftien procent korting.",
        refused("Korting krijgen omdat je bij Intermaris werkt, is niet toegestaan. Koop je de "
            "fiets voor de gewone prijs, dan mag het."),
        because={
            "PL-1": "De winkel geeft deze korting aan al onze collega's. Ik dacht dat het een "
            "afspraak was.",
            "PL-3": "Ik betaal hun facturen voor de dienstfietsen. De prijzen spreek ik niet af."},
        discount="intermaris", business_contact="ja", business_contact_role="betaalt"),
    _use("2030", "30028", "Tegelwerk in de badkamer", "2.850",
        "Ik heb twee prijzen gevraagd en heb ze bewaard.",
        halfway(Course.FRESH, 1, conditional(
            "Twee prijzen, geen korting en een gewone klus. Prima, met de facturen erbij.",
            *_PROOF)),
        because={"PL-3": thought_over(
            "Ik beheer het contract met deze tegelzetter. Ik vroeg hem privé omdat de andere twee "
            "pas na de zomer kunnen.",
            "Of ik privé een tegelzetter kan nemen die ook voor ons werkt.",
            "De tegelzetter, mijn team en Intermaris.",
            "Houd werk en privé gescheiden, en laat zien dat de prijs gewoon is.",
            "Wachten op een ander, of deze nemen en alles laten zien.",
            "Deze nemen, zonder korting.",
            "Een collega verlengt dit jaar het contract.",
            "Ja.",
            with_whom="Sanne Tuinman")},
        business_contact="ja", business_contact_role="contract"),
    _use("2031", "30023", "Nieuwe leidingen", "1.760", "Ik vraag nog een tweede offerte.",
        withdrawn("Ik neem een loodgieter die niet voor Intermaris werkt."),
        because={"PL-3": "Ik ken dit bedrijf van mijn werk en weet dat ze snel komen."},
        business_contact="ja", business_contact_role="contract"),
    _use("2032", "30050", "Eettafel op maat", "1.890", "Vergelijkbare tafels kosten overal zoveel.",
        approved("Dit heeft niets met je werk te maken en de prijs is normaal.")),
    _use("2034", "30044", "Internet en telefoon thuis", "540",
        "Het is een pakket dat ook op de website staat.",
        approved("Een gewone aanbieding voor iedereen, dus akkoord."),
        Exchange("Je vult in dat je persoonlijke korting krijgt. Hoe zit dat?",
            {"discount": "consument", "explanation": "Ik had het verkeerd ingevuld. Het is de "
             "korting die iedere nieuwe klant krijgt."}),
        because={
            "PL-2": "Ik krijg de eerste drie maanden korting.",
            "PL-3": "Ik keur hun facturen voor onze telefoons goed. Privé heb ik een gewoon "
            "pakket."},
        discount="persoonlijk", business_contact="ja", business_contact_role="betaalt"),
    _use("2035", "30042", "Beveiliging van mijn computers", "180", "", CONCEPT),
    _use("2006", "30049", "Planten en een tuinhuis", "1.150", "", CONCEPT),
    _use("2036", "30053", "Warmtepomp", "9.980", "De prijs is gelijk aan twee andere offertes.",
        FRESH, ordered_on=40,
        explanation="Dit bedrijf doet nu ook mee aan een aanbesteding bij ons. Ik zit niet in dat "
        "team."),
    _use("2038", "30040", "Foto's van onze bruiloft", "1.350",
        "De prijs staat op de website van de fotograaf.", FRESH, ordered_on=14,
        because={"PL-3": "Ik geef deze fotograaf opdrachten voor ons jaarverslag. Voor de bruiloft "
            "betaal ik wat op zijn website staat."},
        business_contact="ja", business_contact_role="bestelt"),
    _use("2001", "30011", "Onderhoud van mijn tuin", "1.100",
        "Een andere hovenier vroeg 1.180 euro.", DUE_SOON),
    _use("2004", "30005", "Aanbouw aan mijn huis", "38.400",
        "Ik heb drie offertes. Deze is de op één na laagste.", ordered_on=45,
        explanation="Ik heb in mijn werk niet met bouwprojecten te maken."),
    _use("2005", "30047", "Ramen wassen, elke maand", "360", "Elke glazenwasser vraagt dit hier.",
        APPROVED),
    _use("2043", "onbekend", "Nieuwe dakgoot", "890", "Ik heb twee prijzen vergeleken.",
        approved("Deze partij staat niet in onze lijst. Melden hoefde niet, maar het mag."),
        party_name="Zinkwerken Avenhorn"),
    _use("2003", "30032", "Bloemen voor mijn trouwdag", "780",
        "De prijs is die van de winkel.",
        halfway(Course.DUE_SOON, 1, approved(
            "Je betaalt wat iedereen betaalt. Stuur de factuur niet naar Intermaris.")),
        because={"PL-3": "Ik bestel hier de boeketten voor recepties, en het is de winkel van mijn "
            "moeder. Ik betaal de gewone prijs."},
        business_contact="ja", business_contact_role="bestelt"),
)  # fmt: skip
