"""What a field of a typed record is: how it is asked, read, kept and shown.

A record's column carries an :class:`Asked` in its ``info``. From that one description come the form
field, the check when you leave it, the column with its constraints, the import and the sheet.
A kind of value is a :class:`Kind`: it reads what was typed (Dutch sentences when it cannot), gives
the column type, and writes the value back for a form, for a reader and for a sheet.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    String,
    Table,
    event,
)
from sqlmodel import Field

from register.tables import choice_type

NAME_LENGTH = 200
EXPLANATION_LENGTH = 4_000
UNKNOWN_SUPPLIER = "onbekend"
"""What a supplier field holds when the party is not in the list of suppliers."""


class Unreadable(ValueError):  # noqa: N818 — it is about what was typed
    """What was typed is not a value of this kind; the sentence says in Dutch what to do."""


@dataclass(frozen=True)
class Option:
    """One choice that a person can make: the slug that is stored and the label that is read."""

    value: str
    label: str


class Choices(StrEnum):
    """A closed list of choices, stored by slug; the label is the second part of each member.

    A choice listed without a label is labelled by its slug, capitalised.
    """

    label: str

    def __new__(cls, slug: str, label: str | None = None) -> "Choices":
        """Make a member whose value is the slug."""
        member = str.__new__(cls, slug)
        member._value_ = slug
        member.label = label or slug.replace("-", " ").capitalize()
        return member


class YesNoUnknown(Choices):
    """Yes, no, or the declarant does not know."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Kind:
    """A kind of value. Each subclass says how it is typed, kept and shown."""

    widget: ClassVar[str] = "text"
    inputmode: ClassVar[str | None] = None
    suffix: ClassVar[str | None] = None

    @property
    def max_length(self) -> int:
        """How many signs the form lets somebody type."""
        return 40

    def column_type(self) -> Any:
        """Give the SQLAlchemy type of the column that keeps it."""
        raise NotImplementedError

    may_be_unknown: ClassVar[bool] = False
    """Whether the column may be NULL although the question was answered."""

    def references(self) -> Sequence[ForeignKey]:
        """Give the foreign keys of the column."""
        return ()

    def checks(self, name: str) -> Mapping[str, str]:
        """Give the SQL that holds the column to this kind, by what it guards."""
        del name
        return {}

    def read(self, typed: str) -> Any:
        """Read what was typed (stripped, not empty) into a value.

        Raises:
            Unreadable: it is not a value of this kind.
        """
        raise NotImplementedError(typed)

    def typed(self, value: Any) -> str:
        """Write a value as somebody would type it, so that it can be read again."""
        return str(value)

    def shown(self, value: Any) -> str:
        """Write a value for people to read."""
        return self.typed(value)

    def token(self, value: Any) -> str:
        """Give the word by which a condition on this field knows the value."""
        return str(value)

    def condition(self, name: str, tokens: Sequence[str]) -> str:
        """Give the SQL condition that the column holds one of these tokens."""
        listed = ", ".join(f"'{token}'" for token in tokens)
        return f"{name} IN ({listed})"

    def options(self) -> tuple[Option, ...]:
        """Give the choices there are; empty where the answer is free."""
        return ()


