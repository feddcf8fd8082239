"""The sheet *Leeswijzer*: what the workbook is, of when, by whom, and how to read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from register.clock import AMSTERDAM, end_of_day
from register.declarations import Status
from register.types import TYPES
from reports.register_columns import columns
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


def rows(making: Making, counts: WorkbookCounts) -> Sequence[Sequence[Cell]]:
    """Give the rows of the sheet."""
    return (
        *_what(making),
        *_numbers("Aantal verklaringen per blad", counts.sheets, counts.total),
        *_numbers(
            "Aantal verklaringen per status",
            {status.label: number for status, number in counts.statuses.items()},
            counts.total,
        ),
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
        ("Peildatum", f"Zoals het was op {moment_told(making.as_of)}."),
        ("Gemaakt op", f"{making.made_at.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M} uur"),
        ("Gemaakt door", making.made_by),
        ("Selectie", "\n".join(wanted) or "Geen: alle ingediende verklaringen staan erin."),
        ("Versie van het register", version("intermaris-register")),
        *_not_yet_over(making),
    )


def _not_yet_over(making: Making) -> Sequence[Sequence[Cell]]:
    if making.as_of <= making.made_at:
        return ()
    return (
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
