"""Settling signals: somebody says whether a party is a supplier, or has seen an exclusion."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.clock import day_of
from register.declarations import Revision
from register.errors import Invalid, NotFound, Stale
from register.parties import add_keys, known_by
from register.people import Actor, Office, offices_of
from register.permissions import Action, may
from register.signals import Answer, Signal, SignalKind
from register.suppliers import SupplierFacts
from register.types.kinds import LongText, Unreadable
from workflows.raising import keys_of_supplier, settle_signal, settled_told
from workflows.transitions import locked

ANSWERS: dict[SignalKind, tuple[Answer, ...]] = {
    SignalKind.LEVERANCIER: (Answer.JA, Answer.NEE),
    SignalKind.UITSLUITING: (Answer.GEZIEN,),
}
"""How a signal of each kind can be settled."""


_KEYS_END = 2**31
"""The first number that is too large to be a key."""


@dataclass(frozen=True)
class TypedAnswer:
    """How somebody settles a signal, as they typed it."""

    answer: str
    reason: str = ""


def settling_office(declarant_offices: Collection[Office]) -> Office:
    """Give the office that settles the signals of somebody who holds these offices today."""
    if Office.BESTUURSSECRETARIS in declarant_offices:
        return Office.DIRECTIE
    return Office.BESTUURSSECRETARIS


def settles(actor: Actor, declarant_id: int, declarant_offices: Collection[Office]) -> bool:
    """Tell whether somebody settles the signals of a declarant; nobody does their own."""
    return (
        may(actor, Action.SETTLE_SIGNALS)
        and actor.id != declarant_id
        and actor.holds(settling_office(declarant_offices))
    )


async def settle(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    signal_id: int,
    typed: TypedAnswer,
    now: datetime,
) -> Answer:
    """Settle a signal, once.

    Raises:
        NotFound: it does not exist, or is not this person's to settle.
        Stale: it was settled since it was on the screen.
        Invalid: the answer or the reason is missing; ``answer`` and ``reason`` name them.
    """
    if not 0 < signal_id < _KEYS_END:
        raise NotFound
    declaration = await locked(db, declaration_id)
    found = await db.exec(
        select(Signal).where(Signal.id == signal_id, Signal.declaration_id == declaration_id)
    )
    signal = found.first()
    offices = await offices_of(db, declaration.declarant_id, day_of(now))
    if signal is None or not settles(actor, declaration.declarant_id, offices):
        raise NotFound
    if signal.answer is not None:
        raise Stale(
            f"{signal.settled_by_name} heeft dit signaal al afgehandeld. "
            "Jouw antwoord is niet opgeslagen."
        )
    answer, reason = _read(typed, signal.kind)
    supplier = await _supplier(db, signal)
    told = settled_told(answer, supplier)
    party: frozenset[str] = frozenset()
    if answer is Answer.JA and supplier is not None:
        party = keys_of_supplier(supplier)
        await _recognise(db, signal, party)
    await settle_signal(db, actor, declaration_id, signal_id, answer, reason, told, now, party)
    return answer


def _read(typed: TypedAnswer, kind: SignalKind) -> tuple[Answer, str | None]:
    errors: dict[str, str] = {}
    possible = {answer.value: answer for answer in ANSWERS[kind]}
    answer = possible.get(typed.answer)
    if answer is None:
        errors["answer"] = "Kies of dit dezelfde partij is."
    if kind is SignalKind.UITSLUITING and answer is not None:
        return answer, None
    reason = ""
    if not typed.reason.strip():
        errors["reason"] = "Schrijf op waaruit dat blijkt."
    else:
        try:
            reason = LongText().read(typed.reason.strip())
        except Unreadable as unreadable:
            errors["reason"] = str(unreadable)
    if errors or answer is None:
        raise Invalid(errors)
    return answer, reason


async def _supplier(db: AsyncSession, signal: Signal) -> SupplierFacts | None:
    if signal.supplier_id is None:
        return None
    return (await suppliers.by_id(db, [signal.supplier_id]))[signal.supplier_id]


async def _recognise(db: AsyncSession, signal: Signal, party: frozenset[str]) -> None:
    """Add what a supplier is known by to every revision that names the same party."""
    rows = await db.exec(
        select(Revision.id, Revision.counterparty_name, Revision.counterparty_kvk_number).where(
            Revision.declaration_id == signal.declaration_id
        )
    )
    named = {key: known_by(name, kvk_number, None) for key, name, kvk_number in rows}
    for key, keys in named.items():
        if keys & named[signal.revision_id]:
            await add_keys(db, key, party)
