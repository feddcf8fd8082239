"""Policy values with history"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

GUARDS = (
    "CREATE TRIGGER policy_change_rows BEFORE UPDATE OR DELETE ON policy_change FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER policy_change_truncate BEFORE TRUNCATE ON policy_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "policy_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint("btrim(value) <> ''", name=op.f("ck_policy_change_value_not_blank")),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_policy_change_reason_not_blank")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name=op.f("fk_policy_change_changed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_change")),
    )
    op.create_index(op.f("ix_policy_change_name_id"), "policy_change", ["name", "id"], unique=False)
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_policy_change_name_id"), table_name="policy_change")
    op.drop_table("policy_change")
