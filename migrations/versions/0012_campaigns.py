"""Campaigns and attestations"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"

GUARD_CAMPAIGN = """CREATE FUNCTION guard_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$"""
GUARDS = (
    "CREATE TRIGGER campaign_person_rows BEFORE UPDATE OR DELETE ON campaign_person FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER campaign_person_truncate BEFORE TRUNCATE ON campaign_person FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER exemption_rows BEFORE UPDATE OR DELETE ON exemption FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER exemption_truncate BEFORE TRUNCATE ON exemption FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER attestation_rows BEFORE UPDATE OR DELETE ON attestation FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER attestation_truncate BEFORE TRUNCATE ON attestation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER campaign_outcome_rows BEFORE UPDATE OR DELETE ON campaign_outcome FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER campaign_outcome_truncate BEFORE TRUNCATE ON campaign_outcome FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER campaign_rows BEFORE UPDATE OR DELETE ON campaign FOR EACH ROW EXECUTE FUNCTION guard_campaign()",
    "CREATE TRIGGER campaign_truncate BEFORE TRUNCATE ON campaign FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("reference_day", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_by_name", sa.String(length=250), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_by_name", sa.String(length=250), nullable=True),
        sa.CheckConstraint("btrim(title) <> ''", name=op.f("ck_campaign_title_not_blank")),
        sa.CheckConstraint("btrim(words) <> ''", name=op.f("ck_campaign_words_not_blank")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_by_name IS NULL)",
            name=op.f("ck_campaign_closed_whole"),
        ),
        sa.CheckConstraint("answer_by >= reference_day", name=op.f("ck_campaign_days_in_order")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_campaign_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_campaign_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(
        "uq_campaign_open",
        "campaign",
        [sa.literal_column("(closed_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "campaign_person",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("sort_name", sa.String(length=300), nullable=False),
        sa.Column("staff_number", sa.String(length=20), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("manager_name", sa.String(length=250), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_person_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_campaign_person_person_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_campaign_person")),
    )
    op.create_index(
        op.f("ix_campaign_person_person_id"), "campaign_person", ["person_id"], unique=False
    )
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_exemption_reason_not_blank")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_exemption_by_id")),
        sa.ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
            name=op.f("fk_exemption_campaign_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(
        op.f("ix_exemption_campaign_id_person_id_id"),
        "exemption",
        ["campaign_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(length=250), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "bijgewerkt",
                "niets-te-melden",
                name="attestationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("said", JSONB(none_as_null=True), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("jsonb_typeof(said) = 'array'", name=op.f("ck_attestation_said_listed")),
        sa.CheckConstraint(
            "kind IN ('bijgewerkt', 'niets-te-melden')", name=op.f("ck_attestation_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
            name=op.f("fk_attestation_campaign_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attestation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
    )
    op.create_index(
        op.f("ix_attestation_campaign_id_person_id_id"),
        "attestation",
        ["campaign_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_attestation_person_id_id"), "attestation", ["person_id", "id"], unique=False
    )
    op.create_table(
        "campaign_outcome",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "opgave",
                "niets-te-melden",
                "geen-opgave",
                "vrijgesteld",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attestation_id", sa.Integer(), nullable=True),
        sa.Column("exemption_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=4000), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'vrijgesteld') = (exemption_id IS NOT NULL) AND (outcome = 'vrijgesteld') = (reason IS NOT NULL)",
            name=op.f("ck_campaign_outcome_exempted_for_a_reason"),
        ),
        sa.CheckConstraint(
            "(outcome IN ('opgave', 'niets-te-melden')) = (attestation_id IS NOT NULL)",
            name=op.f("ck_campaign_outcome_attested"),
        ),
        sa.CheckConstraint(
            "outcome IN ('opgave', 'niets-te-melden', 'geen-opgave', 'vrijgesteld')",
            name=op.f("ck_campaign_outcome_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["attestation_id"], ["attestation.id"], name=op.f("fk_campaign_outcome_attestation_id")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id", "person_id"],
            ["campaign_person.campaign_id", "campaign_person.person_id"],
            name=op.f("fk_campaign_outcome_campaign_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["exemption_id"], ["exemption.id"], name=op.f("fk_campaign_outcome_exemption_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_campaign_outcome")),
    )
    for statement in (GUARD_CAMPAIGN, *GUARDS):
        op.execute(statement)


def downgrade() -> None:
    for table in ("campaign_outcome", "attestation", "exemption", "campaign_person", "campaign"):
        op.drop_table(table)
    op.execute("DROP FUNCTION guard_campaign")
