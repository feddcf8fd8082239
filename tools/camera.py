"""The camera that takes the pictures of docs/images, and the demo that stands before it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, FloatRect, Locator, Page
from pydantic import SecretStr

from app import create_app
from demo.cast import BY_KEY
from demo.seed import seed
from register import embedded
from register.clock import system_clock
from register.schema import migrate
from register.settings import HOUSE, Settings
from register.storage import Storage, address
from tools.console import say

IMAGES = HOUSE / "docs" / "images"
DESKTOP = (1200, 800)
PHONE = (390, 780)
MARGIN = 20
"""How many pixels of the page are left around a part of it."""
LARGEST = 200_000
"""How many bytes a picture may take, so that the repository stays small."""


class Camera:
    """Opens a browser for somebody of the cast and takes pictures of what they see."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site

    @asynccontextmanager
    async def seen_by(self, who: str | None, *, phone: bool = False) -> AsyncIterator[Page]:
        """Open the register as somebody of the cast sees it; ``None`` has not signed in."""
        width, height = PHONE if phone else DESKTOP
        context = await self._browser.new_context(
            base_url=self._site,
            viewport={"width": width, "height": height},
            locale="nl-NL",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        await page.goto("/inloggen")
        if who is not None:
            number = BY_KEY[who].staff_number
            await page.locator(f'button[name="persoon"][value="{number}"]').click()
            await page.wait_for_url("**/")
        yield page
        await context.close()

    async def take(self, page: Page, name: str, *parts: Locator) -> None:
        """Take a picture of the top of a page, or of these parts of it together.

        Args:
            page: the page.
            name: the name of the file, without ``.png``.
            parts: what has to be in the picture; the whole window where left out.

        Raises:
            ValueError: the picture is too large to keep.
        """
        path = IMAGES / f"{name}.png"
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        if parts:
            await page.screenshot(path=path, full_page=True, clip=await _around(parts))
        else:
            await page.screenshot(path=path)
        size = path.stat().st_size
        if size > LARGEST:
            raise ValueError(f"{path.name} takes {size} bytes; {LARGEST} is the most.")
        say(f"  {path.name} ({size // 1000} kB)")


async def _around(parts: tuple[Locator, ...]) -> FloatRect:
    """Give the rectangle of the page that holds these parts, with a margin."""
    boxes = [await part.bounding_box() for part in parts]
    found = [box for box in boxes if box is not None]
    left = max(0, min(box["x"] for box in found) - MARGIN)
    top = max(0, min(box["y"] for box in found) - MARGIN)
    right = max(box["x"] + box["width"] for box in found) + MARGIN
    bottom = max(box["y"] + box["height"] for box in found) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[str]:
    """Serve the demo from a fresh database in a folder, and give its address."""
    storage = Storage(address(await asyncio.to_thread(embedded.start, folder / "postgres")))
    await migrate(storage)
    await seed(storage, system_clock())
    settings = Settings(
        demo=True,
        data_folder=folder,
        secret=SecretStr("s" * 32),
        secure_cookies=False,
        log_level="ERROR",
    )
    # It listens from here on: who comes before the server answers is kept waiting.
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, storage), lifespan="off", log_level="error", access_log=False
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    await task
    await storage.close()
