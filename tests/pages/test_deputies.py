"""Somebody stands in for a manager who is away, and the bestuurssecretaris gives a step away."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from register.storage import Storage
from tests.pages.conftest import axe, sign_in
from tests.pages.test_reviewing import waiting_for

OpenBrowser = Callable[..., Awaitable[Page]]


def dutch(days: int) -> str:
    """Give a day so many days from today, as it is typed."""
    return f"{datetime.now(UTC) + timedelta(days=days):%d-%m-%Y}"


async def test_a_manager_names_a_deputy_who_decides_on_their_behalf(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    fatima = await open_browser(javascript=javascript)
    await sign_in(fatima, "leidinggevende")
    await fatima.goto("/beoordelen")
    await fatima.get_by_role("link", name="Plaatsvervanging regelen").click()
    await fatima.get_by_label("Plaatsvervanger", exact=True).fill("Sjoerd Hibma")
    await fatima.get_by_label("Eerste dag").fill(dutch(0))
    await fatima.get_by_label("Laatste dag").fill(dutch(-3))
    await fatima.get_by_role("button", name="Wijs aan").click()
    await expect(fatima.locator("#foutoverzicht")).to_contain_text("ligt voor de eerste")
    await fatima.get_by_label("Laatste dag").fill(dutch(14))
    await fatima.get_by_role("button", name="Wijs aan").click()
    row = fatima.get_by_role("row", name="Sjoerd Hibma")
    await expect(row).to_contain_text("Loopt nu")
    if javascript:
        assert await axe(fatima) == []

    number = await waiting_for(
        demo_storage,
        "leidinggevende",
        "NOT EXISTS (SELECT FROM finding f WHERE f.revision_id = s.revision_id "
        "AND f.verdict = 'departs' AND f.severity <> 'notice')",
    )
    sjoerd = await open_browser(javascript=javascript, phone=True)
    await sign_in(sjoerd, "tweede-leidinggevende")
    await sjoerd.goto("/beoordelen")
    await expect(sjoerd.locator("main")).to_contain_text("Namens Fatima")
    await sjoerd.locator(f"a[href='/verklaringen/{number}']").click()
    await expect(sjoerd.locator("main")).to_contain_text("Je beslist hier namens Fatima")
    if javascript:
        assert await axe(sjoerd) == []
    await sjoerd.locator("[name=decision][value=aanvullen]").check()
    await sjoerd.get_by_label("Waarom?").fill("Hoeveel uur per week gaat dit je kosten?")
    await sjoerd.locator("[name=handeling][value=besluiten]").click()
    await sjoerd.goto(f"/verklaringen/{number}")
    await expect(sjoerd.locator("main")).to_contain_text("Sjoerd Hibma namens Fatima")


async def test_the_bestuurssecretaris_gives_a_step_to_somebody_else(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    number = await waiting_for(demo_storage, "leidinggevende", "true")
    theo = await open_browser(javascript=javascript)
    await sign_in(theo, "bestuurssecretaris")
    await theo.goto(f"/verklaringen/{number}")
    await theo.get_by_text("Geef deze stap aan iemand anders").click()
    await theo.get_by_label("Aan wie").fill("Niemand")
    await theo.get_by_role("button", name="Geef de stap").click()
    await expect(theo.locator("#foutoverzicht")).to_contain_text("Waarom aan deze collega?")
    if javascript:
        assert await axe(theo) == []
    await theo.get_by_label("Aan wie").fill("Sjoerd Hibma")
    await theo.get_by_label("Waarom aan deze collega?").fill("Fatima werkt met deze partij.")
    await theo.get_by_role("button", name="Geef de stap").click()
    await expect(theo.locator("main")).to_contain_text("van Sjoerd Hibma")
    await expect(theo.locator("main")).to_contain_text("Fatima werkt met deze partij.")
