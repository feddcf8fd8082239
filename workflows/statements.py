"""What a statement (*opgave*) is about: all that the register holds of somebody, as it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import canonical
from register.decisions import Transition
from register.declarations import APPROVED, Declaration, Revision, Status
from register.types import TYPES
from workflows.subjects import LIVE, newest


class Said(StrEnum):
    """What a statement says of one declaration."""

    KLOPT = "klopt"
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    BEEINDIGD = "beeindigd"

    @property
    def label(self) -> str:
        """What people read."""
        return _SAID_LABELS[self]


_SAID_LABELS = {
    Said.KLOPT: "Klopt nog",
    Said.NIEUW: "Nieuw gemeld, en klopt",
    Said.GEWIJZIGD: "Gewijzigd, en klopt nu",
    Said.BEEINDIGD: "Beëindigd",
}


@dataclass(frozen=True)
class Held:
    """A declaration that the register holds of somebody.

    Attributes:
        id: its key.
        number: how it is called.
        type: the slug of its type.
        headline: what is declared, in a few words.
        version: the number of the revision that is shown: of what is in force that which is, else
            the newest.
        status: the state that it is in.
        stands: while a change of it waits for a decision, the state of what stays in force.
        changing: whether its declarant is typing a change that was not submitted.
        said: what a statement says of it, where its declarant finds that it is right.
    """

    id: UUID
    number: str
    type: str
    headline: str
    version: int
    status: Status
    stands: Status | None
    changing: bool
    said: Said = Said.KLOPT

    @property
    def type_title(self) -> str:
        """What people call its type."""
        return TYPES[self.type].title

    @property
    def is_live(self) -> bool:
        """Whether it is live, and its declarant has to say whether it is right."""
        return self.said is not Said.BEEINDIGD

    def row(self) -> dict[str, Any]:
        """Give what an attestation keeps of it."""
        return {
            "number": self.number,
            "type": self.type,
            "headline": self.headline,
            "version": self.version,
            "status": self.status.value,
            "said": self.said.value,
        }


@dataclass(frozen=True)
class Concept:
    """Something that somebody began to declare, and did not submit."""

    id: UUID
    type_title: str
    changed_at: datetime


async def held(db: AsyncSession, person_id: int, since: datetime) -> Sequence[Held]:
    """Give what stands of somebody, and what was ended since a moment, by number, in one query."""
    ended_at = (
        select(func.max(Transition.at))
        .where(
            Transition.declaration_id == Declaration.id, Transition.to_status == Status.BEEINDIGD
        )
        .scalar_subquery()
    )
    in_force = col(Declaration.status).in_((*APPROVED, Status.BEEINDIGD))
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Declaration.id,
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Revision.revision_number,
            Declaration.status,
            Declaration.stands,
            col(Declaration.changing_since).is_not(None),
            Revision.submitted_at,
        )
        .join(
            Revision,
            or_(
                and_(in_force, col(Revision.id) == Declaration.in_force_id),
                and_(~in_force, newest()),
            ),
        )
        .where(
            Declaration.declarant_id == person_id,
            or_(
                col(Declaration.status).in_(LIVE),
                and_(Declaration.status == Status.BEEINDIGD, ended_at >= since),  # type: ignore[arg-type]
            ),
        )
        .order_by(col(Declaration.year), col(Declaration.sequence))
    )
    return [_held(*row, since=since) for row in rows]


def _held(*row: Any, since: datetime) -> Held:
    *shown, submitted_at = row
    found = Held(*shown)
    if found.status is Status.BEEINDIGD:
        return replace(found, said=Said.BEEINDIGD)
    if submitted_at < since:
        return found
    return replace(found, said=Said.NIEUW if found.version == 1 else Said.GEWIJZIGD)


async def concepts(db: AsyncSession, person_id: int) -> Sequence[Concept]:
    """Give what somebody began and did not submit, the newest first, in one query."""
    rows = await db.exec(
        select(Declaration.id, Declaration.type, Declaration.updated_at)
        .where(Declaration.declarant_id == person_id, Declaration.status == Status.CONCEPT)
        .order_by(col(Declaration.updated_at).desc())
        .limit(50)
    )
    return [Concept(key, TYPES[slug].title, changed_at) for key, slug, changed_at in rows]


def digest_of(campaign_id: int | None, before: int, rows: Sequence[Held]) -> str:
    """Give the digest of what is on the screen: what stands, and what was said before."""
    told = canonical([campaign_id, before, [each.row() for each in rows]])
    return hashlib.sha256(told.encode()).hexdigest()
