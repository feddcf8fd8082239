"""Debian's packages, for what neither PyPI nor npm can bring."""

import os
import shutil

from tools.console import run, say

_APT_GET = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")


def may_install() -> bool:
    """Tell whether this is a Debian or Ubuntu on which we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str, purpose: str) -> None:
    """Install packages of Debian; needs root.

    Args:
        packages: their names in Debian.
        purpose: what they are for, in a few words for the reader of the log.

    Raises:
        StopError: apt-get failed.
    """
    names = " and ".join(packages)
    say(f"Installing from Debian: {names}, for {purpose}.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    failure = f"Debian could not bring {names}."
    run([*_APT_GET, "update"], failure=failure, environment=environment)
    run(
        [*_APT_GET, "install", "--yes", "--no-install-recommends", *packages],
        failure=failure,
        environment=environment,
    )
