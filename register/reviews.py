"""Reviews (*nakijken*): a declarant is asked whether what was approved is still so.

One is opened when its day comes and answered once: nothing has changed, it has changed, or it is
over. One waits for an answer at a time for a declaration.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from register.tables import MOMENT, SQLModel, choice_type, one_of


class ReviewAnswer(StrEnum):
    """What came of looking at a declaration again."""

    ONGEWIJZIGD = "ongewijzigd"
    GEWIJZIGD = "gewijzigd"
    BEEINDIGD = "beeindigd"

    @property
    def label(self) -> str:
        """What people call it."""
        return _ANSWER_LABELS[self]


_ANSWER_LABELS = {
    ReviewAnswer.ONGEWIJZIGD: "Alles klopt nog",
    ReviewAnswer.GEWIJZIGD: "Er is een wijziging ingediend",
    ReviewAnswer.BEEINDIGD: "Het is geëindigd",
}


class Review(SQLModel, table=True):
    """One review of the revision that was in force. Answered once; nothing else ever changes.

    ``due_on`` is the last day for an answer, ``words`` what was added to it. Somebody else than the
    declarant answers only by ending what a leaver declared. Their name is copied, so that history
    reads as it was.
    """

    __tablename__ = "review"
    __table_args__ = (
        one_of("answer", ReviewAnswer),
        CheckConstraint("btrim(words) <> ''", name="words_not_blank"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) "
            "AND (answer IS NULL) = (answered_by IS NULL) "
            "AND (answer IS NULL) = (answered_by_name IS NULL) "
            "AND (words IS NULL OR answer IS NOT NULL)",
            name="answered_whole",
        ),
        Index(
            "uq_review_open",
            "declaration_id",
            unique=True,
            postgresql_where=text("answer IS NULL"),
        ),
        Index(None, "declaration_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_id: UUID = Field(foreign_key="revision.id")
    due_on: date
    opened_at: datetime = Field(sa_type=MOMENT)
    answer: ReviewAnswer | None = Field(default=None, sa_type=choice_type(ReviewAnswer))
    words: str | None = Field(default=None, max_length=4_000)
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_by_name: str | None = Field(default=None, max_length=250)

    @property
    def key(self) -> int:
        """The key of a review that is in the database."""
        if self.id is None:
            raise LookupError("This review has not been stored yet.")
        return self.id


GUARD = """
CREATE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer IS NOT NULL OR NEW.answer IS NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.due_on, OLD.opened_at)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.due_on, NEW.opened_at)
    THEN
        RAISE EXCEPTION 'A review is answered once, and never removed or otherwise changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""
"""Lets a review be answered, once, and nothing else."""
