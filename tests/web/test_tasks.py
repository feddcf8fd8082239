"""`/taken`, `/postvak` and `/gezondheid`: what was not sent, what was, and how it stands."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import httpx
import pytest
from litestar import Litestar

from app import create_app
from register import sessions
from register.people import Person
from register.settings import Settings
from register.storage import Storage
from tests.conftest import NOW
from tests.web.conftest import SignIn, post
from tests.workflows.desk import Desk
from tests.workflows.mail_server import MailServer
from workflows.delivering import deliver
from workflows.worker import Worker


@pytest.fixture
def desk(storage: Storage, organisation: dict[str, Person]) -> Desk:
    return Desk(storage, organisation)


async def health(application: Litestar) -> httpx.Response:
    transport = httpx.ASGITransport(application)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://register.test") as client:
        return await client.get("/gezondheid")


async def test_health_tells_that_mail_is_late_and_stays_at_200(
    desk: Desk, web_settings: Settings
) -> None:
    await desk.declared()
    await deliver(desk.storage, MailServer().settings(), 1, 0, lambda: NOW)
    answer = await health(create_app(web_settings, desk.storage, clock=lambda: NOW))
    assert answer.json()["mail"] == {
        "status": "ok",
        "wacht": 1,
        "oudste": NOW.isoformat(),
        "fout": "SMTPConnectError",
        "niet aangekomen": 0,
    }
    assert answer.json()["worker"] == {"status": "niet gezien", "gezien": None}
    later = create_app(web_settings, desk.storage, clock=lambda: NOW + timedelta(minutes=16))
    answer = await health(later)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["mail"]["status"] == "vertraagd"
    await Worker(desk.storage, web_settings, lambda: NOW).run_once()
    assert (await health(later)).json()["mail"]["wacht"] == 0


async def test_a_mail_that_was_refused_is_seen_and_sent_again_to_the_address_of_now(
    desk: Desk, sign_in: SignIn
) -> None:
    smtp = MailServer()
    smtp.start()
    smtp.refuses["lies@intermaris.example"] = "550 5.1.1 User unknown"
    await desk.declared()
    await deliver(desk.storage, smtp.settings(), 1, 0, lambda: NOW)
    bob = await sign_in("beheerder")
    page = (await bob.get("/taken")).text
    for said in ("Onbestelbaar", "Lies Leiding", "550 5.1.1 User unknown", "2026-0001"):
        assert said in page
    await desk.change("leidinggevende", email="l.leiding@intermaris.example")
    answer = await post(bob, "/taken/mail/1", {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/taken")
    assert (await post(bob, "/taken/mail/1", {})).status_code == 409
    await Worker(desk.storage, smtp.settings(), lambda: NOW).run_once()
    smtp.stop()
    told = {str(mail["Subject"]): mail["To"].addresses[0].addr_spec for mail in smtp.taken}
    assert told["Verklaring 2026-0001 wacht op jou"] == "l.leiding@intermaris.example"
    assert await desk.rows(
        "SELECT data ->> 'who', data ->> 'task' FROM event WHERE action = 'office.task_retried'"
    ) == [("Bob Beheer", "mail aan Lies Leiding")]


async def test_a_job_that_failed_is_seen_without_what_its_fault_said_and_tried_again(
    desk: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, web_settings: Settings
) -> None:
    async def fails(*_: object) -> None:
        raise ValueError("Bakkerij De Vries")

    await desk.declared()
    await desk.rows("UPDATE pgqueuer SET attempts = 5 RETURNING id")
    with monkeypatch.context() as patch:
        patch.setattr("workflows.worker.deliver", fails)
        await Worker(desk.storage, web_settings, lambda: NOW).run_once()
    bob = await sign_in("beheerder")
    page = (await bob.get("/taken")).text
    assert "Mail versturen" in page
    assert "ValueError" in page
    assert "Bakkerij" not in page
    [(job,)] = await desk.rows("SELECT id FROM pgqueuer WHERE status = 'failed'")
    assert (await post(bob, f"/taken/{job}", {})).status_code == 303
    assert (await post(bob, f"/taken/{job}", {})).status_code == 409
    await Worker(desk.storage, web_settings, lambda: NOW).run_once()
    assert await desk.rows("SELECT count(*) FROM mail WHERE state <> 'sent'") == [(0,)]
    assert await desk.rows(
        "SELECT data ->> 'task' FROM event WHERE action = 'office.task_retried'"
    ) == [("mail versturen",)]


@pytest.mark.parametrize("key", ["0", "999", str(2**31), str(2**80)])
async def test_what_is_not_there_is_refused_calmly(sign_in: SignIn, key: str) -> None:
    bob = await sign_in("beheerder")
    assert (await post(bob, f"/taken/{key}", {})).status_code == 409
    assert (await post(bob, f"/taken/mail/{key}", {})).status_code == 409
    assert (await bob.get(f"/postvak/{key}")).status_code == 404
    assert (await bob.get(f"/postvak?voor={key}")).status_code == 200


async def test_everybody_finds_their_own_mail_and_only_that(
    desk: Desk, sign_in: SignIn, web_settings: Settings
) -> None:
    await desk.decide("leidinggevende", await desk.declared())
    await Worker(desk.storage, web_settings, lambda: NOW).run_once()
    lies, mees, bob = [await sign_in(who) for who in ("leidinggevende", "medewerker", "beheerder")]
    assert "wacht op jou" in (await lies.get("/postvak")).text
    assert "besluit" not in (await lies.get("/postvak")).text
    own = (await mees.get("/postvak")).text
    assert "Er is een besluit over je verklaring 2026-0001" in own
    assert 'href="http://127.0.0.1:8000/verklaringen/2026-0001"' in own
    assert "wacht op jou" not in own
    everything = (await bob.get("/postvak")).text
    assert "wacht op jou" in everything
    assert "Er is een besluit" in everything
    assert (await mees.get("/postvak/1")).status_code == 404


async def test_a_mail_is_a_download_never_a_page_of_ours(
    desk: Desk, sign_in: SignIn, web_settings: Settings
) -> None:
    await desk.declared()
    await Worker(desk.storage, web_settings, lambda: NOW).run_once()
    answer = await (await sign_in("leidinggevende")).get("/postvak/1")
    assert answer.headers["content-type"].startswith("message/rfc822")
    assert answer.headers["content-disposition"] == 'attachment; filename="bericht-1.eml"'
    mail = message_from_bytes(answer.content, policy=default)
    assert mail["Subject"] == "Verklaring 2026-0001 wacht op jou"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_with_a_mail_server_there_is_no_mailbox(storage: Storage, web_settings: Settings) -> None:
    with_server = web_settings.model_copy(update={"smtp_host": "smtp.intermaris.example"})
    paths = {route.path for route in create_app(with_server, storage).routes}
    assert "/taken" in paths
    assert "/postvak" not in paths


async def test_what_is_late_shows_on_the_first_page_and_in_the_register(
    desk: Desk, web_settings: Settings
) -> None:
    await desk.declared()
    desk.now = NOW + timedelta(days=15)
    application = create_app(web_settings, desk.storage, clock=lambda: desk.now)
    transport = httpx.ASGITransport(application)  # type: ignore[arg-type]
    for who, url, said in (
        ("leidinggevende", "/", "1 is te laat."),
        ("bestuurssecretaris", "/register", "Te laat"),
    ):
        async with desk.storage.transaction() as db:
            token = await sessions.begin(db, desk.cast[who].key, desk.now, 10)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://register.test", cookies={"sessie": token}
        ) as client:
            assert said in (await client.get(url)).text
            desk.now = NOW + timedelta(days=14)
            assert said not in (await client.get(url)).text
            desk.now = NOW + timedelta(days=15)
