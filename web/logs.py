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
    """Give every request an id, and write one line when it has been answered."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer the request, and log how that went."""
        request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableScopeHeaders.from_message(message)["x-request-id"] = request_id
            await send(message)

        try:
            await next_app(scope, receive, noting)
        finally:
            route = scope.get("path_template") or "?"
            log.log(
                logging.DEBUG if route.startswith(("/static", "/vendor")) else logging.INFO,
                "request",
                method=scope.get("method", "?"),
                route=route,
                status=status,
                ms=round((time.perf_counter() - began) * 1000),
            )
