"""What changed beside the declarations: limits that were set, and the newest list of purchasing."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.cast import BY_KEY
from demo.suppliers import ADDED, TENDER_STARTED
from register.audit import OFFICE_CHAIN, Event, Happening
from register.clock import day_of
from register.declarations import Declaration, Revision, Status
from register.findings import Severity, Verdict
from register.people import Actor, Person, actor
from register.policy import PolicyChange
from register.signals import Answer, Likeness, Signal, SignalKind
from register.suppliers import Supplier
from register.types import TYPES
from workflows.policy import Policy, current, history
from workflows.revisions import revisions_of
from workflows.signals import waiting_signals
from workflows.weighing import Weighed, weigh
from workflows.worklists import waiting

pytestmark = pytest.mark.storage


async def _cast(demo: AsyncSession, key: str, day: date) -> Actor:
    number = BY_KEY[key].staff_number
    found = await demo.exec(select(Person.id).where(Person.staff_number == number))
    someone = await actor(demo, found.one() or 0, day)
    assert someone is not None
    return someone


async def _weighed(demo: AsyncSession, declaration: Declaration, now: datetime) -> list[Weighed]:
    """Give what the rules say of a declaration today that they did not say at submission."""
    kind = TYPES[declaration.type]
    newest = (await revisions_of(demo, kind, declaration.id))[-1]
    return [*(await weigh(demo, kind, declaration, newest, now)).differing]


async def _invitation_of_the_manager(demo: AsyncSession, today: datetime) -> Declaration:
    manager = await _cast(demo, "leidinggevende", day_of(today))
    numbers = [row.number for row in await waiting(demo, manager)]
    found = await demo.exec(
        select(Declaration)
        .join(Revision, col(Revision.declaration_id) == Declaration.id)
        .where(
            col(Declaration.number).in_(numbers),
            Revision.counterparty_creditor_number == TENDER_STARTED,
        )
    )
    return found.one()


async def test_an_invitation_waits_of_a_supplier_with_whom_a_tender_has_started_since(
    demo: AsyncSession, today: datetime
) -> None:
    declaration = await _invitation_of_the_manager(demo, today)
    (tender,) = await _weighed(demo, declaration, today)
    assert tender.rule.id == "UI-3"
    assert tender.then is not None
    assert tender.then.verdict is Verdict.COMPLIES
    assert tender.departing is Severity.PROHIBITION


async def test_the_list_with_that_tender_came_in_last_of_all_before_today(
    demo: AsyncSession, today: datetime
) -> None:
    events = (await demo.exec(select(Event).order_by(col(Event.at)))).all()
    (imported,) = [each for each in events if each.action == Happening.SUPPLIERS_IMPORTED.value]
    assert imported.at == events[-1].at
    assert day_of(imported.at) < day_of(today)
    assert imported.data is not None
    assert (imported.data["changed"], imported.data["added"]) == (1, len(ADDED))
    assert imported.actor == BY_KEY["beheerder"].staff_number


async def test_the_bestuurssecretaris_has_signals_on_two_approved_positions_and_an_exclusion(
    demo: AsyncSession, today: datetime
) -> None:
    secretary = await _cast(demo, "bestuurssecretaris", day_of(today))
    numbers = [row.number for row in await waiting_signals(demo, secretary, day_of(today))]
    found = await demo.exec(
        select(Signal, Declaration.type, Declaration.status)
        .join(Declaration, col(Declaration.id) == Signal.declaration_id)
        .where(col(Signal.answer).is_(None), col(Declaration.number).in_(numbers))
    )
    listed = {each.id: each.creditor_number for each in await demo.exec(select(Supplier))}
    open_signals = {
        (signal.kind, signal.how, slug, status, listed.get(signal.supplier_id))
        for signal, slug, status in found
    }
    approved = "nevenfunctie", Status.GOEDGEKEURD
    assert open_signals == {
        (SignalKind.LEVERANCIER, Likeness.NAAM, *approved, "30063"),
        (SignalKind.LEVERANCIER, Likeness.LIJKT, *approved, "30064"),
        (SignalKind.UITSLUITING, None, "woning", Status.INGEDIEND, None),
    }


async def test_earlier_signals_were_settled(demo: AsyncSession) -> None:
    found = await demo.exec(
        select(Signal.kind, Signal.answer).where(col(Signal.answer).is_not(None)).distinct()
    )
    assert set(found.all()) == {
        (SignalKind.LEVERANCIER, Answer.JA),
        (SignalKind.LEVERANCIER, Answer.NEE),
        (SignalKind.UITSLUITING, Answer.GEZIEN),
    }


async def test_intermaris_has_set_all_its_limits_and_moved_one(demo: AsyncSession) -> None:
    limits = await current(demo)
    off = Policy()
    assert all(
        getattr(limits, name) is not None
        for name in ("side_hours_notice", "private_use_notice", "invitation_explain")
    )
    assert limits.invitation_count_notice == 3
    assert limits.decision_days == off.decision_days
    changes = await history(demo)
    moved = [change for change in changes if change.old is not None]
    assert [change.value.name for change in moved] == ["invitation_explain"]
    assert all(change.reason.endswith(".") for change in changes)


async def test_whoever_was_bestuurssecretaris_set_the_limits_two_years_ago(
    demo: AsyncSession, today: datetime
) -> None:
    handed_over = date(today.year - 1, 8, 31)
    rows = await demo.exec(
        select(PolicyChange.changed_at, Person.staff_number).join(
            Person, col(Person.id) == PolicyChange.changed_by
        )
    )
    days = []
    for changed_at, number in rows:
        days.append(today - changed_at)
        assert number == ("2042" if day_of(changed_at) <= handed_over else "2002")
    assert sum(timedelta(days=700) < ago < timedelta(days=760) for ago in days) == 4
    told = await demo.exec(
        select(Event.chain).where(Event.action == Happening.POLICY_CHANGED.value)
    )
    assert told.all() == [OFFICE_CHAIN] * len(days)
