"""Verifies the signals: every one, and how it was settled, has the event that tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.signals import Signal
from register.verification_work import Vouched, Work, rows

_SIGNAL = Signal.__table__  # type: ignore[attr-defined]
_OPEN: Mapping[str, Any] = dict.fromkeys(
    ("answer", "reason", "settled_at", "settled_by", "settled_by_name")
)
"""What a signal holds while it is open, of what tells how it is settled."""


async def verify_signals(db: AsyncSession, work: Work) -> None:
    """Hold every signal against the event that raised it and, once settled, the one that did."""
    names = [column.name for column in frozen.SIGNAL_COLUMNS]
    async for row in rows(db, select(*frozen.SIGNAL_COLUMNS).order_by(_SIGNAL.c.id)):
        signal = dict(zip(names, row, strict=True))
        raised = work.raised.pop(signal["id"], None)
        settled = work.settled.pop(signal["id"], None)
        chain = str(signal["declaration_id"])
        if raised is None:
            work.fault(chain, None, "Een signaal heeft geen gebeurtenis.")
        elif not _fits(raised, chain, {**signal, **_OPEN}):
            work.fault(raised.chain, raised.seq, "Het signaal is daarna gewijzigd.")
        for sentence in _faults_of_answer(signal, settled, chain):
            work.fault(chain, settled.seq if settled else None, sentence)
    for vouched in (*work.raised.values(), *work.settled.values()):
        work.fault(vouched.chain, vouched.seq, "Het signaal staat er niet meer.")


def _fits(vouched: Vouched, chain: str, signal: Mapping[str, Any]) -> bool:
    return vouched.chain == chain and frozen.fits(vouched.frozen, signal)


def _faults_of_answer(
    signal: Mapping[str, Any], settled: Vouched | None, chain: str
) -> Iterator[str]:
    if settled is None:
        if signal["answer"] is not None:
            yield "Dat een signaal is afgehandeld, heeft geen gebeurtenis."
    elif signal["answer"] is None:
        yield "Het signaal is afgehandeld, maar staat weer open."
    elif not _fits(settled, chain, signal):
        yield "Hoe het signaal is afgehandeld, is daarna gewijzigd."
