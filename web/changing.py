"""`/verklaringen/{id}/wijzigen`: starting a change of what was approved, or throwing it away."""

from collections.abc import Sequence
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from register.permissions import Action
from register.settings import Settings
from web.page import CurrentPage, Db, Now
from workflows import changing


@post("/verklaringen/{declaration_id:uuid}/wijzigen", opt={"action": Action.DECLARE})
async def change(page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now) -> Redirect:
    """Start a change, or go on with the one that was started, and open its form."""
    await changing.start(db, page.actor, declaration_id, now)
    return page.redirect(f"/verklaringen/{declaration_id}/bewerken")


@post("/verklaringen/{declaration_id:uuid}/wijziging-weggooien", opt={"action": Action.DECLARE})
async def drop(page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now) -> Redirect:
    """Throw away a change that was not submitted."""
    await changing.drop(db, page.actor, declaration_id, now)
    return page.redirect(f"/verklaringen/{declaration_id}", flash="wijziging-weg")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [change, drop]
