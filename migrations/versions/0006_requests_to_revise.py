"""Requests to revise"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"

GUARD_REVISION_REQUEST = """CREATE FUNCTION guard_revision_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer IS NOT NULL OR NEW.answer IS NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.edition, OLD.departures, OLD.message,
            OLD.requested_at, OLD.requested_by, OLD.requested_by_name)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.edition, NEW.departures, NEW.message,
            NEW.requested_at, NEW.requested_by, NEW.requested_by_name)
    THEN
        RAISE EXCEPTION 'A request is answered once, and never removed or otherwise changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARDS = (
    "CREATE TRIGGER revision_request_rows BEFORE UPDATE OR DELETE ON revision_request FOR EACH ROW EXECUTE FUNCTION guard_revision_request()",
    "CREATE TRIGGER revision_request_truncate BEFORE TRUNCATE ON revision_request FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "revision_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("departures", JSONB(none_as_null=True), nullable=False),
        sa.Column("message", sa.String(length=4000), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_by_name", sa.String(length=250), nullable=False),
        sa.Column("answer", sa.String(length=4000), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "jsonb_typeof(departures) = 'array' AND departures <> '[]'::jsonb",
            name=op.f("ck_revision_request_departures_named"),
        ),
        sa.CheckConstraint(
            "btrim(message) <> ''", name=op.f("ck_revision_request_message_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(answer) <> ''", name=op.f("ck_revision_request_answer_not_blank")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_revision_request_answered_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_revision_request_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_request_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["person.id"], name=op.f("fk_revision_request_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_request")),
        sa.UniqueConstraint(
            "revision_id", "edition", name=op.f("uq_revision_request_revision_id_edition")
        ),
    )
    op.create_index(
        op.f("ix_revision_request_declaration_id"),
        "revision_request",
        ["declaration_id"],
        unique=False,
    )
    for statement in (GUARD_REVISION_REQUEST, *GUARDS):
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_revision_request_declaration_id"), table_name="revision_request")
    op.drop_table("revision_request")
    op.execute("DROP FUNCTION guard_revision_request")
