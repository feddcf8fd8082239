"""The whole way in a browser: declare, explain, decide, see the outcome, for every type."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.forms import STORIES, FormStory, fill_in

OpenBrowser = Callable[..., Awaitable[Page]]


def number_in(url: str) -> str:
    """Give the number of the declaration that a confirmation is about."""
    return url.rstrip("/").split("/")[-2]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
async def test_somebody_declares_whoever_is_on_the_route_decides_and_the_outcome_shows(
    story: FormStory, javascript: bool, open_browser: OpenBrowser
) -> None:
    lotte = await open_browser(javascript=javascript, phone=javascript)
    await sign_in(lotte, "medewerker")
    await lotte.locator(f'a[href="/verklaringen/nieuw/{story.slug}"]').click()
    await fill_in(lotte, story, javascript=javascript)
    await lotte.get_by_role("button", name="Indienen").click()
    await expect(lotte.get_by_role("heading", level=1)).to_have_text("Je verklaring is ingediend")
    number = number_in(lotte.url)

    for who, choice in story.reviewers:
        page = await open_browser(javascript=javascript)
        await sign_in(page, who)
        await page.goto("/beoordelen")
        await page.locator(f'a[href="/verklaringen/{number}"]').click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)
        await page.get_by_role("radio", name=choice, exact=True).check()
        await page.get_by_label("Waarom?", exact=True).fill("Dit past bij de code.")
        for acceptance in await page.get_by_label("waarom mag dit toch?").all():
            if await acceptance.is_visible():
                await acceptance.fill("Het is goed uitgelegd.")
        await page.get_by_role("button", name="vastleggen").click()
        await expect(page.locator(".flash")).to_contain_text("opgeslagen")

    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.get_by_role("heading", name="Goedgekeurd")).to_be_visible()
    await expect(lotte.locator("#inhoud")).to_contain_text("Dit past bij de code.")
    if javascript:
        assert await axe(lotte) == []
