"""The sheet *Leeswijzer*: what the workbook is, of when, by whom, and how to read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from register.clock import AMSTERDAM, day_of, end_of_day
from register.declarations import Status
from register.types import TYPES
from reports.number_series import YearOfNumbers
from reports.register_columns import NUMBERING, columns
from reports.register_filter import RegisterFilter
from reports.workbook import Cell, Column, Format, Heading, SheetSpec

ORGANISATION = "Intermaris"
TITLE = "Integriteitsregister Intermaris"

GUIDE = SheetSpec(
    "Leeswijzer",
    (Column(TITLE, Format.TEXT, 34), Column("Leeswijzer", Format.LONG_TEXT, 86)),
    table=False,
)


@dataclass(frozen=True)
class WorkbookCounts:
    """How many declarations a workbook holds: by sheet title, by state, and in all."""

    sheets: Mapping[str, int]
    statuses: Mapping[Status, int]

    @property
    def total(self) -> int:
        """All declarations in the workbook."""
        return sum(self.sheets.values())


@dataclass(frozen=True)
class Making:
    """Of which moment a workbook is, who made it and when, and what was asked for."""

    as_of: datetime
    made_by: str
    made_at: datetime
    wanted: RegisterFilter

    @property
    def over(self) -> bool:
        """Whether the moment had come when the workbook was made, so that it stays as it is."""
        return self.as_of <= self.made_at

    @property
    def title(self) -> str:
        """What the workbook is, as a printed page tells it."""
        provisional = "" if self.over else ", voorlopig"
        selection = "" if self.wanted.empty else ", selectie"
        return f"{TITLE} per {day_of(self.as_of):%d-%m-%Y}{provisional}{selection}"


def rows(
    making: Making, counts: WorkbookCounts, years: Sequence[YearOfNumbers]
) -> Sequence[Sequence[Cell]]:
    """Give the rows of the sheet.

    Args:
        making: of which moment the workbook is, by whom and when.
        counts: how many declarations it holds.
        years: the numbers that the whole register had given by that moment.
    """
    return (
        *_what(making),
        *_numbers("Aantal verklaringen per blad", counts.sheets, counts.total),
        *_numbers(
            "Aantal verklaringen per status",
            {status.label: number for status, number in counts.statuses.items()},
            counts.total,
        ),
        *_series(making, years),
        *_how_to_read(),
    )


def _what(making: Making) -> Sequence[Sequence[Cell]]:
    wanted = making.wanted.told()
    return (
        (
            "Wat is dit",
            (
                "Het register van verklaringen onder de integriteitscode: per soort verklaring een "
                "blad, met een regel per verklaring."
            ),
        ),
        ("Organisatie", ORGANISATION),
        *_as_of(making),
        ("Gemaakt op", f"{making.made_at.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M} uur"),
        ("Gemaakt door", making.made_by),
        ("Selectie", "\n".join(wanted) or "Geen: alle ingediende verklaringen staan erin."),
        ("Versie van het register", version("intermaris-register")),
    )


def _as_of(making: Making) -> Sequence[Sequence[Cell]]:
    if making.over:
        return (("Peildatum", f"Zoals het was op {moment_told(making.as_of)}."),)
    made = making.made_at.astimezone(AMSTERDAM)
    on = "" if made.date() == day_of(making.as_of) else f"{made:%d-%m-%Y} om "
    return (
        (
            "Peildatum",
            f"{day_of(making.as_of):%d-%m-%Y}, voorlopig: de stand van {on}{made:%H:%M} uur",
        ),
        (
            "Let op",
            (
                "De peildatum was nog niet voorbij toen dit bestand werd gemaakt. Wat daarna is "
                "gebeurd, staat er niet in."
            ),
        ),
    )


def moment_told(moment: datetime) -> str:
    """Tell a moment in Dutch; the end of a day is called that."""
    here = moment.astimezone(AMSTERDAM)
    if moment == end_of_day(here.date()):
        return f"{here:%d-%m-%Y}, aan het einde van de dag"
    return f"{here:%d-%m-%Y om %H:%M:%S} uur"


def _numbers(title: str, numbers: Mapping[str, int], total: int) -> Sequence[Sequence[Cell]]:
    return (
        (None, None),
        (Heading(title), None),
        *numbers.items(),
        (Heading("Totaal"), total),
    )


def _series(making: Making, years: Sequence[YearOfNumbers]) -> Sequence[Sequence[Cell]]:
    """Tell which numbers were given, so that a reader sees that none is missing."""
    selection = (
        ""
        if making.wanted.empty
        else " In dit bestand ontbreken ook nummers omdat het een selectie is. De nummers "
        "hieronder zijn die van het hele register."
    )
    return (
        (None, None),
        (Heading("Nummers per jaar"), None),
        ("Hoe de nummers lopen", f"{NUMBERING}{selection}"),
        *((str(each.year), _year_told(each)) for each in years),
        *(() if years else (("Geen nummers", "Er was op de peildatum nog niets ingediend."),)),
    )


def _year_told(year: YearOfNumbers) -> str:
    first, last, count = year.first, year.last, year.count
    span = first if first == last else f"{first} t/m {last}"
    return (
        f"{span}: {count} {'nummer' if count == 1 else 'nummers'}. "
        f"Gaten: {', '.join(year.gaps) or 'geen'}."
    )


def _how_to_read() -> Sequence[Sequence[Cell]]:
    return (
        (None, None),
        (Heading("Zo lees je de bladen"), None),
        (
            "Wat erin staat",
            (
                "Alle verklaringen die op de peildatum waren ingediend, ook als ze later zijn "
                "ingetrokken of beëindigd. Concepten staan er niet in."
            ),
        ),
        (
            "Stand op de peildatum",
            "Alles staat er zoals het op de peildatum was. Wat later is gebeurd, zie je niet.",
        ),
        (
            "Dagen en bedragen",
            (
                "Dagen zijn die in Nederland. Bedragen zijn in euro's. Een lege cel betekent: niet "
                "gevraagd of niet ingevuld."
            ),
        ),
        (
            "Lange teksten",
            (
                "Een heel lange tekst staat helemaal in de cel, maar past niet helemaal op papier: "
                "een regel kan niet hoger worden. Klik op de cel om alles te lezen."
            ),
        ),
        *_columns_told(),
    )


def _columns_told() -> Sequence[Sequence[Cell]]:
    """Tell once what a column holds, whatever the sheets on which it stands."""
    told = {
        each.column.label: each.tells
        for kind in TYPES.values()
        for each in columns(kind)
        if each.tells
    }
    return tuple(told.items())
