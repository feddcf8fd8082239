"""Declarants are asked to look again at what departs since, and answer that once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from register.errors import Invalid, NotFound, Stale
from register.people import Office
from tests.conftest import NOW
from tests.workflows.desk import Desk
from tests.workflows.edition_two import CHANGES, COMES, PAST, TOLD, publish
from workflows.edition_report import report
from workflows.requesting import answer, send
from workflows.revision_requests import Tally, open_requests, tallies

pytestmark = pytest.mark.storage

MESSAGE = "Vanaf mei geldt een nieuwe code.\nKijk of dit nog klopt."
ANSWER = "Er is niets veranderd, want ik doe dit al jaren in mijn vrije tijd."
SINCE = NOW.date() + timedelta(days=60)


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that knows of an edition that still has to begin."""
    publish(monkeypatch, SINCE)
    return desk


async def revision(desk: Desk, key: UUID) -> str:
    """Give the key of the newest revision of a declaration, as a form sends it."""
    return str((await desk.revisions(key))[-1].id)


async def asked(
    desk: Desk,
    *ticked: str,
    message: str = MESSAGE,
    who: str = "bestuurssecretaris",
    edition: str = "2",
) -> int:
    """Send a request on these revisions."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await send(db, actor, edition, ticked, message, desk.now)


async def answered(desk: Desk, key: UUID, typed: str = ANSWER, who: str = "medewerker") -> None:
    """Answer the request on a declaration."""
    ((request_id,),) = await desk.rows(
        "SELECT id FROM revision_request WHERE declaration_id = :key", key=key
    )
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        await answer(db, actor, key, request_id, typed, desk.now)


async def requests(desk: Desk) -> Sequence[Mapping[str, Any]]:
    """Give the requests as the database holds them."""
    rows = await desk.rows("SELECT to_jsonb(r) FROM revision_request r ORDER BY id")
    return [row for (row,) in rows]


async def waits(desk: Desk, who: str = "medewerker") -> list[str]:
    """Give the numbers of what somebody was asked to look at again."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return [each.number for each in await open_requests(db, actor)]


async def declared(desk: Desk) -> tuple[UUID, str]:
    """Declare what departs under edition 2; give it and its revision."""
    key = await desk.declared(during_working_hours="ja")
    return key, await revision(desk, key)


async def test_several_declarants_are_asked_with_one_message(desk: Desk) -> None:
    mine, _ = await declared(desk)
    theirs = await desk.declared("collega")
    assert await asked(desk, await revision(desk, mine), await revision(desk, theirs)) == 2
    by_declaration = {UUID(each["declaration_id"]): each for each in await requests(desk)}
    assert by_declaration.keys() == {mine, theirs}
    for each in by_declaration.values():
        assert (each["edition"], each["message"]) == ("2", MESSAGE)
        assert each["requested_by_name"] == "Berend Secretaris"
    heavier = "Je doet dit werk (deels) in werktijd."
    assert by_declaration[mine]["departures"] == [
        {"rule": CHANGES, "severity": "prohibition", "sentence": heavier},
        {"rule": COMES, "severity": "explain", "sentence": TOLD},
    ]
    assert [each["rule"] for each in by_declaration[theirs]["departures"]] == [COMES]
    assert await waits(desk) == ["2026-0001"]
    assert await waits(desk, "collega") == ["2026-0002"]


async def test_the_declarant_answers_and_the_chain_tells_both(desk: Desk) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    await answered(desk, key)
    [kept] = await requests(desk)
    assert kept["answer"] == ANSWER
    assert await waits(desk) == []
    told = [each.sentence for each in (await desk.look_at("medewerker", key)).timeline]
    assert told[-2:] == [
        (
            "Berend Secretaris heeft gevraagd de verklaring opnieuw te bekijken. Onder editie 2 "
            "van de code wijkt zij af van NF-2 en NF-7."
        ),
        ("Mees Medewerker heeft geantwoord op het verzoek om de verklaring opnieuw te bekijken."),
    ]


async def test_asking_and_answering_change_nothing_of_what_was_found_and_decided(
    desk: Desk,
) -> None:
    key, ticked = await declared(desk)
    await desk.decide("leidinggevende", key)
    await desk.decide("bestuurssecretaris", key, "positief")
    everything = (
        "SELECT to_jsonb(finding) FROM finding ORDER BY rule",
        "SELECT to_jsonb(step) FROM step ORDER BY id",
        "SELECT to_jsonb(transition) FROM transition ORDER BY id",
        "SELECT to_jsonb(declaration) FROM declaration",
        "SELECT to_jsonb(revision) FROM revision",
    )
    before = [await desk.rows(query) for query in everything]
    await asked(desk, ticked)
    await answered(desk, key)
    assert [await desk.rows(query) for query in everything] == before


