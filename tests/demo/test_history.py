from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

import pytest
from sqlalchemy import or_, text
from sqlalchemy.engine import URL
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.cast import BY_KEY
from demo.people import ON_LEAVE
from demo.seed import seed
from register.audit import GENESIS, OFFICE_CHAIN, Event, Happening, digest_of, link
from register.clock import day_of
from register.decisions import Condition, Decision, ReviewerRole, Step, Transition
from register.declarations import Declaration, NumberSeries, Revision, Status
from register.frozen import digest_of_revision, digest_of_step
from register.people import Absence, Actor, Person, actor
from register.storage import Storage
from register.types import TYPES
from register.verification import verify
from tests.demo.conftest import LEAP_DAY, seeded_database
from workflows.worklists import waiting

pytestmark = pytest.mark.storage


async def _cast(demo: AsyncSession, key: str, day: date) -> Actor:
    number = BY_KEY[key].staff_number
    found = await demo.exec(select(Person.id).where(Person.staff_number == number))
    someone = await actor(demo, found.one() or 0, day)
    assert someone is not None
    return someone


async def test_some_hundred_and_fifty_declarations_stand_in_every_state(
    demo: AsyncSession,
) -> None:
    states = Counter((await demo.exec(select(Declaration.status))).all())
    assert 145 <= states.total() <= 170
    assert set(states) == set(Status)
    assert min(states.values()) >= 5
    assert states[Status.GOEDGEKEURD] > states[Status.AFGEWEZEN]


async def test_every_type_was_declared_often(demo: AsyncSession) -> None:
    types = Counter((await demo.exec(select(Declaration.type))).all())
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 20


async def test_several_declarations_were_answered_with_a_second_revision(
    demo: AsyncSession,
) -> None:
    second = await demo.exec(
        select(func.count()).select_from(Revision).where(Revision.revision_number == 2)
    )
    assert second.one() >= 6


async def test_the_numbers_of_a_year_have_no_gaps_and_follow_the_moment_of_submission(
    demo: AsyncSession,
) -> None:
    rows = (
        await demo.exec(
            select(Declaration.year, Declaration.sequence, Declaration.submitted_at)
            .where(col(Declaration.number).is_not(None))
            .order_by(col(Declaration.submitted_at))
        )
    ).all()
    given: dict[int | None, list[int | None]] = defaultdict(list)
    for year, sequence, submitted_at in rows:
        assert submitted_at is not None
        assert day_of(submitted_at).year == year
        given[year].append(sequence)
    last = {series.year: series.last for series in await demo.exec(select(NumberSeries))}
    assert given == {year: list(range(1, number + 1)) for year, number in last.items()}
    assert len(given) >= 3


async def test_every_chain_starts_at_one_has_no_gap_and_verifies(demo: AsyncSession) -> None:
    events = (await demo.exec(select(Event).order_by(col(Event.chain), col(Event.seq)))).all()
    declarations = (await demo.exec(select(Declaration.id))).all()
    chains = {chain: list(links) for chain, links in groupby(events, attrgetter("chain"))}
    assert set(chains) == {OFFICE_CHAIN, *(str(key) for key in declarations)}
    for chain, links in chains.items():
        assert [each.seq for each in links] == list(range(1, len(links) + 1))
        assert [each.at for each in links] == sorted(each.at for each in links)
        previous = GENESIS
        for each in links:
            assert each.salt is not None
            assert each.data is not None
            assert each.digest == digest_of(each.salt, each.data)
            assert each.prev_hash == previous
            previous = link(
                previous, chain, each.seq, each.at, each.actor, each.action, each.digest
            )
            assert each.hash == previous


async def test_submissions_and_decisions_vouch_for_the_rows_they_froze(
    demo: AsyncSession,
) -> None:
    types = dict((await demo.exec(select(Declaration.id, Declaration.type))).all())
    told = await demo.exec(
        select(Event.chain, Event.data).where(Event.action == Happening.SUBMITTED.value)
    )
    frozen = {(chain, data["revision"]): data["frozen"] for chain, data in told if data}
    for revision in (await demo.exec(select(Revision))).all():
        kind = TYPES[types[revision.declaration_id]]
        told_digest = frozen[str(revision.declaration_id), revision.revision_number]
        assert told_digest == await digest_of_revision(demo, kind, revision.id)
    told = await demo.exec(
        select(Event.chain, Event.data).where(
            or_(
                col(Event.action).like("decision.%"),
                col(Event.action) == Happening.STEP_TAKEN.value,
            )
        )
    )
    for _, data in told.all():
        assert data is not None
        assert data["frozen"] == await digest_of_step(demo, data["step"])


async def test_the_audit_finds_the_whole_register_sound(demo: AsyncSession) -> None:
    found = await verify(demo)
    assert found.sound, [fault.told for fault in found.faults]
    assert found.revisions >= 150
    assert found.decisions >= 180


async def test_nobody_decided_on_their_own_declaration(demo: AsyncSession) -> None:
    decided = await demo.exec(
        select(Step.decided_by, Declaration.declarant_id)
        .join(Declaration, col(Declaration.id) == Step.declaration_id)
        .where(col(Step.decided_by).is_not(None))
    )
    pairs = decided.all()
    assert len(pairs) >= 100
    assert all(reviewer != declarant for reviewer, declarant in pairs)


async def test_everybody_acted_while_in_service_and_not_while_on_leave(
    demo: AsyncSession,
) -> None:
    people = {person.id: person for person in await demo.exec(select(Person))}
    leave = (await demo.exec(select(Absence))).one()
    assert people[leave.person_id].staff_number == ON_LEAVE
    acted = [*(await demo.exec(select(Transition.by_id, Transition.at)))]
    acted += await demo.exec(
        select(Step.decided_by, Step.decided_at).where(col(Step.decided_at).is_not(None))
    )
    for who, at in acted:
        day = day_of(at)
        assert people[who].in_service_on(day), people[who].name
        assert who != leave.person_id or day < leave.starts_on


