"""The dossier: one declaration with all that somebody who may see it needs to know of it.

Read as plain rows in a fixed number of queries, whatever the number of revisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import people
from register.audit import Event, Happening, record, sentence
from register.clock import day_of
from register.decisions import Decision, Step, Task
from register.declarations import Declaration, Status
from register.errors import NotFound
from register.findings import Finding
from register.people import Actor, Person
from register.permissions import Action, may
from register.reconsiderations import Reconsideration
from register.reviews import Review
from register.types.record import DeclarationType
from workflows.access import Sight, find, sight_of
from workflows.asking import Asked, asked_of
from workflows.attachment_rows import AttachmentRow, of_revisions
from workflows.coming import coming
from workflows.condition_views import ConditionView, conditions_of
from workflows.drafting import kind_of
from workflows.presence import Presence
from workflows.reconsidering import reconsideration_of
from workflows.reviews import open_review
from workflows.revision_requests import RequestView, requests_of
from workflows.revisions import RevisionView
from workflows.rules import RULES
from workflows.signals import SignalView, signals_of
from workflows.step_views import StepView, step_views
from workflows.steps import (
    decided_since_submission,
    of_revision,
    steps_of,
    waiting,
)
from workflows.takers import Takers, takers_of_step
from workflows.versions import Versions, versions_of
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
        versions: what was submitted, and what is in force of it.
        steps: every step that was opened, first one first.
        planned: the steps that come after the one that waits, with who takes them.
        timeline: what happened.
        is_own: whether it is the reader's own.
        can_decide: whether the step that waits is the reader's to take.
        on_behalf_of: the name of whom the reader stands in for, if they take it.
        takers: the names of who can take the step that waits.
        presence: whether the person whose step it is, is there.
        decided: whether somebody decided on what waits.
        can_assign: whether the reader can give it to somebody else.
        chain_head: the hash of the last event.
        findings: what each rule said of the newest revision, in the order of the code, as far as
            the reader may know.
        weighing: what the rules say now, for a reviewer of what waits.
        asked: what is asked of the reader, where they can take the step that waits.
        conditions: the conditions that hold, and what became of each.
        reconsideration: what the declarant asked to look at again.
        signals: what was signalled about it, as far as the reader may know.
        requests: what the declarant was asked to look at again, and answered.
        review: what the declarant is asked to look at again, as it comes back each year.
        attachments: the files that were submitted with each revision, by its key.
    """

    declaration: Declaration
    kind: DeclarationType
    declarant: Person
    versions: Versions
    steps: Sequence[StepView]
    planned: Sequence[tuple[str, Task]]
    timeline: Sequence[TimelineEntry]
    is_own: bool
    can_decide: bool
    on_behalf_of: str | None
    takers: Sequence[str]
    presence: Presence | None
    decided: bool
    can_assign: bool
    chain_head: str
    findings: Sequence[Finding]
    weighing: Weighing | None
    asked: Asked | None
    conditions: Sequence[ConditionView]
    reconsideration: Reconsideration | None
    signals: Sequence[SignalView]
    requests: Sequence[RequestView]
    review: Review | None
    attachments: Mapping[UUID, Sequence[AttachmentRow]]

    @property
    def revisions(self) -> Sequence[RevisionView]:
        """What was submitted, first one first."""
        return self.versions.revisions

    @property
    def current(self) -> RevisionView | None:
        """The revision that tells how it now is: what is in force, else the newest."""
        return self.versions.current

    @property
    def previous(self) -> RevisionView | None:
        """What the current revision is held against."""
        return self.versions.previous

    @property
    def refusal(self) -> StepView | None:
        """The decision that refused the last change; ``None`` where it was withdrawn."""
        decision = self._decision_on(self.versions.turned_down)
        return decision if decision and decision.decision is Decision.AFWIJZEN else None

    @property
    def standing(self) -> StepView | None:
        """The decision on what stays in force while a change of it waits."""
        under_change = self.declaration.under_change
        return self._decision_on(self.versions.in_force) if under_change else None

    def _decision_on(self, held: RevisionView | None) -> StepView | None:
        decided = [
            step
            for step in self.steps
            if held is not None
            and step.revision_id == held.revision.id
            and step.task is Task.DECIDE
            and step.decision not in (None, Decision.AANVULLEN)
        ]
        return decided[-1] if decided else None

    @property
    def open_step(self) -> StepView | None:
        """The step that waits for somebody."""
        return next((step for step in self.steps if step.waits), None)

    @property
    def route(self) -> Sequence[StepView]:
        """The steps that were taken on the current revision."""
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
    sight = await sight_of(db, actor, declaration, day_of(now))
    if sight is None:
        raise NotFound
    own = sight is Sight.DECLARANT
    if not own:
        await record(db, declaration.id, actor, Happening.SEEN, now)
    kind = kind_of(declaration.type)
    versions = await versions_of(db, kind, declaration)
    newest = versions.newest
    steps = await steps_of(db, declaration.id)
    step = waiting(steps) if declaration.status is Status.INGEDIEND else None
    weighing = None
    if step is not None and newest is not None and sight is Sight.REVIEWER:
        weighing = await weigh(db, kind, declaration, newest, now)
    declarant = await db.get_one(Person, declaration.declarant_id)
    takers: Takers = {}
    if step is not None:
        takers = await takers_of_step(db, step, declarant.key, day_of(now))
    names = await _names(db, takers)
    can_decide = actor.id in takers and may(actor, Action.REVIEW)
    asked = None
    if can_decide and step is not None and newest is not None and weighing is not None:
        before = of_revision(steps, step.revision_id)
        asked = await asked_of(db, declaration, newest, step, before, weighing, day_of(now))
    reconsideration = await reconsideration_of(db, declaration.id)
    timeline, head = await _timeline(db, declaration.id)
    return Dossier(
        declaration=declaration,
        kind=kind,
        declarant=declarant,
        versions=versions,
        steps=await step_views(db, declaration.id, steps),
        planned=await coming(db, declarant, newest, steps, weighing, now)
        if step and newest and not _looked_at_again(step, reconsideration)
        else (),
        timeline=timeline,
        is_own=own,
        can_decide=can_decide,
        on_behalf_of=names.get(takers.get(actor.id) or 0),
        takers=[names[key] for key in takers],
        presence=await _presence(db, step, takers, names, day_of(now)),
        decided=await decided_since_submission(db, declaration.id),
        can_assign=step is not None and not own and may(actor, Action.ASSIGN),
        chain_head=head,
        findings=_readable(versions.current, reviews=sight is Sight.REVIEWER),
        weighing=weighing,
        asked=asked,
        conditions=await conditions_of(db, actor, declaration.id, day_of(now)),
        reconsideration=reconsideration,
        signals=await signals_of(db, actor, declaration, day_of(now)),
        requests=await requests_of(db, declaration.id),
        review=await open_review(db, declaration.id),
        attachments=await of_revisions(db, declaration.id),
    )


