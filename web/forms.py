"""The form of a declaration as templates show it: view models from the typed records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.suppliers import SupplierFacts
from register.types.codes import KnownSupplier
from register.types.fields import Asked
from register.types.kinds import UNKNOWN_SUPPLIER
from register.types.reading import Reading, Typed
from register.types.record import DeclarationType

SUPPLIERS_SHOWN = 8


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


@dataclass(frozen=True)
class SupplierOptions:
    """The suppliers that a search found, at most so many, and whether there are more."""

    found: Sequence[SupplierFacts] = ()
    truncated: bool = False


@dataclass(frozen=True)
class Form:
    """A form in sections, with the errors to show."""

    sections: Sequence[tuple[str, Sequence[FormField]]]
    errors: Sequence[tuple[str, str, str]]

    def field(self, name: str) -> FormField | None:
        """Give a field by its name."""
        every = (field for _, fields in self.sections for field in fields)
        return next((field for field in every if field.name == name), None)


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
    db: AsyncSession,
    kind: DeclarationType,
    typed: Typed,
    reading: Reading,
    *,
    with_errors: bool,
) -> Form:
    """Give the form of a type, filled with what was typed.

    Args:
        db: the transaction to look suppliers up in.
        kind: the type of declaration.
        typed: what was typed.
        reading: how that was read.
        with_errors: whether to show what has to be mended.
    """
    errors: Mapping[str, str] = reading.errors if with_errors else {}
    fields = {
        asked.name: await _field(db, kind, asked, typed, reading, errors) for asked in kind.fields
    }
    sections = [(section.title, [fields[name] for name in section.fields]) for section in kind.form]
    listed = [
        (field.name, field.label, field.error)
        for _, section in sections
        for field in section
        if field.error
    ]
    return Form(sections, listed)


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
