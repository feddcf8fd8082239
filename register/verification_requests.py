"""Verifies the requests to revise: every one, and its answer, has the event that tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.revision_requests import RevisionRequest
from register.verification_work import Vouched, Work, rows

_REQUEST = RevisionRequest.__table__  # type: ignore[attr-defined]
_UNANSWERED: Mapping[str, Any] = {"answer": None, "answered_at": None}
"""What a request holds until it is answered, of what tells the answer."""


async def verify_requests(db: AsyncSession, work: Work) -> None:
    """Hold every request against the event that sent it and, once answered, the one that did."""
    names = [column.name for column in frozen.REQUEST_COLUMNS]
    async for row in rows(db, select(*frozen.REQUEST_COLUMNS).order_by(_REQUEST.c.id)):
        request = dict(zip(names, row, strict=True))
        sent = work.requests_sent.pop(request["id"], None)
        answered = work.requests_answered.pop(request["id"], None)
        chain = str(request["declaration_id"])
        if sent is None:
            work.fault(chain, None, "Een verzoek om te herzien heeft geen gebeurtenis.")
        elif not _fits(sent, chain, {**request, **_UNANSWERED}):
            work.fault(sent.chain, sent.seq, "Het verzoek om te herzien is daarna gewijzigd.")
        for sentence in _faults_of_answer(request, answered, chain):
            work.fault(chain, answered.seq if answered else None, sentence)
    for vouched in (*work.requests_sent.values(), *work.requests_answered.values()):
        work.fault(vouched.chain, vouched.seq, "Het verzoek om te herzien staat er niet meer.")


def _fits(vouched: Vouched, chain: str, request: Mapping[str, Any]) -> bool:
    return vouched.chain == chain and frozen.fits(vouched.frozen, request)


def _faults_of_answer(
    request: Mapping[str, Any], answered: Vouched | None, chain: str
) -> Iterator[str]:
    if answered is None:
        if request["answer"] is not None:
            yield "Het antwoord op een verzoek om te herzien heeft geen gebeurtenis."
    elif request["answer"] is None:
        yield "Het verzoek om te herzien is beantwoord, maar het antwoord staat er niet meer."
    elif not _fits(answered, chain, request):
        yield "Het antwoord op het verzoek om te herzien is daarna gewijzigd."
