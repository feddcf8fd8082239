"""Which state the list of suppliers is in, so that what was read of it is known to be old.

A process keeps the names of all suppliers in memory to compare them (``workflows.supplier_names``).
The database gives the list another version with every statement that changes it, whoever asks. A
version is random, so that one that was rolled back never comes again.
"""

from uuid import UUID

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Busy
from register.tables import SQLModel

STATEMENTS = (
    """CREATE FUNCTION note_supplier_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE supplier_list SET version = gen_random_uuid();
    RETURN NULL;
END $$""",
    (
        "CREATE TRIGGER supplier_noted AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON supplier "
        "FOR EACH STATEMENT EXECUTE FUNCTION note_supplier_change()"
    ),
)
"""The statements that let the database keep the version."""

_HOLD = text("SELECT pg_try_advisory_xact_lock_shared(hashtextextended('supplier list', 0))")
_CLOSE = text("SELECT pg_advisory_xact_lock(hashtextextended('supplier list', 0))")


class SupplierList(SQLModel, table=True):
    """The one row that tells which state the list is in."""

    __tablename__ = "supplier_list"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: UUID


async def list_version(db: AsyncSession) -> UUID:
    """Give which state the list of suppliers is in."""
    return (await db.exec(select(SupplierList.version))).one()


async def hold_list(db: AsyncSession) -> None:
    """Hold the list as it is until the transaction ends: a new one is not looked at before.

    A submission that matched its party with an old list and an import that looked for parties
    before the submission was there would both miss the match. So a submission holds the list, and
    an import closes it (:func:`close_list`) before it looks. A submission that finds it closed does
    not wait: it may hold what the import needs, and an import can take longer than a page.

    Raises:
        Busy: an import is looking for matches.
    """
    held = await (await db.connection()).execute(_HOLD)
    if not held.scalar_one():
        raise Busy(
            "Er worden nu leveranciers ingelezen. Wat je hebt getypt, is bewaard. Dien het over "
            "een minuut in."
        )


async def close_list(db: AsyncSession) -> None:
    """Wait for who holds the list, and let others wait until the transaction ends."""
    await (await db.connection()).execute(_CLOSE)
