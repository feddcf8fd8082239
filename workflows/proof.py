"""The conditions that an approval of private use brings by itself: the invoice and its payment.

Source: ``rules.md`` of the design, after deel 3 §5 of the integrity code ("houd de relatie
zakelijk"): each is due so many days after the order (policy value ``evidence_days``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from register.decisions import Evidence
from register.people import Actor
from register.types import private_supplier_use
from register.types.record import Values
from workflows.policy import Policy

_PRIVATE_USE = private_supplier_use.TYPE.slug
_ASKED_FOR = (
    "Laat de factuur zien.",
    "Laat zien dat je de factuur zelf hebt betaald.",
)


@dataclass(frozen=True)
class SetCondition:
    """A condition as it is set; without an owner it is for the declarant to meet."""

    text: str
    due_on: date
    evidence: Evidence = Evidence.BEVESTIGING
    owner: Actor | None = None

    @property
    def owner_name(self) -> str | None:
        """How its owner is called; ``None`` for the declarant."""
        return self.owner.name if self.owner else None


def asks_proof(slug: str) -> bool:
    """Tell whether an approval of a type of declaration brings conditions by itself."""
    return slug == _PRIVATE_USE


def proof_of(slug: str, values: Values, policy: Policy, today: date) -> Sequence[SetCondition]:
    """Give the conditions that an approval brings by itself; none for most types.

    Args:
        slug: the type of the declaration.
        values: its typed values.
        policy: the values in force.
        today: the day of the decision.
    """
    if not asks_proof(slug):
        return ()
    due_on = proof_due(values["ordered_on"], policy.evidence_days, today)
    return [SetCondition(text, due_on, Evidence.BEWIJSSTUK) for text in _ASKED_FOR]


def proof_due(ordered_on: date, days: int, today: date) -> date:
    """Give the last day for the proof: so many days after the order.

    Where that day is past when it is approved, nobody could be in time: then the days are counted
    from the decision.
    """
    after_order = ordered_on + timedelta(days=days)
    return after_order if after_order >= today else today + timedelta(days=days)
