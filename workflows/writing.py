"""Writing a letter: its wording filled in, as plain text and HTML, and as a message of the mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from register.settings import HOUSE
from workflows.letters import Letter

SENDER = "Integriteitsregister Intermaris"
_ADDRESS = re.compile(r"[!#$%&'*+/=?^_`{|}~\w.-]+@[a-z0-9.-]+", re.ASCII | re.IGNORECASE)
"""An address as mail servers take it everywhere: without quotes, comments or accents."""
_DAYS = ("due", "starts", "ends")
_POLICY = policy.SMTP.clone(cte_type="7bit")
"""Lines end as mail wants it, and nothing but ASCII goes over the wire."""


@dataclass(frozen=True)
class Written:
    """A letter as it is read."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Envelope:
    """From whom, to whom, and what makes a mail recognisable.

    Attributes:
        sender: the address that it comes from.
        reply_to: the address that answers go to, where that is another.
        name: whom it is for.
        address: where it goes.
        token: what its Message-ID is made of; the same at every attempt.
        at: the moment that it bears.
    """

    sender: str
    reply_to: str | None
    name: str
    address: str
    token: str
    at: datetime


class AddressError(ValueError):
    """No mail can go to this address."""


def write(letter: Letter, told: Mapping[str, Any], first_name: str, base_url: str) -> Written:
    """Fill in a letter.

    Args:
        letter: which letter.
        told: the values that it names; days as ISO 8601 has them.
        first_name: whom it greets.
        base_url: where the register is.
    """
    values = {name: _day(value) if name in _DAYS else value for name, value in told.items()}
    wording = letter.wording
    subject = wording.subject.format_map(values)
    context = {
        "subject": subject,
        "first_name": first_name,
        "lines": [line.format_map(values) for line in wording.lines],
        "entries": [
            {
                **item,
                "due": _day(item["due"]),
                "url": f"{base_url}/verklaringen/{item['number']}",
            }
            for item in told.get("items", [])
        ],
        "button": wording.button,
        "url": f"{base_url}{wording.path.format_map(values)}",
    }
    templates = _templates()
    return Written(
        subject=subject,
        text=templates.get_template("letter.txt").render(context),
        html=templates.get_template("letter.html").render(context),
    )


def message(written: Written, envelope: Envelope) -> EmailMessage:
    """Make the message of a letter: text and HTML, with headers that nothing can be added to.

    Raises:
        AddressError: the address is none.
    """
    domain = envelope.sender.rpartition("@")[2]
    made = EmailMessage(policy=_POLICY)
    made["From"] = _address(SENDER, envelope.sender)
    made["To"] = _address(envelope.name, envelope.address)
    if envelope.reply_to is not None:
        made["Reply-To"] = _address(SENDER, envelope.reply_to)
    made["Subject"] = _one_line(written.subject)
    made["Date"] = format_datetime(envelope.at)
    made["Message-ID"] = f"<{envelope.token}@{domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(written.text, cte="quoted-printable")
    made.add_alternative(written.html, subtype="html", cte="quoted-printable")
    return made


def _address(name: str, address: str) -> Address:
    if not _ADDRESS.fullmatch(address):
        raise AddressError(address)
    username, _, domain = address.rpartition("@")
    return Address(display_name=_one_line(name), username=username, domain=domain)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso), "d MMMM y", locale="nl")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HOUSE / "templates" / "mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
