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

from register.declarations import APPROVED, Declaration, Status
from register.errors import Busy, Invalid, NotFound, Unsuitable
from register.people import Actor
from register.permissions import Action
from register.settings import Settings
from register.types.record import DeclarationType
from web.filling_in import filled_in
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from web.templates import clock_time
from web.uploads import FILES, LARGEST_REQUEST, files_field, sent_files
from workflows import drafting, submitting
from workflows.assessment import assess
from workflows.attachment_rows import of_form
from workflows.attachments import Added, attach
from workflows.drafting import kind_of


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
    if declaration is not None and not declaration.editable:
        return page.redirect(f"/verklaringen/{declaration.slug_or_number}")
    kind = kind_of(declaration.type if declaration else soort)
    return await show_form(page, db, declaration_id, kind, declaration, now)


async def _own(db: AsyncSession, who: Actor, declaration_id: UUID) -> Declaration | None:
    """Give one's own declaration, ``None`` when it has not been begun.

    Raises:
        NotFound: it is somebody else's.
    """
    declaration = await db.get(Declaration, declaration_id)
    if declaration is not None and declaration.declarant_id != who.id:
        raise NotFound
    return declaration


async def show_form(
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    kind: DeclarationType,
    declaration: Declaration | None,
    now: datetime,
    *,
    with_errors: bool = False,
    added: Added | None = None,
) -> Template:
    """Show the form.

    Args:
        page: the page.
        db: the transaction.
        declaration_id: the key of the declaration.
        kind: its type.
        declaration: the declaration; ``None`` while nothing was kept of it.
        now: when.
        with_errors: whether it is said what has to be mended.
        added: what became of the files that were just sent.
    """
    draft: Mapping[str, str] = (declaration.draft if declaration else None) or {}
    assessment = await assess(db, kind, draft, page.actor.id, now, declaration)
    filled = await filled_in(db, assessment, draft, assessment.errors if with_errors else {})
    files = files_field(await of_form(db, declaration_id), added.errors if added else ())
    errors = [*filled.errors, *((files.id, "Bijlagen", told) for told in files.errors)]
    return page.render(
        "declaring.html",
        status_code=422 if errors else 200,
        kind=kind,
        filled=filled,
        files=files,
        errors=errors,
        declaration_id=declaration_id,
        question=await drafting.question(db, declaration) if declaration else None,
        is_concept=declaration is None or declaration.status is Status.CONCEPT,
        changes=declaration if declaration and declaration.changing_since else None,
        is_kept=declaration is not None,
        origin=declaration.origin if declaration and declaration.status is Status.CONCEPT else None,
        save_url=f"/verklaringen/{declaration_id}/concept",
    )


@post(
    "/verklaringen/{declaration_id:uuid}/bewerken",
    opt={"typist": True},
    request_max_body_size=LARGEST_REQUEST,
)
async def send(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template | Redirect:
    """Keep what was typed and the files that were chosen; then submit it, or show the form again.

    Nothing is submitted while one of the files has to be mended. Somebody whose session ran out
    while typing keeps it all and signs in again.
    """
    form = await typed(request)
    kind = kind_of(form.get("soort", ""))
    back = f"/verklaringen/{declaration_id}/bewerken"
    try:
        declaration = await drafting.save_draft(db, page.typist, declaration_id, kind, form, now)
    except Unsuitable:
        return await _filled_in_before(page, db, declaration_id)
    async with sent_files(request) as uploads:
        added = await attach(db, page.typist, declaration_id, uploads, now)
    if page.session_expired:
        return page.redirect(f"/inloggen?verder={back}", flash="sessie-voorbij")
    handling = None if added.errors else form.get("handeling")
    if handling == "bewaar":
        return page.redirect("/", flash="bewaard")
    if handling == "bijlagen":
        return page.redirect(f"{back}#{FILES}", flash="bijlage-erbij" if added.names else None)
    if handling == "indienen":
        return await _submit(page, db, kind, declaration, now)
    return await show_form(page, db, declaration_id, kind, declaration, now, added=added)


async def _filled_in_before(page: Page, db: AsyncSession, declaration_id: UUID) -> Redirect:
    """Send somebody on whose form was submitted meanwhile, or whose change is over."""
    stored = await _own(db, page.typist, declaration_id)
    over = stored is not None and stored.status in (*APPROVED, Status.BEEINDIGD)
    flash = "wijziging-voorbij" if over else "al-ingediend"
    return page.redirect(f"/verklaringen/{declaration_id}", flash=flash)


async def _submit(
    page: Page, db: AsyncSession, kind: DeclarationType, declaration: Declaration, now: datetime
) -> Template | Redirect:
    """Submit what was kept; what cannot be submitted now stays kept."""
    try:
        async with db.begin_nested():
            submitted = await submitting.submit(db, page.actor, declaration.id, now)
    except Invalid:
        return await show_form(page, db, declaration.id, kind, declaration, now, with_errors=True)
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
    return page.render(
        "declaring_pieces.html",
        filled=filled,
        pieces=filled.pieces(veld, with_suppliers=not page.session_expired),
        save_url=f"/verklaringen/{declaration_id}/concept",
        state=kept_at(page, now),
    )


def kept_at(page: Page, now: datetime) -> str:
    """Tell when a concept was kept, for the line under its form."""
    state = f"Concept bewaard om {clock_time(now)}."
    if page.session_expired:
        state += " Je bent uitgelogd: log opnieuw in voordat je indient."
    return state


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [new, edit, send, keep]
