"""The pictures that show how work goes to somebody else: deputies, and a step that is given."""

from tools.camera import Camera


async def take_all(camera: Camera) -> None:
    """Take every picture of deputies and of a step that is given to somebody else."""
    async with camera.seen_by("bestuurssecretaris") as page:
        await page.goto("/plaatsvervanging")
        await camera.take(page, "plaatsvervanging", page.locator("h1"), page.locator("table"))
        await page.goto("/register?status=ingediend")
        await page.locator("main table tbody a").first.click()
        await page.locator("#toewijzen summary").click()
        await camera.take(page, "toewijzen", page.locator("h1"), page.locator("#toewijzen"))