_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_FORBIDDEN = {"Cc", "Cs", "Cn", "Co"}
_LEGIBLE = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols; without any of them there is nothing to read."""
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Text(Kind):
    """A line of text; ``lines=True`` allows several."""

    length: int = NAME_LENGTH
    lines: bool = False

    @property
    def max_length(self) -> int:
        """The length that the text may have."""
        return self.length

    def column_type(self) -> Any:
        """Give a text column of the stated maximum length."""
        return String(self.length)

    def checks(self, name: str) -> Mapping[str, str]:
        """Refuse a text of spaces only."""
        return {"not_blank": f"btrim({name}) <> ''"}

    def read(self, typed: str) -> str:
        """Read a text: composed Unicode, within its length, without control characters."""
        text = unicodedata.normalize("NFC", _LINE_BREAK.sub("\n", typed))
        if not self.lines and "\n" in text:
            raise Unreadable("Schrijf dit op één regel.")
        if any(
            (unicodedata.category(sign) in _FORBIDDEN and sign not in "\n\t")
            or sign in _DIRECTION_MARKS
            for sign in text
        ):
            raise Unreadable("Er staat een teken in dat niet kan. Typ de tekst opnieuw.")
        if not any(unicodedata.category(sign)[0] in _LEGIBLE for sign in text):
            raise Unreadable("Hier staat niets dat te lezen is. Typ de tekst opnieuw.")
        if len(text) > self.length:
            raise Unreadable(
                f"Maak de tekst korter: hij telt {_dutch_number(len(text))} tekens, "
                f"{_dutch_number(self.length)} is het meeste."
            )
        return text.replace("\t", " ")


@dataclass(frozen=True)
class LongText(Text):
    """An explanation in a few sentences."""

    widget: ClassVar[str] = "textarea"
    length: int = EXPLANATION_LENGTH
    lines: bool = True


@dataclass(frozen=True)
class Choice(Kind):
    """One of a closed list."""

    choices: type[Choices]
    widget: ClassVar[str] = "radio"

    def column_type(self) -> Any:
        """Give a text column of slugs."""
        return choice_type(self.choices)

    def checks(self, name: str) -> Mapping[str, str]:
        """Hold the column to the slugs."""
        return {"known": self.condition(name, [choice.value for choice in self.choices])}

    def read(self, typed: str) -> Choices:
        """Read a slug or a label, whatever its case."""
        wanted = " ".join(typed.casefold().split())
        for choice in self.choices:
            if wanted in (choice.value, choice.label.casefold()):
                return choice
        labels = ", ".join(choice.label for choice in self.choices)
        raise Unreadable(f"Kies een van deze: {labels}.")

    def typed(self, value: Any) -> str:
        """Write the slug."""
        return str(self.choices(value).value)

    def shown(self, value: Any) -> str:
        """Write the label."""
        return self.choices(value).label

    def token(self, value: Any) -> str:
        """Give the slug."""
        return self.typed(value)

    def options(self) -> tuple[Option, ...]:
        """Give every choice."""
        return tuple(Option(choice.value, choice.label) for choice in self.choices)


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no, never nothing."""

    widget: ClassVar[str] = "radio"

    def column_type(self) -> Any:
        """Give a boolean column."""
        return Boolean()

    def read(self, typed: str) -> bool:
        """Read *ja* or *nee*."""
        word = typed.casefold()
        if word in ("ja", "nee"):
            return word == "ja"
        raise Unreadable("Kies ja of nee.")

    def typed(self, value: Any) -> str:
        """Write *ja* or *nee*."""
        return "ja" if value else "nee"

    def shown(self, value: Any) -> str:
        """Write *Ja* or *Nee*."""
        return self.typed(value).capitalize()

    def token(self, value: Any) -> str:
        """Give *ja* or *nee*."""
        return self.typed(value)

    def condition(self, name: str, tokens: Sequence[str]) -> str:
        """Give the SQL condition that the column is true, false, or either."""
        return " OR ".join(name if token == "ja" else f"NOT {name}" for token in tokens)

    def options(self) -> tuple[Option, ...]:
        """Give yes and no."""
        return (Option("ja", "Ja"), Option("nee", "Nee"))


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
        """Write the number with its unit."""
        return f"{self.typed(value)} {self.unit}".strip()


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


@dataclass(frozen=True)
class When:
    """A field is asked only when another field holds one of these tokens."""

    field: str
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One field as it is asked.

    ``missing`` is the sentence for somebody who left it empty; ``not_before`` names an earlier date
    of the same record that this one may not precede. ``name`` is the column's, once it has one.
    """

    kind: Kind
    label: str
    missing: str
    hint: str | None = None
    optional: bool = False
    when: When | None = None
    not_before: str | None = None
    name: str = ""


def asked(
    kind: Kind,
    label: str,
    missing: str,
    *,
    hint: str | None = None,
    optional: bool = False,
    when: When | None = None,
    not_before: str | None = None,
) -> Any:
    """Declare a field of a typed record: a column and, in its ``info``, how it is asked.

    Args:
        kind: what values it holds.
        label: how the field is called on forms, in imports and on sheets.
        missing: the Dutch sentence for an empty answer.
        hint: a line of help under the label.
        optional: whether it may stay empty when asked.
        when: the condition under which it is asked at all; it looks at a field declared earlier.
        not_before: an earlier date of the same record.
    """
    description = Asked(kind, label, missing, hint, optional, when, not_before)
    column: Column[Any] = Column(
        kind.column_type(),
        *kind.references(),
        nullable=optional or when is not None or kind.may_be_unknown,
        info={"asked": description},
    )
    event.listen(column, "after_parent_attach", _constrain)
    return Field(default=None, sa_column=column)


def _constrain(column: Column[Any], table: Table) -> None:
    """Give a column that has just got its name the constraints that its description asks for."""
    description: Asked = replace(column.info["asked"], name=column.name)
    column.info["asked"] = description
    for what, sql in description.kind.checks(column.name).items():
        table.append_constraint(CheckConstraint(sql, name=f"{column.name}_{what}"))
    if description.when is not None:
        governor: Asked = table.c[description.when.field].info["asked"]
        condition = governor.kind.condition(governor.name, description.when.holds)
        answer = f"{column.name} IS NULL"
        rule = f"({condition}) OR {answer}"
        if not description.optional:
            rule = f"({condition}) <> ({answer})"
        table.append_constraint(CheckConstraint(rule, name=f"{column.name}_asked"))
    if description.not_before is not None:
        table.append_constraint(
            CheckConstraint(
                f"{column.name} >= {description.not_before}", name=f"{column.name}_in_order"
            )
        )


def asked_of(table: Table) -> tuple[Asked, ...]:
    """Give the fields of a typed record's table, in the order in which they are asked."""
    return tuple(column.info["asked"] for column in table.columns if "asked" in column.info)


def _dutch_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def dutch_decimal(number: Decimal | int, decimals: int) -> str:
    """Write a number as the Dutch do: points between thousands, a comma before decimals."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
