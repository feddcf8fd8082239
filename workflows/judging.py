"""Holding a declaration against the code: every rule of its type, on values and facts."""

from dataclasses import dataclass

from register.types.record import Values
from workflows.facts import Facts
from workflows.rules import rules_of
from workflows.rules.rule import Departs, Outcome, Rule, Severity


@dataclass(frozen=True)
class Judgement:
    """What one rule says of one declaration."""

    rule: Rule
    outcome: Outcome

    @property
    def severity(self) -> Severity:
        """How heavily a departure weighs: in this case, where the rule has two severities."""
        if isinstance(self.outcome, Departs) and self.outcome.severity is not None:
            return self.outcome.severity
        return self.rule.severity


def judge(values: Values, facts: Facts) -> tuple[Judgement, ...]:
    """Hold a declaration against every rule of its type, in the order of the code.

    Args:
        values: the typed values; ``None`` for what was not asked, left empty or not known.
        facts: what was gathered beforehand; they name the type.
    """
    return tuple(Judgement(rule, rule.judge(values, facts)) for rule in rules_of(facts.type))
