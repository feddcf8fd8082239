import pytest
from sqlalchemy import text

from register.storage import Storage

pytestmark = pytest.mark.storage


async def test_the_database_is_postgresql_15_or_newer(storage: Storage) -> None:
    async with storage.transaction() as db:
        version = (
            await (await db.connection()).execute(text("SHOW server_version_num"))
        ).scalar_one()
    assert int(version) >= 150_000
