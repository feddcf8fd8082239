"""A campaign is opened for who is in service, counted, and closed for ever."""

import asyncio
from datetime import date, timedelta

import pytest

from register.campaigns import Outcome
from register.clock import day_of
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.people import Office
from register.verification import verify
from tests.conftest import NOW
from tests.workflows.desk import Desk
from tests.workflows.yearly import (
    KEEPER,
    STAFF,
    all_right,
    attested,
    closed,
    counted,
    exempted,
    letters,
    opened,
    outcomes,
    statement,
)

pytestmark = pytest.mark.storage

TODAY = day_of(NOW)
DAY = timedelta(days=1)


async def test_who_is_in_service_has_to_answer_but_for_the_accountant(desk: Desk) -> None:
    assert set(await outcomes(desk, await opened(desk))) == STAFF


@pytest.mark.parametrize(
    ("facts", "is_in"),
    [
        ({"in_service_from": TODAY}, True),
        ({"in_service_from": TODAY + DAY}, False),
        ({"in_service_until": TODAY}, True),
        ({"in_service_until": TODAY - DAY}, False),
    ],
    ids=["comes today", "comes tomorrow", "leaves today", "left yesterday"],
)
async def test_the_first_and_the_last_day_of_service_count(
    desk: Desk, facts: dict[str, date], is_in: bool
) -> None:
    await desk.change("collega", **facts)
    assert ("collega" in await outcomes(desk, await opened(desk))) is is_in


async def test_who_is_an_accountant_on_the_reference_day_is_left_out(desk: Desk) -> None:
    await desk.appoint("collega", Office.ACCOUNTANT)
    assert "collega" not in await outcomes(desk, await opened(desk))


async def test_who_comes_later_is_not_in_it_and_who_leaves_stays_in_it(desk: Desk) -> None:
    await desk.change("collega", in_service_from=TODAY + DAY)
    campaign = await opened(desk)
    desk.now += timedelta(days=5)
    await desk.change("zonder", in_service_until=day_of(desk.now) - DAY)
    found = await outcomes(desk, campaign)
    assert "collega" not in found
    assert found["zonder"] is Outcome.GEEN_OPGAVE


async def test_what_hr_says_of_them_is_frozen_when_it_opens(desk: Desk) -> None:
    campaign = await opened(desk)
    await desk.change("medewerker", department="Elders", last_name="Anders")
    found = await desk.rows(
        "SELECT name, department, manager_name FROM campaign_person WHERE person_id = :who",
        who=desk.cast["medewerker"].key,
    )
    assert found == [("Mees Medewerker", "Wonen", "Lies Leiding")]
    assert "Elders" not in (await counted(desk, campaign)).departments


