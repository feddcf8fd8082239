"""The rows in which the register of a moment is found: what had happened by then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, null, or_, select, true
from sqlalchemy.sql.selectable import LateralFromClause

from register.decisions import Transition
from register.declarations import Declaration, Revision, Status
from register.tables import metadata
from reports.register_filter import Findable, RegisterFilter
from workflows.transitions import Move

_declaration = metadata.tables[str(Declaration.__tablename__)]
_revision = metadata.tables[str(Revision.__tablename__)]
_transition = metadata.tables[str(Transition.__tablename__)]

_WAITING = (Status.INGEDIEND, Status.AANVULLING)
_APPROVING = [move.value for move in Move if move.approves]


@dataclass(frozen=True)
class Then:
    """The rows of a moment.

    Attributes:
        moved: the last change of state by then.
        approved: the last approval by then, with the revision that came into force.
        newest: the revision that tells how the declaration was: in force, or waiting.
        source: all of it, joined to the declarations.
    """

    moved: LateralFromClause
    approved: LateralFromClause
    newest: LateralFromClause
    source: FromClause

    @classmethod
    def of(cls, moment: datetime) -> "Then":
        """Give the rows of a moment."""
        moved = (
            select(_transition.c.to_status, _transition.c.at, _transition.c.why)
            .where(_transition.c.declaration_id == _declaration.c.id, _transition.c.at <= moment)
            .order_by(_transition.c.at.desc(), _transition.c.id.desc())
            .limit(1)
            .lateral("moved")
        )
        approved = (
            select(_transition.c.revision_id, _transition.c.to_status, _revision.c.revision_number)
            .join(_revision, _revision.c.id == _transition.c.revision_id)
            .where(
                _transition.c.declaration_id == _declaration.c.id,
                _transition.c.action.in_(_APPROVING),
                _transition.c.at <= moment,
            )
            .order_by(_transition.c.at.desc(), _transition.c.id.desc())
            .limit(1)
            .lateral("approved")
        )
        newest = (
            select(_revision)
            .where(
                _revision.c.declaration_id == _declaration.c.id,
                _revision.c.submitted_at <= moment,
                or_(
                    approved.c.revision_id.is_(None),
                    moved.c.to_status.in_(_WAITING),
                    _revision.c.id == approved.c.revision_id,
                ),
            )
            .order_by(_revision.c.revision_number.desc())
            .limit(1)
            .lateral("newest")
        )
        source = _declaration.join(moved, true()).outerjoin(approved, true()).join(newest, true())
        return cls(moved, approved, newest, source)

    def while_changing(self, value: ColumnElement[Any]) -> Any:
        """Give a value while a change waited for a decision, else nothing."""
        return if_(self.moved.c.to_status.in_(_WAITING), value)

    @property
    def findable(self) -> Findable:
        """The columns in which declarations are found."""
        return Findable(
            type=_declaration.c.type,
            number=_declaration.c.number,
            submitted_at=_declaration.c.submitted_at,
            status=self.moved.c.to_status,
            revision=self.newest.c,
        )

    def held(self, moment: datetime, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        """Give the conditions that a declaration stood then, and is wanted."""
        return [_declaration.c.submitted_at <= moment, *wanted.conditions(self.findable)]


def if_(condition: ColumnElement[bool], value: Any) -> Any:
    """Give a value where a condition holds, else nothing."""
    return case((condition, value), else_=null())
