"""What is frozen after a decision, and the digests by which events vouch for it; see ``frozen``.

The event that opens a review vouches for it as it was opened, the one that answers it for the
whole; a declaration of a leaver that is let stand has one event.
"""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.frozen import digest
from register.leaving import KeptDeclaration
from register.reviews import Review

REVIEW_COLUMNS = tuple(Review.__table__.columns)  # type: ignore[attr-defined]
KEPT_COLUMNS = tuple(KeptDeclaration.__table__.columns)  # type: ignore[attr-defined]


async def digest_of_review(db: AsyncSession, review_id: int) -> str:
    """Give the digest of a review, as it stands: as it was opened, or answered."""
    found = await db.exec(select(*REVIEW_COLUMNS).where(Review.id == review_id))
    return digest(dict(found.mappings().one()))


async def digest_of_kept(db: AsyncSession, kept_id: int) -> str:
    """Give the digest of what lets a declaration of a leaver stand, as it stands."""
    found = await db.exec(select(*KEPT_COLUMNS).where(KeptDeclaration.id == kept_id))
    return digest(dict(found.mappings().one()))
