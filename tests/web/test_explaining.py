"""Departures are explained on the form: asked for, kept while typing, refused when missing."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col, select

from register.declarations import Declaration
from register.findings import Finding
from register.sessions import UserSession
from register.storage import Storage
from register.suppliers import Supplier, normal_form
from tests.register.types.answers import COMPLETE
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION

IN_WORKING_HOURS = {**POSITION, "during_working_hours": "ja"}
WHY = "Ik haal de uren dezelfde week in; dat is met mijn leidinggevende afgesproken."
MISSING = "Leg uit waarom je van deze regel afwijkt."


def text_of(page: str) -> str:
    """Give what a person reads of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


async def save(
    client: httpx.AsyncClient, key: UUID, typed: dict[str, str], veld: str | None = None
) -> str:
    """Send a form as the browser does while somebody types, and give the pieces."""
    what = f"veld={veld}" if veld else "bewaar=1"
    sent = await post(client, f"/verklaringen/{key}/concept?{what}", typed)
    assert sent.status_code == 200, sent.text
    return sent.text


async def test_a_save_answers_with_the_panel_and_the_field_to_explain_in(sign_in: SignIn) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    before = await save(mees, key, POSITION, "during_working_hours")
    assert '<fieldset id="veld-regel-NF-2" class="explain" data-kept hidden>' in before
    assert "Er wijkt niets af. Lies Leiding beslist." in before
    after = await save(mees, key, IN_WORKING_HOURS, "during_working_hours")
    assert '<fieldset id="veld-regel-NF-2" class="explain" data-kept>' in after
    assert 'name="uitleg-NF-2"' in after
    assert 'href="/code#NF-2"' in after
    assert "Je doet dit werk (deels) in werktijd." in text_of(after)
    assert "Ook de bestuurssecretaris kijkt mee." in after
    assert MISSING not in after, "nobody has forgotten anything yet"


async def test_submitting_without_an_explanation_is_refused_with_a_pointer_to_it(
    sign_in: SignIn,
) -> None:
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    typed = {**IN_WORKING_HOURS, "works_for_residents": "ja", "position": ""}
    answer = await post(mees, url, {**typed, "handeling": "indienen"})
    assert answer.status_code == 422
    links = re.findall(r'error-summary__link" href="#([^"]+)"', answer.text)
    assert links == ["position", "uitleg-NF-2", "uitleg-NF-4"]
    for name in links:
        assert f'id="{name}"' in answer.text
        assert f'id="melding-{name}"' in answer.text
    assert answer.text.count(MISSING) == 4


async def test_what_was_explained_and_thought_over_is_kept_as_evidence(
    sign_in: SignIn, storage: Storage
) -> None:
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    told = {"uitleg-NF-2": WHY, "denk-NF-2-4": "Verlof opnemen kan ook.", "overleg-NF-2": "Lies"}
    answer = await post(mees, url, {**IN_WORKING_HOURS, **told, "handeling": "indienen"})
    assert answer.status_code == 303, answer.text
    async with storage.transaction() as db:
        row = (await db.exec(select(Finding).where(Finding.rule == "NF-2"))).one()
    assert row.explanation == WHY
    assert row.deliberation == {"4": "Verlof opnemen kan ook."}
    assert row.consulted == "Lies"


async def test_what_was_typed_comes_back_when_it_departs_again(sign_in: SignIn) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    await save(mees, key, {**IN_WORKING_HOURS, "uitleg-NF-2": WHY})
    gone = await save(mees, key, {**POSITION, "uitleg-NF-2": WHY}, "during_working_hours")
    assert 'id="veld-regel-NF-2" class="explain" data-kept hidden' in gone
    page = await mees.get(f"/verklaringen/{key}/bewerken")
    assert 'id="veld-regel-NF-2" class="explain" data-kept hidden' in page.text
    assert WHY in page.text
    back = await post(
        mees,
        f"/verklaringen/{key}/bewerken",
        {**IN_WORKING_HOURS, "uitleg-NF-2": WHY, "handeling": "verder"},
    )
    assert 'id="veld-regel-NF-2" class="explain" data-kept>' in back.text
    assert WHY in back.text


async def test_an_explanation_of_what_does_not_depart_is_not_submitted(
    sign_in: SignIn, storage: Storage
) -> None:
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    answer = await post(mees, url, {**POSITION, "uitleg-NF-2": WHY, "handeling": "indienen"})
    assert answer.status_code == 303
    async with storage.transaction() as db:
        explained = await db.exec(select(Finding).where(col(Finding.explanation).is_not(None)))
        assert explained.all() == []


async def test_whose_session_ran_out_keeps_the_explanation_and_is_told_nothing_else(
    sign_in: SignIn, storage: Storage
) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    async with storage.transaction() as db:
        await db.exec(
            update(UserSession).values(expires_at=UserSession.created_at - timedelta(minutes=1))
        )
    answer = await save(mees, key, {**IN_WORKING_HOURS, "uitleg-NF-2": WHY}, "uitleg-NF-2")
    assert "Je bent uitgelogd" in answer
    assert 'id="toets"' not in answer
    async with storage.transaction() as db:
        declaration = await db.get_one(Declaration, key)
    assert (declaration.draft or {})["uitleg-NF-2"] == WHY


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("uitleg-NF-2", "x" * 4_001, "Maak de tekst korter"),
        ("uitleg-NF-2", "a\u202eb", "Er staat een teken in dat niet kan"),
        ("uitleg-NF-2", " \n ", MISSING),
        ("denk-NF-2-7", "x" * 1_001, "Maak de tekst korter"),
        ("overleg-NF-2", "x" * 201, "Maak de tekst korter"),
        ("overleg-NF-2", "Lies\nLeiding", "Schrijf dit op één regel."),
    ],
)
async def test_what_cannot_be_kept_is_refused_with_a_sentence_and_stays_on_the_page(
    field: str, text: str, sentence: str, sign_in: SignIn
) -> None:
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    typed = {**IN_WORKING_HOURS, "uitleg-NF-2": WHY, field: text}
    answer = await post(mees, url, {**typed, "handeling": "indienen"})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text
    assert text.strip()[:50] in answer.text
    if field.startswith("denk"):
        assert '<details class="explain__questions" open>' in answer.text


