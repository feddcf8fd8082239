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
from enum import StrEnum
from typing import Any, ClassVar

from register.types.record import Values
from workflows.facts import Facts

EDITIONS = {"1": date.min}
"""The editions of the code by their name, each with the day from which its rules apply.

The first edition bears no date: its rules apply to whatever the register holds.
"""


class Severity(StrEnum):
    """How heavily a departure weighs, and so what it does to the route.

    The code itself names only antikraak a hard exclusion; the other severities are the reading of
    this register and stand with each rule, so that Intermaris can change them.
    """

    EXCLUSION = "exclusion"
    PROHIBITION = "prohibition"
    EXPLAIN = "explain"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """What it means for whoever departs."""
        return _MEANINGS[self]

    @property
    def effect(self) -> str:
        """What it does to the route."""
        return _EFFECTS[self]

    @property
    def slug(self) -> str:
        """The name of the severity in the database, in JSON and in stylesheets."""
        return self.value


_LABELS = {
    Severity.EXCLUSION: "Harde uitsluiting",
    Severity.PROHIBITION: "Niet toegestaan",
    Severity.EXPLAIN: "Pas toe of leg uit",
    Severity.NOTICE: "Aandachtspunt",
}
_MEANINGS = {
    Severity.EXCLUSION: "Hier kan niemand toestemming voor geven.",
    Severity.PROHIBITION: "De code verbiedt dit, of er ontbreekt iets dat er moet zijn.",
    Severity.EXPLAIN: "Dit mag als je er een goede reden voor hebt.",
    Severity.NOTICE: "Dit mag gewoon.",
}
_EFFECTS = {
    Severity.EXCLUSION: "Afwijzen is het enige besluit. De bestuurssecretaris krijgt bericht.",
    Severity.PROHIBITION: (
        "Je legt uit waarom je het toch meldt. Eerst kijkt je leidinggevende, dan adviseert de "
        "bestuurssecretaris, en de directie beslist met redenen."
    ),
    Severity.EXPLAIN: (
        "Je legt uit waarom. Je leidinggevende beslist, en de bestuurssecretaris kijkt mee als "
        "tweede paar ogen."
    ),
    Severity.NOTICE: "Wie beoordeelt, krijgt het te zien.",
}


@dataclass(frozen=True)
class Complies:
    """What is declared keeps to the rule."""

    name: ClassVar[str] = "complies"
    label: ClassVar[str] = "Voldoet"


@dataclass(frozen=True)
class Departs:
    """What is declared departs from the rule.

    Attributes:
        sentence: what departs, in Dutch, with the specifics.
        values: the values and facts that made it so, by the name of the field or fact.
        severity: how heavily it weighs this time, where the rule has two; else ``None``.
    """

    name: ClassVar[str] = "departs"
    label: ClassVar[str] = "Wijkt af"

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True)
class NotApplicable:
    """The rule is about something else, or what it looks at is not known (yet); ``why`` says."""

    name: ClassVar[str] = "not_applicable"
    label: ClassVar[str] = "N.v.t."

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
