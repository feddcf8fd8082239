"""Handing a mail to the mail server, and what came of it."""

from collections.abc import Awaitable, Callable
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPResponseException,
)

from register.settings import Settings

_CLOSING = 421
_PERMANENT = 500
_SHOWN = 150


class NotSent(Exception):  # noqa: N818 — an answer of the server, not a fault of ours
    """The server did not take a mail; ``told`` says why in few words."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class Away(NotSent):
    """The server cannot be reached or takes no mail at all now: that is not about this mail."""


class Deferred(NotSent):
    """The server did not take this mail now; later it may."""


class Doubtful(Deferred):
    """The server was lost while it took the mail: it may have it, or not."""


class Refused(NotSent):
    """The server will never take this mail."""


async def send(
    settings: Settings,
    message: EmailMessage,
    sender: str,
    address: str,
    before_text: Callable[[], Awaitable[None]],
) -> None:
    """Hand a mail to the server of the settings.

    Args:
        settings: which server, and how.
        message: the mail.
        sender: from whom the envelope is.
        address: to whom.
        before_text: done after the server took the address and before it gets the text. From then
            until the end it is not known whether it takes the mail.

    Raises:
        Away: nothing of it was sent; this is not about this mail.
        Deferred: it was not taken, and may be later.
        Doubtful: the connection was lost in the middle of its text.
        Refused: it was not taken, and will not be.
    """
    client = _client(settings)
    try:
        try:
            await client.connect()
            await client.mail(sender)
        except (SMTPException, OSError) as fault:
            raise Away(_told(fault)) from fault
        try:
            await client.rcpt(address)
        except SMTPResponseException as fault:
            raise _refusal(fault) from fault
        except (SMTPException, OSError) as fault:
            raise Away(_told(fault)) from fault
        await before_text()
        try:
            await client.data(message.as_bytes())
        except SMTPResponseException as fault:
            raise _refusal(fault) from fault
        except (SMTPException, OSError) as fault:
            raise Doubtful(_told(fault)) from fault
    finally:
        # Without a QUIT: what the server took it has taken, and it need not be waited for.
        client.close()


def _client(settings: Settings) -> SMTP:
    password = settings.smtp_password
    return SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_user,
        password=password.get_secret_value() if password else None,
        timeout=settings.smtp_timeout,
        use_tls=settings.smtp_tls == "tls",
        start_tls=settings.smtp_tls == "starttls",
    )


def _refusal(fault: SMTPResponseException) -> NotSent:
    if fault.code == _CLOSING:
        return Away(_told(fault))
    return (Refused if fault.code >= _PERMANENT else Deferred)(_told(fault))


def _told(fault: Exception) -> str:
    """Tell a fault in few words: what the server answered, or what kind of fault it is."""
    if isinstance(fault, SMTPResponseException):
        answer = "".join(sign if sign.isprintable() else " " for sign in str(fault.message))
        return f"{fault.code} {answer}"[:_SHOWN]
    return type(fault).__name__
