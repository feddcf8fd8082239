"""What a rule of the code is, and the three answers it can give.

A rule is a class named by its id; its docstring is the sentence that people read. It judges typed
values and facts that were gathered beforehand, never the database or the clock, so the same rule
serves the form, the submission, the reviewer, the command line and the tests.
"""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from register.findings import Severity, Verdict
from register.people import Office
from register.types.record import Values
from workflows.facts import Facts
from workflows.rules.editions import EDITIONS


@dataclass(frozen=True)
class Complies:
    """What is declared keeps to the rule."""

    verdict: ClassVar[Verdict] = Verdict.COMPLIES


@dataclass(frozen=True)
class Departs:
    """What is declared departs from the rule.

    Attributes:
        sentence: what departs, in Dutch, with the specifics.
        values: the values and facts that made it so, by the name of the field or fact.
        severity: how heavily it weighs this time, where the rule has two; else ``None``.
    """

    verdict: ClassVar[Verdict] = Verdict.DEPARTS

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True)
class NotApplicable:
    """The rule is about something else, or what it looks at is not known (yet); ``why`` says."""

    verdict: ClassVar[Verdict] = Verdict.NOT_APPLICABLE

    why: str


Outcome = Complies | Departs | NotApplicable

NOT_FILLED_IN = NotApplicable("Wat deze regel wil weten, is niet ingevuld.")
"""The answer while a field that the rule cannot do without is unknown."""
DECLARANT_UNKNOWN = NotApplicable("Het is niet bekend om wie het gaat.")
"""The answer to a question nobody can answer without knowing who declares."""
NO_LIMIT = NotApplicable("Intermaris heeft hiervoor geen grens ingesteld.")
"""The answer of a rule whose policy value is off."""


class Rule(ABC):
    """One rule of the code. Its docstring is the sentence that people read.

    Attributes:
        id: how the rule is called, such as ``WO-1``.
        severity: how heavily a departure weighs.
        heavier: how heavily it weighs in the worse case, for a rule that has two severities.
        place: where in the code it comes from.
        types: the slugs of the types of declaration that it applies to.
        asks: what it asks of you, in one Dutch sentence.
        needs: the fields without which nothing can be said.
        policy: the names of the policy values it rests on.
        adviser: the office that advises where a declaration departs, if any.
        second_pair: whether a departure brings a second pair of eyes, however lightly it weighs.
        for_reviewers: whether only who reviews is told, since it tells of a colleague.
        edition: the edition of the code in which it came.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    heavier: ClassVar[Severity | None] = None
    place: ClassVar[str]
    types: ClassVar[tuple[str, ...]]
    asks: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    policy: ClassVar[tuple[str, ...]] = ()
    adviser: ClassVar[Office | None] = None
    second_pair: ClassVar[bool] = False
    for_reviewers: ClassVar[bool] = False
    edition: ClassVar[str] = "1"

    @property
    def sentence(self) -> str:
        """The rule in plain Dutch."""
        return inspect.cleandoc(type(self).__doc__ or "")

    @property
    def severities(self) -> tuple[Severity, ...]:
        """How heavily a departure can weigh, the lightest first."""
        return (self.severity,) if self.heavier is None else (self.severity, self.heavier)

    @property
    def applies_from(self) -> date:
        """The day from which the rule applies."""
        return EDITIONS[self.edition]

    def judge(self, values: Values, facts: Facts) -> Outcome:
        """Hold a declaration against the rule.

        Args:
            values: the typed values; ``None`` for what was not asked, left empty or not known.
            facts: what was gathered beforehand.
        """
        if facts.judged_on < self.applies_from:
            return NotApplicable(f"Deze regel geldt pas vanaf {self.applies_from:%d-%m-%Y}.")
        if any(values.get(name) is None for name in self.needs):
            return NOT_FILLED_IN
        return self.weigh(values, facts)

    @abstractmethod
    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Weigh a declaration of which every needed field is known."""


class MustNotHold(Rule):
    """A rule from which a declaration departs as soon as one yes-or-no field says yes."""

    departure: ClassVar[str]

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart when the field says yes."""
        del facts
        (name,) = self.needs
        return Departs(self.departure, {name: True}) if values[name] else Complies()


class MustHold(Rule):
    """A rule from which a declaration departs as soon as one yes-or-no field says no."""

    departure: ClassVar[str]

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart when the field says no."""
        del facts
        (name,) = self.needs
        return Complies() if values[name] else Departs(self.departure, {name: False})
