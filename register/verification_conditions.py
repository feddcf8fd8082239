"""Verifies conditions and reconsiderations: each report, judgement and request has its event."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.attachments import Attachment
from register.audit import Happening
from register.conditions import ConditionJudgement, ConditionReport
from register.frozen_conditions import (
    JUDGEMENT_COLUMNS,
    RECONSIDERATION_COLUMNS,
    REPORT_COLUMNS,
)
from register.reconsiderations import Reconsideration
from register.verification_work import Vouched, Work, rows

_ATTACHMENT = Attachment.__table__  # type: ignore[attr-defined]
_REPORT = ConditionReport.__table__  # type: ignore[attr-defined]
_JUDGEMENT = ConditionJudgement.__table__  # type: ignore[attr-defined]
_RECONSIDERATION = Reconsideration.__table__  # type: ignore[attr-defined]


def vouching(work: Work) -> Mapping[Happening, tuple[str, dict[int, Vouched]]]:
    """Give where what an event vouches for is kept, with the name of the key in its data."""
    return {
        Happening.CONDITION_REPORTED: ("report", work.reports),
        Happening.CONDITION_ACCEPTED: ("report", work.judgements),
        Happening.CONDITION_RETURNED: ("report", work.judgements),
        Happening.RECONSIDERATION_ASKED: ("reconsideration", work.reconsiderations),
    }


async def verify_conditions(db: AsyncSession, work: Work) -> None:
    """Hold every report, judgement and reconsideration against the event that tells it."""
    evidence = await _evidence(db)
    await _verify(db, work, REPORT_COLUMNS, _REPORT.c.id, work.reports, "De melding", evidence)
    await _verify(
        db, work, JUDGEMENT_COLUMNS, _JUDGEMENT.c.report_id, work.judgements, "Het oordeel"
    )
    await _verify(
        db,
        work,
        RECONSIDERATION_COLUMNS,
        _RECONSIDERATION.c.id,
        work.reconsiderations,
        "Het verzoek om heroverweging",
    )


async def _evidence(db: AsyncSession) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    """Give the files that were given with reports, by the key of the report."""
    found: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    names = [column.name for column in frozen.ATTACHMENT_COLUMNS]
    query = (
        select(_REPORT.c.id, *frozen.ATTACHMENT_COLUMNS)
        .join(
            _REPORT,
            (_REPORT.c.condition_id == _ATTACHMENT.c.condition_id)
            & (_REPORT.c.position == _ATTACHMENT.c.report_position),
        )
        .order_by(_ATTACHMENT.c.id)
    )
    async for report_id, *row in rows(db, query):
        found[report_id].append(dict(zip(names, row, strict=True)))
    return found


async def _verify(
    db: AsyncSession,
    work: Work,
    columns: Sequence[Column[Any]],
    key: Column[Any],
    vouched: dict[int, Vouched],
    what: str,
    theirs: Mapping[int, Sequence[Mapping[str, Any]]] | None = None,
) -> None:
    """Hold the rows of a table that are written once against the events that vouch for them.

    Args:
        db: the transaction to read in.
        work: where faults are noted.
        columns: all of the table.
        key: its key.
        vouched: the digests that events hold, by that key.
        what: what people call such a row.
        theirs: rows that the same event vouches for, by that key.
    """
    owned = theirs or {}
    names = [column.name for column in columns]
    async for row in rows(db, select(*columns).order_by(key)):
        held = dict(zip(names, row, strict=True))
        event = vouched.pop(held[key.name], None)
        chain = str(held["declaration_id"])
        if event is None:
            work.fault(chain, None, f"{what} heeft geen gebeurtenis.")
        elif event.chain != chain or not frozen.fits(
            event.frozen, held, *owned.get(held[key.name], ())
        ):
            work.fault(event.chain, event.seq, f"{what} is daarna gewijzigd.")
    for event in vouched.values():
        work.fault(event.chain, event.seq, f"{what} staat er niet meer.")
