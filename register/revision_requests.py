"""Requests to revise (*verzoeken om te herzien*): a declarant is asked to look at it again.

A new edition of the code, or a limit that was changed, can make what was declared depart from it.
What was found at submission and what was decided stay as they are; the declarant is asked what has
become of it, and answers once.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from register.tables import JSON_DOCUMENT, MOMENT, SQLModel


class RevisionRequest(SQLModel, table=True):
    """One request on a revision under an edition. Answered once; nothing else of it ever changes.

    ``departures`` holds what departed when it was sent, as far as the declarant may know: the
    ``rule``, the ``severity`` and the ``sentence`` of each, heaviest first. The name of who sent it
    is copied, so that history reads as it was.
    """

    __tablename__ = "revision_request"
    __table_args__ = (
        CheckConstraint(
            "jsonb_typeof(departures) = 'array' AND departures <> '[]'::jsonb",
            name="departures_named",
        ),
        CheckConstraint("btrim(message) <> ''", name="message_not_blank"),
        CheckConstraint("btrim(answer) <> ''", name="answer_not_blank"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_whole"),
        UniqueConstraint("revision_id", "edition"),
    )

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: UUID = Field(foreign_key="declaration.id", index=True)
    revision_id: UUID = Field(foreign_key="revision.id")
    edition: str = Field(max_length=20)
    departures: list[dict[str, str]] = Field(sa_type=JSON_DOCUMENT)
    message: str = Field(max_length=4_000)
    requested_at: datetime = Field(sa_type=MOMENT)
    requested_by: int = Field(foreign_key="person.id")
    requested_by_name: str = Field(max_length=250)
    answer: str | None = Field(default=None, max_length=4_000)
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def key(self) -> int:
        """The key of a request that is in the database."""
        if self.id is None:
            raise LookupError("This request has not been stored yet.")
        return self.id
