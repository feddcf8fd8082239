"""Somebody says that what the register holds of theirs is right, on what was on the screen."""

import asyncio
from datetime import timedelta

import pytest

from register.campaigns import AttestationKind
from register.declarations import Status
from register.errors import Invalid, NotFound, Stale, Unsuitable
from tests.workflows.desk import Desk
from tests.workflows.yearly import all_right, attested, exempted, opened, statement
from workflows import changing
from workflows.asked_statements import asked_of
from workflows.statements import Said

pytestmark = pytest.mark.storage


async def waits(desk: Desk, who: str) -> bool:
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        asked = await asked_of(db, actor, desk.now)
    return asked is not None and asked.waits


async def test_what_stands_is_said_to_be_right_and_kept_with_its_number(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    desk.now += timedelta(days=1)
    await opened(desk)
    assert await waits(desk, "medewerker")
    row = await attested(desk, "medewerker")
    assert row.kind is AttestationKind.BIJGEWERKT
    assert row.said == [
        {
            "number": "2026-0001",
            "type": "nevenfunctie",
            "headline": row.said[0]["headline"],
            "version": 1,
            "status": "goedgekeurd",
            "said": "klopt",
        }
    ]
    assert row.said[0]["headline"]
    assert not await waits(desk, "medewerker")


async def test_what_came_or_was_ended_since_is_told_as_such(desk: Desk) -> None:
    over = await desk.declared()
    await desk.decide("leidinggevende", over)
    desk.now += timedelta(days=1)
    await opened(desk)
    desk.now += timedelta(days=1)
    await desk.end("medewerker", over)
    await desk.declared()
    row = await attested(desk, "medewerker")
    assert {each["number"]: each["said"] for each in row.said} == {
        "2026-0001": "beeindigd",
        "2026-0002": "nieuw",
    }


async def test_what_was_ended_or_withdrawn_before_is_not_asked(desk: Desk) -> None:
    over, back = await desk.declared(), await desk.declared()
    await desk.decide("leidinggevende", over)
    await desk.end("medewerker", over)
    await desk.withdraw("medewerker", back)
    desk.now += timedelta(days=1)
    await opened(desk)
    shown = await statement(desk, "medewerker")
    assert shown.rows == []
    assert (await attested(desk, "medewerker")).kind is AttestationKind.NIETS_TE_MELDEN


async def test_a_concept_is_shown_and_does_not_stand(desk: Desk) -> None:
    await opened(desk)
    await desk.draft()
    shown = await statement(desk, "medewerker")
    assert [each.type_title for each in shown.concepts] == ["Nevenfunctie"]
    assert (await attested(desk, "medewerker")).kind is AttestationKind.NIETS_TE_MELDEN


async def test_what_changed_or_is_over_has_to_be_told_first(desk: Desk) -> None:
    await desk.declared()
    await opened(desk)
    shown = await statement(desk, "medewerker")
    for answer, told in {
        "gewijzigd": "Leg eerst vast wat er is gewijzigd.",
        "voorbij": "Leg eerst vast dat dit voorbij is.",
        "🙂": "Kies of dit nog klopt.",
    }.items():
        with pytest.raises(Invalid) as invalid:
            await attested(desk, "medewerker", all_right(shown, answers={"2026-0001": answer}))
        assert told in invalid.value.errors["2026-0001"]
    with pytest.raises(Invalid) as invalid:
        await attested(desk, "medewerker", all_right(shown, answers={}))
    assert invalid.value.errors == {"2026-0001": "Kies of dit nog klopt."}
    assert await desk.rows("SELECT count(*) FROM attestation") == [(0,)]


async def test_nothing_to_declare_is_refused_while_something_stands(desk: Desk) -> None:
    await desk.declared()
    await opened(desk)
    shown = await statement(desk, "medewerker")
    with pytest.raises(Invalid) as invalid:
        await attested(desk, "medewerker", all_right(shown, nothing=True))
    assert "2026-0001 staat nog in het register" in invalid.value.errors["niets"]


async def test_who_has_nothing_has_to_say_so_and_everybody_that_it_is_the_truth(
    desk: Desk,
) -> None:
    await opened(desk)
    shown = await statement(desk, "collega")
    with pytest.raises(Invalid) as invalid:
        await attested(desk, "collega", all_right(shown, nothing=False, truthful=False))
    assert set(invalid.value.errors) == {"niets", "naar_waarheid"}


async def test_what_is_signed_is_what_was_on_the_screen(desk: Desk) -> None:
    await opened(desk)
    empty = all_right(await statement(desk, "medewerker"))
    key = await desk.declared()
    with pytest.raises(Stale):
        await attested(desk, "medewerker", empty)
    typed = all_right(await statement(desk, "medewerker"))
    await desk.decide("leidinggevende", key)
    with pytest.raises(Stale):
        await attested(desk, "medewerker", typed)
    assert await desk.rows("SELECT count(*) FROM attestation") == [(0,)]


async def test_a_second_click_is_one_statement_and_a_second_answer_another(desk: Desk) -> None:
    await opened(desk)
    typed = all_right(await statement(desk, "collega"))
    found = await asyncio.gather(*(attested(desk, "collega", typed) for _ in range(3)))
    assert len({each.key for each in found}) == 1
    await desk.declared("collega")
    second = await attested(desk, "collega")
    assert second.kind is AttestationKind.BIJGEWERKT
    rows = await desk.rows("SELECT kind FROM attestation ORDER BY id")
    assert rows == [("niets-te-melden",), ("bijgewerkt",)]
    shown = await statement(desk, "collega")
    assert shown.answered == second
    with pytest.raises(Stale):
        await attested(desk, "collega", all_right(shown, seen=typed.seen, nothing=True, answers={}))


async def test_a_statement_is_about_oneself_alone(desk: Desk) -> None:
    await desk.declared()
    await opened(desk)
    typed = all_right(await statement(desk, "medewerker"))
    with pytest.raises(Stale):
        await attested(desk, "collega", typed)
    assert (await statement(desk, "leidinggevende")).rows == []


@pytest.mark.parametrize("campaign", ["99", "-1", "1e9", "9999999999", "１", "niets", "4000000000"])
async def test_a_campaign_that_does_not_exist_takes_no_answer(desk: Desk, campaign: str) -> None:
    await opened(desk)
    shown = await statement(desk, "collega")
    with pytest.raises(NotFound):
        await attested(desk, "collega", all_right(shown, campaign=campaign))


async def test_who_does_not_stand_in_the_campaign_does_not_answer_it(desk: Desk) -> None:
    await desk.change("collega", in_service_from=desk.now.date() + timedelta(days=1))
    campaign = await opened(desk)
    desk.now += timedelta(days=1)
    shown = await statement(desk, "collega")
    assert shown.asked is None or shown.asked.campaign is None
    with pytest.raises(NotFound):
        await attested(desk, "collega", all_right(shown, campaign=str(campaign)))


async def test_the_accountant_and_who_left_make_no_statement(desk: Desk) -> None:
    await opened(desk)
    with pytest.raises(NotFound):
        await statement(desk, "accountant")
    typed = all_right(await statement(desk, "collega"))
    await desk.change("collega", in_service_until=desk.now.date() - timedelta(days=1))
    with pytest.raises(NotFound):
        await attested(desk, "collega", typed)


async def test_without_a_campaign_nothing_is_asked(desk: Desk) -> None:
    shown = await statement(desk, "medewerker")
    assert shown.asked is None
    with pytest.raises(Unsuitable):
        await attested(desk, "medewerker", all_right(shown))


async def test_what_is_exempted_does_not_wait_and_can_be_answered(desk: Desk) -> None:
    campaign = await opened(desk)
    await exempted(desk, campaign, "collega")
    assert not await waits(desk, "collega")
    shown = await statement(desk, "collega")
    assert shown.asked is not None
    assert shown.asked.exempt
    await attested(desk, "collega")


async def test_a_change_is_told_as_one_and_what_was_approved_stands_when_it_is_refused(
    desk: Desk,
) -> None:
    key = await desk.declared(slug="uitnodiging")
    await desk.decide("leidinggevende", key)
    desk.now += timedelta(days=1)
    await opened(desk)
    actor = await desk.actor("medewerker")
    desk.now += timedelta(days=1)
    async with desk.storage.transaction() as db:
        await changing.start(db, actor, key, desk.now)
    (shown,) = (await statement(desk, "medewerker")).standing
    assert (shown.version, shown.changing, shown.said) == (1, True, Said.KLOPT)
    await desk.type("medewerker", key, "uitnodiging")
    await desk.submit("medewerker", key)
    (shown,) = (await statement(desk, "medewerker")).standing
    assert (shown.version, shown.changing, shown.said) == (2, False, Said.GEWIJZIGD)
    assert (shown.status, shown.stands) == (Status.INGEDIEND, Status.GOEDGEKEURD)
    await desk.decide("leidinggevende", key, "afwijzen")
    (shown,) = (await statement(desk, "medewerker")).standing
    assert (shown.version, shown.status, shown.said) == (1, Status.GOEDGEKEURD, Said.KLOPT)
