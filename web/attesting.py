"""`/opgave`: where people say whether what the register holds of them is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from litestar import get, post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import Attestation
from register.declarations import Status
from register.errors import Invalid, Stale, Unsuitable
from register.permissions import Action
from register.settings import Settings
from web.decision_form import plain_field
from web.forms import Choice, FormField
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import attesting
from workflows.attesting import NOTHING, TRUTHFUL, Statement, TypedStatement
from workflows.campaigns import PAGE
from workflows.statements import Held, Said

ANSWER = "verklaring-"
"""What the names of the choices begin with; the number of the declaration follows."""

_LABELS = {NOTHING: "Niets te melden", TRUTHFUL: "Naar waarheid"}
_CHOICES = (
    Choice(attesting.RIGHT, "Ja, klopt nog"),
    Choice(attesting.CHANGED, "Nee, gewijzigd"),
    Choice(attesting.OVER, "Nee, voorbij"),
)


@dataclass(frozen=True)
class Row:
    """A declaration that stands, with the choice whether it is right.

    Attributes:
        held: the declaration.
        answer: the choice.
        can_change: whether it is in force, so that it can be changed and ended.
    """

    held: Held
    answer: FormField
    can_change: bool


@dataclass(frozen=True)
class Told:
    """What somebody stated, as people read it.

    Attributes:
        label: what it says in all.
        at: when it was made.
        rows: for each declaration its number, what it is, and what was said of it.
    """

    label: str
    at: datetime
    rows: Sequence[tuple[str, str, str]]


def told_of(attestation: Attestation, *, headlines: bool = True) -> Told:
    """Give what somebody stated, with what was declared or with its numbers alone."""
    return Told(
        label=attestation.kind.label,
        at=attestation.at,
        rows=[
            (each["number"], each["headline"] if headlines else "", Said(each["said"]).label)
            for each in attestation.said
        ],
    )


@get(PAGE, opt={"action": Action.DECLARE})
async def show(page: CurrentPage, db: Db, now: Now) -> Template:
    """Show what the register holds of the visitor, with the form to say whether it is right."""
    return _render(page, await attesting.statement(db, page.actor, now))


@post(PAGE, opt={"action": Action.DECLARE})
async def make(request: WebRequest, page: CurrentPage, db: Db, now: Now) -> Template | Redirect:
    """Make the statement, or show again what has to be mended, with all that was chosen."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            await attesting.attest(db, page.actor, _read(form), now)
    except (Invalid, Stale, Unsuitable) as refusal:
        return await _render_again(page, db, form, refusal, now)
    return page.redirect(PAGE, flash="opgave-gedaan")


def _read(form: Mapping[str, str]) -> TypedStatement:
    return TypedStatement(
        campaign=form.get("campagne", ""),
        seen=form.get("gezien", ""),
        answers={
            name.removeprefix(ANSWER): value
            for name, value in form.items()
            if name.startswith(ANSWER)
        },
        nothing=bool(form.get(NOTHING)),
        truthful=bool(form.get(TRUTHFUL)),
    )


async def _render_again(
    page: Page,
    db: AsyncSession,
    form: Mapping[str, str],
    refusal: Invalid | Stale | Unsuitable,
    now: Now,
) -> Template:
    found = await attesting.statement(db, page.actor, now)
    return _render(page, found, form, refusal)


def _render(
    page: Page,
    found: Statement,
    form: Mapping[str, str] | None = None,
    refusal: Invalid | Stale | Unsuitable | None = None,
) -> Template:
    by_field = refusal.errors if isinstance(refusal, Invalid) else {}
    errors = {
        name if name in _LABELS else f"{ANSWER}{name}": told for name, told in by_field.items()
    }
    return page.render(
        "opgave.html",
        status_code=refusal.status if refusal else 200,
        found=found,
        answered=told_of(found.answered) if found.answered else None,
        earlier=[told_of(each) for each in found.earlier if each is not found.answered],
        rows=[_row(each, form or {}, errors) for each in found.standing],
        form=form or {},
        by_field=by_field,
        errors=_told(errors, refusal),
    )


def _told(
    errors: Mapping[str, str], refusal: Invalid | Stale | Unsuitable | None
) -> Sequence[tuple[str | None, str, str]]:
    """Give what has to be mended, each with where on the page and what it is about."""
    if refusal is not None and not errors:
        return [(None, "", refusal.sentence)]
    return [
        (name, _LABELS.get(name, name.removeprefix(ANSWER)), told) for name, told in errors.items()
    ]


def _row(each: Held, form: Mapping[str, str], errors: Mapping[str, str]) -> Row:
    return Row(
        held=each,
        answer=plain_field(
            form,
            errors,
            f"{ANSWER}{each.number}",
            f"Klopt {each.number} nog?",
            widget="radio",
            options=_CHOICES,
        ),
        can_change=each.status in (Status.GOEDGEKEURD, Status.VOORWAARDEN),
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [show, make]
