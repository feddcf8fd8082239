"""Changes, reviews and endings of decided declarations"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OLD_GUARD_DECLARATION = """CREATE OR REPLACE FUNCTION guard_declaration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.id, OLD.type, OLD.declarant_id, OLD.created_at, OLD.origin) IS DISTINCT FROM
           (NEW.id, NEW.type, NEW.declarant_id, NEW.created_at, NEW.origin)
            OR (OLD.number IS NOT NULL AND
                (OLD.number, OLD.year, OLD.sequence, OLD.submitted_at) IS DISTINCT FROM
                (NEW.number, NEW.year, NEW.sequence, NEW.submitted_at))
            OR (OLD.status <> 'concept' AND NEW.status = 'concept')
            OR NEW.version <= OLD.version
        THEN
            RAISE EXCEPTION 'What a declaration is, and its number, never change.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.status = 'concept' AND OLD.number IS NULL THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A declaration that was submitted is never removed.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$"""
OLD_REFUSE_EXCLUDED = """CREATE OR REPLACE FUNCTION refuse_excluded() RETURNS trigger LANGUAGE plpgsql AS $$
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
GUARD_DECLARATION = """CREATE OR REPLACE FUNCTION guard_declaration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.id, OLD.type, OLD.declarant_id, OLD.created_at, OLD.origin) IS DISTINCT FROM
           (NEW.id, NEW.type, NEW.declarant_id, NEW.created_at, NEW.origin)
            OR (OLD.number IS NOT NULL AND
                (OLD.number, OLD.year, OLD.sequence, OLD.submitted_at) IS DISTINCT FROM
                (NEW.number, NEW.year, NEW.sequence, NEW.submitted_at))
            OR (OLD.status <> 'concept' AND NEW.status = 'concept')
            OR NEW.version <= OLD.version
        THEN
            RAISE EXCEPTION 'What a declaration is, and its number, never change.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.in_force_id IS DISTINCT FROM OLD.in_force_id AND (
            OLD.status <> 'ingediend' OR NEW.status NOT IN ('goedgekeurd', 'voorwaarden')
            OR NEW.in_force_id IS DISTINCT FROM (
                SELECT id FROM revision WHERE declaration_id = NEW.id
                ORDER BY revision_number DESC LIMIT 1))
        THEN
            RAISE EXCEPTION 'Only the version that is approved comes into force.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF (NEW.stands IS DISTINCT FROM OLD.stands
                AND NOT (NEW.stands IS NULL AND NEW.status NOT IN ('ingediend', 'aanvulling'))
                AND NOT (OLD.stands IS NULL AND NEW.stands = OLD.status
                    AND NEW.status = 'ingediend'))
            OR (OLD.status IN ('goedgekeurd', 'voorwaarden') AND NEW.stands IS NULL
                AND NEW.status NOT IN (OLD.status, 'beeindigd'))
            OR (NEW.status IN ('goedgekeurd', 'voorwaarden') AND NEW.status <> OLD.status
                AND NEW.in_force_id IS NOT DISTINCT FROM OLD.in_force_id
                AND OLD.stands IS DISTINCT FROM NEW.status)
        THEN
            RAISE EXCEPTION 'What was approved stands until a change of it is approved.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.status = 'concept' AND OLD.number IS NULL THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A declaration that was submitted is never removed.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$"""
REFUSE_EXCLUDED = """CREATE OR REPLACE FUNCTION refuse_excluded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approved uuid[];
BEGIN
    IF TG_TABLE_NAME = 'step' THEN
        IF NEW.decision IN ('goedkeuren', 'voorwaarden') THEN
            approved := ARRAY[NEW.revision_id];
        END IF;
    ELSIF TG_TABLE_NAME = 'transition' THEN
        IF NEW.action IN ('goedkeuren', 'goedkeuren onder voorwaarden') THEN
            approved := ARRAY[NEW.revision_id];
        END IF;
        IF NEW.to_status IN ('goedgekeurd', 'voorwaarden') THEN
            approved := approved || coalesce(
                (SELECT in_force_id FROM declaration WHERE id = NEW.declaration_id),
                (SELECT id FROM revision WHERE declaration_id = NEW.declaration_id
                    ORDER BY revision_number DESC LIMIT 1));
        END IF;
    ELSIF NEW.status IN ('goedgekeurd', 'voorwaarden') THEN
        approved := ARRAY[coalesce(
            NEW.in_force_id,
            (SELECT id FROM revision WHERE declaration_id = NEW.id
                ORDER BY revision_number DESC LIMIT 1))];
    END IF;
    IF EXISTS (
        SELECT FROM finding
        WHERE revision_id = ANY(approved) AND verdict = 'departs' AND severity = 'exclusion'
    ) THEN
        RAISE EXCEPTION 'Nobody can approve what the code excludes.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARD_REVIEW = """CREATE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer IS NOT NULL OR NEW.answer IS NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.due_on, OLD.opened_at)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.due_on, NEW.opened_at)
    THEN
        RAISE EXCEPTION 'A review is answered once, and never removed or otherwise changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
