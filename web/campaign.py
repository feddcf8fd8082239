"""`/campagnes/{id}`: how far a campaign is, who has not answered, and closing it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import Campaign, Outcome
from register.errors import Refusal, Stale, Unsuitable
from register.frozen_campaigns import digest_of_closing
from register.permissions import Action, may
from register.settings import Settings
from web.campaigns import LIST
from web.decision_form import plain_field
from web.forms import Choice, FormField
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import campaign_closing, campaign_reminders, campaigns
from workflows.campaign_progress import Progress, Wanted, everybody, part, progress

ONE = f"{LIST}/{{campaign_id:int}}"
_SEARCH_LENGTH = 200


@get(ONE, opt={"action": Action.SEE_CAMPAIGNS})
async def show(
    request: WebRequest, page: CurrentPage, db: Db, campaign_id: FromPath[int]
) -> Template:
    """Show how far a campaign is, or once it is closed the frozen list."""
    campaign = await campaigns.find(db, page.actor, campaign_id)
    if campaign.is_open:
        return await _render(page, db, campaign, request.query_params)
    return page.render(
        "campaigns_list.html",
        campaign=campaign,
        progress=await progress(db, campaign, page.today),
        rows=await everybody(db, campaign, page.today),
        digest=await digest_of_closing(db, campaign.key),
        outcomes=list(Outcome),
    )


@post(f"{ONE}/herinneren", opt={"action": Action.KEEP_CAMPAIGNS})
async def remind(
    page: CurrentPage, db: Db, campaign_id: FromPath[int], now: Now
) -> Template | Redirect:
    """Remind at once who has not answered, at most once a day."""
    try:
        async with db.begin_nested():
            await campaign_reminders.remind_now(db, page.actor, campaign_id, now)
    except Unsuitable as refusal:
        campaign = await campaigns.find(db, page.actor, campaign_id)
        if not campaign.is_open:
            raise
        return await _render(page, db, campaign, {}, refusal)
    return page.redirect(f"{LIST}/{campaign_id}", flash="herinnerd")


@get(f"{ONE}/sluiten", opt={"action": Action.KEEP_CAMPAIGNS})
async def confirm(page: CurrentPage, db: Db, campaign_id: FromPath[int]) -> Template | Redirect:
    """Show with what numbers a campaign would be closed."""
    campaign = await campaigns.find(db, page.actor, campaign_id)
    if not campaign.is_open:
        return page.redirect(f"{LIST}/{campaign_id}")
    return await _confirm(page, db, campaign)


@post(f"{ONE}/sluiten", opt={"action": Action.KEEP_CAMPAIGNS})
async def close(
    request: WebRequest, page: CurrentPage, db: Db, campaign_id: FromPath[int], now: Now
) -> Template | Redirect:
    """Close a campaign with the numbers that were on the screen."""
    form = await typed(request)
    try:
        async with db.begin_nested():
            await campaign_closing.close(db, page.actor, campaign_id, form.get("gezien", ""), now)
    except Stale as stale:
        campaign = await campaigns.find(db, page.actor, campaign_id)
        return await _confirm(page, db, campaign, stale)
    return page.redirect(f"{LIST}/{campaign_id}", flash="campagne-gesloten")


async def _confirm(
    page: Page, db: AsyncSession, campaign: Campaign, refusal: Refusal | None = None
) -> Template:
    return page.render(
        "campaigns_close.html",
        status_code=refusal.status if refusal else 200,
        campaign=campaign,
        progress=await progress(db, campaign, page.today),
        outcomes=list(Outcome),
        errors=[(None, "", refusal.sentence)] if refusal else [],
    )


async def _render(
    page: Page,
    db: AsyncSession,
    campaign: Campaign,
    query: Mapping[str, str],
    refusal: Refusal | None = None,
) -> Template:
    counted = await progress(db, campaign, page.today)
    wanted = _wanted(query, counted)
    found = await part(db, campaign, wanted, page.today)
    return page.render(
        "campaigns_one.html",
        status_code=refusal.status if refusal else 200,
        campaign=campaign,
        progress=counted,
        outcomes=list(Outcome),
        wanted=wanted,
        fields=_fields(wanted, counted),
        found=found,
        first_url=_url(campaign, wanted) if wanted.after else None,
        next_url=_url(campaign, wanted, found.next) if found.next else None,
        may_keep=may(page.actor, Action.KEEP_CAMPAIGNS),
        reminded_on=await campaign_reminders.last_reminded_on(db, campaign),
        errors=[(None, "", refusal.sentence)] if refusal else [],
    )


def _wanted(query: Mapping[str, str], counted: Progress) -> Wanted:
    """Read whom the list shows: at first who has not answered, as what is unknown is anybody."""
    stand, department = query.get("stand", Outcome.GEEN_OPGAVE.value), query.get("afdeling", "")
    return Wanted(
        outcome=Outcome(stand) if stand in set(Outcome) else None,
        department=department if department in counted.departments else "",
        words=query.get("zoek", "").strip().replace("\x00", "")[:_SEARCH_LENGTH],
        after=query.get("na", "").replace("\x00", "")[:20],
    )


def _url(campaign: Campaign, wanted: Wanted, after: str = "") -> str:
    query = {
        "stand": wanted.outcome.value if wanted.outcome else "",
        "afdeling": wanted.department,
        "zoek": wanted.words,
        **({"na": after} if after else {}),
    }
    return f"{LIST}/{campaign.key}?{urlencode(query)}#lijst"


def _fields(wanted: Wanted, counted: Progress) -> Sequence[FormField]:
    """Give the fields of the filter, as they were understood."""
    form = {
        "zoek": wanted.words,
        "stand": wanted.outcome.value if wanted.outcome else "",
        "afdeling": wanted.department,
    }
    stands = [Choice(each.value, each.label_while_open) for each in Outcome]
    departments = [Choice(name, name) for name in counted.departments]
    return (
        plain_field(form, {}, "zoek", "Naam of personeelsnummer", widget="text"),
        plain_field(form, {}, "stand", "Stand", widget="select", options=stands),
        plain_field(form, {}, "afdeling", "Afdeling", widget="select", options=departments),
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [show, remind, confirm, close]
