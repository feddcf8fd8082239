"""`/inloggen` and `/uitloggen`. In the demo, and only there, one signs in by choosing a person."""

import re
from collections.abc import Sequence
from datetime import datetime

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from demo.cast import CAST, CastMember
from register import people, sessions
from register.audit import OFFICE_CHAIN, Happening, record
from register.errors import NotFound
from register.people import Actor, Person
from register.settings import Settings
from register.tables import UNSTORABLE
from web.page import SESSION_COOKIE, CurrentPage, Db, Now, Page, WebRequest, typed

PEOPLE_SHOWN = 30
"""How many people the demo offers at once, beside the cast."""


_OWN_PATH = re.compile(r"/(?:[\w.-][\w./-]*)?(?:\?[\w=&.%+-]*)?", re.ASCII)


def local(url: str | None) -> str:
    """Give a path of our own to go on to; anything else becomes the start page."""
    return url if url and _OWN_PATH.fullmatch(url) else "/"


@get("/inloggen", opt={"public": True})
async def sign_in_page(
    page: CurrentPage, db: Db, verder: FromQuery[str] = "/", zoek: FromQuery[str] = ""
) -> Template:
    """Show how to sign in; in the demo that is the cast, and whoever else is looked for."""
    cast: list[tuple[Person, CastMember]] = []
    others: Sequence[Person] = ()
    if page.settings.demo:
        cast = await _cast(db)
        if zoek or not cast:
            others = await people.search(db, zoek, page.today, PEOPLE_SHOWN)
    return page.render("signin.html", cast=cast, others=others, searched=zoek, onward=local(verder))


async def _cast(db: AsyncSession) -> list[tuple[Person, CastMember]]:
    """Give the cast as far as they are in this register."""
    numbers = [member.staff_number for member in CAST]
    found = await db.exec(select(Person).where(col(Person.staff_number).in_(numbers)))
    known = {person.staff_number: person for person in found}
    return [(known[each.staff_number], each) for each in CAST if each.staff_number in known]


@post("/inloggen", opt={"public": True})
async def sign_in_demo(request: WebRequest, page: CurrentPage, db: Db, now: Now) -> Redirect:
    """Sign in as somebody; this route exists in the demo only.

    Raises:
        NotFound: there is no such person.
    """
    form = await typed(request)
    number = UNSTORABLE.sub("", form.get("persoon", ""))
    person = (await db.exec(select(Person).where(Person.staff_number == number))).first()
    chosen = await people.actor(db, person.key, page.today) if person else None
    if chosen is None or not chosen.in_service:
        raise NotFound
    await begin(page, db, chosen, now)
    return page.redirect(local(form.get("verder")))


async def begin(page: Page, db: AsyncSession, who: Actor, now: datetime) -> None:
    """Begin a session under a fresh token; the one the browser had ends."""
    await _end_present(page, db)
    hours = page.settings.session_hours
    token = await sessions.begin(db, who.id, now, hours)
    await record(db, OFFICE_CHAIN, who, Happening.SIGNED_IN, now)
    page.cookies.append(
        Cookie(
            SESSION_COOKIE,
            value=token,
            path="/",
            # The cookie outlives the session, so that what was being typed can still be kept.
            max_age=hours * 3600 + int(sessions.AFTERLIFE.total_seconds()),
            httponly=True,
            secure=page.settings.secure_cookies,
            samesite="lax",
        )
    )


async def _end_present(page: Page, db: AsyncSession) -> None:
    present = page.request.cookies.get(SESSION_COOKIE)
    if present:
        await sessions.end(db, present)


@post("/uitloggen", opt={"public": True})
async def sign_out(page: CurrentPage, db: Db, now: Now) -> Redirect:
    """End the session."""
    if page.visitor is not None and not page.session_expired:
        await record(db, OFFICE_CHAIN, page.visitor, Happening.SIGNED_OUT, now)
    await _end_present(page, db)
    page.cookies.append(Cookie(SESSION_COOKIE, value="", max_age=0, path="/"))
    return page.redirect("/inloggen", flash="afgemeld")


def routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page; without the demo there is no way in by choosing somebody."""
    demo_only: list[ControllerRouterHandler] = [sign_in_demo] if settings.demo else []
    return [sign_in_page, sign_out, *demo_only]
