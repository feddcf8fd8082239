"""The register page: found as asked, and taken along as Excel with a trace."""

import hashlib
from datetime import date
from io import BytesIO

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from register.audit import OFFICE_CHAIN, Event, Happening
from register.people import Person
from register.storage import Storage, count_queries
from reports import exporting
from tests.reports.story import Story, after, known_supplier
from tests.web.conftest import SignIn, post


@pytest.fixture
async def story(storage: Storage, organisation: dict[str, Person]) -> Story:
    async with storage.transaction() as db:
        db.add(known_supplier())
    return Story(storage, organisation)


async def test_the_bestuurssecretaris_finds_a_declaration_and_opens_it(
    story: Story, sign_in: SignIn
) -> None:
    _, number = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.submitted("zonder", "woning", after(1))
    secretaris = await sign_in("bestuurssecretaris")
    page = await secretaris.get("/register", params={"tekst": "always", "soort": "nevenfunctie"})

    assert page.status_code == 200
    assert "Penningmeester bij Voetbalclub Always Forward" in page.text
    assert "1 verklaring gevonden." in page.text
    assert "1624 NP" not in page.text
    assert f'href="/verklaringen/{number}"' in page.text
    assert 'value="always"' in page.text


async def test_a_filter_that_cannot_be_read_is_told_and_the_rest_still_filters(
    story: Story, sign_in: SignIn
) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(0))
    secretaris = await sign_in("bestuurssecretaris")
    page = await secretaris.get(
        "/register", params={"vanaf": "gisteren", "soort": "woning", "na": "x"}
    )

    assert page.status_code == 200
    assert "Vul een datum in als dag-maand-jaar" in page.text
    assert 'value="gisteren"' in page.text
    assert "Deze plaats in de lijst bestaat niet." in page.text
    assert "Er is niets gevonden." in page.text


@pytest.mark.parametrize(
    "query", ["?tekst=%00", "?soort=<script>", "?na=9999-9999", "?tot=%F0%9F%8F%A0", "?status=ff"]
)
async def test_no_url_breaks_the_page(sign_in: SignIn, query: str) -> None:
    secretaris = await sign_in("bestuurssecretaris")
    page = await secretaris.get(f"/register{query}")

    assert page.status_code == 200
    assert "<script>alert" not in page.text


async def test_the_page_takes_as_many_queries_for_one_row_as_for_many(
    story: Story, storage: Storage, sign_in: SignIn
) -> None:
    secretaris = await sign_in("bestuurssecretaris")

    async def queries() -> int:
        counted: list[str] = []
        stop = count_queries(storage, counted)
        await secretaris.get("/register")
        stop()
        return len(counted)

    empty = await queries()
    for _ in range(8):
        await story.submitted("medewerker", "nevenfunctie", after(0))
    assert await queries() == empty


async def exports(storage: Storage) -> list[Event]:
    async with storage.transaction() as db:
        found = await db.exec(
            select(Event)
            .where(Event.chain == OFFICE_CHAIN, Event.action == Happening.EXPORTED.value)
            .order_by(col(Event.seq))
        )
        return list(found)


def sheet(answer: httpx.Response, title: str) -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name(title)
    return [list(row) for row in found.to_python()]


async def test_the_excel_register_is_downloaded_and_written_down(
    story: Story, storage: Storage, sign_in: SignIn
) -> None:
    _, number = await story.submitted("medewerker", "nevenfunctie", after(0))
    await story.submitted("zonder", "nevenfunctie", after(3))
    secretaris = await sign_in("bestuurssecretaris")
    answer = await post(secretaris, "/register/excel", {"peildatum": "03-03-2026"})

    assert answer.status_code == 200
    assert (
        answer.headers["content-disposition"]
        == 'attachment; filename="integriteitsregister-2026-03-03.xlsx"'
    )
    assert [row[0] for row in sheet(answer, "Nevenfuncties")] == ["Nummer", number]
    (event,) = await exports(storage)
    assert event.actor == "110"
    assert event.data is not None
    assert event.data["as_of"] == date(2026, 3, 3).isoformat()
    assert event.data["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert (event.data["total"], event.data["sheets"]["Nevenfuncties"]) == (1, 1)


async def test_a_selection_can_be_taken_along(
    story: Story, storage: Storage, sign_in: SignIn
) -> None:
    await story.submitted("medewerker", "nevenfunctie", after(0))
    _, number = await story.submitted("zonder", "nevenfunctie", after(0))
    secretaris = await sign_in("bestuurssecretaris")
    answer = await post(secretaris, "/register/excel", {"persoon": "zoë", "selectie": "ja"})

    assert [row[0] for row in sheet(answer, "Nevenfuncties")] == ["Nummer", number]
    assert ["Selectie", "Medewerker: zoë"] in sheet(answer, "Leeswijzer")
    (event,) = await exports(storage)
    assert event.data is not None
    assert event.data["selection"] == {"persoon": "zoë"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("11-03-2026", "Deze dag moet nog komen."),
        ("morgen", "Vul een datum in als dag-maand-jaar"),
    ],
)
async def test_a_day_that_cannot_be_is_told_and_nothing_is_made(
    storage: Storage, sign_in: SignIn, typed: str, sentence: str
) -> None:
    secretaris = await sign_in("bestuurssecretaris")
    answer = await post(secretaris, "/register/excel", {"peildatum": typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text
    assert await exports(storage) == []


async def test_a_second_workbook_waits_its_turn(storage: Storage, sign_in: SignIn) -> None:
    secretaris = await sign_in("bestuurssecretaris")
    async with exporting._turn:
        answer = await post(secretaris, "/register/excel", {})

    assert answer.status_code == 409
    assert "Er wordt al een Excel-register gemaakt." in answer.text
    assert await exports(storage) == []
