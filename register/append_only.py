"""What the database itself refuses: changing or removing what is recorded for ever.

The triggers stand in the database, so they hold for every program and every hand. Migrations repeat
these statements as they were at the time; a test holds the two equal.
"""

from collections.abc import Sequence

from register.types import TYPES

FROZEN = ("event", "transition", "revision", "condition")
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
CREATE FUNCTION guard_number_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.year = OLD.year AND NEW.last = OLD.last + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Numbers are given one by one and never taken back.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
)

_GUARDED = {
    "step": "guard_step",
    "declaration": "guard_declaration",
    "number_series": "guard_number_series",
}


def statements() -> Sequence[str]:
    """Give the statements that put the guards in place, one a string."""
    guards = {**dict.fromkeys(frozen_tables(), "refuse_change"), **_GUARDED}
    return [statement.strip() for statement in _FUNCTIONS] + [
        statement for table, function in guards.items() for statement in _triggers(table, function)
    ]


def _triggers(table: str, function: str) -> tuple[str, str]:
    rows = f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
    whole = f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
    return (
        f"{rows} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"{whole} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    )
