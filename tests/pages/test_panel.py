"""The panel *Toets aan de code* beside the form, and explaining what departs from the code."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from register.sessions import UserSession
from register.storage import Storage
from register.suppliers import Supplier, normal_form
from tests.pages.conftest import axe, sign_in
from tests.pages.forms import (
    STORIES,
    WHY,
    FormStory,
    answer,
    explain,
    fill_in,
    press_on,
)
from tests.pages.test_nothing_typed_is_lost import begin, saved

OpenBrowser = Callable[..., Awaitable[Page]]

MISSING = "Leg uit waarom je van deze regel afwijkt."
NEVENFUNCTIE, OPDRACHT, PRIVE, WONING, UITNODIGING = STORIES


@dataclass(frozen=True)
class Case:
    """A form in which one answer departs from the code.

    Attributes:
        story: the whole form.
        first: what has to be answered for the departing question to be there.
        departing: the question and the answer.
        rule: the rule that it departs from.
        told: what the panel says of it.
        meaning: what that does to the route.
    """

    story: FormStory
    first: tuple[tuple[str, str], ...]
    departing: tuple[str, str]
    rule: str
    told: str
    meaning: str


UNKNOWN_PARTY = (("Leverancier", "Staat er niet bij"),)

CASES = (
    Case(
        NEVENFUNCTIE.but({"(Deels) in werktijd": "Ja"}, "NF-2"),
        (),
        ("(Deels) in werktijd", "Ja"),
        "NF-2",
        "Je doet dit werk (deels) in werktijd.",
        "Ook de bestuurssecretaris kijkt mee.",
    ),
    Case(
        OPDRACHT.but({"Goed alternatief beschikbaar": "Ja"}, "OV-3"),
        (),
        ("Goed alternatief beschikbaar", "Ja"),
        "OV-3",
        "Er is een goed alternatief, en dat is niet gekozen.",
        "Ook de bestuurssecretaris kijkt mee.",
    ),
    Case(
        PRIVE,
        (),
        ("Ik heb in mijn werk met deze leverancier te maken", "Ja"),
        "PL-3",
        "Je hebt in je werk met deze leverancier te maken.",
        "Ook de bestuurssecretaris kijkt mee.",
    ),
    Case(
        WONING.but({"Voorrang of korting gekregen": "Ja"}, "WO-2"),
        (("Eigenaar", "Intermaris"),),
        ("Voorrang of korting gekregen", "Ja"),
        "WO-2",
        "Er is voorrang of korting gegeven.",
        "Daarom beslist de directie.",
    ),
    Case(
        UITNODIGING.but(
            {"Categorie": "B", "Getekende overeenkomst": "Ja"} | {"Soort": "Lunch of diner"},
            "UI-1",
        ),
        UNKNOWN_PARTY,
        ("Categorie", "B"),
        "UI-1",
        "De leverancier valt in categorie B.",
        "Ook de bestuurssecretaris kijkt mee.",
    ),
)

WAYS = [
    pytest.param(True, False, id="with JavaScript on a desk"),
    pytest.param(True, True, id="with JavaScript on a phone"),
    pytest.param(False, True, id="without JavaScript on a phone"),
]


def questions(story: FormStory) -> FormStory:
    """Give a story without the questions that its own answers make disappear."""
    gone = {"Bijdrage aan reputatie en imago", "Afgestemd met team communicatie"}
    if ("Soort", "Lunch of diner") not in story.answers:
        return story
    kept = tuple(pair for pair in story.answers if pair[0] not in gone)
    return FormStory(story.slug, kept, story.headline, story.explained)


async def holds_within_the_screen(page: Page, *, javascript: bool) -> None:
    """The page is as wide as the screen and axe, which runs in the page, finds nothing wrong."""
    sideways = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sideways <= 0
    if javascript:
        assert await axe(page) == []


@pytest.mark.parametrize(("javascript", "phone"), WAYS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story.slug)
async def test_what_departs_shows_while_typing_and_has_to_be_explained_before_submitting(
    case: Case, javascript: bool, phone: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript, phone=phone)
    await begin(page, case.story.slug)
    panel, field = page.locator("#toets"), page.locator(f"#uitleg-{case.rule}")
    await expect(panel).to_contain_text("nog niet te zeggen.")
    await expect(panel).not_to_contain_text(case.told)
    await expect(field).to_be_hidden()
    for label, given in (*case.first, case.departing):
        await answer(page, label, given, javascript=javascript)
    if not javascript:
        await press_on(page)
    await expect(panel).to_contain_text("1 regel vraagt uitleg")
    await expect(panel).to_contain_text(case.told)
    await expect(panel).to_contain_text(case.meaning)
    await expect(panel.get_by_role("link", name=case.rule).first).to_have_attribute(
        "href", f"/code#{case.rule}"
    )
    await panel.get_by_role("link", name="Leg dit uit").click()
    await expect(field).to_be_focused()
    await holds_within_the_screen(page, javascript=javascript)

    story = questions(case.story)
    unexplained = FormStory(story.slug, story.answers, story.headline)
    await fill_in(page, unexplained, javascript=javascript)
    await page.get_by_role("button", name="Indienen").click()
    summary = page.locator("#foutoverzicht")
    await expect(summary.get_by_role("link")).to_have_text(
        [f"{each}, Jouw uitleg: {MISSING}" for each in story.explained]
    )
    await expect(page.locator(f"#melding-uitleg-{case.rule}")).to_contain_text(MISSING)
    await holds_within_the_screen(page, javascript=javascript)
    await summary.get_by_role("link", name=case.rule).click()
    await expect(field).to_be_focused()
    for rule in story.explained:
        await explain(page, rule, WHY, javascript=javascript)
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je verklaring is ingediend")


@pytest.mark.parametrize(("javascript", "phone"), WAYS)
async def test_antikraak_for_a_child_is_told_at_once_with_what_can_be_done_instead(
    javascript: bool, phone: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript, phone=phone)
    await begin(page, "woning")
    for label, given in (("Voor wie", "Kind"), ("Soort", "Antikraak"), ("Eigenaar", "Intermaris")):
        await answer(page, label, given, javascript=javascript)
    if not javascript:
        await page.get_by_role("button", name="Verder").first.click()
    told = page.locator("#uitsluiting" if phone else "#toets-WO-1")
    if javascript:
        await expect(told).to_be_in_viewport()
    await expect(page.locator("#uitsluiting")).to_be_visible(visible=phone)
    for place in (told, page.locator("#toets-WO-1")):
        await expect(place).to_contain_text("Harde uitsluiting")
        await expect(place).to_contain_text("Hier kan niemand toestemming voor geven.")
        await expect(place).to_contain_text("woning van een andere eigenaar; dat mag wel, ook via")
        await expect(place).to_contain_text("Je kunt het wel indienen")
    await expect(page.locator("#toets")).to_contain_text("Afwijzen is het enige besluit.")
    await holds_within_the_screen(page, javascript=javascript)
    await answer(page, "Eigenaar", "Ander", javascript=javascript)
    if not javascript:
        await press_on(page)
    await expect(page.locator("#toets-WO-1")).to_have_count(0)
    await expect(page.locator("#uitsluiting")).to_be_hidden()
    await expect(page.locator("#toets")).to_contain_text("Dit hoef je niet te melden.")


async def test_an_exclusion_can_still_be_submitted_for_the_record(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page, "woning")
    story = WONING.but({"Soort": "Antikraak", "Toewijzing via": "Gapph"})
    asked = tuple(pair for pair in story.answers if pair[0] != "Inschrijfnummer WoonMatch")
    await fill_in(page, FormStory("woning", asked, ""), javascript=javascript)
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je verklaring is ingediend")


async def depart_twice(page: Page) -> None:
    """Fill in so much of a nevenfunctie that two rules have to be explained."""
    await answer(page, "(Deels) in werktijd", "Ja", javascript=True)
    await answer(page, "Werk voor bewoners van Intermaris", "Ja", javascript=True)
    await expect(page.locator("#uitleg-NF-2")).to_be_visible()
    await expect(page.locator("#uitleg-NF-4")).to_be_visible()


async def test_the_panel_refreshes_without_taking_the_field_from_whoever_types_in_it(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await begin(page)
    await depart_twice(page)
    field = page.locator("#uitleg-NF-2")
    await field.focus()
    text = "Ik doe dit op vrijdagmiddag. " * 8
    await page.keyboard.type(text, delay=15)
    await expect(field).to_be_focused()
    await expect(field).to_have_value(text)
    await page.keyboard.press("Control+Home")
    async with page.expect_response("**/concept?bewaar=1"):
        await page.keyboard.type("Vooraf: ", delay=15)
    await page.keyboard.type("besproken. ", delay=15)
    await expect(field).to_be_focused()
    await expect(field).to_have_value(f"Vooraf: besproken. {text}")


async def test_an_answer_that_comes_late_changes_nothing_under_the_caret(
    open_browser: OpenBrowser,
) -> None:
    """The departure goes away while somebody types its explanation already."""
    page = await open_browser()
    await begin(page)
    await depart_twice(page)
    held: list[Callable[[], Awaitable[None]]] = []
    late = "**/concept?veld=during_working_hours"
    await page.route(late, lambda route: held.append(route.continue_))
    field = page.locator("#uitleg-NF-2")
    await answer(page, "(Deels) in werktijd", "Nee", javascript=True)
    await field.fill("Wat ik typ ")
    async with page.expect_response(late):
        await held[0]()
    await page.keyboard.type("blijft staan.")
    await expect(field).to_be_focused()
    await expect(field).to_have_value("Wat ik typ blijft staan.")
    await page.locator("#explanation").focus()
    await expect(field).to_be_hidden()
    await page.unroute(late)
    await answer(page, "(Deels) in werktijd", "Ja", javascript=True)
    await expect(field).to_be_visible()
    await expect(field).to_have_value("Wat ik typ blijft staan.")


async def test_an_explanation_comes_back_with_its_departure_and_after_a_refresh(
    javascript: bool, open_browser: OpenBrowser
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page, "uitnodiging")
    await answer(page, "Partner of introducé mee", "Ja", javascript=javascript)
    await explain(page, "UI-8", WHY, javascript=javascript)
    field = page.locator("#uitleg-UI-8")
    for given in ("Nee", "Ja"):
        await answer(page, "Partner of introducé mee", given, javascript=javascript)
        if not javascript:
            await press_on(page)
        await expect(field).to_be_visible(visible=given == "Ja")
    await expect(field).to_have_value(WHY)
    if javascript:
        await saved(page)
        await page.reload()
    else:
        await page.get_by_role("button", name="Later verder").click()
        await page.get_by_role("link", name="Verder met dit concept").first.click()
    await expect(field).to_have_value(WHY)


async def test_what_was_explained_and_thought_over_survives_a_lost_session(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    page = await open_browser(javascript=javascript)
    await begin(page, "uitnodiging")
    await answer(page, "Partner of introducé mee", "Ja", javascript=javascript)
    await explain(page, "UI-8", WHY, javascript=javascript)
    await page.get_by_text("Zeven vragen die helpen").click()
    await page.get_by_label("5. Waar kom je op uit?").fill("Ik betaal zelf voor mijn partner.")
    await page.get_by_label("Met wie heb je dit besproken?").fill("Fatima")
    async with demo_storage.transaction() as db:
        await db.exec(
            update(UserSession).values(expires_at=UserSession.created_at - timedelta(minutes=1))
        )
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    await page.locator('button[value="2006"]').click()
    await expect(page.locator("#uitleg-UI-8")).to_have_value(WHY)
    # The questions are open: something stands in them.
    await expect(page.get_by_label("5. Waar kom je op uit?")).to_have_value(
        "Ik betaal zelf voor mijn partner."
    )
    await expect(page.get_by_label("Met wie heb je dit besproken?")).to_have_value("Fatima")


async def test_what_somebody_opened_stays_open_when_the_panel_refreshes(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await begin(page)
    unknown = page.locator("#toets-onbekend")
    await unknown.locator("summary").click()
    await depart_twice(page)
    await page.get_by_text("Zeven vragen die helpen").first.click()
    await answer(page, "Betaald", "Nee", javascript=True)
    await saved(page)
    await answer(page, "Gebruik van middelen van Intermaris", "Ja", javascript=True)
    await expect(page.locator("#toets")).to_contain_text("3 regels vragen uitleg")
    assert await unknown.evaluate("details => details.open")
    await expect(page.locator("#denk-NF-2-1")).to_be_visible()
    await expect(page.locator("#denk-NF-4-1")).to_be_hidden()
    assert await axe(page) == []


async def test_the_outcome_is_announced_once_and_only_when_it_changes(
    open_browser: OpenBrowser,
) -> None:
    page = await open_browser()
    await begin(page)
    status = page.locator("#toetsstand")
    await expect(status).to_have_attribute("role", "status")
    await expect(status).to_have_text("Er wijkt niets af. Fatima Bouzidi beslist.")
    await status.evaluate(
        """status => {
            window.announced = [];
            new MutationObserver(() => window.announced.push(status.textContent)).observe(
                status, {childList: true, characterData: true, subtree: true});
        }"""
    )
    await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
    await saved(page)
    await answer(page, "Betaald", "Nee", javascript=True)
    await answer(page, "Gebruik van middelen van Intermaris", "Nee", javascript=True)
    await answer(page, "(Deels) in werktijd", "Ja", javascript=True)
    await expect(status).to_contain_text("1 regel vraagt uitleg: NF-2.")
    await page.get_by_label("Functie of werkzaamheden").fill("Penningmeester")
    await page.get_by_label("Begindatum").fill("1-1-2090")
    async with page.expect_response("**/concept?veld=starts_on"):
        await page.get_by_label("Einddatum").focus()
    assert await page.evaluate("window.announced") == [
        "1 regel vraagt uitleg: NF-2. Fatima Bouzidi beslist, Bestuurssecretaris kijkt mee."
    ]


async def test_the_panel_stays_in_sight_beside_a_long_form_and_below_it_on_a_phone(
    open_browser: OpenBrowser,
) -> None:
    desk, phone = await open_browser(), await open_browser(phone=True)
    for page in (desk, phone):
        await sign_in(page, "medewerker")
        await page.goto("/verklaringen/nieuw/uitnodiging")
    heading = desk.get_by_role("heading", name="Toets aan de code")
    await expect(heading).to_be_in_viewport()
    await desk.locator("#explanation").scroll_into_view_if_needed()
    await expect(heading).to_be_in_viewport()
    await expect(desk.get_by_role("link", name="Naar de toets aan de code")).to_be_hidden()
    below = phone.get_by_role("heading", name="Toets aan de code")
    await expect(below).not_to_be_in_viewport()
    await phone.get_by_role("link", name="Naar de toets aan de code").click()
    await expect(below).to_be_in_viewport()


async def test_nothing_moves_under_the_pointer_when_an_explanation_is_asked_for(
    open_browser: OpenBrowser,
) -> None:
    """The button goes down when the fields come, not while it is being pressed."""
    page = await open_browser()
    await begin(page)
    submit = page.get_by_role("button", name="Indienen")
    await submit.scroll_into_view_if_needed()
    box = await submit.bounding_box()
    assert box is not None
    # Pressed first: on a busy machine the fields would else be there before the button is down.
    await page.mouse.move(box["x"] + 10, box["y"] + 10)
    await page.mouse.down()
    await (
        page.get_by_role("radiogroup", name="(Deels) in werktijd")
        .get_by_label("Ja")
        .evaluate("radio => radio.click()")
    )
    await page.wait_for_timeout(600)
    assert await submit.bounding_box() == box
    await page.mouse.up()
    await expect(page.locator("#foutoverzicht")).to_be_visible()


async def test_a_party_that_may_be_a_supplier_is_asked_about_and_counts_once_confirmed(
    javascript: bool, open_browser: OpenBrowser, demo_storage: Storage
) -> None:
    name = "Stichting Zonnepark Westfriese Omringdijk"
    async with demo_storage.transaction() as db:
        db.add(
            Supplier(
                creditor_number="C-9001",
                name=name,
                normal_name=normal_form(name),
                tender_running=False,
            )
        )
    page = await open_browser(javascript=javascript)
    await begin(page)
    story = NEVENFUNCTIE.but({"Organisatie": "St. Zonnepark Westfriesche Omringdijk"})
    await fill_in(page, story, javascript=javascript)
    question = page.get_by_role("radiogroup", name="Is dit een van deze leveranciers?")
    if javascript:
        await expect(question).to_contain_text(name)
        await expect(question).to_contain_text("crediteur C-9001")
    await page.get_by_role("button", name="Indienen").click()
    summary = page.locator("#foutoverzicht")
    await expect(summary).to_contain_text("Kies of dit dezelfde partij is.")
    await summary.get_by_role("link").click()
    await expect(question).to_be_in_viewport()
    await expect(question).to_contain_text(name)
    await holds_within_the_screen(page, javascript=javascript)
    for given, departs in (("Weet ik niet", 0), (name, 1), ("Nee, een andere partij", 0)):
        await question.get_by_label(given, exact=True).check()
        if not javascript:
            await press_on(page)
        told = page.locator("#toets .departure").filter(has_text="NF-1")
        await expect(told).to_have_count(departs)
        await expect(question.get_by_label(given, exact=True)).to_be_checked()
    if javascript:
        # The answer was about this supplier; the name of another one is asked about anew.
        await page.get_by_label("Organisatie", exact=True).fill("Stichting Speeltuin Zwaag")
        await page.get_by_label("KVK-nummer").focus()
        await expect(question).to_be_hidden()
        await page.get_by_label("Organisatie", exact=True).fill(story.answers[0][1])
        await page.get_by_label("KVK-nummer").focus()
        await expect(question).to_be_visible()
        await expect(question.get_by_role("radio", checked=True)).to_have_count(0)
        await question.get_by_label("Weet ik niet").check()
    await page.get_by_role("button", name="Indienen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je verklaring is ingediend")
