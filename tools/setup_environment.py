"""Prepares this folder for what is to be done in it: `python -m tools.setup_environment run`.

`run` brings what the application needs, `check` also the tools and test packages, `test` also
Chromium. What stands already is left alone, so a second time takes no time; what an interrupted
setup left half done is done again.
"""

import argparse
import sys

from tools import install_chromium, npm_packages
from tools.console import StopError
from tools.python_packages import PythonPackages
from tools.stamps import one_at_a_time

_OLDEST_PYTHON = (3, 11)
_PURPOSES = ("run", "check", "test")
_INTERRUPTED = 130


def prepare(purpose: str) -> None:
    """Install what is missing for `run`, `check` or `test`.

    Raises:
        StopError: something could not be installed; the message says why and what to do.
    """
    with one_at_a_time() as lock:
        packages = PythonPackages(lock)
        packages.install("runtime", purpose="of the register")
        if purpose != "run":
            packages.install("test", purpose="for checks and tests")
        packages.install_register()
        npm_packages.install(packages)
    if purpose == "test":
        install_chromium.install()


def main() -> int:
    """Read the command line; return 0 when all stands, 1 with the reason when it does not."""
    parser = argparse.ArgumentParser(prog="tools.setup_environment", description=__doc__)
    parser.add_argument("purpose", choices=_PURPOSES)
    arguments = parser.parse_args()
    if sys.version_info < _OLDEST_PYTHON:
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    try:
        prepare(arguments.purpose)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the next make takes it up again.", file=sys.stderr)
        return _INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
