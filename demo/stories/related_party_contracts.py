"""Stories of *opdrachten aan familie of bekenden*."""

from demo.stories.story import (
    APPROVED,
    CONCEPT,
    DUE_SOON,
    ENDED,
    OVERDUE,
    Because,
    Course,
    Ending,
    Exchange,
    Story,
    Window,
    approved,
    asked,
    conditional,
    halfway,
    refused,
    thought_over,
    withdrawn,
)

_USUAL = {
    "interest": "werknemer",
    "phase": "offerte",
    "own_role": "geen",
    "procurement": "meervoudig",
    "procurement_rules_followed": "ja",
    "alternative_available": "nee",
}


def _contract(
    who: str,
    supplier: str,
    person: str,
    relation: str,
    description: str,
    ending: Ending = APPROVED,
    exchange: Exchange | None = None,
    because: Because | None = None,
    window: Window | None = None,
    **answers: str | int,
) -> Story:
    told = {
        **_USUAL,
        "supplier": supplier,
        "related_person": person,
        "relation": relation,
        "contract_description": description,
        **answers,
    }
    return Story(who, "opdracht-verwante", told, ending, exchange, because or {}, window)


STORIES: tuple[Story, ...] = (
    _contract("2006", "30061", "Mark Vlaming", "broer-zus",
        "Schilderwerk van twaalf portieken in de wijk Risdam.",
        because={"AL-1": "Mijn broer begon vorige maand bij dit bedrijf. De opdracht was er al."},
        contract_value="38.500", phase="lopend", awarded_on=-20, procurement="raamovereenkomst",
        market_conformity="De prijzen staan in de raamovereenkomst."),
    _contract("2008", "30040", "Peter Dekker", "partner",
        "Foto's van woningen die we verkopen, ongeveer dertig per jaar.",
        conditional("De prijs is normaal en het gaat om kleine bedragen. Jij kunt alleen niet zelf "
            "de opdracht geven.",
            ("Laat een collega de opdrachten geven en de facturen keuren.", 30),
            accepts={"OV-5": "De opdrachten lopen voortaan via een collega.",
                "OV-2": "Het bedrag is klein en twee fotografen vragen hetzelfde."}),
        because={
            "OV-2": "Een tweede offerte is niet gevraagd, omdat het om kleine klussen gaat. Ik heb "
            "wel prijzen op websites vergeleken.",
            "OV-5": "Ik plan de foto's bij de verkoop en vroeg hem omdat hij snel kan komen. Ik "
            "snap dat dit vragen oproept."},
        interest="eigenaar", contract_value="4.200", own_role="aanvrager",
        procurement="enkelvoudig", quotes_received="1",
        market_conformity="Twee andere fotografen vragen per woning ongeveer hetzelfde."),
    _contract("2017", "30027", "Selim Kaplan", "familie",
        "Bouw van achttien appartementen aan de rand van Purmerend.",
        refused("Je beoordeelt de inschrijvingen terwijl je neef het bedrijf leidt. Een collega "
            "neemt de hele aanbesteding over.",
            leidinggevende="Mehmet heeft dit zelf gemeld. Toch kan hij hier niet over oordelen. "
            "Ik heb al een vervanger."),
        because={"OV-4": "Ik zat al in de commissie toen mijn neef zich inschreef. Ik kan eruit "
            "stappen, maar dan moet iemand anders de plannen nog lezen."},
        interest="bestuurder", contract_value="3.950.000", phase="aanbesteding",
        own_role="beoordelaar", procurement="aanbesteding", quotes_received="4",
        market_conformity="Er zijn vier inschrijvingen, die op prijs en plan worden vergeleken."),
    _contract("2018", "30054", "Wouter Blom", "bekende",
        "Ontwerp voor de renovatie van een galerijflat in Purmerend.",
        because={"OV-3": "Wouter zat bij mij op school. De andere twee bureaus waren duurder en "
            "konden later beginnen. Inkoop koos; ik was er niet bij."},
        interest="eigenaar", contract_value="64.000", quotes_received="3",
        market_conformity="Drie bureaus deden een offerte. Inkoop koos op prijs en plan.",
        alternative_available="ja",
        alternative_reason="De andere twee bureaus waren duurder en konden later beginnen."),
    _contract("2016", "30055", "Stefan Groot", "partner",
        "Onderzoek naar de fundering van zestig woningen.", DUE_SOON,
        contract_value="27.800", quotes_received="2",
        market_conformity="De twee offertes liggen dicht bij elkaar.",
        explanation="Mijn man werkt bij het bureau op een andere afdeling."),
    _contract("2020", "onbekend", "Lars Konijn", "kind",
        "Vervangen van ventilatie in veertig woningen.", OVERDUE,
        because={
            "OV-1": "Ik weet niet of dit bedrag zonder tweede offerte mag. Inkoop heeft nog niet "
            "geantwoord.",
            "OV-2": "Er is alleen met mijn zoon gesproken. Ik heb geen andere prijs.",
            "OV-3": "Andere bedrijven hebben pas over drie maanden tijd. Bewoners klagen nu al "
            "over vocht.",
            "OV-5": "Ik maak de planning en zocht iemand die snel kon beginnen."},
        party_name="Konijn Klimaattechniek", kvk_number="90720011", interest="eigenaar",
        contract_value="18.900", phase="verkenning", own_role="aanvrager",
        procurement="enkelvoudig", procurement_rules_followed="onbekend",
        alternative_available="ja",
        alternative_reason="Andere bedrijven hebben pas over drie maanden tijd."),
    _contract("2021", "30023", "Ronald Bijl", "familie",
        "Storingsdienst loodgieterswerk in Hoorn.",
        because={"AL-1": "Op een verjaardag hoorde ik dat mijn zwager nu bij dit bedrijf werkt."},
        contract_value="52.000", phase="lopend", awarded_on=-45, procurement="raamovereenkomst",
        market_conformity="De tarieven staan in de raamovereenkomst."),
    _contract("2024", "30010", "Gerrit Commandeur", "broer-zus",
        "Opknappen van lege woningen. Mijn broer doet het tegelwerk voor de aannemer.",
        conditional("De aannemer kiest zelf zijn mensen. Toezicht op dit werk ligt bij een ander.",
            ("Laat een andere opzichter het tegelwerk opnemen en goedkeuren.", 14)),
        because={"AL-1": "De aannemer gunde het tegelwerk aan mijn broer. Ik zag hem pas op de "
            "lijst toen het werk al was verdeeld."},
        interest="onderaannemer", contract_value="85.000", phase="gegund", awarded_on=-10,
        procurement="raamovereenkomst",
        market_conformity="De aannemer werkt met vaste prijzen per woning."),
    _contract("2025", "30009", "Judith Admiraal", "zakenpartner",
        "Advies over isolatie van honderdtwintig woningen.",
        approved("Na de aanvulling is duidelijk dat de keuze door anderen is gemaakt.",
            accepts={"AL-1": "Vier dagen is kort, en je hebt het zelf gemeld.",
                "OV-2": "Er zijn drie offertes en Inkoop heeft gekozen."}),
        Exchange("Wie heeft de offertes beoordeeld, en hebben jullie nog zakelijke banden?",
            {"quotes_received": "3",
             "explanation": "Inkoop en een collega hebben de drie offertes beoordeeld. Ons bureau "
             "is zes jaar geleden gestopt. Sindsdien zijn er geen zakelijke banden meer."}),
        because={
            "AL-1": "Ik hoorde pas na de gunning welk bureau het was geworden.",
            "OV-2": "Ik was niet bij de keuze en ken de offertes niet."},
        interest="eigenaar", contract_value="31.250", phase="gegund", awarded_on=-4),
    _contract("2026", "30034", "Carolien Vos", "bekende",
        "Onderzoek naar de kosten van onze bedrijfsvoering.",
        refused("Er zijn genoeg andere bureaus en er is maar één offerte gevraagd. Vraag opnieuw "
            "offertes, zonder deze partij.",
            leidinggevende="Het onderzoek is nodig, maar niet op deze manier. Ik adviseer om "
            "opnieuw offertes te vragen."),
        because={
            "OV-1": "De begroting moest af en er was haast. Daarom is maar één bureau gevraagd.",
            "OV-2": "Ik ken haar tarief van vroeger en vond het redelijk.",
            "OV-3": "Een ander bureau had eerst moeten kennismaken. Daar was geen tijd voor.",
            "OV-4": "Het onderzoek valt onder mijn budget."},
        interest="eigenaar", contract_value="46.000", own_role="budgethouder",
        procurement="enkelvoudig", procurement_rules_followed="nee", quotes_received="1",
        alternative_available="ja"),
    _contract("2030", "30013", "Mirjam Molenaar", "broer-zus",
        "Schoonmaak van onze kantoren, verlenging met twee jaar.",
        conditional("Je zus heeft geen invloed op de prijs en de schoonmaak loopt goed. Maar jij "
            "kunt niet over deze verlenging gaan.",
            ("Draag het budget van dit contract over aan je manager.", 30),
            ("Leg de keuze voor de verlenging vast in het inkoopdossier.", 30),
            accepts={"OV-4": "Je draagt het budget over voordat de verlenging wordt getekend."},
            leidinggevende="Ik neem het budget over. Dan kan de verlenging gewoon doorgaan.",
            bestuurssecretaris="Budget houden en een zus bij de leverancier gaan niet samen. Als "
            "de manager het overneemt, adviseer ik positief."),
        because={"OV-4": thought_over(
            "Ik houd het budget voor alle schoonmaak. Mijn zus is daar planner. Ik wil het budget "
            "voor dit contract overdragen.",
            "Of het contract kan worden verlengd terwijl mijn zus er werkt.",
            "Mijn zus, de schoonmakers, onze collega's en mijn manager.",
            "Over een opdracht aan een bekende beslis je niet mee.",
            "Opnieuw aanbesteden kost een halfjaar. Overdragen kan morgen.",
            "Overdragen en verlengen.",
            "Mijn manager tekent en keurt de facturen.",
            "Ja, zo is het voor iedereen te volgen.",
            with_whom="Esther Vroegop")},
        contract_value="118.000", own_role="budgethouder", quotes_received="3",
        market_conformity="Drie bedrijven gaven een prijs. Deze lag in het midden."),
    _contract("2031", "30044", "Dave Bruin", "bekende",
        "Telefonie voor het klantcontactcentrum.",
        refused("Je zit in het team dat de inschrijvingen beoordeelt. Stap eruit, dan kan een "
            "collega verder."),
        because={"OV-4": "Dave en ik sporten samen. Ik beoordeel alleen de techniek en niet de "
            "prijs."},
        interest="eigenaar", contract_value="92.500", phase="aanbesteding",
        own_role="beoordelaar", procurement="aanbesteding", quotes_received="5",
        market_conformity="Vijf aanbieders schreven zich in."),
    _contract("2032", "30011", "Kees Tuinman", "ouder",
        "Onderhoud van binnentuinen in Hoorn.",
        halfway(Course.OVERDUE, 1, conditional(
            "Je vader heeft geen invloed op het contract. Het beheer gaat naar een collega.",
            ("Draag het beheer van dit contract over.", 30),
            leidinggevende="Sanne is eerlijk en haar vader stopt volgend jaar. Het contract kan "
            "naar een collega. Ik adviseer positief.")),
        because={
            "AL-1": "Mijn vader werkt er al jaren. Ik kreeg dit contract er twee maanden geleden "
            "bij en dacht er toen niet aan.",
            "OV-4": "Ik beheer het contract. Mijn vader werkt nog twee dagen per week bij het "
            "bedrijf en komt niet in onze tuinen."},
        contract_value="74.000", phase="lopend", awarded_on=-60, own_role="contractbeheerder",
        procurement="raamovereenkomst",
        market_conformity="De tarieven staan in de raamovereenkomst."),
    _contract("2033", "30008", "Priya Ramdin", "partner",
        "Uitbreiding van ons systeem voor verhuur.",
        contract_value="22.400", procurement="raamovereenkomst",
        market_conformity="De uurtarieven liggen vast in het contract."),
    _contract("2034", "30041", "Sven Verlaat", "familie",
        "Nieuwe website voor woningzoekenden.",
        withdrawn("We gaan de website zelf bouwen. De opdracht komt er niet."),
        because={"OV-5": "Ons team vroeg om de website. Mijn neef is een van drie bureaus."},
        contract_value="35.000", phase="verkenning", own_role="aanvrager",
        market_conformity="Er komen drie offertes."),
    _contract("2037", "30036", "Roos van Schermer", "kind",
        "Inhuur van tijdelijke krachten voor klantcontact.",
        because={"AL-1": "Mijn dochter werkt er sinds kort. Zij is intercedent voor de zorg en "
            "plaatst geen mensen bij ons."},
        contract_value="60.000", phase="lopend", awarded_on=-90, procurement="raamovereenkomst",
        market_conformity="De tarieven staan in de raamovereenkomst."),
    _contract("2039", "30022", "Klaas Wognum", "familie",
        "Drukwerk voor het bewonersblad, vier nummers per jaar.",
        halfway(Course.OVERDUE, 2, conditional(
            "Het blad kan bij deze drukker blijven, als een ander erover beslist.",
            ("Draag het budget over.", 30),
            leidinggevende="Gerda doet dit al jaren goed. Ik wil het budget bij mijzelf leggen en "
            "adviseer positief.",
            bestuurssecretaris="Budget houden voor een bedrijf van je oom kan niet. Na overdracht "
            "zie ik geen bezwaar.")),
        because={
            "OV-3": "De andere drukker is goedkoper, maar drukt niet op dit formaat.",
            "OV-4": "Het bewonersblad valt onder mijn budget. De drukkerij is van mijn oom. Ik kan "
            "het budget overdragen."},
        interest="eigenaar", contract_value="16.800", own_role="budgethouder",
        quotes_received="2", market_conformity="Het verschil met de andere offerte is 300 euro.",
        alternative_available="ja",
        alternative_reason="De andere drukker is goedkoper, maar drukt niet op dit formaat."),
    _contract("2040", "onbekend", "Kevin Tromp", "zelf",
        "Drie korte films over onderhoud.",
        refused("Een opdracht aan jezelf naast je baan kan niet. We vragen een ander bedrijf.",
            leidinggevende="Kevin maakt mooie films, en dat kan hij bij ons in werktijd doen. Een "
            "opdracht aan zijn eigen bedrijf moet hij niet willen."),
        because={
            "OV-1": "Ik weet niet welke regels gelden voor een klein bedrag.",
            "OV-2": "Ik vraag minder dan een bureau, maar heb geen offerte van een ander.",
            "OV-3": "Een bureau kan het ook. Ik ken de woningen en de mensen al.",
            "OV-5": "Het was mijn idee om deze films te maken.",
            "OV-6": "Ik wil de films in mijn vrije tijd maken, omdat er op het werk geen tijd "
            "voor is."},
        party_name="Tromp Beeld", interest="eigenaar", contract_value="2.750",
        phase="verkenning", own_role="aanvrager", procurement="enkelvoudig",
        procurement_rules_followed="onbekend", alternative_available="ja"),
    _contract("2038", "30039", "Isa Rutten", "bekende",
        "Campagne om bewoners te helpen energie te besparen.",
        conditional("Het bureau was de beste van drie. Je vriendin werkt niet aan onze campagne.",
            ("Laat de teamleider de facturen goedkeuren.", 30)),
        because={
            "AL-1": "Ik hoorde na de gunning dat een vriendin van mij er is gaan werken.",
            "OV-5": "Ik vroeg de campagne aan. Mijn teamleider en Inkoop kozen het bureau."},
        contract_value="19.500", phase="gegund", awarded_on=-7, own_role="aanvrager",
        quotes_received="3", market_conformity="Dit bureau was op één na de goedkoopste."),
    _contract("2003", "30032", "Annie Koelewijn", "ouder",
        "Bloemen voor jubilarissen en recepties.",
        approved("Het gaat om gewone boeketten voor een gewone prijs. Akkoord.",
            directie="Akkoord. Wissel af en toe van bloemist, dan blijft het gewoon."),
        because={"OV-2": "Voor boeketten vragen we nooit offertes. De prijs is die van de winkel."},
        window=(110, 40), interest="eigenaar", contract_value="1.400", phase="verkenning",
        procurement="enkelvoudig",
        market_conformity="De prijzen zijn gelijk aan die van andere bloemisten in de stad."),
    _contract("2002", "30014", "Hamid El Khattabi", "familie",
        "Aktes bij de verkoop van huurwoningen.",
        conditional("De keuze voor dit kantoor is door Verkoop gemaakt. Leg zelf geen contact over "
            "prijzen.",
            ("Laat Verkoop alle afspraken met dit kantoor maken.", 30)),
        because={"AL-1": "Mijn neef is onlangs bij dit kantoor gaan werken. Het contract liep al."},
        contract_value="28.000", phase="lopend", awarded_on=-200, procurement="meervoudig",
        quotes_received="3", market_conformity="Drie kantoren gaven een prijs per akte."),
    _contract("2010", "30046", "Frits Langedijk", "familie",
        "Bestrijding van ratten rond drie flats.", ENDED,
        because={"AL-1": "De opdracht is met spoed gegeven. Ik zag de naam op de bon."},
        interest="eigenaar", contract_value="7.600", phase="gegund", awarded_on=-5,
        quotes_received="2", market_conformity="De twee prijzen verschilden vijftig euro."),
    _contract("2035", "30042", "Jelle Oosterling", "broer-zus",
        "Test van de beveiliging van ons netwerk.",
        asked("Wie heeft om deze test gevraagd, en hoeveel offertes zijn er?"),
        because={
            "OV-2": "Het bedrijf doet onze beveiliging al. Daarom is geen andere prijs gevraagd.",
            "OV-5": "Ik stelde de test voor. Mijn broer werkt er op een andere afdeling."},
        contract_value="14.900", own_role="aanvrager"),
    _contract("2029", "30015", "Wilma Rozendaal", "partner",
        "Controle van de subsidies.", CONCEPT, contract_value="9.500"),
    _contract("2031", "30003", "Arjan Spijkerman", "broer-zus",
        "Schilderwerk buiten aan tachtig woningen.",
        halfway(Course.FRESH, 2, refused(
            "Je stapt uit de beoordeling. Daarna kan Inkoop verder.",
            leidinggevende="Jeroen kan dit niet beoordelen. Ik heb een andere inkoper voor dit "
            "traject gevraagd en adviseer negatief zolang dat niet rond is.",
            bestuurssecretaris="Een broer bij een van de inschrijvers en zelf beoordelen: dat kan "
            "niet. Draag eerst over en meld het dan opnieuw.")),
        because={"OV-4": thought_over(
            "Mijn broer is schilder bij dit bedrijf. Ik kan de beoordeling overdragen, maar er is "
            "nu niemand vrij.",
            "Of ik de drie offertes mag beoordelen.",
            "Mijn broer, de andere twee schilders en ons team.",
            "Over een opdracht aan een bekende beslis je niet mee.",
            "Wachten op een collega, of zelf beoordelen met iemand ernaast.",
            "Liever een collega, ook als het twee weken kost.",
            "Ik lees de offertes niet tot er een besluit is.",
            with_whom="Sanne Tuinman")},
        contract_value="156.000", phase="offerte", own_role="beoordelaar", quotes_received="3",
        market_conformity="De drie offertes worden op prijs en planning vergeleken."),
)  # fmt: skip
