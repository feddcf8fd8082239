"""Steps, decisions, conditions and transitions: what was decided, by whom and why."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from register.declarations import Status
from register.people import Office
from register.tables import MOMENT, SQLModel, choice_type, one_of


class ReviewerRole(StrEnum):
    """In what role somebody takes a step."""

    LEIDINGGEVENDE = "leidinggevende"
    BESTUURSSECRETARIS = "bestuurssecretaris"
    DIRECTIE = "directie"
    RVT = "rvt"
    COMMUNICATIE = "communicatie"

    @property
    def label(self) -> str:
        """What people call the role."""
        return "Leidinggevende" if self is self.LEIDINGGEVENDE else Office(self.value).label

    @property
    def office(self) -> Office | None:
        """The office behind the role; ``None`` for a manager, who is a person."""
        return None if self is self.LEIDINGGEVENDE else Office(self.value)


class Task(StrEnum):
    """What is asked of who takes a step."""

    ADVISE = "advies"
    """Say whether it should be approved; somebody else decides."""
    DECIDE = "besluit"
    """Decide."""
    CONFIRM = "meekijken"
    """Be the second pair of eyes: agree with the decision before it counts, or do not."""

    @property
    def verb(self) -> str:
        """What somebody does in the step, in the third person."""
        return _VERBS[self]


_VERBS = {Task.ADVISE: "adviseert", Task.DECIDE: "beslist", Task.CONFIRM: "kijkt mee"}


class Decision(StrEnum):
    """What a reviewer says at the end of a step."""

    GOEDKEUREN = "goedkeuren"
    VOORWAARDEN = "voorwaarden"
    AFWIJZEN = "afwijzen"
    AANVULLEN = "aanvullen"
    POSITIEF = "positief"
    NEGATIEF = "negatief"

    @property
    def label(self) -> str:
        """What the choice is called."""
        return _DECISION_LABELS[self]

    @property
    def approves(self) -> bool:
        """Whether it says yes to what was declared."""
        return self in (Decision.GOEDKEUREN, Decision.VOORWAARDEN)


_DECISION_LABELS = {
    Decision.GOEDKEUREN: "Goedkeuren",
    Decision.VOORWAARDEN: "Goedkeuren onder voorwaarden",
    Decision.AFWIJZEN: "Afwijzen",
    Decision.AANVULLEN: "Aanvulling vragen",
    Decision.POSITIEF: "Positief",
    Decision.NEGATIEF: "Negatief",
}

_LABELS_OF = {
    (Task.ADVISE, Decision.POSITIEF): "Positief advies",
    (Task.ADVISE, Decision.NEGATIEF): "Negatief advies",
    (Task.CONFIRM, Decision.POSITIEF): "Eens met het besluit",
    (Task.CONFIRM, Decision.NEGATIEF): "Niet eens met het besluit",
}


def label_of(task: Task, decision: Decision) -> str:
    """Give what people call what was said in a step with this task."""
    return _LABELS_OF.get((task, decision), decision.label)


DECISIONS_OF: dict[Task, tuple[Decision, ...]] = {
    Task.ADVISE: (Decision.POSITIEF, Decision.NEGATIEF, Decision.AANVULLEN),
    Task.DECIDE: (
        Decision.GOEDKEUREN,
        Decision.VOORWAARDEN,
        Decision.AFWIJZEN,
        Decision.AANVULLEN,
    ),
    Task.CONFIRM: (Decision.POSITIEF, Decision.NEGATIEF, Decision.AANVULLEN),
}
"""What somebody can say in a step, by its task."""


class Step(SQLModel, table=True):
    """A step on the route of a revision: what is asked of whom, by when, and what they said.

    A step belongs to a person or, where ``person_id`` is empty, to whoever holds the office of its
    role. It is decided or cancelled once, and frozen from then on; the name of who decided is
    copied, so that history reads as it was.
    """

    __tablename__ = "step"
    __table_args__ = (
        one_of("role", ReviewerRole),
        one_of("decision", Decision),
        one_of("task", Task),
        CheckConstraint(
            "(role = 'leidinggevende') = (person_id IS NOT NULL)", name="person_or_office"
        ),
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (reason IS NULL) "
            "AND (decision IS NULL) = (decided_by IS NULL) "
            "AND (decision IS NULL) = (decided_by_name IS NULL)",
            name="decided_whole",
        ),
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        CheckConstraint(
            "decision IS NULL OR decision = 'aanvullen' "
            "OR (task = 'besluit') = (decision IN ('goedkeuren', 'voorwaarden', 'afwijzen'))",
            name="decision_fits_task",
        ),
        CheckConstraint("decision IS NULL OR cancelled_at IS NULL", name="decided_or_cancelled"),
        UniqueConstraint("revision_id", "position"),
        Index(
            "ix_step_open",
            "role",
            "person_id",
            postgresql_where=text("decided_at IS NULL AND cancelled_at IS NULL"),
        ),
        Index(None, "declaration_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_id: UUID = Field(foreign_key="revision.id")
    position: int
    role: ReviewerRole = Field(sa_type=choice_type(ReviewerRole))
    task: Task = Field(
        default=Task.DECIDE,
        sa_type=choice_type(Task),
        sa_column_kwargs={"server_default": Task.DECIDE.value},
    )
    person_id: int | None = Field(default=None, foreign_key="person.id")
    why: str = Field(max_length=300)
    opened_at: datetime = Field(sa_type=MOMENT)
    due_on: date
    decision: Decision | None = Field(default=None, sa_type=choice_type(Decision))
    reason: str | None = Field(default=None, max_length=4_000)
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_by_name: str | None = Field(default=None, max_length=250)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def key(self) -> int:
        """The key of a step that is in the database."""
        if self.id is None:
            raise LookupError("This step has not been stored yet.")
        return self.id


class Condition(SQLModel, table=True):
    """A condition (*voorwaarde*) under which a declaration was approved."""

    __tablename__ = "condition"
    __table_args__ = (
        CheckConstraint("btrim(text) <> ''", name="text_not_blank"),
        UniqueConstraint("step_id", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id")
    declaration_id: UUID = Field(foreign_key="declaration.id", index=True)
    position: int
    text: str = Field(max_length=1_000)
    due_on: date


class Transition(SQLModel, table=True):
    """A change of state, a row each: any moment can be reconstructed from them."""

    __tablename__ = "transition"
    __table_args__ = (
        one_of("from_status", Status),
        one_of("to_status", Status),
        Index(None, "declaration_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_id: UUID | None = Field(default=None, foreign_key="revision.id")
    action: str = Field(max_length=40)
    from_status: Status = Field(sa_type=choice_type(Status))
    to_status: Status = Field(sa_type=choice_type(Status))
    at: datetime = Field(sa_type=MOMENT)
    by_id: int = Field(foreign_key="person.id")
    why: str | None = Field(default=None, max_length=4_000)
