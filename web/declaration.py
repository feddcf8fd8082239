"""`/verklaringen/{nummer of id}`: one declaration, and what its declarant can do with it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register import people
from register.declarations import Status
from register.errors import Invalid, NotFound
from register.permissions import Action, Scope, scope
from register.settings import Settings
from web.decision_form import decision_form, label, place
from web.dossier import comparison, end_field, outcomes, sections, timeline
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from web.request_forms import REQUEST_FIELD, request_forms
from web.signal_forms import SIGNAL_FIELD, signal_forms
from workflows import closing, drafting
from workflows.dossier import Dossier, open_dossier
from workflows.transitions import Move, Party, moves


def _may_look(page: Page) -> None:
    """Hold the page to who may see any declaration at all, before looking for one."""
    if scope(page.actor, Action.SEE_DECLARATION) is Scope.NONE:
        raise NotFound


@get("/verklaringen/{key:str}", opt={"action": Action.SEE_DECLARATION})
async def show(page: CurrentPage, db: Db, key: FromPath[str], now: Now) -> Template | Redirect:
    """Show the dossier; one's own concept opens as its form."""
    _may_look(page)
    dossier = await open_dossier(db, page.actor, key, now)
    if dossier.declaration.status is Status.CONCEPT:
        return page.redirect(f"/verklaringen/{dossier.declaration.id}/bewerken")
    return render_dossier(page, dossier)


def render_dossier(
    page: Page,
    dossier: Dossier,
    *,
    status_code: int = 200,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Template:
    """Render the dossier, with a form that has to be mended where there is one."""
    typed_again, by_field = form or {}, errors or {}
    can = moves(dossier.declaration.status, Party.DECLARANT) if dossier.is_own else ()
    return page.render(
        "declaration.html",
        status_code=status_code,
        dossier=dossier,
        sections=sections(dossier),
        comparison=comparison(dossier),
        timeline=timeline(dossier),
        can_answer=Move.ANSWER in can,
        can_withdraw=Move.WITHDRAW in can,
        can_end=Move.END in can,
        decision=decision_form(dossier, typed_again, by_field),
        outcomes=outcomes(dossier),
        signals=signal_forms(dossier.signals, typed_again, by_field),
        requests=request_forms(dossier, page.today, typed_again, by_field),
        end_field=end_field(typed_again, by_field),
        errors=[(place(name), _label(name), told) for name, told in by_field.items()],
    )


@get("/verklaringen/{key:str}/ingediend", opt={"action": Action.DECLARE})
async def submitted(page: CurrentPage, db: Db, key: FromPath[str], now: Now) -> Template | Redirect:
    """Confirm a submission: its number, who decides, and by when."""
    dossier = await open_dossier(db, page.actor, key, now)
    step = dossier.open_step
    if not dossier.is_own or step is None:
        return page.redirect(f"/verklaringen/{key}")
    away_until = None
    if step.person_id is not None:
        away_until = await people.absent_until(db, step.person_id, page.today)
    return page.render(
        "submitted.html",
        declaration=dossier.declaration,
        kind=dossier.kind,
        step=step,
        planned=dossier.planned,
        is_answer=len(dossier.revisions) > 1,
        away_until=away_until,
    )


@post("/verklaringen/{declaration_id:uuid}/intrekken", opt={"action": Action.DECLARE})
async def withdraw(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Redirect:
    """Withdraw one's own declaration."""
    form = await typed(request)
    await closing.withdraw(
        db, page.actor, declaration_id, version(form), form.get("reden", ""), now
    )
    return page.redirect(f"/verklaringen/{declaration_id}", flash="ingetrokken")


@post("/verklaringen/{declaration_id:uuid}/verwijderen", opt={"action": Action.DECLARE})
async def delete(page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now) -> Redirect:
    """Delete one's own concept."""
    await drafting.delete_concept(db, page.actor, declaration_id, now)
    return page.redirect("/", flash="verwijderd")


@post("/verklaringen/{declaration_id:uuid}/beeindigen", opt={"action": Action.DECLARE})
async def end(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """End one's own approved declaration."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            await closing.end(
                db, page.actor, declaration_id, version(form), form.get("ends_on", ""), now
            )
    except Invalid as invalid:
        dossier = await open_dossier(db, page.actor, str(declaration_id), now)
        return render_dossier(page, dossier, status_code=422, form=form, errors=invalid.errors)
    return page.redirect(f"/verklaringen/{declaration_id}", flash="beeindigd")


def _label(field: str) -> str:
    if field.startswith(REQUEST_FIELD):
        return "Jouw antwoord"
    return "Signaal" if field.startswith(SIGNAL_FIELD) else label(field)


def version(form: dict[str, str]) -> int:
    """Give the version that was on the screen; 0, which fits nothing, where it is not a number."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [show, submitted, withdraw, delete, end]
