"""How the declarations of the demo walked their routes, and what the code said of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.acceptances import ACCEPTANCES
from demo.people import EMPLOYEES
from demo.stories import STORIES
from demo.stories.story import Course
from register.clock import day_of
from register.decisions import Decision, ReviewerRole, Step, Task
from register.declarations import Declaration, Revision, Status
from register.findings import Finding, Severity, Verdict, Weighing
from register.people import Person
from workflows.deadlines import is_working_day
from workflows.explanations import QUESTIONS
from workflows.rules import RULES

pytestmark = pytest.mark.storage

DECIDES, ADVISES, LOOKS = Task.DECIDE, Task.ADVISE, Task.CONFIRM
MANAGER, SECRETARY = ReviewerRole.LEIDINGGEVENDE, ReviewerRole.BESTUURSSECRETARIS
BOARD, SUPERVISOR = ReviewerRole.DIRECTIE, ReviewerRole.RVT


async def _routes(demo: AsyncSession) -> dict[UUID, Sequence[Step]]:
    """Give the steps of each revision, in order; those that were never taken among them."""
    routes: dict[UUID, list[Step]] = defaultdict(list)
    for step in await demo.exec(select(Step).order_by(col(Step.position))):
        routes[step.revision_id].append(step)
    return dict(routes)


async def _weights(demo: AsyncSession) -> dict[UUID, dict[str, Severity]]:
    """Give what departs in each revision, by rule, with how heavily it weighs."""
    weights: dict[UUID, dict[str, Severity]] = defaultdict(dict)
    for finding in await demo.exec(select(Finding).where(Finding.verdict == Verdict.DEPARTS)):
        weights[finding.revision_id][finding.rule] = finding.severity
    return weights


def _said(route: Sequence[Step]) -> list[tuple[ReviewerRole, Task, Decision | None]]:
    return [(step.role, step.task, step.decision) for step in route]


async def test_every_rule_of_the_code_departs_somewhere(demo: AsyncSession) -> None:
    weights = await _weights(demo)
    assert {rule_id for departing in weights.values() for rule_id in departing} == set(RULES)


async def test_every_rule_was_held_against_every_revision_of_its_type(demo: AsyncSession) -> None:
    held = await demo.exec(
        select(Declaration.type, Finding.rule, Revision.id)
        .join(Revision, col(Revision.id) == Finding.revision_id)
        .join(Declaration, col(Declaration.id) == Revision.declaration_id)
    )
    rules: dict[tuple[str, UUID], set[str]] = defaultdict(set)
    for slug, rule_id, revision_id in held:
        rules[slug, revision_id].add(rule_id)
    assert len(rules) == len((await demo.exec(select(Revision.id))).all())
    for (slug, _), found in rules.items():
        assert found == {rule_id for rule_id, rule in RULES.items() if slug in rule.types}


async def test_every_weight_departs_and_the_rule_with_two_departs_with_both(
    demo: AsyncSession,
) -> None:
    weights = await _weights(demo)
    found = {each for departing in weights.values() for each in departing.items()}
    assert {severity for _, severity in found} == set(Severity)
    assert {("UI-1", Severity.EXPLAIN), ("UI-1", Severity.PROHIBITION)} <= found


async def test_every_task_and_every_role_stands_on_a_route_and_waits_today(
    demo: AsyncSession,
) -> None:
    steps = (await demo.exec(select(Step))).all()
    assert {step.task for step in steps} == set(Task)
    assert {step.role for step in steps} == set(ReviewerRole)
    waiting = [step for step in steps if step.decided_at is None and step.cancelled_at is None]
    assert {step.task for step in waiting} == set(Task)
    assert {step.role for step in waiting} == set(ReviewerRole)
    assert {step.role for step in waiting if step.task is LOOKS} == {SECRETARY, BOARD}
    assert (SECRETARY, ADVISES) in {(step.role, step.task) for step in waiting}


async def test_what_departs_makes_the_route_of_whoever_stands_in_the_line(
    demo: AsyncSession,
) -> None:
    """Who decided by themselves decided on what did not depart, or only a little."""
    weights, routes = await _weights(demo), await _routes(demo)
    apart = {"2001", "2002", "2042"}
    approved = await demo.exec(
        select(Revision.id, Revision.declarant_staff_number)
        .join(Declaration, col(Declaration.id) == Revision.declaration_id)
        .where(
            col(Declaration.status).in_(
                (Status.GOEDGEKEURD, Status.VOORWAARDEN, Status.AFGEWEZEN, Status.BEEINDIGD)
            )
        )
    )
    seen = Counter[int]()
    for revision_id, number in approved:
        route, heavy = routes[revision_id], set(weights[revision_id].values())
        if number in apart or route[-1].decision is Decision.AANVULLEN:
            continue
        if Severity.PROHIBITION in heavy:
            assert [step.task for step in route[-2:]] == [ADVISES, DECIDES]
            assert route[-1].role in (BOARD, SUPERVISOR)
        elif Severity.EXPLAIN in heavy or "AL-3" in weights[revision_id]:
            assert LOOKS in {step.task for step in route}
        else:
            assert [step.task for step in route] == [DECIDES]
        seen[len(route)] += 1
    assert min(seen[1], seen[2], seen[3]) >= 5


async def test_directie_allowed_some_of_what_the_code_forbids_and_refused_more(
    demo: AsyncSession,
) -> None:
    weights, routes = await _weights(demo), await _routes(demo)
    verdicts = Counter(
        step.decision
        for revision_id, route in routes.items()
        for step in route
        if Severity.PROHIBITION in weights[revision_id].values() and step.task is DECIDES
    )
    allowed = verdicts[Decision.GOEDKEUREN] + verdicts[Decision.VOORWAARDEN]
    assert verdicts[Decision.GOEDKEUREN] >= 1
    assert 4 <= allowed < verdicts[Decision.AFWIJZEN]


async def test_who_advised_and_who_looked_over_it_agreed_but_for_once(demo: AsyncSession) -> None:
    against = []
    for route in (await _routes(demo)).values():
        decided = [step.decision for step in route if step.task is DECIDES and step.decision]
        for step in route:
            if step.task is ADVISES and step.decision and decided:
                favours = step.decision is Decision.POSITIEF
                assert favours == decided[-1].approves
        if Decision.NEGATIEF in {step.decision for step in route if step.task is LOOKS}:
            against.append(route)
    (route,) = against
    assert _said(route) == [
        (MANAGER, DECIDES, Decision.GOEDKEUREN),
        (SECRETARY, LOOKS, Decision.NEGATIEF),
        (BOARD, DECIDES, Decision.AFWIJZEN),
    ]


async def test_a_celebration_was_approved_on_the_advice_of_communicatie(
    demo: AsyncSession,
) -> None:
    advised = [
        _said(route)
        for route in (await _routes(demo)).values()
        if route[0].role is ReviewerRole.COMMUNICATIE and route[0].decision
    ]
    assert advised == [
        [
            (ReviewerRole.COMMUNICATIE, ADVISES, Decision.POSITIEF),
            (MANAGER, DECIDES, Decision.GOEDKEUREN),
            (SECRETARY, LOOKS, Decision.POSITIEF),
        ]
    ]


async def test_the_bestuurssecretaris_looked_at_all_that_was_decided_on_key_functions(
    demo: AsyncSession,
) -> None:
    keys = {employee.number for employee in EMPLOYEES if employee.key_function}
    decided = await demo.exec(
        select(Revision.id)
        .join(Declaration, col(Declaration.id) == Revision.declaration_id)
        .where(
            col(Revision.declarant_staff_number).in_(keys),
            col(Declaration.status).in_((Status.GOEDGEKEURD, Status.VOORWAARDEN, Status.AFGEWEZEN)),
        )
    )
    routes = await _routes(demo)
    looked = [
        any(step.role is SECRETARY and step.decision for step in routes[key]) for key in decided
    ]
    assert len(looked) >= 8
    assert all(looked)


async def test_antikraak_for_a_child_was_refused_and_another_waits_for_the_manager(
    demo: AsyncSession,
) -> None:
    found = await demo.exec(
        select(Declaration.status, Revision.id)
        .join(Revision, col(Revision.declaration_id) == Declaration.id)
        .join(Finding, col(Finding.revision_id) == Revision.id)
        .where(Finding.severity == Severity.EXCLUSION, Finding.verdict == Verdict.DEPARTS)
    )
    routes = await _routes(demo)
    stands = {status: _said(routes[key]) for status, key in found}
    assert stands == {
        Status.AFGEWEZEN: [(MANAGER, DECIDES, Decision.AFWIJZEN)],
        Status.INGEDIEND: [(MANAGER, DECIDES, None)],
        Status.INGETROKKEN: [(MANAGER, DECIDES, None)],
    }


async def test_what_departs_was_explained_and_a_few_answered_the_seven_questions(
    demo: AsyncSession,
) -> None:
    explained = (
        await demo.exec(select(Finding).where(col(Finding.explanation).is_not(None)))
    ).all()
    assert len(explained) >= 100
    assert {each.verdict for each in explained} == {Verdict.DEPARTS}
    thorough = [each for each in explained if len(each.deliberation or ()) == len(QUESTIONS)]
    assert len(thorough) >= 4
    assert all(each.consulted for each in thorough)


async def test_whoever_approved_accepted_each_departure_and_what_is_forbidden_in_own_words(
    demo: AsyncSession,
) -> None:
    stock = {text for texts in ACCEPTANCES.values() for text in texts}
    accepted = await demo.exec(
        select(Weighing.severity, Weighing.acceptance).where(col(Weighing.acceptance).is_not(None))
    )
    texts: dict[str, list[str | None]] = defaultdict(list)
    for severity, text in accepted:
        texts[severity].append(text)
    assert set(texts) == {Severity.EXPLAIN, Severity.PROHIBITION}
    assert len(texts[Severity.EXPLAIN]) >= 40
    assert len(texts[Severity.PROHIBITION]) >= 6
    assert not stock & set(texts[Severity.PROHIBITION])


async def test_what_a_story_says_is_the_last_word(demo: AsyncSession) -> None:
    done = (Course.APPROVED, Course.CONDITIONAL, Course.REFUSED, Course.ENDED)
    told = {
        (story.ending.ruling.decision, story.ending.ruling.reason)
        for story in STORIES
        if story.ending.course in done and story.ending.ruling and story.ending.ruling.reason
    }
    words = {
        (decided[-1].decision, decided[-1].reason)
        for route in (await _routes(demo)).values()
        if (decided := [step for step in route if step.task is DECIDES and step.decision])
    }
    assert told <= words


async def test_each_step_was_taken_on_a_later_working_day_by_somebody_else(
    demo: AsyncSession, today: datetime
) -> None:
    submitted = dict((await demo.exec(select(Revision.id, Revision.submitted_at))).all())
    people = {person.id: person for person in await demo.exec(select(Person))}
    for revision_id, route in (await _routes(demo)).items():
        taken = [step for step in route if step.decided_at is not None]
        moments = [submitted[revision_id], *(step.decided_at for step in taken if step.decided_at)]
        days = [day_of(moment) for moment in moments]
        assert days == sorted(set(days))
        assert days[-1] < day_of(today)
        assert all(is_working_day(day) for day in days)
        assert len({step.decided_by for step in taken}) == len(taken)
        for step, day in zip(taken, days[1:], strict=True):
            assert people[step.decided_by].in_service_on(day)
