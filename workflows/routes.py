"""Who takes which step: one pure function from facts and departures to the route.

The facts are gathered beforehand (:func:`gather`), so the same function serves the form, the
submission, every step that is opened later and the tests.

Sources: deel 4 (the manager first; "komen de direct betrokkenen er niet uit", then directie), deel
3 §5 (key functions account for more) and deel 2 (four eyes) of the integrity code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import ReviewerRole, Task
from register.findings import Severity
from register.people import Office, Person, office_holders
from workflows.judging import Judgement
from workflows.rules import RULES


@dataclass(frozen=True)
class Taken:
    """A step that was taken: in what role, by whom, and what was asked of them."""

    role: ReviewerRole
    person_id: int
    task: Task


@dataclass(frozen=True)
class RouteFacts:
    """What the route depends on beside what departs.

    Attributes:
        declarant_id: who declares.
        declarant_offices: the offices the declarant holds on the day.
        manager_id: the manager on that day, if there is one.
        manager_in_service: whether that manager is in service on that day.
        holders: who holds each office that takes steps, on that day.
        taken: the steps of this route that were taken already, in order.
    """

    declarant_id: int
    declarant_offices: frozenset[Office]
    manager_id: int | None
    manager_in_service: bool
    holders: Mapping[Office, Sequence[int]]
    taken: Sequence[Taken] = ()

    def took(self, role: ReviewerRole) -> Taken | None:
        """Give the last step that was taken in a role."""
        return next((each for each in reversed(self.taken) if each.role is role), None)


@dataclass(frozen=True)
class Demands:
    """What the departures of a declaration ask of its route.

    Attributes:
        severities: how heavily they weigh.
        second_pair: whether a second pair of eyes is asked for, however lightly they weigh.
        advisers: the offices that advise first.
        disagreement: whether the second pair of eyes did not agree with the decision.
    """

    severities: frozenset[Severity] = frozenset()
    second_pair: bool = False
    advisers: frozenset[Office] = frozenset()
    disagreement: bool = False

    @property
    def heavy(self) -> bool:
        """Whether directie decides."""
        return Severity.PROHIBITION in self.severities

    @property
    def seconded(self) -> bool:
        """Whether more than one pair of eyes looks at it."""
        return self.heavy or self.second_pair or Severity.EXPLAIN in self.severities


def demands_of(departures: Iterable[tuple[str, Severity]]) -> Demands:
    """Give what departures, each a rule's id and how heavily it weighs, ask of the route."""
    found = list(departures)
    rules = [RULES[rule_id] for rule_id, _ in found if rule_id in RULES]
    return Demands(
        severities=frozenset(severity for _, severity in found),
        second_pair=any(rule.second_pair for rule in rules),
        advisers=frozenset(rule.adviser for rule in rules if rule.adviser is not None),
    )


def demands_of_judgements(judgements: Iterable[Judgement]) -> Demands:
    """Give what the judgements that depart ask of the route."""
    return demands_of((each.rule.id, each.severity) for each in judgements if each.departs)


@dataclass(frozen=True)
class PlannedStep:
    """A step to be taken: in what role, what is asked, of which person (a manager), and why so.

    An ``unassigned`` step has nobody who can take it; it waits with the bestuurssecretaris.
    """

    role: ReviewerRole
    task: Task
    person_id: int | None
    why: str
    unassigned: bool = False


_UPWARD = {
    ReviewerRole.BESTUURSSECRETARIS: ReviewerRole.DIRECTIE,
    ReviewerRole.DIRECTIE: ReviewerRole.RVT,
}
_UNASSIGNED = "Niet toegewezen: er is niemand beschikbaar."
_OF_DIRECTIE = "Verklaringen van de directie gaan naar de RvT."
_OF_SECRETARY = "Verklaringen van de bestuurssecretaris gaan naar de directie."
_ADVICE = "Een viering stem je af met team communicatie."
_DISAGREED = "Wie eerst keken, zijn het niet eens."
_FORBIDDEN = "De code staat dit niet toe. Daarom beslist de directie."