async def test_the_report_tells_what_was_asked_and_answered(desk: Desk) -> None:
    key, ticked = await declared(desk)
    berend = await desk.actor("bestuurssecretaris")

    async def row() -> Any:
        async with desk.storage.transaction() as db:
            [found] = (await report(db, berend, "2", None, desk.now.date())).rows
        return found

    assert (await row()).can_be_asked
    await asked(desk, ticked)
    found = await row()
    assert not found.can_be_asked
    assert (found.request.message, found.request.answer) == (MESSAGE, None)
    await answered(desk, key)
    assert (await row()).request.answer == ANSWER


async def test_the_editions_count_what_was_asked_answered_and_still_waits(desk: Desk) -> None:
    first, ticked = await declared(desk)
    others = [await desk.declared() for _ in range(3)]
    await asked(desk, ticked, *[await revision(desk, key) for key in others])
    await answered(desk, first)
    await desk.withdraw("medewerker", others[0])
    async with desk.storage.transaction() as db:
        assert await tallies(db) == {"2": Tally(sent=4, answered=1, waiting=2)}


async def test_sending_the_same_twice_sends_it_once(desk: Desk) -> None:
    _, ticked = await declared(desk)
    outcomes = await asyncio.gather(asked(desk, ticked), asked(desk, ticked))
    assert sorted(outcomes) == [0, 1]
    assert await asked(desk, ticked) == 0
    assert len(await requests(desk)) == 1


async def test_a_second_message_on_the_same_is_refused_and_nothing_is_sent(desk: Desk) -> None:
    _, first = await declared(desk)
    _, second = await declared(desk)
    await asked(desk, first)
    with pytest.raises(Stale, match="Intussen is er iets gewijzigd bij 2026-0001"):
        await asked(desk, first, second, message="Iets anders.")
    assert len(await requests(desk)) == 1


async def test_a_colleague_who_was_earlier_is_told_of(desk: Desk) -> None:
    await desk.appoint("directeur", Office.BESTUURSSECRETARIS)
    _, ticked = await declared(desk)
    await asked(desk, ticked, who="directeur")
    with pytest.raises(Stale):
        await asked(desk, ticked)