async def test_a_field_that_was_left_tells_at_once_what_is_wrong_with_it(sign_in: SignIn) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    long = {**IN_WORKING_HOURS, "uitleg-NF-2": "x" * 4_001}
    assert "Maak de tekst korter" in await save(mees, key, long, "uitleg-NF-2")
    empty = await save(mees, key, IN_WORKING_HOURS, "uitleg-NF-2")
    assert 'id="melding-uitleg-NF-2"' in empty
    assert MISSING not in empty, "walking past an empty field is no mistake"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</textarea><b>", "{{ 'zz' * 3 }}"])
async def test_strange_text_in_an_explanation_is_never_run(sign_in: SignIn, text: str) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    typed = {**IN_WORKING_HOURS, "uitleg-NF-2": text, "denk-NF-2-1": text, "overleg-NF-2": text}
    for page in (
        await save(mees, key, typed, "uitleg-NF-2"),
        (await mees.get(f"/verklaringen/{key}/bewerken")).text,
    ):
        assert "<script>alert" not in page
        assert "</textarea><b>" not in page
        assert "zzzzzz" not in page


@pytest.mark.parametrize(
    "typed",
    [
        {"uitleg-XX-9": "a", "denk-NF-2-8": "b", "denk-NF-2-0": "c"},
        {"during_working_hours": "misschien", "uitleg-NF-2": "\x00"},
        {"starts_on": "31-02-2026", "hours_per_week": "honderd", "nature": "' OR 1=1 --"},
        {"zelfde_als": "nee C-1; DROP TABLE supplier"},
    ],
)
async def test_a_save_bears_whatever_is_sent(sign_in: SignIn, typed: dict[str, str]) -> None:
    mees, key = await sign_in("medewerker"), uuid4()
    sent = {**POSITION, **typed}
    assert "Toets aan de code" in await save(mees, key, sent)
    assert "Toets aan de code" in await save(mees, key, sent, "uitleg-XX-9")


async def list_supplier(storage: Storage, number: str, name: str, kvk: str | None = None) -> None:
    """Put a supplier on the list of purchasing."""
    async with storage.transaction() as db:
        db.add(
            Supplier(
                creditor_number=number,
                name=name,
                normal_name=normal_form(name),
                kvk_number=kvk,
                tender_running=False,
            )
        )


PRIVATE = {
    "soort": "prive-leverancier",
    **COMPLETE["prive-leverancier"],
    "kvk_number": "",
    "business_contact": "nee",
}


async def test_a_party_of_much_the_same_name_is_asked_about_before_submitting(
    sign_in: SignIn, storage: Storage
) -> None:
    await list_supplier(storage, "C-1001", "Schildersbedrijf De Gouden Kwast B.V.", "37000001")
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    typed = {**PRIVATE, "party_name": "Schilderbedrijf De Gouden Kwast"}
    refused = await post(mees, url, {**typed, "handeling": "indienen"})
    assert refused.status_code == 422
    assert 'href="#zelfde_als"' in refused.text
    assert "Kies of dit dezelfde partij is." in refused.text
    assert "KVK 37000001" in refused.text
    [value] = re.findall(r'id="zelfde_als-nee[^"]*" value="([^"]+)"', refused.text)
    for answer in ("C-1001", value, "nee", "onbekend"):
        shown = await post(mees, url, {**typed, "zelfde_als": answer, "handeling": "verder"})
        checked = re.findall(r'name="zelfde_als"[^>]*value="([^"]+)" checked', shown.text)
        assert checked == [value if answer.startswith("nee") else answer]
    again = f"/verklaringen/{uuid4()}/bewerken"
    sent = await post(mees, again, {**typed, "zelfde_als": "onbekend", "handeling": "indienen"})
    assert sent.status_code == 303, sent.text


async def test_an_answer_about_another_supplier_is_no_answer(
    sign_in: SignIn, storage: Storage
) -> None:
    await list_supplier(storage, "C-1001", "Schildersbedrijf De Gouden Kwast B.V.")
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    typed = {**PRIVATE, "party_name": "Schilderbedrijf De Gouden Kwast"}
    for answer in ("C-2002", "nee C-2002"):
        refused = await post(mees, url, {**typed, "zelfde_als": answer, "handeling": "indienen"})
        assert refused.status_code == 422
        assert "Kies of dit dezelfde partij is." in refused.text


async def test_a_party_like_no_supplier_is_not_asked_about(sign_in: SignIn) -> None:
    mees, url = await sign_in("medewerker"), f"/verklaringen/{uuid4()}/bewerken"
    page = await post(mees, url, {**PRIVATE, "handeling": "verder"})
    assert '<div id="veld-zelfde_als" hidden></div>' in page.text
