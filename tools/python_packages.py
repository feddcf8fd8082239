"""Builds `.venv`: the pinned Python packages, and the register itself on top of them."""

import importlib.util
import shutil
import subprocess
import sys

from tools import debian
from tools.console import StopError, ToolFailedError, run, say
from tools.stamps import ROOT, Stamp, fingerprint

VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"

_STAMPS = VENV / ".setup"
# Stands while packages are being changed: one that is found at the start was left by a setup
# that was killed half way, and what it left behind cannot be trusted.
_CHANGING = Stamp(_STAMPS / "changing")
# pip writes this once everything is downloaded and the first file is about to change.
_PIP_CHANGES_FILES = "Installing collected packages"


class PythonPackages:
    """The packages of `.venv`, brought to what the requirements files say.

    Attributes:
        lock: what `one_at_a_time` yields, for the programs that are called to hold too.
    """

    def __init__(self, lock: int) -> None:
        self.lock = lock
        if not _is_usable():
            _create(lock)
        self._version = _probe() or ""

    def install(self, name: str, *, purpose: str) -> None:
        """Install `requirements/<name>.txt`, unless that was done before.

        Raises:
            StopError: pip failed; the message says whether the network is to blame.
        """
        pins = REQUIREMENTS / f"{name}.txt"
        stamp = Stamp(_STAMPS / name)
        wanted = fingerprint(pins, self._version)
        if stamp.stands_for(wanted):
            return
        say(f"Installing the Python packages {purpose} (the first time this can take a minute).")
        stamp.lift()
        self._pip("--require-hashes", "--only-binary=:all:", "--requirement", str(pins))
        stamp.set(wanted)

    def install_register(self) -> None:
        """Install the register itself, editable, unless nothing that matters to that changed.

        Raises:
            StopError: pip failed.
        """
        stamp = Stamp(_STAMPS / "register")
        # An editable install lists the top-level packages: a new one needs a new install.
        rooms = sorted(room.parent.name for room in ROOT.glob("*/__init__.py"))
        wanted = fingerprint(
            ROOT / "pyproject.toml", REQUIREMENTS / "runtime.in", self._version, *rooms
        )
        if stamp.stands_for(wanted):
            return
        say("Installing the register itself into .venv.")
        stamp.lift()
        self._pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        stamp.set(wanted)

    def _pip(self, *arguments: str) -> None:
        """Run `pip install`, under the mark that makes a killed one start over."""
        _CHANGING.set()
        try:
            run(
                [
                    *(VENV_PYTHON, "-m", "pip", "install", "--no-input"),
                    *("--disable-pip-version-check", "--progress-bar=off"),
                    *arguments,
                ],
                failure="The Python packages could not be installed.",
                keep_open=(self.lock,),
            )
        except ToolFailedError as failed:
            if _PIP_CHANGES_FILES not in failed.output:
                _CHANGING.lift()
            raise
        _CHANGING.lift()


def _is_usable() -> bool:
    """Tell whether `.venv` works, is whole, and was made for the folder that it is in."""
    if _CHANGING.stands:
        say("An earlier setup was interrupted: starting over with .venv.")
        return False
    settings = VENV / "pyvenv.cfg"
    if not settings.is_file() or _probe() is None:
        return False
    made_by = [
        line for line in settings.read_text(encoding="utf-8").splitlines() if "-m venv" in line
    ]
    return all(line.endswith(f" {VENV}") for line in made_by)


def _probe() -> str | None:
    """Return the version of the Python in `.venv`, or None when that or its pip is broken."""
    try:
        done = subprocess.run(
            [VENV_PYTHON, "-c", "import pip, sys; print(sys.version)"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _create(lock: int) -> None:
    """Make an empty `.venv` with the Python that runs us."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    say(f"Creating .venv with Python {version}.")
    _require_ensurepip(version)
    _remove_old()
    _CHANGING.set()
    run(
        [sys.executable, "-m", "venv", VENV],
        failure=".venv could not be created.",
        keep_open=(lock,),
    )
    _CHANGING.lift()


def _remove_old() -> None:
    """Remove `.venv`, out of the way first: half a removed one must not look like a whole one."""
    aside = VENV.with_name(f"{VENV.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    if VENV.exists():
        VENV.rename(aside)
        shutil.rmtree(aside)


def _require_ensurepip(version: str) -> None:
    """See to it that this Python can make virtual environments; Debian's cannot out of the box."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{version}-venv"
    if not debian.may_install():
        raise StopError(
            f"This Python ({sys.executable}) cannot make virtual environments. On Debian and "
            f"Ubuntu: sudo apt install {package}. Then run make again."
        )
    debian.install(package, purpose="Python's virtual environments")
