"""What is wrong with a file that is imported: every bad cell, with a sentence that says what to do.

An import is refused whole, so a file with one bad cell changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from register.errors import BadFile

VALUE_LENGTH = 120
"""How many signs of a bad value are repeated."""
MOST_CELLS = 100_000
"""How many bad cells are listed; a file with more is a file of something else."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell that cannot be accepted.

    Attributes:
        sheet: the name of the sheet; for a ``.csv`` the name of the file.
        row: the row as a spreadsheet counts them, the labels being in row 1.
        column: the label of the column, or its letter where it has none.
        value: what stands there, cut off when it is long.
        sentence: what is wrong, in Dutch.
    """

    sheet: str
    row: int
    column: str
    value: str
    sentence: str

    @property
    def place(self) -> str:
        """Where it is: *Medewerkers, rij 7, kolom E-mail*."""
        return f"{self.sheet}, rij {self.row}, kolom {self.column}"


class BadCells(BadFile):
    """A file that is refused because of cells in it; ``cells`` names every one, by row."""

    cells: Sequence[BadCell]

    def __init__(self, cells: Sequence[BadCell]) -> None:
        self.cells = cells
        count = "staat 1 fout" if len(cells) == 1 else f"staan {len(cells)} fouten"
        super().__init__(f"Er is niets ingelezen: er {count} in het bestand.")


@dataclass
class Faults:
    """Gathers the bad cells of one sheet."""

    sheet: str
    cells: list[BadCell] = field(default_factory=list)

    def add(self, row: int, column: str, value: str, sentence: str) -> None:
        """Note a bad cell."""
        if len(self.cells) < MOST_CELLS:
            cut = value if len(value) <= VALUE_LENGTH else f"{value[: VALUE_LENGTH - 1]}…"
            self.cells.append(BadCell(self.sheet, row, column, cut, sentence))

    def refuse(self) -> None:
        """Refuse the file if any cell is bad.

        Raises:
            BadCells: at least one is.
        """
        if self.cells:
            raise BadCells(sorted(self.cells, key=lambda cell: cell.row))
