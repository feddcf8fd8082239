"""Every letter: plain, with a link, and with nothing in it of what somebody declared."""

import re
from string import Formatter
from typing import Any

import pytest

from register.settings import Settings
from register.types import TYPES
from tests.register.types.answers import CLEAN
from tests.workflows.desk import CONDITION, EXPLANATION, REASON, Desk
from workflows.letters import SAFE_VALUES, WORDINGS, Letter
from workflows.worker import Worker
from workflows.writing import Written, write

BASE = "https://register.example"
TOLD: dict[str, Any] = {
    "number": "2026-0042",
    "kind": "Nevenfunctie",
    "due": "2026-03-24",
    "starts": "2026-03-10",
    "ends": "2026-03-20",
    "days": 3,
    "count": 2,
    "overdue": 1,
    "name": "Zoë <b>Vos</b>",
    "path": "/opgave",
    "year": 2026,
    "items": [
        {"number": "2026-0042", "due": "2026-03-24", "overdue": True},
        {"number": "2026-0043", "due": "2026-04-01", "overdue": False},
    ],
}


def written(letter: Letter) -> Written:
    return write(letter, TOLD, "Lies & Co", BASE)


def test_what_letters_may_tell_is_what_this_test_knows() -> None:
    assert set(TOLD) == SAFE_VALUES
    assert set(WORDINGS) == set(Letter)


@pytest.mark.parametrize("letter", list(Letter))
def test_a_letter_is_filled_in_greets_and_leads_to_the_register(letter: Letter) -> None:
    made = written(letter)
    wording = letter.wording
    names = {
        name
        for part in (wording.subject, wording.path, *wording.lines)
        for _, name, _, _ in Formatter().parse(part)
        if name
    }
    assert names <= SAFE_VALUES
    assert made.text.startswith("Beste Lies & Co,\n\n")
    assert "Beste Lies &amp; Co," in made.html
    links = re.findall(r"https://\S+", made.text)
    assert links
    assert all(link.startswith(f"{BASE}/") for link in links)
    for link in links:
        assert f'href="{link}"' in made.html
    for text in (made.subject, made.text):
        assert "{" not in text
        assert "None" not in text
    assert "<b>" not in made.html
    assert len(made.subject) <= 75
    assert not made.subject.endswith(".")
    assert all(line.endswith((".", "?")) for line in wording.lines)


def test_an_overview_names_numbers_with_their_day_and_link() -> None:
    text = written(Letter.DIGEST_OPEN_WORK).text
    assert (
        "- 2026-0042, uiterlijk 24 maart 2026 (te laat)\n"
        "  https://register.example/verklaringen/2026-0042\n"
        "- 2026-0043, uiterlijk 1 april 2026\n"
    ) in text


@pytest.mark.parametrize("slug", list(TYPES))
async def test_no_mail_tells_what_somebody_declared_asked_or_decided(desk: Desk, slug: str) -> None:
    """The whole way of a declaration: nothing that anybody typed on it stands in any mail."""
    key = await desk.declared(slug=slug)
    await desk.decide("leidinggevende", key, "aanvullen", reason="Waarom bij Bakkerij de Vries?")
    await desk.type("medewerker", key, slug)
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key, "voorwaarden")
    await Worker(desk.storage, Settings(), lambda: desk.now).run_once()
    mails = await desk.rows("SELECT letter, subject || text || html FROM mail WHERE state = 'sent'")
    assert {letter for letter, _ in mails} >= {"step-opened", "asked-for-more", "decided"}
    (headline,) = {revision.headline for revision in await desk.revisions(key)}
    typed = {
        answer
        for answer in (*CLEAN[slug].values(), headline, REASON, EXPLANATION, CONDITION.text)
        if len(answer) > 6 and answer.casefold() not in TYPES[slug].title.casefold()
    }
    assert typed
    for letter, mail in mails:
        for secret in (*typed, "Bakkerij", "Mees Medewerker", "Goedgekeurd", "voorwaarden"):
            assert secret.casefold() not in mail.casefold(), (letter, secret)
