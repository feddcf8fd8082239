"""What the rules of the code said: findings at submission, and weighings at every step after it.

Both are evidence: written once, frozen with the revision or the step they belong to, and never
computed again in place.
"""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from register.tables import JSON_DOCUMENT, SQLModel, choice_type, one_of


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

    @property
    def asks_explanation(self) -> bool:
        """Whether who departs has to explain it before submitting."""
        return self in (Severity.PROHIBITION, Severity.EXPLAIN)


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
        "Je legt uit waarom je het toch meldt. Eerst adviseren je leidinggevende en de "
        "bestuurssecretaris, dan beslist de directie, met redenen."
    ),
    Severity.EXPLAIN: (
        "Je legt uit waarom. Je leidinggevende beslist, en de bestuurssecretaris kijkt mee als "
        "tweede paar ogen."
    ),
    Severity.NOTICE: "Wie beoordeelt, krijgt het te zien.",
}


class Verdict(StrEnum):
    """What a rule can say of a declaration."""

    COMPLIES = "complies"
    DEPARTS = "departs"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """What people call it."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.COMPLIES: "Voldoet",
    Verdict.DEPARTS: "Wijkt af",
    Verdict.NOT_APPLICABLE: "N.v.t.",
}


class Finding(SQLModel, table=True):
    """What one rule said of a revision at its submission, and how the declarant explained it.

    ``looked_at`` holds the answers and facts that the rule looked at, by name. ``deliberation``
    holds what was written at the seven questions, by the number of the question, and ``consulted``
    the colleague with whom it was talked over.
    """

    __tablename__ = "finding"
    __table_args__ = (
        one_of("severity", Severity),
        one_of("verdict", Verdict),
        CheckConstraint("(verdict = 'complies') = (sentence IS NULL)", name="sentence_unless_fine"),
        CheckConstraint("btrim(explanation) <> ''", name="explanation_not_blank"),
        CheckConstraint(
            "explanation IS NOT NULL OR verdict <> 'departs' "
            "OR severity NOT IN ('prohibition', 'explain')",
            name="explained",
        ),
    )

    revision_id: UUID = Field(primary_key=True, foreign_key="revision.id")
    rule: str = Field(primary_key=True, max_length=10)
    edition: str = Field(max_length=20)
    severity: Severity = Field(sa_type=choice_type(Severity))
    verdict: Verdict = Field(sa_type=choice_type(Verdict))
    sentence: str | None = Field(default=None, max_length=2_000)
    looked_at: dict[str, Any] = Field(sa_type=JSON_DOCUMENT)
    explanation: str | None = Field(default=None, max_length=4_000)
    deliberation: dict[str, str] | None = Field(default=None, sa_type=JSON_DOCUMENT)
    consulted: str | None = Field(default=None, max_length=200)


class Weighing(SQLModel, table=True):
    """What one rule said when a reviewer took a step, as it was on their screen.

    ``differs`` tells that it said something else at submission. ``acceptance`` is why the reviewer
    accepts a departure; it stands only with an approval.
    """

    __tablename__ = "weighing"
    __table_args__ = (
        one_of("severity", Severity),
        one_of("verdict", Verdict),
        CheckConstraint("(verdict = 'complies') = (sentence IS NULL)", name="sentence_unless_fine"),
        CheckConstraint("btrim(acceptance) <> ''", name="acceptance_not_blank"),
    )

    step_id: int = Field(primary_key=True, foreign_key="step.id")
    rule: str = Field(primary_key=True, max_length=10)
    edition: str = Field(max_length=20)
    severity: Severity = Field(sa_type=choice_type(Severity))
    verdict: Verdict = Field(sa_type=choice_type(Verdict))
    sentence: str | None = Field(default=None, max_length=2_000)
    looked_at: dict[str, Any] = Field(sa_type=JSON_DOCUMENT)
    differs: bool
    acceptance: str | None = Field(default=None, max_length=4_000)
