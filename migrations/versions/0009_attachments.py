"""Attachments"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TYPES = ("pdf", "png", "jpg", "docx", "xlsx")
GUARDS = (
    """
CREATE FUNCTION guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.id, OLD.declaration_id, OLD.condition_id, OLD.name, OLD.type, OLD.size, OLD.sha256,
            OLD.uploaded_at, OLD.uploaded_by, OLD.uploaded_by_name)
            IS NOT DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.condition_id, NEW.name, NEW.type, NEW.size, NEW.sha256,
            NEW.uploaded_at, NEW.uploaded_by, NEW.uploaded_by_name)
            AND (OLD.report_position IS NULL OR OLD.report_position = NEW.report_position)
        THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' AND OLD.report_position IS NULL
        AND NOT EXISTS (SELECT FROM revision_attachment WHERE attachment_id = OLD.id)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A file never changes, and is never removed once it was submitted.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE FUNCTION guard_attachment_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM attachment
        WHERE id = OLD.attachment_id AND (report_position IS NOT NULL
            OR EXISTS (SELECT FROM revision_attachment WHERE attachment_id = OLD.attachment_id))
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'What is in a file never changes, nor is it removed once it was submitted.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
)
GUARDED = {
    "attachment": "guard_attachment",
    "attachment_part": "guard_attachment_part",
    "revision_attachment": "refuse_change",
}


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("condition_id", sa.Integer(), nullable=True),
        sa.Column("report_position", sa.Integer(), nullable=True),
        sa.Column("in_draft", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column(
            "type", sa.Enum(*TYPES, name="filetype", native_enum=False, length=40), nullable=False
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint(
            "type IN ('pdf', 'png', 'jpg', 'docx', 'xlsx')", name=op.f("ck_attachment_type_known")
        ),
        sa.CheckConstraint("btrim(name) <> ''", name=op.f("ck_attachment_name_not_blank")),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_attachment_size_bound")),
        sa.CheckConstraint("octet_length(sha256) = 32", name=op.f("ck_attachment_sha256_length")),
        sa.CheckConstraint(
            "CASE WHEN condition_id IS NULL THEN report_position IS NULL "
            "ELSE in_draft = (report_position IS NULL) END",
            name=op.f("ck_attachment_evidence_once_reported"),
        ),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["condition.id"], name=op.f("fk_attachment_condition_id")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_attachment_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["person.id"], name=op.f("fk_attachment_uploaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    for column in ("condition_id", "declaration_id", "uploaded_by"):
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column])
    op.create_table(
        "attachment_part",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_attachment_part_counted_from_one")),
        sa.CheckConstraint(
            "octet_length(data) BETWEEN 1 AND 262144", name=op.f("ck_attachment_part_data_bound")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_part_attachment_id")
        ),
        sa.PrimaryKeyConstraint("attachment_id", "seq", name=op.f("pk_attachment_part")),
    )
    op.create_table(
        "revision_attachment",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_revision_attachment_counted_from_one")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_revision_attachment_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_attachment_revision_id")
        ),
        sa.PrimaryKeyConstraint(
            "revision_id", "attachment_id", name=op.f("pk_revision_attachment")
        ),
        sa.UniqueConstraint(
            "revision_id", "position", name=op.f("uq_revision_attachment_revision_id_position")
        ),
    )
    op.create_index(
        op.f("ix_revision_attachment_attachment_id"), "revision_attachment", ["attachment_id"]
    )
    for function in GUARDS:
        op.execute(function)
    for table, function in GUARDED.items():
        op.execute(
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("revision_attachment", "attachment_part", "attachment"):
        op.drop_table(table)
    for function in ("guard_attachment_part", "guard_attachment"):
        op.execute(f"DROP FUNCTION {function}()")
