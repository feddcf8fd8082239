"""`/verklaringen/{id}/nakijken/{vraag}`: saying from the dossier that nothing has changed."""

from collections.abc import Sequence
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register.declarations import Status
from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.declaration import render_dossier
from web.dossier import REVIEW_FIELD
from web.page import CurrentPage, Db, Now, WebRequest, typed
from workflows.dossier import open_dossier
from workflows.looking_again import confirm


@post(
    "/verklaringen/{declaration_id:uuid}/nakijken/{review_id:int}", opt={"action": Action.DECLARE}
)
async def look(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    review_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Say that all is still so, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            await confirm(
                db, page.actor, declaration_id, review_id, form.get(REVIEW_FIELD, ""), now
            )
    except Invalid as invalid:
        dossier = await open_dossier(db, page.actor, str(declaration_id), now)
        return render_dossier(page, dossier, status_code=422, form=form, errors=invalid.errors)
    return page.redirect(f"/verklaringen/{declaration_id}", flash="nagekeken")


@get("/verklaringen/{declaration_id:uuid}/voorbij", opt={"action": Action.DECLARE})
async def over(
    page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Show the dossier with the form open in which its declarant ends it."""
    dossier = await open_dossier(db, page.actor, str(declaration_id), now)
    if dossier.declaration.status is Status.CONCEPT:
        return page.redirect(f"/verklaringen/{declaration_id}/bewerken")
    return render_dossier(page, dossier, ending=True)


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [look, over]
