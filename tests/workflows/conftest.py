"""The desk at which the cast declares and decides."""

import pytest

from register.people import Person
from register.storage import Storage
from tests.workflows.desk import Desk


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    """A desk for the cast, on a fresh database."""
    return Desk(storage, organisation)
