"""Reviews (*nakijken*): from time to time a declarant says whether what was approved is still so.

A nevenfunctie is looked at again each year, a contract to a relative at its end and else each year.
A review is opened by itself when its day comes and waits for an answer, one at a time; a change
that is submitted, or an end, is an answer too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.decisions import Transition
from register.declarations import APPROVED, Declaration, Revision
from register.frozen_decided import digest_of_review
from register.people import Actor, Person, in_service_on
from register.reviews import Review, ReviewAnswer
from register.types import ancillary_position, related_party_contract
from register.types.related_party_contract import Phase, RelatedPartyContract
from workflows import policy
from workflows.deadlines import due_day
from workflows.letters import Letter
from workflows.notices import notify

_POSITION = ancillary_position.TYPE.slug
_CONTRACT = related_party_contract.TYPE.slug
RUNNING = (Phase.GEGUND, Phase.LOPEND)
"""The phases of a contract that runs."""
AT_ONCE = 200
"""How many reviews are opened in one transaction, so that nobody waits long for a declaration."""


@dataclass(frozen=True)
class InForce:
    """What is in force and may have to be looked at again.

    Attributes:
        slug: its type.
        phase: how far the contract is, where it is one.
        contract_until: the last day of the contract by the list of suppliers, where that is known.
        looked_on: the day on which it was approved or last looked at again.
    """

    slug: str
    looked_on: date
    phase: Phase | None = None
    contract_until: date | None = None


def look_again_on(held: InForce, months: int) -> date | None:
    """Give the day on which it has to be looked at again; ``None`` where that never is.

    Args:
        held: what is in force.
        months: after how many months at the latest (policy value ``review_months``).
    """
    yearly = months_later(held.looked_on, months)
    if held.slug == _POSITION:
        return yearly
    if held.slug != _CONTRACT or held.phase not in RUNNING:
        return None
    if held.contract_until is not None and held.contract_until >= held.looked_on:
        return min(yearly, held.contract_until + timedelta(days=1))
    return yearly


def months_later(day: date, months: int) -> date:
    """Give the same day so many months on; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


async def open_due(db: AsyncSession, now: datetime) -> None:
    """Open the reviews whose day has come, a part of them at a time.

    May be done twice and catches up. What has an open review, or is being changed before a
    reviewer, or is of somebody out of service, waits.
    """
    values = await policy.current(db)
    if values.review_months is None:
        return
    today = day_of(now)
    due_on = due_day(today, values.review_days)
    wanted = [
        key
        for key, held in await _candidates(db, today)
        if (day := look_again_on(held, values.review_months)) is not None and day <= today
    ]
    rows = await db.exec(
        select(Declaration)
        .where(col(Declaration.id).in_(wanted[:AT_ONCE]), col(Declaration.status).in_(APPROVED))
        .order_by(col(Declaration.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for declaration in rows.all():
        await _open(db, declaration, due_on, now)


async def _open(db: AsyncSession, declaration: Declaration, due_on: date, now: datetime) -> None:
    review = Review.__table__  # type: ignore[attr-defined]
    made = await db.exec(
        insert(review)
        .values(
            declaration_id=declaration.id,
            revision_id=declaration.in_force_id,
            due_on=due_on,
            opened_at=now,
        )
        .on_conflict_do_nothing(
            index_elements=["declaration_id"], index_where=review.c.answer.is_(None)
        )
        .returning(review.c.id)
    )
    key = made.scalar_one_or_none()
    if key is None:
        return
    await record(
        db,
        declaration.id,
        None,
        Happening.REVIEW_OPENED,
        now,
        review=key,
        due_on=due_on,
        frozen=await digest_of_review(db, key),
    )
    await notify(
        db,
        Letter.REVIEW_DUE,
        declaration.declarant_id,
        now,
        about=f"review {key}",
        declaration_key=declaration.id,
        due=due_on,
    )


async def _candidates(db: AsyncSession, today: date) -> Sequence[tuple[UUID, InForce]]:
    """Give what is in force and has no open review, in the order of its keys, in one query."""
    approved_at = (
        select(func.max(Transition.at))
        .where(
            Transition.declaration_id == Declaration.id,
            Transition.revision_id == Declaration.in_force_id,
            col(Transition.to_status).in_(APPROVED),
        )
        .scalar_subquery()
    )
    looked_at = (
        select(func.max(Review.answered_at))
        .where(Review.declaration_id == Declaration.id)
        .scalar_subquery()
    )
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Declaration.id,
            Declaration.type,
            RelatedPartyContract.phase,
            Revision.counterparty_contract_until,
            func.greatest(Revision.submitted_at, approved_at, looked_at),
        )
        .join(Revision, col(Revision.id) == Declaration.in_force_id)
        .join(Person, col(Person.id) == Declaration.declarant_id)
        .join(
            RelatedPartyContract,
            col(RelatedPartyContract.revision_id) == Revision.id,
            isouter=True,
        )
        .where(
            col(Declaration.status).in_(APPROVED),
            or_(col(Declaration.type) == _POSITION, col(RelatedPartyContract.phase).in_(RUNNING)),
            *in_service_on(today),
            ~exists().where(
                and_(col(Review.declaration_id) == Declaration.id, col(Review.answer).is_(None))
            ),
        )
        .order_by(col(Declaration.id))
    )
    return [
        (key, InForce(slug, day_of(looked), phase, until))
        for key, slug, phase, until, looked in rows
    ]


async def open_review(db: AsyncSession, declaration_id: UUID) -> Review | None:
    """Give the review of a declaration that waits for an answer."""
    found = await db.exec(
        select(Review).where(Review.declaration_id == declaration_id, col(Review.answer).is_(None))
    )
    return found.first()


async def answer_open(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    answer: ReviewAnswer,
    now: datetime,
    words: str | None = None,
) -> None:
    """Answer the review of a declaration that waits, if one does; the declaration is locked."""
    review = await open_review(db, declaration_id)
    if review is None:
        return
    review.answer, review.words = answer, words
    review.answered_at, review.answered_by, review.answered_by_name = now, actor.id, actor.name
    db.add(review)
    await db.flush()
    data: dict[str, Any] = {"told": answer.label[0].lower() + answer.label[1:], "reason": words}
    await record(
        db,
        declaration_id,
        actor,
        Happening.REVIEW_ANSWERED,
        now,
        review=review.key,
        frozen=await digest_of_review(db, review.key),
        **data,
    )
