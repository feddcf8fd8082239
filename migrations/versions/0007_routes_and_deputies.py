"""Routes that move, deputies and steps on somebody's behalf"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

GUARD_STEP = """CREATE OR REPLACE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.decided_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.position, OLD.role, OLD.task,
            OLD.person_id, OLD.why, OLD.opened_at, OLD.due_on, OLD.unassigned, OLD.assigned_by)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.position, NEW.role, NEW.task,
            NEW.person_id, NEW.why, NEW.opened_at, NEW.due_on, NEW.unassigned, NEW.assigned_by)
    THEN
        RAISE EXCEPTION 'A step is never removed, nor changed once it was decided or cancelled.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
OLD_GUARD_STEP = """CREATE OR REPLACE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.decided_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.position, OLD.role, OLD.task,
            OLD.person_id, OLD.why, OLD.opened_at, OLD.due_on)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.position, NEW.role, NEW.task,
            NEW.person_id, NEW.why, NEW.opened_at, NEW.due_on)
    THEN
        RAISE EXCEPTION 'A step is never removed, nor changed once it was decided or cancelled.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARD_DEPUTY = """CREATE FUNCTION guard_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR (OLD.id, OLD.person_id, OLD.deputy_id, OLD.starts_on, OLD.ends_on, OLD.named_at,
            OLD.named_by, OLD.named_by_name)
            IS DISTINCT FROM
           (NEW.id, NEW.person_id, NEW.deputy_id, NEW.starts_on, NEW.ends_on, NEW.named_at,
            NEW.named_by, NEW.named_by_name)
    THEN
        RAISE EXCEPTION 'A deputy is named, and ended once; neither is removed or changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARDS = (
    "CREATE TRIGGER deputy_rows BEFORE UPDATE OR DELETE ON deputy FOR EACH ROW EXECUTE FUNCTION guard_deputy()",
    "CREATE TRIGGER deputy_truncate BEFORE TRUNCATE ON deputy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)

CHECKS = {
    "manager_is_person": "role <> 'leidinggevende' OR person_id IS NOT NULL OR unassigned",
    "unassigned_is_nobodys": "NOT unassigned OR person_id IS NULL",
    "assigned_to_person": "assigned_by IS NULL OR person_id IS NOT NULL",
    "on_behalf_whole": "(on_behalf_of IS NULL) = (on_behalf_of_name IS NULL) AND (on_behalf_of IS NULL OR decision IS NOT NULL)",
    "cancelled_with_why": "cancelled_why IS NULL OR cancelled_at IS NOT NULL",
}


def upgrade() -> None:
    op.alter_column("step", "why", type_=sa.String(4300), existing_type=sa.String(300))
    op.add_column("step", sa.Column("cancelled_why", sa.String(4300)))
    op.add_column(
        "step", sa.Column("unassigned", sa.Boolean, nullable=False, server_default="false")
    )
    op.add_column("step", sa.Column("assigned_by", sa.Integer))
    op.add_column("step", sa.Column("on_behalf_of", sa.Integer))
    op.add_column("step", sa.Column("on_behalf_of_name", sa.String(250)))
    for column in ("assigned_by", "on_behalf_of"):
        op.create_foreign_key(f"fk_step_{column}", "step", "person", [column], ["id"])
    op.drop_constraint("ck_step_person_or_office", "step")
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_step_{name}"), "step", condition)
    op.execute(GUARD_STEP)
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("deputy_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("named_by_name", sa.String(250), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("ended_by_name", sa.String(250)),
        sa.CheckConstraint("person_id <> deputy_id", name=op.f("ck_deputy_somebody_else")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_deputy_period_in_order")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_by_name IS NULL)",
            name=op.f("ck_deputy_ended_whole"),
        ),
    )
    op.create_index("ix_deputy_person_id_ends_on", "deputy", ["person_id", "ends_on"])
    op.create_index("ix_deputy_deputy_id_ends_on", "deputy", ["deputy_id", "ends_on"])
    op.execute(GUARD_DEPUTY)
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("deputy")
    op.execute("DROP FUNCTION guard_deputy()")
    op.execute(OLD_GUARD_STEP)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_step_{name}"), "step")
    op.create_check_constraint(
        op.f("ck_step_person_or_office"),
        "step",
        "(role = 'leidinggevende') = (person_id IS NOT NULL)",
    )
    for column in (
        "on_behalf_of_name",
        "on_behalf_of",
        "assigned_by",
        "unassigned",
        "cancelled_why",
    ):
        op.drop_column("step", column)
    op.alter_column("step", "why", type_=sa.String(300), existing_type=sa.String(4300))
