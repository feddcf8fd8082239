"""Verifies that nothing in the register was altered: chains, frozen rows, states, numbers, guards.

Everything is read as plain rows in a few passes over one snapshot, so that a register of any size
is verified without holding it in memory; what is held per declaration is a few digests and moments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from register import audit
from register.audit import GENESIS, OFFICE_CHAIN, Event, Happening
from register.declarations import Declaration
from register.types import TYPES
from register.verification_guards import verify_guards, verify_office
from register.verification_parties import verify_parties
from register.verification_policy import verify_policy
from register.verification_requests import verify_requests
from register.verification_rows import (
    report_orphans,
    verify_decisions,
    verify_numbers,
    verify_revisions,
)
from register.verification_signals import verify_signals
from register.verification_states import (
    replay,
    verify_declarations,
    verify_steps,
    verify_transitions,
)
from register.verification_work import AT_A_TIME, Found, Vouched, Work, rows

_EVENT = Event.__table__  # type: ignore[attr-defined]
_DECLARATION = Declaration.__table__  # type: ignore[attr-defined]

_DECISIONS = frozenset(
    {
        Happening.STEP_TAKEN.value,
        Happening.APPROVED.value,
        Happening.APPROVED_CONDITIONALLY.value,
        Happening.REFUSED.value,
        Happening.ASKED_FOR_MORE.value,
    }
)


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was recorded.

    Attributes:
        chain: the chain: ``kantoor`` or the key of a declaration; empty for a series of numbers.
        where: what people call it: the number of the declaration, *kantoor*, or the year.
        seq: the link of the chain, where it concerns one.
        sentence: what is wrong, in Dutch.
    """

    chain: str
    where: str
    seq: int | None
    sentence: str

    @property
    def told(self) -> str:
        """The fault in one line."""
        link = f", schakel {self.seq}" if self.seq is not None else ""
        return f"{self.where}{link}: {self.sentence}"


@dataclass(frozen=True)
class Verification:
    """What was verified, and every fault that was found."""

    chains: int
    events: int
    erased: int
    revisions: int
    decisions: int
    numbers: int
    faults: Sequence[Fault]

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


async def verify(db: AsyncSession) -> Verification:
    """Verify the whole register.

    Args:
        db: a fresh transaction, in which nothing was read yet: it is made to see one snapshot.

    Returns:
        What was verified and every fault, those of one chain together.
    """
    connection = await db.connection()
    await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    work = Work()
    await _verify_chains(db, work)
    for kind in TYPES.values():
        await verify_revisions(db, kind, work)
    await verify_decisions(db, work)
    report_orphans(work)
    await verify_parties(db, work)
    await verify_transitions(db, work)
    await verify_steps(db, work)
    await verify_declarations(db, work)
    await verify_numbers(db, work)
    await verify_policy(db, work)
    await verify_signals(db, work)
    await verify_requests(db, work)
    await verify_office(db, work)
    await verify_guards(db, work)
    names = await _names(db, work)
    faults = [_told(found, names) for found in work.found]
    return Verification(
        chains=work.chains,
        events=work.events,
        erased=work.erased,
        revisions=work.revisions,
        decisions=work.decisions,
        numbers=work.numbers,
        faults=sorted(faults, key=lambda fault: (fault.where, fault.seq or 0)),
    )


def _told(found: Found, names: Mapping[str, str]) -> Fault:
    where = found.where or names.get(found.chain, found.chain)
    return Fault(found.chain, where, found.seq, found.sentence)


async def _verify_chains(db: AsyncSession, work: Work) -> None:
    """Walk every chain, and keep the digests that its events hold of frozen rows."""
    chain, seq, prev_hash = "", 0, GENESIS
    async for event in rows(db, select(_EVENT).order_by(_EVENT.c.chain, _EVENT.c.seq)):
        if event.chain != chain:
            chain, seq, prev_hash = event.chain, 0, GENESIS
            work.chains += 1
            work.office = work.office or chain == OFFICE_CHAIN
        for sentence in _faults_of_link(event, seq, prev_hash):
            work.fault(chain, event.seq, sentence)
        work.events += 1
        seq, prev_hash = event.seq, event.hash
        if event.data is None:
            work.erased += 1
            work.fault(chain, event.seq, "De inhoud van deze gebeurtenis is gewist.")
        else:
            _keep_vouched(event, work)
        replay(event, work)


def _faults_of_link(event: Any, before: int, prev_hash: bytes) -> Iterable[str]:
    if event.seq != before + 1:
        missing = f"{before + 1}" if event.seq == before + 2 else f"{before + 1}–{event.seq - 1}"
        yield f"Hiervoor ontbreekt schakel {missing}."
    elif event.prev_hash != prev_hash:
        yield "Deze schakel sluit niet aan op de vorige."
    if event.data is not None and not _fits_digest(event):
        yield "De inhoud van deze gebeurtenis is gewijzigd."
    told = (event.chain, event.seq, event.at, event.actor, event.action, event.digest)
    if audit.link(event.prev_hash, *told) != event.hash:
        yield "Deze gebeurtenis is gewijzigd: wie, wat, wanneer of het kenmerk klopt niet."


def _fits_digest(event: Any) -> bool:
    try:
        return bool(audit.digest_of(event.salt, event.data) == event.digest)
    except TypeError:
        # Something stands in it that the register never writes.
        return False


def _keep_vouched(event: Any, work: Work) -> None:
    data: Mapping[str, Any] = event.data if isinstance(event.data, dict) else {}
    vouched = Vouched(event.chain, event.seq, str(data.get("frozen", "")))
    revision, step, change = data.get("revision"), data.get("step"), data.get("change")
    party = data.get("party")
    if isinstance(party, list):
        work.parties[event.chain].update(map(str, party))
    if event.action == Happening.SUBMITTED:
        if isinstance(revision, int):
            work.submissions[event.chain, revision] = vouched
            if party is None:
                work.untold_parties.add((event.chain, revision))
    elif event.action in _DECISIONS and isinstance(step, int):
        work.steps[step] = vouched
    elif event.action == Happening.POLICY_CHANGED and isinstance(change, int):
        work.policy_changes[change] = vouched
    else:
        _keep_once_more(event.action, data, vouched, work)


def _keep_once_more(action: str, data: Mapping[str, Any], vouched: Vouched, work: Work) -> None:
    """Keep what vouches for a row that is written, and once more when somebody answers it."""
    kept = {
        Happening.SIGNAL_RAISED: ("signal", work.raised),
        Happening.SIGNAL_SETTLED: ("signal", work.settled),
        Happening.REQUEST_SENT: ("request", work.requests_sent),
        Happening.REQUEST_ANSWERED: ("request", work.requests_answered),
    }
    if action in kept:
        name, rows_kept = kept[Happening(action)]
        if isinstance(data.get(name), int):
            rows_kept[data[name]] = vouched


async def _names(db: AsyncSession, work: Work) -> Mapping[str, str]:
    """Give what people call the chains with a fault; of a lost declaration, as its chain does."""
    chains = {found.chain for found in work.found}
    names = {chain: min(work.course(chain).numbers, default=chain) for chain in chains}
    keys = [UUID(chain) for chain in chains if chain != OFFICE_CHAIN and _is_key(chain)]
    connection = await db.connection()
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        query = select(_DECLARATION.c.id, _DECLARATION.c.number).where(_DECLARATION.c.id.in_(part))
        for key, number in await connection.execute(query):
            told = min(work.course(key).numbers, default=f"concept {key}")
            names[str(key)] = number or told
    return names


def _is_key(chain: str) -> bool:
    try:
        UUID(chain)
    except ValueError:
        return False
    return True
