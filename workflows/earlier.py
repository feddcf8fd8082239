"""The other live declarations of the people who declare."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer, String, any_, func, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.parties import Keys, PartyKey
from register.types.record import DeclarationType, Values
from workflows.subjects import LIVE, Subject, newest
from workflows.typed_rows import TypedRows


@dataclass(frozen=True)
class LiveDeclaration:
    """Another live declaration of the same person, as it was last submitted.

    Attributes:
        number: how it is called.
        type: the slug of its type.
        same_party: whether it concerns the same counterparty.
        values: its typed values as the columns keep them (a supplier by its key), where it is of
            the type that is being judged; else empty.
    """

    number: str
    type: str
    same_party: bool
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filed:
    """A live declaration of somebody, whatever it is held against.

    Attributes:
        id: its key.
        number: how it is called.
        type: the slug of its type.
        keys: by which of the keys that were asked for its party is known.
        values: its typed values, where it is of the type that was asked for.
    """

    id: UUID
    number: str
    type: str
    keys: Keys
    values: Values


async def filed_by(
    db: AsyncSession, people: Collection[int], kind: DeclarationType, keys: Keys
) -> Mapping[int, Sequence[Filed]]:
    """Give the live declarations of these people by number, in one query.

    Args:
        db: the transaction to read in.
        people: the keys of the declarants.
        kind: the type whose values are given.
        keys: what the parties that are held against them are known by.
    """
    typed = TypedRows([kind])
    shared = (
        select(func.coalesce(func.array_agg(PartyKey.key), literal([], ARRAY(String))))
        .where(
            col(PartyKey.revision_id) == Revision.id,
            col(PartyKey.key) == any_(literal(sorted(keys), ARRAY(String))),
        )
        .correlate(Revision)
        .scalar_subquery()
    )
    query = (
        select(  # type: ignore[call-overload]
            Declaration.declarant_id,
            Declaration.id,
            Declaration.number,
            Declaration.type,
            shared,
            *typed.columns,
        )
        .select_from(Declaration)
        .join(Revision, newest())
        .where(
            col(Declaration.declarant_id) == any_(literal(list(people), ARRAY(Integer))),
            col(Declaration.status).in_(LIVE),
        )
        .order_by(col(Declaration.year), col(Declaration.sequence))
    )
    found: defaultdict[int, list[Filed]] = defaultdict(list)
    for declarant_id, key, number, slug, known_by, *columns in await db.exec(typed.joined(query)):
        filed = Filed(key, number, slug, frozenset(known_by), typed.values(slug, columns))
        found[declarant_id].append(filed)
    return found


def earlier(filed: Iterable[Filed], subject: Subject, keys: Keys) -> tuple[LiveDeclaration, ...]:
    """Give the other declarations as they are held against one that is being judged.

    Args:
        filed: the live declarations of the same person.
        subject: what is being judged; it is left out itself.
        keys: what its party is known by.
    """
    return tuple(
        LiveDeclaration(
            number=each.number,
            type=each.type,
            same_party=bool(each.keys & keys),
            values=each.values if each.type == subject.kind.slug else {},
        )
        for each in filed
        if each.id != subject.declaration_id
    )
