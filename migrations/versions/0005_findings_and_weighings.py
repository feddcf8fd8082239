"""Findings and weighings, and steps that advise or look over a decision"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

GUARD_STEP = """CREATE OR REPLACE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
OLD_GUARD_STEP = """CREATE OR REPLACE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.decided_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.position, OLD.role, OLD.person_id,
            OLD.why, OLD.opened_at, OLD.due_on)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.position, NEW.role, NEW.person_id,
            NEW.why, NEW.opened_at, NEW.due_on)
    THEN
        RAISE EXCEPTION 'A step is never removed, nor changed once it was decided or cancelled.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
REFUSE_EXCLUDED = """CREATE FUNCTION refuse_excluded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approved uuid;
BEGIN
    IF TG_TABLE_NAME = 'step' THEN
        IF NEW.decision IN ('goedkeuren', 'voorwaarden') THEN
            approved := NEW.revision_id;
        END IF;
    ELSIF TG_TABLE_NAME = 'transition' THEN
        IF NEW.to_status IN ('goedgekeurd', 'voorwaarden') THEN
            SELECT id INTO approved FROM revision WHERE declaration_id = NEW.declaration_id
                ORDER BY revision_number DESC LIMIT 1;
        END IF;
    ELSIF NEW.status IN ('goedgekeurd', 'voorwaarden') THEN
        SELECT id INTO approved FROM revision WHERE declaration_id = NEW.id
            ORDER BY revision_number DESC LIMIT 1;
    END IF;
    IF EXISTS (
        SELECT FROM finding
        WHERE revision_id = approved AND verdict = 'departs' AND severity = 'exclusion'
    ) THEN
        RAISE EXCEPTION 'Nobody can approve what the code excludes.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARDS = (
    "CREATE TRIGGER finding_rows BEFORE UPDATE OR DELETE ON finding FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER finding_truncate BEFORE TRUNCATE ON finding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_rows BEFORE UPDATE OR DELETE ON weighing FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_truncate BEFORE TRUNCATE ON weighing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER declaration_excluded BEFORE INSERT OR UPDATE ON declaration FOR EACH ROW EXECUTE FUNCTION refuse_excluded()",
    "CREATE TRIGGER step_excluded BEFORE INSERT OR UPDATE ON step FOR EACH ROW EXECUTE FUNCTION refuse_excluded()",
    "CREATE TRIGGER transition_excluded BEFORE INSERT OR UPDATE ON transition FOR EACH ROW EXECUTE FUNCTION refuse_excluded()",
)
SEVERITIES = ("exclusion", "prohibition", "explain", "notice")
VERDICTS = ("complies", "departs", "not_applicable")


def judged() -> list[sa.Column[Any]]:
    """Give the columns that a finding and a weighing have in common."""
    return [
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(*SEVERITIES, name="severity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "verdict",
            sa.Enum(*VERDICTS, name="verdict", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sentence", sa.String(length=2000), nullable=True),
        sa.Column("looked_at", JSONB(none_as_null=True), nullable=False),
    ]


def checks(table: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(
            "severity IN ('exclusion', 'prohibition', 'explain', 'notice')",
            name=op.f(f"ck_{table}_severity_known"),
        ),
        sa.CheckConstraint(
            "verdict IN ('complies', 'departs', 'not_applicable')",
            name=op.f(f"ck_{table}_verdict_known"),
        ),
        sa.CheckConstraint(
            "(verdict = 'complies') = (sentence IS NULL)",
            name=op.f(f"ck_{table}_sentence_unless_fine"),
        ),
    ]


def upgrade() -> None:
    op.add_column(
        "step",
        sa.Column(
            "task",
            sa.Enum("advies", "besluit", "meekijken", name="task", native_enum=False, length=40),
            server_default="besluit",
            nullable=False,
        ),
    )
    op.drop_constraint(op.f("ck_step_role_known"), "step")
    op.drop_constraint(op.f("ck_step_decision_known"), "step")
    op.create_check_constraint(
        op.f("ck_step_role_known"),
        "step",
        "role IN ('leidinggevende', 'bestuurssecretaris', 'directie', 'rvt', 'communicatie')",
    )
    op.create_check_constraint(
        op.f("ck_step_decision_known"),
        "step",
        "decision IN ('goedkeuren', 'voorwaarden', 'afwijzen', 'aanvullen', 'positief', 'negatief')",
    )
    op.create_check_constraint(
        op.f("ck_step_task_known"), "step", "task IN ('advies', 'besluit', 'meekijken')"
    )
    op.create_check_constraint(
        op.f("ck_step_decision_fits_task"),
        "step",
        "decision IS NULL OR decision = 'aanvullen' "
        "OR (task = 'besluit') = (decision IN ('goedkeuren', 'voorwaarden', 'afwijzen'))",
    )
    op.create_table(
        "finding",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        *judged(),
        sa.Column("explanation", sa.String(length=4000), nullable=True),
        sa.Column("deliberation", JSONB(none_as_null=True), nullable=True),
        sa.Column("consulted", sa.String(length=200), nullable=True),
        *checks("finding"),
        sa.CheckConstraint(
            "btrim(explanation) <> ''", name=op.f("ck_finding_explanation_not_blank")
        ),
        sa.CheckConstraint(
            "explanation IS NOT NULL OR verdict <> 'departs' "
            "OR severity NOT IN ('prohibition', 'explain')",
            name=op.f("ck_finding_explained"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_finding_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "rule", name=op.f("pk_finding")),
    )
    op.create_table(
        "weighing",
        sa.Column("step_id", sa.Integer(), nullable=False),
        *judged(),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("acceptance", sa.String(length=4000), nullable=True),
        *checks("weighing"),
        sa.CheckConstraint(
            "btrim(acceptance) <> ''", name=op.f("ck_weighing_acceptance_not_blank")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_weighing_step_id")),
        sa.PrimaryKeyConstraint("step_id", "rule", name=op.f("pk_weighing")),
    )
    op.execute(GUARD_STEP)
    op.execute(REFUSE_EXCLUDED)
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    for table in ("declaration", "step", "transition"):
        op.execute(f"DROP TRIGGER {table}_excluded ON {table}")
    op.execute("DROP FUNCTION refuse_excluded()")
    op.execute(OLD_GUARD_STEP)
    op.drop_table("weighing")
    op.drop_table("finding")
    op.drop_constraint(op.f("ck_step_decision_fits_task"), "step")
    op.drop_constraint(op.f("ck_step_task_known"), "step")
    op.drop_constraint(op.f("ck_step_decision_known"), "step")
    op.drop_constraint(op.f("ck_step_role_known"), "step")
    op.create_check_constraint(
        op.f("ck_step_decision_known"),
        "step",
        "decision IN ('goedkeuren', 'voorwaarden', 'afwijzen', 'aanvullen')",
    )
    op.create_check_constraint(
        op.f("ck_step_role_known"),
        "step",
        "role IN ('leidinggevende', 'bestuurssecretaris', 'directie', 'rvt')",
    )
    op.drop_column("step", "task")
