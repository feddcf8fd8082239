"""The mailbox: mail as it was written, where no mail server takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import NotFound
from register.mail import Carrier, Mail
from register.people import Actor, Person
from register.permissions import Action, may
from register.settings import Settings
from workflows.writing import Envelope, Written, message

PAGE = 30
"""How many mails one page shows."""


@dataclass(frozen=True)
class Delivered:
    """A mail in the mailbox."""

    id: int
    subject: str
    text: str
    name: str
    address: str
    sent_at: datetime


def sees_all(actor: Actor) -> bool:
    """Tell whether somebody sees the mail of others too."""
    return may(actor, Action.KEEP_RUNNING)


def _for(actor: Actor) -> list[object]:
    shown: list[object] = [col(Mail.carrier) == Carrier.MAILBOX]
    return shown if sees_all(actor) else [*shown, col(Mail.person_id) == actor.id]


async def delivered(db: AsyncSession, actor: Actor, before: int | None) -> Sequence[Delivered]:
    """Give the mail to somebody, newest first; to who keeps the register running that of all.

    Args:
        db: the transaction to read in.
        actor: who looks.
        before: the mail that the page before ended with.

    Returns:
        At most one more than a page holds, so that one knows whether there is another.
    """
    asked = [] if before is None else [col(Mail.id) < before]
    rows = await db.exec(
        select(Mail, Person)
        .join(Person, col(Person.id) == Mail.person_id)
        .where(*_for(actor), *asked)  # type: ignore[arg-type]
        .order_by(col(Mail.id).desc())
        .limit(PAGE + 1)
    )
    return [
        Delivered(
            id=mail.key,
            subject=mail.subject or "",
            text=mail.text or "",
            name=person.name,
            address=mail.address or "",
            sent_at=mail.sent_at or mail.created_at,
        )
        for mail, person in rows
    ]


async def as_sent(db: AsyncSession, actor: Actor, mail_id: int, settings: Settings) -> bytes:
    """Give a mail as a mail server would have got it.

    Raises:
        NotFound: it does not exist, or is somebody else's.
    """
    found = await db.exec(
        select(Mail, Person)
        .join(Person, col(Person.id) == Mail.person_id)
        .where(Mail.id == mail_id, *_for(actor))  # type: ignore[arg-type]
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound
    mail, person = row
    envelope = Envelope(
        sender=settings.mail_from,
        reply_to=settings.mail_reply_to,
        name=person.name,
        address=mail.address or "",
        token=mail.message_id,
        at=mail.sent_at or mail.created_at,
    )
    written = Written(mail.subject or "", mail.text or "", mail.html or "")
    return message(written, envelope).as_bytes()
