"""Meeting the conditions of an approval: its owner reports, somebody else judges; each an event."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.clock import day_of
from register.conditions import ConditionJudgement, ConditionReport
from register.decisions import Condition, Evidence
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.frozen_conditions import digest_of_judgement, digest_of_report
from register.people import Actor
from register.permissions import Action, may
from register.types.kinds import LongText, Unreadable
from workflows.access import may_see
from workflows.attachment_rows import of_report_form
from workflows.attachments import give_evidence
from workflows.condition_judges import judges_of
from workflows.condition_rows import (
    ConditionRow,
    ConditionState,
    condition_rows,
)
from workflows.letters import Letter
from workflows.notices import notify, notify_all
from workflows.transitions import locked

ACCEPT, RETURN = "ja", "nee"
"""What somebody who judges a report can answer."""


async def report(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    condition_id: int,
    seen: int,
    typed: str,
    now: datetime,
) -> None:
    """Report that a condition has been met, with the files that were added to show it.

    Args:
        db: the transaction.
        actor: who is to meet it.
        declaration_id: the declaration.
        condition_id: the condition.
        seen: how many reports there were on the screen.
        typed: what was done, in words.
        now: when.

    Raises:
        NotFound: there is no such condition, or it is somebody else's to meet.
        Stale: it was reported or judged since it was on the screen.
        Unsuitable: it was accepted already.
        Invalid: the words (``words``) are missing or cannot be read, or a file (``files``) that
            has to be there is not.
    """
    row = await reportable(db, actor, declaration_id, condition_id, seen, now)
    errors: dict[str, str] = {}
    files = await of_report_form(db, condition_id, actor.id)
    if row.evidence is Evidence.BEWIJSSTUK and not files:
        errors["files"] = "Kies het bestand dat laat zien dat het klaar is."
    try:
        words = _text(typed, "words", "Schrijf op wat er is gedaan.")
    except Invalid as invalid:
        errors.update(invalid.errors)
    if errors:
        raise Invalid(errors)
    reported = ConditionReport(
        condition_id=condition_id,
        declaration_id=declaration_id,
        position=seen + 1,
        words=words,
        at=now,
        by_id=actor.id,
        by_name=actor.name,
    )
    db.add(reported)
    await db.flush()
    await give_evidence(db, actor, condition_id, reported.position)
    await record(
        db,
        declaration_id,
        actor,
        Happening.CONDITION_REPORTED,
        now,
        number=row.position,
        reason=words,
        condition=condition_id,
        report=reported.key,
        frozen=await digest_of_report(db, reported.key),
    )
    [waits] = await condition_rows(db, day_of(now), col(Condition.id) == condition_id)
    judges = (await judges_of(db, [waits], day_of(now)))[condition_id]
    await notify_all(
        db,
        Letter.EVIDENCE_GIVEN,
        judges,
        now,
        about=f"condition report {reported.key}",
        declaration_key=declaration_id,
    )


async def reportable(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    condition_id: int,
    seen: int,
    now: datetime,
) -> ConditionRow:
    """Give a condition that somebody can report now as met, its declaration locked.

    Raises:
        NotFound: there is no such condition, or it is somebody else's to meet.
        Stale: it was reported or judged since it was on the screen.
        Unsuitable: it was accepted already, or has lapsed.
    """
    row = await _held(db, actor, declaration_id, condition_id, now)
    if row.owner_id != actor.id or not may(actor, Action.DECLARE):
        raise NotFound
    if row.state is ConditionState.VOLDAAN:
        raise Unsuitable("Aan deze voorwaarde is al voldaan.")
    if row.report_position != seen or row.state is ConditionState.GEMELD:
        raise Stale("Deze voorwaarde is al gemeld. Wat je nu stuurde, is niet opgeslagen.")
    return row


async def judge(
    db: AsyncSession,
    actor: Actor,
    declaration_id: UUID,
    condition_id: int,
    report_id: int,
    answer: str,
    typed: str,
    now: datetime,
) -> bool:
    """Say whether what was reported is enough.

    Args:
        db: the transaction.
        actor: who judges it (:func:`workflows.condition_judges.judges_of`).
        declaration_id: the declaration.
        condition_id: the condition.
        report_id: the report that was on the screen.
        answer: ``ja`` or ``nee``.
        typed: why; needed where it is not enough.
        now: when.

    Returns:
        Whether it is enough.

    Raises:
        NotFound: there is no such condition, or it is not this person's to judge.
        Stale: it was judged or reported again since it was on the screen.
        Invalid: the answer (``answer``) or the reason (``reason``) is missing or unreadable.
    """
    row = await _held(db, actor, declaration_id, condition_id, now)
    judges = (await judges_of(db, [row], day_of(now)))[condition_id]
    if actor.id not in judges or not may(actor, Action.REVIEW):
        raise NotFound
    if row.report_id != report_id or row.state is not ConditionState.GEMELD:
        raise Stale("Hier is intussen al naar gekeken. Wat je nu stuurde, is niet opgeslagen.")
    accepted, reason = _read_judgement(answer, typed)
    db.add(
        ConditionJudgement(
            report_id=report_id,
            declaration_id=declaration_id,
            accepted=accepted,
            reason=reason,
            at=now,
            by_id=actor.id,
            by_name=actor.name,
        )
    )
    await db.flush()
    await record(
        db,
        declaration_id,
        actor,
        Happening.CONDITION_ACCEPTED if accepted else Happening.CONDITION_RETURNED,
        now,
        number=row.position,
        reason=reason,
        condition=condition_id,
        report=report_id,
        frozen=await digest_of_judgement(db, report_id),
    )
    await notify(
        db,
        Letter.CONDITION_FULFILLED if accepted else Letter.EVIDENCE_RETURNED,
        row.owner_id,
        now,
        about=f"condition report {report_id}",
        declaration_key=declaration_id,
    )
    return accepted


async def _held(
    db: AsyncSession, actor: Actor, declaration_id: UUID, condition_id: int, now: datetime
) -> ConditionRow:
    """Give a condition that holds, its declaration locked.

    Raises:
        NotFound: there is none.
        Unsuitable: it has lapsed, as far as they may know of it.
    """
    declaration = await locked(db, declaration_id)
    wanted = (
        col(Condition.id) == condition_id,
        col(Condition.declaration_id) == declaration_id,
    )
    rows = await condition_rows(db, day_of(now), *wanted)
    if rows:
        return rows[0]
    lapsed = await db.exec(select(Condition.id).where(*wanted))
    if lapsed.first() is None or not await may_see(db, actor, declaration, day_of(now)):
        raise NotFound
    raise Unsuitable("Deze voorwaarde is vervallen. Wat je nu stuurde, is niet opgeslagen.")


def _read_judgement(answer: str, typed: str) -> tuple[bool, str | None]:
    errors: dict[str, str] = {}
    if answer not in (ACCEPT, RETURN):
        errors["answer"] = "Kies of aan de voorwaarde is voldaan."
    reason = None
    if typed.strip() or answer == RETURN:
        try:
            reason = _text(typed, "reason", "Schrijf op wat er nog nodig is.")
        except Invalid as invalid:
            errors.update(invalid.errors)
    if errors:
        raise Invalid(errors)
    return answer == ACCEPT, reason


def _text(typed: str, field: str, missing: str) -> str:
    """Read a text that has to be there.

    Raises:
        Invalid: it is missing or cannot be read, by the name of the field.
    """
    if not typed.strip():
        raise Invalid({field: missing})
    try:
        return LongText().read(typed.strip())
    except Unreadable as unreadable:
        raise Invalid({field: str(unreadable)}) from None
