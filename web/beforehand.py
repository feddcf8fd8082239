"""`/mag-dit` and `/mag-dit/{slug}`: ask beforehand whether something is allowed.

The same form and the same panel as of a declaration. Nothing is filed and nothing is kept: no
concept, no event. What was typed travels in the body of a request, never in an address.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.permissions import Action
from register.settings import Settings
from register.types import TYPES
from register.types.record import DeclarationType
from web.filling_in import FilledIn, filled_in
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import drafting
from workflows.assessment import assess
from workflows.drafting import kind_of


@get("/mag-dit", opt={"action": Action.DECLARE})
async def choose(page: CurrentPage) -> Template:
    """Let somebody choose what they ask about."""
    return page.render("beforehand.html", types=list(TYPES.values()))


@get("/mag-dit/{slug:str}", opt={"action": Action.DECLARE})
async def ask(page: CurrentPage, db: Db, slug: FromPath[str], now: Now) -> Template:
    """Show the form, empty."""
    kind = kind_of(slug)
    return _show(page, await _held_against(db, page, kind, {}, now))


@post("/mag-dit/{slug:str}", opt={"action": Action.DECLARE})
async def answer(
    request: WebRequest, page: CurrentPage, db: Db, slug: FromPath[str], now: Now
) -> Template:
    """Show the form as it was filled in, with what the code says of it."""
    kind = kind_of(slug)
    return _show(page, await _held_against(db, page, kind, await typed(request), now))


@post("/mag-dit/{slug:str}/toets", opt={"action": Action.DECLARE})
async def check(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    slug: FromPath[str],
    now: Now,
    veld: FromQuery[str | None] = None,
) -> Template:
    """Tell what the code says while somebody types, and of the field that was left its message."""
    kind = kind_of(slug)
    filled = await _held_against(db, page, kind, await typed(request), now)
    return page.render(
        "beforehand_pieces.html", filled=filled, pieces=filled.pieces(veld), check_url=_check(kind)
    )


async def _held_against(
    db: AsyncSession, page: Page, kind: DeclarationType, sent: Mapping[str, str], now: datetime
) -> FilledIn:
    """Hold what was typed against the code; of fields that are still empty nothing is wrong."""
    given = drafting.keep(kind, sent)
    assessment = await assess(db, kind, given, page.actor.id, now)
    errors = {name: error for name, error in assessment.errors.items() if given.get(name)}
    return await filled_in(db, assessment, given, errors)


def _show(page: Page, filled: FilledIn) -> Template:
    return page.render(
        "beforehand_form.html",
        status_code=422 if filled.form.errors else 200,
        kind=filled.kind,
        filled=filled,
        check_url=_check(filled.kind),
        declaration_id=uuid4(),
    )


def _check(kind: DeclarationType) -> str:
    return f"/mag-dit/{kind.slug}/toets"


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [choose, ask, answer, check]
