"""The dossier: one declaration with all that somebody who may see it needs to know of it.

Read as plain rows in a fixed number of queries, whatever the number of revisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Event, Happening, record, sentence
from register.clock import day_of
from register.decisions import Decision, Step, Task
from register.declarations import Declaration, Status
from register.errors import NotFound
from register.findings import Finding, Verdict
from register.people import Actor, Person
from register.types.record import DeclarationType
from workflows import routes
from workflows.access import find, may_see
from workflows.drafting import kind_of
from workflows.revision_requests import RequestView, requests_of
from workflows.revisions import RevisionView, revisions_of
from workflows.routes import Demands, PlannedStep, demands_of, upcoming
from workflows.rules import RULES
from workflows.signals import SignalView, signals_of
from workflows.step_views import StepView, step_views
from workflows.steps import can_take, disagreed, of_revision, steps_of, taken, waiting
from workflows.weighing import Weighing, weigh


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, in a sentence."""

    at: datetime
    sentence: str
    detail: str | None = None


@dataclass(frozen=True)
class Dossier:
    """One declaration as somebody sees it.

    Attributes:
        declaration: the declaration.
        kind: its type.
        declarant: whose it is.
        revisions: what was submitted, first one first.
        steps: every step that was opened, first one first.
        planned: the steps that come after the one that waits, with who takes them.
        timeline: what happened.
        is_own: whether it is the reader's own.
        can_decide: whether the step that waits is the reader's to take.
        chain_head: the hash of the last event.
        findings: what each rule said of the newest revision, in the order of the code, as far as
            the reader may know.
        weighing: what the rules say now, for a reviewer of what waits.
        signals: what was signalled about it, as far as the reader may know.
        requests: what the declarant was asked to look at again, and answered.
    """

    declaration: Declaration
    kind: DeclarationType
    declarant: Person
    revisions: Sequence[RevisionView]
    steps: Sequence[StepView]
    planned: Sequence[tuple[str, Task]]
    timeline: Sequence[TimelineEntry]
    is_own: bool
    can_decide: bool
    chain_head: str
    findings: Sequence[Finding]
    weighing: Weighing | None
    signals: Sequence[SignalView]
    requests: Sequence[RequestView]

    @property
    def current(self) -> RevisionView | None:
        """The newest submitted revision."""
        return self.revisions[-1] if self.revisions else None

    @property
    def previous(self) -> RevisionView | None:
        """The revision before the newest."""
        return self.revisions[-2] if len(self.revisions) > 1 else None

    @property
    def open_step(self) -> StepView | None:
        """The step that waits for somebody."""
        return next((step for step in self.steps if step.waits), None)

    @property
    def route(self) -> Sequence[StepView]:
        """The steps that were taken on the newest revision."""
        newest = self.current.revision.id if self.current else None
        return [
            step for step in self.steps if step.decision is not None and step.revision_id == newest
        ]

    @property
    def conclusion(self) -> StepView | None:
        """The decision that holds, or the question that was asked; ``None`` while undecided."""
        status = self.declaration.status
        if status in (Status.INGEDIEND, Status.INGETROKKEN):
            return None
        asked = status is Status.AANVULLING
        steps = [
            step
            for step in self.route
            if (step.decision is Decision.AANVULLEN if asked else step.task is Task.DECIDE)
        ]
        return steps[-1] if steps else None

    @property
    def under_decision(self) -> StepView | None:
        """The decision that a second pair of eyes looks at."""
        decided = [step for step in self.route if step.task is Task.DECIDE]
        return decided[-1] if decided else None


async def open_dossier(db: AsyncSession, actor: Actor, key: str, now: datetime) -> Dossier:
    """Give the dossier of a declaration; that somebody else looked at it is written down.

    Raises:
        NotFound: it does not exist, or may not be seen.
    """
    declaration = await find(db, key)
    if not await may_see(db, actor, declaration):
        raise NotFound
    own = declaration.declarant_id == actor.id
    if not own:
        await record(db, declaration.id, actor, Happening.SEEN, now)
    kind = kind_of(declaration.type)
    revisions = await revisions_of(db, kind, declaration.id)
    steps = await steps_of(db, declaration.id)
    step = waiting(steps) if declaration.status is Status.INGEDIEND else None
    weighing = None
    if step is not None and not own:
        weighing = await weigh(db, kind, declaration, revisions[-1], now)
    declarant = await db.get_one(Person, declaration.declarant_id)
    timeline, head = await _timeline(db, declaration.id)
    return Dossier(
        declaration=declaration,
        kind=kind,
        declarant=declarant,
        revisions=revisions,
        steps=await step_views(db, declaration.id, steps),
        planned=await _planned(db, declarant, revisions[-1], steps, weighing, now) if step else (),
        timeline=timeline,
        is_own=own,
        can_decide=step is not None and can_take(actor, step, declaration.declarant_id, steps),
        chain_head=head,
        findings=_readable(revisions, own=own),
        weighing=weighing,
        signals=await signals_of(db, actor, declaration, day_of(now)),
        requests=await requests_of(db, declaration.id),
    )


def _readable(revisions: Sequence[RevisionView], *, own: bool) -> Sequence[Finding]:
    """Give the findings of the newest revision that a reader may know, in order.

    What a rule says of a colleague is for who reviews, not for who declares.
    """
    if not revisions:
        return ()
    found = revisions[-1].findings
    return [
        found[rule_id]
        for rule_id, rule in RULES.items()
        if rule_id in found and not (own and rule.for_reviewers)
    ]


async def _planned(
    db: AsyncSession,
    declarant: Person,
    newest: RevisionView,
    steps: Sequence[Step],
    weighing: Weighing | None,
    now: datetime,
) -> Sequence[tuple[str, Task]]:
    """Give who comes after the step that waits, if it takes its ordinary course."""
    demands = weighing.demands if weighing else _demands_then(newest)
    done = of_revision(steps, newest.revision.id)
    known = await routes.gather(db, declarant, day_of(now), taken(done))
    demands = replace(demands, disagreement=disagreed(done))
    later = [*upcoming(known, demands)][1:]
    return [(await _name(db, step), step.task) for step in later]


def _demands_then(newest: RevisionView) -> Demands:
    return demands_of(
        (each.rule, each.severity)
        for each in newest.findings.values()
        if each.verdict is Verdict.DEPARTS
    )


async def _name(db: AsyncSession, step: PlannedStep) -> str:
    if step.person_id is None:
        return step.role.label
    return (await db.get_one(Person, step.person_id)).name


async def _timeline(db: AsyncSession, declaration_id: UUID) -> tuple[Sequence[TimelineEntry], str]:
    """Give what happened, newest last, without who looked; and the head of the chain."""
    found = await db.exec(
        select(Event.at, Event.action, Event.data, Event.hash)
        .where(Event.chain == str(declaration_id))
        .order_by(col(Event.seq))
    )
    events = found.all()
    entries = [
        TimelineEntry(at, sentence(action, data), _detail(data))
        for at, action, data, _ in events
        if action != Happening.SEEN
    ]
    return entries, events[-1][3].hex() if events else ""


def _detail(data: Mapping[str, Any] | None) -> str | None:
    return data.get("reason") if data else None
