"""`/medewerkers/inlezen`, `/leveranciers/inlezen`: upload a list, see what changes, confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import BadFile
from register.imports import (
    PEOPLE,
    SUPPLIERS,
    BadCells,
    ImportPlan,
    OutcomeChanged,
    import_people,
    uploads,
)
from register.imports.cells import safe_name
from register.imports.rows import Listing
from register.imports.uploads import KeptFile, ListName
from register.people import Actor
from register.permissions import Action
from register.settings import Settings
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows.supplier_import import import_suppliers

SHOWN = 300
"""How many rows of a kind, or bad cells, a page shows; the rest is counted."""
_FORM = 64 * 1024
"""How many bytes of a request are not the file."""


class _Import(Protocol):
    async def __call__(
        self,
        db: AsyncSession,
        actor: Actor | None,
        filename: str,
        content: bytes,
        now: datetime,
        dry_run: bool,
        expected: str | None = None,
    ) -> ImportPlan: ...


@dataclass(frozen=True)
class ImportPage:
    """A list that can be imported on a page."""

    name: ListName
    listing: Listing
    action: Action
    run: _Import

    @property
    def url(self) -> str:
        """Where the list itself stands."""
        return f"/{self.name.value}"

    @property
    def import_url(self) -> str:
        """Where it is imported."""
        return f"{self.url}/inlezen"


IMPORTS = (
    ImportPage(ListName.PEOPLE, PEOPLE, Action.IMPORT_PEOPLE, import_people),
    ImportPage(ListName.SUPPLIERS, SUPPLIERS, Action.IMPORT_SUPPLIERS, import_suppliers),
)


def _asking(page: Page, wanted: ImportPage, refused: BadFile | None = None) -> Template:
    """Ask for a file, with what was wrong with the last one."""
    cells = refused.cells if isinstance(refused, BadCells) else ()
    return page.render(
        "import.html",
        status_code=422 if refused else 200,
        wanted=wanted,
        refusal=refused.sentence if refused else None,
        cells=cells[:SHOWN],
        more=max(0, len(cells) - SHOWN),
        largest=page.settings.upload_mib,
    )


def _preview(
    page: Page, wanted: ImportPage, upload_id: UUID, plan: ImportPlan, notice: str | None = None
) -> Template:
    """Show what an import would do, to be confirmed."""
    return page.render(
        "import_preview.html",
        status_code=409 if notice else 200,
        wanted=wanted,
        upload_id=upload_id,
        plan=plan,
        notice=notice,
        parts=(
            ("Nieuw", plan.added, False),
            ("Gewijzigd", plan.changed, True),
            ("Beëindigd", plan.ended, True),
            ("Staat niet in dit bestand", plan.missing, False),
        ),
        shown=SHOWN,
    )


async def _uploaded(request: WebRequest) -> KeptFile | None:
    file = (await request.form()).get("bestand")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return KeptFile(safe_name(file.filename), await file.read())


@dataclass(frozen=True)
class _Visit:
    """One request to import a list."""

    wanted: ImportPage
    page: Page
    db: AsyncSession
    now: datetime

    async def run(self, file: KeptFile, *, expected: str | None = None) -> ImportPlan:
        """Try a file out or, where it is known what was shown, import it."""
        return await self.wanted.run(
            self.db,
            self.page.actor,
            file.filename,
            file.content,
            self.now,
            dry_run=expected is None,
            expected=expected,
        )

    async def kept(self, upload_id: UUID) -> KeptFile:
        """Give the file that waits to be confirmed."""
        return await uploads.kept(self.db, self.page.actor, self.wanted.name, upload_id, self.now)

    async def upload(self, file: KeptFile | None) -> Template | Redirect:
        """Try the file out, and keep it to be confirmed."""
        if file is None:
            return _asking(self.page, self.wanted, BadFile("Kies eerst een bestand."))
        try:
            await self.run(file)
        except BadFile as refused:
            return _asking(self.page, self.wanted, refused)
        key = await uploads.keep(self.db, self.page.actor, self.wanted.name, file, self.now)
        return self.page.redirect(f"{self.wanted.import_url}/{key}")

    async def preview(self, upload_id: UUID) -> Template:
        """Show what the file would change."""
        try:
            plan = await self.run(await self.kept(upload_id))
        except BadFile as refused:
            return _asking(self.page, self.wanted, refused)
        return _preview(self.page, self.wanted, upload_id, plan)

    async def confirm(self, upload_id: UUID, form: Mapping[str, str]) -> Template | Redirect:
        """Import exactly what was shown, or throw the file away."""
        if form.get("handeling") != "inlezen":
            await uploads.discard(self.db, self.page.actor, upload_id)
            return self.page.redirect(self.wanted.url, "niet-ingelezen")
        file = await self.kept(upload_id)
        try:
            await self.run(file, expected=form.get("uitkomst", ""))
        except OutcomeChanged as changed:
            return _preview(self.page, self.wanted, upload_id, changed.plan, changed.sentence)
        except BadFile as refused:
            return _asking(self.page, self.wanted, refused)
        await uploads.discard(self.db, self.page.actor, upload_id)
        return self.page.redirect(self.wanted.url, "ingelezen")


def _routes(wanted: ImportPage, settings: Settings) -> Sequence[ControllerRouterHandler]:
    opt: Mapping[str, Action] = {"action": wanted.action}
    place = f"{wanted.import_url}/{{upload_id:uuid}}"
    largest = settings.upload_mib * 1024**2 + _FORM

    @get(wanted.import_url, opt=opt)
    async def ask(page: CurrentPage) -> Template:
        """Ask for a file."""
        return _asking(page, wanted)

    @post(wanted.import_url, opt=opt, request_max_body_size=largest)
    async def upload(
        request: WebRequest, page: CurrentPage, db: Db, now: Now
    ) -> Template | Redirect:
        """Take a file."""
        return await _Visit(wanted, page, db, now).upload(await _uploaded(request))

    @get(place, opt=opt)
    async def preview(upload_id: FromPath[UUID], page: CurrentPage, db: Db, now: Now) -> Template:
        """Show what the file would change."""
        return await _Visit(wanted, page, db, now).preview(upload_id)

    @post(place, opt=opt)
    async def confirm(
        upload_id: FromPath[UUID], request: WebRequest, page: CurrentPage, db: Db, now: Now
    ) -> Template | Redirect:
        """Import what was shown, or throw it away."""
        return await _Visit(wanted, page, db, now).confirm(upload_id, await typed(request))

    return [ask, upload, preview, confirm]


def routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [route for wanted in IMPORTS for route in _routes(wanted, settings)]