async def test_directie_the_secretary_and_who_has_no_manager_start_with_an_office(
    demo: AsyncSession, today: datetime
) -> None:
    roles = defaultdict(set)
    found = await demo.exec(
        select(Revision.declarant_staff_number, Step.role)
        .join(Step, col(Step.revision_id) == Revision.id)
        .where(Step.position == 1)
    )
    for number, role in found:
        roles[number].add(role)
    assert roles[BY_KEY["directie"].staff_number] == {ReviewerRole.RVT}
    assert roles[BY_KEY["zonder-leidinggevende"].staff_number] == {ReviewerRole.BESTUURSSECRETARIS}
    assert ReviewerRole.DIRECTIE in roles[BY_KEY["bestuurssecretaris"].staff_number]


async def test_the_secretary_who_left_decided_until_then_and_the_new_one_since(
    demo: AsyncSession, today: datetime
) -> None:
    found = await demo.exec(
        select(Step.decided_at, Person.staff_number)
        .join(Person, col(Person.id) == Step.decided_by)
        .where(Step.role == ReviewerRole.BESTUURSSECRETARIS)
    )
    for decided_at, number in found.all():
        assert decided_at is not None
        was_there = decided_at.date() <= date(today.year - 1, 8, 31)
        assert number == ("2042" if was_there else BY_KEY["bestuurssecretaris"].staff_number)


async def test_nothing_happened_today_or_later(demo: AsyncSession, today: datetime) -> None:
    newest = (await demo.exec(select(func.max(Event.at)))).one()
    oldest = (await demo.exec(select(func.min(Event.at)))).one()
    assert newest is not None
    assert oldest is not None
    assert day_of(newest) < day_of(today)
    assert today - newest < timedelta(days=7)
    assert timedelta(days=900) < today - oldest < timedelta(days=3 * 365 + 10)


async def test_something_is_overdue_something_due_soon_and_something_has_time(
    demo: AsyncSession, today: datetime
) -> None:
    open_steps = await demo.exec(
        select(col(Step.due_on)).where(
            col(Step.decided_at).is_(None), col(Step.cancelled_at).is_(None)
        )
    )
    left = [(due_on - day_of(today)).days for due_on in open_steps]
    assert sum(days < 0 for days in left) >= 4
    assert sum(0 <= days <= 4 for days in left) >= 4
    assert sum(days > 4 for days in left) >= 4


@pytest.mark.parametrize(
    ("key", "at_least"),
    [
        ("leidinggevende", 6),
        ("tweede-leidinggevende", 4),
        ("met-verlof", 3),
        ("bestuurssecretaris", 5),
        ("directie", 3),
        ("rvt", 3),
        ("communicatie", 2),
    ],
)
async def test_declarations_wait_for_those_of_the_cast_who_decide(
    demo: AsyncSession, today: datetime, key: str, at_least: int
) -> None:
    someone = await _cast(demo, key, day_of(today))
    assert len(await waiting(demo, someone)) >= at_least


async def test_approvals_under_conditions_have_conditions_due_after_the_decision(
    demo: AsyncSession,
) -> None:
    steps = (await demo.exec(select(Step).where(Step.decision == Decision.VOORWAARDEN))).all()
    due = defaultdict(list)
    for condition in await demo.exec(select(Condition)):
        due[condition.step_id].append(condition.due_on)
    assert set(due) == {step.id for step in steps}
    for step in steps:
        assert step.decided_at is not None
        assert min(due[step.key]) > day_of(step.decided_at)


@pytest.mark.parametrize("today", [LEAP_DAY], ids=["leap day"], indirect=True)
async def test_the_same_day_gives_the_same_register_whatever_the_hour(
    server: URL, template: str, seeded: URL, today: datetime
) -> None:
    async with seeded_database(server, template, today + timedelta(hours=5)) as again:
        assert await _told(seeded) == await _told(again)


async def _told(url: URL) -> list[tuple[object, ...]]:
    storage = Storage(url)
    async with storage.transaction() as db:
        rows = await (await db.connection()).execute(
            text(
                "SELECT d.id, d.number, d.status, d.draft, d.created_at, d.updated_at, "
                "d.version, r.revision_number, r.headline, r.submitted_at, r.declarant_name, "
                "r.declarant_manager_name, s.role, s.due_on, s.decided_at, s.reason "
                "FROM declaration d LEFT JOIN revision r ON r.declaration_id = d.id "
                "LEFT JOIN step s ON s.revision_id = r.id "
                "ORDER BY d.id, r.revision_number, s.position"
            )
        )
        told = [tuple(row) for row in rows]
    await storage.close()
    return told


async def test_a_register_that_holds_people_is_left_alone(
    storage: Storage, organisation: dict[str, Person]
) -> None:
    report = await seed(storage, LEAP_DAY)
    assert not report.seeded
    async with storage.transaction() as db:
        counted = await db.exec(select(func.count()).select_from(Person))
        assert counted.one() == len(organisation)


async def test_a_seed_that_breaks_off_leaves_nothing_and_the_next_one_does_it_all(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process ends."""

    async def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("demo.seed.Player.play", die)
        with pytest.raises(Killed):
            await seed(storage, LEAP_DAY)
    async with storage.transaction() as db:
        counted = await db.exec(select(func.count()).select_from(Person))
        assert counted.one() == 0
    assert (await seed(storage, LEAP_DAY)).seeded
