"""What departs under an edition is told beforehand, and nothing that was decided changes by it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from register.errors import NotFound
from register.storage import count_queries
from tests.conftest import NOW
from tests.register.imports.files import VERF, suppliers
from tests.workflows.desk import Desk
from tests.workflows.edition_two import CHANGES, COMES, PAST, TOLD, publish
from workflows import edition_report
from workflows.edition_report import Report, Standing, editions, report
from workflows.rules import VERSIONS
from workflows.supplier_import import import_suppliers

pytestmark = pytest.mark.storage

TODAY = NOW.date()
SINCE = TODAY + timedelta(days=60)
PARTY = {"organisation": "Stichting De Vuurtoren", "kvk_number": "99000001"}


async def reported(
    desk: Desk, edition: str = "2", after: str | None = None, who: str = "bestuurssecretaris"
) -> Report:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await report(db, actor, edition, after, desk.now.date())


async def told(
    desk: Desk, edition: str = "2", who: str = "bestuurssecretaris"
) -> dict[str, Sequence[str]]:
    """Give the rules that depart, by the number of the declaration."""
    found = await reported(desk, edition, who=who)
    return {row.live.number: [each.rule.id for each in row.departures] for row in found.rows}


def test_an_edition_tells_from_when_it_holds_and_what_comes_or_changes_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (first,) = editions(TODAY)
    assert (first.name, first.since, first.standing) == ("1", None, Standing.IN_FORCE)
    assert (len(first.came), list(first.changed)) == (len(VERSIONS), [])
    publish(monkeypatch, SINCE)
    second, first = editions(TODAY)
    assert (second.name, second.since, second.standing) == ("2", SINCE, Standing.COMING)
    assert [rule.id for rule in second.came] == [COMES]
    assert [rule.id for rule in second.changed] == [CHANGES]
    assert first.standing is Standing.IN_FORCE
    assert [each.standing for each in editions(SINCE)] == [Standing.IN_FORCE, Standing.REPLACED]


async def test_what_would_depart_is_told_before_the_edition_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declared()
    await desk.declared("collega", **PAST, **PARTY)
    await desk.declared("collega", "woning")
    publish(monkeypatch, SINCE)
    found = await reported(desk)
    assert (found.first, found.last, found.looked_at) == ("2026-0001", "2026-0003", 3)
    assert found.judged_on == SINCE
    [row] = found.rows
    assert (row.live.number, row.live.declarant_name) == ("2026-0001", "Mees Medewerker")
    assert [(each.rule.id, each.sentence) for each in row.departures] == [(COMES, TOLD)]
    assert row.can_be_asked
    assert await told(desk, "1") == {}


async def test_what_departs_is_told_from_the_day_on_which_the_edition_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declared()
    publish(monkeypatch, SINCE)
    for day in (SINCE, SINCE + timedelta(days=30)):
        desk.now = NOW + (day - TODAY)
        assert await told(desk) == {"2026-0001": [COMES]}
        assert (await reported(desk)).judged_on == day


async def test_what_is_submitted_under_the_edition_is_no_news(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, TODAY)
    await desk.declared(during_working_hours="ja")
    assert await told(desk) == {}


async def test_a_rule_that_weighs_heavier_is_told_and_one_that_weighs_the_same_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declared(during_working_hours="ja", uses_company_assets="ja", **PAST)
    publish(monkeypatch, SINCE)
    assert await told(desk) == {"2026-0001": [CHANGES]}


async def test_the_heaviest_departure_stands_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declared(during_working_hours="ja")
    publish(monkeypatch, SINCE)
    assert await told(desk) == {"2026-0001": [CHANGES, COMES]}


async def test_what_was_never_judged_is_told_of_whatever_departs(desk: Desk) -> None:
    await desk.declared(during_working_hours="ja")
    assert await told(desk, "1") == {}
    async with desk.storage.engine.begin() as connection:
        for statement in (
            "ALTER TABLE finding DISABLE TRIGGER USER",
            "DELETE FROM finding",
            "ALTER TABLE finding ENABLE TRIGGER USER",
        ):
            await connection.exec_driver_sql(statement)
    assert await told(desk, "1") == {"2026-0001": ["NF-2"]}


async def test_what_departs_most_heavily_stands_on_top(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declared("medewerker", **PAST)
    await desk.declared("collega")
    await desk.declared("zonder", during_working_hours="ja", **PARTY)
    for organisation in ("Kookclub Oosteinde", "Zangkoor Westeinde"):
        two_hours = {"organisation": organisation, "kvk_number": "", "hours_per_week": "2"}
        await desk.declared("leidinggevende", **two_hours)
    publish(monkeypatch, SINCE)
    await desk.limit("side_hours_notice", "3,5")
    assert list((await told(desk)).items()) == [
        ("2026-0003", [CHANGES, COMES]),
        ("2026-0002", [COMES]),
        ("2026-0004", ["NF-5"]),
        ("2026-0005", ["NF-5"]),
        ("2026-0001", ["AL-4"]),
    ]


async def test_only_live_declarations_are_looked_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved, refused, ended, withdrawn, asked = [await desk.declared() for _ in range(5)]
    await desk.declared()
    await desk.draft()
    await desk.decide("leidinggevende", approved)
    await desk.decide("leidinggevende", refused, "afwijzen")
    await desk.decide("leidinggevende", ended)
    await desk.end("medewerker", ended)
    await desk.withdraw("medewerker", withdrawn)
    await desk.decide("leidinggevende", asked, "aanvullen")
    publish(monkeypatch, SINCE)
    assert list(await told(desk)) == ["2026-0001", "2026-0005", "2026-0006"]


async def test_a_decided_declaration_does_not_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await desk.declared(during_working_hours="ja")
    await desk.decide("leidinggevende", key)
    await desk.decide("bestuurssecretaris", key, "positief")
    everything = (
        "SELECT to_jsonb(finding) FROM finding ORDER BY rule",
        "SELECT to_jsonb(weighing) FROM weighing ORDER BY step_id, rule",
        "SELECT to_jsonb(step) FROM step ORDER BY id",
        "SELECT to_jsonb(declaration) FROM declaration",
        "SELECT to_jsonb(revision) FROM revision",
    )
    before = [await desk.rows(query) for query in everything]
    publish(monkeypatch, TODAY)
    assert await told(desk) == {"2026-0001": [CHANGES, COMES]}
    assert [await desk.rows(query) for query in everything] == before


async def test_a_limit_that_was_changed_since_shows_up_under_the_edition_in_force(
    desk: Desk,
) -> None:
    await desk.declared(hours_per_week="10")
    assert await told(desk, "1") == {}
    await desk.limit("side_hours_notice", "8")
    assert await told(desk, "1") == {"2026-0001": ["NF-5"]}
    await desk.limit("side_hours_notice", "12")
    assert await told(desk, "1") == {}


async def test_a_list_of_suppliers_that_changed_since_shows_up_under_the_edition_in_force(
    desk: Desk,
) -> None:
    await desk.declared(**PARTY)
    content = suppliers({**VERF, "Naam": PARTY["organisation"], "KVK-nummer": PARTY["kvk_number"]})
    async with desk.storage.transaction() as db:
        await import_suppliers(db, None, "l.csv", content, desk.now, False)
    assert await told(desk, "1") == {"2026-0001": ["NF-1"]}


async def test_what_tells_of_a_colleague_is_told_but_never_asked_about(desk: Desk) -> None:
    await desk.declared("medewerker", **PARTY)
    await desk.declared("collega", **PARTY)
    [row] = (await reported(desk, "1")).rows
    assert (row.live.number, [each.rule.id for each in row.departures]) == ("2026-0001", ["AL-4"])
    assert not row.can_be_asked


async def test_ones_own_is_not_asked_about_and_tells_nothing_of_a_colleague(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.change("collega", manager_id=desk.cast["directeur"].key)
    await desk.declared("bestuurssecretaris", **PARTY)
    await desk.declared("collega", **PARTY, **PAST)
    assert await told(desk, "1") == {}
    publish(monkeypatch, SINCE)
    [row] = (await reported(desk)).rows
    assert (row.live.number, [each.rule.id for each in row.departures]) == ("2026-0001", [COMES])
    assert row.is_own
    assert not row.can_be_asked


async def test_a_page_looks_at_a_part_and_tells_which(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_report, "PART", 2)
    publish(monkeypatch, SINCE)
    for hours in ("5", "3", "3", "2", "6"):
        await desk.declared(hours_per_week=hours)
    parts: list[tuple[object, ...]] = []
    after = None
    while True:
        found = await reported(desk, after=after)
        parts.append((found.first, found.last, [row.live.number for row in found.rows]))
        if not found.more:
            break
        after = found.last
    assert parts == [
        ("2026-0001", "2026-0002", ["2026-0001"]),
        ("2026-0003", "2026-0004", []),
        ("2026-0005", "2026-0005", ["2026-0005"]),
    ]
    beyond = await reported(desk, after="2026-0005")
    assert (beyond.looked_at, beyond.first, beyond.more) == (0, None, False)


async def test_the_number_of_queries_does_not_depend_on_the_rows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, SINCE)
    monkeypatch.setattr(edition_report, "PART", 12)
    await desk.declared()
    needed = []
    for after in (None, None, "2026-0012"):
        counted: list[str] = []
        stop = count_queries(desk.storage, counted)
        await reported(desk, after=after)
        stop()
        needed.append(len(counted))
        while len(await desk.rows("SELECT id FROM declaration")) < 20:
            await desk.declared()
    assert len(set(needed)) == 1
    assert needed[0] <= 18


@pytest.mark.parametrize(
    "who", ["medewerker", "leidinggevende", "directeur", "rvt", "beheerder", "accountant"]
)
async def test_the_report_is_the_bestuurssecretaris_alone(desk: Desk, who: str) -> None:
    with pytest.raises(NotFound):
        await reported(desk, "1", who=who)


@pytest.mark.parametrize("name", ["3", "", "x" * 400, "__class__"])
async def test_an_edition_that_does_not_exist_has_no_report(desk: Desk, name: str) -> None:
    with pytest.raises(NotFound):
        await reported(desk, name)


async def test_an_edition_that_was_followed_by_another_has_no_report(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, date(2026, 3, 10))
    with pytest.raises(NotFound):
        await reported(desk, "1")
