"""How the tools speak: one English line a step, and a full account when something fails."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|NameResolutionError|Name or service not known|"
    r"Temporary failure (in name resolution|resolving)|Network is unreachable|ProxyError|"
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|dns error",
    re.IGNORECASE,
)
_LINES_SHOWN = 40


class StopError(Exception):
    """Setting up cannot go on; the message says why and what to do about it."""


class ToolFailedError(StopError):
    """A program that we called failed or was killed.

    Attributes:
        output: what the program wrote.
    """

    def __init__(self, message: str, output: str) -> None:
        super().__init__(message)
        self.output = output


def say(sentence: str) -> None:
    """Tell what is being done, at once, so that it stands before what a program writes next."""
    print(sentence, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    failure: str,
    environment: Mapping[str, str] | None = None,
    keep_open: Sequence[int] = (),
) -> str:
    """Run a program silently and return what it wrote.

    Args:
        command: the program and its arguments.
        failure: one sentence that says what did not work out if the program fails.
        environment: its environment variables, ours when left out.
        keep_open: file descriptors that the program inherits.

    Raises:
        ToolFailedError: the program is missing, failed or was killed; what it wrote is shown.
    """
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=environment,
            pass_fds=keep_open,
            check=False,
        )
    except OSError as error:
        raise ToolFailedError(f"{failure} ({error})", "") from error
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-_LINES_SHOWN:]), file=sys.stderr, flush=True)
        raise ToolFailedError(f"{failure} {_cause(done.stdout, done.returncode)}", done.stdout)
    return done.stdout


def _cause(output: str, returncode: int) -> str:
    if returncode < 0:
        return "The program was killed; run make again."
    if _NO_NETWORK.search(output):
        return "There seems to be no network: connect this machine and run make again."
    return "What went wrong stands above."
