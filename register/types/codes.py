"""Kinds of values that point at something by its number: parties, places, known suppliers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Integer, String

from register.types.kinds import UNKNOWN_SUPPLIER, Kind, Unreadable


@dataclass(frozen=True)
class Pattern(Kind):
    """A short code of a fixed shape, cleaned of spaces and points before it is judged."""

    pattern: str
    length: int
    sentence: str
    numeric: bool = False

    def column_type(self) -> Any:
        """Give a text column of the code's length."""
        return String(self.length)

    def checks(self, name: str) -> Mapping[str, str]:
        """Hold the column to the shape."""
        return {"shape": f"{name} ~ '^{self.pattern}$'"}

    def read(self, typed: str) -> str:
        """Read the code, whatever its spaces, points and case."""
        code = self.compose(re.sub(r"[\s.\-]", "", typed).upper())
        if not re.fullmatch(self.pattern, code, re.ASCII):
            raise Unreadable(self.sentence)
        return code

    def compose(self, code: str) -> str:
        """Put the cleaned code in the shape in which it is kept."""
        return code


@dataclass(frozen=True)
class KvkNumber(Pattern):
    """The number of a party in the trade register: eight digits."""

    inputmode: ClassVar[str | None] = "numeric"
    pattern: str = "[0-9]{8}"
    length: int = 8
    sentence: str = "Een KVK-nummer heeft 8 cijfers."


@dataclass(frozen=True)
class Postcode(Pattern):
    """A Dutch postcode such as ``1624 NP``."""

    pattern: str = "[1-9][0-9]{3} [A-Z]{2}"
    length: int = 7
    sentence: str = "Vul een postcode in zoals 1624 NP."

    def compose(self, code: str) -> str:
        """Put one space between the digits and the letters."""
        return f"{code[:4]} {code[4:]}"


@dataclass(frozen=True)
class KnownSupplier(Kind):
    """A supplier of the list, typed as its creditor number, or ``onbekend`` for another party.

    The value is a :class:`register.suppliers.SupplierFacts`; the column keeps its key.
    """

    widget: ClassVar[str] = "supplier"
    may_be_unknown: ClassVar[bool] = True

    def column_type(self) -> Any:
        """Give the column of a supplier's key."""
        return Integer()

    def references(self) -> Sequence[ForeignKey]:
        """Refer to the list of suppliers."""
        return (ForeignKey("supplier.id"),)

    def typed(self, value: Any) -> str:
        """Write the creditor number, or ``onbekend``."""
        return UNKNOWN_SUPPLIER if value is None else str(value.creditor_number)

    def shown(self, value: Any) -> str:
        """Write the name."""
        return "Staat niet in de lijst" if value is None else str(value.name)

    def token(self, value: Any) -> str:
        """Tell a known supplier from an unknown one."""
        return UNKNOWN_SUPPLIER if value is None else "bekend"

    def condition(self, name: str, tokens: Sequence[str]) -> str:
        """Give the SQL condition that no known supplier was chosen."""
        del tokens
        return f"{name} IS NULL"
