"""The lists of people and suppliers: searched as people type, and paged without a gap."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from register.imports import import_people, import_suppliers
from register.lists import ListPage, PersonRow, Place, Side, people_page, suppliers_page
from register.people import Office
from register.storage import Storage, count_queries
from tests.conftest import NOW

pytestmark = pytest.mark.storage

DATA = Path(__file__).parents[1] / "data"
TODAY = NOW.date()


@pytest.fixture
async def filled(storage: Storage) -> Storage:
    async with storage.transaction() as db:
        content = (DATA / "medewerkers.csv").read_bytes()
        await import_people(db, None, "m.csv", content, NOW, dry_run=False)
        content = (DATA / "leveranciers.csv").read_bytes()
        await import_suppliers(db, None, "l.csv", content, NOW, dry_run=False)
    return storage


async def people(
    storage: Storage, searched: str = "", place: Place | None = None
) -> ListPage[PersonRow]:
    async with storage.transaction() as db:
        return await people_page(db, searched, place, TODAY)


async def test_paging_forward_and_back_shows_everybody_once_in_order(filled: Storage) -> None:
    forward: list[str] = []
    page = await people(filled)
    pages = [page]
    while page.next is not None:
        page = await people(filled, "", page.next)
        pages.append(page)
    forward = [row.number for page in pages for row in page.rows]
    assert len(forward) == len(set(forward)) == page.total == 390
    assert pages[0].previous is None
    for earlier in reversed(pages[:-1]):
        assert page.previous is not None
        page = await people(filled, "", page.previous)
        assert page.rows == earlier.rows
    assert page.previous is None


async def test_the_name_is_listed_by_surname_with_manager_and_offices(filled: Storage) -> None:
    (ark,) = (await people(filled, "10009")).rows
    assert ark.listed_name == "Ark, Naïma van"
    assert ark.manager == "Charlie Aasted-Madsen-van Stiphout"
    assert ark.in_service_from == date(2003, 7, 7)
    (director,) = (await people(filled, "directeur-bestuurder")).rows
    assert director.offices == [Office.DIRECTIE]
    assert director.manager is None


@pytest.mark.parametrize("searched", ["naima ark", "NAÏMA", "ark naïma", "  10009 "])
async def test_people_are_found_however_their_name_is_typed(filled: Storage, searched: str) -> None:
    assert "10009" in [row.number for row in (await people(filled, searched)).rows]


@pytest.mark.parametrize("searched", ["%", "_", "\\", "x' OR 1=1", "\x00%", "a " * 500])
async def test_signs_in_a_search_mean_themselves(filled: Storage, searched: str) -> None:
    found = await people(filled, searched)
    assert found.total < 390


async def test_a_place_that_is_not_there_is_the_start(filled: Storage) -> None:
    first = await people(filled)
    for side in Side:
        assert (await people(filled, "", Place(side, "weg"))).rows == first.rows


async def test_suppliers_are_found_by_name_number_and_kvk(filled: Storage) -> None:
    async def found(searched: str) -> list[str]:
        async with filled.transaction() as db:
            return [row.number for row in (await suppliers_page(db, searched, None)).rows]

    assert await found("körber stigtung") == ["CR20004"]
    assert await found("korber") == ["CR20004"]
    assert await found("cr20004") == ["CR20004"]
    assert await found("42706957") == ["CR20004"]


async def test_a_page_takes_as_many_queries_whatever_its_place(filled: Storage) -> None:
    first = await people(filled)
    for place, expected in ((None, 2), (first.next, 3)):
        counted: list[str] = []
        stop = count_queries(filled, counted)
        await people(filled, "a", place)
        stop()
        assert len(counted) == expected


async def test_an_empty_list_is_a_page_of_nothing(db: AsyncSession) -> None:
    assert await people_page(db, "", None, TODAY) == ListPage([], 0, None, None)
