"""`/beoordelen`: what waits for a reviewer, and the decision on it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.decision_form import read_form
from web.declaration import render_dossier, version
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import worklists
from workflows.deciding import decide
from workflows.dossier import open_dossier
from workflows.signals import waiting_signals


@get("/beoordelen", opt={"action": Action.REVIEW})
async def worklist(page: CurrentPage, db: Db) -> Template:
    """List what waits for the visitor, what is due first on top, and the signals."""
    return page.render(
        "worklist.html",
        rows=await worklists.waiting(db, page.actor),
        signals=await waiting_signals(db, page.actor, page.today),
    )


@post("/verklaringen/{declaration_id:uuid}/besluit", opt={"action": Action.REVIEW})
async def take_decision(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Decide, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    if form.get("handeling") == "meer":
        return await _again(page, db, declaration_id, form, now)
    try:
        async with db.begin_nested():
            outcome = await decide(
                db, page.actor, declaration_id, read_form(form, version(form)), now
            )
    except Invalid as invalid:
        return await _again(page, db, declaration_id, form, now, invalid)
    return page.redirect(
        "/beoordelen", flash="doorgestuurd" if outcome.next_reviewer else "besloten"
    )


async def _again(
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    form: dict[str, str],
    now: datetime,
    invalid: Invalid | None = None,
) -> Template:
    dossier = await open_dossier(db, page.actor, str(declaration_id), now)
    return render_dossier(
        page,
        dossier,
        status_code=422 if invalid else 200,
        form=form,
        errors=invalid.errors if invalid else {},
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [worklist, take_decision]
