"""`/verklaringen/{id}/voorwaarden/{voorwaarde}`: reporting a condition, and judging the report."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid
from register.permissions import Action
from register.settings import Settings
from web.condition_forms import field_name
from web.declaration import render_dossier
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from web.uploads import LARGEST_REQUEST, sent_files
from workflows import conditions, evidence
from workflows.dossier import open_dossier


@post(
    "/verklaringen/{declaration_id:uuid}/voorwaarden/{condition_id:int}",
    opt={"action": Action.DECLARE},
    request_max_body_size=LARGEST_REQUEST,
)
async def report_condition(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    condition_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Report that a condition has been met, or show again what has to be mended.

    The files that could be added stay, also where something else has to be mended first.
    """
    form = await typed(request)
    refused = await _add_evidence(request, page, db, declaration_id, condition_id, now)
    if refused:
        return await _again(page, db, declaration_id, condition_id, form, refused, now)
    try:
        async with db.begin_nested():
            await conditions.report(
                db,
                page.actor,
                declaration_id,
                condition_id,
                _number(form, "gemeld"),
                form.get(field_name(condition_id, "words"), ""),
                now,
            )
    except Invalid as invalid:
        return await _again(page, db, declaration_id, condition_id, form, invalid.errors, now)
    return page.redirect(f"/verklaringen/{declaration_id}#voorwaarden", flash="voorwaarde-gemeld")


@post(
    "/verklaringen/{declaration_id:uuid}/voorwaarden/{condition_id:int}"
    "/bijlagen/{attachment_id:uuid}/verwijderen",
    opt={"action": Action.DECLARE},
    request_max_body_size=LARGEST_REQUEST,
)
async def take_evidence_away(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    condition_id: FromPath[int],
    attachment_id: FromPath[UUID],
    now: Now,
) -> Template:
    """Take a file away from a report that is not made yet, and show the form as it now is."""
    form = await typed(request)
    await evidence.take_away(db, page.actor, declaration_id, condition_id, attachment_id)
    refused = await _add_evidence(request, page, db, declaration_id, condition_id, now)
    return await _again(page, db, declaration_id, condition_id, form, refused, now)


async def _add_evidence(
    request: WebRequest,
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    condition_id: int,
    now: datetime,
) -> Mapping[str, str]:
    """Add the files that were sent with a report; give what is wrong with the others."""
    seen = _number(await typed(request), "gemeld")
    async with sent_files(request, field_name(condition_id, "files")) as uploads:
        added = await evidence.add(db, page.actor, declaration_id, condition_id, seen, uploads, now)
    return {"files": " ".join(added.errors)} if added.errors else {}


@post(
    "/verklaringen/{declaration_id:uuid}/voorwaarden/{condition_id:int}/oordeel",
    opt={"action": Action.REVIEW},
)
async def judge_condition(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    declaration_id: FromPath[UUID],
    condition_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Say whether what was reported is enough, or show again what has to be mended."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            accepted = await conditions.judge(
                db,
                page.actor,
                declaration_id,
                condition_id,
                _number(form, "melding"),
                form.get(field_name(condition_id, "answer"), ""),
                form.get(field_name(condition_id, "reason"), ""),
                now,
            )
    except Invalid as invalid:
        return await _again(page, db, declaration_id, condition_id, form, invalid.errors, now)
    return page.redirect(
        f"/verklaringen/{declaration_id}#voorwaarden",
        flash="voorwaarde-voldaan" if accepted else "voorwaarde-terug",
    )


async def _again(
    page: Page,
    db: AsyncSession,
    declaration_id: UUID,
    condition_id: int,
    form: dict[str, str],
    to_mend: Mapping[str, str],
    now: datetime,
) -> Template:
    dossier = await open_dossier(db, page.actor, str(declaration_id), now)
    errors = {field_name(condition_id, name): told for name, told in to_mend.items()}
    status = 422 if errors else 200
    return render_dossier(page, dossier, status_code=status, form=form, errors=errors)


def _number(form: dict[str, str], name: str) -> int:
    """Give a number that was on the screen; -1, which fits nothing, where it is none."""
    text = form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [report_condition, take_evidence_away, judge_condition]
