"""The versions of a declaration: which is in force, which is a change of it, and what preceded."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import Transition
from register.declarations import Declaration
from register.types.record import DeclarationType
from workflows.revisions import RevisionView, revisions_of
from workflows.transitions import Move

_APPROVING = [move.value for move in Move if move.approves]


@dataclass(frozen=True)
class Versions:
    """What was submitted of a declaration.

    Attributes:
        declaration: the declaration.
        revisions: what was submitted, first one first.
        approved: the keys of the revisions that came into force, in order.
    """

    declaration: Declaration
    revisions: Sequence[RevisionView]
    approved: Sequence[UUID]

    @property
    def newest(self) -> RevisionView | None:
        """What was submitted last."""
        return self.revisions[-1] if self.revisions else None

    @property
    def in_force(self) -> RevisionView | None:
        """What was approved last; it stays so while a change of it waits for a decision."""
        held = self.declaration.in_force_id
        return next((each for each in self.revisions if each.revision.id == held), None)

    @property
    def current(self) -> RevisionView | None:
        """What tells how the declaration now is; see :func:`workflows.subjects.newest`."""
        return self.newest if self.declaration.under_change else self.in_force or self.newest

    @property
    def previous(self) -> RevisionView | None:
        """What the current one is held against: what was in force before it, else the one before.

        While a change waits that is what is in force: a change that was refused before it, or its
        own version before an answer, tells nobody what becomes different.
        """
        current = self.current
        if current is None:
            return None
        before = self._before(current)
        in_force = [each for each in before if each.revision.id in self.approved]
        return next(reversed(in_force or before), None)

    @property
    def turned_down(self) -> RevisionView | None:
        """The last change, where it was refused or withdrawn and nothing came after it."""
        return None if self.newest is self.current else self.newest

    def _before(self, current: RevisionView) -> list[RevisionView]:
        number = current.revision.revision_number
        return [each for each in self.revisions if each.revision.revision_number < number]


async def versions_of(
    db: AsyncSession, kind: DeclarationType, declaration: Declaration
) -> Versions:
    """Give the versions of a declaration, in five queries."""
    found = await db.exec(
        select(Transition.revision_id)
        .where(Transition.declaration_id == declaration.id, col(Transition.action).in_(_APPROVING))
        .order_by(col(Transition.id))
    )
    return Versions(
        declaration,
        await revisions_of(db, kind, declaration.id),
        [each for each in found if each is not None],
    )
