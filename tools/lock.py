"""Pins the Python and npm packages: `python -m tools.lock [--upgrade]`.

Each `requirements/*.in` becomes a `.txt` with the hashes of every file of every package, valid on
all platforms; `package.json` becomes `package-lock.json`. What is pinned and still fits stays,
unless `--upgrade` asks for the newest. Neither kind of file keeps the address of a registry: each
machine has its own.
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from tools import npm_packages
from tools.console import StopError, run, say
from tools.python_packages import REQUIREMENTS, PythonPackages
from tools.stamps import ROOT, one_at_a_time

_OLDEST_PYTHON = "3.11"
# The tests pin what the register pins, so that installing one never changes the other.
_CONSTRAINTS = {"test": "runtime"}
# In this order: a file comes after the one that constrains it.
_REQUIREMENTS = ("lock", "runtime", "node", "test")
_ADDRESS = re.compile(r"https?://\S+")


def pin_python_packages(*, upgrade: bool) -> None:
    """Write `requirements/*.txt`.

    Raises:
        StopError: the packages do not fit together, or the network is away.
    """
    with tempfile.TemporaryDirectory(prefix="register-lock-") as folder:
        uv = _install_uv(Path(folder))
        for name in _REQUIREMENTS:
            say(f"Pinning requirements/{name}.in.")
            command = [
                *(uv, "pip", "compile", "--quiet", "--universal"),
                *("--python", sys.executable, "--python-version", _OLDEST_PYTHON),
                *("--generate-hashes", "--no-annotate", "--no-emit-index-url"),
                *("--custom-compile-command", "make lock"),
                *("--output-file", str(REQUIREMENTS / f"{name}.txt")),
                str(REQUIREMENTS / f"{name}.in"),
            ]
            if name in _CONSTRAINTS:
                command += ["--constraint", str(REQUIREMENTS / f"{_CONSTRAINTS[name]}.txt")]
            if upgrade:
                command.append("--upgrade")
            run(command, failure=f"requirements/{name}.in could not be pinned.")


def _install_uv(folder: Path) -> str:
    say("Installing uv, which resolves the requirements, in a temporary folder.")
    failure = "uv could not be installed."
    run([sys.executable, "-m", "venv", folder], failure=failure)
    run(
        [
            *(folder / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check"),
            *("--require-hashes", "--requirement", REQUIREMENTS / "lock.txt"),
        ],
        failure=failure,
    )
    return str(folder / "bin" / "uv")


def pin_npm_packages(*, upgrade: bool) -> None:
    """Write `package-lock.json`.

    Raises:
        StopError: the packages do not fit together, or the network is away.
    """
    with one_at_a_time() as lock:
        npm_packages.pin(PythonPackages(lock), upgrade=upgrade)
    lock_file = ROOT / "package-lock.json"
    pins = json.loads(lock_file.read_text(encoding="utf-8"))
    for package in pins["packages"].values():
        package.pop("resolved", None)
    text = json.dumps(pins, indent=2, ensure_ascii=False)
    lock_file.write_text(f"{text}\n", encoding="utf-8")


def refuse_addresses() -> None:
    """Hold the requirements free of the addresses of registries.

    Raises:
        StopError: one of the files names an address.
    """
    for pins in sorted(REQUIREMENTS.glob("*.txt")):
        address = _ADDRESS.search(pins.read_text(encoding="utf-8"))
        if address:
            raise StopError(f"requirements/{pins.name} holds the address {address[0]}.")


def main() -> int:
    """Pin everything anew; return 1 with the reason when that does not work out."""
    parser = argparse.ArgumentParser(prog="tools.lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest of everything")
    upgrade = parser.parse_args().upgrade
    try:
        pin_python_packages(upgrade=upgrade)
        pin_npm_packages(upgrade=upgrade)
        refuse_addresses()
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
