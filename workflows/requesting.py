"""Asking declarants to look again at what departs from the code since, and answering that.

Neither changes a declaration: what was found, decided and submitted stays as it is.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.declarations import Declaration, Revision
from register.errors import Invalid, NotFound, Stale
from register.frozen import digest_of_request
from register.people import Actor
from register.permissions import Action, may
from register.revision_requests import RevisionRequest
from register.supplier_list import hold_list
from register.types.kinds import LongText, Unreadable
from workflows.edition_report import edition_named, newly_departing, tellable
from workflows.judging import Judgement
from workflows.revision_requests import RequestView, requests_of, requests_under
from workflows.subjects import LiveSubject, live_subjects
from workflows.transitions import locked


async def send(
    db: AsyncSession,
    actor: Actor,
    edition: str,
    ticked: Collection[str],
    message: str,
    now: datetime,
) -> int:
    """Ask the declarants of these revisions to look at them again, all with one message.

    Sending the same once more, as a double click does, sends nothing more.

    Args:
        db: the transaction to send them in.
        actor: who asks.
        edition: the edition under which they depart.
        ticked: the keys of the revisions, as a form sent them.
        message: what the declarants read.
        now: when.

    Returns:
        How many were sent.

    Raises:
        NotFound: there is no such edition or revision, or it is not this person's to ask.
        Invalid: nothing is ticked, or the message is missing or unreadable (``ticked``,
            ``message``).
        Stale: something changed since it was on the screen; nothing is sent.
    """
    if not may(actor, Action.KEEP_CODE):
        raise NotFound
    day = edition_named(edition, day_of(now)).judged_on(day_of(now))
    revisions, text = _read(ticked, message)
    # First of all: an import of suppliers also adds to many chains, in an order of its own.
    await hold_list(db)
    numbers = await _locked(db, revisions)
    subjects = await live_subjects(db, limit=len(revisions), revisions=revisions)
    if any(each.subject.declarant_id == actor.id for each in subjects):
        raise NotFound
    live = {each.revision_id: each for each in subjects}
    told = await newly_departing(db, subjects, day)
    departing = {
        each.revision_id: tellable(found) for each, found in zip(subjects, told, strict=True)
    }
    earlier = await requests_under(db, edition, revisions)
    fresh = [each for each in revisions if not _sent_already(earlier.get(each), actor, text)]
    changed = [numbers[each] for each in fresh if each in earlier or not departing.get(each)]
    if changed:
        raise Stale(
            f"Intussen is er iets gewijzigd bij {_listed(sorted(changed))}. Er is niets verstuurd. "
            "Bekijk wat er nu staat en verstuur je bericht zo nodig opnieuw."
        )
    for each in fresh:
        await _send(db, actor, edition, live[each], departing[each], text, now)
    return len(fresh)


def _read(ticked: Collection[str], message: str) -> tuple[Sequence[UUID], str]:
    """Read what was ticked and typed.

    Raises:
        NotFound: something ticked is no key.
        Invalid: nothing is ticked, or the message is missing or unreadable.
    """
    try:
        revisions = sorted({UUID(each) for each in ticked})
    except ValueError:
        raise NotFound from None
    errors: dict[str, str] = {}
    if not revisions:
        errors["ticked"] = "Vink aan bij welke verklaringen je het wilt vragen."
    text = _text(message, "message", "Schrijf op wat de medewerkers moeten weten.", errors)
    if errors:
        raise Invalid(errors)
    return revisions, text


def _text(typed: str, field: str, missing: str, errors: dict[str, str]) -> str:
    if not typed.strip():
        errors[field] = missing
        return ""
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return ""


async def _locked(db: AsyncSession, revisions: Sequence[UUID]) -> Mapping[UUID, str]:
    """Lock the declarations of these revisions, always in one order; give their numbers.

    Raises:
        NotFound: one of the revisions does not exist.
    """
    rows = await db.exec(
        select(Revision.id, Declaration.number)
        .join(Declaration, col(Declaration.id) == Revision.declaration_id)
        .where(col(Revision.id).in_(revisions))
        .order_by(col(Declaration.id))
        .with_for_update(of=Declaration)
    )
    numbers = {revision_id: number or "" for revision_id, number in rows}
    if len(numbers) < len(revisions):
        raise NotFound
    return numbers


def _sent_already(earlier: RequestView | None, actor: Actor, message: str) -> bool:
    """Tell whether this very request was sent before."""
    return (
        earlier is not None and earlier.requested_by_id == actor.id and earlier.message == message
    )


def _listed(words: Sequence[str]) -> str:
    """Write words as people list them: *a, b en c*."""
    *most, last = words
    return f"{', '.join(most)} en {last}" if most else last


async def _send(
    db: AsyncSession,
    actor: Actor,
    edition: str,
    live: LiveSubject,
    departing: Sequence[Judgement],
    message: str,
    now: datetime,
) -> None:
    declaration_id = live.subject.declaration_id
    if declaration_id is None:
        raise LookupError("A live declaration is stored.")
    request = RevisionRequest(
        declaration_id=declaration_id,
        revision_id=live.revision_id,
        edition=edition,
        departures=[
            {
                "rule": each.rule.id,
                "severity": each.severity.value,
                "sentence": each.sentence or "",
            }
            for each in departing
        ],
        message=message,
        requested_at=now,
        requested_by=actor.id,
        requested_by_name=actor.name,
    )
    db.add(request)
    await db.flush()
    await record(
        db,
        declaration_id,
        actor,
        Happening.REQUEST_SENT,
        now,
        request=request.key,
        edition=edition,
        rules=_listed([each.rule.id for each in departing]),
        frozen=await digest_of_request(db, request.key),
    )


async def answer(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    request_id: int,
    typed: str,
    now: datetime,
) -> None:
    """Answer a request to revise, once. The same answer once more is one answer.

    Raises:
        NotFound: it does not exist, or the declaration is somebody else's.
        Invalid: the answer is missing or unreadable (``answer``).
        Stale: it was answered, or there is nothing left to answer.
    """
    declaration = await locked(db, declaration_id)
    found = {each.id: each for each in await requests_of(db, declaration_id)}
    request = found.get(request_id)
    if request is None or declaration.declarant_id != actor.id:
        raise NotFound
    errors: dict[str, str] = {}
    text = _text(typed, "answer", "Schrijf op wat jouw antwoord is.", errors)
    if request.answer is not None:
        if request.answer == text:
            return
        raise Stale("Je hebt dit verzoek al beantwoord. Je eerste antwoord is bewaard.")
    if not request.is_open:
        raise Stale("Dit verzoek hoeft niet meer: er is intussen iets gewijzigd aan je verklaring.")
    if errors:
        raise Invalid(errors)
    row = await db.get_one(RevisionRequest, request_id)
    row.answer, row.answered_at = text, now
    db.add(row)
    await db.flush()
    await record(
        db,
        declaration_id,
        actor,
        Happening.REQUEST_ANSWERED,
        now,
        request=request_id,
        frozen=await digest_of_request(db, request_id),
    )
