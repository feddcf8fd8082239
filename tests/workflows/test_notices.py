"""Telling people by mail: with what happened, once, and nothing confidential."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.workflows.desk import Desk
from workflows.letters import SAFE_VALUES, Letter
from workflows.notices import notify


async def test_a_letter_exists_when_its_transaction_commits_and_not_otherwise(desk: Desk) -> None:
    lies = desk.cast["leidinggevende"].key

    async def told_and_rolled_back() -> None:
        async with desk.storage.transaction() as db:
            await notify(db, Letter.DIGEST_OPEN_WORK, lies, NOW, about="W11", count=0, items=[])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await told_and_rolled_back()
    assert await desk.rows("SELECT count(*) FROM mail") == [(0,)]
    assert await desk.rows("SELECT count(*) FROM pgqueuer") == [(0,)]
    async with desk.storage.transaction() as db:
        await notify(db, Letter.DIGEST_OPEN_WORK, lies, NOW, about="2026-W11", count=0, items=[])
    assert await desk.rows("SELECT letter, state FROM mail") == [("digest-open-work", "waiting")]
    assert await desk.rows("SELECT entrypoint, status::text FROM pgqueuer") == [("mail", "queued")]


async def test_telling_the_same_twice_sends_it_once(desk: Desk) -> None:
    lies = desk.cast["leidinggevende"].key
    for hours in range(3):
        async with desk.storage.transaction() as db:
            now = NOW + timedelta(hours=hours)
            await notify(
                db, Letter.DIGEST_OPEN_WORK, lies, now, about="2026-W11", count=0, items=[]
            )
    assert await desk.rows("SELECT count(*) FROM mail") == [(1,)]
    assert await desk.rows("SELECT count(*) FROM pgqueuer") == [(1,)]


async def test_a_letter_tells_only_what_letters_may_tell(desk: Desk) -> None:
    lies = desk.cast["leidinggevende"].key
    async with desk.storage.transaction() as db:
        with pytest.raises(LookupError, match="headline"):
            await notify(
                db,
                Letter.DIGEST_OPEN_WORK,
                lies,
                NOW,
                about="x",
                count=0,
                items=[],
                headline="Bakkerij",
            )
        with pytest.raises(LookupError, match="due"):
            await notify(db, Letter.STEP_OVERDUE, lies, NOW, about="x", number="1", kind="W")
    assert "headline" not in SAFE_VALUES
