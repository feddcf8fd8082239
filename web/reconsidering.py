"""`/verklaringen/{id}/heroverweging`: a declarant asks to look again at a refusal."""

from collections.abc import Sequence
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.declaration import render_dossier, version
from web.page import CurrentPage, Db, Now, WebRequest, typed
from workflows import reconsidering
from workflows.dossier import open_dossier


@post("/verklaringen/{declaration_id:uuid}/heroverweging", opt={"action": Action.DECLARE})
async def ask_again(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Ask for reconsideration, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            await reconsidering.ask(
                db,
                page.actor,
                declaration_id,
                version(form),
                form.get(reconsidering.REASONS, ""),
                now,
            )
    except Invalid as invalid:
        dossier = await open_dossier(db, page.actor, str(declaration_id), now)
        return render_dossier(page, dossier, status_code=422, form=form, errors=invalid.errors)
    return page.redirect(f"/verklaringen/{declaration_id}", flash="heroverweging-gevraagd")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [ask_again]
