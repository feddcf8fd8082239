"""A running declaration is looked at again (*nakijken*) each year, and the answer is kept."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from register.clock import day_of
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.types.related_party_contract import Phase
from tests.workflows.desk import Desk
from workflows import looking_again, reviews
from workflows.looking_again import own_waiting
from workflows.reviews import InForce, look_again_on, months_later

YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 10), 12, date(2027, 3, 10)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_a_number_of_months_on_is_the_same_day(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


LOOKED = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("held", "day"),
    [
        (InForce("nevenfunctie", LOOKED), date(2027, 3, 10)),
        (InForce("woning", LOOKED), None),
        (InForce("uitnodiging", LOOKED), None),
        (InForce("prive-leverancier", LOOKED), None),
        (InForce("opdracht-verwante", LOOKED, Phase.VERKENNING), None),
        (InForce("opdracht-verwante", LOOKED, Phase.AFGEROND), None),
        (InForce("opdracht-verwante", LOOKED, Phase.LOPEND), date(2027, 3, 10)),
        (
            InForce("opdracht-verwante", LOOKED, Phase.LOPEND, date(2026, 6, 30)),
            date(2026, 7, 1),
        ),
        (
            InForce("opdracht-verwante", LOOKED, Phase.GEGUND, date(2030, 6, 30)),
            date(2027, 3, 10),
        ),
        (
            InForce("opdracht-verwante", LOOKED, Phase.LOPEND, date(2026, 3, 9)),
            date(2027, 3, 10),
        ),
    ],
)
def test_a_nevenfunctie_is_looked_at_each_year_and_a_contract_at_its_end(
    held: InForce, day: date | None
) -> None:
    assert look_again_on(held, 12) == day


async def approved(desk: Desk, **answers: str) -> UUID:
    key = await desk.declared(**answers)
    await desk.decide("leidinggevende", key)
    return key


async def tick(desk: Desk) -> None:
    async with desk.storage.transaction() as db:
        await reviews.open_due(db, desk.now)


async def review_of(desk: Desk, key: UUID) -> int:
    [(review,)] = await desk.rows(
        "SELECT id FROM review WHERE declaration_id = :key AND answer IS NULL", key=key
    )
    return int(review)


async def confirm(desk: Desk, who: str, key: UUID, review: int, words: str = "") -> None:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        await looking_again.confirm(db, actor, key, review, words, desk.now)


async def asked(desk: Desk, who: str = "medewerker") -> list[str]:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return [each.number for each in await own_waiting(db, actor)]


async def answers(desk: Desk) -> list[tuple[object, ...]]:
    return await desk.rows("SELECT answer, words, answered_by_name FROM review ORDER BY id")


@pytest.mark.storage
async def test_a_year_after_the_decision_its_declarant_is_asked_once(desk: Desk) -> None:
    await approved(desk)
    desk.now += YEAR - timedelta(days=1)
    await tick(desk)
    assert await asked(desk) == []
    desk.now += timedelta(days=1)
    await tick(desk)
    await tick(desk)
    assert await asked(desk) == ["2026-0001"]
    assert await desk.rows("SELECT due_on FROM review") == [(date(2027, 3, 24),)]
    assert await desk.rows("SELECT letter, told->>'due' FROM mail WHERE letter = 'review-due'") == [
        ("review-due", "2027-03-24")
    ]


@pytest.mark.storage
async def test_days_on_which_nothing_ran_are_caught_up_with_once(desk: Desk) -> None:
    await approved(desk)
    desk.now += 3 * YEAR
    await tick(desk)
    assert await desk.rows("SELECT count(*) FROM review") == [(1,)]
    desk.now += YEAR
    await tick(desk)
    assert await desk.rows("SELECT count(*) FROM review") == [(1,)], "one at a time"


@pytest.mark.storage
async def test_nothing_has_changed_and_a_year_later_it_is_asked_again(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += YEAR
    await tick(desk)
    await confirm(desk, "medewerker", key, await review_of(desk, key), " Nog steeds zo. ")
    assert await answers(desk) == [("ongewijzigd", "Nog steeds zo.", "Mees Medewerker")]
    assert await asked(desk) == []
    dossier = await desk.look_at("medewerker", key)
    assert dossier.timeline[-1].sentence == (
        "Mees Medewerker heeft de verklaring nagekeken: alles klopt nog."
    )
    assert dossier.timeline[-1].detail == "Nog steeds zo."
    desk.now += YEAR
    await tick(desk)
    assert await asked(desk) == [], "2028 is a leap year"
    desk.now += timedelta(days=1)
    await tick(desk)
    assert await asked(desk) == ["2026-0001"]


@pytest.mark.storage
async def test_saying_it_twice_says_it_once_and_otherwise_is_told(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += YEAR
    await tick(desk)
    review = await review_of(desk, key)
    await confirm(desk, "medewerker", key, review)
    await confirm(desk, "medewerker", key, review)
    assert await desk.rows("SELECT count(*) FROM event WHERE action = 'review.answered'") == [(1,)]
    with pytest.raises(Stale):
        await confirm(desk, "medewerker", key, review, "Toch niet.")


@pytest.mark.storage
async def test_a_change_that_is_submitted_is_an_answer(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += YEAR
    await tick(desk)
    review = await review_of(desk, key)
    await desk.start_change("medewerker", key)
    assert await asked(desk) == ["2026-0001"], "typing is no answer yet"
    with pytest.raises(Unsuitable, match="bezig met een wijziging"):
        await confirm(desk, "medewerker", key, review)
    await desk.submit("medewerker", key)
    assert await answers(desk) == [("gewijzigd", None, "Mees Medewerker")]
    desk.now += 2 * YEAR
    await tick(desk)
    assert await asked(desk) == [], "what waits for a reviewer is not asked after"


@pytest.mark.storage
async def test_a_change_that_was_approved_begins_a_new_year(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += timedelta(days=300)
    await desk.changed("medewerker", key, hours_per_week="4")
    await desk.decide("leidinggevende", key)
    desk.now += timedelta(days=100)
    await tick(desk)
    assert await asked(desk) == []
    desk.now += timedelta(days=265)
    await tick(desk)
    assert await asked(desk) == ["2026-0001"]


@pytest.mark.storage
async def test_a_change_that_was_refused_does_not_begin_a_new_year(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += timedelta(days=300)
    await desk.changed("medewerker", key, hours_per_week="30")
    await desk.decide("leidinggevende", key, "afwijzen")
    desk.now += timedelta(days=65)
    await tick(desk)
    assert await asked(desk) == ["2026-0001"]


@pytest.mark.storage
async def test_an_end_is_an_answer(desk: Desk) -> None:
    key = await approved(desk)
    desk.now += YEAR
    await tick(desk)
    await desk.end("medewerker", key, "01-03-2027")
    assert (await desk.declaration(key)).status is Status.BEEINDIGD
    assert await answers(desk) == [("beeindigd", None, "Mees Medewerker")]


@pytest.mark.storage
async def test_nobody_else_answers(desk: Desk) -> None:
    key = await approved(desk)
    other = await approved(desk, organisation="Stichting Elders")
    desk.now += YEAR
    await tick(desk)
    review = await review_of(desk, key)
    for who in ("collega", "leidinggevende", "bestuurssecretaris", "directeur", "accountant"):
        with pytest.raises(NotFound):
            await confirm(desk, who, key, review)
    with pytest.raises(NotFound):
        await confirm(desk, "medewerker", other, review)
    with pytest.raises(NotFound):
        await confirm(desk, "medewerker", key, 0)


@pytest.mark.storage
@pytest.mark.parametrize("words", ["a\x00b", "\ud800", "x" * 4_001])
async def test_words_that_cannot_be_kept_are_told(desk: Desk, words: str) -> None:
    key = await approved(desk)
    desk.now += YEAR
    await tick(desk)
    with pytest.raises(Invalid) as refused:
        await confirm(desk, "medewerker", key, await review_of(desk, key), words)
    assert set(refused.value.errors) == {"nagekeken"}
    assert await asked(desk) == ["2026-0001"]


@pytest.mark.storage
async def test_the_limit_may_be_off_or_shorter(desk: Desk) -> None:
    await approved(desk)
    await desk.limit("review_months", None)
    desk.now += 2 * YEAR
    await tick(desk)
    assert await asked(desk) == []
    await desk.limit("review_months", "6")
    await desk.limit("review_days", "7")
    await tick(desk)
    assert await asked(desk) == ["2026-0001"]
    [(due_on,)] = await desk.rows("SELECT due_on FROM review")
    assert due_on == day_of(desk.now) + timedelta(days=7)


@pytest.mark.storage
async def test_who_left_is_not_asked(desk: Desk) -> None:
    await approved(desk)
    await desk.change("medewerker", in_service_until=date(2026, 12, 31))
    desk.now += YEAR
    await tick(desk)
    assert await desk.rows("SELECT count(*) FROM review") == [(0,)]


@pytest.mark.storage
async def test_the_bestuurssecretaris_sees_who_is_too_late(desk: Desk) -> None:
    await approved(desk)
    desk.now = datetime(2027, 3, 10, 9, 30, tzinfo=UTC)
    await tick(desk)

    async def late(who: str, today: date) -> list[str]:
        actor = await desk.actor(who)
        async with desk.storage.transaction() as db:
            return [each.number for each in await looking_again.overdue(db, actor, today)]

    assert await late("bestuurssecretaris", date(2027, 3, 24)) == []
    assert await late("bestuurssecretaris", date(2027, 3, 25)) == ["2026-0001"]
    for who in ("leidinggevende", "directeur", "medewerker"):
        assert await late(who, date(2027, 3, 25)) == []
