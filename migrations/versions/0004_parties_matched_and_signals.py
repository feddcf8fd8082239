"""Parties matched, and signals"""

import sqlalchemy as sa
from alembic import op

from register.parties import known_by

revision = "0004"
down_revision = "0003"

FUNCTIONS = (
    """CREATE FUNCTION note_supplier_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE supplier_list SET version = gen_random_uuid();
    RETURN NULL;
END $$""",
    """CREATE FUNCTION guard_signal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer IS NOT NULL OR NEW.answer IS NULL
        OR (OLD.id, OLD.declaration_id, OLD.revision_id, OLD.kind, OLD.supplier_id, OLD.how,
            OLD.score, OLD.sentence, OLD.raised_at)
            IS DISTINCT FROM
           (NEW.id, NEW.declaration_id, NEW.revision_id, NEW.kind, NEW.supplier_id, NEW.how,
            NEW.score, NEW.sentence, NEW.raised_at)
    THEN
        RAISE EXCEPTION 'A signal is settled once, and never removed or otherwise changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$""",
)

GUARDS = (
    "CREATE TRIGGER supplier_noted AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON supplier FOR EACH STATEMENT EXECUTE FUNCTION note_supplier_change()",
    "CREATE TRIGGER party_key_rows BEFORE UPDATE OR DELETE ON party_key FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER party_key_truncate BEFORE TRUNCATE ON party_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER signal_rows BEFORE UPDATE OR DELETE ON signal FOR EACH ROW EXECUTE FUNCTION guard_signal()",
    "CREATE TRIGGER signal_truncate BEFORE TRUNCATE ON signal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)

AT_A_TIME = 5_000
"""How many revisions get their keys at once."""


def upgrade() -> None:
    op.create_table(
        "party_key",
        sa.Column("key", sa.String(length=450), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_party_key_revision_id")
        ),
        sa.PrimaryKeyConstraint("key", "revision_id", name=op.f("pk_party_key")),
    )
    op.create_index(op.f("ix_party_key_revision_id"), "party_key", ["revision_id"], unique=False)
    op.create_table(
        "supplier_list",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_supplier_list_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_list")),
    )
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("leverancier", "uitsluiting", name="signalkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column(
            "how",
            sa.Enum("kvk", "naam", "lijkt", name="likeness", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.String(length=2000), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("ja", "nee", "gezien", name="answer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=4000), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_by_name", sa.String(length=250), nullable=True),
        sa.CheckConstraint(
            "kind IN ('leverancier', 'uitsluiting')", name=op.f("ck_signal_kind_known")
        ),
        sa.CheckConstraint("how IN ('kvk', 'naam', 'lijkt')", name=op.f("ck_signal_how_known")),
        sa.CheckConstraint(
            "answer IN ('ja', 'nee', 'gezien')", name=op.f("ck_signal_answer_known")
        ),
        sa.CheckConstraint(
            "(kind = 'leverancier') = (supplier_id IS NOT NULL) "
            "AND (kind = 'leverancier') = (how IS NOT NULL)",
            name=op.f("ck_signal_supplier_whole"),
        ),
        sa.CheckConstraint(
            "(how IS NOT DISTINCT FROM 'lijkt') = (score IS NOT NULL)",
            name=op.f("ck_signal_score_with_likeness"),
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_signal_score_in_range")),
        sa.CheckConstraint("btrim(sentence) <> ''", name=op.f("ck_signal_sentence_not_blank")),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_signal_reason_not_blank")),
        sa.CheckConstraint(
            "(answer IS NULL) = (settled_at IS NULL) AND (answer IS NULL) = (settled_by IS NULL) "
            "AND (answer IS NULL) = (settled_by_name IS NULL) "
            "AND (answer IS NOT NULL OR reason IS NULL)",
            name=op.f("ck_signal_settled_whole"),
        ),
        sa.CheckConstraint(
            "answer IS NULL OR (kind = 'uitsluiting') = (answer = 'gezien')",
            name=op.f("ck_signal_answer_fits_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_signal_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_signal_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_signal_supplier_id")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_signal_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
    )
    op.create_index(
        "ix_signal_once",
        "signal",
        ["declaration_id", "supplier_id", sa.text("(how = 'lijkt')")],
        unique=True,
    )
    op.create_index(
        "ix_signal_once_excluded",
        "signal",
        ["revision_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'uitsluiting'"),
    )
    op.create_index(
        "ix_signal_open",
        "signal",
        ["raised_at", "id"],
        unique=False,
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.execute("INSERT INTO supplier_list (id, version) VALUES (1, gen_random_uuid())")
    _find_keys()
    for statement in (*FUNCTIONS, *GUARDS):
        op.execute(statement)


def _find_keys() -> None:
    """Write what the parties of revisions that are there already are known by."""
    connection = op.get_bind()
    read = sa.text(
        "SELECT id, counterparty_name, counterparty_kvk_number, counterparty_creditor_number "
        "FROM revision WHERE counterparty_name IS NOT NULL "
        "AND (CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid)) ORDER BY id LIMIT :limit"
    )
    write = sa.text("INSERT INTO party_key (key, revision_id) VALUES (:key, :revision_id)")
    after = None
    while found := connection.execute(read, {"after": after, "limit": AT_A_TIME}).all():
        rows = [
            {"key": key, "revision_id": revision_id}
            for revision_id, *party in found
            for key in known_by(*party)
        ]
        if rows:
            connection.execute(write, rows)
        after = found[-1][0]


def downgrade() -> None:
    op.execute("DROP TRIGGER supplier_noted ON supplier")
    op.drop_index("ix_signal_open", table_name="signal")
    op.drop_index("ix_signal_once", table_name="signal")
    op.drop_index("ix_signal_once_excluded", table_name="signal")
    op.drop_table("signal")
    op.drop_table("supplier_list")
    op.drop_index(op.f("ix_party_key_revision_id"), table_name="party_key")
    op.drop_table("party_key")
    op.execute("DROP FUNCTION guard_signal")
    op.execute("DROP FUNCTION note_supplier_change")
