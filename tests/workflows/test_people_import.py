"""Importing people has what waits routed again, by the queue."""

import pytest

from register.storage import Storage
from tests.conftest import NOW
from tests.register.imports.files import ANNA, BRAM, people
from workflows.people_import import import_people

pytestmark = pytest.mark.storage


@pytest.mark.parametrize("dry_run", [True, False])
async def test_an_import_asks_once_for_routing_again_and_trying_it_out_does_not(
    storage: Storage, dry_run: bool
) -> None:
    for _ in range(2):
        async with storage.transaction() as db:
            await import_people(db, None, "hr.csv", people(ANNA, BRAM), NOW, dry_run=dry_run)
    async with storage.transaction() as db:
        found = await (await db.connection()).exec_driver_sql(
            "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'rerouting'"
        )
        assert found.scalar_one() == (0 if dry_run else 1)
