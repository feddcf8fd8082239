"""Verifies the campaigns: who had to answer, what they said, and what became of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Select, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.audit import OFFICE_CHAIN, Happening
from register.campaigns import Attestation, Campaign, Exemption
from register.frozen_campaigns import (
    ATTESTATION_COLUMNS,
    CAMPAIGN_COLUMNS,
    EXEMPTION_COLUMNS,
    outcome_rows,
    population_rows,
)
from register.verification_work import Vouched, Work, rows

_CAMPAIGN = Campaign.__table__  # type: ignore[attr-defined]
_EXEMPTION = Exemption.__table__  # type: ignore[attr-defined]
_ATTESTATION = Attestation.__table__  # type: ignore[attr-defined]
_OPEN: Mapping[str, Any] = dict.fromkeys(("closed_at", "closed_by", "closed_by_name"))
"""What a campaign holds while it is open, of what tells that it is closed."""


def vouching(work: Work) -> Mapping[Happening, tuple[str, dict[int, Vouched]]]:
    """Give what vouches for rows of campaigns: the name of the key in the event, and its place."""
    return {
        Happening.CAMPAIGN_OPENED: ("campaign", work.campaigns_opened),
        Happening.CAMPAIGN_CLOSED: ("campaign", work.campaigns_closed),
        Happening.CAMPAIGN_EXEMPTED: ("exemption", work.exemptions),
        Happening.CAMPAIGN_EXEMPTION_UNDONE: ("exemption", work.exemptions),
        Happening.ATTESTED: ("attestation", work.attestations),
        Happening.FIRST_STATEMENT: ("attestation", work.attestations),
    }


async def verify_campaigns(db: AsyncSession, work: Work) -> None:
    """Hold campaigns, answers and exemptions against the events that vouch for them."""
    connection = await db.connection()
    found = await connection.execute(select(*CAMPAIGN_COLUMNS).order_by(_CAMPAIGN.c.id))
    for campaign in [dict(row) for row in found.mappings()]:
        await _verify_campaign(db, campaign, work)
    for vouched in (*work.campaigns_opened.values(), *work.campaigns_closed.values()):
        work.fault(vouched.chain, vouched.seq, "De campagne van deze gebeurtenis ontbreekt.")
    query = select(*EXEMPTION_COLUMNS).order_by(_EXEMPTION.c.id)
    await _verify_rows(db, query, EXEMPTION_COLUMNS, work.exemptions, "Vrijstelling", work)
    query = select(*ATTESTATION_COLUMNS).order_by(_ATTESTATION.c.id)
    await _verify_rows(db, query, ATTESTATION_COLUMNS, work.attestations, "Opgave", work)


async def _verify_campaign(db: AsyncSession, campaign: Mapping[str, Any], work: Work) -> None:
    key, told = campaign["id"], f"Campagne {campaign['id']}"
    opened = work.campaigns_opened.pop(key, None)
    population = await population_rows(db, key)
    if opened is None:
        work.fault(OFFICE_CHAIN, None, f"{told} heeft geen gebeurtenis.")
    elif not _fits(opened, {**campaign, **_OPEN}, *population):
        changed = f"{told}, of wie daarin opgave moest doen, is daarna gewijzigd."
        work.fault(OFFICE_CHAIN, opened.seq, changed)
    closed = work.campaigns_closed.pop(key, None)
    outcomes = await outcome_rows(db, key)
    if closed is None:
        if campaign["closed_at"] is not None or outcomes:
            work.fault(OFFICE_CHAIN, None, f"Dat {told} is gesloten, heeft geen gebeurtenis.")
    elif campaign["closed_at"] is None:
        work.fault(OFFICE_CHAIN, closed.seq, f"{told} is gesloten, maar staat weer open.")
    elif not _fits(closed, campaign, *outcomes):
        work.fault(OFFICE_CHAIN, closed.seq, f"De vaste lijst van {told} is daarna gewijzigd.")


async def _verify_rows(
    db: AsyncSession,
    query: Select[Any],
    columns: Sequence[Column[Any]],
    told_of: dict[int, Vouched],
    what: str,
    work: Work,
) -> None:
    names = [column.name for column in columns]
    async for row in rows(db, query):
        held = dict(zip(names, row, strict=True))
        vouched = told_of.pop(held["id"], None)
        told = f"{what} {held['id']}"
        if vouched is None:
            work.fault(OFFICE_CHAIN, None, f"{told} heeft geen gebeurtenis.")
        elif not _fits(vouched, held):
            work.fault(OFFICE_CHAIN, vouched.seq, f"{told} is daarna gewijzigd.")
    for key, vouched in told_of.items():
        work.fault(vouched.chain, vouched.seq, f"{what} {key} staat er niet meer.")


def _fits(vouched: Vouched, *held: Mapping[str, Any]) -> bool:
    return vouched.chain == OFFICE_CHAIN and frozen.fits(vouched.frozen, *held)
