"""Holding a declaration against the code: every rule of its type, on values and facts.

What each rule looked at is noted while it looks, so that no rule can leave out of the evidence what
made it answer as it did.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from register.audit import plain
from register.findings import Severity, Verdict
from register.suppliers import SupplierFacts
from register.types.record import Values
from workflows.facts import DeclarantFacts, Facts, LiveDeclaration
from workflows.policy import Policy
from workflows.rules import rules_of
from workflows.rules.rule import Complies, Departs, NotApplicable, Outcome, Rule


@dataclass(frozen=True)
class Judgement:
    """What one rule says of one declaration, and what it looked at, by name, as JSON knows it."""

    rule: Rule
    outcome: Outcome
    looked_at: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """What it says, in a word."""
        return self.outcome.verdict

    @property
    def severity(self) -> Severity:
        """How heavily a departure weighs: in this case, where the rule has two severities."""
        if isinstance(self.outcome, Departs) and self.outcome.severity is not None:
            return self.outcome.severity
        return self.rule.severity

    @property
    def sentence(self) -> str | None:
        """What departs or why it does not apply; ``None`` where all is well."""
        match self.outcome:
            case Departs(sentence):
                return sentence
            case NotApplicable(why):
                return why
            case Complies():
                return None

    @property
    def departs(self) -> bool:
        """Whether the declaration departs from the rule."""
        return self.verdict is Verdict.DEPARTS


def judge(values: Values, facts: Facts) -> tuple[Judgement, ...]:
    """Hold a declaration against every rule of its type, in the order of the code.

    Args:
        values: the typed values; ``None`` for what was not asked, left empty or not known.
        facts: what was gathered beforehand; they name the type and the day of judging.
    """
    return tuple(_judge(rule, values, facts) for rule in rules_of(facts.type, facts.judged_on))


def departures(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Give the judgements that depart, those that weigh most first."""
    heavy = list(Severity)
    found = [each for each in judgements if each.departs]
    return tuple(sorted(found, key=lambda each: heavy.index(each.severity)))


def _judge(rule: Rule, values: Values, facts: Facts) -> Judgement:
    answers, known = _WatchedValues(values), _WatchedFacts.of(facts)
    outcome = rule.judge(answers, known)
    looked_at = {name: values[name] for name in answers.seen}
    looked_at |= {name: _told(getattr(facts, name), rule) for name in known.seen - _EVERYBODYS}
    if isinstance(outcome, Departs):
        looked_at |= outcome.values
    return Judgement(rule, outcome, {name: _plain(value) for name, value in looked_at.items()})


_EVERYBODYS = frozenset({"type", "judged_on", "has_party"})
"""Facts that say nothing that does not stand in the revision itself."""


class _WatchedValues(Mapping[str, Any]):
    """Typed values that note which of them are looked at."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        value = self._values[name]
        self.seen.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


_FACTS = frozenset(each.name for each in fields(Facts))


class _WatchedFacts(Facts):
    """Facts that note which of them are looked at."""

    seen: set[str]

    @classmethod
    def of(cls, facts: Facts) -> "_WatchedFacts":
        watched = cls(**{name: getattr(facts, name) for name in _FACTS})
        object.__setattr__(watched, "seen", set())
        return watched

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name in _FACTS and "seen" in self.__dict__:
            self.__dict__["seen"].add(name)
        return value


def _told(fact: Any, rule: Rule) -> Any:
    """Give of a fact what may stand in the evidence.

    Of the other declarations of the same person that is only which they are: what stands in them is
    kept with them.
    """
    match fact:
        case Policy():
            return {name: getattr(fact, name) for name in rule.policy}
        case DeclarantFacts():
            return {"key_function": fact.key_function}
        case SupplierFacts():
            return {
                each.name: getattr(fact, each.name)
                for each in fields(fact)
                if each.name not in ("id", "address")
            }
        case tuple():
            return [_told(each, rule) for each in fact]
        case LiveDeclaration():
            return {"number": fact.number, "type": fact.type, "same_party": fact.same_party}
        case _:
            return fact


def _plain(value: Any) -> Any:
    """Write a value as JSON knows it; a supplier by its creditor number."""
    return value.creditor_number if isinstance(value, SupplierFacts) else plain(value)
