"""Computes chains of events again, by the formula and not by the code that made them."""

import hashlib
import json
from datetime import UTC
from typing import Any

from sqlmodel import col, select

from register.audit import Event
from register.storage import Storage


def told(value: Any) -> bytes:
    """Write JSON as the trail says that it does, without asking the trail."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


async def events(storage: Storage, chain: str) -> list[Event]:
    """Give a chain, first link first."""
    async with storage.transaction() as db:
        found = await db.exec(select(Event).where(Event.chain == chain).order_by(col(Event.seq)))
        return list(found)


def verify(chain: list[Event]) -> None:
    """Compute a chain again from what is in the database, as the formula has it."""
    before = bytes(32)
    for seq, event in enumerate(chain, start=1):
        assert event.seq == seq
        assert event.prev_hash == before
        assert event.salt is not None
        assert len(event.salt) == 16
        assert event.digest == hashlib.sha256(event.salt + told(event.data)).digest()
        at = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
        links = [event.chain, seq, at, event.actor, event.action, event.digest.hex()]
        assert event.hash == hashlib.sha256(before + told(links)).digest()
        before = event.hash
