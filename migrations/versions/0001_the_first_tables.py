"""The first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


GUARDS = (
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    """CREATE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$""",
    """CREATE FUNCTION guard_declaration() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$""",
    """CREATE FUNCTION guard_number_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.year = OLD.year AND NEW.last = OLD.last + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Numbers are given one by one and never taken back.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    "CREATE TRIGGER event_rows BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER event_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER transition_rows BEFORE UPDATE OR DELETE ON transition FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER transition_truncate BEFORE TRUNCATE ON transition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER revision_rows BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER revision_truncate BEFORE TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER condition_rows BEFORE UPDATE OR DELETE ON condition FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER condition_truncate BEFORE TRUNCATE ON condition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER ancillary_position_rows BEFORE UPDATE OR DELETE ON ancillary_position FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER ancillary_position_truncate BEFORE TRUNCATE ON ancillary_position FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER related_party_contract_rows BEFORE UPDATE OR DELETE ON related_party_contract FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER related_party_contract_truncate BEFORE TRUNCATE ON related_party_contract FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER private_supplier_use_rows BEFORE UPDATE OR DELETE ON private_supplier_use FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER private_supplier_use_truncate BEFORE TRUNCATE ON private_supplier_use FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER home_rows BEFORE UPDATE OR DELETE ON home FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER home_truncate BEFORE TRUNCATE ON home FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER supplier_invitation_rows BEFORE UPDATE OR DELETE ON supplier_invitation FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER supplier_invitation_truncate BEFORE TRUNCATE ON supplier_invitation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER step_rows BEFORE UPDATE OR DELETE ON step FOR EACH ROW EXECUTE FUNCTION guard_step()",
    "CREATE TRIGGER step_truncate BEFORE TRUNCATE ON step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER declaration_rows BEFORE UPDATE OR DELETE ON declaration FOR EACH ROW EXECUTE FUNCTION guard_declaration()",
    "CREATE TRIGGER declaration_truncate BEFORE TRUNCATE ON declaration FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER number_series_rows BEFORE UPDATE OR DELETE ON number_series FOR EACH ROW EXECUTE FUNCTION guard_number_series()",
    "CREATE TRIGGER number_series_truncate BEFORE TRUNCATE ON number_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("chain", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column(
            "data", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(data IS NULL) = (salt IS NULL)", name=op.f("ck_event_erased_whole")),
        sa.CheckConstraint("octet_length(hash) = 32", name=op.f("ck_event_hash_length")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_counted_from_one")),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_table(
        "number_series",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_number", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("infix", sa.String(length=40), nullable=True),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("sort_name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("key_function", sa.Boolean(), nullable=False),
        sa.Column("in_service_from", sa.Date(), nullable=False),
        sa.Column("in_service_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "btrim(staff_number) <> ''", name=op.f("ck_person_staff_number_not_blank")
        ),
        sa.CheckConstraint(
            "in_service_until IS NULL OR in_service_until >= in_service_from",
            name=op.f("ck_person_service_in_order"),
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_person_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_person_staff_number")),
    )
    op.create_index(op.f("ix_person_manager_id"), "person", ["manager_id"], unique=False)
    op.create_index(op.f("ix_person_sort_name_id"), "person", ["sort_name", "id"], unique=False)
    op.create_table(
        "supplier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("creditor_number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("normal_name", sa.String(length=400), nullable=False),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column(
            "category",
            sa.Enum("a", "b", "c", name="category", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("contract_from", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("tender_running", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "btrim(creditor_number) <> ''", name=op.f("ck_supplier_creditor_number_not_blank")
        ),
        sa.CheckConstraint("category IN ('a', 'b', 'c')", name=op.f("ck_supplier_category_known")),
        sa.CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_supplier_kvk_number_shape")),
        sa.CheckConstraint(
            "contract_until >= contract_from", name=op.f("ck_supplier_contract_in_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("creditor_number", name=op.f("uq_supplier_creditor_number")),
    )
    op.create_index(op.f("ix_supplier_kvk_number"), "supplier", ["kvk_number"], unique=False)
    op.create_index(
        op.f("ix_supplier_normal_name_id"), "supplier", ["normal_name", "id"], unique=False
    )
    op.create_index(
        "ix_supplier_words",
        "supplier",
        [sa.literal_column("to_tsvector('simple', normal_name)")],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absence_absence_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("declarant_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "concept",
                "ingediend",
                "aanvulling",
                "goedgekeurd",
                "voorwaarden",
                "afgewezen",
                "ingetrokken",
                "beeindigd",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column(
            "draft", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("origin", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status = 'concept' OR sequence IS NOT NULL",
            name=op.f("ck_declaration_numbered_once_submitted"),
        ),
        sa.CheckConstraint(
            "status IN ('concept', 'ingediend', 'aanvulling', 'goedgekeurd', 'voorwaarden', 'afgewezen', 'ingetrokken', 'beeindigd')",
            name=op.f("ck_declaration_status_known"),
        ),
        sa.CheckConstraint(
            "(year IS NULL) = (sequence IS NULL) AND (number IS NULL) = (sequence IS NULL)",
            name=op.f("ck_declaration_number_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["declarant_id"], ["person.id"], name=op.f("fk_declaration_declarant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("number", name=op.f("uq_declaration_number")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_declaration_year_sequence")),
    )
    op.create_index(
        op.f("ix_declaration_declarant_id_created_at"),
        "declaration",
        ["declarant_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_declaration_submitted_at_id"), "declaration", ["submitted_at", "id"], unique=False
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "bestuurssecretaris",
                "directie",
                "rvt",
                "communicatie",
                "beheerder",
                "accountant",
                name="office",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "office IN ('bestuurssecretaris', 'directie', 'rvt', 'communicatie', 'beheerder', 'accountant')",
            name=op.f("ck_office_office_known"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_office_holding_in_order")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_office_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint(
            "person_id", "office", "starts_on", name=op.f("uq_office_person_id_office_starts_on")
        ),
    )
    op.create_index(op.f("ix_office_person_id"), "office", ["person_id"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_user_session_person_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_user_session")),
    )
    op.create_index(
        op.f("ix_user_session_expires_at"), "user_session", ["expires_at"], unique=False
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("code_edition", sa.String(length=20), nullable=False),
        sa.Column("headline", sa.String(length=500), nullable=False),
        sa.Column("declarant_name", sa.String(length=250), nullable=False),
        sa.Column("declarant_staff_number", sa.String(length=20), nullable=False),
        sa.Column("declarant_job_title", sa.String(length=200), nullable=False),
        sa.Column("declarant_department", sa.String(length=200), nullable=False),
        sa.Column("declarant_manager_name", sa.String(length=250), nullable=True),
        sa.Column("declarant_manager_staff_number", sa.String(length=20), nullable=True),
        sa.Column("declarant_key_function", sa.Boolean(), nullable=False),
        sa.Column("counterparty_name", sa.String(length=200), nullable=True),
        sa.Column("counterparty_kvk_number", sa.String(length=8), nullable=True),
        sa.Column("counterparty_creditor_number", sa.String(length=20), nullable=True),
        sa.Column(
            "counterparty_category",
            sa.Enum("a", "b", "c", name="category", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("counterparty_contract_from", sa.Date(), nullable=True),
        sa.Column("counterparty_contract_until", sa.Date(), nullable=True),
        sa.Column("counterparty_tender_running", sa.Boolean(), nullable=True),
        sa.Column("explanation", sa.String(length=4000), nullable=True),
        sa.CheckConstraint("revision_number >= 1", name=op.f("ck_revision_counted_from_one")),
        sa.CheckConstraint(
            "counterparty_category IN ('a', 'b', 'c')",
            name=op.f("ck_revision_counterparty_category_known"),
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_revision_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["person.id"], name=op.f("fk_revision_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "declaration_id",
            "revision_number",
            name=op.f("uq_revision_declaration_id_revision_number"),
        ),
    )
    op.create_index(
        op.f("ix_revision_declarant_department"), "revision", ["declarant_department"], unique=False
    )
    op.create_table(
        "ancillary_position",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column(
            "nature",
            sa.Enum(
                "bestuur",
                "toezicht",
                "dienstverband",
                "onderneming",
                "vrijwilliger",
                "anders",
                name="nature",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "relation",
            sa.Enum(
                "geen",
                "leverancier",
                "huurder",
                "gemeente",
                "corporatie",
                "vastgoed",
                "anders",
                name="relation",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("hours_per_week", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("during_working_hours", sa.Boolean(), nullable=False),
        sa.Column("uses_company_assets", sa.Boolean(), nullable=False),
        sa.Column("works_for_residents", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "btrim(organisation) <> ''", name=op.f("ck_ancillary_position_organisation_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(position) <> ''", name=op.f("ck_ancillary_position_position_not_blank")
        ),
        sa.CheckConstraint(
            "kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_ancillary_position_kvk_number_shape")
        ),
        sa.CheckConstraint(
            "nature IN ('bestuur', 'toezicht', 'dienstverband', 'onderneming', 'vrijwilliger', 'anders')",
            name=op.f("ck_ancillary_position_nature_known"),
        ),
        sa.CheckConstraint(
            "relation IN ('geen', 'leverancier', 'huurder', 'gemeente', 'corporatie', 'vastgoed', 'anders')",
            name=op.f("ck_ancillary_position_relation_known"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_ancillary_position_ends_on_in_order")
        ),
        sa.CheckConstraint(
            "hours_per_week BETWEEN 0 AND 60",
            name=op.f("ck_ancillary_position_hours_per_week_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_ancillary_position_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_ancillary_position")),
    )
    op.create_table(
        "home",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column(
            "occupant",
            sa.Enum(
                "zelf",
                "kind",
                "partner",
                "familie",
                "bekende",
                name="occupant",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "tenure",
            sa.Enum(
                "huur",
                "koop",
                "tijdelijk",
                "antikraak",
                name="tenure",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "owner",
            sa.Enum(
                "intermaris",
                "andere-corporatie",
                "ander",
                name="owner",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "woonmatch",
                "gapph",
                "verkoop",
                "direct",
                "anders",
                name="channel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("postcode", sa.String(length=7), nullable=False),
        sa.Column("house_number", sa.String(length=10), nullable=False),
        sa.Column("addition", sa.String(length=10), nullable=True),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("registration_number", sa.String(length=50), nullable=True),
        sa.Column(
            "allocation_ground",
            sa.Enum(
                "inschrijfduur",
                "urgentie",
                "loting",
                "directe-bemiddeling",
                "anders",
                name="allocationground",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("moves_in_on", sa.Date(), nullable=False),
        sa.Column("price", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("priority_or_discount", sa.Boolean(), nullable=False),
        sa.Column("involved_in_allocation", sa.Boolean(), nullable=False),
        sa.Column("independent_valuation", sa.Boolean(), nullable=True),
        sa.Column("already_tenant", sa.Boolean(), nullable=False),
        sa.Column(
            "change_requested",
            sa.Enum(
                "geen",
                "huurhoogte",
                "wachtpunten",
                "onderhoud",
                name="changerequested",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(channel IN ('woonmatch')) OR registration_number IS NULL",
            name=op.f("ck_home_registration_number_asked"),
        ),
        sa.CheckConstraint(
            "(tenure IN ('huur', 'tijdelijk', 'antikraak')) OR allocation_ground IS NULL",
            name=op.f("ck_home_allocation_ground_asked"),
        ),
        sa.CheckConstraint(
            "(tenure IN ('koop')) OR independent_valuation IS NULL",
            name=op.f("ck_home_independent_valuation_asked"),
        ),
        sa.CheckConstraint(
            "allocation_ground IN ('inschrijfduur', 'urgentie', 'loting', 'directe-bemiddeling', 'anders')",
            name=op.f("ck_home_allocation_ground_known"),
        ),
        sa.CheckConstraint("btrim(addition) <> ''", name=op.f("ck_home_addition_not_blank")),
        sa.CheckConstraint("btrim(city) <> ''", name=op.f("ck_home_city_not_blank")),
        sa.CheckConstraint(
            "btrim(house_number) <> ''", name=op.f("ck_home_house_number_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(registration_number) <> ''", name=op.f("ck_home_registration_number_not_blank")
        ),
        sa.CheckConstraint(
            "change_requested IN ('geen', 'huurhoogte', 'wachtpunten', 'onderhoud')",
            name=op.f("ck_home_change_requested_known"),
        ),
        sa.CheckConstraint(
            "channel IN ('woonmatch', 'gapph', 'verkoop', 'direct', 'anders')",
            name=op.f("ck_home_channel_known"),
        ),
        sa.CheckConstraint(
            "occupant IN ('zelf', 'kind', 'partner', 'familie', 'bekende')",
            name=op.f("ck_home_occupant_known"),
        ),
        sa.CheckConstraint(
            "owner IN ('intermaris', 'andere-corporatie', 'ander')",
            name=op.f("ck_home_owner_known"),
        ),
        sa.CheckConstraint(
            "postcode ~ '^[1-9][0-9]{3} [A-Z]{2}$'", name=op.f("ck_home_postcode_shape")
        ),
        sa.CheckConstraint(
            "tenure IN ('huur', 'koop', 'tijdelijk', 'antikraak')",
            name=op.f("ck_home_tenure_known"),
        ),
        sa.CheckConstraint(
            "(already_tenant) OR change_requested IS NULL",
            name=op.f("ck_home_change_requested_asked"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_home_price_not_negative")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_home_revision_id")),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_home")),
    )
    op.create_table(
        "private_supplier_use",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("supplier", sa.Integer(), nullable=True),
        sa.Column("party_name", sa.String(length=200), nullable=True),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column(
            "discount",
            sa.Enum(
                "geen",
                "consument",
                "persoonlijk",
                "intermaris",
                name="discount",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("business_contact", sa.Boolean(), nullable=False),
        sa.Column(
            "business_contact_role",
            sa.Enum(
                "bestelt",
                "beoordeelt",
                "betaalt",
                "contract",
                "anders",
                name="contactrole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("market_conformity", sa.String(length=4000), nullable=False),
        sa.CheckConstraint(
            "btrim(market_conformity) <> ''",
            name=op.f("ck_private_supplier_use_market_conformity_not_blank"),
        ),
        sa.CheckConstraint(
            "btrim(party_name) <> ''", name=op.f("ck_private_supplier_use_party_name_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(service) <> ''", name=op.f("ck_private_supplier_use_service_not_blank")
        ),
        sa.CheckConstraint(
            "business_contact_role IN ('bestelt', 'beoordeelt', 'betaalt', 'contract', 'anders')",
            name=op.f("ck_private_supplier_use_business_contact_role_known"),
        ),
        sa.CheckConstraint(
            "discount IN ('geen', 'consument', 'persoonlijk', 'intermaris')",
            name=op.f("ck_private_supplier_use_discount_known"),
        ),
        sa.CheckConstraint(
            "kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_private_supplier_use_kvk_number_shape")
        ),
        sa.CheckConstraint(
            "(business_contact) OR business_contact_role IS NULL",
            name=op.f("ck_private_supplier_use_business_contact_role_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (party_name IS NULL)",
            name=op.f("ck_private_supplier_use_party_name_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) OR kvk_number IS NULL",
            name=op.f("ck_private_supplier_use_kvk_number_asked"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_private_supplier_use_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_private_supplier_use_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier"], ["supplier.id"], name=op.f("fk_private_supplier_use_supplier")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_private_supplier_use")),
    )
    op.create_table(
        "related_party_contract",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("supplier", sa.Integer(), nullable=True),
        sa.Column("party_name", sa.String(length=200), nullable=True),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column("related_person", sa.String(length=200), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "partner",
                "kind",
                "ouder",
                "broer-zus",
                "familie",
                "bekende",
                "zakenpartner",
                "zelf",
                name="relation",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "interest",
            sa.Enum(
                "eigenaar",
                "bestuurder",
                "werknemer",
                "onderaannemer",
                name="interest",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("contract_description", sa.String(length=4000), nullable=False),
        sa.Column("contract_value", sa.Numeric(precision=11, scale=2), nullable=True),
        sa.Column(
            "phase",
            sa.Enum(
                "verkenning",
                "offerte",
                "aanbesteding",
                "gegund",
                "lopend",
                "afgerond",
                name="phase",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column(
            "own_role",
            sa.Enum(
                "geen",
                "aanvrager",
                "beoordelaar",
                "budgethouder",
                "contractbeheerder",
                name="ownrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "procurement",
            sa.Enum(
                "enkelvoudig",
                "meervoudig",
                "aanbesteding",
                "raamovereenkomst",
                "onbekend",
                name="procurement",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "procurement_rules_followed",
            sa.Enum("ja", "nee", "onbekend", name="yesnounknown", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("quotes_received", sa.Integer(), nullable=True),
        sa.Column("market_conformity", sa.String(length=4000), nullable=True),
        sa.Column(
            "alternative_available",
            sa.Enum("ja", "nee", "onbekend", name="yesnounknown", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("alternative_reason", sa.String(length=4000), nullable=True),
        sa.CheckConstraint(
            "(alternative_available IN ('ja')) OR alternative_reason IS NULL",
            name=op.f("ck_related_party_contract_alternative_reason_asked"),
        ),
        sa.CheckConstraint(
            "(phase IN ('gegund', 'lopend', 'afgerond')) OR awarded_on IS NULL",
            name=op.f("ck_related_party_contract_awarded_on_asked"),
        ),
        sa.CheckConstraint(
            "alternative_available IN ('ja', 'nee', 'onbekend')",
            name=op.f("ck_related_party_contract_alternative_available_known"),
        ),
        sa.CheckConstraint(
            "btrim(alternative_reason) <> ''",
            name=op.f("ck_related_party_contract_alternative_reason_not_blank"),
        ),
        sa.CheckConstraint(
            "btrim(contract_description) <> ''",
            name=op.f("ck_related_party_contract_contract_description_not_blank"),
        ),
        sa.CheckConstraint(
            "btrim(market_conformity) <> ''",
            name=op.f("ck_related_party_contract_market_conformity_not_blank"),
        ),
        sa.CheckConstraint(
            "btrim(party_name) <> ''", name=op.f("ck_related_party_contract_party_name_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(related_person) <> ''",
            name=op.f("ck_related_party_contract_related_person_not_blank"),
        ),
        sa.CheckConstraint(
            "interest IN ('eigenaar', 'bestuurder', 'werknemer', 'onderaannemer')",
            name=op.f("ck_related_party_contract_interest_known"),
        ),
        sa.CheckConstraint(
            "kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_related_party_contract_kvk_number_shape")
        ),
        sa.CheckConstraint(
            "own_role IN ('geen', 'aanvrager', 'beoordelaar', 'budgethouder', 'contractbeheerder')",
            name=op.f("ck_related_party_contract_own_role_known"),
        ),
        sa.CheckConstraint(
            "phase IN ('verkenning', 'offerte', 'aanbesteding', 'gegund', 'lopend', 'afgerond')",
            name=op.f("ck_related_party_contract_phase_known"),
        ),
        sa.CheckConstraint(
            "procurement IN ('enkelvoudig', 'meervoudig', 'aanbesteding', 'raamovereenkomst', 'onbekend')",
            name=op.f("ck_related_party_contract_procurement_known"),
        ),
        sa.CheckConstraint(
            "procurement_rules_followed IN ('ja', 'nee', 'onbekend')",
            name=op.f("ck_related_party_contract_procurement_rules_followed_known"),
        ),
        sa.CheckConstraint(
            "relation IN ('partner', 'kind', 'ouder', 'broer-zus', 'familie', 'bekende', 'zakenpartner', 'zelf')",
            name=op.f("ck_related_party_contract_relation_known"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (party_name IS NULL)",
            name=op.f("ck_related_party_contract_party_name_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) OR kvk_number IS NULL",
            name=op.f("ck_related_party_contract_kvk_number_asked"),
        ),
        sa.CheckConstraint(
            "contract_value >= 0",
            name=op.f("ck_related_party_contract_contract_value_not_negative"),
        ),
        sa.CheckConstraint(
            "quotes_received BETWEEN 0 AND 50",
            name=op.f("ck_related_party_contract_quotes_received_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_related_party_contract_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier"], ["supplier.id"], name=op.f("fk_related_party_contract_supplier")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_related_party_contract")),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "leidinggevende",
                "bestuurssecretaris",
                "directie",
                "rvt",
                name="reviewerrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "goedkeuren",
                "voorwaarden",
                "afwijzen",
                "aanvullen",
                name="decision",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=4000), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=250), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'leidinggevende') = (person_id IS NOT NULL)",
            name=op.f("ck_step_person_or_office"),
        ),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_step_reason_not_blank")),
        sa.CheckConstraint(
            "decision IN ('goedkeuren', 'voorwaarden', 'afwijzen', 'aanvullen')",
            name=op.f("ck_step_decision_known"),
        ),
        sa.CheckConstraint(
            "role IN ('leidinggevende', 'bestuurssecretaris', 'directie', 'rvt')",
            name=op.f("ck_step_role_known"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (reason IS NULL) AND (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_by_name IS NULL)",
            name=op.f("ck_step_decided_whole"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR cancelled_at IS NULL", name=op.f("ck_step_decided_or_cancelled")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_step_decided_by")),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_step_declaration_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_step_person_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_step_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_step_revision_id_position")),
    )
    op.create_index(op.f("ix_step_declaration_id"), "step", ["declaration_id"], unique=False)
    op.create_index(
        "ix_step_open",
        "step",
        ["role", "person_id"],
        unique=False,
        postgresql_where=sa.text("decided_at IS NULL AND cancelled_at IS NULL"),
    )
    op.create_table(
        "supplier_invitation",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("supplier", sa.Integer(), nullable=True),
        sa.Column("party_name", sa.String(length=200), nullable=True),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column(
            "category",
            sa.Enum("a", "b", "c", "onbekend", name="statedcategory", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("signed_contract", sa.Boolean(), nullable=True),
        sa.Column("tender_running", sa.Boolean(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "evenement",
                "diner",
                "sport-cultuur",
                "reis",
                "viering",
                "congres",
                "anders",
                name="eventkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("takes_place_on", sa.Date(), nullable=False),
        sa.Column("estimated_value", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("travel_paid", sa.Boolean(), nullable=False),
        sa.Column("partner_invited", sa.Boolean(), nullable=False),
        sa.Column("relation_purpose", sa.String(length=4000), nullable=False),
        sa.Column("fits_function", sa.Boolean(), nullable=False),
        sa.Column("proportionate", sa.Boolean(), nullable=False),
        sa.Column("procurement_policy_read", sa.Boolean(), nullable=False),
        sa.Column("reputation_contribution", sa.String(length=4000), nullable=True),
        sa.Column("aligned_with_communications", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(kind IN ('viering')) OR aligned_with_communications IS NULL",
            name=op.f("ck_supplier_invitation_aligned_with_communications_asked"),
        ),
        sa.CheckConstraint(
            "(kind IN ('viering')) OR reputation_contribution IS NULL",
            name=op.f("ck_supplier_invitation_reputation_contribution_asked"),
        ),
        sa.CheckConstraint(
            "btrim(description) <> ''", name=op.f("ck_supplier_invitation_description_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(location) <> ''", name=op.f("ck_supplier_invitation_location_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(party_name) <> ''", name=op.f("ck_supplier_invitation_party_name_not_blank")
        ),
        sa.CheckConstraint(
            "btrim(relation_purpose) <> ''",
            name=op.f("ck_supplier_invitation_relation_purpose_not_blank"),
        ),
        sa.CheckConstraint(
            "btrim(reputation_contribution) <> ''",
            name=op.f("ck_supplier_invitation_reputation_contribution_not_blank"),
        ),
        sa.CheckConstraint(
            "category IN ('a', 'b', 'c', 'onbekend')",
            name=op.f("ck_supplier_invitation_category_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('evenement', 'diner', 'sport-cultuur', 'reis', 'viering', 'congres', 'anders')",
            name=op.f("ck_supplier_invitation_kind_known"),
        ),
        sa.CheckConstraint(
            "kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_supplier_invitation_kvk_number_shape")
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (category IS NULL)",
            name=op.f("ck_supplier_invitation_category_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (party_name IS NULL)",
            name=op.f("ck_supplier_invitation_party_name_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (signed_contract IS NULL)",
            name=op.f("ck_supplier_invitation_signed_contract_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) <> (tender_running IS NULL)",
            name=op.f("ck_supplier_invitation_tender_running_asked"),
        ),
        sa.CheckConstraint(
            "(supplier IS NULL) OR kvk_number IS NULL",
            name=op.f("ck_supplier_invitation_kvk_number_asked"),
        ),
        sa.CheckConstraint(
            "estimated_value >= 0", name=op.f("ck_supplier_invitation_estimated_value_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_supplier_invitation_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier"], ["supplier.id"], name=op.f("fk_supplier_invitation_supplier")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_supplier_invitation")),
    )
    op.create_table(
        "transition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column(
            "from_status",
            sa.Enum(
                "concept",
                "ingediend",
                "aanvulling",
                "goedgekeurd",
                "voorwaarden",
                "afgewezen",
                "ingetrokken",
                "beeindigd",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "concept",
                "ingediend",
                "aanvulling",
                "goedgekeurd",
                "voorwaarden",
                "afgewezen",
                "ingetrokken",
                "beeindigd",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=4000), nullable=True),
        sa.CheckConstraint(
            "from_status IN ('concept', 'ingediend', 'aanvulling', 'goedgekeurd', 'voorwaarden', 'afgewezen', 'ingetrokken', 'beeindigd')",
            name=op.f("ck_transition_from_status_known"),
        ),
        sa.CheckConstraint(
            "to_status IN ('concept', 'ingediend', 'aanvulling', 'goedgekeurd', 'voorwaarden', 'afgewezen', 'ingetrokken', 'beeindigd')",
            name=op.f("ck_transition_to_status_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_transition_by_id")),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_transition_declaration_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_transition_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition")),
    )
    op.create_index(
        op.f("ix_transition_declaration_id_at"),
        "transition",
        ["declaration_id", "at"],
        unique=False,
    )
    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint("btrim(text) <> ''", name=op.f("ck_condition_text_not_blank")),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_condition_declaration_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_condition_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("step_id", "position", name=op.f("uq_condition_step_id_position")),
    )
    op.create_index(
        op.f("ix_condition_declaration_id"), "condition", ["declaration_id"], unique=False
    )
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_condition_declaration_id"), table_name="condition")
    op.drop_table("condition")
    op.drop_index(op.f("ix_transition_declaration_id_at"), table_name="transition")
    op.drop_table("transition")
    op.drop_table("supplier_invitation")
    op.drop_index(
        "ix_step_open",
        table_name="step",
        postgresql_where=sa.text("decided_at IS NULL AND cancelled_at IS NULL"),
    )
    op.drop_index(op.f("ix_step_declaration_id"), table_name="step")
    op.drop_table("step")
    op.drop_table("related_party_contract")
    op.drop_table("private_supplier_use")
    op.drop_table("home")
    op.drop_table("ancillary_position")
    op.drop_index(op.f("ix_revision_declarant_department"), table_name="revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_user_session_expires_at"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index(op.f("ix_office_person_id"), table_name="office")
    op.drop_table("office")
    op.drop_index(op.f("ix_declaration_submitted_at_id"), table_name="declaration")
    op.drop_index(op.f("ix_declaration_declarant_id_created_at"), table_name="declaration")
    op.drop_table("declaration")
    op.drop_index(op.f("ix_absence_person_id"), table_name="absence")
    op.drop_table("absence")
    op.drop_index("ix_supplier_words", table_name="supplier", postgresql_using="gin")
    op.drop_index(op.f("ix_supplier_normal_name_id"), table_name="supplier")
    op.drop_index(op.f("ix_supplier_kvk_number"), table_name="supplier")
    op.drop_table("supplier")
    op.drop_index(op.f("ix_person_sort_name_id"), table_name="person")
    op.drop_index(op.f("ix_person_manager_id"), table_name="person")
    op.drop_table("person")
    op.drop_table("number_series")
    op.drop_index(op.f("ix_event_at"), table_name="event")
    op.drop_table("event")
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP FUNCTION guard_step()")
    op.execute("DROP FUNCTION guard_declaration()")
    op.execute("DROP FUNCTION guard_number_series()")
