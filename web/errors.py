"""What a visitor sees when something is refused or goes wrong: Dutch, calm, with a way back."""

from typing import Any
from urllib.parse import quote

from litestar.exceptions import HTTPException
from litestar.response import Redirect, Response, Template
from litestar.utils.scope.state import ScopeState
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from register.clock import day_of
from register.errors import NotSignedIn, Refusal
from web.logs import log
from web.page import Page, WebRequest, visited

_HEADINGS = {
    400: ("Deze aanvraag klopt niet", "Er kwam iets binnen dat we niet kunnen lezen. Ga terug."),
    403: (
        "Dit formulier is verlopen",
        (
            "Je had deze pagina te lang open, of je browser bewaart geen cookies. Ga terug, "
            "ververs de pagina en probeer het nog eens. Wat je in een concept typte, is bewaard."
        ),
    ),
    404: (
        "Deze pagina bestaat niet",
        "De pagina is er niet, of is niet voor jou bedoeld. Controleer het adres.",
    ),
    405: ("Dit kan hier niet", "Ga terug en probeer het met de knoppen op de pagina."),
    409: ("Dit kan nu niet", ""),
    413: ("Dit is te groot", "Wat je stuurde is te groot. Maak het kleiner en probeer opnieuw."),
    422: ("Dit kan zo niet", ""),
    500: (
        "Er ging iets mis bij ons",
        (
            "Het ligt niet aan jou. Er is niets half opgeslagen. Probeer het over een paar minuten "
            "nog eens, en bel de beheerder als het blijft gebeuren."
        ),
    ),
    503: (
        "Het register is even niet bereikbaar",
        (
            "We kunnen de gegevens nu niet bereiken. Probeer het over een paar minuten nog eens. "
            "Wat bevestigd is, is bewaard."
        ),
    ),
}


_AWAY = (OperationalError, InterfaceError, PoolTimeout, OSError, TimeoutError)
"""What is raised when the database cannot be reached."""


_WAITED_TOO_LONG = {"55P03", "40P01"}
"""SQLSTATEs of a lock that was not given in time, and of a deadlock: a try again may succeed."""


def _explain(request: WebRequest, status: int, sentence: str | None = None) -> Template:
    """Render the page of a refusal, with the visitor's menu where we know who it is."""
    if status >= 500 and request.url.path.startswith("/static/"):
        # A name that the file system cannot even look for.
        status = 404
    scope = ScopeState.from_scope(request.scope)
    if not isinstance(scope.csrf_token, str):
        scope.csrf_token = request.cookies.get("csrftoken", "")
    heading, text = _HEADINGS.get(status, _HEADINGS[500 if status >= 500 else 400])
    state = request.app.state
    page = visited(request) or Page(
        request, state.settings, None, session_expired=False, today=day_of(state.clock())
    )
    page.flash = None
    return page.render(
        "error.html", status_code=status, heading=heading, text=sentence or text, status=status
    )


def refused(request: WebRequest, refusal: Refusal) -> Response[Any]:
    """Answer a refusal with its sentence; who is not signed in is sent to sign in."""
    if isinstance(refusal, NotSignedIn):
        if request.headers.get("hx-request"):
            return Response(content="", status_code=401)
        return Redirect(f"/inloggen?verder={quote(_back(request))}", status_code=303)
    told = refusal.sentence if refusal.status in {409, 422} else None
    return _explain(request, refusal.status, told)


def _back(request: WebRequest) -> str:
    """Give the page to go on to after signing in: the one that was asked for, with its query."""
    if request.method != "GET":
        return "/"
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def wrong(request: WebRequest, fault: HTTPException) -> Response[Any]:
    """Answer a request that the framework refuses: unknown page, lost form token, too large."""
    return _explain(request, fault.status_code)


def away(request: WebRequest, fault: Exception) -> Response[Any]:
    """Answer while the database cannot be reached."""
    log.error("database away", fault=type(fault).__name__)
    return _explain(request, 503)


def failed(request: WebRequest, fault: Exception) -> Response[Any]:
    """Answer a fault of ours, and log it with its traceback."""
    if isinstance(fault, DBAPIError) and (
        fault.connection_invalidated or getattr(fault.orig, "sqlstate", None) in _WAITED_TOO_LONG
    ):
        return away(request, fault)
    log.error("fault", exc_info=fault)
    return _explain(request, 500)


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    Refusal: refused,
    HTTPException: wrong,
    **dict.fromkeys(_AWAY, away),
    Exception: failed,
}
"""How the application answers what is raised."""