def _looked_at_again(step: Step, reconsideration: Reconsideration | None) -> bool:
    """Tell whether a refusal is looked at again in a step; nothing comes after that."""
    return reconsideration is not None and reconsideration.revision_id == step.revision_id


def _readable(current: RevisionView | None, *, reviews: bool) -> Sequence[Finding]:
    """Give the findings of the current revision that a reader may know, in order.

    What a rule says of a colleague is for who reviews, not for who declares.
    """
    if current is None:
        return ()
    found = current.findings
    return [
        found[rule_id]
        for rule_id, rule in RULES.items()
        if rule_id in found and (reviews or not rule.for_reviewers)
    ]


async def _names(db: AsyncSession, takers: Takers) -> Mapping[int, str]:
    """Give what the takers of a step are called, and those they stand in for."""
    keys = {*takers, *(key for key in takers.values() if key is not None)}
    found = await db.exec(select(Person).where(col(Person.id).in_(keys)))
    return {person.key: person.name for person in found}


async def _presence(
    db: AsyncSession, step: Step | None, takers: Takers, names: Mapping[int, str], day: date
) -> Presence | None:
    """Give whether the person whose step waits is there, where it is a person's."""
    if step is None or step.person_id is None or step.person_id not in takers:
        return None
    deputies = [names[key] for key, principal in takers.items() if principal == step.person_id]
    away_until = await people.absent_until(db, step.person_id, day)
    return Presence(names[step.person_id], away_until, deputies)


async def _timeline(db: AsyncSession, declaration_id: UUID) -> tuple[Sequence[TimelineEntry], str]:
    """Give what happened, newest last, without who looked at what; and the head of the chain."""
    found = await db.exec(
        select(Event.at, Event.action, Event.data, Event.hash)
        .where(Event.chain == str(declaration_id))
        .order_by(col(Event.seq))
    )
    events = found.all()
    entries = [
        TimelineEntry(at, sentence(action, data), _detail(data))
        for at, action, data, _ in events
        if action not in (Happening.SEEN, Happening.ATTACHMENT_FETCHED)
    ]
    return entries, events[-1][3].hex() if events else ""


def _detail(data: Mapping[str, Any] | None) -> str | None:
    return data.get("reason") if data else None
