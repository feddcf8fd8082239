"""Raising signals: what comes to light at a submission or an import is put before somebody.

A signal on a party and a supplier is raised once for each declaration, one on an exclusion once for
each revision; raising it again does nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.declarations import Revision
from register.frozen import digest_of_signal
from register.parties import add_keys, known_by
from register.people import Actor
from register.signals import SENTENCE_LENGTH, Answer, Likeness, Signal, SignalKind
from register.suppliers import SupplierFacts
from workflows.facts import Facts, PossibleSupplier


@dataclass(frozen=True)
class Resemblance:
    """That the party of a declaration is, or may be, a supplier.

    Attributes:
        declaration_id: the declaration.
        revision_id: the revision in which the party was named.
        party_name: what the party is called there.
        supplier: what the list says of the supplier.
        how: what they have in common.
        score: how much the names are alike, where that is what they have in common.
    """

    declaration_id: UUID
    revision_id: UUID
    party_name: str
    supplier: SupplierFacts
    how: Likeness
    score: int | None = None

    @property
    def sentence(self) -> str:
        """What whoever settles it reads."""
        what = {
            Likeness.KVK: "heeft hetzelfde KVK-nummer als",
            Likeness.NAAM: "heet net zo als",
            Likeness.LIJKT: "lijkt qua naam op",
        }[self.how]
        listed = f"{self.supplier.name} ({self.supplier.identification})"
        return f"'{self.party_name}' {what} leverancier {listed}."

    @property
    def told(self) -> str:
        """What the audit trail tells."""
        perhaps = "mogelijk " if self.how is Likeness.LIJKT else ""
        return f"de partij is {perhaps}leverancier {called(self.supplier)}"


def called(supplier: SupplierFacts) -> str:
    """Give what the audit trail calls a supplier."""
    return f"{supplier.name} (crediteur {supplier.creditor_number})"


def party_keys(revision: Revision, facts: Facts) -> frozenset[str]:
    """Give what the party of a revision is known by, with what the supplier that it is adds."""
    keys = known_by(
        revision.counterparty_name,
        revision.counterparty_kvk_number,
        revision.counterparty_creditor_number,
    )
    listed = facts.known_supplier
    return keys if listed is None else keys | keys_of_supplier(listed)


async def keep_party(
    db: AsyncSession, actor: Actor, revision: Revision, facts: Facts, now: datetime
) -> None:
    """Keep what the party of a fresh revision is known by, and what the declarant said of it.

    Of every supplier that was offered a signal is raised. What the declarant answered is settled
    with that; what was left open waits for the bestuurssecretaris.

    Args:
        db: the transaction of the submission.
        actor: the declarant.
        revision: the revision that was submitted.
        facts: what it was judged on, with what was offered and answered.
        now: the moment of the submission.
    """
    await add_keys(db, revision.id, party_keys(revision, facts))
    await raise_likenesses(db, [_offered(revision, each) for each in facts.offered], now)
    for each in facts.offered:
        if each.answer is not None:
            await _settle_own(db, actor, revision, each, each.answer, now)


def keys_of_supplier(supplier: SupplierFacts) -> frozenset[str]:
    """Give what a supplier of the list is known by."""
    return known_by(supplier.name, supplier.kvk_number, supplier.creditor_number)


def _offered(revision: Revision, offered: PossibleSupplier) -> Resemblance:
    return Resemblance(
        declaration_id=revision.declaration_id,
        revision_id=revision.id,
        party_name=revision.counterparty_name or "",
        supplier=offered.supplier,
        how=Likeness.LIJKT,
        score=offered.score,
    )


async def _settle_own(
    db: AsyncSession,
    actor: Actor,
    revision: Revision,
    offered: PossibleSupplier,
    answer: Answer,
    now: datetime,
) -> None:
    """Settle with what the declarant answered, where it was not settled already."""
    found = await db.exec(
        select(Signal.id).where(
            Signal.declaration_id == revision.declaration_id,
            Signal.supplier_id == offered.supplier.id,
            col(Signal.answer).is_(None),
        )
    )
    signal_id = found.first()
    if signal_id is not None:
        told = settled_told(answer, offered.supplier)
        await settle_signal(db, actor, revision.declaration_id, signal_id, answer, None, told, now)


def settled_told(answer: Answer, supplier: SupplierFacts | None) -> str:
    """Give what the audit trail tells of how a signal was settled."""
    if supplier is None or answer is Answer.GEZIEN:
        return "gezien"
    if answer is Answer.JA:
        return f"de partij is leverancier {called(supplier)}"
    return f"de partij is een andere dan leverancier {called(supplier)}"


async def settle_signal(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    signal_id: int,
    answer: Answer,
    reason: str | None,
    told: str,
    now: datetime,
    party: frozenset[str] = frozenset(),
) -> None:
    """Write down how an open signal is settled, and that it was.

    ``party`` is what the party is known by from now on, where it turns out to be a supplier.
    """
    await db.exec(
        update(Signal)
        .where(col(Signal.id) == signal_id)
        .values(
            answer=answer,
            reason=reason,
            settled_at=now,
            settled_by=actor.id,
            settled_by_name=actor.name,
        )
        .execution_options(synchronize_session=False)
    )
    await record(
        db,
        declaration_id,
        actor,
        Happening.SIGNAL_SETTLED,
        now,
        signal=signal_id,
        told=told,
        reason=reason,
        party=sorted(party),
        frozen=await digest_of_signal(db, signal_id),
    )


async def raise_likenesses(db: AsyncSession, found: Sequence[Resemblance], now: datetime) -> int:
    """Raise a signal of every pair that never had one; give how many were raised."""
    raised = [
        await _raise(
            db,
            {
                "declaration_id": each.declaration_id,
                "revision_id": each.revision_id,
                "kind": SignalKind.LEVERANCIER,
                "supplier_id": each.supplier.id,
                "how": each.how,
                "score": each.score,
                "sentence": each.sentence,
            },
            each.told,
            now,
        )
        for each in found
    ]
    return sum(raised)


async def raise_exclusion(
    db: AsyncSession, revision: Revision, rule: str, sentence: str, now: datetime
) -> None:
    """Let the bestuurssecretaris know that the code excludes what was submitted.

    Args:
        db: the transaction of the submission.
        revision: the revision that was submitted.
        rule: the id of the rule, such as ``WO-1``.
        sentence: what departs from it, in Dutch.
        now: the moment of the submission.
    """
    await _raise(
        db,
        {
            "declaration_id": revision.declaration_id,
            "revision_id": revision.id,
            "kind": SignalKind.UITSLUITING,
            "sentence": f"De code sluit dit uit ({rule}). {sentence}"[:SENTENCE_LENGTH],
        },
        f"de code sluit dit uit ({rule})",
        now,
    )


async def _raise(db: AsyncSession, columns: dict[str, object], told: str, now: datetime) -> bool:
    """Write a signal and that it was raised; tell whether it was not there yet."""
    made = await db.exec(
        insert(Signal)
        .values(raised_at=now, **columns)
        .on_conflict_do_nothing()
        .returning(Signal.id)  # type: ignore[call-overload]
    )
    signal_id = made.scalar()
    if signal_id is None:
        return False
    await record(
        db,
        str(columns["declaration_id"]),
        None,
        Happening.SIGNAL_RAISED,
        now,
        signal=signal_id,
        told=told,
        frozen=await digest_of_signal(db, signal_id),
    )
    return True
