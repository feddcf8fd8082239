"""The audit trail: what happened, in chains of events that show whether anything was altered.

Each declaration has a chain of its own and the office has one (``kantoor``: sign-ins, imports,
exports). An event holds

    digest = SHA-256(salt ‖ canonical JSON of data)
    hash   = SHA-256(previous hash ‖ canonical JSON of [chain, seq, at, actor, action, digest])

so that what an event says can one day be erased (its data and salt emptied) while the chain still
verifies. The database refuses every other change to an event, whoever asks (``append_only``).
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.people import Actor
from register.storage import take_turn
from register.tables import JSON_DOCUMENT, MOMENT, SQLModel

OFFICE_CHAIN = "kantoor"
SYSTEM = "systeem"
"""The actor of what no person did."""
GENESIS = b"\x00" * 32
"""The previous hash of a chain's first event."""


class Happening(StrEnum):
    """What can happen, as a dotted tag; each knows the sentence that people read."""

    STARTED = "declaration.started"
    SUBMITTED = "declaration.submitted"
    ROUTED = "declaration.routed"
    WITHDRAWN = "declaration.withdrawn"
    ENDED = "declaration.ended"
    SEEN = "declaration.seen"
    STEP_TAKEN = "step.taken"
    APPROVED = "decision.approved"
    APPROVED_CONDITIONALLY = "decision.approved_conditionally"
    REFUSED = "decision.refused"
    ASKED_FOR_MORE = "decision.asked_for_more"
    SIGNAL_RAISED = "signal.raised"
    SIGNAL_SETTLED = "signal.settled"
    REQUEST_SENT = "request.sent"
    REQUEST_ANSWERED = "request.answered"
    SIGNED_IN = "office.signed_in"
    SIGNED_OUT = "office.signed_out"
    PEOPLE_IMPORTED = "office.people_imported"
    SUPPLIERS_IMPORTED = "office.suppliers_imported"
    EXPORTED = "office.exported"
    CONCEPT_DELETED = "office.concept_deleted"
    POLICY_CHANGED = "office.policy_changed"

    @property
    def sentence(self) -> str:
        """The sentence, with the names of the data that it tells between braces."""
        return _SENTENCES[self]


_SENTENCES = {
    Happening.STARTED: "{who} is aan een concept begonnen.",
    Happening.SUBMITTED: "{who} heeft versie {revision} ingediend.",
    Happening.ROUTED: "Ligt ter beoordeling bij {reviewer}. {why}",
    Happening.WITHDRAWN: "{who} heeft de verklaring ingetrokken.",
    Happening.ENDED: "{who} heeft de verklaring beëindigd per {ends_on}.",
    Happening.SEEN: "{who} heeft de verklaring bekeken.",
    Happening.STEP_TAKEN: "{who} {did}, als {role}.",
    Happening.APPROVED: "{who} heeft de verklaring goedgekeurd als {role}.",
    Happening.APPROVED_CONDITIONALLY: (
        "{who} heeft de verklaring goedgekeurd onder voorwaarden als {role}."
    ),
    Happening.REFUSED: "{who} heeft de verklaring afgewezen als {role}.",
    Happening.ASKED_FOR_MORE: "{who} heeft om een aanvulling gevraagd als {role}.",
    Happening.SIGNAL_RAISED: "Er is een signaal: {told}.",
    Happening.SIGNAL_SETTLED: "{who} heeft een signaal afgehandeld: {told}.",
    Happening.REQUEST_SENT: (
        "{who} heeft gevraagd de verklaring opnieuw te bekijken. Onder editie {edition} van de "
        "code wijkt zij af van {rules}."
    ),
    Happening.REQUEST_ANSWERED: (
        "{who} heeft geantwoord op het verzoek om de verklaring opnieuw te bekijken."
    ),
    Happening.SIGNED_IN: "{who} heeft zich aangemeld.",
    Happening.SIGNED_OUT: "{who} heeft zich afgemeld.",
    Happening.PEOPLE_IMPORTED: (
        "{who} heeft medewerkers ingelezen uit {file}: {added} nieuw, {changed} gewijzigd, "
        "{ended} uit dienst."
    ),
    Happening.SUPPLIERS_IMPORTED: (
        "{who} heeft leveranciers ingelezen uit {file}: {added} nieuw, {changed} gewijzigd."
    ),
    Happening.EXPORTED: "{who} heeft het register per {as_of} uitgevoerd naar Excel.",
    Happening.CONCEPT_DELETED: "{who} heeft een concept van soort {type} verwijderd.",
    Happening.POLICY_CHANGED: "{who} heeft '{label}' gewijzigd van '{old}' in '{new}'.",
}


