"""The application on a real database, and a browser-like client for each of the cast."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from register import sessions
from register.people import Person
from register.settings import Settings
from register.storage import Storage
from tests.conftest import NOW

SignIn = Callable[[str | None], Awaitable[httpx.AsyncClient]]


@pytest.fixture
def web_settings(tmp_path: Path) -> Settings:
    """Settings of a server that is not the demo."""
    return Settings(
        demo=False,
        data_folder=tmp_path,
        secret=SecretStr("s" * 32),
        secure_cookies=False,
        log_level="INFO",
    )


@pytest.fixture
def application(storage: Storage, web_settings: Settings) -> Litestar:
    """The application, at the moment at which the tests play."""
    return create_app(web_settings, storage, clock=lambda: NOW)


@pytest.fixture
async def sign_in(
    application: Litestar, storage: Storage, organisation: dict[str, Person]
) -> AsyncIterator[SignIn]:
    """Give a client that is signed in as one of the cast, or as nobody."""
    async with AsyncExitStack() as stack:

        async def signed_in(who: str | None) -> httpx.AsyncClient:
            client = await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=httpx.ASGITransport(application),  # type: ignore[arg-type]
                    base_url="http://register.test",
                )
            )
            if who is not None:
                async with storage.transaction() as db:
                    token = await sessions.begin(db, organisation[who].key, NOW, 10)
                client.cookies.set("sessie", token)
            await client.get("/inloggen")
            return client

        yield signed_in


async def post(client: httpx.AsyncClient, url: str, data: dict[str, str]) -> httpx.Response:
    """Send a form as a browser does, with its token."""
    token = client.cookies.get("csrftoken") or ""
    return await client.post(url, data={"_csrf_token": token, **data})
