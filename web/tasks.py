"""`/taken`: what went wrong in the background, and trying it again."""

from collections.abc import Sequence

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from register.permissions import Action
from register.settings import Settings
from web.page import CurrentPage, Db, Now
from web.postvak import LARGEST_KEY
from workflows import tasks


@get("/taken", opt={"action": Action.KEEP_RUNNING})
async def show(page: CurrentPage, db: Db, now: Now) -> Template:
    """Show how the work in the background goes, and all that stranded."""
    running = await tasks.running(db)
    return page.render(
        "tasks.html",
        running=running,
        mail_is_late=running.mail_is_late(now),
        works=running.works(now),
        failed=await tasks.failed_tasks(db),
        stranded=await tasks.stranded_mail(db),
    )


@post("/taken/{job_id:int}", opt={"action": Action.KEEP_RUNNING})
async def retry_job(page: CurrentPage, db: Db, job_id: FromPath[int], now: Now) -> Redirect:
    """Let a job that failed be tried again."""
    await tasks.retry_job(db, page.actor, min(job_id, LARGEST_KEY), now)
    return page.redirect("/taken", flash="taak-opnieuw")


@post("/taken/mail/{mail_id:int}", opt={"action": Action.KEEP_RUNNING})
async def retry_mail(page: CurrentPage, db: Db, mail_id: FromPath[int], now: Now) -> Redirect:
    """Let a mail that stranded be sent again."""
    await tasks.retry_mail(db, page.actor, min(mail_id, LARGEST_KEY), now)
    return page.redirect("/taken", flash="mail-opnieuw")


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [show, retry_job, retry_mail]
