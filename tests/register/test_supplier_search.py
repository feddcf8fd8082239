"""Searching the list of suppliers, also for what was never meant as a search."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from register.storage import Storage
from register.suppliers import (
    Category,
    Supplier,
    by_creditor_number,
    by_id,
    normal_form,
    search,
)

pytestmark = pytest.mark.storage

LISTED = [
    ("C-1001", "Schildersbedrijf De Kwast B.V.", "37000001"),
    ("C-1002", "Kwastenfabriek Noord", "37000002"),
    ("C-1003", "Noorder Schilders V.O.F.", None),
    ("C-1004", "Café Zoë", "40000004"),
    ("C-1005", "A.B.C. Dakwerken", None),
    ("20", "Loodgieter Twintig", None),
    ("C_%", "Procent_Teken 100%", None),
]


@pytest.fixture
async def suppliers(storage: Storage) -> AsyncIterator[AsyncSession]:
    """A transaction on a database with a few suppliers."""
    async with storage.transaction() as db:
        for creditor_number, name, kvk in LISTED:
            db.add(
                Supplier(
                    creditor_number=creditor_number,
                    name=name,
                    normal_name=normal_form(name),
                    kvk_number=kvk,
                    category=Category.B,
                )
            )
        await db.flush()
        yield db


async def found(db: AsyncSession, typed: str, limit: int = 10) -> list[str]:
    """Give the creditor numbers that a search finds."""
    return [facts.creditor_number for facts in await search(db, typed, limit)]


BY_WORDS = {
    "kwast": ["C-1002", "C-1001"],
    "de kwast": ["C-1001"],
    "schilder": ["C-1001", "C-1003"],
    "schilders noord": ["C-1003"],
    "NOORD kwasten": ["C-1002"],
    "cafe zoe": ["C-1004"],
    "CAFÉ": ["C-1004"],
    "abc": ["C-1005"],
    "a.b.c.": ["C-1005"],
    "100": ["C_%"],
    "wast": [],
    "onbekende": [],
}

BY_NUMBER = {
    "37000001": ["C-1001"],
    "3700 0001": ["C-1001"],
    "370": ["C-1002", "C-1001"],
    "37": [],
    "C-1003": ["C-1003"],
    " C-1003 ": ["C-1003"],
    "C-100": [],
}


async def test_suppliers_are_found_by_the_beginnings_of_words(suppliers: AsyncSession) -> None:
    assert {typed: await found(suppliers, typed) for typed in BY_WORDS} == BY_WORDS


async def test_suppliers_are_found_by_kvk_and_by_creditor_number(suppliers: AsyncSession) -> None:
    assert {typed: await found(suppliers, typed) for typed in BY_NUMBER} == BY_NUMBER


async def test_a_name_that_begins_with_what_was_typed_comes_first(
    suppliers: AsyncSession,
) -> None:
    assert await found(suppliers, "noord") == ["C-1003", "C-1002"]


async def test_no_more_are_given_than_asked_for(suppliers: AsyncSession) -> None:
    assert await found(suppliers, "schilder", 1) == ["C-1001"]


HOSTILE = [
    "",
    "   ",
    "🥐",
    "'); DROP TABLE supplier;--",
    ":*",
    "&|!",
    "kwast:*",
    "kwast & !schilder",
    "(((",
    "\\",
    "'",
    "%",
    "_",
    "%%%",
    "___",
    "kwast\x00",
    "\x00",
    "\ud800kwast",
    "<->",
    "a" * 10_000,
    "a " * 5_000,
    "é" * 10_000,
    "3" * 10_000,
    "株式会社",
    "\u202ekwast",
]


async def test_hostile_input_finds_little_and_breaks_nothing(suppliers: AsyncSession) -> None:
    for typed in HOSTILE:
        assert len(await found(suppliers, typed)) <= 2, ascii(typed[:20])
    assert await found(suppliers, "kwast") == ["C-1002", "C-1001"]


async def test_wildcards_of_the_database_are_ordinary_signs(suppliers: AsyncSession) -> None:
    assert await found(suppliers, "%%%") == []
    assert await found(suppliers, "37_____1") == []


async def test_facts_are_given_by_number_and_by_key_without_the_unknown(
    suppliers: AsyncSession,
) -> None:
    known = await by_creditor_number(suppliers, ["C-1001", "C-9999", "", "x\x00y", "\ud800"])
    assert list(known) == ["C-1001"]
    facts = known["C-1001"]
    assert await by_id(suppliers, [facts.id, 999_999]) == {facts.id: facts}
    assert await by_creditor_number(suppliers, []) == {}
    assert facts.identification == "KVK 37000001 · crediteur C-1001"


WRONG: list[dict[str, Any]] = [
    {"creditor_number": "C-1001"},
    {"creditor_number": " "},
    {"kvk_number": "1234567"},
    {"contract_from": date(2026, 1, 2), "contract_until": date(2026, 1, 1)},
]


async def test_the_list_refuses_what_cannot_be(suppliers: AsyncSession) -> None:
    for wrong in WRONG:
        facts: dict[str, Any] = {
            "creditor_number": "C-2000",
            "name": "X",
            "normal_name": "x",
            **wrong,
        }
        with pytest.raises(IntegrityError):
            async with suppliers.begin_nested():
                suppliers.add(Supplier(**facts))
