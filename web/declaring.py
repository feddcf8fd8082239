"""`/verklaringen/nieuw/{slug}` and `/verklaringen/{id}/bewerken`: the form of a declaration.

What is typed is kept as a concept and held against the code: while typing with JavaScript, at every
button without it. The key of the concept stands in the URL from the start, so a refresh or a second
tab finds it again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Status
from register.errors import Busy, Invalid, NotFound, Unsuitable
from register.people import Actor
from register.permissions import Action
from register.settings import Settings
from register.types.record import DeclarationType
from web.filling_in import filled_in
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from web.templates import clock_time
from workflows import drafting, submitting
from workflows.assessment import assess
from workflows.drafting import EDITABLE, kind_of


@get("/verklaringen/nieuw/{slug:str}", opt={"action": Action.DECLARE})
async def new(page: CurrentPage, slug: FromPath[str]) -> Redirect:
    """Give a new declaration a key of its own and go to its form."""
    kind = kind_of(slug)
    return page.redirect(f"/verklaringen/{uuid4()}/bewerken?soort={kind.slug}")


@get("/verklaringen/{declaration_id:uuid}/bewerken", opt={"action": Action.DECLARE})
async def edit(
    page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now, soort: FromQuery[str] = ""
) -> Template | Redirect:
    """Show the form, with what was typed before."""
    declaration = await _own(db, page.actor, declaration_id)
    if declaration is not None and declaration.status not in EDITABLE:
        return page.redirect(f"/verklaringen/{declaration.slug_or_number}")
    kind = kind_of(declaration.type if declaration else soort)
    return await _show(page, db, declaration_id, kind, declaration, now, with_errors=False)


async def _own(db: AsyncSession, who: Actor, declaration_id: UUID) -> Declaration | None:
    """Give one's own declaration, ``None`` when it has not been begun.

    Raises:
        NotFound: it is somebody else's.
    """
    declaration = await db.get(Declaration, declaration_id)
    if declaration is not None and declaration.declarant_id != who.id:
        raise NotFound
    return declaration


async def _show(
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    kind: DeclarationType,
    declaration: Declaration | None,
    now: datetime,
    *,
    with_errors: bool,
) -> Template:
    draft: Mapping[str, str] = (declaration.draft if declaration else None) or {}
    assessment = await assess(db, kind, draft, page.actor.id, now, declaration)
    filled = await filled_in(db, assessment, draft, assessment.errors if with_errors else {})
    return page.render(
        "declaring.html",
        status_code=422 if filled.errors else 200,
        kind=kind,
        filled=filled,
        declaration_id=declaration_id,
        question=await drafting.question(db, declaration) if declaration else None,
        is_concept=declaration is None or declaration.status is Status.CONCEPT,
        is_kept=declaration is not None,
        save_url=f"/verklaringen/{declaration_id}/concept",
    )


@post("/verklaringen/{declaration_id:uuid}/bewerken", opt={"typist": True})
async def send(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Keep what was typed; then submit it, or show the form as it now is.

    Somebody whose session ran out while typing keeps it all and signs in again.
    """
    form = await typed(request)
    kind = kind_of(form.get("soort", ""))
    back = f"/verklaringen/{declaration_id}/bewerken"
    try:
        declaration = await drafting.save_draft(db, page.typist, declaration_id, kind, form, now)
    except Unsuitable:
        return page.redirect(f"/verklaringen/{declaration_id}", flash="al-ingediend")
    if page.session_expired:
        return page.redirect(f"/inloggen?verder={back}", flash="sessie-voorbij")
    if form.get("handeling") == "bewaar":
        return page.redirect("/", flash="bewaard")
    if form.get("handeling") != "indienen":
        return await _show(page, db, declaration_id, kind, declaration, now, with_errors=False)
    return await _submit(page, db, kind, declaration, now)


async def _submit(
    page: Page, db: AsyncSession, kind: DeclarationType, declaration: Declaration, now: datetime
) -> Template | Redirect:
    """Submit what was kept; what cannot be submitted now stays kept."""
    try:
        async with db.begin_nested():
            submitted = await submitting.submit(db, page.actor, declaration.id, now)
    except Invalid:
        return await _show(page, db, declaration.id, kind, declaration, now, with_errors=True)
    except Busy:
        return page.redirect(
            f"/verklaringen/{declaration.id}/bewerken", flash="leveranciers-inlezen"
        )
    return page.redirect(f"/verklaringen/{submitted.number}/ingediend")


@post("/verklaringen/{declaration_id:uuid}/concept", opt={"typist": True})
async def keep(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    now: Now,
    veld: FromQuery[str | None] = None,
) -> Template | Response[None]:
    """Keep what is being typed; of the field that was left, say whether it is right.

    Answers with pieces of the form: the message of that field, the fields that come or go, what the
    code says of it now, and when the concept was kept. Whose session ran out is not told what the
    code says, since that rests on what the register knows.
    """
    typed_now = await typed(request)
    kind = kind_of(typed_now.get("soort", ""))
    try:
        declaration = await drafting.save_draft(
            db, page.typist, declaration_id, kind, typed_now, now
        )
    except Unsuitable:
        return Response(None, status_code=204)
    draft = declaration.draft or {}
    assessment = await assess(db, kind, draft, page.typist.id, now, declaration)
    filled = await filled_in(db, assessment, draft, assessment.errors)
    state = f"Concept bewaard om {clock_time(now)}."
    if page.session_expired:
        state += " Je bent uitgelogd: log opnieuw in voordat je indient."
    return page.render(
        "declaring_pieces.html",
        filled=filled,
        pieces=filled.pieces(veld, with_suppliers=not page.session_expired),
        save_url=f"/verklaringen/{declaration_id}/concept",
        state=state,
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [new, edit, send, keep]
