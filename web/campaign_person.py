"""`/campagnes/{id}/medewerkers/{medewerker}`: what somebody stated, and exempting them."""

from collections.abc import Mapping, Sequence

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlmodel.ext.asyncio.session import AsyncSession

from register.campaigns import Outcome
from register.errors import Invalid, Refusal, Stale, Unsuitable
from register.permissions import Action, may
from register.settings import Settings
from web.attesting import told_of
from web.campaign import ONE
from web.campaigns import LIST
from web.decision_form import plain_field
from web.declaration import version
from web.page import CurrentPage, Db, Now, Page, WebRequest, typed
from workflows import attesting, campaigns, exemptions
from workflows.campaign_progress import standing_of
from workflows.exemptions import TypedExemption

PERSON = f"{ONE}/medewerkers/{{person_id:int}}"


@get(PERSON, opt={"action": Action.SEE_CAMPAIGNS})
async def show(
    page: CurrentPage, db: Db, campaign_id: FromPath[int], person_id: FromPath[int]
) -> Template:
    """Show where somebody is in a campaign, and what they stated, without what they declared."""
    return await _render(page, db, campaign_id, person_id)


@post(f"{PERSON}/vrijstelling", opt={"action": Action.KEEP_CAMPAIGNS})
async def exempt(
    request: WebRequest,
    page: CurrentPage,
    db: Db,
    campaign_id: FromPath[int],
    person_id: FromPath[int],
    now: Now,
) -> Template | Redirect:
    """Exempt somebody or undo it, or show again what has to be mended, with the reason kept."""
    form = await typed(request)
    exempting = form.get("handeling") != "opheffen"
    wanted = TypedExemption(exempting, form.get("reason", ""), version(form))
    try:
        async with db.begin_nested():
            await exemptions.exempt(db, page.actor, campaign_id, person_id, wanted, now)
    except (Invalid, Stale, Unsuitable) as refusal:
        return await _render(page, db, campaign_id, person_id, form, refusal)
    flash = "vrijgesteld" if exempting else "vrijstelling-opgeheven"
    return page.redirect(f"{LIST}/{campaign_id}/medewerkers/{person_id}", flash=flash)


async def _render(
    page: Page,
    db: AsyncSession,
    campaign_id: int,
    person_id: int,
    form: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Template:
    campaign = await campaigns.find(db, page.actor, campaign_id)
    person = await campaigns.member(db, campaign_id, person_id)
    stands = await standing_of(db, campaign, person_id, page.today)
    kept = await exemptions.exemptions_of(db, campaign_id, person_id)
    errors = refusal.errors if isinstance(refusal, Invalid) else {}
    return page.render(
        "campaigns_person.html",
        status_code=refusal.status if refusal else 200,
        campaign=campaign,
        person=person,
        stands=stands,
        exemptions=kept,
        statements=[
            told_of(each, headlines=False)
            for each in await attesting.statements_in(db, campaign_id, person_id)
        ],
        can_exempt=campaign.is_open
        and may(page.actor, Action.KEEP_CAMPAIGNS)
        and person_id != page.actor.id
        and stands is not None
        and stands.outcome in (Outcome.GEEN_OPGAVE, Outcome.VRIJGESTELD),
        reason=plain_field(
            form or {},
            errors,
            "reason",
            "Waarom?",
            widget="textarea",
            hint="Dit blijft bewaard. Schrijf niets op over iemands gezondheid.",
        ),
        errors=_told(errors, refusal),
    )


def _told(
    errors: Mapping[str, str], refusal: Refusal | None
) -> Sequence[tuple[str | None, str, str]]:
    if refusal is not None and not errors:
        return [(None, "", refusal.sentence)]
    return [(name, "Waarom", told) for name, told in errors.items()]


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of these pages."""
    return [show, exempt]
