"""Verifies that what guards the register is in place: the triggers, and the chain of the office."""

from sqlalchemy import exists, select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from register.append_only import statements
from register.audit import OFFICE_CHAIN
from register.sessions import UserSession
from register.verification_work import Work

_SESSION = UserSession.__table__  # type: ignore[attr-defined]

_DATABASE = "database"
_TRIGGER, _FUNCTION = "CREATE TRIGGER ", "CREATE FUNCTION "

_STANDING = text(
    "SELECT pg_get_triggerdef(oid, true) FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
)
_BODIES = text(
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
)


async def verify_guards(db: AsyncSession, work: Work) -> None:
    """Hold the guards of the database against those that the register puts there.

    A trigger that is gone, switched off or made to do something else guards nothing, and neither
    does one whose function was replaced.
    """
    connection = await db.connection()
    standing = {definition for (definition,) in await connection.execute(_STANDING)}
    bodies = {name: body.strip() for name, body in await connection.execute(_BODIES)}
    for statement in statements():
        name = statement.split()[2]
        if statement.startswith(_TRIGGER):
            table = statement.partition(" ON ")[2].split()[0]
            # PostgreSQL tells the events of a trigger in an order of its own.
            if statement.replace("UPDATE OR DELETE", "DELETE OR UPDATE") not in standing:
                told = f"De beveiliging {name} van tabel {table} ontbreekt of staat uit."
                work.fault("", None, told, _DATABASE)
        elif statement.startswith(_FUNCTION):
            function = name.removesuffix("()")
            if bodies.get(function) != statement.split("$$")[1].strip():
                told = f"De functie {function}, die tabellen beveiligt, is gewijzigd."
                work.fault("", None, told, _DATABASE)


async def verify_office(db: AsyncSession, work: Work) -> None:
    """Miss the chain of the office where somebody signed in, which it would tell."""
    connection = await db.connection()
    signed_in = await connection.scalar(select(exists(select(_SESSION.c.token_hash))))
    if signed_in and not work.office:
        told = "De keten van het kantoor ontbreekt, terwijl er is aangemeld."
        work.fault(OFFICE_CHAIN, None, told)