class Event(SQLModel, table=True):
    """One link of a chain. Never changed, never removed."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counted_from_one"),
        CheckConstraint("(data IS NULL) = (salt IS NULL)", name="erased_whole"),
        CheckConstraint("octet_length(hash) = 32", name="hash_length"),
        Index(None, "at"),
    )

    chain: str = Field(max_length=60, primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=MOMENT)
    actor: str = Field(max_length=20)
    action: str = Field(max_length=60)
    data: dict[str, Any] | None = Field(default=None, sa_type=JSON_DOCUMENT)
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    digest: bytes = Field(sa_type=LargeBinary)
    prev_hash: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


def canonical(value: Any) -> str:
    """Write a value as canonical JSON: one way only to write one thing.

    Keys are sorted, nothing is spaced, text is Unicode as it is. Dates and moments are ISO 8601
    (moments in UTC with six decimals), decimals their digits, bytes hexadecimal.

    Raises:
        TypeError: the value holds something whose notation is not settled, such as a float.
    """
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def plain(value: Any) -> Any:  # noqa: PLR0911 — one return a notation
    """Give a value as JSON knows it; see :func:`canonical` for the notation."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes():
            return value.hex()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no settled notation.")


def digest_of(salt: bytes, data: Mapping[str, Any]) -> bytes:
    """Give the digest of what an event says: SHA-256 of its salt and its canonical JSON."""
    return hashlib.sha256(salt + canonical(data).encode()).digest()


def link(
    prev_hash: bytes, chain: str, seq: int, at: datetime, actor: str, action: str, digest: bytes
) -> bytes:
    """Give the hash of an event, which holds it to all that went before it in its chain."""
    told = canonical([chain, seq, at, actor, action, digest])
    return hashlib.sha256(prev_hash + told.encode()).digest()


async def record(
    db: AsyncSession,
    chain: UUID | str,
    actor: Actor | None,
    what: Happening,
    now: datetime,
    **data: Any,
) -> Event:
    """Add an event to the end of a chain.

    Whoever adds to a chain holds its turn until the transaction ends, so that every event knows the
    one before it.

    Args:
        db: the transaction that the event is part of.
        chain: the declaration's key, or ``OFFICE_CHAIN``.
        actor: who did it; ``None`` for the system.
        what: what happened.
        now: when.
        data: the values that its sentence tells, and more that belongs to the proof.
    """
    name = str(chain)
    await take_turn(db, f"chain {name}")
    last = (
        await db.exec(
            select(Event.seq, Event.hash)
            .where(Event.chain == name)
            .order_by(col(Event.seq).desc())
            .limit(1)
        )
    ).first()
    seq, prev_hash = (last[0] + 1, last[1]) if last else (1, GENESIS)
    told = {"who": actor.name if actor else "Het systeem", **plain(data)}
    by = actor.staff_number if actor else SYSTEM
    salt = secrets.token_bytes(16)
    digest = digest_of(salt, told)
    event = Event(
        chain=name,
        seq=seq,
        at=now,
        actor=by,
        action=what.value,
        data=told,
        salt=salt,
        digest=digest,
        prev_hash=prev_hash,
        hash=link(prev_hash, name, seq, now, by, what.value, digest),
    )
    db.add(event)
    await db.flush()
    return event


async def begun(db: AsyncSession, chain: UUID | str) -> bool:
    """Tell whether anything was ever written on a chain."""
    found = await db.exec(select(Event.seq).where(Event.chain == str(chain)).limit(1))
    return found.first() is not None


def sentence(action: str, data: Mapping[str, Any] | None) -> str:
    """Tell an event as a sentence. What was erased is said to have been erased."""
    if data is None:
        return "De inhoud van deze gebeurtenis is gewist."
    readable = {key: _readable(value) for key, value in data.items()}
    return Happening(action).sentence.format_map(readable).strip()


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return f"{date.fromisoformat(value):%d-%m-%Y}"
        except ValueError:
            return value
    return value
