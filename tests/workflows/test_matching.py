"""Which supplier a party is: for certain, by what somebody confirmed, or perhaps."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from register.signals import Answer
from register.storage import Storage, count_queries
from register.supplier_list import list_version
from register.suppliers import Supplier, SupplierFacts, normal_form
from register.types import TYPES
from tests.conftest import NOW
from tests.workflows.desk import Desk
from workflows.assessment import NOT_KNOWN
from workflows.drafting import SAME_AS, check
from workflows.facts import Facts, gather
from workflows.matching import PossibleSupplier, answered, none_of
from workflows.supplier_names import supplier_names

pytestmark = pytest.mark.storage

JANSSEN = {"organisation": "Jansen Installaties", "kvk_number": ""}
"""A nevenfunctie at a party whose name is much like that of two suppliers."""


async def list_suppliers(storage: Storage, *rows: tuple[str, str, str | None]) -> None:
    """Put suppliers in the list: creditor number, name and KVK number."""
    async with storage.transaction() as db:
        db.add_all(
            Supplier(
                creditor_number=creditor_number,
                name=name,
                normal_name=normal_form(name),
                kvk_number=kvk_number,
            )
            for creditor_number, name, kvk_number in rows
        )


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A desk with a list of suppliers."""
    await list_suppliers(
        desk.storage,
        ("J-1", "Janssen Installaties B.V.", "37000001"),
        ("J-2", "Installaties Janssens", None),
        ("K-1", "Schilder De Kwast B.V.", "37000002"),
        ("B-1", "Bos", None),
    )
    return desk


async def facts(
    desk: Desk,
    same_as: str | None = None,
    answers: Mapping[str, str] | None = None,
    declaration_id: UUID | None = None,
) -> Facts:
    kind = TYPES["nevenfunctie"]
    async with desk.storage.transaction() as db:
        reading = await check(db, kind, {**JANSSEN, **(answers or {})})
        return await gather(
            db,
            kind,
            reading.values,
            NOW.date(),
            declarant_id=desk.cast["medewerker"].key,
            declaration_id=declaration_id,
            same_as=same_as,
        )


def offered(found: Facts) -> Mapping[str, tuple[int, Answer | None]]:
    """Give what is offered: of each creditor number the score and the answer."""
    return {each.supplier.creditor_number: (each.score, each.answer) for each in found.offered}


def matched(found: Facts) -> str | None:
    return found.matched_supplier.creditor_number if found.matched_supplier else None


async def test_suppliers_of_much_the_same_name_are_offered_and_none_is_taken(desk: Desk) -> None:
    found = await facts(desk)
    assert offered(found) == {"J-1": (97, None), "J-2": (95, None)}
    assert found.possible == found.offered
    assert matched(found) is None


@pytest.mark.parametrize(
    ("answers", "creditor_number"),
    [
        ({"organisation": "Janssen installaties"}, "J-1"),
        ({"organisation": "Jansen Installaties", "kvk_number": "37000002"}, "K-1"),
        ({"organisation": "Janssen Installaties", "kvk_number": "37000002"}, "K-1"),
        ({"organisation": "Installaties Janssens", "kvk_number": "99999999"}, "J-2"),
    ],
)
@pytest.mark.parametrize("same_as", [None, "nee", "J-1", NOT_KNOWN])
async def test_the_same_number_or_name_counts_before_likeness_and_whatever_was_answered(
    desk: Desk, answers: Mapping[str, str], creditor_number: str, same_as: str | None
) -> None:
    found = await facts(desk, same_as, answers)
    assert matched(found) == creditor_number
    assert found.offered == ()


async def test_who_confirms_a_supplier_has_it_as_their_party(desk: Desk) -> None:
    found = await facts(desk, "J-2")
    assert matched(found) == "J-2"
    assert offered(found) == {"J-1": (97, Answer.NEE), "J-2": (95, Answer.JA)}
    assert found.possible == ()


@pytest.mark.parametrize("same_as", ["nee", "nee J-1 J-2", "nee J-2 J-1 K-1"])
async def test_who_refuses_them_all_is_asked_no_more(desk: Desk, same_as: str) -> None:
    found = await facts(desk, same_as)
    assert matched(found) is None
    assert {answer for _, answer in offered(found).values()} == {Answer.NEE}
    assert found.possible == ()


@pytest.mark.parametrize("same_as", [None, "", NOT_KNOWN, "K-1", "X-9", "j-1", "J-1 J-2"])
async def test_what_is_no_answer_to_what_was_offered_leaves_it_open(
    desk: Desk, same_as: str | None
) -> None:
    found = await facts(desk, same_as)
    assert matched(found) is None
    assert len(found.possible) == 2


async def test_a_refusal_is_of_what_was_offered_and_not_of_another_name(desk: Desk) -> None:
    refusal = none_of((await facts(desk)).offered)
    assert refusal == "nee J-1 J-2"
    found = await facts(desk, refusal, {"organisation": "Schilder De Kwasten"})
    assert offered(found) == {"K-1": (94, None)}


def supplier(creditor_number: str) -> SupplierFacts:
    return SupplierFacts(1, creditor_number, "Naam", None, None, None, None, False, None)


def test_answering_changes_nothing_else_of_what_was_offered() -> None:
    two: Sequence[PossibleSupplier] = [PossibleSupplier(supplier(key), 95) for key in ("A", "B")]
    for same_as in (None, "", "nee", "nee A", "A", "B", "C"):
        after = answered(two, same_as)
        assert [replace(each, answer=None) for each in after] == two


