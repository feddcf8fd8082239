"""Commands run as somebody types them, on a database of their own."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.engine import URL

from commandline.main import main
from register.settings import settings

Register = Callable[..., Result]


@pytest.fixture
def register(database: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """Run ``register`` with these arguments on a fresh, migrated database.

    What a command sets in the environment of its process goes when the test ends.
    """
    for name in ("REGISTER_DEMO", "REGISTER_SECURE_COOKIES", "REGISTER_LOG_JSON"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATABASE_URL", database.render_as_string(hide_password=False))
    settings.cache_clear()

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    yield run
    settings.cache_clear()
