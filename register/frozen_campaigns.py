"""What a campaign freezes, and the digests by which its events vouch for it; see ``frozen``.

The event that opens a campaign vouches for it and for who has to answer, the event that closes it
for it and for what became of each. Every answer and every exemption has an event of its own.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import (
    Attestation,
    Campaign,
    CampaignOutcome,
    CampaignPerson,
    Exemption,
)
from register.frozen import Row, digest

CAMPAIGN_COLUMNS = tuple(Campaign.__table__.columns)  # type: ignore[attr-defined]
PERSON_COLUMNS = tuple(CampaignPerson.__table__.columns)  # type: ignore[attr-defined]
OUTCOME_COLUMNS = tuple(CampaignOutcome.__table__.columns)  # type: ignore[attr-defined]
EXEMPTION_COLUMNS = tuple(Exemption.__table__.columns)  # type: ignore[attr-defined]
ATTESTATION_COLUMNS = tuple(Attestation.__table__.columns)  # type: ignore[attr-defined]


async def campaign_row(db: AsyncSession, campaign_id: int) -> Row:
    """Give a campaign as it stands."""
    (row,) = await _rows(db, select(*CAMPAIGN_COLUMNS).where(Campaign.id == campaign_id))
    return row


async def population_rows(db: AsyncSession, campaign_id: int) -> Sequence[Row]:
    """Give who has to answer, in the order of a digest."""
    return await _rows(
        db,
        select(*PERSON_COLUMNS)
        .where(CampaignPerson.campaign_id == campaign_id)
        .order_by(col(CampaignPerson.person_id)),
    )


async def outcome_rows(db: AsyncSession, campaign_id: int) -> Sequence[Row]:
    """Give what became of each, in the order of a digest."""
    return await _rows(
        db,
        select(*OUTCOME_COLUMNS)
        .where(CampaignOutcome.campaign_id == campaign_id)
        .order_by(col(CampaignOutcome.person_id)),
    )


async def digest_of_opening(db: AsyncSession, campaign_id: int) -> str:
    """Give the digest of a campaign that just opened, and of who has to answer."""
    return digest(await campaign_row(db, campaign_id), *await population_rows(db, campaign_id))


async def digest_of_closing(db: AsyncSession, campaign_id: int) -> str:
    """Give the digest of a campaign that just closed, and of what became of each."""
    return digest(await campaign_row(db, campaign_id), *await outcome_rows(db, campaign_id))


async def digest_of_exemption(db: AsyncSession, exemption_id: int) -> str:
    """Give the digest of an exemption, as it stands."""
    return digest(*await _rows(db, select(*EXEMPTION_COLUMNS).where(Exemption.id == exemption_id)))


async def digest_of_attestation(db: AsyncSession, attestation_id: int) -> str:
    """Give the digest of an attestation, as it stands."""
    return digest(
        *await _rows(db, select(*ATTESTATION_COLUMNS).where(Attestation.id == attestation_id))
    )


async def _rows(db: AsyncSession, query: Any) -> Sequence[Row]:
    found = await db.exec(query)
    return [dict(row) for row in found.mappings()]
