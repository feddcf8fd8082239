"""What a database says of its own schema, so that two databases can be compared."""

from sqlalchemy import text

from register.storage import Storage

_PARTS = {
    "column": """
        SELECT table_name || '.' || column_name,
               concat_ws(' ', data_type, character_maximum_length, numeric_precision,
                         numeric_scale, is_nullable, column_default, is_identity)
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraint": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "index": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """,
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) || tgenabled::text
        FROM pg_trigger WHERE NOT tgisinternal
    """,
    "function": """
        SELECT proname, pg_get_functiondef(oid)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
    "sequence": """
        SELECT sequencename, data_type::text || start_value || increment_by
        FROM pg_sequences WHERE schemaname = 'public'
    """,
    "type": """
        SELECT typname, typtype::text FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
    """,
}


async def catalogue(storage: Storage, *leaving_out: str) -> dict[str, str]:
    """Give the definition of everything in the public schema by what and how it is called."""
    found: dict[str, str] = {}
    async with storage.engine.connect() as connection:
        for part, query in _PARTS.items():
            rows = await connection.execute(text(query))
            found |= {f"{part} {name}": definition for name, definition in rows}
    return {
        name: definition
        for name, definition in found.items()
        if not any(word in name or word in definition for word in leaving_out)
    }
