"""The values that Intermaris chooses itself: amounts, hours, counts and days.

The integrity code holds no amounts, periods or lists. Every value here is therefore Intermaris' own
choice. It is kept in the database as a history of changes (``register.policy``); what was never
changed is as the register came: off, but for the days in which a decision is due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.frozen import digest_of_policy_change
from register.people import Actor
from register.permissions import Action, may
from register.policy import PolicyChange
from register.storage import take_turn
from register.types.amounts import Amount, Money
from register.types.kinds import Kind, LongText, Unreadable


@dataclass(frozen=True)
class Policy:
    """The values in force. The defaults are those of a code that names none.

    Attributes:
        side_hours_notice: hours a week of all live nevenfuncties together above which a reviewer
            is told.
        private_use_notice: euros of private use of one supplier in twelve months above which a
            reviewer is told.
        invitation_explain: euros a person above which an invitation has to be explained.
        invitation_count_notice: from how many invitations of one supplier in twelve months on a
            reviewer is told.
        decision_days: days after submission within which is decided.
    """

    side_hours_notice: Decimal | None = None
    private_use_notice: Decimal | None = None
    invitation_explain: Decimal | None = None
    invitation_count_notice: int | None = None
    decision_days: int = 14


@dataclass(frozen=True)
class PolicyValue:
    """One of the values as people read it.

    Attributes:
        name: the name of the value in :class:`Policy`.
        label: what it limits, in Dutch.
        reach: the Dutch word for where the limit bites: *boven* (more than), *vanaf* (at least) or
            *binnen* (at most).
        kind: how the value is written.
        source: where it comes from, in Dutch.
        may_be_off: whether Intermaris can do without it.
    """

    name: str
    label: str
    reach: str
    kind: Kind
    source: str
    may_be_off: bool = True

    def shown(self, policy: Policy) -> str:
        """Write the limit, or that there is none."""
        return self.told(getattr(policy, self.name))

    def told(self, value: Any) -> str:
        """Write a value of this kind as a limit; ``None`` is off."""
        return "staat uit" if value is None else f"{self.reach} {self.kind.shown(value)}"


_OWN_CHOICE = "Eigen keuze van Intermaris. De integriteitscode noemt hiervoor geen {what}."

POLICY_VALUES = {
    value.name: value
    for value in (
        PolicyValue(
            "side_hours_notice",
            "Tijd voor al je nevenfuncties samen",
            "boven",
            Amount(0, 168, decimals=2, unit="uur per week"),
            _OWN_CHOICE.format(what="aantal uren"),
        ),
        PolicyValue(
            "private_use_notice",
            "Privégebruik van één leverancier in twaalf maanden",
            "boven",
            Money(),
            _OWN_CHOICE.format(what="bedrag"),
        ),
        PolicyValue(
            "invitation_explain",
            "Waarde van een uitnodiging per persoon",
            "boven",
            Money(),
            _OWN_CHOICE.format(what="bedrag"),
        ),
        PolicyValue(
            "invitation_count_notice",
            "Uitnodigingen van één leverancier in twaalf maanden",
            "vanaf",
            Amount(1, 1000, unit="keer"),
            _OWN_CHOICE.format(what="aantal"),
        ),
        PolicyValue(
            "decision_days",
            "Tijd om over een verklaring te beslissen",
            "binnen",
            Amount(1, 365, unit="dagen", unit_of_one="dag"),
            "De norm van 14 dagen uit de CAO Woondiensten. De integriteitscode noemt geen termijn.",
            may_be_off=False,
        ),
    )
}
"""Every value by its name, with the words in which people read it."""


@dataclass(frozen=True)
class Change:
    """One change in the history of a value.

    Attributes:
        id: the key of its row; a later change has a higher one.
        value: what was changed.
        old: what held before; ``None`` is off.
        new: what holds from then on; ``None`` is off.
        reason: why.
        changed_at: when.
        changed_by_name: by whom, as they were called then.
    """

    id: int
    value: PolicyValue
    old: Any
    new: Any
    reason: str
    changed_at: datetime
    changed_by_name: str


async def current(db: AsyncSession) -> Policy:
    """Give the values in force, in one query."""
    newest = select(func.max(PolicyChange.id)).group_by(col(PolicyChange.name))
    rows = await db.exec(
        select(PolicyChange.name, PolicyChange.value).where(
            col(PolicyChange.id).in_(newest), col(PolicyChange.name).in_(POLICY_VALUES)
        )
    )
    return Policy(**{name: _read(POLICY_VALUES[name], kept) for name, kept in rows})


async def history(db: AsyncSession) -> Sequence[Change]:
    """Give every change of every value, newest first, in one query."""
    rows = await db.exec(
        select(PolicyChange)
        .where(col(PolicyChange.name).in_(POLICY_VALUES))
        .order_by(col(PolicyChange.id))
    )
    standing = {name: getattr(Policy(), name) for name in POLICY_VALUES}
    changes = []
    for row in rows:
        value = POLICY_VALUES[row.name]
        old, standing[row.name] = standing[row.name], _read(value, row.value)
        changes.append(
            Change(
                id=row.key,
                value=value,
                old=old,
                new=standing[row.name],
                reason=row.reason,
                changed_at=row.changed_at,
                changed_by_name=row.changed_by_name,
            )
        )
    return changes[::-1]


def newest(changes: Iterable[Change], name: str) -> Change | None:
    """Give the change of a value that is in force, from a history; ``None`` where there is none."""
    return next((change for change in changes if change.value.name == name), None)


async def change(
    db: AsyncSession,
    actor: Actor,
    name: str,
    typed: str | None,
    reason: str,
    seen: int,
    now: datetime,
) -> None:
    """Change a value from now on.

    Args:
        db: the transaction to change it in.
        actor: who changes it.
        name: the name of the value.
        typed: the new value as it was typed; ``None`` turns the limit off.
        reason: why.
        seen: the key of the newest change of this value that was on the screen, 0 for none.
        now: when.

    Raises:
        NotFound: there is no such value, or it is not this person's to change.
        Stale: somebody else changed it since it was on the screen.
        Unsuitable: it cannot be off, or is off already.
        Invalid: the value or the reason (``value``, ``reason``) is missing, cannot be read or
            changes nothing.
    """
    value = POLICY_VALUES.get(name)
    if value is None or not may(actor, Action.KEEP_CODE):
        raise NotFound
    await take_turn(db, "policy")
    last = newest(await history(db), name)
    if seen != (last.id if last else 0):
        raise Stale(
            "Deze grens is intussen gewijzigd. Kijk wat er nu geldt en leg je wijziging zo nodig "
            "opnieuw vast."
        )
    old = last.new if last else getattr(Policy(), name)
    new, why = _judge(value, old, typed, reason)
    row = PolicyChange(
        name=name,
        value=None if new is None else value.kind.typed(new),
        reason=why,
        changed_at=now,
        changed_by=actor.id,
        changed_by_name=actor.name,
    )
    db.add(row)
    await db.flush()
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.POLICY_CHANGED,
        now,
        name=name,
        label=value.label,
        old=value.told(old),
        new=value.told(new),
        reason=why,
        change=row.key,
        frozen=await digest_of_policy_change(db, row.key),
    )


def _read(value: PolicyValue, kept: str | None) -> Any:
    return None if kept is None else value.kind.read(kept)


def _judge(value: PolicyValue, old: Any, typed: str | None, reason: str) -> tuple[Any, str]:
    """Read a change: the new value and the reason.

    Raises:
        Unsuitable: the value cannot be off, or is off already.
        Invalid: something is missing, unreadable or no change; every fault is named.
    """
    if typed is None and not value.may_be_off:
        raise Unsuitable("Deze grens kan niet uit.")
    if typed is None and old is None:
        raise Unsuitable("Deze grens staat al uit.")
    errors: dict[str, str] = {}
    new = None
    if typed is not None:
        new = _answer(value.kind, typed, "value", "Vul in wat er voortaan geldt.", errors)
        if "value" not in errors and new == old:
            errors["value"] = "Dit geldt nu al. Vul iets anders in."
    why = _answer(LongText(), reason, "reason", "Schrijf op waarom je dit wijzigt.", errors)
    if errors:
        raise Invalid(errors)
    return new, why


def _answer(kind: Kind, typed: str, field: str, missing: str, errors: dict[str, str]) -> Any:
    if not typed.strip():
        errors[field] = missing
        return None
    try:
        return kind.read(typed.strip())
    except Unreadable as unreadable:
        errors[field] = str(unreadable)
        return None