async def test_three_are_offered_at_most_and_all_are_compared(desk: Desk) -> None:
    await list_suppliers(
        desk.storage,
        *(
            (f"M-{number}", f"Metselbedrijf Noorderkwartier {number}", None)
            for number in range(500)
        ),
        ("M-X", "Metselbedrijf Noorderkwartier Y", None),
    )
    found = await facts(desk, answers={"organisation": "Y Metselbedrijf Noorderkwartier"})
    assert len(found.offered) == 3
    assert found.offered[0].supplier.creditor_number == "M-X"
    assert found.offered[0].score == 100


async def test_a_short_name_is_like_no_other(desk: Desk) -> None:
    assert (await facts(desk, answers={"organisation": "Vos"})).offered == ()
    assert matched(await facts(desk, answers={"organisation": "Bos"})) == "B-1"


async def sent_back(desk: Desk, same_as: str, **answers: str) -> UUID:
    """Submit a declaration with an answer, and have it sent back for more."""
    key = await desk.declared(**{**JANSSEN, **answers, SAME_AS: same_as})
    await desk.decide("leidinggevende", key, "aanvullen")
    return key


async def test_what_was_refused_is_not_offered_again(desk: Desk) -> None:
    key = await sent_back(desk, "nee")
    found = await facts(desk, declaration_id=key)
    assert (found.offered, matched(found)) == ((), None)
    await list_suppliers(desk.storage, ("J-3", "Jansens Installaties", None))
    assert offered(await facts(desk, declaration_id=key)) == {"J-3": (97, None)}
    assert len((await facts(desk)).offered) == 3


async def test_what_was_left_open_is_offered_again(desk: Desk) -> None:
    key = await sent_back(desk, NOT_KNOWN)
    assert len((await facts(desk, declaration_id=key)).possible) == 2


@pytest.mark.parametrize(
    ("answers", "creditor_number"),
    [
        ({}, "J-1"),
        ({"organisation": "Jansen Instalaties"}, "J-1"),
        ({"organisation": "Heel iets anders"}, None),
        ({"organisation": "Heel iets anders", "kvk_number": "12345678"}, "J-1"),
        ({"kvk_number": "37000002"}, "K-1"),
    ],
)
async def test_what_was_confirmed_counts_while_the_party_is_the_same_or_still_alike(
    desk: Desk, answers: dict[str, str], creditor_number: str | None
) -> None:
    key = await sent_back(desk, "J-1", kvk_number="12345678")
    assert matched(await facts(desk, answers=answers, declaration_id=key)) == creditor_number


async def names(storage: Storage, name: str) -> list[int]:
    async with storage.transaction() as db:
        return [key for key, _ in (await supplier_names(db)).alike(name, 10)]


async def test_the_names_are_read_again_when_the_list_changed(desk: Desk) -> None:
    elsewhere = Storage(desk.storage.url)
    assert len(await names(desk.storage, "Jansen Installaties")) == 2
    for statement, found in (
        ("UPDATE supplier SET normal_name = 'jansen install' WHERE creditor_number = 'J-2'", 1),
        ("DELETE FROM supplier WHERE creditor_number = 'J-2'", 1),
        ("DELETE FROM supplier", 0),
    ):
        async with elsewhere.transaction() as db:
            await (await db.connection()).execute(text(statement))
        assert len(await names(desk.storage, "Jansen Installaties")) == found
    await elsewhere.close()


async def test_the_names_are_not_read_again_while_the_list_stays_the_same(desk: Desk) -> None:
    await names(desk.storage, "Jansen")
    statements: list[str] = []
    stop: Any = count_queries(desk.storage, statements)
    await names(desk.storage, "Jansen")
    stop()
    assert len(statements) == 1


async def test_names_that_were_rolled_back_are_forgotten(desk: Desk) -> None:
    async def read_and_give_up(name: str) -> None:
        async with desk.storage.transaction() as db:
            db.add(Supplier(creditor_number="X", name=name, normal_name=normal_form(name)))
            await db.flush()
            assert len((await supplier_names(db)).alike(name, 10)) == 1
            raise LookupError

    for name in ("Tuincentrum", "Kwekerij Zonneveld"):
        with pytest.raises(LookupError):
            await read_and_give_up(name)
    assert await names(desk.storage, "Tuincentrum") == []
    await list_suppliers(desk.storage, ("Y-1", "Loodgieter", None))
    assert await names(desk.storage, "Kwekerij Zonneveld") == []
    assert len(await names(desk.storage, "Loodgieter")) == 1


async def test_many_at_once_read_the_names_once(desk: Desk) -> None:
    statements: list[str] = []
    stop: Any = count_queries(desk.storage, statements)
    await asyncio.gather(*(names(desk.storage, "Jansen Installaties") for _ in range(5)))
    stop()
    assert sum("normal_name" in statement for statement in statements) == 1


async def test_every_statement_that_changes_the_list_gives_it_another_version(
    desk: Desk,
) -> None:
    versions = set()
    for _ in range(3):
        async with desk.storage.transaction() as db:
            await (await db.connection()).execute(text("SELECT 1 FROM supplier"))
            versions.add(await list_version(db))
    assert len(versions) == 1
    async with desk.storage.transaction() as db:
        await (await db.connection()).execute(text("UPDATE supplier SET address = 'Hoorn'"))
        versions.add(await list_version(db))
        await (await db.connection()).execute(text("DELETE FROM supplier"))
        versions.add(await list_version(db))
    assert len(versions) == 3
