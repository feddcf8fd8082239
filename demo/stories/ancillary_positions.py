"""Stories of *nevenfuncties*."""

from demo.stories.story import (
    APPROVED,
    CONCEPT,
    DUE_SOON,
    ENDED,
    FRESH,
    OVERDUE,
    Because,
    Course,
    Ending,
    Exchange,
    Overruled,
    Story,
    approved,
    asked,
    conditional,
    halfway,
    refused,
    thought_over,
    withdrawn,
)

_USUAL = {
    "nature": "vrijwilliger",
    "relation": "geen",
    "paid": "nee",
    "during_working_hours": "nee",
    "uses_company_assets": "nee",
    "works_for_residents": "nee",
}


def _position(
    who: str,
    organisation: str,
    position: str,
    hours: str,
    starts_on: int,
    ending: Ending = APPROVED,
    exchange: Exchange | None = None,
    because: Because | None = None,
    **answers: str | int,
) -> Story:
    told = {
        **_USUAL,
        "organisation": organisation,
        "position": position,
        "hours_per_week": hours,
        "starts_on": starts_on,
        **answers,
    }
    return Story(who, "nevenfunctie", told, ending, exchange, because or {})


STORIES: tuple[Story, ...] = (
    _position("2006", "Voetbalvereniging De Kersenboogerd", "Penningmeester", "3", 20,
        nature="bestuur"),
    _position("2006", "Bewonersvereniging Grote Waal", "Voorzitter", "4", 30, OVERDUE,
        because={"NF-1": thought_over(
            "Ik woon zelf in de Grote Waal en huur daar niet van Intermaris. Als consulent werk ik "
            "in een andere wijk. Gaat een vergadering over Intermaris, dan zit onze secretaris "
            "haar voor.",
            "Of ik voorzitter kan zijn van een vereniging waar veel huurders van ons lid zijn.",
            "De leden, mijn collega's in de Grote Waal en ikzelf.",
            "Geen schijn van dubbele belangen. Een gewoon lidmaatschap mag altijd.",
            "Lid blijven zonder bestuur kan ook, maar dan is er geen voorzitter.",
            "Ik wil het doen, met een duidelijke afspraak over Intermaris.",
            "De secretaris neemt het over bij onderwerpen van Intermaris. Dat komt in het verslag.",
            "Ja. Ik heb het de leden zelf verteld.",
            with_whom="Denise Pinas")},
        nature="bestuur", relation="huurder"),
    _position("2007", "Beemster Beeld en Geluid", "Muziek draaien op feesten", "6", 14,
        conditional("Dit werk raakt jouw werk bij ons niet. Wel willen we geen vermenging.",
            ("Neem geen opdrachten aan van leveranciers van Intermaris.", 60)),
        nature="onderneming", paid="ja", kvk_number="90710011"),
    _position("2007", "Strandpaviljoen De Zwarte Vos", "Bediening in het weekend", "8", -3, ENDED,
        because={"AL-1": "Ze belden of ik hetzelfde weekend nog kon beginnen. Daarna heb ik het "
            "meteen gemeld."},
        nature="dienstverband", paid="ja"),
    _position("2008", "Makelaardij Onder de Dijk", "Bezichtigingen op zaterdag", "5", 21,
        refused("Deze makelaar verkoopt woningen voor ons en jij begeleidt die verkoop. Beide "
            "tegelijk doen geeft een belangenconflict, ook op zaterdag.",
            Overruled(
                "Het is op zaterdag en het gaat niet om onze woningen. Ik wil het toestaan.",
                "De makelaar verkoopt onze woningen en jij begeleidt die verkoop. Ook met goede "
                "wil zijn die rollen niet te scheiden. Hier kan ik niet in meegaan.")),
        because={"NF-1": "Ik laat op zaterdag huizen zien die niet van Intermaris zijn. Mijn "
            "rooster stuur ik vooraf aan mijn teamleider."},
        nature="dienstverband", relation="vastgoed", paid="ja", kvk_number="90271046"),
    _position("2009", "Judoschool De Wilgen", "Trainer van de jeugd", "2,5", 10),
    _position("2010", "Gemeente Koggenmeer", "Lid van de commissie Wonen", "8", 35,
        conditional("Een mooie maatschappelijke taak. In de commissie kan ons eigen beleid aan de "
            "orde komen, dus we spreken af wat je dan doet.",
            ("Onthoud je van stemming als het over Intermaris gaat en meld dat vooraf.", 30),
            ("Neem vrij voor vergaderingen overdag.", 30),
            accepts={"NF-1": "Intermaris heeft weinig woningen in Koggenmeer, en je stemt niet mee "
                "als het over ons gaat."}),
        because={
            "NF-1": thought_over(
                "De commissie praat over wonen in de hele gemeente. Als het over Intermaris gaat, "
                "zeg ik dat ik er werk en doe ik niet mee.",
                "Of ik in een commissie kan zitten die ook over corporaties praat.",
                "De gemeente, Intermaris en de kiezers.",
                "De code vraagt mij elke schijn van dubbele belangen te vermijden.",
                "Een andere commissie kan, maar wonen is mijn vak.",
                "Ik doe het, en stem niet mee als het over Intermaris gaat.",
                "Mijn werkgever staat op de site van de gemeente, zodat iedereen het weet.",
                "Ja.",
                with_whom="Ruud Stavenuiter"),
            "NF-2": "Ongeveer één middag in de maand is er een werkbezoek."},
        nature="bestuur", relation="gemeente", paid="ja", during_working_hours="ja"),
    _position("2011", "Stichting Jong in de Wijk", "Begeleider van een sportavond", "3", 7),
    _position("2011", "Haddouch Klussen", "Kleine klussen in en om het huis", "6", 15,
        refused("Je wilt werken voor bewoners die je ook als wijkbeheerder helpt. Dat kunnen we "
            "niet uit elkaar houden.",
            leidinggevende="Ik snap dat bewoners het vragen. Maar je komt voor je werk bij "
            "dezelfde mensen binnen. Ik adviseer om dit niet te doen."),
        because={
            "NF-1": "Het zijn buren van mij. Sommigen huren bij Intermaris.",
            "NF-4": "Oudere bewoners vragen of ik even wil helpen met een lamp of een kast. Ik "
            "reken weinig en doe het na mijn werk."},
        nature="onderneming", relation="huurder", paid="ja", works_for_residents="ja"),
    _position("2012", "Dierenambulance Waterland-Noord", "Chauffeur in de avond", "4", 12,
        withdrawn("Ik ga toch geen ritten rijden. Het past niet bij mijn rooster.")),
    _position("2012", "Kringloopwinkel De Tweede Ronde", "Verkoper op zaterdag", "4", 25, FRESH),
    _position("2013", "Vrijwillige brandweer Zwaag", "Bevelvoerder", "5", 28,
        conditional("We zijn trots op collega's bij de brandweer. Een oproep gaat voor.",
            ("Spreek met je teamleider af wie je werk overneemt bij een oproep.", 45),
            accepts={"NF-1": "De brandweer heeft met ons werk niets te maken.",
                "NF-2": "Een oproep kun je niet plannen. Je werk wordt overgenomen."}),
        because={
            "NF-1": "De brandweer is van de gemeente. Met woningen heeft dit niets te maken.",
            "NF-2": "Bij een oproep overdag moet ik direct weg. Dat gebeurt zo'n tien keer per "
            "jaar."},
        relation="gemeente", paid="ja", during_working_hours="ja"),
    _position("2014", "Gospelkoor Open Haven", "Dirigent", "3", 18, nature="anders", paid="ja"),
    _position("2015", "Stichting Zorgcentrum De Lindehof", "Lid van de raad van toezicht", "4", 40,
        approved("Met de uitleg erbij is duidelijk dat er geen zaken met Intermaris zijn."),
        Exchange("Huurt De Lindehof panden van ons, of zijn daar plannen voor?",
            {"explanation": "De Lindehof huurt nu niets van Intermaris. Er zijn ook geen plannen. "
             "Verandert dat, dan meld ik het en doe ik niet mee aan het gesprek."}),
        nature="toezicht", paid="ja", kvk_number="90710022"),
    _position("2016", "Bouwacademie Noord", "Gastdocent renovatie", "3", 32, FRESH,
        because={"NF-2": "Het gaat om tien dinsdagmiddagen. Ik wil daarvoor onbetaald verlof "
            "nemen."},
        nature="dienstverband", paid="ja", during_working_hours="ja"),
    _position("2017", "Kaplan Bouwadvies", "Advies aan kleine ontwikkelaars", "10", 30,
        refused("Als projectleider nieuwbouw onderhandel je met ontwikkelaars in dezelfde regio. "
            "Advies geven aan hun concurrenten kan daar niet naast."),
        because={"NF-1": "Ik adviseer alleen ontwikkelaars met wie Intermaris nu geen zaken doet."},
        nature="onderneming", relation="vastgoed", paid="ja", kvk_number="90710033"),
    _position("2018", "Zeilvereniging Het Buiswater", "Beheerder van de boten", "2", 9, ENDED),
    _position("2018", "Opleidingsinstituut Woonwijs", "Gastdocent bouwkunde", "2", 26,
        approved("Twee lesdagen per jaar voor collega's van andere corporaties. Prima.",
            accepts={"NF-1": "Jij koopt geen opleidingen in. Dat doet P&O."},
            bestuurssecretaris="Goed dat de lijst dit liet zien. Twee lesdagen, en P&O koopt de "
            "cursussen in. Akkoord."),
        because={"NF-1": "Ik wist niet dat Intermaris hier cursussen inkoopt. Ik geef les aan "
            "andere corporaties en niet aan collega's."},
        nature="dienstverband", paid="ja"),
    _position("2019", "Yogastudio Zijp", "Lessen in de avond", "5", 16, ENDED,
        nature="onderneming", paid="ja", kvk_number="90710044"),
    _position("2021", "Schagen Keuringen", "Bouwkundige keuringen voor kopers", "6", 21,
        withdrawn("Ik begin toch niet aan deze onderneming."),
        because={"NF-1": "Ik keur alleen huizen buiten ons werkgebied."},
        nature="onderneming", relation="vastgoed", paid="ja"),
    _position("2022", "Blijd Timmerwerk", "Meubels op maat", "8", 11,
        conditional("Meubels maken in je vrije tijd is prima. De bus en het gereedschap van "
            "Intermaris blijven daarbuiten.",
            ("Gebruik alleen eigen gereedschap en eigen vervoer.", 30),
            accepts={"NF-3": "Met de voorwaarde gebruik je niets van Intermaris."}),
        because={"NF-3": "Soms zou ik in het weekend de zaagtafel uit de werkplaats willen "
            "gebruiken."},
        nature="onderneming", paid="ja", uses_company_assets="ja"),
    _position("2023", "Poolse Zaterdagschool Hoorn", "Leerkracht groep 5", "4", 14),
    _position("2024", "Fanfare De Eendracht", "Secretaris", "2", -30, ENDED,
        because={"AL-1": "Ik ben op de ledenvergadering gekozen. Een maand later dacht ik er pas "
            "aan dat ik dit moet melden."},
        nature="bestuur"),
    _position("2025", "Gemeente Dijkenland", "Lid van de welstandscommissie", "4", 45, FRESH,
        because={"NF-1": "Intermaris heeft geen woningen in deze gemeente en wil er ook niet "
            "bouwen."},
        nature="anders", relation="gemeente", paid="ja"),
    _position("2026", "Woningstichting De Nieuwe Haven", "Lid van de raad van commissarissen", "4",
        50, conditional("Goed voor je ontwikkeling, en de stichting werkt buiten onze regio.",
            ("Meld het als de stichting met ons wil samenwerken.", 90)),
        because={"NF-1": "De stichting werkt in een andere provincie. Wij zijn geen concurrenten "
            "en doen geen zaken."},
        nature="toezicht", relation="corporatie", paid="ja", kvk_number="90710055"),
    _position("2027", "Kerkgemeente De Oosterkerk", "Lid van het beheer van de gebouwen", "2", 20,
        FRESH, nature="bestuur"),
    _position("2029", "Belastingwinkel Purmerend", "Helpen bij de aangifte", "3", 25,
        conditional("Gratis hulp aan mensen die het nodig hebben: dat willen we niet verbieden. "
            "Onder de bezoekers zijn ook huurders van ons, dus daar maken we een afspraak over.",
            ("Help geen bewoners van Intermaris, laat dat aan een andere vrijwilliger.", 21),
            accepts={"NF-4": "Met deze voorwaarde help je geen bewoners van ons. Dan is er geen "
                "bezwaar."},
            leidinggevende="Fijn dat je dit doet. Er kunnen huurders van ons bij zitten; dat is op "
            "te lossen. Ik adviseer positief.",
            bestuurssecretaris="De code verbiedt werk voor onze bewoners. Laat een ander hen "
            "helpen, dan kan de rest doorgaan."),
        because={"NF-4": "De winkel is er voor iedereen in Purmerend. Ik weet vooraf niet wie er "
            "komt. Geld krijg ik er niet voor."},
        works_for_residents="ja"),
    _position("2031", "Spijkerman Inkoopadvies", "Inkoopadvies voor andere corporaties", "6", 40,
        halfway(Course.DUE_SOON, 1, conditional(
            "Je vak inzetten voor corporaties ver weg mag, als het echt ver weg blijft.",
            ("Werk niet voor corporaties in Noord-Holland of Flevoland.", 45),
            ("Neem geen opdracht aan waarin een leverancier van ons meedingt.", 45))),
        because={"NF-1": thought_over(
            "Ik werk alleen voor corporaties in het zuiden van het land. Ik gebruik geen stukken "
            "of prijzen van Intermaris.",
            "Of ik naast mijn baan als inkoper ander inkoopadvies mag geven.",
            "Intermaris, de andere corporaties en leveranciers die voor beide werken.",
            "Met een sleutelfunctie leg ik meer verantwoording af. Kennis van hier blijft hier.",
            "Alleen lesgeven kan ook. Dat heb ik overwogen.",
            "Advies, maar ver buiten onze regio.",
            "Ik meld elke nieuwe klant bij mijn teamleider.",
            "Ja, ik zou het ook goed vinden van een collega.",
            with_whom="Daphne Molenaar")},
        nature="onderneming", relation="corporatie", paid="ja", kvk_number="90710066"),
    _position("2033", "Cricketclub De Veste", "Beheerder van de website", "1,5", 6),
    _position("2034", "Verlaat Systeembeheer", "Computers van winkels onderhouden", "5", 13,
        conditional("Klein van omvang en niet bij partijen van ons.",
            ("Werk niet voor leveranciers van Intermaris en niet met onze apparatuur.", 30)),
        nature="onderneming", paid="ja", kvk_number="90710077"),
    _position("2035", "Reparatiecafé Enkhuizen", "Reparateur van elektronica", "1", 3),
    _position("2036", "Coöperatie Wijkwarmte Hoorn U.A.", "Bestuurslid", "4", 25, OVERDUE,
        because={"NF-1": "De coöperatie praat met Intermaris over een warmtenet. Ik ben bij ons "
            "betrokken bij dat onderwerp. Ik wil afspreken wie het van mij overneemt."},
        nature="bestuur", relation="leverancier", kvk_number="90659824"),
    _position("2037", "Turnvereniging De Ringen", "Vertrouwenspersoon", "1", 15),
    _position("2038", "Podcast Onder Zeeniveau", "Presentator en maker", "4", 14,
        asked("Interview je in deze podcast ook wethouders of leveranciers van ons?"),
        nature="onderneming", paid="ja"),
    _position("2040", "Tromp Beeld", "Korte films voor winkels", "5", 30, CONCEPT,
        nature="onderneming", paid="ja"),
    _position("2041", "Pizzeria Bella Nora", "Bezorger op vrijdag en zaterdag", "9", -300,
        approved("Je deed dit al voor je bij ons kwam. De uren passen naast je baan.",
            accepts={"AL-1": "Je bent hier net en hebt het zelf gemeld."}),
        because={"AL-1": "Ik had deze bijbaan al voordat ik bij Intermaris begon. Bij de "
            "introductie hoorde ik dat ik het moet melden."},
        nature="dienstverband", paid="ja"),
    _position("2001", "Museum van de Zuiderzeevaart", "Lid van de raad van toezicht", "2", 60,
        nature="toezicht"),
    _position("2001", "Hogeschool Noorderdijk", "Lid van de raad van advies", "2", 30, FRESH,
        nature="toezicht", paid="ja",
        explanation="De vergoeding maak ik over aan een goed doel."),
    _position("2002", "Stichting Taalhuis Waterland", "Bestuurslid", "2", 21, nature="bestuur"),
    _position("2042", "Gemeente Polderveen", "Lid van de rekenkamercommissie", "3", 30,
        because={"NF-1": "Intermaris is niet actief in Polderveen. De commissie kijkt alleen naar "
            "de gemeente zelf."},
        nature="toezicht", relation="gemeente", paid="ja"),
    _position("2043", "Ursem Sieraden", "Verkoop van eigen sieraden op markten", "5", 10, ENDED,
        nature="onderneming", paid="ja"),
    _position("2100", "Bouwonderneming De Noordzij B.V.", "Commissaris", "3", 28, DUE_SOON,
        nature="toezicht", relation="anders", paid="ja", kvk_number="90710088",
        explanation="De onderneming bouwt niet in West-Friesland en niet in Waterland."),
)  # fmt: skip
