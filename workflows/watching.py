"""Looking the other way: live declarations whose party turns out to be a supplier of the list.

A form looks for its party in the list of suppliers; when the list changes, what changed in it is
looked for among the parties.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, func, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.declarations import Declaration, Revision
from register.parties import CREDITOR_KEY, PartyKey, creditor_key
from register.signals import Answer, Likeness, Signal
from register.supplier_list import close_list
from register.suppliers import SupplierFacts, normal_form
from workflows.likeness import alike, word_sorted
from workflows.raising import Resemblance, raise_likenesses
from workflows.subjects import LIVE, newest

_AT_A_TIME = 2_000
"""How many rows are read at once."""


@dataclass(frozen=True)
class NamedParty:
    """The party of a live declaration that was named, not chosen from the list.

    Attributes:
        declaration_id: the declaration.
        revision_id: its newest revision.
        name: what the party is called there.
        kvk_number: its KVK number, where that is given.
        suppliers: the keys of the suppliers that it is known to be.
    """

    declaration_id: UUID
    revision_id: UUID
    name: str
    kvk_number: str | None
    suppliers: frozenset[str] = frozenset()


async def look_again(db: AsyncSession, creditor_numbers: Sequence[str], now: datetime) -> int:
    """Raise a signal of every live declaration whose party is, or may be, one of these suppliers.

    A pair that had a signal before, or of which it was known already, gets none.

    Args:
        db: the transaction in which the suppliers were added or changed.
        creditor_numbers: which suppliers those are.
        now: the moment.

    Returns:
        How many signals were raised.
    """
    if not creditor_numbers:
        return 0
    await close_list(db)
    parties = await _parties(db)
    listed = await _listed(db, creditor_numbers)
    found = await asyncio.to_thread(lambda: list(resemblances(listed, parties)))
    return await raise_likenesses(db, await _unsignalled(db, found), now)


def resemblances(
    listed: Sequence[SupplierFacts], parties: Sequence[NamedParty]
) -> Iterator[Resemblance]:
    """Give every pair of a party and a supplier that it is, or may be, and was not known to be.

    A party that is known to be a supplier is not held to be like another one, but may be the same
    as another one: a company can stand in the list twice.
    """
    by_kvk_number: defaultdict[str, list[NamedParty]] = defaultdict(list)
    by_name: defaultdict[str, list[NamedParty]] = defaultdict(list)
    for party in parties:
        by_name[party.name].append(party)
        if party.kvk_number:
            by_kvk_number[party.kvk_number].append(party)
    by_normal_name: defaultdict[str, list[NamedParty]] = defaultdict(list)
    for name, same in by_name.items():
        by_normal_name[normal_form(name)] += same
    by_normal_name.pop("", None)
    told: set[tuple[UUID, int]] = set()
    for supplier, party, how, score in (
        *_exact(listed, by_kvk_number, by_normal_name),
        *_alike(listed, by_normal_name),
    ):
        pair = party.declaration_id, supplier.id
        if pair not in told and creditor_key(supplier.creditor_number) not in party.suppliers:
            told.add(pair)
            yield Resemblance(
                party.declaration_id, party.revision_id, party.name, supplier, how, score
            )


_Pair = tuple[SupplierFacts, NamedParty, Likeness, int | None]


def _exact(
    listed: Iterable[SupplierFacts],
    by_kvk_number: Mapping[str, Sequence[NamedParty]],
    by_normal_name: Mapping[str, Sequence[NamedParty]],
) -> Iterator[_Pair]:
    for supplier in listed:
        for party in by_kvk_number.get(supplier.kvk_number or "", ()):
            yield supplier, party, Likeness.KVK, None
        for party in by_normal_name.get(normal_form(supplier.name), ()):
            yield supplier, party, Likeness.NAAM, None


def _alike(
    listed: Sequence[SupplierFacts], by_normal_name: Mapping[str, Sequence[NamedParty]]
) -> Iterator[_Pair]:
    """Compare all names with all suppliers, going through the shorter of the two lists."""
    unknown = [
        (word_sorted(name), unmatched)
        for name, parties in by_normal_name.items()
        if (unmatched := [party for party in parties if not party.suppliers])
    ]
    names = [name for name, _ in unknown]
    supplier_names = [word_sorted(normal_form(supplier.name)) for supplier in listed]
    if len(listed) < len(unknown):
        pairs = (
            (supplier, place, score)
            for supplier, name in zip(listed, supplier_names, strict=True)
            for place, score in (alike(name, names) if name else ())
        )
    else:
        pairs = (
            (listed[at], place, score)
            for place, name in enumerate(names)
            for at, score in alike(name, supplier_names)
        )
    for supplier, place, score in pairs:
        for party in unknown[place][1]:
            yield supplier, party, Likeness.LIJKT, score


async def _parties(db: AsyncSession) -> list[NamedParty]:
    """Give the parties of live declarations that were named, by declaration."""
    known = (
        select(func.array_agg(PartyKey.key))
        .where(
            col(PartyKey.revision_id) == Revision.id,
            col(PartyKey.key).startswith(CREDITOR_KEY),
        )
        .correlate(Revision)
        .scalar_subquery()
    )
    query = (
        select(  # type: ignore[call-overload]
            Declaration.id,
            Revision.id,
            Revision.counterparty_name,
            Revision.counterparty_kvk_number,
            known,
        )
        .select_from(Declaration)
        .join(Revision, newest())
        .where(
            col(Declaration.status).in_(LIVE),
            col(Revision.counterparty_name).is_not(None),
            col(Revision.counterparty_creditor_number).is_(None),
        )
        .order_by(Declaration.id)
    )
    connection = await db.connection()
    found: list[NamedParty] = []
    async with connection.stream(query.execution_options(yield_per=_AT_A_TIME)) as result:
        async for part in result.partitions():
            found += [
                NamedParty(key, revision_id, name, kvk_number, frozenset(keys or ()))
                for key, revision_id, name, kvk_number, keys in part
            ]
    return found


async def _listed(db: AsyncSession, creditor_numbers: Sequence[str]) -> list[SupplierFacts]:
    found: list[SupplierFacts] = []
    for start in range(0, len(creditor_numbers), _AT_A_TIME):
        part = creditor_numbers[start : start + _AT_A_TIME]
        found += (await suppliers.by_creditor_number(db, part)).values()
    return found


async def _unsignalled(db: AsyncSession, found: Sequence[Resemblance]) -> list[Resemblance]:
    """Leave out the pairs that had a signal before.

    That a name was not held to be the same does not silence a number or a name that is the same: a
    declarant may have said so, and what they have in common has changed since.
    """
    declarations = sorted({each.declaration_id for each in found})
    rows = await db.exec(
        select(Signal.declaration_id, Signal.supplier_id, Signal.how, Signal.answer).where(
            col(Signal.declaration_id) == any_(literal(declarations, ARRAY(Uuid)))
        )
    )
    had: set[tuple[UUID, int | None]] = set()
    denied: set[tuple[UUID, int | None]] = set()
    for declaration_id, supplier_id, how, answer in rows:
        mere = how is Likeness.LIJKT and answer is Answer.NEE
        (denied if mere else had).add((declaration_id, supplier_id))
    fresh = [
        each
        for each in found
        for pair in [(each.declaration_id, each.supplier.id)]
        if pair not in had and (each.how is not Likeness.LIJKT or pair not in denied)
    ]
    return sorted(fresh, key=lambda each: (each.declaration_id, each.supplier.id))
