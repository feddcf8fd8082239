"""Two people, two tabs, fifty submissions at once: one outcome, and the others are told."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import pytest

from register.declarations import Status
from register.errors import Refusal, Stale, Unsuitable
from register.people import Office
from tests.register.chains import events, verify
from tests.workflows.desk import Desk

pytestmark = pytest.mark.storage


async def outcomes(*attempts: Awaitable[Any]) -> Counter[str]:
    """Let everybody try at once; count who got through and how the others were refused."""
    done = await asyncio.gather(*attempts, return_exceptions=True)
    for each in done:
        if isinstance(each, BaseException) and not isinstance(each, Refusal):
            raise each
    return Counter(type(each).__name__ if isinstance(each, Refusal) else "done" for each in done)


async def test_two_holders_of_an_office_decide_at_once_and_one_decision_stands(
    desk: Desk,
) -> None:
    await desk.appoint("collega", Office.BESTUURSSECRETARIS)
    for _ in range(5):
        key = await desk.declared("zonder")
        version = (await desk.declaration(key)).version
        assert await outcomes(
            desk.decide("bestuurssecretaris", key, "goedkeuren", version=version),
            desk.decide("collega", key, "afwijzen", version=version),
        ) == {"done": 1, "Stale": 1}
        [step] = await desk.steps(key)
        wanted = {"goedkeuren": Status.GOEDGEKEURD, "afwijzen": Status.AFGEWEZEN}
        assert step.decision is not None
        assert (await desk.declaration(key)).status is wanted[step.decision.value]
        chain = await events(desk.storage, str(key))
        verify(chain)
        assert [event.action[:8] for event in chain].count("decision") == 1


async def test_a_double_click_decides_once(desk: Desk) -> None:
    key = await desk.declared()
    version = (await desk.declaration(key)).version
    clicks = [desk.decide("leidinggevende", key, "voorwaarden", version=version) for _ in range(6)]
    assert await outcomes(*clicks) == {"done": 1, "Stale": 5}
    assert await desk.rows("SELECT count(*) FROM condition") == [(1,)]
    assert await desk.rows("SELECT count(*) FROM transition") == [(2,)]


async def test_a_double_click_submits_once(desk: Desk) -> None:
    key = await desk.draft()
    clicks = [desk.submit("medewerker", key) for _ in range(6)]
    assert await outcomes(*clicks) == {"done": 1, "Unsuitable": 5}
    assert len(await desk.revisions(key)) == len(await desk.steps(key)) == 1
    assert await desk.rows("SELECT last FROM number_series") == [(1,)]


async def test_fifty_submissions_at_once_are_numbered_without_a_gap(desk: Desk) -> None:
    keys = [await desk.draft() for _ in range(50)]
    told = await asyncio.gather(*(desk.submit("medewerker", key) for key in keys))
    assert sorted(each.number for each in told) == [f"2026-{n:04d}" for n in range(1, 51)]
    assert await desk.rows("SELECT count(*), max(sequence), min(sequence) FROM declaration") == [
        (50, 50, 1)
    ]
    for key in keys:
        verify(await events(desk.storage, str(key)))


async def test_withdrawing_while_somebody_decides_ends_in_one_of_the_two(desk: Desk) -> None:
    for _ in range(6):
        key = await desk.declared()
        version = (await desk.declaration(key)).version
        assert await outcomes(
            desk.withdraw("medewerker", key, version=version),
            desk.decide("leidinggevende", key, "goedkeuren", version=version),
        ) == {"done": 1, "Stale": 1}
        [step], status = await desk.steps(key), (await desk.declaration(key)).status
        assert (step.decision is None) == (status is Status.INGETROKKEN)
        assert (step.cancelled_at is not None) == (status is Status.INGETROKKEN)


async def test_submitting_while_one_deletes_ends_in_one_of_the_two(desk: Desk) -> None:
    for _ in range(4):
        key = await desk.draft()
        result = await outcomes(desk.submit("medewerker", key), desk.delete("medewerker", key))
        assert result["done"] == 1
        kept = await desk.rows("SELECT status FROM declaration WHERE id = :key", key=key)
        assert kept in ([], [("ingediend",)])


async def test_typing_in_one_tab_while_another_submits_changes_nothing_submitted(
    desk: Desk,
) -> None:
    key = await desk.draft()
    attempts = [desk.type("medewerker", key, position=f"Nummer {n}") for n in range(5)]
    done = await asyncio.gather(desk.submit("medewerker", key), *attempts, return_exceptions=True)
    assert all(each is None or isinstance(each, Unsuitable) for each in done[1:])
    [revision] = await desk.revisions(key)
    draft = (await desk.declaration(key)).draft
    assert draft is not None
    assert revision.headline.startswith(draft["position"])


async def test_a_decision_waits_for_who_was_earlier_and_is_then_stale(desk: Desk) -> None:
    key = await desk.declared()
    version = (await desk.declaration(key)).version
    await desk.decide("leidinggevende", key, "aanvullen", version=version)
    await desk.submit("medewerker", key)
    with pytest.raises(Stale):
        await desk.decide("leidinggevende", key, version=version)
