"""Verifies what came after a decision: reviews with their answers, and what leavers keep."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.frozen_decided import KEPT_COLUMNS, REVIEW_COLUMNS
from register.leaving import KeptDeclaration
from register.reviews import Review
from register.verification_work import Vouched, Work, rows

_REVIEW = Review.__table__  # type: ignore[attr-defined]
_KEPT = KeptDeclaration.__table__  # type: ignore[attr-defined]
_UNANSWERED: Mapping[str, Any] = dict.fromkeys(
    ("answer", "words", "answered_at", "answered_by", "answered_by_name")
)
"""What a review holds until it is answered, of what tells the answer."""


async def verify_reviews(db: AsyncSession, work: Work) -> None:
    """Hold every review against the event that opened it and, once answered, the one that did."""
    names = [column.name for column in REVIEW_COLUMNS]
    async for row in rows(db, select(*REVIEW_COLUMNS).order_by(_REVIEW.c.id)):
        review = dict(zip(names, row, strict=True))
        opened = work.reviews_opened.pop(review["id"], None)
        answered = work.reviews_answered.pop(review["id"], None)
        chain = str(review["declaration_id"])
        if opened is None:
            work.fault(chain, None, "Een vraag om na te kijken heeft geen gebeurtenis.")
        elif not _fits(opened, chain, {**review, **_UNANSWERED}):
            work.fault(chain, opened.seq, "De vraag om na te kijken is daarna gewijzigd.")
        for sentence in _faults_of_answer(review, answered, chain):
            work.fault(chain, answered.seq if answered else None, sentence)
    for vouched in (*work.reviews_opened.values(), *work.reviews_answered.values()):
        work.fault(vouched.chain, vouched.seq, "De vraag om na te kijken staat er niet meer.")


def _faults_of_answer(
    review: Mapping[str, Any], answered: Vouched | None, chain: str
) -> Iterator[str]:
    if answered is None:
        if review["answer"] is not None:
            yield "Wat er bij het nakijken is gezegd, heeft geen gebeurtenis."
    elif review["answer"] is None:
        yield "De verklaring is nagekeken, maar het antwoord staat er niet meer."
    elif not _fits(answered, chain, review):
        yield "Wat er bij het nakijken is gezegd, is daarna gewijzigd."


async def verify_kept(db: AsyncSession, work: Work) -> None:
    """Hold what lets declarations of leavers stand against the events that tell it."""
    names = [column.name for column in KEPT_COLUMNS]
    async for row in rows(db, select(*KEPT_COLUMNS).order_by(_KEPT.c.id)):
        kept = dict(zip(names, row, strict=True))
        vouched = work.kept.pop(kept["id"], None)
        chain = str(kept["declaration_id"])
        if vouched is None:
            work.fault(chain, None, "Dat de verklaring blijft staan, heeft geen gebeurtenis.")
        elif not _fits(vouched, chain, kept):
            work.fault(chain, vouched.seq, "Waarom de verklaring blijft staan, is gewijzigd.")
    for vouched in work.kept.values():
        work.fault(vouched.chain, vouched.seq, "Waarom de verklaring blijft staan, ontbreekt.")


def _fits(vouched: Vouched, chain: str, row: Mapping[str, Any]) -> bool:
    return vouched.chain == chain and frozen.fits(vouched.frozen, row)
