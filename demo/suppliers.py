"""With whom the demo organisation does business: an invented list of purchasing.

Like a real one it holds names that differ by a letter, parties without a number in the trade
register, contracts that ended and tenders that are running.
"""

from dataclasses import dataclass

from register.suppliers import Category

A, B, C = Category.A, Category.B, Category.C

Period = tuple[int, int | None]
"""The first and the last day of a contract, in days from today; no last day is no end."""

LONG: Period = (-1_500, 600)
NEWER: Period = (-1_150, 320)
OPEN: Period = (-1_300, None)
ENDED: Period = (-1_400, -150)


@dataclass(frozen=True)
class Dealer:
    """A row of the invented list of purchasing."""

    number: str
    name: str
    kvk: str | None
    category: Category | None
    contract: Period | None
    address: str | None
    tender: bool = False


DEALERS: tuple[Dealer, ...] = (
    Dealer("30001", "Bouwbedrijf Stoop & Zonen B.V.", "90120418", A, LONG, "De Factorij 12, Zwaag"),
    Dealer("30002", "Installatietechniek De Blauwe Berg B.V.", "90131552", A, LONG,
        "Nieuwe Steen 8, Hoorn"),
    Dealer("30003", "Schildersbedrijf Beemster Kleur B.V.", "90144027", A, NEWER,
        "Gorslaan 31, Purmerend"),
    Dealer("30004", "Waterlandse Dak- en Gevelwerken B.V.", "90150931", A, NEWER,
        "Component 5, Purmerend", True),
    Dealer("30005", "Westfriese Bouwcombinatie B.V.", "90162280", A, OPEN,
        "De Corantijn 44, Zwaag"),
    Dealer("30006", "Liftservice Noordkop B.V.", "90173395", A, OPEN, "Zuiderkade 2, Schagen"),
    Dealer("30007", "Kozijnenfabriek De Streek B.V.", "90181146", A, LONG,
        "Raadhuislaan 90, Bovenkarspel"),
    Dealer("30008", "Woonspil Software B.V.", "90190073", A, OPEN, "Stationsplein 16, Alkmaar"),
    Dealer("30009", "Energiek Wonen Advies B.V.", "90203361", A, NEWER, "Kleine Noord 3, Hoorn"),
    Dealer("30010", "Nooteboom Vastgoedonderhoud B.V.", "90214478", A, LONG,
        "Protonweg 21, Hoorn", True),
    Dealer("30011", "Hoveniersbedrijf Groen B.V.", "90225519", B, LONG, "Dorpsstraat 101, Wognum"),
    Dealer("30012", "Groen Hoveniers V.O.F.", "90236602", B, NEWER, "Purmerenderweg 58, Purmerend"),
    Dealer("30013", "Schoonmaakbedrijf Helder & Fris B.V.", "90247713", B, OPEN,
        "Elektronweg 7, Hoorn"),
    Dealer("30014", "Notariskantoor Van Avenhorn", "90258824", B, OPEN, "Grote Oost 40, Hoorn"),
    Dealer("30015", "Slagter Registeraccountants B.V.", "90269935", B, NEWER,
        "Veemarkt 1, Purmerend"),
    Dealer("30016", "Makelaardij Onder de Dijk", "90271046", B, LONG, "Westerdijk 19, Hoorn"),
    Dealer("30017", "Taxatiebureau Waterland", "90282157", B, NEWER, "Kaasmarkt 11, Purmerend"),
    Dealer("30018", "Sloopwerken Oosthuizen B.V.", "90293268", B, ENDED,
        "Ambachtsweg 4, Oosthuizen"),
    Dealer("30019", "Asbestsanering De Kop B.V.", "90304379", B, NEWER,
        "Middenweg 150, Heerhugowaard"),
    Dealer("30020", "Keukenhuis Zwaag B.V.", "90315480", B, LONG, "De Oude Veiling 66, Zwaag"),
    Dealer("30021", "Sanitair Centrum Purmerend B.V.", "90326591", B, OPEN,
        "Van IJsendijkstraat 170, Purmerend"),
    Dealer("30022", "Drukkerij De Steenen Pers", "90337602", C, LONG,
        "Gedempte Turfhaven 5, Hoorn"),
    Dealer("30023", "Loodgietersbedrijf Spanbroek", "90348713", B, OPEN, "Kerkelaan 12, Opmeer"),
    Dealer("30024", "Elektro Kaper B.V.", "90359824", B, NEWER, "Lepelaar 9, Hoorn"),
    Dealer("30025", "Jansen Installaties B.V.", "90360935", B, LONG, "Westfrisiaweg 27, Purmerend"),
    Dealer("30026", "Janssen Installaties", None, None, None, "Dwarsweg 2, Nibbixwoud"),
    Dealer("30027", "Bouwbedrijf Stoop B.V.", "90371046", C, ENDED, "Noorderweg 77, Purmerend"),
    Dealer("30028", "Tegelzetbedrijf Mozaïek", "90382157", B, NEWER,
        "Zuiderdracht 33, Oosterblokker"),
    Dealer("30029", "Stukadoorsbedrijf Glad & Strak", "90393268", C, NEWER,
        "Rijperweg 20, Middenbeemster"),
    Dealer("30030", "Slotenmaker De Sleutelbos", None, C, None, "Nieuwstraat 14, Hoorn"),
    Dealer("30031", "Catering De Halve Maan", "90404379", C, OPEN, "Visserseiland 3, Hoorn"),
    Dealer("30032", "Bloemsierkunst Margriet", "90415480", C, None, "Nieuwsteeg 8, Hoorn"),
    Dealer("30033", "Verhuisservice Zuiderzee", "90426591", C, OPEN, "Havenweg 40, Enkhuizen"),
    Dealer("30034", "Adviesgroep Polderblik B.V.", "90437602", C, ENDED,
        "Burgemeester Posthumalaan 6, Purmerend"),
    Dealer("30035", "Opleidingsinstituut Woonwijs", "90448713", B, OPEN, "Maelsonstraat 24, Hoorn"),
    Dealer("30036", "Uitzendbureau Noorderkracht B.V.", "90459824", B, LONG, "Dampten 16, Hoorn"),
    Dealer("30037", "Tweewielers aan de Haven", "90460935", C, None, "Achter de Vest 1, Hoorn"),
    Dealer("30038", "Autobedrijf De Kersentuin", "90471046", C, OPEN, "Aagje Dekenlaan 59, Hoorn"),
    Dealer("30039", "Reclamebureau Lef & Durf", "90482157", C, NEWER, "Peperstraat 30, Purmerend"),
    Dealer("30040", "Fotografie Zilt", None, C, None, "Kuil 22, Hoorn"),
    Dealer("30041", "Webbureau Pixelpolder B.V.", "90493268", C, NEWER,
        "Wielingenstraat 115, Purmerend"),
    Dealer("30042", "Dijkwacht Cyber B.V.", "90504379", B, NEWER, "Arnold Sweelinckhof 4, Alkmaar"),
    Dealer("30043", "Netwerkbeheer De Schakel B.V.", "90515480", B, ENDED, "Neutronweg 13, Hoorn"),
    Dealer("30044", "Telecom Markermeer B.V.", "90526591", B, LONG, "Koggehaven 10, Volendam"),
    Dealer("30045", "Rioolservice Purmer B.V.", "90537602", B, OPEN,
        "Kwadijkerkoogweg 6, Purmerend"),
    Dealer("30046", "Ongediertebestrijding De Kater", "90548713", C, OPEN, "Tripkouw 48, Midwoud"),
    Dealer("30047", "Glazenwasserij Klaarzicht", None, C, OPEN, None),
    Dealer("30048", "Kok Hoveniers", None, None, None, "Westeinde 180, Berkhout"),
    Dealer("30049", "Tuincentrum De Overhaal", "90559824", C, None, "Wogmergouw 23, De Goorn"),
    Dealer("30050", "Meubelmakerij Het Eikenblad", "90560935", C, None, "Zeevangsdijkje 3, Edam"),
    Dealer("30051", "Vloerenhuis De Plank B.V.", "90571046", C, NEWER, "Julianaweg 202, Volendam"),
    Dealer("30052", "Zonnestroom West-Friesland B.V.", "90582157", B, NEWER,
        "Geldelozeweg 19, Hoorn", True),
    Dealer("30053", "Warmtepompen Waterland B.V.", "90593268", None, None,
        "Salvador Allendelaan 71, Purmerend", True),
    Dealer("30054", "Architectenbureau Vierkant & Rond", "90604379", B, LONG,
        "Appelhaven 15, Hoorn"),
    Dealer("30055", "Ingenieursbureau Dijk en Duin B.V.", "90615480", B, LONG,
        "Stationsweg 2, Alkmaar"),
    Dealer("30056", "Juridisch Adviesbureau Recht Vooruit", "90626591", B, OPEN, "Breed 37, Hoorn"),
    Dealer("30057", "Gerechtsdeurwaarders De Noorderkoog", "90637602", B, NEWER,
        "Waterlandlaan 60, Purmerend"),
    Dealer("30058", "Stichting Buurtgesprek Waterland", "90648713", C, OPEN,
        "Willem Eggertstraat 2, Purmerend"),
    Dealer("30059", "Coöperatie Wijkwarmte Hoorn U.A.", "90659824", None, None,
        "Blauwe Berg 6, Hoorn"),
    Dealer("30060", "Vereniging Westfriese Aannemers", None, None, None, None),
    Dealer("30061", "Schilderwerken De Weere", "90660935", C, NEWER, "Driestedenweg 9, De Weere"),
    Dealer("30062", "Schilderwerken de Weere B.V.", "90671046", B, LONG, "Industrieweg 18, Opmeer"),
)  # fmt: skip

ADDED: tuple[Dealer, ...] = (
    Dealer("30063", "Stichting Jong in de Wijk", "90682157", C, NEWER, "Tweeboomlaan 20, Hoorn"),
    Dealer("30064", "Judoschool De Wilg", None, None, None, "Sportlaan 3, Zwaag"),
)  # fmt: skip
"""Who came onto the list only just now: one by the name of a party that somebody works for, and
one whose name is much like that of another."""

TENDER_STARTED = "30008"
"""With whom a tender started only just now."""
