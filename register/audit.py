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

from sqlalchemy import CheckConstraint, Index, LargeBinary, insert
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
    TAKEN_OVER = "declaration.taken_over"
    SUBMITTED = "declaration.submitted"
    ROUTED = "declaration.routed"
    REROUTED = "declaration.rerouted"
    DEPUTY_NAMED = "office.deputy_named"
    DEPUTY_ENDED = "office.deputy_ended"
    WITHDRAWN = "declaration.withdrawn"
    ENDED = "declaration.ended"
    CHANGE_STARTED = "declaration.change_started"
    CHANGE_DROPPED = "declaration.change_dropped"
    CHANGED = "declaration.changed"
    CHANGE_WITHDRAWN = "declaration.change_withdrawn"
    LEAVER_ENDED = "declaration.ended_for_leaver"
    LEAVER_WITHDRAWN = "declaration.withdrawn_for_leaver"
    LEAVER_KEPT = "declaration.kept_for_leaver"
    REVIEW_OPENED = "review.opened"
    REVIEW_ANSWERED = "review.answered"
    SEEN = "declaration.seen"
    ATTACHMENT_FETCHED = "attachment.fetched"
    STEP_TAKEN = "step.taken"
    ESCALATED = "step.escalated"
    APPROVED = "decision.approved"
    APPROVED_CONDITIONALLY = "decision.approved_conditionally"
    REFUSED = "decision.refused"
    CHANGE_REFUSED = "decision.change_refused"
    ASKED_FOR_MORE = "decision.asked_for_more"
    RECONSIDERATION_ASKED = "declaration.reconsideration_asked"
    CONDITION_REPORTED = "condition.reported"
    CONDITION_ACCEPTED = "condition.accepted"
    CONDITION_RETURNED = "condition.returned"
    CONDITIONS_LAPSED = "condition.lapsed"
    SIGNAL_RAISED = "signal.raised"
    SIGNAL_SETTLED = "signal.settled"
    REQUEST_SENT = "request.sent"
    REQUEST_ANSWERED = "request.answered"
    SIGNED_IN = "office.signed_in"
    SIGNED_OUT = "office.signed_out"
    PEOPLE_IMPORTED = "office.people_imported"
    SUPPLIERS_IMPORTED = "office.suppliers_imported"
    DECLARATIONS_IMPORTED = "office.declarations_imported"
    EXPORTED = "office.exported"
    CONCEPT_DELETED = "office.concept_deleted"
    POLICY_CHANGED = "office.policy_changed"
    TASK_RETRIED = "office.task_retried"
    CAMPAIGN_OPENED = "campaign.opened"
    CAMPAIGN_REMINDED = "campaign.reminded"
    CAMPAIGN_EXEMPTED = "campaign.exempted"
    CAMPAIGN_EXEMPTION_UNDONE = "campaign.exemption_undone"
    CAMPAIGN_CLOSED = "campaign.closed"
    ATTESTED = "campaign.attested"
    FIRST_STATEMENT = "campaign.first_statement"

    @property
    def sentence(self) -> str:
        """The sentence, with the names of the data that it tells between braces."""
        return _SENTENCES[self]


