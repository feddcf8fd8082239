"""Reviews as people answer them and find them; :mod:`workflows.reviews` opens them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.errors import NotFound, Stale, Unsuitable
from register.people import Actor, Office
from register.permissions import Action, may
from register.reviews import Review, ReviewAnswer
from register.types import TYPES
from workflows.closing import read_reason
from workflows.drafting import own
from workflows.reviews import answer_open


@dataclass(frozen=True)
class WaitingReview:
    """A review that waits for its declarant."""

    number: str
    type_title: str
    headline: str
    declarant_name: str
    department: str
    due_on: date

    def overdue(self, today: date) -> bool:
        """Tell whether the answer should have been there before today."""
        return self.due_on < today


async def confirm(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    review_id: int,
    typed: str,
    now: datetime,
) -> None:
    """Say of one's own declaration that nothing has changed. Saying it twice says it once.

    Raises:
        NotFound: it does not exist, or the declaration is somebody else's.
        Invalid: what was added is too long or cannot be read (``nagekeken``).
        Unsuitable: a change is being typed.
        Stale: it was answered otherwise.
    """
    declaration = await own(db, actor, declaration_id)
    if not may(actor, Action.DECLARE):
        raise NotFound
    found = await db.exec(
        select(Review).where(Review.id == review_id, Review.declaration_id == declaration_id)
    )
    review = found.first()
    if review is None:
        raise NotFound
    words = read_reason(typed, "nagekeken")
    if review.answer is not None:
        if (review.answer, review.words) == (ReviewAnswer.ONGEWIJZIGD, words):
            return
        raise Stale("Je hebt deze verklaring al nagekeken. Je eerste antwoord is bewaard.")
    if declaration.changing_since is not None:
        raise Unsuitable(
            "Je bent bezig met een wijziging. Dien haar in, of gooi haar weg als alles nog klopt."
        )
    await answer_open(db, actor, declaration_id, ReviewAnswer.ONGEWIJZIGD, now, words)


async def own_waiting(db: AsyncSession, actor: Actor) -> Sequence[WaitingReview]:
    """Give what somebody is asked to look at again, what is due first on top."""
    return await _waiting(db, Declaration.declarant_id == actor.id)


async def overdue(db: AsyncSession, actor: Actor, today: date) -> Sequence[WaitingReview]:
    """Give the bestuurssecretaris what others should have looked at again before today."""
    if not actor.holds(Office.BESTUURSSECRETARIS):
        return ()
    return await _waiting(db, Declaration.declarant_id != actor.id, col(Review.due_on) < today)


async def _waiting(db: AsyncSession, *wanted: object) -> Sequence[WaitingReview]:
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Declaration.number,
            Declaration.type,
            Revision.headline,
            Revision.declarant_name,
            Revision.declarant_department,
            Review.due_on,
        )
        .select_from(Review)
        .join(Declaration, col(Declaration.id) == Review.declaration_id)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .where(col(Review.answer).is_(None), *wanted)
        .order_by(col(Review.due_on), col(Review.id))
        .limit(200)
    )
    return [WaitingReview(number, TYPES[slug].title, *rest) for number, slug, *rest in rows]
