"""Remembers which step of the setup was done for which input, so that it is not done twice."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from tools.console import say

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(*inputs: Path | str) -> str:
    """Return a digest of the contents of the files and of the words."""
    digest = hashlib.sha256()
    for part in inputs:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


class Stamp:
    """A file that stands as long as its step is done, and holds the fingerprint it was done for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def stands_for(self, wanted: str) -> bool:
        """Tell whether the step was completed for this very fingerprint."""
        return self._path.is_file() and self._path.read_text(encoding="utf-8") == wanted

    def set(self, done: str = "") -> None:
        """Record that the step was completed for this fingerprint."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(done, encoding="utf-8")

    def lift(self) -> None:
        """Forget the step: it is about to be done again."""
        self._path.unlink(missing_ok=True)

    @property
    def stands(self) -> bool:
        """Whether the stamp is there at all."""
        return self._path.is_file()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Wait until nothing else sets up this folder, and keep others waiting until we are done.

    Yields:
        The lock's file descriptor. A program that inherits it holds the lock too, so that a pip
        or npm which outlives a killed setup still keeps the next setup out of its way.
    """
    lock = os.open(ROOT / "requirements", os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another setup in this folder to finish.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)