GUARDS = (
    "CREATE TRIGGER review_rows BEFORE UPDATE OR DELETE ON review FOR EACH ROW EXECUTE FUNCTION guard_review()",
    "CREATE TRIGGER review_truncate BEFORE TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER kept_declaration_rows BEFORE UPDATE OR DELETE ON kept_declaration FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER kept_declaration_truncate BEFORE TRUNCATE ON kept_declaration FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)

STATES = (
    "concept",
    "ingediend",
    "aanvulling",
    "goedgekeurd",
    "voorwaarden",
    "afgewezen",
    "ingetrokken",
    "beeindigd",
)
CHECKS = {
    "stands_approved": "stands IN ('goedgekeurd', 'voorwaarden')",
    "stands_while_changing": "stands IS NULL OR status IN ('ingediend', 'aanvulling') AND in_force_id IS NOT NULL",
    "approved_is_in_force": "status NOT IN ('goedgekeurd', 'voorwaarden') OR in_force_id IS NOT NULL",
    "changing_what_is_approved": "changing_since IS NULL OR status IN ('goedgekeurd', 'voorwaarden')",
}
APPROVED_THEN = """UPDATE declaration SET version = version + 1, in_force_id = coalesce(
    (SELECT revision_id FROM transition WHERE declaration_id = declaration.id
        AND to_status IN ('goedgekeurd', 'voorwaarden') ORDER BY at DESC, id DESC LIMIT 1),
    (SELECT id FROM revision WHERE declaration_id = declaration.id
        ORDER BY revision_number DESC LIMIT 1))
WHERE status IN ('goedgekeurd', 'voorwaarden', 'beeindigd')"""
"""What is in force, or was until it ended, is what was approved last."""


def _status() -> sa.Enum:
    return sa.Enum(*STATES, name="status", native_enum=False, length=40)


def upgrade() -> None:
    op.add_column("declaration", sa.Column("stands", _status()))
    op.add_column("declaration", sa.Column("in_force_id", sa.Uuid()))
    op.add_column("declaration", sa.Column("changing_since", sa.DateTime(timezone=True)))
    op.execute(APPROVED_THEN)
    op.create_foreign_key(
        op.f("fk_declaration_in_force_id"), "declaration", "revision", ["in_force_id"], ["id"]
    )
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_declaration_{name}"), "declaration", condition)
    op.execute(GUARD_DECLARATION)
    op.execute(REFUSE_EXCLUDED)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "ongewijzigd",
                "gewijzigd",
                "beeindigd",
                name="reviewanswer",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(length=4000), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_by_name", sa.String(length=250), nullable=True),
        sa.CheckConstraint(
            "answer IN ('ongewijzigd', 'gewijzigd', 'beeindigd')",
            name=op.f("ck_review_answer_known"),
        ),
        sa.CheckConstraint("btrim(words) <> ''", name=op.f("ck_review_words_not_blank")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_by_name IS NULL) AND (words IS NULL OR answer IS NOT NULL)",
            name=op.f("ck_review_answered_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_review_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_review_revision_id")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_review_answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(
        "uq_review_open",
        "review",
        ["declaration_id"],
        unique=True,
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_index(op.f("ix_review_declaration_id_id"), "review", ["declaration_id", "id"])
    op.create_table(
        "kept_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("status", _status(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("kept_by_name", sa.String(length=250), nullable=False),
        sa.CheckConstraint(
            f"status IN ({', '.join(repr(each) for each in STATES)})",
            name=op.f("ck_kept_declaration_status_known"),
        ),
        sa.CheckConstraint(
            "btrim(reason) <> ''", name=op.f("ck_kept_declaration_reason_not_blank")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_kept_declaration_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_kept_declaration_kept_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_declaration")),
        sa.UniqueConstraint(
            "declaration_id",
            "left_on",
            "status",
            name=op.f("uq_kept_declaration_declaration_id_left_on_status"),
        ),
    )
    for statement in (GUARD_REVIEW, *GUARDS):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("kept_declaration")
    op.drop_table("review")
    op.execute("DROP FUNCTION guard_review()")
    op.execute(OLD_REFUSE_EXCLUDED)
    op.execute(OLD_GUARD_DECLARATION)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_declaration_{name}"), "declaration")
    op.drop_constraint(op.f("fk_declaration_in_force_id"), "declaration")
    for column in ("changing_since", "in_force_id", "stands"):
        op.drop_column("declaration", column)
