"""Verifies the rows that events vouch for: submitted revisions, decisions and numbers."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Select, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import frozen
from register.decisions import Condition, Step
from register.declarations import Declaration, NumberSeries, Revision
from register.findings import Finding, Weighing
from register.parties import known_by
from register.types.record import DeclarationType
from register.verification_work import AT_A_TIME, Work, rows

_REVISION = Revision.__table__  # type: ignore[attr-defined]
_STEP = Step.__table__  # type: ignore[attr-defined]
_CONDITION = Condition.__table__  # type: ignore[attr-defined]
_DECLARATION = Declaration.__table__  # type: ignore[attr-defined]
_FINDING = Finding.__table__  # type: ignore[attr-defined]
_WEIGHING = Weighing.__table__  # type: ignore[attr-defined]
_SERIES = NumberSeries.__table__  # type: ignore[attr-defined]


async def verify_revisions(db: AsyncSession, kind: DeclarationType, work: Work) -> None:
    """Hold every submitted revision of a type, with its record, against the event that vouches."""
    width = len(frozen.REVISION_COLUMNS)
    names = [column.name for column in frozen.REVISION_COLUMNS]
    own = [column.name for column in kind.table.columns]
    query = (
        select(*frozen.REVISION_COLUMNS, *kind.table.columns, _DECLARATION.c.declarant_id)
        .select_from(
            _REVISION.join(_DECLARATION, _DECLARATION.c.id == _REVISION.c.declaration_id).outerjoin(
                kind.table, kind.table.c.revision_id == _REVISION.c.id
            )
        )
        .where(_DECLARATION.c.type == kind.slug)
        .order_by(_REVISION.c.id)
    )
    async for row, findings in _with_their_own(db, query, _FINDING.c.revision_id, _FINDING.c.rule):
        work.revisions += 1
        revision = dict(zip(names, row[:width], strict=True))
        record = dict(zip(own, row[width:-1], strict=True))
        chain, number = str(revision["declaration_id"]), revision["revision_number"]
        if (chain, number) in work.untold_parties:
            named = (f"counterparty_{each}" for each in ("name", "kvk_number", "creditor_number"))
            work.parties[chain] |= known_by(*(revision[each] for each in named))
        vouched = work.submissions.pop((chain, number), None)
        if vouched is None:
            work.fault(chain, None, f"Versie {number} heeft geen gebeurtenis van indiening.")
        elif record["revision_id"] is None:
            work.fault(chain, vouched.seq, f"De antwoorden van versie {number} ontbreken.")
        elif not frozen.fits(vouched.frozen, revision, record, *findings):
            work.fault(chain, vouched.seq, f"Versie {number} is na het indienen gewijzigd.")
        elif revision["submitted_by"] != row[-1]:
            told = (
                f"De verklaring staat op naam van iemand anders dan wie versie {number} indiende."
            )
            work.fault(chain, vouched.seq, told)


async def verify_decisions(db: AsyncSession, work: Work) -> None:
    """Hold every decided step, with its conditions, against the event that vouches for it."""
    conditions: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    fields = [column.name for column in frozen.CONDITION_COLUMNS]
    ordered = select(*frozen.CONDITION_COLUMNS).order_by(
        _CONDITION.c.step_id, _CONDITION.c.position
    )
    async for row in rows(db, ordered):
        condition: dict[str, Any] = dict(zip(fields, row, strict=True))
        conditions[condition["step_id"]].append(condition)
    decided = select(*frozen.STEP_COLUMNS).where(_STEP.c.decided_at.is_not(None))
    names = [column.name for column in frozen.STEP_COLUMNS]
    query = decided.order_by(_STEP.c.id)
    async for row, weighings in _with_their_own(db, query, _WEIGHING.c.step_id, _WEIGHING.c.rule):
        work.decisions += 1
        step: dict[str, Any] = dict(zip(names, row, strict=True))
        chain = str(step["declaration_id"])
        mine = conditions.pop(step["id"], [])
        vouched = work.steps.pop(step["id"], None)
        if vouched is None:
            work.fault(chain, None, "Een besluit heeft geen gebeurtenis.")
        elif vouched.chain != chain or not frozen.fits(vouched.frozen, step, *mine, *weighings):
            work.fault(vouched.chain, vouched.seq, "Het besluit is daarna gewijzigd.")
    await _report_early_weighings(db, work)
    for left, *_ in conditions.values():
        chain = str(left["declaration_id"])
        work.fault(chain, None, "Er staat een voorwaarde bij een stap zonder besluit.")


async def _report_early_weighings(db: AsyncSession, work: Work) -> None:
    """Tell the weighings that stand with a step which nobody has taken."""
    query = (
        select(_STEP.c.declaration_id)
        .select_from(_WEIGHING.join(_STEP, _STEP.c.id == _WEIGHING.c.step_id))
        .where(_STEP.c.decided_at.is_(None))
        .distinct()
    )
    async for (key,) in rows(db, query):
        work.fault(key, None, "Er staat een afweging bij een stap zonder besluit.")


async def _with_their_own(
    db: AsyncSession, query: Select[Any], owner: Column[Any], order: Column[Any]
) -> AsyncIterator[tuple[Any, Sequence[Mapping[str, Any]]]]:
    """Give the rows of a query, each with the rows of another table that belong to it.

    Args:
        db: the transaction to read in.
        query: gives rows whose ``id`` comes first.
        owner: the column of the other table that names that id.
        order: the column by which the rows that belong to one are ordered.
    """
    connection = await db.connection()

    async def owned(part: Sequence[Any]) -> Mapping[Any, Sequence[Mapping[str, Any]]]:
        found: defaultdict[Any, list[Mapping[str, Any]]] = defaultdict(list)
        theirs = select(owner.table).where(owner.in_([row[0] for row in part])).order_by(order)
        for each in (await connection.execute(theirs)).mappings():
            found[each[owner.name]].append(dict(each))
        return found

    part: list[Any] = []
    async for row in rows(db, query):
        part.append(row)
        if len(part) == AT_A_TIME:
            found = await owned(part)
            for each in part:
                yield each, found.get(each[0], ())
            part = []
    found = await owned(part)
    for each in part:
        yield each, found.get(each[0], ())


def report_orphans(work: Work) -> None:
    """Tell the events that vouch for rows that are no longer there."""
    for (chain, number), vouched in work.submissions.items():
        work.fault(chain, vouched.seq, f"Versie {number} is ingediend maar staat er niet meer.")
    for vouched in work.steps.values():
        work.fault(vouched.chain, vouched.seq, "Het besluit staat er niet meer.")


async def verify_numbers(db: AsyncSession, work: Work) -> None:
    """Find gaps and wrong numbers in the series of every year."""
    series = {row.year: row.last for row in await (await db.connection()).execute(select(_SERIES))}
    given: defaultdict[int, int] = defaultdict(int)
    declaration = _DECLARATION.c
    query = (
        select(declaration.id, declaration.year, declaration.sequence, declaration.number)
        .where(declaration.sequence.is_not(None))
        .order_by(declaration.year, declaration.sequence)
    )
    async for key, year, sequence, number in rows(db, query):
        work.numbers += 1
        _report_gap(work, year, given[year] + 1, sequence - 1)
        given[year] = sequence
        if number != f"{year}-{sequence:04d}":
            told = f"Het nummer {number} past niet bij plaats {sequence} van {year}."
            work.fault(key, None, told)
    for year in sorted({*series, *given}):
        counted = series.get(year, 0)
        _report_gap(work, year, given[year] + 1, counted)
        if given[year] > counted:
            told = f"Er zijn nummers tot {given[year]}, maar de reeks telt er {counted}."
            work.fault("", None, told, str(year))


def _report_gap(work: Work, year: int, first: int, last: int) -> None:
    if first > last:
        return
    numbers = f"{year}-{first:04d}" + (f" tot en met {year}-{last:04d}" if first < last else "")
    work.fault("", None, f"In de nummering ontbreekt {numbers}.", str(year))
