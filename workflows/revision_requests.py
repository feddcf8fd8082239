"""Requests to revise as they are listed: on the report, in the dossier and for the declarant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.findings import Severity
from register.people import Actor
from register.revision_requests import RevisionRequest
from workflows.subjects import LIVE, newest


@dataclass(frozen=True)
class ToldDeparture:
    """A departure as the declarant is told of it."""

    rule: str
    severity: Severity
    sentence: str


@dataclass(frozen=True)
class RequestView:
    """A request to revise, with the answer once it was given.

    ``is_open`` tells whether it waits for an answer: while the declaration is live and the revision
    that it is about is the newest.
    """

    id: int
    revision_id: UUID
    edition: str
    departures: Sequence[ToldDeparture]
    message: str
    requested_at: datetime
    requested_by_id: int
    requested_by_name: str
    answer: str | None
    answered_at: datetime | None
    is_open: bool


@dataclass(frozen=True)
class OpenRequest:
    """A declaration that its declarant was asked to look at again."""

    id: int
    number: str
    headline: str
    requested_at: datetime
    requested_by_name: str


@dataclass(frozen=True)
class Tally:
    """How many requests were sent under an edition, were answered, and wait for an answer."""

    sent: int
    answered: int
    waiting: int


def _waits() -> Any:
    """Give the condition that a request, joined to what it is about, waits for an answer."""
    return and_(col(RevisionRequest.answer).is_(None), col(Declaration.status).in_(LIVE), newest())


def _with_subject(query: Any) -> Any:
    """Join the declaration and the revision that requests are about to a query of them."""
    return query.join(Declaration, col(Declaration.id) == RevisionRequest.declaration_id).join(
        Revision, col(Revision.id) == RevisionRequest.revision_id
    )


async def requests_of(db: AsyncSession, declaration_id: UUID) -> Sequence[RequestView]:
    """Give the requests on a declaration, the oldest first, in one query."""
    query = _with_subject(select(RevisionRequest, _waits()))
    rows = await db.exec(
        query.where(RevisionRequest.declaration_id == declaration_id).order_by(
            col(RevisionRequest.id)
        )
    )
    return _views(rows)


async def requests_under(
    db: AsyncSession, edition: str, revisions: Collection[UUID]
) -> Mapping[UUID, RequestView]:
    """Give the requests under an edition on these revisions, by revision, in one query."""
    query = _with_subject(select(RevisionRequest, _waits()))
    rows = await db.exec(
        query.where(
            RevisionRequest.edition == edition, col(RevisionRequest.revision_id).in_(revisions)
        )
    )
    return {view.revision_id: view for view in _views(rows)}


async def open_requests(db: AsyncSession, actor: Actor) -> Sequence[OpenRequest]:
    """Give what somebody was asked to look at again and has not answered, the oldest first."""
    query = _with_subject(
        select(  # type: ignore[call-overload]
            RevisionRequest.id,
            Declaration.number,
            Revision.headline,
            RevisionRequest.requested_at,
            RevisionRequest.requested_by_name,
        ).select_from(RevisionRequest)
    )
    rows = await db.exec(
        query.where(Declaration.declarant_id == actor.id, _waits()).order_by(
            col(RevisionRequest.requested_at), col(RevisionRequest.id)
        )
    )
    return [OpenRequest(*row) for row in rows]


async def tallies(db: AsyncSession) -> Mapping[str, Tally]:
    """Count the requests under each edition, in one query."""
    query = _with_subject(
        select(
            RevisionRequest.edition,
            func.count(),
            func.count(col(RevisionRequest.answer)),
            func.count().filter(_waits()),
        ).select_from(RevisionRequest)
    )
    rows = await db.exec(query.group_by(RevisionRequest.edition))
    return {edition: Tally(*counted) for edition, *counted in rows}


def _views(rows: Iterable[tuple[RevisionRequest, bool]]) -> Sequence[RequestView]:
    return [
        RequestView(
            id=request.key,
            revision_id=request.revision_id,
            edition=request.edition,
            departures=[
                ToldDeparture(each["rule"], Severity(each["severity"]), each["sentence"])
                for each in request.departures
            ],
            message=request.message,
            requested_at=request.requested_at,
            requested_by_id=request.requested_by,
            requested_by_name=request.requested_by_name,
            answer=request.answer,
            answered_at=request.answered_at,
            is_open=is_open,
        )
        for request, is_open in rows
    ]
