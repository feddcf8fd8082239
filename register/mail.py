"""The outbox (*mail*): what was or is to be told by mail, one row a letter to a person.

A letter is written down in the transaction that causes it, so it exists exactly when what it tells
has happened. A worker sends it. A row is never removed, and what was sent never changes, so the
outbox is the log of all mail.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from register.tables import JSON_DOCUMENT, MOMENT, SQLModel, choice_type, one_of


class MailState(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    SENDING = "sending"
    """Its text is on the way to the server: whether that took it is not known yet."""
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    """The server refused it for good."""
    FAILED = "failed"
    """It was tried so often without success that somebody has to look at it."""
    DROPPED = "dropped"
    """There is nobody to send it to: out of service, or without an address."""

    @property
    def label(self) -> str:
        """What people call the state."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    MailState.WAITING: "Wacht",
    MailState.SENDING: "Wordt verstuurd",
    MailState.SENT: "Verstuurd",
    MailState.UNDELIVERABLE: "Onbestelbaar",
    MailState.FAILED: "Mislukt",
    MailState.DROPPED: "Niet verstuurd",
}

TO_SEND = (MailState.WAITING, MailState.SENDING)
"""The states of what is still to be sent."""
STRANDED = (MailState.UNDELIVERABLE, MailState.FAILED)
"""The states of what somebody has to look at."""


class Carrier(StrEnum):
    """How a mail left."""

    SMTP = "smtp"
    MAILBOX = "postvak"
    """Into ``/postvak``, where there is no mail server."""


class Mail(SQLModel, table=True):
    """One letter to one person about one thing; telling it twice sends it once.

    ``told`` holds the values that its wording names. The address, the subject and both texts are
    those with which it was last tried, so of a mail that was sent they are what was sent.
    """

    __tablename__ = "mail"
    __table_args__ = (
        one_of("state", MailState),
        one_of("carrier", Carrier),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_whole"),
        CheckConstraint(
            "state <> 'sent' OR (address IS NOT NULL AND subject IS NOT NULL "
            "AND text IS NOT NULL AND html IS NOT NULL AND carrier IS NOT NULL)",
            name="sent_known",
        ),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        UniqueConstraint("letter", "about", "person_id"),
        Index(None, "person_id", "created_at"),
        Index("ix_mail_unsent", "state", "created_at", postgresql_where=text("state <> 'sent'")),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter: str = Field(max_length=60)
    about: str = Field(max_length=100)
    person_id: int = Field(foreign_key="person.id")
    declaration_id: UUID | None = Field(default=None, foreign_key="declaration.id")
    told: dict[str, Any] = Field(sa_type=JSON_DOCUMENT)
    message_id: str = Field(max_length=100, unique=True)
    created_at: datetime = Field(sa_type=MOMENT)
    state: MailState = Field(default=MailState.WAITING, sa_type=choice_type(MailState))
    attempts: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=MOMENT)
    last_error: str | None = Field(default=None, max_length=200)
    address: str | None = Field(default=None, max_length=254)
    subject: str | None = Field(default=None, max_length=200)
    text: str | None = None
    html: str | None = None
    carrier: Carrier | None = Field(default=None, sa_type=choice_type(Carrier))
    sent_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def key(self) -> int:
        """The key of a mail that is in the database."""
        if self.id is None:
            raise LookupError("This mail has not been stored yet.")
        return self.id


GUARD = """
CREATE FUNCTION guard_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.state = 'sent'
        OR (OLD.id, OLD.letter, OLD.about, OLD.person_id, OLD.declaration_id, OLD.told,
            OLD.message_id, OLD.created_at)
            IS DISTINCT FROM
           (NEW.id, NEW.letter, NEW.about, NEW.person_id, NEW.declaration_id, NEW.told,
            NEW.message_id, NEW.created_at)
    THEN
        RAISE EXCEPTION 'A mail is never removed, nor changed once it was sent.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""
"""The function that guards the outbox in the database itself; see ``append_only``."""
