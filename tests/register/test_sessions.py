"""Sessions: begun at sign-in only, over after their hours, remembered for a while."""

import hashlib
from datetime import timedelta

import pytest
from sqlmodel import select

from register import sessions
from register.people import Person
from register.sessions import AFTERLIFE, SignedIn, UserSession
from register.storage import Storage
from tests.conftest import NOW

pytestmark = pytest.mark.storage

HOURS = 10
END = NOW + timedelta(hours=HOURS)
INSTANT = timedelta(microseconds=1)
Cast = dict[str, Person]


async def begin(storage: Storage, person: Person) -> str:
    async with storage.transaction() as db:
        return await sessions.begin(db, person.key, NOW, HOURS)


async def test_a_token_tells_who_signed_in_until_the_hours_are_over(
    storage: Storage, organisation: Cast
) -> None:
    mees = organisation["medewerker"]
    token = await begin(storage, mees)
    moments = {
        NOW: SignedIn(mees.key, expired=False),
        END - INSTANT: SignedIn(mees.key, expired=False),
        END: SignedIn(mees.key, expired=True),
        END + AFTERLIFE: SignedIn(mees.key, expired=True),
        END + AFTERLIFE + INSTANT: None,
    }
    for moment, signed_in in moments.items():
        async with storage.transaction() as db:
            assert await sessions.find(db, token, moment) == signed_in


async def test_a_token_that_nobody_gave_out_is_nobody(storage: Storage) -> None:
    async with storage.transaction() as db:
        for token in ("", "x", "'; --", "é🥐", "a" * 10_000, "\x00"):
            assert await sessions.find(db, token, NOW) is None


async def test_what_the_table_holds_signs_nobody_in(storage: Storage, organisation: Cast) -> None:
    token = await begin(storage, organisation["medewerker"])
    async with storage.transaction() as db:
        kept = (await db.exec(select(UserSession))).one()
        assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()
        assert await sessions.find(db, kept.token_hash, NOW) is None


async def test_signing_in_twice_gives_two_sessions_that_end_apart(
    storage: Storage, organisation: Cast
) -> None:
    first = await begin(storage, organisation["medewerker"])
    second = await begin(storage, organisation["medewerker"])
    assert first != second
    assert len(first) >= 40
    async with storage.transaction() as db:
        await sessions.end(db, first)
        await sessions.end(db, "unknown")
    async with storage.transaction() as db:
        assert await sessions.find(db, first, NOW) is None
        assert await sessions.find(db, second, NOW) is not None


async def test_signing_in_clears_away_what_is_long_over_and_nothing_else(
    storage: Storage, organisation: Cast
) -> None:
    await begin(storage, organisation["medewerker"])
    for moment, left in ((END + AFTERLIFE, 2), (END + AFTERLIFE + INSTANT, 2)):
        async with storage.transaction() as db:
            await sessions.begin(db, organisation["collega"].key, moment, HOURS)
            assert len((await db.exec(select(UserSession))).all()) == left
