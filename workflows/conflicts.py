"""Who may take no step on a declaration, whatever its route, because they are in it themselves.

Routes, worklists, dossiers and decisions ask here, so they never disagree.

Sources: deel 2 (four eyes) and deel 4 of the integrity code: nobody looks at what is their own, or
at that of who stands above them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, Integer, String, any_, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.parties import Keys, PartyKey
from register.people import Person
from register.types.record import DeclarationType, Values
from register.types.related_party_contract import RelatedPartyContract
from workflows.lines import lines_of
from workflows.subjects import LIVE, in_force_or_waiting


class Conflict(StrEnum):
    """Why somebody may take no step on a declaration."""

    OWN = "eigen verklaring"
    RELATED = "de bekende zelf"
    BELOW = "werkt onder de indiener"
    PARTY = "zelfde wederpartij"

    @property
    def sentence(self) -> str:
        """What their own screen says of it."""
        return _SENTENCES[self]

    @property
    def discreet(self) -> str:
        """What others may read of it: who declares is never told what a colleague declared."""
        return _DISCREET[self]


_SENTENCES = {
    Conflict.OWN: "Niemand beslist over een eigen verklaring.",
    Conflict.RELATED: "Deze verklaring gaat over jou. Daarom zet iemand anders deze stap.",
    Conflict.BELOW: "Je werkt onder wie dit indiende. Daarom zet iemand anders deze stap.",
    Conflict.PARTY: (
        "Je hebt zelf een verklaring over dezelfde partij. Daarom zet iemand anders deze stap."
    ),
}
_DISCREET = {
    Conflict.OWN: "beslist niet over een eigen verklaring",
    Conflict.RELATED: "is zelf betrokken",
    Conflict.BELOW: "werkt onder wie dit indient",
    Conflict.PARTY: "is zelf betrokken",
}


@dataclass(frozen=True)
class Case:
    """What makes a conflict of a declaration.

    Attributes:
        declarant_id: who declares.
        keys: what its counterparty is known by.
        related: the name of the related person, as it was typed.
    """

    declarant_id: int
    keys: Keys = frozenset()
    related: str | None = None


def related_in(kind: DeclarationType, values: Values) -> str | None:
    """Give the name of the related person of what is declared, where the type asks for one."""
    if kind.record is not RelatedPartyContract:
        return None
    name: str | None = values.get("related_person")
    return name


def same_name(typed: str, person: Person) -> bool:
    """Tell whether a typed name is somebody's: the same words, in any order and however written.

    The infix may be left out, and case, accents and punctuation do not count. Initials are no name:
    what only looks alike is left to who reads it.
    """
    words = _words(typed)
    own = _words(f"{person.first_name} {person.last_name}")
    return words in (own, own | _words(person.infix or ""))


def _words(name: str) -> Set[str]:
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return frozenset(re.findall(r"\w+", plain))


async def cases_of(db: AsyncSession, revisions: Mapping[UUID, int]) -> Mapping[UUID, Case]:
    """Give the cases of submitted revisions, each with who declared it, in two queries."""
    keys: defaultdict[UUID, set[str]] = defaultdict(set)
    wanted = list(revisions)
    for revision_id, key in await db.exec(
        select(PartyKey.revision_id, PartyKey.key).where(col(PartyKey.revision_id).in_(wanted))
    ):
        keys[revision_id].add(key)
    named = await db.exec(
        select(RelatedPartyContract.revision_id, RelatedPartyContract.related_person).where(
            col(RelatedPartyContract.revision_id).in_(wanted)
        )
    )
    related = dict(named.all())
    return {
        revision_id: Case(declarant_id, frozenset(keys[revision_id]), related.get(revision_id))
        for revision_id, declarant_id in revisions.items()
    }


async def conflicts(
    db: AsyncSession, cases: Sequence[Case], people: Iterable[int]
) -> Sequence[Mapping[int, Conflict]]:
    """Give who of these people may take no step in each case, and why, in three queries.

    Args:
        db: the transaction to read in.
        cases: the declarations.
        people: who is asked about.

    Returns:
        For each case, in the order in which they are given, the people who are in it.
    """
    asked = sorted(set(people))
    if not cases or not asked:
        return [{} for _ in cases]
    lines = await lines_of(db, asked)
    theirs = await _live_keys(db, asked, frozenset().union(*(case.keys for case in cases)))
    known = await _people(db, asked) if any(case.related for case in cases) else {}
    found = []
    for case in cases:
        in_it: dict[int, Conflict] = {}
        for person_id in asked:
            if person_id == case.declarant_id:
                in_it[person_id] = Conflict.OWN
            elif case.related and person_id in known and same_name(case.related, known[person_id]):
                in_it[person_id] = Conflict.RELATED
            elif person_id in lines and case.declarant_id in lines[person_id].above:
                in_it[person_id] = Conflict.BELOW
            elif theirs[person_id] & case.keys:
                in_it[person_id] = Conflict.PARTY
        found.append(in_it)
    return found


async def _live_keys(
    db: AsyncSession, people: Collection[int], keys: Keys
) -> Mapping[int, Set[str]]:
    """Give on which of these parties each of these people has a live declaration."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if not keys:
        return found
    rows = await db.exec(
        select(Declaration.declarant_id, PartyKey.key)
        .select_from(Declaration)
        .join(Revision, in_force_or_waiting())
        .join(PartyKey, col(PartyKey.revision_id) == Revision.id)
        .where(
            col(Declaration.declarant_id) == any_(literal(list(people), ARRAY(Integer))),
            col(Declaration.status).in_(LIVE),
            col(PartyKey.key) == any_(literal(sorted(keys), ARRAY(String))),
        )
    )
    for declarant_id, key in rows:
        found[declarant_id].add(key)
    return found


async def _people(db: AsyncSession, people: Collection[int]) -> Mapping[int, Person]:
    found = await db.exec(select(Person).where(col(Person.id).in_(people)))
    return {person.key: person for person in found}
