"""The kinds of values that fields hold: how each is read, kept and shown.

A :class:`Kind` reads what was typed (with a Dutch sentence when it cannot), gives the column type
and its constraints, and writes the value back for a form, for a reader and for a sheet. Here stand
texts and choices; amounts and days in ``amounts``, numbers of parties and places in ``codes``.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    ForeignKey,
    String,
)

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


def _dutch_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
