"""A campaign from opening to the frozen list, and a first statement, in a real browser."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.pages.conftest import axe, sign_in

OpenBrowser = Callable[..., Awaitable[Page]]


async def sound(page: Page, *, javascript: bool) -> None:
    """The page does not scroll sideways, and axe finds nothing wrong with it."""
    sideways = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sideways <= 0, page.url
    if javascript:
        assert await axe(page) == [], page.url


async def sign_in_as_new(page: Page) -> None:
    """Sign in as who came into service this month, whom the page of the demo has to look for."""
    await page.goto("/inloggen?zoek=2044")
    await page.get_by_role("button", name="Samira Kuijper").click()
    await page.wait_for_url("**/")


async def close_what_is_open(page: Page) -> None:
    """Close the campaign of the demo that is open, with the numbers on the screen."""
    await page.goto("/campagnes")
    await page.get_by_role("link", name="Jaarlijkse opgave").first.click()
    await page.get_by_role("link", name="Sluit de campagne").click()
    await page.get_by_role("button", name="Sluit de campagne voorgoed").click()
    await expect(page.locator(".flash")).to_contain_text("De lijst ligt vast.")


@pytest.mark.parametrize("phone", [True, False], ids=["on a phone", "on a desk"])
async def test_a_campaign_from_opening_to_the_frozen_list(
    open_browser: OpenBrowser, javascript: bool, phone: bool
) -> None:
    keeper = await open_browser(javascript=javascript, phone=phone)
    await sign_in(keeper, "bestuurssecretaris")
    await close_what_is_open(keeper)

    await keeper.goto("/campagnes")
    await sound(keeper, javascript=javascript)
    await keeper.get_by_role("link", name="Open een campagne").click()
    await keeper.get_by_label("Naam").fill("Opgave van het voorjaar")
    await keeper.get_by_label("Uiterlijk").fill("gauw")
    await keeper.get_by_role("button", name="Open de campagne").click()
    await keeper.locator("#foutoverzicht").get_by_role("link", name="Uiterlijk").click()
    await expect(keeper.get_by_label("Uiterlijk")).to_be_focused()
    await expect(keeper.get_by_label("Naam")).to_have_value("Opgave van het voorjaar")
    await sound(keeper, javascript=javascript)
    await keeper.goto("/campagnes/nieuw")
    await keeper.get_by_label("Naam").fill("Opgave van het voorjaar")
    await keeper.get_by_role("button", name="Open de campagne").dblclick()
    await expect(keeper.get_by_role("heading", level=1)).to_have_text("Opgave van het voorjaar")
    campaign = keeper.url
    await sound(keeper, javascript=javascript)

    lotte = await open_browser(javascript=javascript, phone=phone)
    await sign_in(lotte, "medewerker")
    await sound(lotte, javascript=javascript)
    await lotte.get_by_role("link", name="Naar je opgave").click()
    await sound(lotte, javascript=javascript)
    await lotte.get_by_role("button", name="Verstuur je opgave").click()
    summary = lotte.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Vink aan dat je je opgave naar waarheid doet.")
    if javascript:
        await expect(summary).to_be_focused()
    await sound(lotte, javascript=javascript)
    for choice in await lotte.get_by_label("Ja, klopt nog").all():
        await choice.check()
    over = lotte.get_by_label("Nee, voorbij").first
    await over.check()
    await lotte.get_by_label("Ik heb mijn opgave naar waarheid gedaan").check()
    await lotte.get_by_role("button", name="Verstuur je opgave").click()
    await expect(summary).to_contain_text("Leg eerst vast dat dit voorbij is.")
    await expect(over).to_be_checked()
    await lotte.get_by_label("Ja, klopt nog").first.check()
    await lotte.get_by_role("button", name="Verstuur je opgave").dblclick()
    await expect(lotte.locator(".flash")).to_contain_text("Je opgave is binnen.")
    await expect(lotte.locator("#inhoud")).to_contain_text("Klopt nog")
    await sound(lotte, javascript=javascript)

    samira = await open_browser(javascript=javascript, phone=phone)
    await sign_in_as_new(samira)
    await samira.goto("/opgave")
    await samira.get_by_label("Ik heb niets te melden").check()
    await samira.get_by_label("Ik heb mijn opgave naar waarheid gedaan").check()
    await samira.get_by_role("button", name="Verstuur je opgave").click()
    await expect(samira.locator("#inhoud")).to_contain_text("Niets te melden")
    await sound(samira, javascript=javascript)

    await keeper.goto(campaign)
    await expect(keeper.locator("#inhoud")).to_contain_text("2 van de 43 medewerkers zijn klaar")
    await keeper.get_by_role("link", name="Rob Kistemaker").click()
    await sound(keeper, javascript=javascript)
    await keeper.get_by_label("Waarom?").fill("Is met onbetaald verlof.")
    await keeper.get_by_role("button", name="Stel vrij").click()
    await expect(keeper.locator(".flash")).to_contain_text("De vrijstelling is vastgelegd.")
    await keeper.goto(campaign)
    await expect(keeper.locator("#inhoud")).to_contain_text("3 van de 43 medewerkers zijn klaar")
    await keeper.get_by_role("button", name="Stuur nu een herinnering").click()
    await expect(keeper.locator(".flash")).to_contain_text("krijgt een herinnering")
    await keeper.get_by_role("button", name="Stuur nu een herinnering").click()
    await expect(keeper.locator("#foutoverzicht")).to_contain_text("Vandaag is er al")
    await sound(keeper, javascript=javascript)

    await keeper.get_by_role("link", name="Sluit de campagne").click()
    await expect(keeper.locator("#inhoud")).to_contain_text("40 medewerkers hebben")
    await sound(keeper, javascript=javascript)
    await keeper.get_by_role("button", name="Sluit de campagne voorgoed").dblclick()
    frozen = keeper.get_by_role("table").last
    await expect(frozen.get_by_role("row").filter(has_text="Samira Kuijper")).to_contain_text(
        "Niets te melden"
    )
    await expect(frozen.get_by_role("row").filter(has_text="Lotte Vlaming")).to_contain_text(
        "Opgave gedaan"
    )
    await expect(frozen.get_by_role("row").filter(has_text="Rob Kistemaker")).to_contain_text(
        "Is met onbetaald verlof."
    )
    await sound(keeper, javascript=javascript)


@pytest.mark.parametrize("phone", [True, False], ids=["on a phone", "on a desk"])
async def test_who_is_new_makes_a_first_statement(
    open_browser: OpenBrowser, javascript: bool, phone: bool
) -> None:
    keeper = await open_browser(javascript=javascript, phone=phone)
    await sign_in(keeper, "bestuurssecretaris")
    await keeper.goto("/campagnes")
    await expect(keeper.locator("#inhoud")).to_contain_text("Samira Kuijper")

    samira = await open_browser(javascript=javascript, phone=phone)
    await sign_in_as_new(samira)
    asked = samira.get_by_role("region", name="Doe je eerste opgave")
    await expect(asked).to_contain_text("Ook als je niets te melden hebt.")
    await asked.get_by_role("link", name="Naar je opgave").click()
    await expect(samira.get_by_role("heading", level=1)).to_have_text("Eerste opgave")
    await sound(samira, javascript=javascript)
    await samira.get_by_role("button", name="Verstuur je opgave").click()
    summary = samira.locator("#foutoverzicht")
    await summary.get_by_role("link", name="Niets te melden").click()
    await expect(samira.get_by_label("Ik heb niets te melden")).to_be_focused()
    await sound(samira, javascript=javascript)
    await samira.get_by_label("Ik heb niets te melden").check()
    await samira.get_by_label("Ik heb mijn opgave naar waarheid gedaan").check()
    await samira.get_by_role("button", name="Verstuur je opgave").click()
    await expect(samira.locator(".flash")).to_contain_text("Je opgave is binnen.")
    await sound(samira, javascript=javascript)
    await samira.goto("/")
    await expect(asked).to_have_count(0)
    await keeper.reload()
    await expect(keeper.locator("#inhoud")).not_to_contain_text("Samira Kuijper")
