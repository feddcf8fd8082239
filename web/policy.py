"""`/code/grenzen`: where the bestuurssecretaris keeps the values that Intermaris chooses itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.errors import Invalid, Stale
from register.permissions import Action
from register.settings import Settings
from register.types.amounts import Amount
from register.types.kinds import Kind, LongText
from web.declaration import version
from web.forms import FormField
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import policy
from workflows.policy import POLICY_VALUES, Change, Policy, PolicyValue
from workflows.rules import RULES
from workflows.rules.editions import edition_on
from workflows.rules.rule import Rule


@dataclass(frozen=True)
class Limit:
    """A policy value as the page shows it, with the form to change it.

    Attributes:
        value: what it is.
        now: what holds, in words.
        last: the change by which it holds; ``None`` where it is as the register came.
        rules: the rules that rest on it.
        limit: the field for a new value.
        reason: the field for why.
        can_be_turned_off: whether it is on and may be off.
        is_open: whether the form is to be seen at once.
    """

    value: PolicyValue
    now: str
    last: Change | None
    rules: Sequence[Rule]
    limit: FormField
    reason: FormField
    can_be_turned_off: bool
    is_open: bool


@get("/code/grenzen", opt={"action": Action.KEEP_CODE})
async def limits(page: CurrentPage, db: Db) -> Template:
    """Show every value, with a form for each, and all that was changed."""
    return await _render(page, db)


@post("/code/grenzen/{name:str}", opt={"action": Action.KEEP_CODE})
async def change_limit(
    request: WebRequest, page: CurrentPage, db: Db, name: FromPath[str], now: Now
) -> Template | Redirect:
    """Change a value, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    turned_off = form.get("handeling") == "uitzetten"
    try:
        async with db.begin_nested():
            await policy.change(
                db,
                page.actor,
                name,
                None if turned_off else form.get(name, ""),
                form.get(f"{name}_reason", ""),
                version(form),
                now,
            )
    except (Invalid, Stale) as refusal:
        return await _render(page, db, _Tried(name, form, refusal))
    return page.redirect("/code/grenzen", flash="grens-gewijzigd")


@dataclass(frozen=True)
class _Tried:
    """A change that was refused: of which value, what was typed, and why it was refused."""

    name: str
    form: Mapping[str, str]
    refusal: Invalid | Stale


async def _render(page: Page, db: AsyncSession, tried: _Tried | None = None) -> Template:
    changes = await policy.history(db)
    shown = [
        _limit(value, changes, tried if tried and tried.name == value.name else None)
        for value in POLICY_VALUES.values()
    ]
    return page.render(
        "policy.html",
        status_code=tried.refusal.status if tried else 200,
        limits=shown,
        changes=changes,
        edition=edition_on(page.today),
        errors=_errors(tried, shown),
    )


def _errors(tried: _Tried | None, shown: Sequence[Limit]) -> Sequence[tuple[str, str, str]]:
    """Give what has to be mended, each with where on the page and what it is about."""
    if tried is None:
        return []
    if isinstance(tried.refusal, Stale):
        label = POLICY_VALUES[tried.name].label
        return [(f"grens-{tried.name}", label, tried.refusal.sentence)]
    return [
        (field.name, label, field.error)
        for each in shown
        for field, label in ((each.limit, each.value.label), (each.reason, each.reason.label))
        if field.error
    ]


def _limit(value: PolicyValue, changes: Sequence[Change], tried: _Tried | None) -> Limit:
    last = policy.newest(changes, value.name)
    standing = last.new if last else getattr(Policy(), value.name)
    form = tried.form if tried else {}
    errors = tried.refusal.errors if tried and isinstance(tried.refusal, Invalid) else {}
    name, reason = value.name, f"{value.name}_reason"
    limit = f"Voortaan {value.reach}"
    return Limit(
        value=value,
        now=value.told(standing),
        last=last,
        rules=[rule for rule in RULES.values() if value.name in rule.policy],
        limit=_field(name, limit, value.kind, form.get(name, ""), errors.get("value")),
        reason=_field(reason, "Reden", LongText(), form.get(reason, ""), errors.get("reason")),
        can_be_turned_off=value.may_be_off and standing is not None,
        is_open=tried is not None,
    )


def _field(name: str, label: str, kind: Kind, value: str, error: str | None) -> FormField:
    return FormField(
        name=name,
        label=label,
        hint=None,
        widget=kind.widget,
        options=(),
        value=value,
        error=error,
        required=True,
        governs=False,
        shown=True,
        max_length=kind.max_length,
        inputmode=kind.inputmode,
        suffix=kind.unit if isinstance(kind, Amount) else None,
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [limits, change_limit]
