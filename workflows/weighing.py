"""Holding a declaration that waits for a decision against the code again, on the facts of today.

What was found at submission stays as it was. Where a rule says something else now, the reviewer
sees both, and decides only after having seen them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import findings
from register.audit import canonical
from register.clock import day_of
from register.decisions import Step
from register.declarations import Declaration, Revision
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
    """What the rules say now of a declaration that waits, beside what they said.

    Attributes:
        outcomes: every rule, in the order of the code.
        stood: what departed when an earlier step on this revision was taken, by rule; the route
            does not forget it.
        was_excluded: whether an earlier revision of the declaration was excluded.
    """

    outcomes: Sequence[Weighed]
    stood: Sequence[tuple[str, Severity]] = ()
    was_excluded: bool = False

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
        """What the departures, then, now or in between, ask of the route."""
        departing = [
            (each.rule.id, each.departing) for each in self.outcomes if each.departing is not None
        ]
        demands = demands_of([*departing, *self.stood])
        return replace(demands, second_pair=True) if self.was_excluded else demands

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
    return Weighing(
        [Weighed(each, then.get(each.rule.id)) for each in judge(newest.values, known)],
        await _stood(db, newest.revision.id),
        await was_excluded(db, declaration.id, newest.revision.revision_number),
    )


async def _stood(db: AsyncSession, revision_id: UUID) -> Sequence[tuple[str, Severity]]:
    """Give what departed at the steps that were taken on a revision."""
    rows = await db.exec(
        select(findings.Weighing.rule, findings.Weighing.severity)
        .join(Step, col(Step.id) == findings.Weighing.step_id)
        .where(Step.revision_id == revision_id, findings.Weighing.verdict == Verdict.DEPARTS)
        .distinct()
    )
    return [(rule, Severity(severity)) for rule, severity in rows]


async def was_excluded(db: AsyncSession, declaration_id: UUID, before: int | None = None) -> bool:
    """Tell whether a revision of a declaration was excluded: any, or one before this number.

    Whoever answers a question by telling something else than what nobody can approve, has a second
    pair of eyes look at it.
    """
    found = await db.exec(
        select(Finding.rule)
        .join(Revision, col(Revision.id) == Finding.revision_id)
        .where(
            Revision.declaration_id == declaration_id,
            *([Revision.revision_number < before] if before is not None else []),
            Finding.verdict == Verdict.DEPARTS,
            Finding.severity == Severity.EXCLUSION,
        )
        .limit(1)
    )
    return found.first() is not None
