"""The cast of the tests of the reports, ready to act."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.reports.story import Story, known_supplier


@pytest.fixture
async def story(storage: Storage, organisation: dict[str, Person]) -> Story:
    """The cast, with one supplier that they know."""
    async with storage.transaction() as db:
        db.add(known_supplier())
    return Story(storage, organisation)
