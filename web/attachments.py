"""`/bijlagen/{id}` and the files of a form: adding them, taking them away, fetching them.

Without JavaScript the form sends its files with whatever button is pressed (`web.declaring`); with
it they are sent here as soon as they are chosen. A file is never shown in our own pages: it is
downloaded, and a browser that would show it has nothing to run it with.
"""

from collections.abc import AsyncIterator, Sequence
from urllib.parse import quote
from uuid import UUID

from litestar import get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Unsuitable
from register.permissions import Action
from register.settings import Settings
from register.storage import Storage
from web.declaring import kept_at, show_form
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from web.uploads import FILES, LARGEST_REQUEST, files_field, sent_files
from workflows import attachments, drafting
from workflows.attachment_rows import AttachmentRow, of_form


@post(
    "/verklaringen/{declaration_id:uuid}/bijlagen",
    opt={"typist": True},
    request_max_body_size=LARGEST_REQUEST,
)
async def add(
    request: WebRequest, page: CurrentPage, db: Db, declaration_id: FromPath[UUID], now: Now
) -> Template:
    """Keep what was typed and add the files that were chosen; answer with pieces of the form."""
    form = await typed(request)
    kind = drafting.kind_of(form.get("soort", ""))
    async with sent_files(request) as uploads:
        try:
            await drafting.save_draft(db, page.typist, declaration_id, kind, form, now)
            added = await attachments.attach(db, page.typist, declaration_id, uploads, now)
        except Unsuitable as late:
            return await _pieces(page, db, declaration_id, "", (late.sentence,))
    state = f"{added.told} {kept_at(page, now)}".strip()
    return await _pieces(page, db, declaration_id, state, added.errors)


@post(
    "/verklaringen/{declaration_id:uuid}/bijlagen/{attachment_id:uuid}/verwijderen",
    opt={"typist": True},
    request_max_body_size=LARGEST_REQUEST,
)
async def remove(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    attachment_id: FromPath[UUID],
    now: Now,
) -> Template | Redirect:
    """Keep what was typed, and take a file out of the form; add those that were chosen meanwhile.

    With JavaScript it answers with pieces of the form, and none were.
    """
    form = await typed(request)
    kind = drafting.kind_of(form.get("soort", ""))
    in_pieces = bool(request.headers.get("hx-request"))
    async with sent_files(request) as uploads:
        try:
            kept = await drafting.save_draft(db, page.typist, declaration_id, kind, form, now)
            name = await attachments.remove(db, page.typist, declaration_id, attachment_id, now)
            added = await attachments.attach(db, page.typist, declaration_id, uploads, now)
        except Unsuitable as late:
            if in_pieces:
                return await _pieces(page, db, declaration_id, "", (late.sentence,))
            return page.redirect(f"/verklaringen/{declaration_id}", flash="al-ingediend")
    if in_pieces:
        state = f"Weggehaald: {name}. {kept_at(page, now)}" if name else kept_at(page, now)
        return await _pieces(page, db, declaration_id, state, added.errors)
    if added.errors:
        return await show_form(page, db, declaration_id, kind, kept, now, added=added)
    return page.redirect(f"/verklaringen/{declaration_id}/bewerken#{FILES}", "bijlage-weg")


async def _pieces(
    page: Page, db: AsyncSession, declaration_id: UUID, state: str, errors: Sequence[str]
) -> Template:
    """Give the pieces of a form that are about its files.

    Args:
        page: the page.
        db: the transaction.
        declaration_id: the declaration.
        state: what the line under the form says.
        errors: what was wrong with what was sent.
    """
    return page.render(
        "attachments_pieces.html",
        declaration_id=declaration_id,
        files=files_field(await of_form(db, declaration_id), errors),
        state=state,
    )


@get("/bijlagen/{attachment_id:uuid}", opt={"action": Action.SEE_DECLARATION})
async def fetch(
    page: CurrentPage, db: Db, state: State, attachment_id: FromPath[UUID], now: Now
) -> Stream:
    """Send a file, a part at a time, to be saved."""
    row = await attachments.open_attachment(db, page.actor, attachment_id, now)
    return Stream(
        _parts(state.storage, row),
        media_type=row.type.media_type,
        headers={
            "content-length": str(row.size),
            "content-disposition": disposition(row.name),
        },
    )


async def _parts(storage: Storage, row: AttachmentRow) -> AsyncIterator[bytes]:
    """Give what is in a file, each part in a transaction of its own.

    Whoever takes long to receive it keeps no connection to the database meanwhile.
    """
    seq, sent = 1, 0
    while sent < row.size:
        async with storage.transaction() as db:
            part = await attachments.part_of(db, row.id, seq)
        if not part:
            raise LookupError(f"Part {seq} of attachment {row.id} is gone.")
        yield part
        seq, sent = seq + 1, sent + len(part)


def disposition(name: str) -> str:
    """Give the header that has a browser save a file under its name (RFC 6266).

    Browsers read ``filename*``; what cannot is given the name in ASCII.
    """
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = plain.replace("\\", "_").replace('"', "_").replace("%", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [add, remove, fetch]