async def test_the_same_revision_is_asked_about_under_each_edition(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ticked = await declared(desk)
    await asked(desk, ticked)
    await desk.limit("side_hours_notice", "1")
    assert await asked(desk, ticked, edition="1") == 1
    assert await waits(desk) == ["2026-0001", "2026-0001"]


@pytest.mark.parametrize("what", ["withdrawn", "answered", "keeps to it"])
async def test_what_changed_since_it_was_on_the_screen_is_not_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    key, ticked = await declared(desk)
    if what == "withdrawn":
        await desk.withdraw("medewerker", key)
    elif what == "answered":
        await desk.decide("leidinggevende", key, "aanvullen")
        await desk.submit("medewerker", key)
    else:
        ticked = await revision(desk, await desk.declared("collega", **PAST))
    with pytest.raises(Stale, match=r"bij 2026-000\d\. Er is niets verstuurd"):
        await asked(desk, ticked)
    assert await requests(desk) == []


async def test_what_only_tells_of_a_colleague_is_never_asked_about(desk: Desk) -> None:
    key = await desk.declared(**PAST)
    await desk.declared("collega", **PAST)
    with pytest.raises(Stale):
        await asked(desk, await revision(desk, key), edition="1")
    other = await desk.declared("collega")
    await asked(desk, await revision(desk, other))
    [kept] = await requests(desk)
    assert [each["rule"] for each in kept["departures"]] == [COMES]


async def test_nobody_asks_themselves(desk: Desk) -> None:
    own = await desk.declared("bestuurssecretaris")
    with pytest.raises(NotFound):
        await asked(desk, await revision(desk, own))
    await desk.appoint("directeur", Office.BESTUURSSECRETARIS)
    assert await asked(desk, await revision(desk, own), who="directeur") == 1


@pytest.mark.parametrize(
    "who", ["medewerker", "leidinggevende", "directeur", "rvt", "beheerder", "accountant"]
)
async def test_only_the_bestuurssecretaris_asks(desk: Desk, who: str) -> None:
    _, ticked = await declared(desk)
    with pytest.raises(NotFound):
        await asked(desk, ticked, who=who)


@pytest.mark.parametrize(
    ("ticks", "message", "wrong"),
    [
        (0, MESSAGE, {"ticked"}),
        (0, " ", {"ticked", "message"}),
        (1, "", {"message"}),
        (1, "x" * 4_001, {"message"}),
        (1, "a\x07b", {"message"}),
        (1, "\u200b", {"message"}),
    ],
)
async def test_nothing_is_sent_without_a_declaration_and_a_message(
    desk: Desk, ticks: int, message: str, wrong: set[str]
) -> None:
    _, ticked = await declared(desk)
    with pytest.raises(Invalid) as refused:
        await asked(desk, *[ticked][:ticks], message=message)
    assert set(refused.value.errors) == wrong
    assert await requests(desk) == []


@pytest.mark.parametrize(
    "ticked", ["", "2026-0001", "5d0c6f0e-2f5b-4c3e-9f5a-0d6f7b1c2a3e", "' OR 1=1", "\x00"]
)
async def test_what_is_no_revision_cannot_be_asked_about(desk: Desk, ticked: str) -> None:
    await declared(desk)
    with pytest.raises(NotFound):
        await asked(desk, ticked)


@pytest.mark.parametrize("edition", ["3", "", "1' --"])
async def test_nothing_is_asked_under_an_edition_that_does_not_exist(
    desk: Desk, edition: str
) -> None:
    _, ticked = await declared(desk)
    with pytest.raises(NotFound):
        await asked(desk, ticked, edition=edition)


@pytest.mark.parametrize("who", ["bestuurssecretaris", "leidinggevende", "collega", "directeur"])
async def test_it_is_answered_by_who_declared_alone(desk: Desk, who: str) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    with pytest.raises(NotFound):
        await answered(desk, key, who=who)


async def test_it_is_answered_once(desk: Desk) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    outcomes = await asyncio.gather(
        *(answered(desk, key, typed) for typed in ("Ja.", "Nee.")), return_exceptions=True
    )
    assert [outcome for outcome in outcomes if outcome is None] == [None]
    (stale,) = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
    assert stale.sentence == "Je hebt dit verzoek al beantwoord. Je eerste antwoord is bewaard."


async def test_the_same_answer_once_more_is_one_answer(desk: Desk) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    await answered(desk, key)
    await answered(desk, key)
    counted = "SELECT count(*) FROM event WHERE action = 'request.answered'"
    assert await desk.rows(counted) == [(1,)]


@pytest.mark.parametrize("typed", ["", "  ", "x" * 4_001, "\x07", "\u202e"])
async def test_an_answer_says_something(desk: Desk, typed: str) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    with pytest.raises(Invalid) as refused:
        await answered(desk, key, typed)
    assert set(refused.value.errors) == {"answer"}
    assert await waits(desk) == ["2026-0001"]


@pytest.mark.parametrize("what", ["withdrawn", "answered", "ended"])
async def test_it_does_not_wait_once_there_is_nothing_left_to_answer(desk: Desk, what: str) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    if what == "withdrawn":
        await desk.withdraw("medewerker", key)
    elif what == "ended":
        await desk.decide("leidinggevende", key)
        await desk.decide("bestuurssecretaris", key, "positief")
        await desk.end("medewerker", key)
    else:
        await desk.decide("leidinggevende", key, "aanvullen")
        await desk.submit("medewerker", key)
    assert await waits(desk) == []
    with pytest.raises(Stale, match="Dit verzoek hoeft niet meer"):
        await answered(desk, key)


@pytest.mark.parametrize("request_id", [0, -1, 999, 2**31, 10**30])
async def test_a_request_that_is_not_there_cannot_be_answered(desk: Desk, request_id: int) -> None:
    key, ticked = await declared(desk)
    other = await desk.declared()
    await asked(desk, ticked)
    ((real,),) = await desk.rows("SELECT id FROM revision_request")
    actor = await desk.actor("medewerker")
    for declaration_id, number in ((key, request_id), (other, real), (uuid4(), real)):
        async with desk.storage.transaction() as db:
            with pytest.raises(NotFound):
                await answer(db, actor, declaration_id, number, ANSWER, desk.now)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision_request SET message = 'Anders'",
        "UPDATE revision_request SET departures = '[{}]'",
        "UPDATE revision_request SET requested_at = requested_at + interval '1 day'",
        "UPDATE revision_request SET answer = NULL, answered_at = NULL",
        "DELETE FROM revision_request",
        "TRUNCATE revision_request",
    ],
)
@pytest.mark.parametrize("is_answered", [False, True])
async def test_the_database_refuses_to_change_or_remove_a_request(
    desk: Desk, statement: str, is_answered: bool
) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    if is_answered:
        await answered(desk, key)
    with pytest.raises(DBAPIError, match=r"never (removed|changed)"):
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text(statement))


async def test_the_database_refuses_a_second_answer(desk: Desk) -> None:
    key, ticked = await declared(desk)
    await asked(desk, ticked)
    await answered(desk, key)
    with pytest.raises(DBAPIError, match="answered once"):
        async with desk.storage.engine.begin() as connection:
            await connection.execute(text("UPDATE revision_request SET answer = 'Toch anders.'"))
