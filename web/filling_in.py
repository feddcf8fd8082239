"""A form as it is filled in now: its fields, the fields that explain, and the panel beside them.

Declaring and asking beforehand show the same; what a check while typing answers is made here too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from register.types.reading import Typed
from register.types.record import DeclarationType
from web.assessment_panel import Panel, panel_of
from web.explaining import Explaining, explaining
from web.forms import Form, FormField, dependents, form_of
from workflows.assessment import Assessment
from workflows.drafting import SAME_AS


@dataclass(frozen=True)
class Pieces:
    """The pieces of a form that a check while typing sends back.

    Attributes:
        left: the field that was left, with its message; ``None`` where none was.
        changed: the fields that may have come or gone.
        explaining: the fields in which departures are explained, as they come when one begins to
            depart: nobody has forgotten anything yet.
    """

    left: FormField | None
    changed: Sequence[FormField]
    explaining: Sequence[Explaining]


@dataclass(frozen=True)
class FilledIn:
    """A form as it is filled in now.

    Attributes:
        kind: the type of declaration.
        form: the fields.
        explaining: the fields in which departures are explained, by rule.
        toets: the panel *Toets aan de code*.
    """

    kind: DeclarationType
    form: Form
    explaining: Sequence[Explaining]
    toets: Panel

    @property
    def errors(self) -> Sequence[tuple[str, str, str]]:
        """What has to be mended as (name, label, sentence): the form first, then explanations."""
        unexplained = [error for each in self.explaining for error in each.errors()]
        return [*self.form.errors, *unexplained]

    def pieces(self, left: str | None, *, with_suppliers: bool = True) -> Pieces:
        """Give what changes on the page.

        Args:
            left: the name of the field that was left, if one was.
            with_suppliers: whether suppliers of much the same name may be told.
        """
        found = next((field for field in self._fields() if field.name == left), None)
        if found and not found.value:
            # Whoever tabs through an empty field has not made a mistake yet.
            found = replace(found, error=None)
        names = {*(dependents(self.kind, left) if left else ())}
        if with_suppliers:
            names.add(SAME_AS)
        changed = [replace(field, error=None) for field in self.form if field.name in names]
        return Pieces(found, changed, [each.without_errors() for each in self.explaining])

    def _fields(self) -> Iterator[FormField]:
        yield from self.form
        for each in self.explaining:
            yield from each.fields


async def filled_in(
    db: AsyncSession, assessment: Assessment, typed: Typed, errors: Mapping[str, str]
) -> FilledIn:
    """Give a form as it is filled in now.

    Args:
        db: the transaction to look suppliers up in.
        assessment: what the code says of what was typed.
        typed: what was typed.
        errors: what has to be mended, as far as it is shown, by field.
    """
    return FilledIn(
        kind=assessment.kind,
        form=await form_of(db, assessment, typed, errors),
        explaining=explaining(assessment, typed, errors),
        toets=panel_of(assessment),
    )
