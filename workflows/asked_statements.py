"""Which statement (*opgave*) is asked of somebody now: in the open campaign, or their first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import Attestation, Campaign, CampaignPerson
from register.clock import AMSTERDAM
from register.people import Actor
from register.permissions import Action, may
from workflows import first_statements
from workflows.campaigns import open_one
from workflows.exemptions import newest_exemption


@dataclass(frozen=True)
class Asked:
    """A statement that somebody can make.

    Attributes:
        campaign: the campaign in which; ``None`` for a first statement.
        due_on: the last day for it.
        since: from when on what came, changed or ended is told as such.
        answered_at: when it was last made.
        exempt: whether it need not be made.
    """

    campaign: Campaign | None
    due_on: date
    since: datetime
    answered_at: datetime | None = None
    exempt: bool = False

    @property
    def waits(self) -> bool:
        """Whether it still has to be made."""
        return self.answered_at is None and not self.exempt

    def overdue(self, today: date) -> bool:
        """Tell whether the last day for it has passed."""
        return self.due_on < today

    @property
    def campaign_id(self) -> int | None:
        """The key of the campaign."""
        return self.campaign.key if self.campaign else None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.campaign.title if self.campaign else "Eerste opgave"


async def asked_of(db: AsyncSession, actor: Actor, now: datetime) -> Asked | None:
    """Give the statement that somebody can make now: in the open campaign, else their first."""
    if not may(actor, Action.DECLARE):
        return None
    campaign = await open_one(db)
    if campaign is not None and await is_asked(db, campaign.key, actor):
        newest = await newest_exemption(db, campaign.key, actor.id)
        return Asked(
            campaign,
            campaign.answer_by,
            campaign.opened_at,
            await _answered_at(db, actor, campaign.key),
            newest is not None and newest.exempt,
        )
    for first in await first_statements.awaited(db, now, actor.id):
        since = datetime(first.since.year, first.since.month, first.since.day, tzinfo=AMSTERDAM)
        return Asked(None, first.due_on, since.astimezone(UTC))
    return None


async def is_asked(db: AsyncSession, campaign_id: int, actor: Actor) -> bool:
    """Tell whether somebody has to answer in a campaign."""
    return await db.get(CampaignPerson, (campaign_id, actor.id)) is not None


async def _answered_at(db: AsyncSession, actor: Actor, campaign_id: int) -> datetime | None:
    found = await db.exec(
        select(Attestation.at)
        .where(Attestation.person_id == actor.id, Attestation.campaign_id == campaign_id)
        .order_by(col(Attestation.id).desc())
        .limit(1)
    )
    return found.first()
