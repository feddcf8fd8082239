"""Campaigns (*jaarlijkse opgave*): everybody in service on a day says whether all is still right.

A campaign freezes who has to answer when it opens, and what became of each when it closes. An
attestation (*opgave*) is what somebody said; one without a campaign is the first statement of who
is new.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from register.tables import JSON_DOCUMENT, MOMENT, SQLModel, choice_type, one_of


class AttestationKind(StrEnum):
    """What an attestation says."""

    BIJGEWERKT = "bijgewerkt"
    NIETS_TE_MELDEN = "niets-te-melden"

    @property
    def label(self) -> str:
        """What people call it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    AttestationKind.BIJGEWERKT: "Opgave gedaan",
    AttestationKind.NIETS_TE_MELDEN: "Niets te melden",
}


class Outcome(StrEnum):
    """What became of somebody in a campaign. While it is open the last two can still change."""

    OPGAVE = "opgave"
    NIETS_TE_MELDEN = "niets-te-melden"
    GEEN_OPGAVE = "geen-opgave"
    VRIJGESTELD = "vrijgesteld"

    @property
    def label(self) -> str:
        """What people call it once the campaign is closed."""
        return _OUTCOME_LABELS[self]

    @property
    def label_while_open(self) -> str:
        """What people call it while somebody can still answer."""
        return "Nog niets" if self is Outcome.GEEN_OPGAVE else self.label


_OUTCOME_LABELS = {
    Outcome.OPGAVE: "Opgave gedaan",
    Outcome.NIETS_TE_MELDEN: "Niets te melden",
    Outcome.GEEN_OPGAVE: "Geen opgave",
    Outcome.VRIJGESTELD: "Vrijgesteld",
}


class Campaign(SQLModel, table=True):
    """One campaign. It is closed once; nothing else of it ever changes, and one is open at a time.

    ``words`` is what the staff read. The names are copied, so that history reads as it was.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("btrim(title) <> ''", name="title_not_blank"),
        CheckConstraint("btrim(words) <> ''", name="words_not_blank"),
        CheckConstraint("answer_by >= reference_day", name="days_in_order"),
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) "
            "AND (closed_at IS NULL) = (closed_by_name IS NULL)",
            name="closed_whole",
        ),
        Index(
            "uq_campaign_open",
            text("(closed_at IS NULL)"),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=120)
    reference_day: date
    answer_by: date
    words: str = Field(max_length=4_000)
    opened_at: datetime = Field(sa_type=MOMENT)
    opened_by: int = Field(foreign_key="person.id")
    opened_by_name: str = Field(max_length=250)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    closed_by_name: str | None = Field(default=None, max_length=250)

    @property
    def key(self) -> int:
        """The key of a campaign that is in the database."""
        if self.id is None:
            raise LookupError("This campaign has not been stored yet.")
        return self.id

    @property
    def is_open(self) -> bool:
        """Whether people can still answer."""
        return self.closed_at is None


class CampaignPerson(SQLModel, table=True):
    """Somebody who has to answer, with what HR said of them when the campaign opened. Frozen."""

    __tablename__ = "campaign_person"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    name: str = Field(max_length=250)
    sort_name: str = Field(max_length=300)
    staff_number: str = Field(max_length=20)
    job_title: str = Field(max_length=200)
    department: str = Field(max_length=200)
    manager_name: str | None = Field(default=None, max_length=250)


class Exemption(SQLModel, table=True):
    """That somebody need not answer, or has to after all; the newest counts. Frozen."""

    __tablename__ = "exemption"
    __table_args__ = (
        ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
        ),
        CheckConstraint("btrim(reason) <> ''", name="reason_not_blank"),
        Index(None, "campaign_id", "person_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int
    person_id: int
    exempt: bool
    reason: str = Field(max_length=4_000)
    at: datetime = Field(sa_type=MOMENT)
    by_id: int = Field(foreign_key="person.id")
    by_name: str = Field(max_length=250)

    @property
    def key(self) -> int:
        """The key of an exemption that is in the database."""
        if self.id is None:
            raise LookupError("This exemption has not been stored yet.")
        return self.id


class Attestation(SQLModel, table=True):
    """What somebody said of all that the register holds of theirs. Frozen; the newest counts.

    ``said`` holds, for each declaration that stood and each that ended since, its ``number``,
    ``type``, ``headline``, ``version``, ``status``, and what was ``said`` of it. ``seen`` is the
    digest of what was on the screen. Without a campaign it is a first statement.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
        ),
        one_of("kind", AttestationKind),
        CheckConstraint("jsonb_typeof(said) = 'array'", name="said_listed"),
        Index(None, "campaign_id", "person_id", "id"),
        Index(None, "person_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int | None = None
    person_id: int = Field(foreign_key="person.id")
    person_name: str = Field(max_length=250)
    kind: AttestationKind = Field(sa_type=choice_type(AttestationKind))
    said: list[dict[str, Any]] = Field(sa_type=JSON_DOCUMENT)
    seen: str = Field(max_length=64)
    at: datetime = Field(sa_type=MOMENT)

    @property
    def key(self) -> int:
        """The key of an attestation that is in the database."""
        if self.id is None:
            raise LookupError("This attestation has not been stored yet.")
        return self.id


class CampaignOutcome(SQLModel, table=True):
    """What became of somebody when the campaign closed. Frozen.

    An outcome that rests on an attestation or an exemption names it; ``reason`` is that of the
    exemption. ``left_on`` is the last day of who was out of service by then.
    """

    __tablename__ = "campaign_outcome"
    __table_args__ = (
        ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
        ),
        one_of("outcome", Outcome),
        CheckConstraint(
            "(outcome IN ('opgave', 'niets-te-melden')) = (attestation_id IS NOT NULL)",
            name="attested",
        ),
        CheckConstraint(
            "(outcome = 'vrijgesteld') = (exemption_id IS NOT NULL) "
            "AND (outcome = 'vrijgesteld') = (reason IS NOT NULL)",
            name="exempted_for_a_reason",
        ),
    )

    campaign_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    outcome: Outcome = Field(sa_type=choice_type(Outcome))
    attestation_id: int | None = Field(default=None, foreign_key="attestation.id")
    exemption_id: int | None = Field(default=None, foreign_key="exemption.id")
    reason: str | None = Field(default=None, max_length=4_000)
    left_on: date | None = None


GUARD = """
CREATE FUNCTION guard_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
        OR (OLD.id, OLD.title, OLD.reference_day, OLD.answer_by, OLD.words, OLD.opened_at,
            OLD.opened_by, OLD.opened_by_name)
            IS DISTINCT FROM
           (NEW.id, NEW.title, NEW.reference_day, NEW.answer_by, NEW.words, NEW.opened_at,
            NEW.opened_by, NEW.opened_by_name)
    THEN
        RAISE EXCEPTION 'A campaign is closed once, and never removed or otherwise changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""
"""The function that guards a campaign in the database itself; see ``append_only``."""
