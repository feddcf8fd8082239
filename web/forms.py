"""The form of a declaration as templates show it: view models from the typed records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.signals import Answer
from register.suppliers import SupplierFacts
from register.types.codes import KnownSupplier
from register.types.fields import Asked
from register.types.kinds import UNKNOWN_SUPPLIER
from register.types.reading import Reading, Typed
from register.types.record import DeclarationType
from workflows.assessment import NOT_KNOWN, Assessment
from workflows.drafting import SAME_AS
from workflows.facts import Facts
from workflows.matching import none_of

SUPPLIERS_SHOWN = 8
PARTY_KNOWN = "kvk_number"
"""The last of the fields that tell which party is meant."""


@dataclass(frozen=True)
class Choice:
    """One choice of a field."""

    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True)
class FormField:
    """One field as the macro ``field`` renders it."""

    name: str
    label: str
    hint: str | None
    widget: str
    options: Sequence[Choice]
    value: str
    error: str | None
    required: bool
    governs: bool
    shown: bool
    max_length: int
    inputmode: str | None
    suffix: str | None
    autocomplete: str | None = None
    search: str = ""
    truncated: bool = False
    lines: int = 4


@dataclass(frozen=True)
class SupplierOptions:
    """The suppliers that a search found, at most so many, and whether there are more."""

    found: Sequence[SupplierFacts] = ()
    truncated: bool = False


@dataclass(frozen=True)
class Form:
    """A form in sections, with the errors to show as (name, label, sentence)."""

    sections: Sequence[tuple[str, Sequence[FormField]]]
    errors: Sequence[tuple[str, str, str]]

    def __iter__(self) -> Iterator[FormField]:
        """Give every field, in order."""
        return (field for _, fields in self.sections for field in fields)

    def field(self, name: str) -> FormField | None:
        """Give a field by its name."""
        return next((field for field in self if field.name == name), None)


async def supplier_options(db: AsyncSession, searched: str, chosen: str) -> SupplierOptions:
    """Find the suppliers to choose from: what the search finds, and always what was chosen."""
    found = list(await suppliers.search(db, searched[:200], SUPPLIERS_SHOWN + 1))
    truncated = len(found) > SUPPLIERS_SHOWN
    shown = found[:SUPPLIERS_SHOWN]
    if chosen and chosen != UNKNOWN_SUPPLIER:
        known = await suppliers.by_creditor_number(db, [chosen])
        shown = [*known.values(), *(each for each in shown if each.creditor_number != chosen)]
    return SupplierOptions(shown, truncated)


async def form_of(
    db: AsyncSession, assessment: Assessment, typed: Typed, errors: Mapping[str, str]
) -> Form:
    """Give the form of a type, filled with what was typed.

    Args:
        db: the transaction to look suppliers up in.
        assessment: how what was typed was read and what the code says of it.
        typed: what was typed.
        errors: what has to be mended, as far as it is shown, by field.
    """
    kind, reading = assessment.kind, assessment.reading
    fields = {
        asked.name: [await _field(db, kind, asked, typed, reading, errors)] for asked in kind.fields
    }
    if PARTY_KNOWN in fields:
        fields[PARTY_KNOWN].append(_same_as(assessment.facts, typed, errors))
    sections = [
        (section.title, [field for name in section.fields for field in fields[name]])
        for section in kind.form
    ]
    listed = [
        (field.name, field.label, field.error)
        for _, section in sections
        for field in section
        if field.error
    ]
    return Form(sections, listed)


def _same_as(facts: Facts, typed: Typed, errors: Mapping[str, str]) -> FormField:
    """Give the question whether the party is a supplier of much the same name.

    An answer that was about other suppliers than those that are offered now is no answer.
    """
    found = [each.supplier for each in facts.offered]
    none = none_of(facts.offered)
    options = [
        *(Choice(each.creditor_number, each.name, each.identification) for each in found),
        Choice(none, "Nee, een andere partij"),
        Choice(NOT_KNOWN, "Weet ik niet"),
    ]
    same = next((each for each in facts.offered if each.answer is Answer.JA), None)
    if typed.get(SAME_AS) == NOT_KNOWN:
        value = NOT_KNOWN
    elif facts.possible:
        value = ""
    else:
        value = same.supplier.creditor_number if same else none
    return FormField(
        name=SAME_AS,
        label="Is dit een van deze leveranciers?",
        hint="De naam lijkt op die van een leverancier van Intermaris.",
        widget="same-as",
        options=options,
        value=value,
        error=errors.get(SAME_AS) if found else None,
        required=True,
        governs=False,
        shown=bool(found),
        max_length=0,
        inputmode=None,
        suffix=None,
    )


async def _field(
    db: AsyncSession,
    kind: DeclarationType,
    asked: Asked,
    typed: Typed,
    reading: Reading,
    errors: Mapping[str, str],
) -> FormField:
    value = typed.get(asked.name, "")
    search = typed.get(f"{asked.name}_zoek", "")
    options: Sequence[Choice] = [Choice(each.value, each.label) for each in asked.kind.options()]
    truncated = False
    if isinstance(asked.kind, KnownSupplier):
        offered = await supplier_options(db, search, value)
        options, truncated = choices(offered), offered.truncated
    elif options:
        value = _slug(asked, reading, value)
    return FormField(
        name=asked.name,
        label=asked.label,
        hint=asked.hint,
        widget=asked.kind.widget,
        options=options,
        value=value,
        error=errors.get(asked.name),
        required=not asked.optional,
        governs=bool(dependents(kind, asked.name)),
        shown=asked.name in reading.shown,
        max_length=asked.kind.max_length,
        inputmode=asked.kind.inputmode,
        suffix=asked.kind.suffix,
        search=search,
        truncated=truncated,
    )


def choices(offered: SupplierOptions) -> Sequence[Choice]:
    """Give suppliers as choices, each with what tells it from another of much the same name."""
    return [Choice(each.creditor_number, each.name, each.identification) for each in offered.found]


def _slug(asked: Asked, reading: Reading, value: str) -> str:
    """Give the slug of a choice, also where an import left its label in the draft."""
    read = reading.values.get(asked.name)
    return value if read is None else asked.kind.typed(read)


def dependents(kind: DeclarationType, name: str) -> Sequence[str]:
    """Give the fields that are asked or not by what this field holds."""
    return [asked.name for asked in kind.fields if asked.when and asked.when.field == name]
