"""`/verklaringen/{id}/signalen/{signaal}`: settling a signal from the dossier."""

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
from web.signal_forms import field_name, read_answer
from workflows.dossier import open_dossier
from workflows.settling import settle


@post(
    "/verklaringen/{declaration_id:uuid}/signalen/{signal_id:int}",
    opt={"action": Action.SETTLE_SIGNALS},
)
async def settle_signal(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    signal_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Settle a signal, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    answer = read_answer(form, signal_id)
    try:
        async with db.begin_nested():
            await settle(db, page.actor, declaration_id, signal_id, answer, now)
    except Invalid as invalid:
        dossier = await open_dossier(db, page.actor, str(declaration_id), now)
        errors = {field_name(signal_id, name): told for name, told in invalid.errors.items()}
        return render_dossier(page, dossier, status_code=422, form=form, errors=errors)
    return page.redirect("/beoordelen", flash="signaal-afgehandeld")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [settle_signal]
