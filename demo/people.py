"""Who works at the demo organisation: an invented list of HR, with every office held."""

from dataclasses import dataclass

from register.people import Office

DIRECTIE = Office.DIRECTIE


@dataclass(frozen=True)
class Employee:
    """A row of the invented list of HR.

    Attributes:
        number: the staff number.
        name: first name, infix and last name, parted by ``|``; the infix may be empty.
        job: the job title.
        department: the department.
        manager: the staff number of the manager, empty where there is none.
        years: how many years ago they came, roughly.
        key_function: whether it is a *sleutelfunctie*.
        office: the office they hold, if any.
    """

    number: str
    name: str
    job: str
    department: str
    manager: str
    years: float
    key_function: bool = False
    office: Office | None = None


EMPLOYEES: tuple[Employee, ...] = (
    Employee(
        "2001", "Marleen||Oudejans", "Directeur-bestuurder", "Bestuur", "", 7, office=DIRECTIE
    ),
    Employee(
        "2002",
        "Yasmina||El Khattabi",
        "Bestuurssecretaris",
        "Bestuur",
        "2001",
        6,
        office=Office.BESTUURSSECRETARIS,
    ),
    Employee("2003", "Bram||Koelewijn", "Managementondersteuner", "Bestuur", "2002", 5),
    Employee("2004", "Ruud||Stavenuiter", "Manager Wonen", "Wonen", "2001", 12),
    Employee("2005", "Fatima||Bouzidi", "Teamleider Verhuur en verkoop", "Wonen", "2004", 8),
    Employee("2006", "Lotte||Vlaming", "Woonconsulent", "Wonen", "2005", 5),
    Employee("2007", "Tim||Beemster", "Medewerker verhuur", "Wonen", "2005", 4),
    Employee("2008", "Chantal||Dekker", "Medewerker verkoop", "Wonen", "2005", 9),
    Employee("2009", "Gökhan||Aydın", "Medewerker verhuur", "Wonen", "2005", 4),
    Employee("2010", "Petra||Langedijk", "Teamleider Leefbaarheid", "Wonen", "2004", 14),
    Employee("2011", "Omar||Haddouch", "Wijkbeheerder Hoorn", "Wonen", "2010", 6),
    Employee("2012", "Anouk|de|Ruijter", "Wijkbeheerder Purmerend", "Wonen", "2010", 5),
    Employee("2013", "Rob||Kistemaker", "Huismeester", "Wonen", "2010", 21),
    Employee("2014", "Denise||Pinas", "Consulent sociaal beheer", "Wonen", "2010", 7),
    Employee("2015", "Sjoerd||Hibma", "Manager Vastgoed", "Vastgoed", "2001", 10),
    Employee("2016", "Ilse||Groot", "Teamleider Projecten", "Vastgoed", "2015", 9),
    Employee("2017", "Mehmet||Kaplan", "Projectleider nieuwbouw", "Vastgoed", "2016", 6, True),
    Employee("2018", "Joris|van|Twisk", "Projectleider renovatie", "Vastgoed", "2016", 5),
    Employee("2019", "Karin||Zijp", "Projectmedewerker", "Vastgoed", "2016", 11),
    Employee("2020", "Wim||Konijn", "Teamleider Dagelijks onderhoud", "Onderhoud", "2015", 18),
    Employee("2021", "Dennis||Schagen", "Opzichter", "Onderhoud", "2020", 6),
    Employee("2022", "Ricardo||Blijd", "Vakman timmerwerk", "Onderhoud", "2020", 8),
    Employee("2023", "Agnieszka||Nowak", "Planner onderhoud", "Onderhoud", "2020", 4),
    Employee("2024", "Piet||Commandeur", "Opzichter mutaties", "Onderhoud", "2020", 24),
    Employee("2025", "Marieke|ten|Hove", "Adviseur planmatig onderhoud", "Vastgoed", "2015", 5),
    Employee(
        "2026", "Esther||Vroegop", "Manager Financiën en bedrijfsvoering", "Financiën", "2001", 8
    ),
    Employee("2027", "Johan||Swart", "Controller", "Financiën", "2001", 6, True),
    Employee("2028", "Linh||Nguyen", "Medewerker crediteuren", "Financiën", "2026", 5),
    Employee("2029", "Hans||Rozendaal", "Financieel adviseur", "Financiën", "2026", 16),
    Employee("2030", "Daphne||Molenaar", "Teamleider Inkoop", "Inkoop", "2026", 7),
    Employee("2031", "Jeroen||Spijkerman", "Inkoper", "Inkoop", "2030", 5, True),
    Employee("2032", "Sanne||Tuinman", "Contractbeheerder", "Inkoop", "2030", 4),
    Employee(
        "2033",
        "Ravi||Ramdin",
        "Functioneel beheerder",
        "ICT",
        "2034",
        6,
        office=Office.BEHEERDER,
    ),
    Employee("2034", "Koen||Verlaat", "Teamleider ICT", "ICT", "2026", 7),
    Employee("2035", "Bart||Oosterling", "Systeembeheerder", "ICT", "2034", 4),
    Employee("2036", "Noortje||Appelman", "Programmaleider duurzaamheid", "Vastgoed", "", 4),
    Employee("2037", "Willemijn|van|Schermer", "Adviseur P&O", "P&O", "2026", 9),
    Employee(
        "2038",
        "Noa||Benschop",
        "Communicatieadviseur",
        "Communicatie",
        "2039",
        5,
        office=Office.COMMUNICATIE,
    ),
    Employee("2039", "Gerda||Wognum", "Teamleider Communicatie", "Communicatie", "2001", 13),
    Employee("2040", "Kevin||Tromp", "Medewerker online communicatie", "Communicatie", "2039", 4),
    Employee("2041", "Jayden||Martina", "Medewerker klantcontact", "Wonen", "2010", 0.2),
    Employee("2042", "Theo||Besseling", "Bestuurssecretaris", "Bestuur", "2001", 15),
    Employee("2043", "Bianca||Ursem", "Woonconsulent", "Wonen", "2005", 10),
    Employee(
        "2100",
        "Cees||Rijswijk",
        "Voorzitter Raad van Toezicht",
        "Raad van Toezicht",
        "",
        5,
        office=Office.RVT,
    ),
    Employee(
        "9001",
        "Ingeborg||Slagter",
        "Registeraccountant",
        "Extern",
        "",
        5,
        office=Office.ACCOUNTANT,
    ),
)

LAST_MONTHS = {"2042": 8, "2043": 11}
"""Who left last year, at the end of which month."""

SECRETARY_BEFORE, SECRETARY_NOW = "2042", "2002"
"""The bestuurssecretaris who left last year, and who took over the day after."""

ON_LEAVE = "2020"
LEAVE_SINCE, LEAVE_UNTIL = -9, 12
"""Who is on leave, and from when until when, in days from today."""

EXTERNAL_MAIL = {"9001": "slagter-accountants.example"}
"""The mail domain of who is no staff."""
