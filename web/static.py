"""Static files: our own, and an allow-list of those of the packages that npm installed."""

from collections.abc import Sequence

from litestar import get
from litestar.datastructures import CacheControlHeader
from litestar.params import FromPath
from litestar.response import File
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from register.errors import NotFound
from register.settings import HOUSE

_CACHE = CacheControlHeader(max_age=300, public=True)
_PACKAGES = HOUSE / "node_modules"

_COMPONENTS = (
    "alert",
    "button",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "link",
    "radio-button",
    "select",
    "skip-link",
    "table",
    "textarea",
    "textbox",
)

STYLESHEETS = tuple(f"@utrecht/{name}-css/dist/index.min.css" for name in _COMPONENTS)
"""The stylesheets of the design system's components that pages load."""

VENDOR_FILES = {
    "htmx.org/dist/htmx.min.js": "text/javascript",
    **dict.fromkeys(STYLESHEETS, "text/css"),
}


@get(
    "/vendor/{name:path}",
    opt={"public": True, "exclude_from_csrf": True},
    cache_control=_CACHE,
    sync_to_thread=False,
)
def vendor_file(name: FromPath[str]) -> File:
    """Give a file of an installed package that is on the list."""
    wanted = name.removeprefix("/")
    if wanted not in VENDOR_FILES:
        raise NotFound
    return File(
        _PACKAGES / wanted, media_type=VENDOR_FILES[wanted], content_disposition_type="inline"
    )


def static_routes() -> Sequence[ControllerRouterHandler]:
    """Give the routes of every static file."""
    own = create_static_files_router(
        path="/static",
        directories=[HOUSE / "static"],
        cache_control=_CACHE,
        opt={"public": True, "exclude_from_csrf": True},
    )
    return [vendor_file, own]
