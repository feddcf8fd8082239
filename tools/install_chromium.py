"""Sees to it that there is a Chromium for the browser tests."""

import os

from tools import debian
from tools.console import StopError, ToolFailedError, run, say
from tools.find_chromium import VARIABLE, ChromiumNotFoundError, chromium_path
from tools.python_packages import VENV_PYTHON


def install() -> None:
    """Install Chromium, unless a working one is found.

    Debian's own package comes first where we may install it; Playwright's serves elsewhere.

    Raises:
        StopError: there is none and none could be installed; the message says what to do.
    """
    if _is_there():
        return
    if os.environ.get(VARIABLE):
        raise StopError(_what_to_do())
    for attempt in (_from_debian, _from_playwright):
        attempt()
        if _is_there():
            return
    raise StopError(_what_to_do())


def _is_there() -> bool:
    return not _what_to_do()


def _what_to_do() -> str:
    """Return what stands in the way of finding a Chromium; nothing when there is one."""
    try:
        chromium_path()
    except ChromiumNotFoundError as not_found:
        return str(not_found)
    return ""


def _from_debian() -> None:
    if not debian.may_install():
        return
    try:
        debian.install("chromium", "fonts-liberation", purpose="the browser tests")
    except ToolFailedError as failed:
        say(str(failed))


def _from_playwright() -> None:
    say("Installing Playwright's own Chromium for the browser tests.")
    command = [str(VENV_PYTHON), "-m", "playwright", "install", "chromium"]
    if debian.may_install():
        command.append("--with-deps")
    try:
        run(command, failure="Playwright's Chromium could not be installed.")
    except ToolFailedError as failed:
        say(str(failed))
