"""What an edition of the code does to live declarations: those that depart under it, and did not.

An edition that is in force is reported on as well: what departs now because a limit, the list of
suppliers or what somebody else declared has changed since. Looking changes nothing: what was found
at submission and what was decided stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import NotFound
from register.findings import Finding, Severity, Verdict
from register.people import Actor
from register.permissions import Action, may
from workflows import policy
from workflows.facts import gather_many
from workflows.judging import Judgement, departures, judge
from workflows.revision_requests import RequestView, requests_under
from workflows.rules import VERSIONS
from workflows.rules.editions import EDITIONS, edition_on
from workflows.rules.rule import Rule
from workflows.subjects import LiveSubject, live_subjects

PART = 200
"""How many live declarations are held against an edition at once."""

_HEAVIEST_FIRST = list(Severity)


class Standing(StrEnum):
    """Whether an edition still has to begin, holds, or was followed by another."""

    COMING = "komt nog"
    IN_FORCE = "geldt nu"
    REPLACED = "geldt niet meer"


@dataclass(frozen=True)
class Edition:
    """An edition of the code.

    Attributes:
        name: how it is called.
        since: the day from which it applies; ``None`` for the first, which bears no date.
        standing: whether it holds.
        came: the rules that came with it.
        changed: the rules that it changes, as they are from then on.
    """

    name: str
    since: date | None
    standing: Standing
    came: Sequence[Rule]
    changed: Sequence[Rule]

    def judged_on(self, today: date) -> date:
        """Give the day on which declarations are held against it: its first day, or today."""
        return max(today, self.since) if self.since else today


@dataclass(frozen=True)
class Departing:
    """A live declaration that departs, where it did not at submission, or not as heavily.

    Attributes:
        live: the declaration, as it was last submitted.
        departures: what departs, heaviest first.
        is_own: whether it is the reader's own.
        request: the request to revise that was sent under this edition, if one was.
    """

    live: LiveSubject
    departures: Sequence[Judgement]
    is_own: bool
    request: RequestView | None = None

    @property
    def can_be_asked(self) -> bool:
        """Whether the reader can ask the declarant to revise it; nobody asks themselves."""
        return not self.is_own and self.request is None and bool(tellable(self.departures))


@dataclass(frozen=True)
class Report:
    """What departs among a part of the live declarations, by number.

    Attributes:
        edition: the edition that they were held against.
        judged_on: the day on which they were.
        looked_at: how many were.
        first: the number of the first of them; ``None`` where there are none.
        last: the number of the last of them.
        more: whether there are declarations after this part.
        rows: those that depart, what departs most heavily first; last of those that weigh the same
            comes what the declarant cannot be told of.
    """

    edition: Edition
    judged_on: date
    looked_at: int
    first: str | None
    last: str | None
    more: bool
    rows: Sequence[Departing]


def editions(today: date) -> Sequence[Edition]:
    """Give every edition, the newest first."""
    return [_edition(name, today) for name in reversed(EDITIONS)]


def edition_named(name: str, today: date) -> Edition:
    """Give an edition that holds or still has to begin.

    Raises:
        NotFound: there is none of this name, or it was followed by another.
    """
    if name not in EDITIONS or _standing(name, today) is Standing.REPLACED:
        raise NotFound
    return _edition(name, today)


def _edition(name: str, today: date) -> Edition:
    since = EDITIONS[name]
    every = list(VERSIONS.values())
    return Edition(
        name=name,
        since=None if since == date.min else since,
        standing=_standing(name, today),
        came=[versions[0] for versions in every if versions[0].edition == name],
        changed=[each for versions in every for each in versions[1:] if each.edition == name],
    )


def _standing(name: str, today: date) -> Standing:
    if EDITIONS[name] > today:
        return Standing.COMING
    return Standing.IN_FORCE if name == edition_on(today) else Standing.REPLACED


async def report(
    db: AsyncSession, actor: Actor, name: str, after: str | None, today: date
) -> Report:
    """Hold a part of the live declarations against an edition, in a fixed number of queries.

    Args:
        db: the transaction to read in.
        actor: who reads it.
        name: the name of the edition.
        after: the number of the last one of the part before; none for the first part.
        today: the present day.

    Raises:
        NotFound: there is no such edition, or it is not this person's to look into.
    """
    if not may(actor, Action.KEEP_CODE):
        raise NotFound
    edition = edition_named(name, today)
    found = await live_subjects(db, after, PART + 1)
    part = found[:PART]
    departing = await newly_departing(db, part, edition.judged_on(today))
    requests = await requests_under(db, name, [each.revision_id for each in part])
    rows = [
        _row(live, judgements, actor, requests.get(live.revision_id))
        for live, judgements in zip(part, departing, strict=True)
    ]
    return Report(
        edition=edition,
        judged_on=edition.judged_on(today),
        looked_at=len(part),
        first=part[0].number if part else None,
        last=part[-1].number if part else None,
        more=len(found) > len(part),
        rows=sorted((row for row in rows if row.departures), key=_order),
    )


def _row(
    live: LiveSubject, found: Sequence[Judgement], actor: Actor, request: RequestView | None
) -> Departing:
    own = live.subject.declarant_id == actor.id
    return Departing(live, tellable(found) if own else found, own, request)


def _order(row: Departing) -> tuple[int, bool]:
    return _HEAVIEST_FIRST.index(row.departures[0].severity), not tellable(row.departures)


def tellable(found: Sequence[Judgement]) -> Sequence[Judgement]:
    """Give the departures that the declarant may be told of: none that tells of a colleague."""
    return [each for each in found if not each.rule.for_reviewers]


async def newly_departing(
    db: AsyncSession, part: Sequence[LiveSubject], day: date
) -> Sequence[Sequence[Judgement]]:
    """Give of each declaration what departs on a day and did not at submission, or less heavily.

    Args:
        db: the transaction to read in.
        part: live declarations.
        day: the day on which they are judged, with the limits of now.
    """
    subjects = [each.subject for each in part]
    facts = await gather_many(db, subjects, day, policy=await policy.current(db))
    then = await _departed_then(db, [each.revision_id for each in part])
    return [
        [
            judgement
            for judgement in departures(judge(live.subject.values, known))
            if _weighs_more(judgement, then.get((live.revision_id, judgement.rule.id)))
        ]
        for live, known in zip(part, facts, strict=True)
    ]


def _weighs_more(judgement: Judgement, then: Severity | None) -> bool:
    """Tell whether a departure is heavier than it was; ``None`` is that there was none."""
    if then is None:
        return True
    return _HEAVIEST_FIRST.index(judgement.severity) < _HEAVIEST_FIRST.index(then)


async def _departed_then(
    db: AsyncSession, revisions: Sequence[UUID]
) -> Mapping[tuple[UUID, str], Severity]:
    """Give what departed at submission, by revision and rule, in one query."""
    rows = await db.exec(
        select(Finding.revision_id, Finding.rule, Finding.severity).where(
            col(Finding.revision_id).in_(revisions), Finding.verdict == Verdict.DEPARTS
        )
    )
    return {(revision_id, rule): Severity(severity) for revision_id, rule, severity in rows}