async def test_everybody_is_told_once_by_mail(desk: Desk) -> None:
    await opened(desk)
    assert sorted(await letters(desk, "campaign-opened")) == sorted(STAFF)


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"title": "  "}, "title", "Geef de campagne een naam."),
        ({"title": "x" * 121}, "title", "120"),
        ({"title": "Opgave\x00"}, "title", ""),
        ({"words": ""}, "words", "Schrijf op wat de medewerkers moeten weten."),
        ({"reference_day": "11-03-2026"}, "reference_day", "niet later zijn dan vandaag"),
        ({"reference_day": "10-03-1926"}, "reference_day", "afgelopen jaar"),
        ({"reference_day": "31-02-2026"}, "reference_day", "bestaat niet"),
        ({"answer_by": "10-03-2026"}, "answer_by", "Kies een dag na vandaag"),
        ({"answer_by": "10-04-2126"}, "answer_by", ""),
        ({"answer_by": "gauw"}, "answer_by", "dag-maand-jaar"),
    ],
)
async def test_what_cannot_be_read_is_told_and_nothing_opens(
    desk: Desk, typed: dict[str, str], field: str, told: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        await opened(desk, **typed)
    assert told in invalid.value.errors[field]
    assert await desk.rows("SELECT count(*) FROM campaign") == [(0,)]


async def test_one_campaign_is_open_at_a_time(desk: Desk) -> None:
    campaign = await opened(desk)
    with pytest.raises(Unsuitable, match="loopt al"):
        await opened(desk)
    await closed(desk, campaign)
    assert await opened(desk) != campaign


async def test_of_two_that_open_at_once_one_does(desk: Desk) -> None:
    found = await asyncio.gather(opened(desk), opened(desk), return_exceptions=True)
    assert {type(each) for each in found} == {int, Unsuitable}
    assert await desk.rows("SELECT count(*) FROM campaign") == [(1,)]


@pytest.mark.parametrize("who", ["directeur", "leidinggevende", "beheerder", "accountant"])
async def test_nobody_else_opens_exempts_or_closes(desk: Desk, who: str) -> None:
    with pytest.raises(NotFound):
        await opened(desk, who)
    campaign = await opened(desk)
    with pytest.raises(NotFound):
        await exempted(desk, campaign, "medewerker", by=who)
    with pytest.raises(NotFound):
        await closed(desk, campaign, who)


async def test_directie_sees_how_far_it_is_and_a_manager_does_not(desk: Desk) -> None:
    campaign = await opened(desk)
    assert (await counted(desk, campaign, "directeur")).total.population == len(STAFF)
    for who in ("leidinggevende", "beheerder", "accountant", "rvt"):
        with pytest.raises(NotFound):
            await counted(desk, campaign, who)


async def test_who_is_exempted_need_not_answer_until_that_is_undone(desk: Desk) -> None:
    campaign = await opened(desk)
    await exempted(desk, campaign, "collega")
    assert (await outcomes(desk, campaign))["collega"] is Outcome.VRIJGESTELD
    await exempted(desk, campaign, "collega", exempt=False, reason="Is weer terug.")
    assert (await outcomes(desk, campaign))["collega"] is Outcome.GEEN_OPGAVE
    told = await desk.rows(
        "SELECT action, data ->> 'reason' FROM event WHERE action LIKE 'campaign.exempt%' "
        "ORDER BY seq"
    )
    assert told == [
        ("campaign.exempted", "Is met langdurig verlof."),
        ("campaign.exemption_undone", "Is weer terug."),
    ]


async def test_an_exemption_needs_a_reason_that_can_be_read(desk: Desk) -> None:
    campaign = await opened(desk)
    for reason in ("", "  \n", "x" * 4_001, "verlof\x00"):
        with pytest.raises(Invalid) as invalid:
            await exempted(desk, campaign, "collega", reason=reason)
        assert "reason" in invalid.value.errors


async def test_nobody_exempts_themselves_or_who_answered_or_does_not_stand_in_it(
    desk: Desk,
) -> None:
    campaign = await opened(desk)
    with pytest.raises(Unsuitable, match="jezelf"):
        await exempted(desk, campaign, KEEPER)
    await attested(desk, "collega")
    with pytest.raises(Unsuitable, match="al opgave gedaan"):
        await exempted(desk, campaign, "collega")
    with pytest.raises(NotFound):
        await exempted(desk, campaign, "accountant")


async def test_an_exemption_from_an_older_page_is_told_and_a_second_click_is_one(
    desk: Desk,
) -> None:
    campaign = await opened(desk)
    for _ in range(2):
        await exempted(desk, campaign, "collega", seen=0, reason=" Met verlof.\r\nTot mei. ")
    with pytest.raises(Stale):
        await exempted(desk, campaign, "collega", seen=0, reason="Iets anders.")
    with pytest.raises(Unsuitable, match="al vrijgesteld"):
        await exempted(desk, campaign, "collega", reason="Iets anders.")
    assert await desk.rows("SELECT count(*) FROM exemption") == [(1,)]


async def test_who_was_exempted_and_answers_has_answered(desk: Desk) -> None:
    campaign = await opened(desk)
    await exempted(desk, campaign, "collega")
    await attested(desk, "collega")
    assert (await outcomes(desk, campaign))["collega"] is Outcome.NIETS_TE_MELDEN


async def test_closing_freezes_what_became_of_each(desk: Desk) -> None:
    await desk.declared()
    campaign = await opened(desk)
    await attested(desk, "medewerker")
    await attested(desk, "collega")
    await exempted(desk, campaign, "rvt")
    await desk.change("zonder", in_service_until=TODAY)
    desk.now += timedelta(days=40)
    await closed(desk, campaign)
    await desk.change("zonder", in_service_until=None)
    rows = await desk.rows(
        "SELECT staff_number, outcome, reason, left_on FROM campaign_outcome "
        "JOIN campaign_person USING (campaign_id, person_id) "
        "WHERE outcome <> 'geen-opgave' OR left_on IS NOT NULL ORDER BY staff_number"
    )
    assert rows == [
        ("120", "vrijgesteld", "Is met langdurig verlof.", None),
        ("300", "opgave", None, None),
        ("301", "niets-te-melden", None, None),
        ("302", "geen-opgave", None, TODAY),
    ]
    assert (await counted(desk, campaign)).total.population == len(STAFF)


async def test_numbers_that_changed_since_they_were_on_the_screen_do_not_close(
    desk: Desk,
) -> None:
    campaign = await opened(desk)
    seen = (await counted(desk, campaign)).seen
    await attested(desk, "collega")
    with pytest.raises(Stale):
        await closed(desk, campaign, seen=seen)
    await closed(desk, campaign)
    await closed(desk, campaign, seen=seen)
    assert await desk.rows("SELECT count(*) FROM event WHERE action = 'campaign.closed'") == [(1,)]


async def test_a_closed_campaign_takes_no_answer_and_no_exemption(desk: Desk) -> None:
    campaign = await opened(desk)
    shown = await statement(desk, "collega")
    await closed(desk, campaign)
    with pytest.raises(Unsuitable, match="is gesloten"):
        await attested(desk, "collega", all_right(shown))
    with pytest.raises(Unsuitable, match="is gesloten"):
        await exempted(desk, campaign, "collega")


async def test_answers_and_a_closing_at_once_end_in_a_list_that_holds_every_answer(
    desk: Desk,
) -> None:
    campaign = await opened(desk)
    people = ("medewerker", "collega", "zonder", "leidinggevende")
    shown = {who: all_right(await statement(desk, who)) for who in people}
    seen = (await counted(desk, campaign)).seen
    found = await asyncio.gather(
        *(attested(desk, who, typed) for who, typed in shown.items()),
        closed(desk, campaign, seen=seen),
        return_exceptions=True,
    )
    assert {type(each) for each in found if isinstance(each, BaseException)} <= {Stale, Unsuitable}
    if isinstance(found[-1], Stale):
        await closed(desk, campaign)
    answers = await desk.rows("SELECT count(*) FROM attestation")
    listed = await desk.rows(
        "SELECT count(*) FROM campaign_outcome WHERE attestation_id IS NOT NULL"
    )
    assert answers == listed
    async with desk.storage.transaction() as db:
        assert (await verify(db)).sound
