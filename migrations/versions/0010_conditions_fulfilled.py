"""Conditions that are fulfilled, grounds of a refusal and reconsideration"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

GROUNDS = (
    "gezondheid-veiligheid",
    "vertrouwelijkheid",
    "integriteit-overheid",
    "belangenconflict",
    "wettelijk-voorschrift",
    "overbelasting",
)
EVIDENCE = ("bevestiging", "bewijsstuk")
STEP_CHECKS = {
    "ground_known": f"ground IN ({', '.join(repr(each) for each in GROUNDS)})",
    "ground_restricts": "ground IS NULL OR decision IN ('afwijzen', 'voorwaarden')",
}
CONDITION_CHECKS = {
    "evidence_known": "evidence IN ('bevestiging', 'bewijsstuk')",
    "owner_whole": "(owner_id IS NULL) = (owner_name IS NULL)",
}
FROZEN = ("condition_report", "condition_judgement", "reconsideration")


def upgrade() -> None:
    op.add_column(
        "step",
        sa.Column("ground", sa.Enum(*GROUNDS, name="ground", native_enum=False, length=40)),
    )
    for name, condition in STEP_CHECKS.items():
        op.create_check_constraint(op.f(f"ck_step_{name}"), "step", condition)
    op.add_column(
        "condition",
        sa.Column(
            "evidence",
            sa.Enum(*EVIDENCE, name="evidence", native_enum=False, length=40),
            server_default="bevestiging",
            nullable=False,
        ),
    )
    op.add_column("condition", sa.Column("owner_id", sa.Integer()))
    op.add_column("condition", sa.Column("owner_name", sa.String(length=250)))
    op.create_foreign_key(
        op.f("fk_condition_owner_id"), "condition", "person", ["owner_id"], ["id"]
    )
    for name, condition in CONDITION_CHECKS.items():
        op.create_check_constraint(op.f(f"ck_condition_{name}"), "condition", condition)
    op.create_index(op.f("ix_condition_owner_id"), "condition", ["owner_id"], unique=False)
    op.create_table(
        "condition_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("condition_id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint("btrim(words) <> ''", name=op.f("ck_condition_report_words_not_blank")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_condition_report_counted_from_one")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_condition_report_by_id")),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["condition.id"], name=op.f("fk_condition_report_condition_id")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_condition_report_declaration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_report")),
        sa.UniqueConstraint(
            "condition_id", "position", name=op.f("uq_condition_report_condition_id_position")
        ),
    )
    op.create_index(op.f("ix_condition_report_by_id"), "condition_report", ["by_id"])
    op.create_index(
        op.f("ix_condition_report_declaration_id"), "condition_report", ["declaration_id"]
    )
    op.create_table(
        "condition_judgement",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint(
            "btrim(reason) <> ''", name=op.f("ck_condition_judgement_reason_not_blank")
        ),
        sa.CheckConstraint(
            "accepted OR reason IS NOT NULL",
            name=op.f("ck_condition_judgement_returned_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_condition_judgement_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
            name=op.f("fk_condition_judgement_declaration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["condition_report.id"], name=op.f("fk_condition_judgement_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_condition_judgement")),
    )
    op.create_index(
        op.f("ix_condition_judgement_declaration_id"), "condition_judgement", ["declaration_id"]
    )
    op.create_table(
        "reconsideration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.String(length=4000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint(
            "btrim(reasons) <> ''", name=op.f("ck_reconsideration_reasons_not_blank")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_reconsideration_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_reconsideration_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_reconsideration_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconsideration")),
        sa.UniqueConstraint("declaration_id", name=op.f("uq_reconsideration_declaration_id")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_reconsideration_revision_id")),
    )
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("reconsideration", "condition_judgement", "condition_report"):
        op.drop_table(table)
    op.drop_index(op.f("ix_condition_owner_id"), "condition")
    for name in CONDITION_CHECKS:
        op.drop_constraint(op.f(f"ck_condition_{name}"), "condition")
    op.drop_constraint(op.f("fk_condition_owner_id"), "condition")
    for column in ("owner_name", "owner_id", "evidence"):
        op.drop_column("condition", column)
    for name in STEP_CHECKS:
        op.drop_constraint(op.f(f"ck_step_{name}"), "step")
    op.drop_column("step", "ground")