def route(facts: RouteFacts, demands: Demands) -> tuple[PlannedStep, ...]:
    """Give the steps of the route in order; those that were taken already are among them.

    The manager decides. Where a departure has to be explained or the declarant holds a key function
    the bestuurssecretaris is the second pair of eyes; where the code forbids it both advise and
    directie decides, as it does where the two disagree. The declarations of directie go to the Raad
    van Toezicht and those of the bestuurssecretaris to directie. Who has no manager, or is their
    own, goes to the bestuurssecretaris.

    Nobody takes a step on their own declaration, nor two on one. Where an office has nobody else,
    the step moves up; where nobody is left it waits with the bestuurssecretaris as *niet
    toegewezen*: it never disappears. Advice is not moved: who is above decides already.
    """
    in_the_line = not facts.declarant_offices & {Office.DIRECTIE, Office.BESTUURSSECRETARIS}
    if Office.DIRECTIE in facts.declarant_offices:
        wanted = [PlannedStep(ReviewerRole.RVT, Task.DECIDE, None, _OF_DIRECTIE)]
    elif Office.BESTUURSSECRETARIS in facts.declarant_offices:
        wanted = [PlannedStep(ReviewerRole.DIRECTIE, Task.DECIDE, None, _OF_SECRETARY)]
    else:
        wanted = _in_the_line(facts, demands)
    plan = _Plan(facts)
    for step in wanted:
        plan.add(step)
    if in_the_line and demands.seconded and len(plan.steps) == 1:
        above = _UPWARD.get(plan.steps[0].role, ReviewerRole.RVT)
        plan.add(PlannedStep(above, Task.CONFIRM, None, ""))
    for office in sorted(demands.advisers):
        plan.advise_first(office)
    return tuple(plan.steps)


def upcoming(facts: RouteFacts, demands: Demands) -> Iterator[PlannedStep]:
    """Give the steps of the route that are still to be taken, whatever became of the facts.

    What somebody decided stands against whoever is not above them: no step that is not above a
    decision follows it, and no advice.
    """
    steps = route(facts, demands)
    roles = {each.role for each in facts.taken}
    tasks = [each.task for each in facts.taken]
    decided = max((_rank(each) for each in facts.taken if each.task is Task.DECIDE), default=-1)
    for step in steps:
        if step.unassigned:
            wanted = sum(each.task is step.task for each in steps)
            if tasks.count(step.task) < wanted:
                yield step
        elif step.role not in roles and _rank(step) > decided:
            yield step


_RANKS = (
    ReviewerRole.LEIDINGGEVENDE,
    ReviewerRole.BESTUURSSECRETARIS,
    ReviewerRole.DIRECTIE,
    ReviewerRole.RVT,
)


def _rank(step: PlannedStep | Taken) -> int:
    """Give how high a step stands; an adviser beside the line stands no higher than a manager."""
    return _RANKS.index(step.role) if step.role in _RANKS else 0


def _in_the_line(facts: RouteFacts, demands: Demands) -> list[PlannedStep]:
    """Give the steps for whoever holds no office that others look up to."""
    first = _first(facts)
    after = _UPWARD.get(first.role, ReviewerRole.BESTUURSSECRETARIS)
    if demands.heavy:
        steps = [replace(first, task=Task.ADVISE)]
        if after is not ReviewerRole.DIRECTIE:
            steps.append(PlannedStep(after, Task.ADVISE, None, ""))
        return [*steps, PlannedStep(ReviewerRole.DIRECTIE, Task.DECIDE, None, _FORBIDDEN)]
    if not demands.seconded:
        return [first]
    steps = [first, PlannedStep(after, Task.CONFIRM, None, "")]
    if demands.disagreement:
        last = _UPWARD.get(after, ReviewerRole.RVT)
        steps.append(PlannedStep(last, Task.DECIDE, None, _DISAGREED))
    return steps


