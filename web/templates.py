"""The templates, and how days, moments and amounts are written in them."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from register.clock import AMSTERDAM
from register.settings import HOUSE
from web.static import STYLESHEETS


def day(value: date) -> str:
    """Write a day as *24 november 2026*."""
    return format_date(value, "d MMMM y", locale="nl")


def moment(value: datetime) -> str:
    """Write a moment as *24 november 2026 om 14:03*."""
    return format_datetime(value.astimezone(AMSTERDAM), "d MMMM y 'om' HH:mm", locale="nl")


def clock_time(value: datetime) -> str:
    """Write the time of a moment as *14:03*."""
    return f"{value.astimezone(AMSTERDAM):%H:%M}"


def environment() -> Environment:
    """Give the environment of the templates; a name that is not there is a fault."""
    templates = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(day=day, moment=moment, clock_time=clock_time)
    templates.globals["stylesheets"] = STYLESHEETS
    return templates
