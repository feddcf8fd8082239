"""Delivering what stands in the outbox: each mail once, whatever falls over on the way.

A mail is marked as being sent just before its text goes to the server, and as sent when the server
took it. Whoever finds one marked as being sent, and nobody at work on it, cannot know whether the
server took it: it is sent again under the same Message-ID, by which a reader's mailbox can tell
that it is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import Clock, day_of
from register.jobs import enqueue
from register.mail import TO_SEND, Carrier, Mail, MailState
from register.people import Person
from register.settings import Settings
from register.storage import Storage, turn_is_free
from workflows.letters import Letter
from workflows.notices import SENDING
from workflows.sending import Away, Doubtful, NotSent, Refused, send
from workflows.writing import AddressError, Envelope, Written, message, write

MOST_ATTEMPTS = 30
"""How often the text of one mail is offered: over about a day, as mail servers do themselves."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_WAIT_AWAY = timedelta(minutes=15)
_AT_WORK = timedelta(seconds=30)


@dataclass(frozen=True)
class _Ready:
    """A mail as it goes out now."""

    mail: Mail
    name: str
    address: str
    written: Written

    def columns(self) -> Mapping[str, Any]:
        """Give what the outbox keeps of it."""
        return {
            "address": self.address,
            "subject": self.written.subject,
            "text": self.written.text,
            "html": self.written.html,
        }


async def deliver(
    storage: Storage, settings: Settings, mail_id: int, tries: int, clock: Clock
) -> timedelta | None:
    """Send a mail that waits.

    Args:
        storage: the database; this takes transactions of its own.
        settings: the mail server; without one, and in the demo, mail goes into the mailbox.
        mail_id: which mail.
        tries: how often this was tried before, for whatever reason.
        clock: gives the present moment.

    Returns:
        After how long it has to be tried again; ``None`` when it is done with.
    """
    async with storage.transaction() as turn:
        # Held while the mail is sent, so that no other worker is at work on it.
        if not await turn_is_free(turn, f"mail {mail_id}"):
            return _AT_WORK
        async with storage.transaction() as db:
            ready = await _ready(db, settings, mail_id, clock())
        if ready is None:
            return None
        if settings.mails_into_mailbox:
            async with storage.transaction() as db:
                await _sent(db, ready, Carrier.MAILBOX, clock())
            return None
        return await _send(storage, settings, ready, tries, clock)


async def _ready(
    db: AsyncSession, settings: Settings, mail_id: int, now: datetime
) -> _Ready | None:
    """Write the mail as it goes out, or drop it where there is nobody to send it to."""
    found = await db.exec(
        select(Mail, Person)
        .join(Person, col(Person.id) == Mail.person_id)
        .where(Mail.id == mail_id, col(Mail.state).in_(TO_SEND))
    )
    row = found.one_or_none()
    if row is None:
        return None
    mail, person = row
    address = person.email.strip()
    gone = "uit dienst" if not person.in_service_on(day_of(now)) else None
    if gone or not address:
        await _set(
            db,
            mail.key,
            state=MailState.DROPPED,
            tried_at=now,
            last_error=gone or "geen mailadres",
        )
        return None
    written = write(Letter(mail.letter), mail.told, person.first_name, settings.base_url)
    return _Ready(mail, person.name, address, written)


async def _send(
    storage: Storage, settings: Settings, ready: _Ready, tries: int, clock: Clock
) -> timedelta | None:
    mail = ready.mail

    async def in_doubt() -> None:
        async with storage.transaction() as db:
            await _set(
                db,
                mail.key,
                state=MailState.SENDING,
                attempts=mail.attempts + 1,
                tried_at=clock(),
                **ready.columns(),
            )

    envelope = Envelope(
        sender=settings.mail_from,
        reply_to=settings.mail_reply_to,
        name=ready.name,
        address=ready.address,
        token=mail.message_id,
        at=clock(),
    )
    try:
        made = message(ready.written, envelope)
        await send(settings, made, settings.mail_from, ready.address, in_doubt)
    except AddressError:
        return await _not_sent(storage, ready, Refused("adres is ongeldig"), tries, clock())
    except NotSent as answer:
        return await _not_sent(storage, ready, answer, tries, clock())
    async with storage.transaction() as db:
        await _sent(db, ready, Carrier.SMTP, clock())
    return None


async def _sent(db: AsyncSession, ready: _Ready, carrier: Carrier, now: datetime) -> None:
    await _set(
        db,
        ready.mail.key,
        state=MailState.SENT,
        attempts=ready.mail.attempts + 1,
        tried_at=now,
        sent_at=now,
        carrier=carrier,
        last_error=None,
        **ready.columns(),
    )


async def _not_sent(
    storage: Storage, ready: _Ready, answer: NotSent, tries: int, now: datetime
) -> timedelta | None:
    """Keep what came of an attempt; give when the next one is."""
    known: dict[str, Any] = {"tried_at": now, "last_error": answer.told}
    wait: timedelta | None = None
    if isinstance(answer, Away):
        wait = min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT_AWAY)
    else:
        attempts = ready.mail.attempts + 1
        known |= {"attempts": attempts, **ready.columns()}
        if isinstance(answer, Refused):
            known["state"] = MailState.UNDELIVERABLE
        elif attempts >= MOST_ATTEMPTS:
            known["state"] = MailState.FAILED
        else:
            wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
            known["state"] = MailState.SENDING if isinstance(answer, Doubtful) else ready.mail.state
    async with storage.transaction() as db:
        await _set(db, ready.mail.key, **known)
    return wait


async def _set(db: AsyncSession, mail_id: int, **values: Any) -> None:
    await db.exec(
        update(Mail)
        .where(col(Mail.id) == mail_id, col(Mail.state) != MailState.SENT)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


_WITHOUT_JOB = text(
    "SELECT id FROM mail WHERE state IN ('waiting', 'sending') AND NOT EXISTS "
    "(SELECT FROM pgqueuer job WHERE job.entrypoint = :name "
    "AND job.payload = convert_to(mail.id::text, 'UTF8')) ORDER BY id LIMIT 1000"
)


async def pick_up(db: AsyncSession, now: datetime) -> None:
    """Give every mail that waits a job, where its job was lost."""
    del now
    found = await (await db.connection()).execute(_WITHOUT_JOB, {"name": SENDING})
    for (mail_id,) in found.all():
        await enqueue(db, SENDING, str(mail_id))
