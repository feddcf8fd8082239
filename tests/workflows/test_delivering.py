"""Mail against a real mail server: read as a person would, and never lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from register.mail import MailState
from register.settings import Settings
from tests.conftest import NOW
from tests.workflows.desk import Desk
from tests.workflows.mail_server import ANSWERS_TO, FROM, MailServer, cut_off, slow
from workflows.delivering import MOST_ATTEMPTS, deliver, pick_up
from workflows.worker import Worker


@pytest.fixture
async def smtp() -> AsyncIterator[MailServer]:
    made = MailServer()
    made.start()
    yield made
    made.stop()


async def attempt(desk: Desk, settings: Settings, tries: int = 0) -> timedelta | None:
    """Try to send the only mail that there is."""
    return await deliver(desk.storage, settings, 1, tries, lambda: desk.now)


async def state(desk: Desk) -> tuple[object, ...]:
    rows = await desk.rows("SELECT state, attempts, last_error FROM mail")
    assert len(rows) == 1
    return rows[0]


async def test_a_mail_reads_as_a_person_would_read_it(desk: Desk, smtp: MailServer) -> None:
    await desk.change("leidinggevende", first_name="Zoë", infix="van 't", last_name='Hoff, "Zus"')
    await desk.declared()
    assert await attempt(desk, smtp.settings()) is None
    [mail] = smtp.taken
    assert str(mail["Subject"]) == "Verklaring 2026-0001 wacht op jou"
    assert mail["To"].addresses[0].display_name == 'Zoë van \'t Hoff, "Zus"'
    assert mail["To"].addresses[0].addr_spec == "lies@intermaris.example"
    assert mail["From"].addresses[0].addr_spec == FROM
    assert mail["From"].addresses[0].display_name == "Integriteitsregister Intermaris"
    assert mail["Reply-To"].addresses[0].addr_spec == ANSWERS_TO
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == (
        "Beste Zoë,\n\n"
        "Verklaring 2026-0001 (Nevenfunctie) wacht op jouw antwoord.\n\n"
        "Doe dit uiterlijk 24 maart 2026.\n\n"
        "Bekijk de verklaring:\n"
        "https://register.intermaris.example/verklaringen/2026-0001\n\n"
        "Met vriendelijke groet,\n"
        "Integriteitsregister Intermaris\n\n"
        "Dit bericht is vanzelf verstuurd. Wat er is gemeld, staat met opzet niet in dit bericht.\n"
    )
    link = '<a href="https://register.intermaris.example/verklaringen/2026-0001">'
    assert link in html.get_content()


async def test_a_name_adds_no_header_and_no_markup(desk: Desk, smtp: MailServer) -> None:
    evil = "Lies\r\nBcc: iedereen@elders.example\r\n\r\n<b>"
    await desk.change("leidinggevende", first_name=evil)
    await desk.declared()
    assert await attempt(desk, smtp.settings()) is None
    [mail] = smtp.taken
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "lies@intermaris.example"
    html = mail.get_body(("html",))
    assert html is not None
    assert "<b>" not in html.get_content()


async def test_a_server_that_is_away_delays_and_loses_nothing(desk: Desk) -> None:
    smtp = MailServer()
    await desk.declared()
    waits = [await attempt(desk, smtp.settings(), tries) for tries in range(6)]
    assert [wait and wait.total_seconds() / 60 for wait in waits] == [1, 2, 4, 8, 15, 15]
    assert await state(desk) == ("waiting", 0, "SMTPConnectError")
    smtp.start()
    assert await attempt(desk, smtp.settings()) is None
    smtp.stop()
    assert await state(desk) == ("sent", 1, None)
    assert len(smtp.taken) == 1


async def test_a_server_that_says_later_gets_it_later(desk: Desk, smtp: MailServer) -> None:
    await desk.declared()
    smtp.refuses["lies@intermaris.example"] = "452 4.2.2 Mailbox full"
    waits = [await attempt(desk, smtp.settings()) for _ in range(MOST_ATTEMPTS)]
    assert [wait and wait.total_seconds() / 60 for wait in waits[:8]] == [
        *(1, 2, 4, 8, 16, 32),
        *(60, 60),
    ]
    assert waits[-1] is None
    assert await state(desk) == ("failed", MOST_ATTEMPTS, "452 4.2.2 Mailbox full")
    assert smtp.offered == 0


async def test_an_address_that_is_refused_is_not_tried_for_ever(
    desk: Desk, smtp: MailServer
) -> None:
    await desk.declared()
    smtp.refuses["lies@intermaris.example"] = "550 5.1.1 User unknown"
    assert await attempt(desk, smtp.settings()) is None
    assert await state(desk) == ("undeliverable", 1, "550 5.1.1 User unknown")
    smtp.refuses.clear()
    assert await attempt(desk, smtp.settings()) is None
    assert smtp.taken == []


async def test_a_text_that_is_refused_is_not_tried_for_ever(desk: Desk, smtp: MailServer) -> None:
    await desk.declared()
    smtp.before_answer = lambda _server: "554 5.7.1 Spam"
    assert await attempt(desk, smtp.settings()) is None
    assert await state(desk) == ("undeliverable", 1, "554 5.7.1 Spam")


@pytest.mark.parametrize("breaking", [slow, cut_off])
async def test_a_connection_that_breaks_in_the_middle_is_tried_again_under_the_same_id(
    desk: Desk, smtp: MailServer, breaking: object
) -> None:
    await desk.declared()
    smtp.before_answer = breaking  # type: ignore[assignment]
    assert await attempt(desk, smtp.settings(smtp_timeout=1)) == timedelta(minutes=1)
    said, attempts, _ = await state(desk)
    assert (said, attempts) == ("sending", 1)
    smtp.before_answer = None
    assert await attempt(desk, smtp.settings()) is None
    assert await state(desk) == ("sent", 2, None)
    [(token,)] = await desk.rows("SELECT message_id FROM mail")
    assert str(smtp.taken[-1]["Message-ID"]) == f"<{token}@intermaris.example>"


async def test_the_one_doubt_is_between_the_answer_of_the_server_and_writing_it_down(
    desk: Desk, smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that dies there leaves a mail that is sent again, recognisably the same."""
    await desk.declared()

    async def dies(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr("workflows.delivering._sent", dies)
        with pytest.raises(ConnectionResetError):
            await attempt(desk, smtp.settings())
    assert (await state(desk))[0] == MailState.SENDING
    assert await attempt(desk, smtp.settings()) is None
    first, again = smtp.taken
    assert first["Message-ID"] == again["Message-ID"]
    assert await attempt(desk, smtp.settings()) is None
    assert len(smtp.taken) == 2


async def test_two_at_once_send_it_once(desk: Desk, smtp: MailServer) -> None:
    await desk.declared()

    async def a_little_later(_server: object) -> None:
        await asyncio.sleep(0.5)

    smtp.before_answer = a_little_later
    waits = await asyncio.gather(*(attempt(desk, smtp.settings()) for _ in range(4)))
    assert sorted(wait is None for wait in waits) == [False, False, False, True]
    assert len(smtp.taken) == 1


async def test_who_left_gets_no_mail_and_the_outbox_says_so(desk: Desk, smtp: MailServer) -> None:
    await desk.declared()
    await desk.change("leidinggevende", in_service_until=date(2026, 3, 9))
    assert await attempt(desk, smtp.settings()) is None
    assert await state(desk) == ("dropped", 0, "uit dienst")
    assert smtp.taken == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ("dropped", 0, "geen mailadres")),
        ("geen adres", ("undeliverable", 1, "adres is ongeldig")),
        ("@", ("undeliverable", 1, "adres is ongeldig")),
        ("zoë@intermaris.example", ("undeliverable", 1, "adres is ongeldig")),
        ("a@b.example\r\nRCPT TO:<x@y.example>", ("undeliverable", 1, "adres is ongeldig")),
    ],
)
async def test_an_address_that_is_none_is_told(
    desk: Desk, smtp: MailServer, address: str, expected: tuple[object, ...]
) -> None:
    await desk.declared()
    await desk.change("leidinggevende", email=address)
    assert await attempt(desk, smtp.settings()) is None
    assert await state(desk) == expected
    assert smtp.taken == []


async def test_a_mail_whose_job_was_lost_is_picked_up(desk: Desk, smtp: MailServer) -> None:
    await desk.declared()
    await desk.rows("DELETE FROM pgqueuer RETURNING id")
    for _ in range(2):
        async with desk.storage.transaction() as db:
            await pick_up(db, desk.now)
    assert await desk.rows("SELECT entrypoint FROM pgqueuer") == [("mail",)]
    await Worker(desk.storage, smtp.settings(), lambda: desk.now).run_once()
    assert len(smtp.taken) == 1
