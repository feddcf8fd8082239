"""The mail of the demo's past: in the mailbox, each at the moment at which it was written."""

from sqlalchemy import bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.jobs import forget
from register.mail import Carrier, Mail, MailState
from register.people import Person
from register.settings import settings
from workflows.letters import Letter
from workflows.notices import SENDING
from workflows.writing import write


async def deliver_past(db: AsyncSession) -> None:
    """Put all mail that waits into the mailbox, as if a worker had been there all along."""
    rows = await db.exec(
        select(  # type: ignore[call-overload]
            Mail.id, Mail.letter, Mail.told, Mail.created_at, Person.first_name, Person.email
        )
        .join(Person, col(Person.id) == Mail.person_id)
        .where(Mail.state == MailState.WAITING)
    )
    base_url = settings().base_url
    sent = []
    for mail_id, letter, told, created_at, first_name, address in rows:
        written = write(Letter(letter), told, first_name, base_url)
        sent.append(
            {
                "mail_id": mail_id,
                "address": address,
                "subject": written.subject,
                "text": written.text,
                "html": written.html,
                "tried_at": created_at,
                "sent_at": created_at,
            }
        )
    if sent:
        table = Mail.__table__  # type: ignore[attr-defined]
        statement = (
            update(table)
            .where(table.c.id == bindparam("mail_id"))
            .values(
                state=MailState.SENT,
                carrier=Carrier.MAILBOX,
                attempts=1,
                **{name: bindparam(name) for name in sent[0] if name != "mail_id"},
            )
        )
        await (await db.connection()).execute(statement, sent)
    await forget(db, SENDING)
