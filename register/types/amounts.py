"""Kinds of values that count or measure: money, numbers and days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Date, Integer, Numeric

from register.types.kinds import Kind, Unreadable


def dutch_decimal(number: Decimal | int, decimals: int) -> str:
    """Write a number as the Dutch do: points between thousands, a comma before decimals."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", re.ASCII)
_COMMA = re.compile(r"\d+(,\d{1,2})?", re.ASCII)
_POINT = re.compile(r"\d+\.\d{1,2}", re.ASCII)


@dataclass(frozen=True)
class Money(Kind):
    """An amount in euro with two decimals, from nothing to just under a billion."""

    widget: ClassVar[str] = "money"
    inputmode: ClassVar[str | None] = "decimal"

    def column_type(self) -> Any:
        """Give a numeric column of euros and cents."""
        return Numeric(11, 2)

    def checks(self, name: str) -> Mapping[str, str]:
        """Refuse an amount below nothing."""
        return {"not_negative": f"{name} >= 0"}

    def read(self, typed: str) -> Decimal:
        """Read ``1.234,50``, ``1234,5``, ``1234.50`` or ``€ 1.234``."""
        text = re.sub(r"(?i)^(€|eur\b)|[\s\u00a0\u202f]|,-+$", "", typed.strip())
        text = text.removeprefix("€")
        if _THOUSANDS.fullmatch(text) or _COMMA.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif not _POINT.fullmatch(text):
            raise Unreadable("Vul een bedrag in euro's in, zoals 1.234,50.")
        amount = Decimal(text)
        if amount >= Decimal(10) ** 9:
            raise Unreadable("Dit bedrag is te hoog. Controleer het aantal cijfers.")
        return amount.quantize(Decimal("0.01"))

    def typed(self, value: Any) -> str:
        """Write ``1.234,50``."""
        return dutch_decimal(value, 2)

    def shown(self, value: Any) -> str:
        """Write ``€ 1.234,50``."""
        return f"€\u00a0{self.typed(value)}"


@dataclass(frozen=True)
class Amount(Kind):
    """A number between two bounds with a fixed number of decimals, such as hours a week."""

    lowest: int
    highest: int
    decimals: int = 0
    unit: str = ""
    unit_of_one: str = ""
    widget: ClassVar[str] = "number"

    def column_type(self) -> Any:
        """Give an integer or numeric column."""
        return Numeric(6, self.decimals) if self.decimals else Integer()

    def checks(self, name: str) -> Mapping[str, str]:
        """Hold the column between the bounds."""
        return {"in_range": f"{name} BETWEEN {self.lowest} AND {self.highest}"}

    def read(self, typed: str) -> Decimal | int:
        """Read a number with a comma or a point."""
        text = typed.replace(",", ".")
        pattern = rf"\d{{1,6}}(\.\d{{1,{self.decimals}}})?" if self.decimals else r"\d{1,6}"
        if not re.fullmatch(pattern, text, re.ASCII):
            example = "7,5" if self.decimals else "3"
            raise Unreadable(f"Vul een getal in, zoals {example}.")
        number = Decimal(text)
        if not self.lowest <= number <= self.highest:
            raise Unreadable(f"Vul een getal in van {self.lowest} tot en met {self.highest}.")
        return number.quantize(Decimal(1).scaleb(-self.decimals)) if self.decimals else int(number)

    def typed(self, value: Any) -> str:
        """Write the number with a comma, without needless decimals."""
        text = f"{value:.{self.decimals}f}".replace(".", ",")
        return text.rstrip("0").removesuffix(",") if self.decimals else text

    def shown(self, value: Any) -> str:
        """Write the number with its unit; of one, in the singular where that differs."""
        unit = self.unit_of_one if value == 1 and self.unit_of_one else self.unit
        return f"{self.typed(value)} {unit}".strip()


_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Day(Kind):
    """A calendar day."""

    widget: ClassVar[str] = "date"
    inputmode: ClassVar[str | None] = "numeric"

    def column_type(self) -> Any:
        """Give a date column."""
        return Date()

    def read(self, typed: str) -> date:
        """Read ``31-12-2026`` or ``2026-12-31``, in this century or the last."""
        if match := _DAY_FIRST.fullmatch(typed):
            day, month, year = map(int, match.groups())
        elif match := _YEAR_FIRST.fullmatch(typed):
            year, month, day = map(int, match.groups())
        else:
            raise Unreadable("Vul een datum in als dag-maand-jaar, zoals 31-12-2026.")
        try:
            value = date(year, month, day)
        except ValueError:
            raise Unreadable("Deze datum bestaat niet. Controleer de dag en de maand.") from None
        if not 1900 <= year < 2100:
            raise Unreadable("Controleer het jaar: dit moet tussen 1900 en 2100 liggen.")
        return value

    def typed(self, value: Any) -> str:
        """Write ``31-12-2026``."""
        return f"{value:%d-%m-%Y}"
