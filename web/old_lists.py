"""`/verklaringen/inlezen`: upload an old list, see which concepts it becomes, confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import BadFile
from register.imports import BadCells, uploads
from register.imports.declarations import STAFF_NUMBER
from register.imports.uploads import KeptFile, ListName
from register.permissions import Action
from register.settings import Settings
from register.types import TYPES
from web.imports import SHOWN, largest_request, uploaded
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows.concept_plans import ConceptsChanged, ConceptsPlan
from workflows.declaration_import import import_declarations

URL = "/verklaringen/inlezen"


def _asking(page: Page, slug: str | None, refused: BadFile | None = None) -> Template:
    """Ask for a file, with what was wrong with the last one."""
    cells = refused.cells if isinstance(refused, BadCells) else ()
    return page.render(
        "old_list.html",
        status_code=422 if refused else 200,
        url=URL,
        refusal=refused.sentence if refused else None,
        cells=cells[:SHOWN],
        more=max(0, len(cells) - SHOWN),
        largest=page.settings.upload_mib,
        types=TYPES.values(),
        chosen=slug,
        staff_number=STAFF_NUMBER.label,
    )


def _preview(
    page: Page,
    upload_id: UUID,
    slug: str | None,
    plan: ConceptsPlan,
    notice: str | None = None,
) -> Template:
    """Show which concepts a file becomes, to be confirmed."""
    return page.render(
        "old_list_preview.html",
        status_code=409 if notice else 200,
        url=f"{URL}/{upload_id}",
        slug=slug,
        plan=plan,
        notice=notice,
        shown=SHOWN,
    )


@dataclass(frozen=True)
class _Visit:
    """One request to take over an old list."""

    page: Page
    db: AsyncSession
    now: datetime
    slug: str | None

    async def run(self, file: KeptFile, *, expected: str | None = None) -> ConceptsPlan:
        """Try a file out or, where it is known what was shown, take it over."""
        return await import_declarations(
            self.db,
            self.page.actor,
            file.filename,
            file.content,
            self.now,
            dry_run=expected is None,
            expected=expected,
            slug=self.slug,
        )

    async def kept(self, upload_id: UUID) -> KeptFile:
        """Give the file that waits to be confirmed."""
        return await uploads.kept(
            self.db, self.page.actor, ListName.DECLARATIONS, upload_id, self.now
        )

    async def upload(self, file: KeptFile | None) -> Template | Redirect:
        """Try the file out, and keep it to be confirmed."""
        if file is None:
            return _asking(self.page, self.slug, BadFile("Kies eerst een bestand."))
        try:
            await self.run(file)
        except BadFile as refused:
            return _asking(self.page, self.slug, refused)
        key = await uploads.keep(self.db, self.page.actor, ListName.DECLARATIONS, file, self.now)
        return self.page.redirect(f"{URL}/{key}" + (f"?soort={self.slug}" if self.slug else ""))

    async def preview(self, upload_id: UUID) -> Template:
        """Show which concepts the file becomes."""
        try:
            plan = await self.run(await self.kept(upload_id))
        except BadFile as refused:
            return _asking(self.page, self.slug, refused)
        return _preview(self.page, upload_id, self.slug, plan)

    async def confirm(self, upload_id: UUID, form: Mapping[str, str]) -> Template | Redirect:
        """Take over exactly what was shown, or throw the file away."""
        if form.get("handeling") != "inlezen":
            await uploads.discard(self.db, self.page.actor, upload_id)
            return self.page.redirect("/register", "niet-ingelezen")
        file = await self.kept(upload_id)
        try:
            await self.run(file, expected=form.get("uitkomst", ""))
        except ConceptsChanged as changed:
            return _preview(self.page, upload_id, self.slug, changed.plan, changed.sentence)
        except BadFile as refused:
            return _asking(self.page, self.slug, refused)
        await uploads.discard(self.db, self.page.actor, upload_id)
        return self.page.redirect("/register", "oude-lijst-ingelezen")


def _known(slug: str | None) -> str | None:
    """Give the type that was chosen; anything else is no choice."""
    return slug if slug in TYPES else None


@get(URL, opt={"action": Action.IMPORT_DECLARATIONS})
async def ask(page: CurrentPage) -> Template:
    """Ask for a file."""
    return _asking(page, None)


@get(f"{URL}/{{upload_id:uuid}}", opt={"action": Action.IMPORT_DECLARATIONS})
async def preview(
    upload_id: FromPath[UUID],
    page: CurrentPage,
    db: Db,
    now: Now,
    soort: FromQuery[str | None] = None,
) -> Template:
    """Show which concepts the file becomes."""
    return await _Visit(page, db, now, _known(soort)).preview(upload_id)


@post(f"{URL}/{{upload_id:uuid}}", opt={"action": Action.IMPORT_DECLARATIONS})
async def confirm(
    upload_id: FromPath[UUID], request: WebRequest, page: CurrentPage, db: Db, now: Now
) -> Template | Redirect:
    """Take over what was shown, or throw it away."""
    form = await typed(request)
    return await _Visit(page, db, now, _known(form.get("soort"))).confirm(upload_id, form)


def routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""

    @post(
        URL,
        opt={"action": Action.IMPORT_DECLARATIONS},
        request_max_body_size=largest_request(settings),
    )
    async def upload(
        request: WebRequest, page: CurrentPage, db: Db, now: Now
    ) -> Template | Redirect:
        """Take a file."""
        slug = _known((await typed(request)).get("soort"))
        return await _Visit(page, db, now, slug).upload(await uploaded(request))

    return [ask, upload, preview, confirm]
