"""A real mail server for the tests, that can be told to be away, to refuse or to break off."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from register.settings import Settings

FROM = "register@intermaris.example"
ANSWERS_TO = "secretaris@intermaris.example"


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@dataclass
class MailServer:
    """A mail server on a port of its own.

    Attributes:
        port: where it listens.
        refuses: what it answers to a recipient, by address; it takes everybody else's mail.
        before_answer: done when it has the text of a mail and before it says so.
        taken: the mails that it took.
        offered: how often a text was offered.
    """

    port: int = field(default_factory=free_port)
    refuses: dict[str, str] = field(default_factory=dict)
    before_answer: Callable[[SMTP], Any] | None = None
    taken: list[EmailMessage] = field(default_factory=list)
    offered: int = 0
    _controller: Controller | None = None

    def settings(self, **more: Any) -> Settings:
        """Give settings that send mail here."""
        chosen = {
            "base_url": "https://register.intermaris.example",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_tls": "none",
            "smtp_timeout": 2,
            "mail_from": FROM,
            "mail_reply_to": ANSWERS_TO,
            **more,
        }
        return Settings(**chosen)

    def start(self) -> None:
        """Begin to listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Be away."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        self.offered += 1
        if self.before_answer is not None:
            answer = self.before_answer(server)
            if asyncio.iscoroutine(answer):
                answer = await answer
            if isinstance(answer, str):
                return answer
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


async def slow(server: SMTP) -> None:
    """Take longer than anybody waits."""
    del server
    await asyncio.sleep(5)


def cut_off(server: SMTP) -> str:
    """Break the connection off before the answer, having taken nothing."""
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
    return "451 gone"
