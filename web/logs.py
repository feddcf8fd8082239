"""Structured logs: a line a request, with a request id, never with what somebody declared.

The path is logged as its route's pattern, so neither a search nor a name in a URL reaches the log.
"""

import logging
import secrets
import time

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from register.settings import Settings

log = structlog.get_logger("register")


def configure_logs(settings: Settings) -> None:
    """Set up the log lines of this process as the settings ask."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if settings.log_json
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(settings.log_level, logging.INFO)
        ),
    )


class RequestLog(ASGIMiddleware):
    """Give every request an id, which all its log lines bear."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer the request under its id."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=secrets.token_hex(8))
        scope["state"]["began"] = time.perf_counter()
        await next_app(scope, receive, send)


async def log_answer(message: Message, scope: Scope) -> None:
    """Write the line of a request when its answer begins, refused and unknown ones too."""
    if message["type"] != "http.response.start":
        return
    bound = structlog.contextvars.get_contextvars()
    request_id = bound.get("request_id") if "began" in scope["state"] else None
    request_id = request_id or secrets.token_hex(8)
    MutableScopeHeaders.from_message(message)["x-request-id"] = request_id
    route = scope.get("path_template") or "?"
    log.log(
        logging.DEBUG if route.startswith(("/static", "/vendor")) else logging.INFO,
        "request",
        request_id=request_id,
        method=scope.get("method", "?"),
        route=route,
        status=message["status"],
        ms=round((time.perf_counter() - scope["state"].get("began", time.perf_counter())) * 1000),
    )
