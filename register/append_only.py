"""What the database itself refuses: changing or removing what is recorded for ever.

The triggers stand in the database, so they hold for every program and every hand. Migrations repeat
these statements as they were at the time; a test holds the two equal.
"""

from collections.abc import Sequence

from register import supplier_list
from register.types import TYPES

FROZEN = (
    "event",
    "transition",
    "revision",
    "condition",
    "policy_change",
    "finding",
    "weighing",
    "party_key",
)
"""Tables whose rows never change once written, beside those of the typed records."""


def frozen_tables() -> tuple[str, ...]:
    """Give every table whose rows never change once written."""
    return (*FROZEN, *(kind.table.name for kind in TYPES.values()))


_FUNCTIONS = (
    """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
""",
    """
CREATE FUNCTION guard_declaration() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
""",
    """
CREATE FUNCTION refuse_excluded() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
""",
    """
CREATE FUNCTION guard_number_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.year = OLD.year AND NEW.last = OLD.last + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Numbers are given one by one and never taken back.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE FUNCTION guard_signal() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
""",
    """
CREATE FUNCTION guard_revision_request() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$
""",
)

_GUARDED = {
    "step": "guard_step",
    "declaration": "guard_declaration",
    "number_series": "guard_number_series",
    "signal": "guard_signal",
    "revision_request": "guard_revision_request",
}

_EXCLUDING = ("declaration", "step", "transition")
"""Tables in which an approval stands; none of what the code excludes can stand there."""


def statements() -> Sequence[str]:
    """Give the statements that put the guards in place, one a string."""
    guards = {**dict.fromkeys(frozen_tables(), "refuse_change"), **_GUARDED}
    return [
        *(statement.strip() for statement in _FUNCTIONS),
        *(each for table, function in guards.items() for each in _triggers(table, function)),
        *(
            f"CREATE TRIGGER {table}_excluded BEFORE INSERT OR UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_excluded()"
            for table in _EXCLUDING
        ),
        *supplier_list.STATEMENTS,
    ]


def _triggers(table: str, function: str) -> tuple[str, str]:
    rows = f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
    whole = f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
    return (
        f"{rows} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"{whole} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    )
