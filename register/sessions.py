"""Who is signed in: sessions in the database, known by the hash of a random token.

Signing in always makes a new session, so a token that a browser brought along is never adopted, and
somebody who reads the table cannot sign in with what it holds.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, col
from sqlmodel.ext.asyncio.session import AsyncSession

from register.tables import MOMENT, SQLModel

AFTERLIFE = timedelta(days=2)
"""How long an expired session is remembered, so that what was being typed can still be saved."""


class UserSession(SQLModel, table=True):
    """One sign-in of one person in one browser."""

    __tablename__ = "user_session"

    token_hash: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=MOMENT)
    expires_at: datetime = Field(sa_type=MOMENT, index=True)


@dataclass(frozen=True)
class SignedIn:
    """The person of a session; ``expired`` when they have to sign in again."""

    person_id: int
    expired: bool


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def begin(db: AsyncSession, person_id: int, now: datetime, hours: int) -> str:
    """Begin a session and give its token; sessions that are long over are cleared away."""
    await db.exec(delete(UserSession).where(col(UserSession.expires_at) < now - AFTERLIFE))
    token = secrets.token_urlsafe(32)
    db.add(
        UserSession(
            token_hash=_hash(token),
            person_id=person_id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    await db.flush()
    return token


async def find(db: AsyncSession, token: str, now: datetime) -> SignedIn | None:
    """Give who holds this token, or ``None`` if nobody does."""
    session = await db.get(UserSession, _hash(token))
    if session is None or session.expires_at + AFTERLIFE < now:
        return None
    return SignedIn(session.person_id, expired=session.expires_at <= now)


async def end(db: AsyncSession, token: str) -> None:
    """End the session of this token, if there is one."""
    await db.exec(delete(UserSession).where(col(UserSession.token_hash) == _hash(token)))
