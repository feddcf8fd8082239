"""`/plaatsvervanging`: who stands in for whom, and naming somebody for a period."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid
from register.permissions import Action, may
from register.settings import Settings
from web.decision_form import plain_field
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import deputising
from workflows.deputising import TypedDeputy

_LABELS = {
    "person": "Voor wie",
    "deputy": "Plaatsvervanger",
    "starts_on": "Eerste dag",
    "ends_on": "Laatste dag",
}
_WHO = "Een naam of een personeelsnummer."
_DAY = "Dag-maand-jaar, zoals 31-12-2026."


@get("/plaatsvervanging", opt={"action": Action.REVIEW})
async def deputies(page: CurrentPage, db: Db) -> Template:
    """Show who stands in for the visitor and for whom they do; of everybody for who keeps watch."""
    return await _render(page, db, {}, {})


@post("/plaatsvervanging", opt={"action": Action.REVIEW})
async def name_deputy(
    request: WebRequest, page: CurrentPage, db: Db, now: Now
) -> Template | Redirect:
    """Name a deputy, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    given = TypedDeputy(**{name: form.get(name, "") for name in _LABELS})
    try:
        async with db.begin_nested():
            await deputising.name_deputy(db, page.actor, given, now)
    except Invalid as invalid:
        return await _render(page, db, form, invalid.errors)
    return page.redirect("/plaatsvervanging", flash="plaatsvervanger-aangewezen")


@post("/plaatsvervanging/{deputy_id:int}/stoppen", opt={"action": Action.REVIEW})
async def end_deputy(page: CurrentPage, db: Db, deputy_id: FromPath[int], now: Now) -> Redirect:
    """Let somebody stand in no longer."""
    await deputising.end_deputy(db, page.actor, deputy_id, now)
    return page.redirect("/plaatsvervanging", flash="plaatsvervanging-gestopt")


async def _render(
    page: Page, db: AsyncSession, form: Mapping[str, str], errors: Mapping[str, str]
) -> Template:
    everybody = may(page.actor, Action.ASSIGN)
    return page.render(
        "deputies.html",
        status_code=422 if errors else 200,
        rows=await deputising.deputies(db, page.actor),
        everybody=everybody,
        fields=_fields(form, errors, everybody=everybody),
        can_name=everybody or deputising.reviews(page.actor),
        errors=[(name, _LABELS[name], told) for name, told in errors.items()],
    )


def _fields(
    form: Mapping[str, str], errors: Mapping[str, str], *, everybody: bool
) -> Sequence[Any]:
    who = {"widget": "text", "max_length": 200, "hint": _WHO}
    day = {"widget": "date", "hint": _DAY, "max_length": 10}
    shapes: dict[str, Mapping[str, Any]] = {
        **({"person": {**who, "hint": f"{_WHO} Laat leeg voor jezelf."}} if everybody else {}),
        "deputy": who,
        "starts_on": day,
        "ends_on": day,
    }
    return [plain_field(form, errors, name, _LABELS[name], **more) for name, more in shapes.items()]


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [deputies, name_deputy, end_deputy]
