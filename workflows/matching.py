"""Which supplier of the list the party of a declaration is, or may be.

On the KVK number first, then on the normal form of the name; either counts, whatever anybody
answered. Else on what a person confirmed. Else the suppliers with much the same name are offered,
for a person to say whether one of them is the same party.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.declarations import Revision
from register.parties import Keys, known_by
from register.signals import Answer, Signal
from register.suppliers import SupplierFacts, normal_form
from register.types.record import Counterparty
from workflows.subjects import Subject
from workflows.supplier_names import SupplierNames, supplier_names

OFFERED = 3
"""How many suppliers are offered at most; every supplier is compared."""
_NONE = "nee"


@dataclass(frozen=True)
class PossibleSupplier:
    """A supplier that may be the party that was named.

    Attributes:
        supplier: what the list says of it.
        score: how much the names are alike, from 0 to 100.
        answer: what the declarant says of it; ``None`` while that is open.
    """

    supplier: SupplierFacts
    score: int
    answer: Answer | None = None


@dataclass(frozen=True)
class Match:
    """Which supplier a party is.

    Attributes:
        chosen: the supplier that was chosen from the list, as the list now has it.
        matched: for a party that was named, the supplier that it is.
        offered: the suppliers that it may be, most alike first, where it is not known.
    """

    chosen: SupplierFacts | None = None
    matched: SupplierFacts | None = None
    offered: tuple[PossibleSupplier, ...] = ()


def none_of(offered: Iterable[PossibleSupplier]) -> str:
    """Give the answer that a party is none of these suppliers.

    It names them, so that it does not count for others that are offered once the name has changed.
    """
    return " ".join([_NONE, *(each.supplier.creditor_number for each in offered)])


def answered(
    offered: Sequence[PossibleSupplier], same_as: str | None
) -> tuple[PossibleSupplier, ...]:
    """Give what was offered with what a person answered.

    Args:
        offered: suppliers of which nothing was said yet.
        same_as: the creditor number of the one that it is, which it then is not of the others; or
            that it is none of them: those that are named, or all. Anything else is no answer.
    """
    words = (same_as or "").split()
    if words[:1] == [_NONE]:
        refused = frozenset(words[1:] or (each.supplier.creditor_number for each in offered))
        return tuple(
            PossibleSupplier(each.supplier, each.score, Answer.NEE)
            if each.supplier.creditor_number in refused
            else each
            for each in offered
        )
    if not any([each.supplier.creditor_number] == words for each in offered):
        return tuple(offered)
    return tuple(
        PossibleSupplier(
            each.supplier,
            each.score,
            Answer.JA if each.supplier.creditor_number in words else Answer.NEE,
        )
        for each in offered
    )


async def match(db: AsyncSession, subjects: Sequence[Subject]) -> list[Match]:
    """Tell for each subject which supplier its party is, in at most four queries for all.

    Where the list of suppliers changed, their names are read anew besides.
    """
    listed = await _listed(db, [subject.party for subject in subjects])
    found = [listed.match(subject.party) for subject in subjects]
    unsure = [
        place
        for place, subject in enumerate(subjects)
        if subject.party is not None and found[place] == Match()
    ]
    if unsure:
        likely = await _likely(db, [subjects[place] for place in unsure])
        for place, each in zip(unsure, likely, strict=True):
            found[place] = each
    return found


@dataclass(frozen=True)
class _Listed:
    """What the list says of the parties of a batch; the oldest supplier of a number or name."""

    by_id: Mapping[int, SupplierFacts] = field(default_factory=dict)
    by_kvk_number: Mapping[str, SupplierFacts] = field(default_factory=dict)
    by_name: Mapping[str, SupplierFacts] = field(default_factory=dict)

    def match(self, party: Counterparty | None) -> Match:
        if party is None:
            return Match()
        if party.supplier is not None:
            return Match(chosen=self.by_id.get(party.supplier.id))
        on_number = self.by_kvk_number.get(party.kvk_number or "")
        return Match(matched=on_number or self.by_name.get(normal_form(party.name or "")))


async def _listed(db: AsyncSession, parties: Iterable[Counterparty | None]) -> _Listed:
    """Look up the suppliers that were chosen, or have the number or the name of who was named."""
    known = [party for party in parties if party is not None]
    named = [party for party in known if party.supplier is None]
    found = await suppliers.by_any(
        db,
        ids={party.supplier.id for party in known if party.supplier is not None},
        kvk_numbers={party.kvk_number for party in named if party.kvk_number},
        normal_names={normal_form(party.name or "") for party in named} - {""},
    )
    newest_first = list(reversed(found))
    return _Listed(
        by_id={each.id: each for each in found},
        by_kvk_number={each.kvk_number: each for each in newest_first if each.kvk_number},
        by_name={normal_form(each.name): each for each in newest_first},
    )


@dataclass(frozen=True)
class _Settled:
    """What was answered before on a declaration: of which supplier, and on which party."""

    supplier_id: int
    answer: Answer
    party: Keys


async def _likely(db: AsyncSession, subjects: Sequence[Subject]) -> list[Match]:
    """Match parties that no supplier is for certain on what was confirmed, else on their names."""
    settled = await _settled(db, [subject.declaration_id for subject in subjects])
    names = await supplier_names(db)
    said = [settled.get(subject.declaration_id, ()) for subject in subjects]
    alike = await asyncio.to_thread(_compare, names, subjects, said)
    wanted = {key for found in alike for key, _ in found}
    wanted |= {each.supplier_id for before in said for each in before}
    known = await suppliers.by_id(db, wanted)
    return [
        _likely_match(subject, before, found, known)
        for subject, before, found in zip(subjects, said, alike, strict=True)
    ]


def _compare(
    names: SupplierNames, subjects: Iterable[Subject], said: Iterable[Sequence[_Settled]]
) -> list[Sequence[tuple[int, int]]]:
    """Give the suppliers like each party; as many more as were answered on before."""
    return [
        names.alike(subject.party.name if subject.party else "", OFFERED + len(before))
        for subject, before in zip(subjects, said, strict=True)
    ]


def _likely_match(
    subject: Subject,
    before: Sequence[_Settled],
    alike: Sequence[tuple[int, int]],
    known: Mapping[int, SupplierFacts],
) -> Match:
    party = subject.party
    keys = known_by(party.name, party.kvk_number, None) if party else frozenset()
    scores = dict(alike)
    for each in before:
        if each.answer is Answer.JA and (each.party & keys or each.supplier_id in scores):
            return Match(matched=known[each.supplier_id])
    settled = {each.supplier_id for each in before}
    fresh = [PossibleSupplier(known[key], score) for key, score in alike if key not in settled]
    offered = answered(fresh[:OFFERED], subject.same_as)
    same = next((each.supplier for each in offered if each.answer is Answer.JA), None)
    return Match(matched=same, offered=offered)


async def _settled(
    db: AsyncSession, declarations: Iterable[UUID | None]
) -> Mapping[UUID | None, Sequence[_Settled]]:
    """Give what was answered on these declarations, the last answer first.

    A confirmation counts while the party is still the one that it was about, or is still like the
    supplier; who gives their party another name is asked anew. A refusal counts for ever.
    """
    wanted = {key for key in declarations if key is not None}
    if not wanted:
        return {}
    rows = await db.exec(
        select(
            Signal.declaration_id,
            Signal.supplier_id,
            Signal.answer,
            Revision.counterparty_name,
            Revision.counterparty_kvk_number,
        )  # type: ignore[call-overload]
        .join(Revision, col(Revision.id) == Signal.revision_id)
        .where(
            col(Signal.declaration_id).in_(wanted),
            or_(col(Signal.answer) == Answer.JA, col(Signal.answer) == Answer.NEE),
        )
        .order_by(col(Signal.settled_at).desc(), col(Signal.id).desc())
    )
    found: defaultdict[UUID | None, list[_Settled]] = defaultdict(list)
    for declaration_id, supplier_id, answer, name, kvk_number in rows:
        party = known_by(name, kvk_number, None)
        found[declaration_id].append(_Settled(supplier_id, answer, party))
    return found
