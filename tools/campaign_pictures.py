"""The pictures that show the yearly statement: made by an employee, followed and closed."""

from tools.camera import Camera


async def state(camera: Camera) -> None:
    """Show where an employee is asked for a statement, and the form of it."""
    async with camera.seen_by("medewerker") as page:
        asked = page.get_by_role("region", name="Doe je opgave")
        await camera.take(page, "opgave-vak", page.locator("h1"), asked)
        await asked.get_by_role("link", name="Naar je opgave").click()
        cards = page.locator(".held")
        await camera.take(page, "opgave", page.locator("h1"), cards.nth(1))
        await camera.take(
            page,
            "opgave-versturen",
            page.get_by_role("heading", name="Je opgave", exact=True),
            page.get_by_role("button", name="Verstuur je opgave"),
        )


async def follow(camera: Camera) -> None:
    """Show how far a campaign is, whom it is about, what closing does, and a frozen list."""
    async with camera.seen_by("bestuurssecretaris") as page:
        await page.goto("/campagnes")
        await camera.take(page, "opgaven", page.locator("h1"), page.locator("table").last)
        await page.get_by_role("link", name="Jaarlijkse opgave").first.click()
        await camera.take(page, "campagne", page.locator("h1"), page.locator("table.sums"))
        await page.locator("table").last.get_by_role("link").first.click()
        await camera.take(
            page, "vrijstellen", page.locator("h1"), page.get_by_role("button", name="Stel vrij")
        )
        await page.go_back()
        await page.get_by_role("link", name="Sluit de campagne").click()
        await camera.take(page, "sluiten", page.locator("h1"), page.locator(".notice"))
        await page.goto("/campagnes")
        await page.get_by_role("link", name="Jaarlijkse opgave").last.click()
        await camera.take(
            page,
            "vaste-lijst",
            page.locator("table").last.locator("tbody tr").nth(5),
            page.locator("#vaste-lijst"),
        )


async def take_all(camera: Camera) -> None:
    """Take every picture of statements and campaigns."""
    await state(camera)
    await follow(camera)
