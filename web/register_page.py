"""`/register`: every declaration, found by what is asked, and the Excel register."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

from litestar import get, post
from litestar.datastructures import State
from litestar.response import Stream, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.clock import end_of_day
from register.permissions import Action
from register.settings import Settings
from register.types import TYPES
from register.types.amounts import Day
from register.types.kinds import Unreadable
from reports.exporting import export_register
from reports.register_filter import STATES, FilterReading, RegisterFilter, read_filter
from reports.register_list import Cursor, read_cursor, register_page
from web.forms import Choice, FormField
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 64 * 1024


@get("/register", opt={"action": Action.SEE_REGISTER})
async def register_list(request: WebRequest, page: CurrentPage, db: Db) -> Template:
    """List what was submitted, newest first, as the URL asks."""
    return await _render(page, db, dict(request.query_params))


@post("/register/excel", opt={"action": Action.EXPORT}, status_code=200)
async def download(
    request: WebRequest, page: CurrentPage, db: Db, now: Now, state: State
) -> Template | Stream:
    """Make the Excel register of a day, write down that it left the house, and send it."""
    form = await typed(request)
    day, wrong = _day(form.get("peildatum", ""), page.today)
    if wrong:
        return await _render(page, db, form, day=form.get("peildatum", ""), wrong=wrong)
    wanted = read_filter(form).filter if form.get("selectie") else RegisterFilter()
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        path = Path(folder) / "register.xlsx"
        exported = await export_register(
            state.storage, end_of_day(day), page.actor.name, now, path, wanted
        )
        file, size = await asyncio.to_thread(_kept, path)
    await record(
        db,
        OFFICE_CHAIN,
        page.actor,
        Happening.EXPORTED,
        now,
        as_of=day,
        selection=wanted.query(),
        sheets=exported.counts.sheets,
        statuses=exported.counts.statuses,
        total=exported.counts.total,
        sha256=exported.sha256,
    )
    return Stream(
        _read(file),
        media_type=XLSX,
        headers={
            "content-disposition": f'attachment; filename="integriteitsregister-{day}.xlsx"',
            "content-length": str(size),
        },
    )


def _kept(path: Path) -> tuple[IO[bytes], int]:
    """Copy a file into one without a name, which is gone once it is sent or given up."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 — it is closed once it is read
    with path.open("rb") as made:
        shutil.copyfileobj(made, kept)
    size = kept.tell()
    kept.seek(0)
    return kept, size


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _day(written: str, today: date) -> tuple[date, str | None]:
    """Read the day of which somebody wants the register; beside it what is wrong with it."""
    if not written.strip():
        return today, None
    try:
        day: date = Day().read(written.strip())
    except Unreadable as unreadable:
        return today, str(unreadable)
    if day > today:
        return today, "Deze dag moet nog komen. Vul vandaag of een eerdere dag in."
    return day, None


async def _render(
    page: Page,
    db: AsyncSession,
    query: Mapping[str, str],
    *,
    day: str | None = None,
    wrong: str | None = None,
) -> Template:
    reading = read_filter(query)
    place, lost = read_cursor(query)
    found = await register_page(db, reading.filter, place)
    fields = _fields(reading, query, found.departments)
    return page.render(
        "register.html",
        status_code=422 if wrong else 200,
        errors=[("peildatum", "Peildatum", wrong)] if wrong else [],
        fields=fields,
        notices=[
            *((name, _label(fields, name), told) for name, told in reading.notices.items()),
            *([(None, "", lost)] if lost else []),
        ],
        wanted=reading.filter,
        hidden=reading.filter.query(),
        page_of=found,
        newer_url=_url(reading.filter, found.newer),
        older_url=_url(reading.filter, found.older),
        day_field=_field(
            "peildatum",
            "Peildatum",
            "date",
            day if day is not None else Day().typed(page.today),
            error=wrong,
            hint="Het register zoals het was aan het einde van deze dag.",
        ),
    )


def _url(wanted: RegisterFilter, place: Cursor | None) -> str | None:
    if place is None:
        return None
    return f"/register?{urlencode({**wanted.query(), place.side.value: place.number})}"


def _fields(
    reading: FilterReading, query: Mapping[str, str], departments: Sequence[str]
) -> Sequence[FormField]:
    """Give the fields of the filter: what was understood, else what was typed with its notice."""
    values = {**reading.filter.query()}
    values.update({name: query.get(name, "") for name in reading.notices})

    def field(name: str, label: str, widget: str, options: Sequence[Choice] = ()) -> FormField:
        return _field(name, label, widget, values.get(name, ""), options=options)

    kinds = [Choice(kind.slug, kind.title) for kind in TYPES.values()]
    states = [Choice(status.value, status.label) for status in STATES]
    return (
        field("tekst", "Zoek", "text"),
        field("soort", "Soort", "select", kinds),
        field("status", "Status", "select", states),
        field("afdeling", "Afdeling", "select", [Choice(each, each) for each in departments]),
        field("persoon", "Naam of personeelsnummer", "text"),
        field("vanaf", "Ingediend vanaf", "date"),
        field("tot", "Ingediend tot en met", "date"),
    )


def _field(
    name: str,
    label: str,
    widget: str,
    value: str,
    *,
    options: Sequence[Choice] = (),
    error: str | None = None,
    hint: str | None = None,
) -> FormField:
    return FormField(
        name=name,
        label=label,
        hint=hint,
        widget=widget,
        options=options,
        value=value,
        error=error,
        required=True,
        governs=False,
        shown=True,
        max_length=200,
        inputmode=None,
        suffix=None,
    )


def _label(fields: Sequence[FormField], name: str) -> str:
    return next((field.label for field in fields if field.name == name), "")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [register_list, download]