_SENTENCES = {
    Happening.STARTED: "{who} is aan een concept begonnen.",
    Happening.TAKEN_OVER: "{who} heeft dit concept klaargezet. {origin}.",
    Happening.SUBMITTED: "{who} heeft versie {revision} ingediend.",
    Happening.ROUTED: "Ligt ter beoordeling bij {reviewer}. {why}",
    Happening.REROUTED: "De stap die wachtte, gaat naar iemand anders. {why}",
    Happening.DEPUTY_NAMED: (
        "{who} heeft {deputy} aangewezen als plaatsvervanger van {person}, "
        "van {starts_on} tot en met {ends_on}."
    ),
    Happening.DEPUTY_ENDED: "{who} heeft {deputy} als plaatsvervanger van {person} laten stoppen.",
    Happening.WITHDRAWN: "{who} heeft de verklaring ingetrokken.",
    Happening.ENDED: "{who} heeft de verklaring beëindigd per {ends_on}.",
    Happening.CHANGE_STARTED: "{who} is aan een wijziging begonnen.",
    Happening.CHANGE_DROPPED: "{who} heeft de wijziging weggegooid voordat zij was ingediend.",
    Happening.CHANGED: (
        "{who} heeft versie {revision} ingediend, een wijziging. Wat is goedgekeurd, blijft van "
        "kracht tot er een besluit is."
    ),
    Happening.CHANGE_WITHDRAWN: (
        "{who} heeft de wijziging ingetrokken. Wat is goedgekeurd, blijft van kracht."
    ),
    Happening.LEAVER_ENDED: (
        "{who} heeft de verklaring beëindigd per {ends_on}, omdat {declarant} uit dienst is."
    ),
    Happening.LEAVER_WITHDRAWN: (
        "{who} heeft de verklaring ingetrokken, omdat {declarant} uit dienst is. De laatste dag "
        "was {left_on}."
    ),
    Happening.LEAVER_KEPT: (
        "{who} heeft de verklaring laten staan, hoewel {declarant} uit dienst is. De laatste dag "
        "was {left_on}."
    ),
    Happening.REVIEW_OPENED: (
        "Aan de medewerker is gevraagd de verklaring na te kijken, uiterlijk {due_on}."
    ),
    Happening.REVIEW_ANSWERED: "{who} heeft de verklaring nagekeken: {told}.",
    Happening.SEEN: "{who} heeft de verklaring bekeken.",
    Happening.ATTACHMENT_FETCHED: "{who} heeft bijlage {name} gedownload.",
    Happening.STEP_TAKEN: "{who} {did}, als {role}.",
    Happening.ESCALATED: (
        "Er is gemeld aan {told} dat {reviewer} te laat is. De laatste dag was {due_on}."
    ),
    Happening.APPROVED: "{who} heeft de verklaring goedgekeurd als {role}.",
    Happening.APPROVED_CONDITIONALLY: (
        "{who} heeft de verklaring goedgekeurd onder voorwaarden als {role}."
    ),
    Happening.REFUSED: "{who} heeft de verklaring afgewezen als {role}.",
    Happening.CHANGE_REFUSED: (
        "{who} heeft de wijziging afgewezen als {role}. Wat was goedgekeurd, blijft van kracht."
    ),
    Happening.ASKED_FOR_MORE: "{who} heeft om een aanvulling gevraagd als {role}.",
    Happening.RECONSIDERATION_ASKED: "{who} heeft om heroverweging van het besluit gevraagd.",
    Happening.CONDITION_REPORTED: "{who} heeft gemeld dat aan voorwaarde {number} is voldaan.",
    Happening.CONDITION_ACCEPTED: "{who} vindt dat aan voorwaarde {number} is voldaan.",
    Happening.CONDITION_RETURNED: ("{who} vindt dat aan voorwaarde {number} nog niet is voldaan."),
    Happening.CONDITIONS_LAPSED: "Wat nog openstond aan voorwaarden, is vervallen: {why}.",
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
    Happening.DECLARATIONS_IMPORTED: (
        "{who} heeft een oude lijst ingelezen uit {file}: {added} nieuwe concepten, "
        "{unchanged} die er al waren, {skipped} overgeslagen."
    ),
    Happening.EXPORTED: "{who} heeft het register per {as_of} uitgevoerd naar Excel.",
    Happening.CONCEPT_DELETED: "{who} heeft een concept van soort {type} verwijderd.",
    Happening.TASK_RETRIED: "{who} heeft iets dat mislukt was opnieuw laten doen: {task}.",
    Happening.POLICY_CHANGED: "{who} heeft '{label}' gewijzigd van '{old}' in '{new}'.",
    Happening.CAMPAIGN_OPENED: (
        "{who} heeft '{title}' geopend voor {people} medewerkers, met peildatum {reference_day}."
    ),
    Happening.CAMPAIGN_REMINDED: "{who} heeft bij '{title}' {people} medewerkers herinnerd.",
    Happening.CAMPAIGN_EXEMPTED: "{who} heeft {person} vrijgesteld van '{title}'.",
    Happening.CAMPAIGN_EXEMPTION_UNDONE: (
        "{who} heeft de vrijstelling van {person} van '{title}' opgeheven."
    ),
    Happening.CAMPAIGN_CLOSED: "{who} heeft '{title}' gesloten.",
    Happening.ATTESTED: "{who} heeft geantwoord op '{title}': {kind}.",
    Happening.FIRST_STATEMENT: "{who} heeft de eerste opgave gedaan: {kind}.",
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
    event = Event(**_link_of(name, seq, prev_hash, actor, what, now, data))
    db.add(event)
    await db.flush()
    return event


async def begin(
    db: AsyncSession,
    actor: Actor | None,
    what: Happening,
    now: datetime,
    chains: Mapping[UUID, Mapping[str, Any]],
) -> None:
    """Begin many chains at once, each with the same happening.

    No turns are taken: they are the chains of declarations that this transaction makes, on which
    nobody else can write yet.

    Args:
        db: the transaction that the events are part of.
        actor: who did it; ``None`` for the system.
        what: what happened.
        now: when.
        chains: what each event tells, by the key of the declaration.
    """
    links = [_link_of(str(key), 1, GENESIS, actor, what, now, data) for key, data in chains.items()]
    if links:
        await (await db.connection()).execute(insert(Event), links)


def _link_of(
    chain: str,
    seq: int,
    prev_hash: bytes,
    actor: Actor | None,
    what: Happening,
    now: datetime,
    data: Mapping[str, Any],
) -> dict[str, Any]:
    """Give the columns of an event."""
    told = {"who": actor.name if actor else "Het systeem", **plain(data)}
    by = actor.staff_number if actor else SYSTEM
    salt = secrets.token_bytes(16)
    digest = digest_of(salt, told)
    return {
        "chain": chain,
        "seq": seq,
        "at": now,
        "actor": by,
        "action": what.value,
        "data": told,
        "salt": salt,
        "digest": digest,
        "prev_hash": prev_hash,
        "hash": link(prev_hash, chain, seq, now, by, what.value, digest),
    }


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
