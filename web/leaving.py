"""`/uit-dienst`: what is proposed of the declarations of people who left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.clock import day_of
from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.decision_form import plain_field
from web.declaration import version
from web.forms import FormField
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import leaving

_WHY = "waarom"
"""What the names of the fields begin with; the key of the declaration follows."""


@get("/uit-dienst", opt={"action": Action.SETTLE_LEAVERS})
async def proposals(page: CurrentPage, db: Db, now: Now) -> Template:
    """List who left with declarations that are live, and what is proposed."""
    return await _show(page, db, now)


async def _show(
    page: Page,
    db: AsyncSession,
    now: datetime,
    *,
    declaration_id: UUID | None = None,
    form: Mapping[str, str] | None = None,
    error: str | None = None,
) -> Template:
    found = await leaving.leavers(db, page.actor, day_of(now))
    keys = [each.id for leaver in found for each in leaver.proposals]
    fields = {
        key: _field(key, form or {}, error if key == declaration_id else None) for key in keys
    }
    return page.render(
        "leaving.html",
        status_code=422 if error else 200,
        leavers=found,
        by_key=fields,
        errors=[(each.name, each.label, each.error) for each in fields.values() if each.error],
    )


def _field(key: UUID, form: Mapping[str, str], error: str | None) -> FormField:
    name = f"{_WHY}-{key}"
    field = plain_field(
        form,
        {name: error} if error else {},
        name,
        "Waarom?",
        widget="textarea",
        hint="Nodig als je de verklaring laat staan.",
    )
    return replace(field, required=False)


@post("/uit-dienst/{person_id:int}", opt={"action": Action.SETTLE_LEAVERS})
async def accept_all(
    request: WebRequest, page: CurrentPage, db: Db, person_id: FromPath[int], now: Now
) -> Redirect:
    """Do all that is proposed of one person's declarations."""
    form = await typed(request)
    await leaving.accept_all(db, page.actor, person_id, form.get("gezien", ""), now)
    return page.redirect("/uit-dienst", flash="uit-dienst-gedaan")


@post("/uit-dienst/verklaringen/{declaration_id:uuid}", opt={"action": Action.SETTLE_LEAVERS})
async def settle_one(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Do what is proposed of one declaration, or let it stand."""
    form = await typed(request)
    settle = leaving.keep if form.get("keuze") == "houden" else leaving.accept
    why = form.get(f"{_WHY}-{declaration_id}", "")
    try:
        async with db.begin_nested():
            await settle(db, page.actor, declaration_id, version(form), why, now)
    except Invalid as invalid:
        error = invalid.errors[_WHY]
        return await _show(page, db, now, declaration_id=declaration_id, form=form, error=error)
    return page.redirect("/uit-dienst", flash="uit-dienst-gedaan")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [proposals, accept_all, settle_one]
