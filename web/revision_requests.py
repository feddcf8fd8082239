"""`/verklaringen/{id}/verzoeken/{verzoek}`: answering a request to revise from the dossier."""

from collections.abc import Sequence
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.declaration import render_dossier
from web.page import CurrentPage, Db, Now, WebRequest, typed
from web.request_forms import field_name
from workflows.dossier import open_dossier
from workflows.requesting import answer


@post(
    "/verklaringen/{declaration_id:uuid}/verzoeken/{request_id:int}",
    opt={"action": Action.DECLARE},
)
async def answer_request(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    request_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Answer a request, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    name = field_name(request_id)
    try:
        async with db.begin_nested():
            await answer(db, page.actor, declaration_id, request_id, form.get(name, ""), now)
    except Invalid as invalid:
        dossier = await open_dossier(db, page.actor, str(declaration_id), now)
        errors = {name: invalid.errors["answer"]}
        return render_dossier(page, dossier, status_code=422, form=form, errors=errors)
    return page.redirect(f"/verklaringen/{declaration_id}", flash="verzoek-beantwoord")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [answer_request]
