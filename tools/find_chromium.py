"""Finds the Chromium that the browser tests drive; `python tools/find_chromium.py` prints it."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "REGISTER_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_APPLICATIONS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Below the cache's folder of one Chromium; the names differ by platform and by year.
_IN_PLAYWRIGHTS_CACHE = (
    "chrome-linux*/chrome",
    "chrome-mac*/*.app/Contents/MacOS/*",
    "chrome-win*/chrome.exe",
)
_SECONDS_TO_ANSWER = 60


class ChromiumNotFoundError(Exception):
    """There is no working Chromium on this machine; the message says what to do."""


@functools.cache
def chromium_path() -> Path:
    """Return the Chromium to drive: `REGISTER_CHROMIUM`, else the machine's, else Playwright's.

    Raises:
        ChromiumNotFoundError: none of them is there and starts.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if _starts(Path(chosen)):
            return Path(chosen)
        raise ChromiumNotFoundError(f"{VARIABLE} is {chosen}, which is no Chromium that starts.")
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise ChromiumNotFoundError(
        "The browser tests need Chromium, and there is none on this machine. Debian: "
        "sudo apt install chromium. Elsewhere: .venv/bin/playwright install --with-deps chromium. "
        f"Or say where it is: {VARIABLE}=/path/to/chromium"
    )


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    if sys.platform == "darwin":
        for application in _MAC_APPLICATIONS:
            yield Path("/Applications") / application
    for kind in _IN_PLAYWRIGHTS_CACHE:
        yield from sorted(_playwrights_cache().glob(f"chromium-*/{kind}"), reverse=True)


def _playwrights_cache() -> Path:
    told = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if told not in ("", "0"):
        return Path(told)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ms-playwright"


def _starts(browser: Path) -> bool:
    """Tell whether the program runs: Ubuntu's own is a stub, and libraries may be missing."""
    try:
        answer = subprocess.run(
            [browser, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS_TO_ANSWER,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


if __name__ == "__main__":
    try:
        print(chromium_path())
    except ChromiumNotFoundError as not_found:
        sys.exit(str(not_found))
