"""Texts as the cells of a workbook can hold them, and how many lines they take there."""

import re

LONGEST_TEXT = 32_767
"""How many UTF-16 units a cell can hold."""

SHORTENED = " … (ingekort: de hele tekst staat in het register)"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def safe_text(text: str) -> str:
    """Give a text as a cell can hold it.

    Signs that no XML can hold become ``�``; line ends become one sign. ``_x0041_``, which
    spreadsheets would read as another sign, is written so that it reads as it was typed. A text
    that is too long for a cell is cut, and says so.
    """
    text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPED.sub("_x005F_", text)
    if len(text) * 2 <= LONGEST_TEXT or _units(text) <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - len(SHORTENED)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + SHORTENED


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def lines_taken(text: str, fits: int) -> int:
    """Give how many lines a text takes in a cell in which so many signs fit on a line."""
    return sum(_wrapped(paragraph, fits) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, fits: int) -> int:
    """Give how many lines a paragraph takes: broken between words, and in a word that is longer."""
    if len(paragraph) <= fits:
        return 1
    lines, used = 1, 0
    for word in paragraph.split(" "):
        if used and used + 1 + len(word) > fits:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
        more = (max(used, 1) - 1) // fits
        lines, used = lines + more, used - more * fits
    return lines
