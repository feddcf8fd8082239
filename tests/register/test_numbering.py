"""Numbers are gapless within a year, whoever waits for whom."""

import asyncio
from datetime import date

import pytest

from register.declarations import NumberSeries, next_number
from register.storage import Storage

pytestmark = pytest.mark.storage

DAY = date(2026, 3, 10)


class RefusedError(Exception):
    """What a submission that is refused after it got a number raises."""


async def one(storage: Storage, day: date = DAY, *, refuse: bool = False) -> str:
    async with storage.transaction() as db:
        year, sequence, number = await next_number(db, day)
        assert number == f"{year}-{sequence:04d}"
        await asyncio.sleep(0)
        if refuse:
            raise RefusedError
    return number


async def test_numbers_begin_at_one_and_hold_the_year(storage: Storage) -> None:
    assert [await one(storage) for _ in range(3)] == ["2026-0001", "2026-0002", "2026-0003"]


async def test_every_year_has_a_series_of_its_own(storage: Storage) -> None:
    await one(storage, date(2025, 12, 31))
    assert await one(storage, date(2026, 1, 1)) == "2026-0001"
    assert await one(storage, date(2025, 12, 31)) == "2025-0002"


async def test_a_refused_submission_gives_its_number_back(storage: Storage) -> None:
    await one(storage)
    with pytest.raises(RefusedError):
        await one(storage, refuse=True)
    assert await one(storage) == "2026-0002"


async def test_fifty_at_once_some_of_them_refused_leave_no_gaps(storage: Storage) -> None:
    given = await asyncio.gather(
        *(one(storage, refuse=n % 5 == 0) for n in range(50)), return_exceptions=True
    )
    numbers = sorted(number for number in given if isinstance(number, str))
    assert numbers == [f"2026-{n:04d}" for n in range(1, 41)]


async def test_the_ten_thousandth_number_of_a_year_has_five_digits(storage: Storage) -> None:
    async with storage.transaction() as db:
        db.add(NumberSeries(year=2026, last=9_999))
    assert await one(storage) == "2026-10000"
