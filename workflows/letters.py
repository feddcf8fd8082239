"""The letters that the register sends by mail: their wording, as data.

A letter says that something is there and where to find it, never what was declared: no content, no
counterparty, no relative, no reason. Only the values below can be told at all.
"""

from dataclasses import dataclass
from enum import StrEnum

SAFE_VALUES = frozenset(
    {
        "number",
        "kind",
        "due",
        "days",
        "count",
        "overdue",
        "name",
        "starts",
        "ends",
        "path",
        "year",
        "items",
    }
)
"""What a letter may tell.

``number`` and ``kind`` are of a declaration, ``due``, ``starts`` and ``ends`` days, ``days``,
``count`` and ``overdue`` numbers, ``year`` that of a campaign, ``path`` a page of the register.
``name`` is a colleague who takes steps, as deputy or as who is away, never who is declared.
``items`` are numbers of declarations, each with the day by which they are due.
"""


class Letter(StrEnum):
    """What a mail is about."""

    STEP_OPENED = "step-opened"
    STEP_OPENED_DEPUTY = "step-opened-deputy"
    STEP_UNASSIGNED = "step-unassigned"
    STEP_MOVED = "step-moved"
    STEP_DUE_SOON = "step-due-soon"
    STEP_DUE_TODAY = "step-due-today"
    STEP_OVERDUE = "step-overdue"
    STEP_ESCALATED = "step-escalated"
    DEPUTY_NAMED = "deputy-named"
    ASKED_FOR_MORE = "asked-for-more"
    DECIDED = "decided"
    REVISION_ASKED = "revision-asked"
    CONDITION_SET = "condition-set"
    CONDITION_DUE_SOON = "condition-due-soon"
    CONDITION_OVERDUE = "condition-overdue"
    EVIDENCE_GIVEN = "evidence-given"
    EVIDENCE_RETURNED = "evidence-returned"
    CONDITION_FULFILLED = "condition-fulfilled"
    REVIEW_DUE = "review-due"
    END_PROPOSED = "end-proposed"
    CAMPAIGN_OPENED = "campaign-opened"
    CAMPAIGN_REMINDER = "campaign-reminder"
    CAMPAIGN_OVERDUE = "campaign-overdue"
    FIRST_DECLARATION = "first-declaration"
    FIRST_DECLARATION_REMINDER = "first-declaration-reminder"
    FIRST_DECLARATION_OVERDUE = "first-declaration-overdue"
    DIGEST_OPEN_WORK = "digest-open-work"
    DIGEST_OVERDUE = "digest-overdue"

    @property
    def wording(self) -> "Wording":
        """How the letter is worded."""
        return WORDINGS[self]


@dataclass(frozen=True)
class Wording:
    """A letter in words; what stands between braces is told by the mail.

    Attributes:
        subject: the subject.
        lines: the paragraphs.
        button: what the link is called.
        path: the page of the register that it leads to.
    """

    subject: str
    lines: tuple[str, ...]
    button: str = "Bekijk de verklaring"
    path: str = "/verklaringen/{number}"


_SEVERAL_WORK = "Bekijk je werklijst"

