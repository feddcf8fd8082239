"""Holding a declaration that waits for a decision against the code again, on the facts of today.

What was found at submission stays as it was. Where a rule says something else now, the reviewer
sees both, and decides only after having seen them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import canonical
from register.clock import day_of
from register.declarations import Declaration
from register.findings import Finding, Severity, Verdict
from register.types.record import DeclarationType
from workflows import facts, policy
from workflows.judging import Judgement, judge
from workflows.revisions import RevisionView
from workflows.routes import Demands, demands_of
from workflows.rules.rule import Rule

_HEAVIEST_FIRST = list(Severity)


@dataclass(frozen=True)
class Weighed:
    """What one rule said at submission, and what it says now.

    ``then`` is ``None`` for what was submitted before the rule was there to say anything.
    """

    now: Judgement
    then: Finding | None

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.now.rule

    @property
    def differs(self) -> bool:
        """Whether it says something else now, as far as a reviewer has to know."""
        if self.then is None:
            return self.now.departs
        said_then = (self.then.verdict, self._weight(self.then.verdict, self.then.severity))
        if said_then != (self.now.verdict, self._weight(self.now.verdict, self.now.severity)):
            return True
        return self.now.departs and self.now.sentence != self.then.sentence

    @staticmethod
    def _weight(verdict: Verdict, severity: Severity) -> Severity | None:
        return severity if verdict is Verdict.DEPARTS else None

    @property
    def departing(self) -> Severity | None:
        """How heavily it departs, then or now, at its heaviest; ``None`` where it never did."""
        found = []
        if self.then is not None and self.then.verdict is Verdict.DEPARTS:
            found.append(self.then.severity)
        if self.now.departs:
            found.append(self.now.severity)
        return min(found, key=_HEAVIEST_FIRST.index, default=None)


@dataclass(frozen=True)
class Weighing:
    """What the rules say now of a declaration that waits, beside what they said."""

    outcomes: Sequence[Weighed]

    @property
    def differing(self) -> Sequence[Weighed]:
        """The rules that say something else now."""
        return [each for each in self.outcomes if each.differs]

    @property
    def excluded(self) -> bool:
        """Whether nobody can approve it."""
        return any(each.departing is Severity.EXCLUSION for each in self.outcomes)

    def to_accept(self) -> Iterator[Weighed]:
        """Give the departures that who approves has to accept one by one, then or now."""
        for each in self.outcomes:
            if each.departing is not None and each.departing.asks_explanation:
                yield each

    @property
    def demands(self) -> Demands:
        """What the departures, then or now, ask of the route."""
        return demands_of(
            (each.rule.id, each.departing) for each in self.outcomes if each.departing is not None
        )

    @property
    def seen(self) -> str:
        """The digest of what is shown, by which a form tells what its reader has seen."""
        told = [
            (
                each.rule.id,
                each.now.rule.edition,
                each.now.severity,
                each.now.verdict,
                each.now.sentence,
            )
            for each in self.outcomes
        ]
        return hashlib.sha256(canonical(told).encode()).hexdigest()


async def weigh(
    db: AsyncSession,
    kind: DeclarationType,
    declaration: Declaration,
    newest: RevisionView,
    now: datetime,
) -> Weighing:
    """Hold the newest revision of a declaration against the code, on the facts of today."""
    submitted_at = declaration.submitted_at or newest.revision.submitted_at
    known = await facts.gather(
        db,
        kind,
        newest.values,
        day_of(now),
        declarant_id=declaration.declarant_id,
        declaration_id=declaration.id,
        first_submitted_on=day_of(submitted_at),
        policy=await policy.current(db),
    )
    then: Mapping[str, Finding] = newest.findings
    return Weighing([Weighed(each, then.get(each.rule.id)) for each in judge(newest.values, known)])
