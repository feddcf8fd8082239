"""Signals (*signalen*): what somebody has to look at because of what came to light.

A party that is, or may be, a supplier of the list; or a submission that the code excludes.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from register.tables import MOMENT, SQLModel, choice_type, one_of

SENTENCE_LENGTH = 2_000
"""How long what a signal says can be."""


class SignalKind(StrEnum):
    """What a signal is about."""

    LEVERANCIER = "leverancier"
    """The party is, or may be, a supplier of the list."""
    UITSLUITING = "uitsluiting"
    """The code excludes what was submitted."""


class Likeness(StrEnum):
    """What a party and a supplier have in common."""

    KVK = "kvk"
    """The KVK number."""
    NAAM = "naam"
    """The normal form of the name."""
    LIJKT = "lijkt"
    """A name that is much alike."""


class Answer(StrEnum):
    """How a signal is settled."""

    JA = "ja"
    """It is the same party."""
    NEE = "nee"
    """It is another party."""
    GEZIEN = "gezien"
    """It was seen; there is nothing to choose."""

    @property
    def label(self) -> str:
        """What people read of it."""
        return _LABELS[self]


_LABELS = {
    Answer.JA: "Ja, dit is dezelfde partij",
    Answer.NEE: "Nee, een andere partij",
    Answer.GEZIEN: "Gezien",
}


class Signal(SQLModel, table=True):
    """One signal. It is settled once; nothing else of it ever changes.

    ``score`` is how much the names are alike, from 0 to 100; the name of who settled it is copied,
    so that history reads as it was.
    """

    __tablename__ = "signal"
    __table_args__ = (
        one_of("kind", SignalKind),
        one_of("how", Likeness),
        one_of("answer", Answer),
        CheckConstraint(
            "(kind = 'leverancier') = (supplier_id IS NOT NULL) "
            "AND (kind = 'leverancier') = (how IS NOT NULL)",
            name="supplier_whole",
        ),
        CheckConstraint(
            "(how IS NOT DISTINCT FROM 'lijkt') = (score IS NOT NULL)", name="score_with_likeness"
        ),
        CheckConstraint("score BETWEEN 0 AND 100", name="score_in_range"),
        CheckConstraint("btrim(sentence) <> ''", name="sentence_not_blank"),
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        CheckConstraint(
            "(answer IS NULL) = (settled_at IS NULL) AND (answer IS NULL) = (settled_by IS NULL) "
            "AND (answer IS NULL) = (settled_by_name IS NULL) "
            "AND (answer IS NOT NULL OR reason IS NULL)",
            name="settled_whole",
        ),
        CheckConstraint(
            "answer IS NULL OR (kind = 'uitsluiting') = (answer = 'gezien')",
            name="answer_fits_kind",
        ),
        Index(
            "ix_signal_once",
            "declaration_id",
            "supplier_id",
            text("(how = 'lijkt')"),
            unique=True,
        ),
        Index(
            "ix_signal_once_excluded",
            "revision_id",
            unique=True,
            postgresql_where=text("kind = 'uitsluiting'"),
        ),
        Index("ix_signal_open", "raised_at", "id", postgresql_where=text("answer IS NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id")
    revision_id: UUID = Field(foreign_key="revision.id")
    kind: SignalKind = Field(sa_type=choice_type(SignalKind))
    supplier_id: int | None = Field(default=None, foreign_key="supplier.id")
    how: Likeness | None = Field(default=None, sa_type=choice_type(Likeness))
    score: int | None = None
    sentence: str = Field(max_length=SENTENCE_LENGTH)
    raised_at: datetime = Field(sa_type=MOMENT)
    answer: Answer | None = Field(default=None, sa_type=choice_type(Answer))
    reason: str | None = Field(default=None, max_length=4_000)
    settled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    settled_by_name: str | None = Field(default=None, max_length=250)
