"""The pictures that show the integrity code at work: the panel, explanations, what changed."""

from datetime import date, timedelta

from playwright.async_api import Locator, Page

from tools.camera import Camera


async def fill(page: Page, field: str, text: str) -> None:
    """Type an answer and leave the field, so that it is checked."""
    await page.locator(f'[name="{field}"]').fill(text)
    await page.locator(f'[name="{field}"]').blur()


async def choose(page: Page, field: str, slug: str) -> None:
    """Choose one of the answers of a field."""
    await page.locator(f'input[name="{field}"][value="{slug}"]').check()


async def explain(camera: Camera, today: date) -> None:
    """Let the employee declare what departs: the panel, the explanation, what is refused."""
    async with camera.seen_by("medewerker") as page:
        await page.goto("/verklaringen/nieuw/nevenfunctie")
        await fill(page, "organisation", "Bouwbedrijf Stoop en Zoon")
        await page.locator("#veld-zelfde_als:not([hidden])").wait_for()
        await camera.take(
            page,
            "zelfde-leverancier",
            page.locator("#veld-organisation"),
            _field(page, "zelfde_als"),
        )
        await page.locator('[name="zelfde_als"][value^="nee"]').check()
        await fill(page, "position", "Boekhouding doen")
        await choose(page, "nature", "dienstverband")
        await choose(page, "relation", "geen")
        await choose(page, "paid", "ja")
        await fill(page, "hours_per_week", "4")
        await choose(page, "during_working_hours", "ja")
        await page.locator("#toets-NF-2").wait_for()
        await camera.take(page, "toets")
        await choose(page, "uses_company_assets", "nee")
        await choose(page, "works_for_residents", "nee")
        await fill(page, "starts_on", f"{today + timedelta(days=30):%d-%m-%Y}")
        await page.locator("#uitleg-NF-2").fill(
            "Soms belt een klant doordeweeks. Ik bel dan terug in mijn pauze."
        )
        explained = page.locator(".explain", has=page.locator("#uitleg-NF-2"))
        await explained.locator("summary").click()
        await page.locator("#denk-NF-2-1").fill("Of ik deze klant aanneem.")
        await camera.take(page, "leg-uit", page.locator("#leg-uit"), explained)
        await page.locator("#uitleg-NF-2").fill("")
        await page.get_by_role("button", name="Indienen").click()
        await page.locator("#foutoverzicht").wait_for()
        await camera.take(page, "leg-uit-fout", page.locator("#foutoverzicht"))


async def exclude(camera: Camera) -> None:
    """Show how antikraak for a child is said at once to be impossible."""
    async with camera.seen_by("medewerker") as page:
        await page.goto("/verklaringen/nieuw/woning")
        for field, slug in (("occupant", "kind"), ("tenure", "antikraak"), ("owner", "intermaris")):
            await choose(page, field, slug)
        await page.locator("#toets-WO-1").wait_for()
        await camera.take(
            page, "uitsluiting", page.locator("#toets-titel"), page.locator("#toets-WO-1")
        )


async def ask_beforehand(camera: Camera) -> None:
    """Show the page on which one asks beforehand, and the panel on a phone."""
    async with camera.seen_by("medewerker") as page:
        await page.goto("/mag-dit")
        await camera.take(page, "mag-dit")
    async with camera.seen_by("medewerker", phone=True) as page:
        await page.goto("/mag-dit/prive-leverancier")
        await choose(page, "discount", "persoonlijk")
        await page.locator("#toets-PL-2").wait_for()
        await camera.take(
            page, "mag-dit-telefoon", page.locator("#toets-titel"), page.locator("#toets-PL-2")
        )


async def review(camera: Camera) -> None:
    """Show a reviewer what departs and what changed, and a second pair of eyes."""
    async with camera.seen_by("leidinggevende") as page:
        await _open(page, "Uitnodiging", "#gewijzigd")
        await camera.take(page, "gewijzigd", page.locator("#toets"), page.locator("#gewijzigd"))
        await choose(page, "decision", "goedkeuren")
        await camera.take(page, "accepteren", page.locator(".deciding__acceptances"))
    async with camera.seen_by("bestuurssecretaris") as page:
        await page.goto("/beoordelen")
        await camera.take(
            page, "signalen", _signals(page), page.locator("table").last.locator("tbody tr").first
        )
        await _open(page, "Meekijken", ".departure__explained")
        await camera.take(
            page,
            "afwijking",
            page.locator("#toets"),
            page.locator(".departure", has=page.locator(".departure__explained")).first,
        )
        await camera.take(
            page, "meekijken", page.locator("#besluiten"), page.locator("form.deciding")
        )
        await camera.take(page, "route", page.locator("#route"), page.locator(".route"))


async def keep_the_code(camera: Camera) -> None:
    """Show the bestuurssecretaris the limits, the editions and a signal."""
    async with camera.seen_by("bestuurssecretaris") as page:
        await page.goto("/code/grenzen")
        await camera.take(page, "grenzen")
        await page.goto("/code/edities/1")
        await camera.take(page, "editie")
        await page.goto("/beoordelen")
        await page.locator("table").last.locator("a", has_text="bij").first.click()
        await page.locator("#signalen").wait_for()
        waiting = page.locator("section", has=page.get_by_role("button", name="Signaal afhandelen"))
        await camera.take(page, "signaal", _signals(page), waiting.first)


def _signals(page: Page) -> Locator:
    return page.get_by_role("heading", name="Signalen", exact=True)


async def _open(page: Page, row: str, part: str) -> None:
    """Open the first declaration of the worklist whose row holds this and whose page that."""
    await page.goto("/beoordelen")
    rows = page.locator("table").first.locator("tbody tr", has_text=row)
    urls = await rows.locator("a").evaluate_all("links => links.map(link => link.href)")
    for url in urls:
        await page.goto(url)
        if await page.locator(part).count():
            return
    raise LookupError(f"No declaration on the worklist has {row} and {part}.")


def _field(page: Page, name: str) -> Locator:
    return page.locator(f"#veld-{name}")


async def take_all(camera: Camera, today: date) -> None:
    """Take every picture of the code at work."""
    await explain(camera, today)
    await exclude(camera)
    await ask_beforehand(camera)
    await review(camera)
    await keep_the_code(camera)
