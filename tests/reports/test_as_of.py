"""What stood at a moment is what had happened by then, whatever happened since."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from register.audit import Event
from register.clock import end_of_day
from register.decisions import Decision, ReviewerRole
from register.declarations import Status
from register.storage import Storage, count_queries
from register.types import TYPES
from reports.as_of import ConditionThen, Standing, counts, stood
from reports.register_filter import RegisterFilter
from reports.snapshot import snapshot
from tests.reports.story import Story, after

pytestmark = pytest.mark.storage


async def at(storage: Storage, moment: datetime, slug: str = "nevenfunctie") -> list[Standing]:
    async with snapshot(storage) as db:
        return [row async for row in stood(db, moment, TYPES[slug], RegisterFilter())]


async def chain_at(storage: Storage, key: UUID, moment: datetime) -> bytes:
    async with storage.transaction() as db:
        found = await db.exec(
            select(Event.hash)
            .where(Event.chain == str(key), Event.at <= moment)
            .order_by(col(Event.seq).desc())
        )
        return found.all()[0]


async def test_nothing_stands_before_it_is_submitted(story: Story, storage: Storage) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(1))

    assert await at(storage, after(1) - timedelta(microseconds=1)) == []
    assert len(await at(storage, after(1))) == 1


async def test_what_was_undecided_then_is_undecided_though_it_was_decided_since(
    story: Story, storage: Storage
) -> None:
    key, number = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided("leidinggevende", key, "goedkeuren", after(3))

    (then,) = await at(storage, end_of_day(date(2026, 3, 4)))
    assert (then.number, then.status) == (number, Status.INGEDIEND)
    assert (then.role, then.decision, then.reason, then.decided_at) == (None, None, None, None)
    assert then.decided_by_name is None
    assert then.due_on == date(2026, 3, 16)
    assert then.conditions == []

    (since,) = await at(storage, end_of_day(date(2026, 3, 5)))
    assert (since.status, since.decision) == (Status.GOEDGEKEURD, Decision.GOEDKEUREN)
    assert (since.role, since.decided_by_name) == (ReviewerRole.LEIDINGGEVENDE, "Lies Leiding")
    assert (since.reason, since.decided_at) == ("Reden om te goedkeuren.", after(3))


async def test_an_answered_question_shows_the_revision_and_decision_of_that_moment(
    story: Story, storage: Storage
) -> None:
    key, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided("leidinggevende", key, "aanvullen", after(1))
    await story.answered("medewerker", key, "nevenfunctie", after(2), position="Voorzitter")
    await story.decided(
        "leidinggevende",
        key,
        "voorwaarden",
        after(3),
        ("Meld elk jaar de uren", "01-04-2026"),
        ("Geen overleg in werktijd", "15-03-2026"),
    )

    (asked,) = await at(storage, after(1))
    assert (asked.status, asked.revision_number) == (Status.AANVULLING, 1)
    assert (asked.values["position"], asked.decision) == ("Penningmeester", Decision.AANVULLEN)

    (answered,) = await at(storage, after(2))
    assert (answered.status, answered.revision_number) == (Status.INGEDIEND, 2)
    assert (answered.values["position"], answered.decision) == ("Voorzitter", None)
    assert (answered.first_submitted_at, answered.submitted_at) == (after(0), after(2))

    (approved,) = await at(storage, after(3))
    assert approved.status is Status.VOORWAARDEN
    assert approved.conditions == [
        ConditionThen("Meld elk jaar de uren", date(2026, 4, 1)),
        ConditionThen("Geen overleg in werktijd", date(2026, 3, 15)),
    ]


async def test_withdrawn_and_ended_declarations_keep_their_place(
    story: Story, storage: Storage
) -> None:
    first, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    second, _ = await story.submitted("collega", "nevenfunctie", after(0))
    await story.withdrawn("medewerker", first, after(1))
    await story.decided("leidinggevende", second, "goedkeuren", after(1))
    await story.ended("collega", second, after(2))

    days = [[row.status for row in await at(storage, after(day))] for day in range(3)]
    assert days == [
        [Status.INGEDIEND, Status.INGEDIEND],
        [Status.INGETROKKEN, Status.GOEDGEKEURD],
        [Status.INGETROKKEN, Status.BEEINDIGD],
    ]
    ended = (await at(storage, after(2)))[1]
    assert ended.decision is Decision.GOEDKEUREN


async def test_the_chain_head_is_that_of_the_moment(story: Story, storage: Storage) -> None:
    key, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided("leidinggevende", key, "afwijzen", after(1))
    (before,) = await at(storage, after(0))
    (later,) = await at(storage, after(1))

    assert before.chain_head == await chain_at(storage, key, after(0))
    assert later.chain_head == await chain_at(storage, key, after(1))
    assert before.chain_head != later.chain_head


async def test_the_counts_agree_with_the_rows_of_every_type(story: Story, storage: Storage) -> None:
    for slug in TYPES:
        await story.submitted("medewerker", slug, after(0))
    async with snapshot(storage) as db:
        counted = await counts(db, after(0), RegisterFilter())

    assert counted == {(slug, Status.INGEDIEND): 1 for slug in TYPES}
    for slug in TYPES:
        assert len(await at(storage, after(0), slug)) == 1


async def test_a_question_takes_one_query_whatever_the_number_of_rows(
    story: Story, storage: Storage
) -> None:
    for _ in range(7):
        await story.submitted("medewerker", "nevenfunctie", after(0))
    async with snapshot(storage) as db:
        counted: list[str] = []
        stop = count_queries(storage, counted)
        rows = [row async for row in stood(db, after(0), TYPES["nevenfunctie"], RegisterFilter())]
        stop()

    assert len(rows) == 7
    assert len(counted) == 1


async def test_a_filter_looks_at_what_stood_then(story: Story, storage: Storage) -> None:
    key, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided("leidinggevende", key, "goedkeuren", after(1))
    wanted = RegisterFilter(status=Status.INGEDIEND)
    async with snapshot(storage) as db:
        undecided = [row async for row in stood(db, after(0), TYPES["nevenfunctie"], wanted)]
        decided = [row async for row in stood(db, after(1), TYPES["nevenfunctie"], wanted)]

    assert (len(undecided), len(decided)) == (1, 0)
