"""Exempting somebody from a campaign, such as who is on long leave, and undoing that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import Attestation, Campaign, CampaignPerson, Exemption
from register.errors import Invalid, Stale, Unsuitable
from register.frozen_campaigns import digest_of_exemption
from register.people import Actor
from register.types.kinds import LongText, Unreadable
from workflows.campaigns import kept_open, member


@dataclass(frozen=True)
class TypedExemption:
    """An exemption as a form sent it.

    Attributes:
        exempt: whether somebody need not answer, or has to after all.
        reason: why.
        seen: the key of the newest exemption of this person that was on the screen, 0 for none.
    """

    exempt: bool
    reason: str
    seen: int


async def exempt(
    db: AsyncSession,
    actor: Actor,
    campaign_id: int,
    person_id: int,
    typed: TypedExemption,
    now: datetime,
) -> None:
    """Exempt somebody from a campaign, or undo that. The same once more is one exemption.

    Raises:
        NotFound: there is no such campaign or person, or it is not this person's to do.
        Unsuitable: the campaign is closed, the person answered, or it is oneself.
        Stale: somebody else exempted them, or undid that, since it was on the screen.
        Invalid: the reason is missing or unreadable (``reason``).
    """
    campaign = await kept_open(db, actor, campaign_id)
    person = await member(db, campaign_id, person_id)
    if person_id == actor.id:
        raise Unsuitable("Je kunt jezelf niet vrijstellen. Doe je opgave.")
    reason = _reason(typed.reason)
    newest = await newest_exemption(db, campaign_id, person_id)
    if typed.seen != (newest.key if newest else 0):
        told = (typed.exempt, reason, actor.id)
        if newest and (newest.exempt, newest.reason, newest.by_id) == told:
            return
        raise Stale(
            f"De vrijstelling van {person.name} is intussen gewijzigd. Bekijk wat er nu is."
        )
    if typed.exempt is (newest is not None and newest.exempt):
        raise Unsuitable(
            f"{person.name} is al vrijgesteld."
            if typed.exempt
            else f"{person.name} is niet vrijgesteld."
        )
    if typed.exempt and await _answered(db, campaign_id, person_id):
        raise Unsuitable(f"{person.name} heeft al opgave gedaan; een vrijstelling is niet nodig.")
    await _keep_exemption(db, actor, campaign, person, replace(typed, reason=reason), now)


async def _keep_exemption(
    db: AsyncSession,
    actor: Actor,
    campaign: Campaign,
    person: CampaignPerson,
    typed: TypedExemption,
    now: datetime,
) -> None:
    row = Exemption(
        campaign_id=campaign.key,
        person_id=person.person_id,
        exempt=typed.exempt,
        reason=typed.reason,
        at=now,
        by_id=actor.id,
        by_name=actor.name,
    )
    db.add(row)
    await db.flush()
    happening = Happening.CAMPAIGN_EXEMPTED if typed.exempt else Happening.CAMPAIGN_EXEMPTION_UNDONE
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        happening,
        now,
        campaign=campaign.key,
        title=campaign.title,
        person=person.name,
        reason=row.reason,
        exemption=row.key,
        frozen=await digest_of_exemption(db, row.key),
    )


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Invalid({"reason": "Schrijf op waarom."})
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({"reason": str(unreadable)}) from None


async def exemptions_of(db: AsyncSession, campaign_id: int, person_id: int) -> Sequence[Exemption]:
    """Give every exemption of somebody, and every time it was undone, newest first."""
    found = await db.exec(
        select(Exemption)
        .where(Exemption.campaign_id == campaign_id, Exemption.person_id == person_id)
        .order_by(col(Exemption.id).desc())
    )
    return found.all()


async def newest_exemption(db: AsyncSession, campaign_id: int, person_id: int) -> Exemption | None:
    """Give the exemption that counts, or by which it was undone."""
    return next(iter(await exemptions_of(db, campaign_id, person_id)), None)


async def _answered(db: AsyncSession, campaign_id: int, person_id: int) -> bool:
    found = await db.exec(
        select(Attestation.id)
        .where(Attestation.campaign_id == campaign_id, Attestation.person_id == person_id)
        .limit(1)
    )
    return found.first() is not None
