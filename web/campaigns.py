"""`/campagnes`: the campaigns there are, opening one, and whose first statement is awaited."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from litestar import get, post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register.errors import Invalid, Refusal, Unsuitable
from register.permissions import Action, may
from register.settings import Settings
from register.types.amounts import Day
from web.decision_form import plain_field
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import campaigns, first_statements
from workflows.campaigns import TypedCampaign

LIST = "/campagnes"
_DAYS_TO_ANSWER = 30
_LABELS = {
    "title": "Naam",
    "reference_day": "Peildatum",
    "answer_by": "Uiterlijk",
    "words": "Bericht aan de medewerkers",
}
_WORDS = (
    "Klopt het integriteitsregister nog? Kijk na wat er van je in staat. Zeg wat nog klopt, leg "
    "vast wat is gewijzigd en beëindig wat voorbij is. Heb je niets te melden? Zeg dat dan ook."
)


@get(LIST, opt={"action": Action.SEE_CAMPAIGNS})
async def show(page: CurrentPage, db: Db, now: Now) -> Template:
    """List the campaigns, newest first, and whose first statement is awaited."""
    found = await campaigns.every(db)
    return page.render(
        "campaigns.html",
        campaigns=found,
        can_open=may(page.actor, Action.KEEP_CAMPAIGNS)
        and not any(campaign.is_open for campaign, _ in found),
        awaited=await first_statements.awaited(db, now),
    )


@get(f"{LIST}/nieuw", opt={"action": Action.KEEP_CAMPAIGNS})
async def begin(page: CurrentPage) -> Template:
    """Show the form to open a campaign, filled in as far as can be guessed."""
    form = {
        "title": f"Jaarlijkse opgave {page.today.year}",
        "reference_day": Day().typed(page.today),
        "answer_by": Day().typed(page.today + timedelta(days=_DAYS_TO_ANSWER)),
        "words": _WORDS,
    }
    return _render(page, form)


@post(LIST, opt={"action": Action.KEEP_CAMPAIGNS})
async def open_one(request: WebRequest, page: CurrentPage, db: Db, now: Now) -> Template | Redirect:
    """Open a campaign, or show again what has to be mended, with all that was typed."""
    form = await typed(request)
    wanted = TypedCampaign(**{name: form.get(name, "") for name in _LABELS})
    try:
        async with db.begin_nested():
            campaign = await campaigns.open_campaign(db, page.actor, wanted, now)
    except (Invalid, Unsuitable) as refusal:
        return _render(page, form, refusal)
    return page.redirect(f"{LIST}/{campaign.key}", flash="campagne-geopend")


def _render(page: Page, form: Mapping[str, str], refusal: Refusal | None = None) -> Template:
    errors = refusal.errors if isinstance(refusal, Invalid) else {}
    shapes: Mapping[str, Mapping[str, str]] = {
        "title": {"widget": "text"},
        "reference_day": {
            "widget": "date",
            "hint": "Wie op deze dag in dienst is, doet mee. Vandaag of eerder.",
        },
        "answer_by": {"widget": "date", "hint": "De laatste dag om opgave te doen."},
        "words": {"widget": "textarea", "hint": "Zij lezen dit boven hun opgave."},
    }
    told: list[tuple[str | None, str, str]] = [
        (name, _LABELS[name], sentence) for name, sentence in errors.items()
    ]
    if refusal is not None and not told:
        told = [(None, "", refusal.sentence)]
    return page.render(
        "campaigns_open.html",
        status_code=refusal.status if refusal else 200,
        fields=[
            plain_field(form, errors, name, label, **shapes[name])
            for name, label in _LABELS.items()
        ],
        errors=told,
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [show, begin, open_one]
