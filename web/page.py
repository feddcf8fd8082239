"""What every page needs: the transaction, the moment, who is there, and a way to render.

A request is a transaction: it is committed before the answer is sent and rolled back when anything
is raised.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jinja2_fragments.litestar import HTMXBlockTemplate
from litestar import Request
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.response import Redirect, Template
from sqlmodel.ext.asyncio.session import AsyncSession

from register import people, sessions
from register.clock import day_of
from register.errors import NotFound, NotSignedIn
from register.people import Actor
from register.permissions import Action, may, roles
from register.settings import Settings
from register.storage import Storage
from web.flash import FLASH_COOKIE, Flash, flash_of
from workflows.signals import waiting_signal_count
from workflows.worklists import waiting_count

SESSION_COOKIE = "sessie"

WebRequest = Request[Any, Any, State]


@dataclass(frozen=True)
class NavigationItem:
    """A link of the main menu."""

    url: str
    label: str
    current: bool = False
    count: int | None = None


_MENU = (
    ("/", "Mijn verklaringen", None),
    ("/mag-dit", "Mag dit?", Action.DECLARE),
    ("/beoordelen", "Beoordelen", Action.REVIEW),
    ("/register", "Register", Action.SEE_REGISTER),
    ("/medewerkers", "Medewerkers", Action.SEE_PEOPLE),
    ("/leveranciers", "Leveranciers", Action.SEE_SUPPLIERS),
    ("/code", "De code", None),
)


@dataclass
class Page:
    """One answer to one visitor."""

    request: WebRequest
    settings: Settings
    visitor: Actor | None
    session_expired: bool
    today: date
    waiting: int = 0
    signals: int = 0
    flash: Flash | None = None
    cookies: list[Cookie] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """The person who is signed in.

        Raises:
            NotSignedIn: nobody is, or no longer.
        """
        if self.visitor is None or self.session_expired:
            raise NotSignedIn
        return self.visitor

    @property
    def typist(self) -> Actor:
        """The person who is or just was signed in: enough to keep what they were typing.

        Raises:
            NotSignedIn: there is no such person.
        """
        if self.visitor is None:
            raise NotSignedIn
        return self.visitor

    def navigation(self) -> list[NavigationItem]:
        """Give the menu of what this visitor may open."""
        if self.visitor is None or self.session_expired:
            return []
        path = self.request.url.path
        return [
            NavigationItem(
                url,
                label,
                current=path == url or (url != "/" and path.startswith(f"{url}/")),
                count=self.waiting + self.signals or None if url == "/beoordelen" else None,
            )
            for url, label, action in _MENU
            if self._shows(url, action)
        ]

    def _shows(self, url: str, action: Action | None) -> bool:
        visitor = self.actor
        if url == "/beoordelen":
            return self.waiting > 0 or visitor.is_manager or bool(visitor.offices & _REVIEWING)
        return action is None or may(visitor, action)

    def render(
        self, template: str, *, block: str | None = None, status_code: int = 200, **context: Any
    ) -> Template:
        """Render a template, or one block of it for HTMX."""
        if self.flash is not None:
            self.cookies.append(Cookie(FLASH_COOKIE, value="", max_age=0, path="/"))
        signed_in = None if self.session_expired else self.visitor
        return HTMXBlockTemplate(
            template_name=template,
            block_name=block,
            status_code=status_code,
            cookies=self.cookies,
            context={
                "actor": signed_in,
                "navigation": self.navigation(),
                "flash": self.flash,
                "demo": self.settings.demo,
                "today": self.today,
                **context,
            },
        )

    def redirect(self, url: str, flash: str | None = None) -> Redirect:
        """Send the browser on to a page, with a message that it shows once."""
        if flash is not None:
            self.cookies.append(
                Cookie(
                    FLASH_COOKIE,
                    value=flash,
                    max_age=60,
                    path="/",
                    httponly=True,
                    secure=self.settings.secure_cookies,
                    samesite="lax",
                )
            )
        return Redirect(url, status_code=303, cookies=self.cookies)


_REVIEWING = frozenset(
    {people.Office.BESTUURSSECRETARIS, people.Office.DIRECTIE, people.Office.RVT}
)


CurrentPage = NamedDependency[Page]
"""The page that a handler answers with."""

Db = NamedDependency[AsyncSession]
"""The transaction of the request."""

Now = NamedDependency[datetime]
"""The present moment."""


async def provide_db(state: State) -> AsyncIterator[AsyncSession]:
    """Give the transaction of a request."""
    storage: Storage = state.storage
    async with storage.transaction() as db:
        yield db


def provide_now(state: State) -> datetime:
    """Give the present moment."""
    moment: datetime = state.clock()
    return moment


async def provide_page(request: WebRequest, state: State, db: Db, now: Now) -> Page:
    """Tell who is there, and hold them to who may open this page.

    Raises:
        NotSignedIn: the page is for people who have signed in.
        NotFound: the page is not for this person.
    """
    page = await _visit(request, state, db, now)
    request.state.page = page
    access = request.route_handler.opt
    if not (access.get("public") or access.get("typist")):
        action: Action | None = access.get("action")
        if action is not None and not may(page.actor, action):
            raise NotFound
        if action is None and not access.get("signed_in"):
            raise NotFound
        if not roles(page.actor):
            raise NotFound
    return page


async def _visit(request: WebRequest, state: State, db: AsyncSession, now: datetime) -> Page:
    """Tell who is there, whatever the page."""
    signed_in = None
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        signed_in = await sessions.find(db, token, now)
    today = day_of(now)
    actor = await people.actor(db, signed_in.person_id, today) if signed_in else None
    expired = signed_in is not None and signed_in.expired
    return Page(
        request=request,
        settings=state.settings,
        visitor=actor,
        session_expired=expired,
        today=today,
        waiting=await waiting_count(db, actor) if actor and not expired else 0,
        signals=await waiting_signal_count(db, actor, today) if actor and not expired else 0,
        flash=flash_of(request.cookies.get(FLASH_COOKIE)),
    )


def visited(request: WebRequest) -> Page | None:
    """Give the page of a request, when it got as far as telling who is there."""
    page: Page | None = request.state.get("page")
    return page


async def typed(request: WebRequest) -> dict[str, str]:
    """Give the text fields of the form that was sent; of several with one name the last."""
    form = await request.form()
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}