WORDINGS = {
    Letter.STEP_OPENED: Wording(
        "Verklaring {number} wacht op jou",
        (
            "Verklaring {number} ({kind}) wacht op jouw antwoord.",
            "Doe dit uiterlijk {due}.",
        ),
    ),
    Letter.STEP_OPENED_DEPUTY: Wording(
        "Verklaring {number} wacht op {name} of op jou",
        (
            "Je bent plaatsvervanger van {name}. Verklaring {number} ({kind}) wacht op antwoord.",
            "{name} of jij doet dit uiterlijk {due}.",
        ),
    ),
    Letter.STEP_UNASSIGNED: Wording(
        "Niemand kan verklaring {number} beoordelen",
        (
            "Verklaring {number} ({kind}) wacht, maar er is niemand die haar kan beoordelen.",
            "Geef de verklaring aan iemand. De laatste dag is {due}.",
        ),
    ),
    Letter.STEP_MOVED: Wording(
        "Verklaring {number} wacht niet meer op jou",
        (
            "Verklaring {number} ({kind}) ligt nu bij iemand anders.",
            "Je hoeft hier niets meer voor te doen.",
        ),
        button="Bekijk je werklijst",
        path="/beoordelen",
    ),
    Letter.STEP_DUE_SOON: Wording(
        "Herinnering: verklaring {number} wacht op jou",
        (
            "Verklaring {number} ({kind}) wacht nog op jouw antwoord.",
            "Doe dit uiterlijk {due}.",
        ),
    ),
    Letter.STEP_DUE_TODAY: Wording(
        "Vandaag: verklaring {number} wacht op jou",
        (
            "Verklaring {number} ({kind}) wacht nog op jouw antwoord.",
            "Vandaag, {due}, is de laatste dag.",
        ),
    ),
    Letter.STEP_OVERDUE: Wording(
        "Te laat: verklaring {number} wacht op jou",
        (
            "Verklaring {number} ({kind}) wacht nog op jouw antwoord.",
            "De laatste dag was {due}. Doe het vandaag nog.",
            "Lukt dat niet? Overleg dan met de bestuurssecretaris.",
        ),
    ),
    Letter.STEP_ESCALATED: Wording(
        "Verklaring {number} blijft liggen",
        (
            "Verklaring {number} ({kind}) wacht op een beoordelaar, en die is te laat.",
            "De laatste dag was {due}. Zorg dat er alsnog een antwoord komt.",
            "De bestuurssecretaris kan de verklaring aan iemand anders geven.",
        ),
    ),
    Letter.DEPUTY_NAMED: Wording(
        "Je bent plaatsvervanger van {name}",
        (
            "Je bent plaatsvervanger van {name}, van {starts} tot en met {ends}.",
            "In die tijd kun jij verklaringen beoordelen die op {name} wachten.",
        ),
        button=_SEVERAL_WORK,
        path="/beoordelen",
    ),
    Letter.ASKED_FOR_MORE: Wording(
        "Vul je verklaring {number} aan",
        (
            "Er is een vraag over je verklaring {number} ({kind}).",
            "Lees de vraag in het register, vul je verklaring aan en dien haar opnieuw in.",
        ),
        button="Vul je verklaring aan",
    ),
    Letter.DECIDED: Wording(
        "Er is een besluit over je verklaring {number}",
        (
            "Er is een besluit over je verklaring {number} ({kind}).",
            "Je leest het besluit in het register.",
        ),
        button="Lees het besluit",
    ),
    Letter.REVISION_ASKED: Wording(
        "Kijk opnieuw naar je verklaring {number}",
        (
            "De regels zijn gewijzigd. Kijk daarom opnieuw naar je verklaring {number} ({kind}).",
            "Lees het verzoek in het register en beantwoord het.",
        ),
        button="Lees het verzoek",
    ),
    Letter.CONDITION_SET: Wording(
        "Jij zorgt voor een voorwaarde bij verklaring {number}",
        (
            "Verklaring {number} ({kind}) is goedgekeurd onder voorwaarden.",
            "Jij zorgt voor een van die voorwaarden. Doe dit uiterlijk {due}.",
        ),
        button="Bekijk de voorwaarde",
    ),
    Letter.CONDITION_DUE_SOON: Wording(
        "Herinnering: een voorwaarde bij verklaring {number}",
        (
            "Bij verklaring {number} ({kind}) staat een voorwaarde open waar jij voor zorgt.",
            "Doe dit uiterlijk {due} en laat in het register zien dat het klaar is.",
        ),
        button="Bekijk de voorwaarde",
    ),
    Letter.CONDITION_OVERDUE: Wording(
        "Te laat: een voorwaarde bij verklaring {number}",
        (
            "Bij verklaring {number} ({kind}) staat nog een voorwaarde open waar jij voor zorgt.",
            "De laatste dag was {due}. Doe het vandaag nog, of overleg met je beoordelaar.",
        ),
        button="Bekijk de voorwaarde",
    ),
    Letter.EVIDENCE_GIVEN: Wording(
        "Kijk of aan een voorwaarde bij {number} is voldaan",
        (
            "Bij verklaring {number} ({kind}) is gemeld dat aan een voorwaarde is voldaan.",
            "Bekijk het bewijs en zeg of het genoeg is.",
        ),
        button="Bekijk het bewijs",
    ),
    Letter.EVIDENCE_RETURNED: Wording(
        "Een voorwaarde bij verklaring {number} is nog niet klaar",
        (
            "Bij verklaring {number} ({kind}) is een voorwaarde nog niet klaar.",
            "Lees in het register wat er nog nodig is.",
        ),
        button="Bekijk de voorwaarde",
    ),
    Letter.CONDITION_FULFILLED: Wording(
        "Aan een voorwaarde bij verklaring {number} is voldaan",
        (
            "Bij verklaring {number} ({kind}) is aan een voorwaarde voldaan.",
            "Je hoeft hier niets meer voor te doen.",
        ),
        button="Bekijk de voorwaarde",
    ),
    Letter.REVIEW_DUE: Wording(
        "Klopt je verklaring {number} nog?",
        (
            "Het is tijd om opnieuw naar je verklaring {number} ({kind}) te kijken.",
            "Zeg uiterlijk {due} of alles nog klopt, is veranderd of voorbij is.",
        ),
    ),
    Letter.END_PROPOSED: Wording(
        "Verklaringen van wie uit dienst is ({count})",
        (
            "Er is een medewerker uit dienst met verklaringen die nog lopen: {count}.",
            "Bekijk wat het register voorstelt en neem het over, of laat een verklaring staan.",
        ),
        button="Bekijk de voorstellen",
        path="/uit-dienst",
    ),
    Letter.CAMPAIGN_OPENED: Wording(
        "Doe je jaarlijkse opgave {year}",
        (
            "Het is tijd voor je jaarlijkse opgave: kijk of het register nog klopt.",
            "Je zegt wat nog klopt, wat is veranderd en wat voorbij is.",
            "Heb je niets te melden? Dan meld je dat.",
            "Doe dit uiterlijk {due}.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.CAMPAIGN_REMINDER: Wording(
        "Herinnering: doe je jaarlijkse opgave {year}",
        (
            "We hebben je jaarlijkse opgave nog niet.",
            "Doe dit uiterlijk {due}. Heb je niets te melden? Meld dat dan ook.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.CAMPAIGN_OVERDUE: Wording(
        "Te laat: doe je jaarlijkse opgave {year}",
        (
            "We hebben je jaarlijkse opgave nog niet. De laatste dag was {due}.",
            "Doe het vandaag nog. Heb je niets te melden? Meld dat dan ook.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.FIRST_DECLARATION: Wording(
        "Welkom: doe je eerste opgave in het integriteitsregister",
        (
            "Je werkt nu bij Intermaris. Daar hoort een opgave in het integriteitsregister bij.",
            "Meld wat gemeld moet worden, of meld dat je niets te melden hebt.",
            "Doe dit uiterlijk {due}.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.FIRST_DECLARATION_REMINDER: Wording(
        "Herinnering: doe je eerste opgave in het integriteitsregister",
        (
            "We hebben je eerste opgave nog niet.",
            "Doe dit uiterlijk {due}. Heb je niets te melden? Meld dat dan ook.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.FIRST_DECLARATION_OVERDUE: Wording(
        "Te laat: doe je eerste opgave in het integriteitsregister",
        (
            "We hebben je eerste opgave nog niet. De laatste dag was {due}.",
            "Doe het vandaag nog. Heb je niets te melden? Meld dat dan ook.",
        ),
        button="Doe je opgave",
        path="{path}",
    ),
    Letter.DIGEST_OPEN_WORK: Wording(
        "Weekoverzicht: dit wacht op jou ({count})",
        ("Dit wacht op jouw antwoord.",),
        button=_SEVERAL_WORK,
        path="/beoordelen",
    ),
    Letter.DIGEST_OVERDUE: Wording(
        "Weekoverzicht: dit is te laat ({count})",
        ("Deze verklaringen wachten op een beoordelaar die te laat is.",),
        button="Bekijk het register",
        path="/register",
    ),
}
"""Every letter in words."""
