"""Telling people by mail: a letter is written down in the transaction that causes it."""

import secrets
from collections.abc import Iterable, Set
from datetime import datetime
from string import Formatter
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import plain
from register.declarations import Declaration
from register.jobs import enqueue
from register.mail import Mail, MailState
from register.types import TYPES
from workflows.letters import SAFE_VALUES, Letter

SENDING = "mail"
"""The name of the job that sends a mail; it is told the key of the mail."""

_MAIL = Mail.__table__  # type: ignore[attr-defined]


async def notify(
    db: AsyncSession,
    letter: Letter,
    person_id: int,
    now: datetime,
    *,
    about: str,
    declaration_key: UUID | None = None,
    **values: Any,
) -> None:
    """Tell somebody something by mail, once.

    The mail leaves after the transaction commits; if that is rolled back it never existed. Who is
    out of service or has no address by the time it is sent gets none, and the outbox says so.

    Args:
        db: the transaction that causes it.
        letter: what is told.
        person_id: whom.
        now: when.
        about: what it is about, such as ``step 12``. A letter about one thing goes to one person
            once, however often it is told.
        declaration_key: the declaration that it is about; its number and type are told.
        values: the other values that the wording names.

    Raises:
        LookupError: the wording names a value that is not given, or one is given that it may not
            tell.
    """
    told: dict[str, Any] = plain(values)
    if declaration_key is not None:
        told |= await _of_declaration(db, declaration_key)
    _hold_to_wording(letter, told)
    inserted = await db.exec(
        insert(_MAIL)
        .values(
            letter=letter.value,
            about=about,
            person_id=person_id,
            declaration_id=declaration_key,
            told=told,
            message_id=secrets.token_hex(16),
            created_at=now,
            state=MailState.WAITING,
            attempts=0,
        )
        .on_conflict_do_nothing(index_elements=[_MAIL.c.letter, _MAIL.c.about, _MAIL.c.person_id])
        .returning(_MAIL.c.id)
    )
    mail_id = inserted.scalar_one_or_none()
    if mail_id is not None:
        await enqueue(db, SENDING, str(mail_id))


async def notify_all(
    db: AsyncSession,
    letter: Letter,
    people: Iterable[int],
    now: datetime,
    *,
    about: str,
    declaration_key: UUID | None = None,
    **values: Any,
) -> None:
    """Tell several people the same; see :func:`notify`."""
    for person_id in sorted(set(people)):
        await notify(
            db, letter, person_id, now, about=about, declaration_key=declaration_key, **values
        )


async def told_before(db: AsyncSession, about: Iterable[str]) -> Set[tuple[Letter, str, int]]:
    """Give which letters about these things went to whom, in one query."""
    rows = await db.exec(
        select(Mail.letter, Mail.about, Mail.person_id).where(col(Mail.about).in_(set(about)))
    )
    return {(Letter(letter), what, person_id) for letter, what, person_id in rows}


async def _of_declaration(db: AsyncSession, key: UUID) -> dict[str, str]:
    found = await db.exec(select(Declaration.number, Declaration.type).where(Declaration.id == key))
    number, slug = found.one()
    return {"number": number or "", "kind": TYPES[slug].title}


def _hold_to_wording(letter: Letter, told: dict[str, Any]) -> None:
    wording = letter.wording
    wanted = {
        name
        for part in (wording.subject, wording.path, *wording.lines)
        for _, name, _, _ in Formatter().parse(part)
        if name
    }
    if missing := wanted - told.keys():
        raise LookupError(f"The letter {letter} tells {sorted(missing)}, which is not given.")
    if unsafe := told.keys() - SAFE_VALUES:
        raise LookupError(f"A letter never tells {sorted(unsafe)}.")
