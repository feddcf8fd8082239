"""How much the names of two parties are alike; pure, and the same from either side.

The measure is rapidfuzz's ratio of the normal forms with their words in order of the alphabet (a
token sort): the part of the signs that the two have in common, in order, from 0 to 100.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

ALIKE_FROM = 90
"""From how high a score on two names are *mogelijk dezelfde*.

It takes *Janssen* for *Jansen* (92) and the same words in another order (100), and leaves *Bakker*
and *Bakkum* (66), *ABC Bouw* and *ABN Bouw* (87) and *Stoop* and *Stoop & Zonen* (52) apart. Names
of fewer than five signs are alike only when they are equal: one sign more than four makes 88.
"""


def word_sorted(normal_name: str) -> str:
    """Give a normal form with its words in the order of the alphabet, as names are compared."""
    return " ".join(sorted(normal_name.split()))


def likeness(one: str, other: str) -> int:
    """Give how much two word-sorted names are alike, from 0 to 100."""
    return int(fuzz.ratio(one, other))


def alike(name: str, names: Sequence[str], most: int | None = None) -> list[tuple[int, int]]:
    """Find the names that are much like one name; every one of them is compared.

    Args:
        name: a word-sorted name.
        names: word-sorted names.
        most: how many to give at most; by default all.

    Returns:
        The place among the names and the score of each, those most alike first.
    """
    found = process.extract(
        name, names, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE_FROM, limit=most
    )
    return [(place, int(score)) for _, score, place in found]
