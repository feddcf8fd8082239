"""The register as a list: found by what is asked, a page at a time, in a few queries."""

from datetime import date, timedelta

import pytest

from register.declarations import Status
from register.storage import Storage, count_queries
from reports.register_filter import RegisterFilter, read_filter
from reports.register_list import Cursor, RegisterPage, Side, read_cursor, register_page
from tests.reports.story import Story, after

pytestmark = pytest.mark.storage


async def listed(
    storage: Storage,
    wanted: RegisterFilter | None = None,
    place: Cursor | None = None,
    size: int = 50,
) -> RegisterPage:
    async with storage.transaction() as db:
        return await register_page(db, wanted or RegisterFilter(), place, size)


def numbers(page: RegisterPage) -> list[str]:
    return [row.number for row in page.rows]


async def test_the_newest_stands_first_with_its_state_and_decision(
    story: Story, storage: Storage
) -> None:
    key, first = await story.submitted("medewerker", "nevenfunctie", after(0))
    _, second = await story.submitted("zonder", "woning", after(1))
    await story.decided("leidinggevende", key, "goedkeuren", after(2))
    page = await listed(storage)

    assert numbers(page) == [second, first]
    newest, oldest = page.rows
    assert (newest.status, newest.decided_on, newest.decided_by_name) == (
        Status.INGEDIEND,
        None,
        None,
    )
    assert newest.headline == "Huur: 1624 NP 12, Hoorn"
    assert (oldest.status, oldest.decided_on, oldest.decided_by_name) == (
        Status.GOEDGEKEURD,
        date(2026, 3, 4),
        "Lies Leiding",
    )
    assert (page.total, page.newer, page.older) == (2, None, None)


async def test_what_stands_in_the_list_is_the_newest_revision(
    story: Story, storage: Storage
) -> None:
    key, _ = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.decided("leidinggevende", key, "aanvullen", after(1))
    await story.answered("medewerker", key, "nevenfunctie", after(2), position="Voorzitter")

    (row,) = (await listed(storage)).rows
    assert row.headline.startswith("Voorzitter bij")
    assert (row.revision_number, row.decision) == (2, None)


async def test_pages_follow_one_another_both_ways_without_a_gap(
    story: Story, storage: Storage
) -> None:
    # Some at one and the same moment: then the key tells them apart.
    for place in range(7):
        await story.submitted("medewerker", "nevenfunctie", after(place // 3))
    everything = numbers(await listed(storage))

    page, forward = await listed(storage, size=3), list[list[str]]()
    forward.append(numbers(page))
    while page.older:
        page = await listed(storage, place=page.older, size=3)
        forward.append(numbers(page))
    assert [len(each) for each in forward] == [3, 3, 1]
    assert [number for each in forward for number in each] == everything

    backward = [numbers(page)]
    while page.newer:
        page = await listed(storage, place=page.newer, size=3)
        backward.append(numbers(page))
    assert backward == forward[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"soort": "woning"}, ["woning"]),
        ({"status": "ingediend"}, ["nevenfunctie", "prive-leverancier"]),
        ({"status": "afgewezen"}, ["woning"]),
        ({"afdeling": "Wonen"}, ["nevenfunctie", "prive-leverancier", "woning"]),
        ({"afdeling": "Bestuur"}, []),
        ({"persoon": "ZOË"}, ["woning"]),
        ({"persoon": "302"}, ["woning"]),
        ({"vanaf": "03-03-2026"}, ["prive-leverancier", "woning"]),
        ({"tot": "2026-03-03"}, ["nevenfunctie", "prive-leverancier"]),
        ({"vanaf": "03-03-2026", "tot": "03-03-2026"}, ["prive-leverancier"]),
        ({"tekst": "SCHILDERS & zn"}, ["prive-leverancier"]),
        ({"tekst": "100%"}, ["nevenfunctie"]),
        ({"tekst": "00_"}, []),
        ({"tekst": "2026-0003"}, ["woning"]),
        ({"tekst": "always forward"}, ["nevenfunctie"]),
        ({"tekst": "always forward", "soort": "woning"}, []),
    ],
)
async def test_the_list_shows_what_is_asked_for(
    story: Story, storage: Storage, query: dict[str, str], found: list[str]
) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(0), explanation="Voor 100% onbetaald")
    await story.submitted("medewerker", "prive-leverancier", after(1))
    key, _ = await story.submitted("zonder", "woning", after(2))
    await story.decided("bestuurssecretaris", key, "afwijzen", after(3))

    reading = read_filter(query)
    page = await listed(storage, reading.filter)
    assert reading.notices == {}
    assert sorted(row.type for row in page.rows) == found
    assert page.total == len(found)
    assert page.departments == ["Wonen"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("soort", "auto", "Deze soort bestaat niet. Er is niet op gefilterd."),
        ("status", "concept", "Deze status bestaat niet. Er is niet op gefilterd."),
        ("vanaf", "gisteren", "Vul een datum in als dag-maand-jaar"),
        ("tot", "31-02-2026", "Deze datum bestaat niet."),
        ("tekst", "a\x00b", "Er staat een teken in dat niet kan."),
        ("persoon", "x" * 300, "Maak de tekst korter"),
    ],
)
def test_what_cannot_be_read_is_said_and_ignored(name: str, value: str, sentence: str) -> None:
    reading = read_filter({name: value, "afdeling": "Wonen"})

    assert reading.filter == RegisterFilter(department="Wonen")
    assert reading.notices[name].startswith(sentence)


def test_a_period_that_ends_before_it_begins_loses_its_end() -> None:
    reading = read_filter({"vanaf": "02-03-2026", "tot": "01-03-2026"})

    assert reading.filter == RegisterFilter(since=date(2026, 3, 2))
    assert "ligt voor" in reading.notices["tot"]


def test_a_filter_written_in_a_url_reads_back_the_same() -> None:
    wanted = RegisterFilter(
        "woning", Status.AFGEWEZEN, "Wonen", "Zoë", date(2026, 1, 1), date(2026, 2, 1), "100%"
    )

    assert read_filter(wanted.query()).filter == wanted


def test_a_place_that_is_none_is_told() -> None:
    assert read_cursor({"na": "2026-0007"}) == (Cursor(Side.OLDER, "2026-0007"), None)
    assert read_cursor({}) == (None, None)
    place, notice = read_cursor({"voor": "'; DROP TABLE event"})
    assert place is None
    assert notice is not None


async def test_a_place_beside_an_unknown_number_is_the_beginning(
    story: Story, storage: Storage
) -> None:
    _, number = await story.submitted("medewerker", "nevenfunctie", after(0))

    for side in Side:
        page = await listed(storage, place=Cursor(side, "2020-9999"))
        assert (numbers(page), page.newer, page.older) == ([number], None, None)


async def test_the_number_of_queries_does_not_depend_on_the_rows(
    story: Story, storage: Storage
) -> None:
    async def queries() -> int:
        counted: list[str] = []
        async with storage.transaction() as db:
            stop = count_queries(storage, counted)
            await register_page(db, RegisterFilter())
            stop()
        return len(counted)

    empty = await queries()
    for place in range(10):
        await story.submitted("medewerker", "nevenfunctie", after(0) + timedelta(minutes=place))
    assert await queries() == empty <= 4
