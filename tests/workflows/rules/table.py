"""A table of cases for each rule: what is declared and known, and what the rule says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from register.findings import Severity
from register.suppliers import SupplierFacts
from register.types import TYPES
from register.types.reading import read
from register.types.record import Values
from tests.register.types.answers import CLEAN, SUPPLIER
from workflows.facts import DeclarantFacts, Facts, LiveDeclaration
from workflows.rules import RULES
from workflows.rules.rule import Complies, Departs, NotApplicable

DAY = date(2026, 3, 10)
"""The day on which the tables play: that of submission."""


@dataclass(frozen=True)
class Case:
    """One line of a table.

    ``answers`` change the clean form, ``None`` takes a field away; ``known`` changes the facts.
    """

    says: str
    expected: type[Complies] | type[NotApplicable] | type[Departs]
    answers: dict[str, str | None]
    known: dict[str, Any]
    told: str = ""
    because: tuple[str, ...] = ()
    severity: Severity | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Line:
    """The beginning of a line: the answers it changes."""

    says: str
    answers: dict[str, str | None]
    known: dict[str, Any] = field(default_factory=dict)
    slug: str | None = None

    def knowing(self, **known: Any) -> "Line":
        """Change the facts."""
        return replace(self, known=known)

    def of(self, slug: str) -> "Line":
        """Declare another type; only for rules that apply to all."""
        return replace(self, slug=slug)

    def complies(self) -> Case:
        return Case(self.says, Complies, self.answers, self.known, slug=self.slug)

    def departs(self, told: str, *because: str, severity: Severity | None = None) -> Case:
        return Case(
            self.says, Departs, self.answers, self.known, told, because, severity, self.slug
        )

    def is_not_applicable(self) -> Case:
        return Case(self.says, NotApplicable, self.answers, self.known, slug=self.slug)


def when(says: str, **answers: str | None) -> Line:
    """Begin a line."""
    return Line(says, answers)


def rule(rule_id: str, sentence: str, *cases: Case) -> Iterable[Any]:
    """Give the parameters of a rule's cases; their names bear its id and its sentence."""
    return [
        pytest.param(rule_id, sentence, case, id=f"{rule_id} {sentence} {case.says}")
        for case in cases
    ]


def values_of(
    slug: str, answers: dict[str, str | None], supplier: SupplierFacts | None = None
) -> Values:
    """Read a form: the clean one, with some answers changed or taken away."""
    typed = {**CLEAN[slug], **answers}
    if supplier is not None:
        typed["supplier"] = supplier.creditor_number
    given = {name: text for name, text in typed.items() if text is not None}
    listed = {supplier.creditor_number: supplier} if supplier else {}
    return read(TYPES[slug], given, listed).values


def facts_of(slug: str, **known: Any) -> Facts:
    """Give the facts of somebody without a key function or a history."""
    usual: dict[str, Any] = {
        "type": slug,
        "judged_on": DAY,
        "first_submitted_on": DAY,
        "has_party": slug != "woning",
        "declarant": DeclarantFacts(1, key_function=False),
        "colleague_has_same_party": False,
    }
    return Facts(**{**usual, **known})


def supplier(**changes: Any) -> SupplierFacts:
    """Give a supplier of category A under contract, with something changed."""
    return replace(SUPPLIER, **changes)


def earlier(slug: str, *, number: str = "2025-0012", same_party: bool = True, **values: Any) -> Any:
    """Give another live declaration of the same person."""
    return LiveDeclaration(number, slug, same_party, values)


def hold(rule_id: str, sentence: str, case: Case) -> None:
    """Hold one line of a table against the rule."""
    found = RULES[rule_id]
    slug = case.slug or found.types[0]
    outcome = found.judge(
        values_of(slug, case.answers, case.known.get("supplier")), facts_of(slug, **case.known)
    )
    assert found.sentence == sentence
    assert type(outcome) is case.expected, outcome
    if isinstance(outcome, Departs):
        assert case.told in outcome.sentence
        assert set(outcome.values) == set(case.because)
        assert (outcome.severity or found.severity) is (case.severity or found.severity)