def _first(facts: RouteFacts) -> PlannedStep:
    """Give the step of the manager, or of the bestuurssecretaris where there is none who can."""
    took = facts.took(ReviewerRole.LEIDINGGEVENDE)
    if took is not None:
        return PlannedStep(ReviewerRole.LEIDINGGEVENDE, Task.DECIDE, took.person_id, "")
    if facts.manager_id is None:
        why = "Er is geen leidinggevende bekend."
    elif facts.manager_id == facts.declarant_id:
        why = "Niemand beslist over een eigen verklaring."
    elif not facts.manager_in_service:
        why = "De leidinggevende is niet in dienst."
    else:
        return PlannedStep(ReviewerRole.LEIDINGGEVENDE, Task.DECIDE, facts.manager_id, "")
    return PlannedStep(ReviewerRole.BESTUURSSECRETARIS, Task.DECIDE, None, why)


class _Plan:
    """The steps as they are planned, and who can take each: all by different people."""

    def __init__(self, facts: RouteFacts) -> None:
        self.steps: list[PlannedStep] = []
        self._facts = facts
        self._able: list[frozenset[int]] = []

    def add(self, step: PlannedStep) -> None:
        """Add a step; where its office has nobody for it, to the office above."""
        if step.person_id is not None:
            self._put(step, frozenset({step.person_id}))
            return
        role: ReviewerRole | None = step.role
        while role is not None and not self._takes(role, step.task):
            # Advice does not move up: who is above decides, and advice to oneself is none.
            role = None if step.task is Task.ADVISE else _UPWARD.get(role)
        if role is step.role:
            self._put(step, self._holders(role))
        elif role is not None:
            moved = f"{step.role.label} kan hier geen stap zetten; die gaat naar wie erboven staat."
            moving = replace(step, role=role, why=f"{step.why} {moved}".strip())
            self._put(moving, self._holders(role))
        elif step.task is not Task.ADVISE:
            why = f"{step.why} {_UNASSIGNED}".strip()
            secretary = ReviewerRole.BESTUURSSECRETARIS
            self._put(replace(step, role=secretary, why=why, unassigned=True), None)

    def advise_first(self, office: Office) -> None:
        """Add the advice of an office before the other steps, where it has somebody for it."""
        role = ReviewerRole(office.value)
        if self._takes(role, Task.ADVISE):
            self.steps.insert(0, PlannedStep(role, Task.ADVISE, None, _ADVICE))
            self._able.append(self._holders(role))

    def _put(self, step: PlannedStep, able: frozenset[int] | None) -> None:
        self.steps.append(step)
        if able is not None:
            self._able.append(able)

    def _takes(self, role: ReviewerRole, task: Task) -> bool:
        """Tell whether an office has somebody for a step beside those for the other steps."""
        took = self._facts.took(role)
        if took is not None and task is Task.DECIDE and took.task is not Task.DECIDE:
            return False
        if any(step.role is role for step in self.steps):
            return False
        return _all_different([*self._able, self._holders(role)])

    def _holders(self, role: ReviewerRole) -> frozenset[int]:
        took = self._facts.took(role)
        if took is not None:
            return frozenset({took.person_id})
        held_by = self._facts.holders.get(Office(role.value), ())
        return frozenset(held_by) - {self._facts.declarant_id}


def _all_different(groups: Sequence[frozenset[int]]) -> bool:
    """Tell whether each group can give somebody who is not given by another."""
    if not groups:
        return True
    first, *others = groups
    return any(_all_different([each - {one} for each in others]) for one in first)


async def gather(
    db: AsyncSession,
    declarant: Person,
    day: date,
    taken: Sequence[Taken] = (),
) -> RouteFacts:
    """Gather what the route of somebody's declaration depends on, on this day."""
    manager = await db.get(Person, declarant.manager_id) if declarant.manager_id else None
    held_by = await office_holders(db, day)
    return RouteFacts(
        declarant_id=declarant.key,
        declarant_offices=frozenset(
            office for office, people in held_by.items() if declarant.key in people
        ),
        manager_id=declarant.manager_id,
        manager_in_service=manager is not None and manager.in_service_on(day),
        holders=held_by,
        taken=taken,
    )
