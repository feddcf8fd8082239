"""`/postvak`: the mail that would have been sent, where no mail server takes it."""

from collections.abc import Sequence

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.settings import Settings
from web.page import CurrentPage, Db, WebRequest
from workflows import mailbox
from workflows.mailbox import PAGE

LARGEST_KEY = 2**31 - 1
"""The largest key that a table of these can give; beyond it there is nothing."""


@get("/postvak", opt={"signed_in": True})
async def show(request: WebRequest, page: CurrentPage, db: Db) -> Template:
    """Show the visitor's mail, the newest first."""
    given = request.query_params.get("voor", "")
    found = await mailbox.delivered(db, page.actor, _key(given))
    shown = found[:PAGE]
    return page.render(
        "mailbox.html",
        mails=shown,
        sees_all=mailbox.sees_all(page.actor),
        next_url=f"/postvak?voor={shown[-1].id}" if len(found) > PAGE else None,
        previous_url="/postvak" if given else None,
    )


def _key(given: str) -> int | None:
    """Read which mail the page before ended with; what is no key is the beginning."""
    if not (given.isascii() and given.isdigit()) or len(given) > len(str(LARGEST_KEY)):
        return None
    return min(int(given), LARGEST_KEY)


@get("/postvak/{mail_id:int}", opt={"signed_in": True})
async def download(page: CurrentPage, db: Db, mail_id: FromPath[int]) -> Response[bytes]:
    """Give a mail as a mail server would have got it, to open in a program for mail."""
    sent = await mailbox.as_sent(db, page.actor, min(mail_id, LARGEST_KEY), page.settings)
    return Response(
        sent,
        media_type="message/rfc822",
        headers={"content-disposition": f'attachment; filename="bericht-{mail_id}.eml"'},
    )


def routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page, where mail goes into the mailbox."""
    return [show, download] if settings.mails_into_mailbox else []
