"""The facts that the rules of the code look at, gathered in a fixed number of queries.

Gathering and judging are apart: a rule looks at typed values and at these facts only. One
declaration is a batch of one, so that a form, a dossier and all live declarations together are held
against the same facts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.parties import Keys, known_by
from register.suppliers import SupplierFacts
from register.types.record import Counterparty, DeclarationType, Values
from workflows.earlier import Filed, LiveDeclaration, earlier, filed_by
from workflows.lines import DeclarantFacts, Line, declarants_by_key, lines_of
from workflows.matching import PossibleSupplier, match
from workflows.policy import Policy
from workflows.subjects import Subject

__all__ = [
    "DeclarantFacts",
    "Facts",
    "LiveDeclaration",
    "PossibleSupplier",
    "gather",
    "gather_many",
]


@dataclass(frozen=True)
class Facts:
    """What the rules look at beside the typed values.

    Attributes:
        type: the slug of the type of declaration.
        judged_on: the day on which the declaration is judged.
        first_submitted_on: the day of its first submission; while that has not happened, today.
        policy: the values that Intermaris has chosen.
        has_party: whether a party outside Intermaris is named.
        declarant: who declares; ``None`` where that is not known.
        supplier: the supplier that was chosen from the list, as the list now has it.
        matched_supplier: for a party that was named, the supplier that it is: on KVK number, else
            on the normal form of its name, else by what a person confirmed.
        offered: the suppliers of much the same name, most alike first, where it is none for
            certain; with what the declarant answered now.
        earlier: this person's other live declarations, by number.
        colleague_has_same_party: whether a colleague in the same approval line has a live
            declaration on the same party; ``None`` where the declarant is not known.
    """

    type: str
    judged_on: date
    first_submitted_on: date
    policy: Policy = field(default_factory=Policy)
    has_party: bool = False
    declarant: DeclarantFacts | None = None
    supplier: SupplierFacts | None = None
    matched_supplier: SupplierFacts | None = None
    offered: tuple[PossibleSupplier, ...] = ()
    earlier: tuple[LiveDeclaration, ...] = ()
    colleague_has_same_party: bool | None = None

    @property
    def known_supplier(self) -> SupplierFacts | None:
        """The supplier of the list that the party is, whether it was chosen or named."""
        return self.supplier or self.matched_supplier

    @property
    def possible(self) -> tuple[PossibleSupplier, ...]:
        """The suppliers that were offered and of which nobody has said whether it is the party."""
        return tuple(each for each in self.offered if each.answer is None)

    def earlier_of(self, slug: str) -> Iterator[LiveDeclaration]:
        """Give this person's other live declarations of a type."""
        return (each for each in self.earlier if each.type == slug)


async def gather(
    db: AsyncSession,
    kind: DeclarationType,
    values: Values,
    day: date,
    *,
    declarant_id: int | None = None,
    declaration_id: UUID | None = None,
    first_submitted_on: date | None = None,
    same_as: str | None = None,
    policy: Policy | None = None,
) -> Facts:
    """Gather the facts for one declaration; see :class:`Subject` and :func:`gather_many`."""
    subject = Subject(kind, values, declarant_id, declaration_id, first_submitted_on, same_as)
    (facts,) = await gather_many(db, [subject], day, policy=policy)
    return facts


async def gather_many(
    db: AsyncSession, subjects: Sequence[Subject], day: date, *, policy: Policy | None = None
) -> list[Facts]:
    """Gather the facts for declarations of any types, in the order in which they are given.

    At most seven queries, and one more for each type beyond the first, however many they are and
    whatever the register holds. Where the list of suppliers changed since, their names are read
    anew besides.

    Args:
        db: the transaction to read in.
        subjects: what is held against the code.
        day: the day on which it is judged.
        policy: the values that Intermaris has chosen; by default all are off.
    """
    matches = await match(db, subjects)
    keys = [
        _keys_of(subject.party, found.chosen or found.matched)
        for subject, found in zip(subjects, matches, strict=True)
    ]
    everybodys = frozenset[str]().union(*keys)
    people = {each.declarant_id for each in subjects if each.declarant_id is not None}
    colleagues = await declarants_by_key(db, everybodys, day) if people else {}
    lines = await lines_of(db, people.union(*colleagues.values()))
    filed = await _filed(db, subjects, lines, everybodys)
    gathered = []
    for subject, found, known in zip(subjects, matches, keys, strict=True):
        facts = Facts(
            type=subject.kind.slug,
            judged_on=day,
            first_submitted_on=subject.first_submitted_on or day,
            policy=policy or Policy(),
            has_party=subject.party is not None,
            supplier=found.chosen,
            matched_supplier=found.matched,
            offered=found.offered,
        )
        line = lines.get(subject.declarant_id) if subject.declarant_id is not None else None
        if line is not None:
            theirs = filed[subject.kind.slug].get(line.person.id, ())
            facts = replace(
                facts,
                declarant=line.person,
                earlier=earlier(theirs, subject, known),
                colleague_has_same_party=_in_line(line, known, colleagues, lines),
            )
        gathered.append(facts)
    return gathered


async def _filed(
    db: AsyncSession, subjects: Sequence[Subject], known: Mapping[int, Line], keys: Keys
) -> Mapping[str, Mapping[int, Sequence[Filed]]]:
    """Give what the declarants that are known filed, by the type that it is held against."""
    people: defaultdict[str, set[int]] = defaultdict(set)
    for each in subjects:
        if each.declarant_id is not None and each.declarant_id in known:
            people[each.kind.slug].add(each.declarant_id)
    kinds = {each.kind.slug: each.kind for each in subjects}
    return {slug: await filed_by(db, of, kinds[slug], keys) for slug, of in people.items()}


def _keys_of(party: Counterparty | None, listed: SupplierFacts | None) -> Keys:
    """Give what a party is known by, with what the supplier that it is adds to that."""
    found: Keys = frozenset()
    if party is not None:
        chosen = party.supplier.creditor_number if party.supplier else None
        found |= known_by(party.name, party.kvk_number, chosen)
    if listed is not None:
        found |= known_by(listed.name, listed.kvk_number, listed.creditor_number)
    return found


def _in_line(
    line: Line,
    keys: Keys,
    colleagues: Mapping[str, frozenset[int]],
    lines: Mapping[int, Line],
) -> bool:
    """Tell whether somebody in the line has a live declaration on a party with one of the keys."""
    return any(
        line.holds(lines[person_id]) for key in keys for person_id in colleagues.get(key, ())
    )
