"""The names of all suppliers, kept in memory to be compared with the name of a party.

They are read anew when the list changed since (``register.supplier_list``), so that another save of
a form costs one tiny query, however many suppliers there are.
"""

import asyncio
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.supplier_list import list_version
from register.suppliers import Supplier, normal_form
from workflows.likeness import alike, word_sorted

_TABLE = Supplier.__table__  # type: ignore[attr-defined]

REMEMBERED = 1_000
"""For how many names it is remembered which suppliers they are like."""
_AT_A_TIME = 2_000
"""How many suppliers are read at once: the event loop does not wait for more than that."""


class SupplierNames:
    """The names of all suppliers at one version of the list.

    Args:
        version: the version of the list.
        rows: the key and the normal form of the name of every supplier.
    """

    def __init__(self, version: UUID, rows: Sequence[tuple[int, str]]) -> None:
        self.version = version
        self._ids = [key for key, _ in rows]
        self._names = [word_sorted(name) for _, name in rows]
        self._remembered = functools.lru_cache(REMEMBERED)(self._compare)

    def alike(self, name: str, most: int) -> Sequence[tuple[int, int]]:
        """Give the suppliers whose names are much like a name, as it was written.

        All are compared; ``most`` only bounds how many are given.

        Returns:
            The key of a supplier and the score of each, those most alike first.
        """
        return self._remembered(word_sorted(normal_form(name)), most)

    def _compare(self, name: str, most: int) -> Sequence[tuple[int, int]]:
        if not name:
            return ()
        return tuple((self._ids[place], score) for place, score in alike(name, self._names, most))


@dataclass
class _Kept:
    """What is kept for one database, and whose turn it is to read it anew."""

    names: SupplierNames | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


_KEPT: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


async def supplier_names(db: AsyncSession) -> SupplierNames:
    """Give the names of all suppliers as the list now is."""
    kept = _KEPT.setdefault(db.get_bind().engine, _Kept())
    version = await list_version(db)
    if kept.names is not None and kept.names.version == version:
        return kept.names
    async with kept.turn:
        # Before the names, so that a list that changes in between is read anew the next time.
        version = await list_version(db)
        if kept.names is None or kept.names.version != version:
            kept.names = await asyncio.to_thread(SupplierNames, version, await _rows(db))
        return kept.names


async def _rows(db: AsyncSession) -> list[tuple[int, str]]:
    connection = await db.connection()
    query = select(_TABLE.c.id, _TABLE.c.normal_name).order_by(_TABLE.c.id)
    rows: list[tuple[int, str]] = []
    async with connection.stream(query.execution_options(yield_per=_AT_A_TIME)) as result:
        async for part in result.partitions():
            rows.extend((key, name) for key, name in part)
    return rows
