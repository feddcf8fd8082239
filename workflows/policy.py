"""The values that Intermaris chooses itself: amounts, hours and counts that the code leaves open.

The integrity code holds no amounts, periods or lists. Every value here is therefore Intermaris' own
choice and off until it is made: a rule that rests on a value that is off says nothing about it.
"""

from dataclasses import dataclass
from decimal import Decimal

from register.types.amounts import Amount, Money
from register.types.kinds import Kind


@dataclass(frozen=True)
class Policy:
    """The values in force. The defaults are those of a code that names none: all off.

    Attributes:
        side_hours_notice: hours a week of all live nevenfuncties together above which a reviewer
            is told.
        private_use_notice: euros of private use of one supplier in twelve months above which a
            reviewer is told.
        invitation_explain: euros a person above which an invitation has to be explained.
        invitation_count_notice: from how many invitations of one supplier in twelve months on a
            reviewer is told.
    """

    side_hours_notice: Decimal | None = None
    private_use_notice: Decimal | None = None
    invitation_explain: Decimal | None = None
    invitation_count_notice: int | None = None


@dataclass(frozen=True)
class PolicyValue:
    """One of the values as people read it.

    Attributes:
        name: the name of the value in :class:`Policy`.
        label: what it limits, in Dutch.
        reach: the Dutch word for where the limit bites: *boven* (more than) or *vanaf* (at least).
        kind: how the value is written.
    """

    name: str
    label: str
    reach: str
    kind: Kind

    def shown(self, policy: Policy) -> str:
        """Write the limit, or that there is none."""
        value = getattr(policy, self.name)
        return "staat uit" if value is None else f"{self.reach} {self.kind.shown(value)}"


POLICY_VALUES = {
    value.name: value
    for value in (
        PolicyValue(
            "side_hours_notice",
            "Tijd voor al je nevenfuncties samen",
            "boven",
            Amount(0, 168, decimals=2, unit="uur per week"),
        ),
        PolicyValue(
            "private_use_notice",
            "Privégebruik van één leverancier in twaalf maanden",
            "boven",
            Money(),
        ),
        PolicyValue(
            "invitation_explain",
            "Waarde van een uitnodiging per persoon",
            "boven",
            Money(),
        ),
        PolicyValue(
            "invitation_count_notice",
            "Uitnodigingen van één leverancier in twaalf maanden",
            "vanaf",
            Amount(1, 1000, unit="keer"),
        ),
    )
}
"""Every value by its name, with the words in which people read it."""
