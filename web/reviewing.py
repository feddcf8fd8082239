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
from web.declaration import render_dossier, version
from web.dossier import conditions_asked
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import worklists
from workflows.deciding import TypedCondition, TypedDecision, decide
from workflows.dossier import open_dossier

_LABELS = {"decision": "Besluit", "reason": "Reden"}


@get("/beoordelen", opt={"action": Action.REVIEW})
async def worklist(page: CurrentPage, db: Db) -> Template:
    """List what waits for the visitor, what is due first on top."""
    return page.render("worklist.html", rows=await worklists.waiting(db, page.actor))


@post("/verklaringen/{declaration_id:uuid}/besluit", opt={"action": Action.REVIEW})
async def take_decision(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Decide, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    if form.get("handeling") == "meer":
        return await _again(page, db, declaration_id, form, now)
    decision = TypedDecision(
        version=version(form),
        decision=form.get("decision", ""),
        reason=form.get("reason", ""),
        conditions=[
            TypedCondition(
                form.get(f"condition_{number}", ""), form.get(f"condition_{number}_due", "")
            )
            for number in range(1, conditions_asked(form) + 1)
        ],
    )
    try:
        async with db.begin_nested():
            await decide(db, page.actor, declaration_id, decision, now)
    except Invalid as invalid:
        return await _again(page, db, declaration_id, form, now, invalid)
    return page.redirect("/beoordelen", flash="besloten")


async def _again(
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    form: dict[str, str],
    now: datetime,
    invalid: Invalid | None = None,
) -> Template:
    dossier = await open_dossier(db, page.actor, str(declaration_id), now)
    errors = invalid.errors if invalid else {}
    listed = [(name, _label(name), sentence) for name, sentence in errors.items()]
    return render_dossier(
        page, dossier, status_code=422 if listed else 200, form=form, errors=listed
    )


def _label(field: str) -> str:
    if field in _LABELS:
        return _LABELS[field]
    _, number, *due = field.split("_")
    return f"Voorwaarde {number}, klaar op" if due else f"Voorwaarde {number}"


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [worklist, take_decision]
