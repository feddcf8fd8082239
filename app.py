"""Builds the ASGI application: pages, static files, security and logging around one storage."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from register.clock import Clock, system_clock
from register.settings import Settings, settings
from register.storage import Storage
from web import (
    beforehand,
    code,
    declaration,
    declaring,
    editions,
    health,
    home,
    imports,
    listing,
    policy,
    register_page,
    reviewing,
    revision_requests,
    signals,
    signin,
    supplier_search,
)
from web.errors import EXCEPTION_HANDLERS
from web.logs import RequestLog, configure_logs, log_answer
from web.page import provide_db, provide_now, provide_page
from web.requests import FormRequest
from web.security import secure_headers
from web.static import static_routes
from web.templates import environment

PAGES = (
    beforehand,
    code,
    declaration,
    declaring,
    editions,
    health,
    home,
    imports,
    listing,
    policy,
    register_page,
    reviewing,
    revision_requests,
    signals,
    signin,
    supplier_search,
)


def create_app(
    chosen: Settings | None = None,
    storage: Storage | None = None,
    clock: Clock = system_clock,
) -> Litestar:
    """Build the application.

    Args:
        chosen: the settings; those of the environment by default.
        storage: an open database; by default the one of the settings, opened when the application
            starts and closed when it stops.
        clock: gives the present moment.
    """
    configured = chosen or settings()
    configure_logs(configured)
    return Litestar(
        route_handlers=[
            *(route for page in PAGES for route in page.routes(configured)),
            *static_routes(),
        ],
        dependencies={
            "db": Provide(provide_db),
            "now": Provide(provide_now, sync_to_thread=False),
            "page": Provide(provide_page),
        },
        request_class=FormRequest,
        middleware=[RequestLog()],
        csrf_config=CSRFConfig(
            secret=configured.signing_secret(),
            cookie_secure=configured.secure_cookies,
            cookie_httponly=True,
        ),
        before_send=[secure_headers, log_answer],
        exception_handlers=EXCEPTION_HANDLERS,
        template_config=TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(environment())
        ),
        openapi_config=None,
        logging_config=None,
        lifespan=[] if storage else [_opened(configured)],
        state=State({"settings": configured, "clock": clock, "storage": storage}),
        request_max_body_size=1024 * 1024,
    )


def _opened(configured: Settings) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """Give the lifespan that opens the database of the settings, and closes it again."""

    @asynccontextmanager
    async def lifespan(application: Litestar) -> AsyncIterator[None]:
        storage = Storage.open(configured)
        application.state.storage = storage
        yield
        await storage.close()

    return lifespan
