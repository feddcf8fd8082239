"""A real Chromium before a real server on a database of its own with the demo organisation."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from pydantic import SecretStr
from sqlalchemy.engine import URL

from app import create_app
from demo.cast import CAST
from demo.seed import seed
from register.clock import Clock
from register.settings import HOUSE, Settings
from register.storage import Storage
from tests.conftest import drop, run
from tools.find_chromium import chromium_path

AXE = HOUSE / "node_modules/axe-core/axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which the tests of this run play: now, so that due dates are the demo's."""
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def demo_template(server: URL, template: str, now: datetime) -> Iterator[str]:
    """A database with the demo organisation to clone."""
    name = f"demo_{uuid4().hex[:12]}"

    async def make() -> None:
        await run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        storage = Storage(server.set(database=name))
        await seed(storage, now)
        await storage.close()

    asyncio.run(make())
    yield name
    asyncio.run(drop(server, name))


@pytest.fixture
async def demo_database(server: URL, demo_template: str) -> AsyncIterator[URL]:
    """The address of a fresh database with the demo organisation."""
    name = f"page_{uuid4().hex[:12]}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    yield server.set(database=name)
    await drop(server, name)


@asynccontextmanager
async def serving(storage: Storage, folder: Path, clock: Clock) -> AsyncIterator[str]:
    """Serve the application on a free port of this machine, and give its address."""
    settings = Settings(
        demo=True,
        data_folder=folder,
        secret=SecretStr("s" * 32),
        secure_cookies=False,
        log_level="ERROR",
    )
    config = uvicorn.Config(
        create_app(settings, storage, clock), lifespan="off", log_level="error", access_log=False
    )
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config)
    serve = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 — uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True
    await serve


@pytest.fixture
async def demo_storage(demo_database: URL) -> AsyncIterator[Storage]:
    """The database that the server of the test uses, to look behind the pages."""
    storage = Storage(demo_database)
    yield storage
    await storage.close()


@pytest.fixture
async def site(demo_storage: Storage, tmp_path: Path, now: datetime) -> AsyncIterator[str]:
    """The address of a running register with the demo organisation."""
    began = datetime.now(UTC)
    async with serving(
        demo_storage, tmp_path, lambda: now + (datetime.now(UTC) - began)
    ) as address:
        yield address


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        await chromium.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript."""
    return bool(request.param == "with JavaScript")


@pytest.fixture
async def open_browser(
    browser: Browser, site: str
) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Open a browser of its own for somebody, at a width, with or without JavaScript."""
    contexts: list[BrowserContext] = []

    async def opened(*, javascript: bool = True, phone: bool = False) -> Page:
        context = await browser.new_context(
            base_url=site,
            viewport={"width": 360, "height": 780} if phone else {"width": 1440, "height": 900},
            java_script_enabled=javascript,
            locale="nl-NL",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return await context.new_page()

    yield opened
    for context in contexts:
        await context.close()


async def sign_in(page: Page, who: str) -> None:
    """Sign in as one of the cast, the way a visitor of the demo does."""
    member = next(member for member in CAST if member.key == who)
    await page.goto("/inloggen")
    await page.locator(f'button[name="persoon"][value="{member.staff_number}"]').click()
    await page.wait_for_url("**/")


async def axe(page: Page) -> list[str]:
    """Give what axe finds wrong with a page for people who cannot see or use a mouse."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
