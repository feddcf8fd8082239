"""A campaign at the desk: opened by *bestuurssecretaris*, answered by the cast, and closed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from register.campaigns import Attestation, Outcome
from register.clock import day_of
from tests.workflows.desk import Desk
from workflows import attesting, campaign_closing, campaign_reminders, campaigns, exemptions
from workflows.attesting import Statement, TypedStatement
from workflows.campaign_progress import Progress, everybody, progress
from workflows.campaigns import TypedCampaign
from workflows.exemptions import TypedExemption

KEEPER = "bestuurssecretaris"
REASON = "Is met langdurig verlof."
STAFF = {
    "directeur",
    "leidinggevende",
    "medewerker",
    "collega",
    "zonder",
    "bestuurssecretaris",
    "rvt",
    "beheerder",
}
"""The cast in service, but for the accountant."""


async def opened(desk: Desk, who: str = KEEPER, **typed: str) -> int:
    """Open a campaign at the moment of the desk, for who is in service on that day."""
    today = day_of(desk.now)
    campaign = TypedCampaign(
        title="Jaarlijkse opgave 2026",
        reference_day=f"{today:%d-%m-%Y}",
        answer_by=f"{today + timedelta(days=30):%d-%m-%Y}",
        words="Kijk of alles nog klopt.",
    )
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        found = await campaigns.open_campaign(db, actor, replace(campaign, **typed), desk.now)
    return found.key


async def statement(desk: Desk, who: str) -> Statement:
    """Give what one of the cast sees who makes a statement."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await attesting.statement(db, actor, desk.now)


def all_right(shown: Statement, **changed: Any) -> TypedStatement:
    """Say that everything on the screen is right, but for what is changed."""
    return replace(attesting.all_right(shown), **changed)


async def attested(desk: Desk, who: str, typed: TypedStatement | None = None) -> Attestation:
    """Make a statement: all that stands is right, unless something else is typed."""
    actor = await desk.actor(who)
    if typed is None:
        typed = all_right(await statement(desk, who))
    async with desk.storage.transaction() as db:
        return await attesting.attest(db, actor, typed, desk.now)


async def exempted(
    desk: Desk,
    campaign: int,
    who: str,
    *,
    exempt: bool = True,
    reason: str = REASON,
    by: str = KEEPER,
    seen: int | None = None,
) -> None:
    """Exempt one of the cast as it now stands, or as it was on the screen."""
    actor, person = await desk.actor(by), desk.cast[who].key
    async with desk.storage.transaction() as db:
        if seen is None:
            newest = await exemptions.newest_exemption(db, campaign, person)
            seen = newest.key if newest else 0
        typed = TypedExemption(exempt, reason, seen)
        await exemptions.exempt(db, actor, campaign, person, typed, desk.now)


async def counted(desk: Desk, campaign: int, who: str = KEEPER) -> Progress:
    """Count a campaign."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        found = await campaigns.find(db, actor, campaign)
        return await progress(db, found, day_of(desk.now))


async def outcomes(desk: Desk, campaign: int) -> dict[str, Outcome]:
    """Give what became of each of the cast, by short name."""
    names = {person.key: who for who, person in desk.cast.items()}
    actor = await desk.actor(KEEPER)
    async with desk.storage.transaction() as db:
        found = await campaigns.find(db, actor, campaign)
        people = await everybody(db, found, day_of(desk.now))
    return {names[each.person_id]: each.outcome for each in people}


async def closed(desk: Desk, campaign: int, who: str = KEEPER, *, seen: str | None = None) -> None:
    """Close a campaign with the numbers as they are, or as they were on the screen."""
    actor = await desk.actor(who)
    if seen is None:
        seen = (await counted(desk, campaign)).seen
    async with desk.storage.transaction() as db:
        await campaign_closing.close(db, actor, campaign, seen, desk.now)


async def reminded(desk: Desk) -> None:
    """Let a tick come by."""
    async with desk.storage.transaction() as db:
        await campaign_reminders.remind(db, desk.now)


async def reminded_by(desk: Desk, campaign: int, who: str = KEEPER) -> int:
    """Let somebody remind who has not answered."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await campaign_reminders.remind_now(db, actor, campaign, desk.now)


async def letters(desk: Desk, letter: str) -> list[str]:
    """Give to whom of the cast a letter went, in the order in which it was written."""
    names = {person.key: who for who, person in desk.cast.items()}
    rows = await desk.rows(
        "SELECT person_id FROM mail WHERE letter = :letter ORDER BY id", letter=letter
    )
    return [names[person_id] for (person_id,) in rows]
