"""The cells of a table as text, and how many of them an import takes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

MOST_ROWS = 200_000
MOST_COLUMNS = 200
NAME_LENGTH = 200

_GAPS = re.compile("[ \t\r\n\xa0]+")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the text of its cells, and by place what is wrong with those that have none."""

    number: int
    cells: Sequence[str]
    faults: Mapping[int, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.faults and not any(self.cells)


@dataclass(frozen=True)
class Sheet:
    """A table: its name, the row with the labels, and the rows under it that hold something."""

    title: str
    labels: SheetRow
    rows: Sequence[SheetRow]


def tidy(text: str) -> str:
    """Give the text of a cell without spaces around it, and with one space for every gap in it.

    A break of the line within a cell is such a gap: every column of an import holds a single line.
    """
    return _GAPS.sub(" ", text).strip(" ")


def safe_name(filename: str) -> str:
    """Give the name of a file as it can be kept and shown: without folders or control signs."""
    name = PurePath(filename.replace("\\", "/")).name
    clean = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return clean.encode("utf-8", "replace").decode()[:NAME_LENGTH].strip() or "naamloos"


def letter(place: int) -> str:
    """Give the letter of a column, counted from 0: A, B, …, Z, AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
