"""Conditions that are met, and a refusal that is looked at again, in a real browser."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in
from tests.pages.test_after_submission import submitted

OpenBrowser = Callable[..., Awaitable[Page]]


async def narrow_enough(page: Page) -> bool:
    """Tell whether nothing sticks out sideways."""
    wide: bool = await page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
async def test_a_condition_is_set_reported_returned_and_met(
    javascript: bool, phone: bool, open_browser: OpenBrowser
) -> None:
    lotte = await open_browser(javascript=javascript, phone=phone)
    number = await submitted(await open_browser())
    fatima = await open_browser(javascript=javascript, phone=phone)
    await sign_in(fatima, "leidinggevende")
    await fatima.goto(f"/verklaringen/{number}")
    ground = fatima.get_by_role("radio", name="Vermijden van belangenconflicten")
    await expect(ground).to_be_hidden()
    await fatima.get_by_role("radio", name="Goedkeuren onder voorwaarden").check()
    await fatima.get_by_label("Voorwaarde 1").fill("Bespreek je rooster.")
    await fatima.get_by_label("Klaar op").fill("31-12-2099")
    await ground.check()
    await fatima.get_by_label("Waarom?", exact=True).fill("Met een afspraak kan het.")
    assert await narrow_enough(fatima)
    if javascript:
        assert await axe(fatima) == []
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await fatima.wait_for_url("**/beoordelen")

    await sign_in(lotte, "medewerker")
    await lotte.get_by_role("link", name="Bespreek je rooster.").click()
    await lotte.get_by_role("button", name="Meld dat dit klaar is").click()
    await expect(lotte.locator("#foutoverzicht")).to_contain_text("Schrijf op wat er is gedaan.")
    await lotte.get_by_label("Wat is er gedaan?").fill("Besproken.")
    assert await narrow_enough(lotte)
    if javascript:
        assert await axe(lotte) == []
    await lotte.get_by_role("button", name="Meld dat dit klaar is").click()
    await expect(lotte.locator(".flash")).to_contain_text("Je melding is opgeslagen")

    for answer, why, told in (
        ("Nee, nog niet", "Met wie?", "De voorwaarde staat weer open."),
        ("Ja, voldaan", "", "aan de voorwaarde is voldaan"),
    ):
        await fatima.goto("/beoordelen")
        assert await narrow_enough(fatima)
        await fatima.get_by_role("link", name="Bespreek je rooster.").click()
        await fatima.get_by_role("radio", name=answer).check()
        await fatima.get_by_label(re.compile("^Uitleg")).fill(why)
        if javascript:
            assert await axe(fatima) == []
        await fatima.get_by_role("button", name="Leg je oordeel vast").click()
        await expect(fatima.locator(".flash")).to_contain_text(told)
        await lotte.goto(f"/verklaringen/{number}")
        if why:
            await expect(lotte.locator(".conditions-held")).to_contain_text(why)
            await lotte.get_by_label("Wat is er gedaan?").fill("Met Fatima.")
            await lotte.get_by_role("button", name="Meld dat dit klaar is").click()
    await expect(lotte.locator("#inhoud")).to_contain_text("Aan alle voorwaarden is voldaan.")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
async def test_a_refusal_is_looked_at_again_by_directie(
    javascript: bool, phone: bool, open_browser: OpenBrowser
) -> None:
    number = await submitted(await open_browser())
    fatima = await open_browser()
    await sign_in(fatima, "leidinggevende")
    await fatima.goto(f"/verklaringen/{number}")
    await fatima.get_by_role("radio", name="Afwijzen", exact=True).check()
    await fatima.get_by_label("Overbelasting").check()
    await fatima.get_by_label("Waarom?", exact=True).fill("Het zijn te veel uren.")
    await fatima.get_by_role("button", name="Besluit vastleggen").click()
    await fatima.wait_for_url("**/beoordelen")

    lotte = await open_browser(javascript=javascript, phone=phone)
    await sign_in(lotte, "medewerker")
    await lotte.goto(f"/verklaringen/{number}")
    await lotte.get_by_text("Ben je het niet eens met dit besluit?").click()
    await lotte.get_by_label("Waarom moet er opnieuw").fill("Het zijn maar twee uur per week.")
    assert await narrow_enough(lotte)
    if javascript:
        assert await axe(lotte) == []
    await lotte.get_by_role("button", name="Vraag heroverweging").click()
    await expect(lotte.locator(".flash")).to_contain_text("opnieuw naar het besluit gekeken")

    board = await open_browser(javascript=javascript, phone=phone)
    await sign_in(board, "directie")
    await board.goto(f"/verklaringen/{number}")
    await expect(board.locator("#inhoud")).to_contain_text("Het zijn maar twee uur per week.")
    await expect(board.locator("#inhoud")).to_contain_text("Het zijn te veel uren.")
    await board.get_by_role("radio", name="Goedkeuren", exact=True).check()
    await board.get_by_label("Waarom?", exact=True).fill("Bij nader inzien past het.")
    assert await narrow_enough(board)
    if javascript:
        assert await axe(board) == []
    await board.get_by_role("button", name="Besluit vastleggen").click()
    await expect(board.locator(".flash")).to_contain_text("opgeslagen")
    await lotte.goto(f"/verklaringen/{number}")
    await expect(lotte.get_by_role("heading", name="Goedgekeurd", exact=True)).to_be_visible()
