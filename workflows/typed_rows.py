"""The typed records of several types read beside one another, in one query."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel.sql.expression import Select

from register.declarations import Revision
from register.types.record import DeclarationType


class TypedRows:
    """The tables of some types, joined to a revision: of each row one of them is filled.

    Args:
        kinds: the types; one that is named twice is read once.
    """

    def __init__(self, kinds: Iterable[DeclarationType]) -> None:
        self._kinds = {kind.slug: kind for kind in kinds}
        self._places: dict[str, tuple[Sequence[str], slice]] = {}
        start = 0
        for slug, kind in self._kinds.items():
            names = [asked.name for asked in kind.own_fields]
            self._places[slug] = names, slice(start, start + len(names))
            start += len(names)

    @property
    def columns(self) -> Sequence[ColumnElement[Any]]:
        """The columns of every type, to be selected last."""
        return [
            self._kinds[slug].table.c[name].label(f"{slug}_{name}")
            for slug, (names, _) in self._places.items()
            for name in names
        ]

    def joined(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """Join the tables to a query of revisions."""
        for kind in self._kinds.values():
            query = query.outerjoin(kind.table, kind.table.c.revision_id == Revision.id)
        return query

    def values(self, slug: str, columns: Sequence[Any]) -> dict[str, Any]:
        """Give the values of a record as its columns keep them; of another type nothing.

        Args:
            slug: the type of the declaration that a row is about.
            columns: what the row holds of ``columns``.
        """
        if slug not in self._places:
            return {}
        names, place = self._places[slug]
        return dict(zip(names, columns[place], strict=True))
