"""Closing a campaign: what became of each is written down for ever."""

from datetime import datetime

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import CampaignOutcome, Outcome
from register.clock import day_of
from register.errors import NotFound, Stale
from register.frozen_campaigns import digest_of_closing
from register.people import Actor
from register.permissions import Action, may
from workflows.campaign_progress import everybody, progress
from workflows.campaigns import kept_open, locked


async def close(db: AsyncSession, actor: Actor, campaign_id: int, seen: str, now: datetime) -> None:
    """Close a campaign with the numbers that were on the screen. Closing it again is once.

    Answers wait for a closing that is going on, and are refused after it.

    Raises:
        NotFound: there is no such campaign, or it is not this person's to close.
        Unsuitable: somebody else closed it.
        Stale: the numbers changed since they were on the screen.
    """
    campaign = await locked(db, campaign_id)
    if campaign is None or not may(actor, Action.KEEP_CAMPAIGNS):
        raise NotFound
    if campaign.closed_by == actor.id:
        return
    campaign = await kept_open(db, actor, campaign_id)
    today = day_of(now)
    counted = await progress(db, campaign, today)
    if seen != counted.seen:
        raise Stale("De aantallen zijn intussen gewijzigd. Bekijk ze opnieuw en sluit dan.")
    await db.exec(
        insert(CampaignOutcome).values(
            [
                {
                    "campaign_id": campaign.key,
                    "person_id": each.person_id,
                    "outcome": each.outcome,
                    "attestation_id": each.attestation_id,
                    "exemption_id": each.exemption_id,
                    "reason": each.reason,
                    "left_on": each.left_on,
                }
                for each in await everybody(db, campaign, today)
            ]
        )
    )
    campaign.closed_at, campaign.closed_by, campaign.closed_by_name = now, actor.id, actor.name
    db.add(campaign)
    await db.flush()
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.CAMPAIGN_CLOSED,
        now,
        campaign=campaign.key,
        title=campaign.title,
        counts={each.value: counted.total.counts[each] for each in Outcome},
        frozen=await digest_of_closing(db, campaign.key),
    )
