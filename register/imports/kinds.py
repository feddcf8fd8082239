"""Kinds of value that only imported lists hold, beside those of the typed records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from register.audit import SYSTEM
from register.people import Office
from register.types.amounts import Day
from register.types.kinds import Text, Unreadable


@dataclass(frozen=True)
class Number(Text):
    """The number by which another system knows a person or a supplier; letters may stand in it."""

    length: int = 20

    def read(self, typed: str) -> str:
        """Read a number such as ``10001`` or ``CR-20001``."""
        number = super().read(typed)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", number):
            raise Unreadable("Gebruik alleen cijfers, letters en streepjes, zonder spaties.")
        if number.casefold() == SYSTEM:
            raise Unreadable("Dit nummer gebruikt het register zelf. Kies een ander nummer.")
        return number


@dataclass(frozen=True)
class EmailAddress(Text):
    """An e-mail address."""

    length: int = 254

    def read(self, typed: str) -> str:
        """Read an address of the shape ``naam@voorbeeld.nl``."""
        address = super().read(typed)
        if not re.fullmatch(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?:[\w-]+\.)+[\w-]{2,}", address) or (
            ".." in address
        ):
            raise Unreadable("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
        return address


@dataclass(frozen=True)
class LikelyDay(Day):
    """A day that is not so long ago that the century must be wrong."""

    earliest: int = 1940

    def read(self, typed: str) -> date:
        """Read a day in a year from ``earliest`` on."""
        day = super().read(typed)
        if day.year < self.earliest:
            raise Unreadable(f"Controleer het jaar: {day.year} is te lang geleden.")
        return day


@dataclass(frozen=True)
class Offices(Text):
    """The offices that somebody holds, separated by commas; read into a frozen set."""

    def read(self, typed: str) -> Any:
        """Read slugs or labels of offices."""
        return frozenset(_office(word) for word in typed.split(",") if word.strip())

    def typed(self, value: Any) -> str:
        """Write the slugs, in the order in which the offices are listed."""
        return ", ".join(office.value for office in in_order(value))

    def shown(self, value: Any) -> str:
        """Write the labels."""
        return ", ".join(office.label for office in in_order(value))


def in_order(offices: frozenset[Office]) -> Sequence[Office]:
    """Give offices in the order in which they are listed."""
    return [office for office in Office if office in offices]


def _office(word: str) -> Office:
    wanted = " ".join(word.casefold().split())
    for office in Office:
        if wanted in (office.value, office.label.casefold()):
            return office
    known = ", ".join(office.value for office in Office)
    raise Unreadable(f"De rol '{word.strip()}' bestaat niet. Kies uit: {known}.")
