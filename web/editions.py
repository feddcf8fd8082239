"""`/code/edities`: the editions of the code, what departs under each, and asking about that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid, Stale
from register.permissions import Action
from register.settings import Settings
from web.decision_form import plain_field
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows.edition_report import Departing, editions, report
from workflows.requesting import send
from workflows.revision_requests import Tally, tallies

PAGE = "/code/edities"
TICK, MESSAGE = "kies-", "bericht"
"""What the names of the boxes begin with (the number follows), and the field of the message."""

_NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,9}")
_LABELS = {"ticked": "Verklaringen", "message": "Bericht"}


@dataclass(frozen=True)
class Box:
    """A declaration that departs, with the box to tick where its declarant can be asked."""

    row: Departing
    name: str
    ticked: bool


@dataclass(frozen=True)
class _Tried:
    """What was ticked and typed, and why it was refused; or only asked to tick all."""

    form: Mapping[str, str]
    refusal: Invalid | Stale | None = None

    @property
    def errors(self) -> Mapping[str, str]:
        """A sentence for each field that has to be mended."""
        return self.refusal.errors if isinstance(self.refusal, Invalid) else {}


@get(PAGE, opt={"action": Action.KEEP_CODE})
async def known_editions(page: CurrentPage, db: Db) -> Template:
    """List the editions, with the rules that came or changed and the requests that were sent."""
    counted = await tallies(db)
    return page.render(
        "editions.html",
        editions=[(each, counted.get(each.name, Tally(0, 0, 0))) for each in editions(page.today)],
    )


@get(f"{PAGE}/{{name:str}}", opt={"action": Action.KEEP_CODE})
async def departing(
    request: WebRequest, page: CurrentPage, db: Db, name: FromPath[str]
) -> Template:
    """Show a part of the live declarations that depart under an edition."""
    return await _render(page, db, name, _place(request.query_params))


@post(f"{PAGE}/{{name:str}}", opt={"action": Action.KEEP_CODE})
async def ask(
    request: WebRequest, page: CurrentPage, db: Db, name: FromPath[str], now: Now
) -> Template | Redirect:
    """Ask who is ticked to revise, or show again what has to be mended, with all of it kept."""
    form = await typed(request)
    place = _place(form)
    if form.get("handeling") == "alles":
        return await _render(page, db, name, place, _Tried(form))
    ticked = [value for field, value in form.items() if field.startswith(TICK)]
    try:
        async with db.begin_nested():
            await send(db, page.actor, name, ticked, form.get(MESSAGE, ""), now)
    except (Invalid, Stale) as refusal:
        return await _render(page, db, name, place, _Tried(form, refusal))
    return page.redirect(_url(name, place), flash="verzoeken-verstuurd")


def _place(query: Mapping[str, str]) -> str | None:
    """Give the number after which a part begins; what is no number is the start of the list."""
    number = query.get("na", "")
    return number if _NUMBER.fullmatch(number) else None


def _url(name: str, after: str | None) -> str:
    query = f"?{urlencode({'na': after})}" if after else ""
    return f"{PAGE}/{quote(name)}{query}"


async def _render(
    page: Page, db: AsyncSession, name: str, after: str | None, tried: _Tried | None = None
) -> Template:
    found = await report(db, page.actor, name, after, page.today)
    form = tried.form if tried else {}
    every = tried is not None and tried.refusal is None
    boxes = [
        Box(row, f"{TICK}{row.live.number}", every or f"{TICK}{row.live.number}" in form)
        for row in found.rows
    ]
    refusal = tried.refusal if tried else None
    errors = tried.errors if tried else {}
    return page.render(
        "edition_report.html",
        status_code=refusal.status if refusal else 200,
        report=found,
        boxes=boxes,
        can_ask=any(box.row.can_be_asked for box in boxes),
        unticked=errors.get("ticked"),
        message=plain_field(
            form,
            {MESSAGE: errors["message"]} if "message" in errors else {},
            MESSAGE,
            "Bericht aan wie je hebt aangevinkt",
            widget="textarea",
            hint="Zij lezen dit bij hun verklaring, met wat er afwijkt. Er gaat geen e-mail uit.",
        ),
        after=after,
        url=_url(name, None),
        next_url=_url(name, found.last) if found.more else None,
        errors=_errors(refusal, boxes),
    )


def _errors(
    refusal: Invalid | Stale | None, boxes: Sequence[Box]
) -> Sequence[tuple[str | None, str, str]]:
    """Give what has to be mended, each with where on the page and what it is about."""
    if refusal is None:
        return []
    if isinstance(refusal, Stale):
        return [(None, "", refusal.sentence)]
    first = next((box.name for box in boxes if box.row.can_be_asked), None)
    places = {"ticked": first, "message": MESSAGE}
    return [(places[field], _LABELS[field], told) for field, told in refusal.errors.items()]


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [known_editions, departing, ask]
