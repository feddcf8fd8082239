"""Suppliers (*leveranciers*) as purchasing knows them, and how their names are compared."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, and_, false, func, literal_column, or_, text, true
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.tables import UNSTORABLE, SQLModel, choice_type, one_of


class Category(StrEnum):
    """The category of a supplier in the procurement policy."""

    A = "a"
    B = "b"
    C = "c"


class Supplier(SQLModel, table=True):
    """A supplier in the list of purchasing."""

    __tablename__ = "supplier"
    __table_args__ = (
        one_of("category", Category),
        CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name="kvk_number_shape"),
        CheckConstraint("contract_until >= contract_from", name="contract_in_order"),
        CheckConstraint("btrim(creditor_number) <> ''", name="creditor_number_not_blank"),
        Index(
            "ix_supplier_words",
            text("to_tsvector('simple', normal_name)"),
            postgresql_using="gin",
        ),
        Index(None, "kvk_number"),
        Index(None, "normal_name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    creditor_number: str = Field(max_length=20, unique=True)
    name: str = Field(max_length=200)
    normal_name: str = Field(max_length=400)
    kvk_number: str | None = Field(default=None, max_length=8)
    category: Category | None = Field(default=None, sa_type=choice_type(Category))
    contract_from: date | None = None
    contract_until: date | None = None
    tender_running: bool = False
    address: str | None = Field(default=None, max_length=400)


@dataclass(frozen=True)
class SupplierFacts:
    """What the list says of a supplier at the moment somebody looks."""

    id: int
    creditor_number: str
    name: str
    kvk_number: str | None
    category: Category | None
    contract_from: date | None
    contract_until: date | None
    tender_running: bool
    address: str | None

    @property
    def identification(self) -> str:
        """What tells it from another supplier of much the same name."""
        known = [f"KVK {self.kvk_number}" if self.kvk_number else "", self.address or ""]
        return " · ".join([*filter(None, known), f"crediteur {self.creditor_number}"])


_FACTS = (
    col(Supplier.id),
    col(Supplier.creditor_number),
    col(Supplier.name),
    col(Supplier.kvk_number),
    col(Supplier.category),
    col(Supplier.contract_from),
    col(Supplier.contract_until),
    col(Supplier.tender_running),
    col(Supplier.address),
)

_LEGAL_FORMS = frozenset(
    {"bv", "nv", "vof", "cv", "ba", "ua", "coop", "cooperatie", "maatschap", "eenmanszaak"}
    | {"stichting", "vereniging", "holding", "groep", "beheer", "gmbh", "ltd", "inc"}
)


NORMAL_LENGTH = 400
"""How many signs of a normal form are kept; some single signs unfold into a sentence."""


def normal_form(name: str) -> str:
    """Give the form in which names of parties are compared.

    Case, accents, spaces and punctuation are folded and legal forms (B.V., Stichting, Holding, …)
    taken off. A name that holds nothing else keeps its words: *Stichting* stays *stichting*.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    joined = re.sub(r"\b(?:[a-z]\.)+[a-z]?\.?(?=\W|$)", _joined_initials, plain)
    words = re.findall(r"[^\W_]+", joined.replace("&", " en "))
    telling = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(telling or words)[:NORMAL_LENGTH].strip()


def _joined_initials(initials: re.Match[str]) -> str:
    return initials.group().replace(".", "") + " "


async def search(db: AsyncSession, typed: str, limit: int) -> Sequence[SupplierFacts]:
    """Find suppliers by the beginnings of words in their name, by KVK or by creditor number.

    Args:
        db: the transaction to read in.
        typed: what somebody typed.
        limit: how many at most; ask for one more than you show to know whether there are more.
    """
    typed = UNSTORABLE.sub(" ", typed)
    words = normal_form(typed).split()
    if not words:
        return ()
    tokens = [re.sub(r"[^\w]", "", word) for word in words]
    wanted = " & ".join(f"{token}:*" for token in tokens if token)
    vector = func.to_tsvector(literal_column("'simple'"), col(Supplier.normal_name))
    query = func.to_tsquery(literal_column("'simple'"), wanted)
    number = re.sub(r"\W", "", typed)
    found = await db.exec(
        select(*_FACTS)  # type: ignore[call-overload]
        .where(
            or_(
                vector.op("@@")(query),
                and_(
                    true() if len(number) >= 3 else false(),
                    or_(
                        col(Supplier.kvk_number).startswith(number, autoescape=True),
                        col(Supplier.creditor_number) == typed.strip(),
                    ),
                ),
            )
        )
        .order_by(
            col(Supplier.normal_name).startswith(" ".join(words), autoescape=True).desc(),
            Supplier.normal_name,
            Supplier.id,
        )
        .limit(limit)
    )
    return [SupplierFacts(*row) for row in found]


async def by_creditor_number(
    db: AsyncSession, numbers: Iterable[str]
) -> Mapping[str, SupplierFacts]:
    """Give the suppliers of these creditor numbers; unknown numbers are left out."""
    wanted = [number for number in numbers if number and not UNSTORABLE.search(number)]
    if not wanted:
        return {}
    rows = await db.exec(
        select(*_FACTS).where(col(Supplier.creditor_number).in_(wanted))  # type: ignore[call-overload]
    )
    return {facts.creditor_number: facts for facts in (SupplierFacts(*row) for row in rows)}


async def by_id(db: AsyncSession, ids: Iterable[int]) -> Mapping[int, SupplierFacts]:
    """Give suppliers by their keys."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = await db.exec(select(*_FACTS).where(col(Supplier.id).in_(wanted)))  # type: ignore[call-overload]
    return {facts.id: facts for facts in (SupplierFacts(*row) for row in rows)}


async def by_any(
    db: AsyncSession,
    ids: Collection[int],
    kvk_numbers: Collection[str],
    normal_names: Collection[str],
) -> Sequence[SupplierFacts]:
    """Give suppliers by their keys, KVK numbers or the normal forms of their names, oldest first.

    One query; none where nothing is asked for.
    """
    wanted = [
        column.in_(values)
        for column, values in (
            (col(Supplier.id), ids),
            (col(Supplier.kvk_number), kvk_numbers),
            (col(Supplier.normal_name), normal_names),
        )
        if values
    ]
    if not wanted:
        return ()
    rows = await db.exec(select(*_FACTS).where(or_(*wanted)).order_by(col(Supplier.id)))  # type: ignore[call-overload]
    return [SupplierFacts(*row) for row in rows]
