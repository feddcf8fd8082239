"""Makes the Excel register beside the server, in a process of its own.

Writing a workbook keeps a processor busy for its whole length. In the process of the server, even
in a thread of it, every page would wait. So the server starts this module as a program, gives it
its orders on standard input (the address of the database with its password is in them, so they are
no arguments, which every user of the machine can read), and waits without holding anybody up.
"""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from register.declarations import Status
from register.errors import Refusal
from register.settings import HOUSE
from register.storage import Storage, address
from reports.reading_guide import WorkbookCounts
from reports.register_filter import RegisterFilter, read_filter
from reports.register_workbook import write_register
from reports.workbook import sha256_of

LONGEST = 240
"""After how many seconds a workbook is given up: less than a transaction may wait for it."""


class Busy(Refusal):
    """Another workbook is being made: one at a time leaves the machine to the pages."""

    status = 409


@dataclass(frozen=True)
class Exported:
    """What a workbook holds, and the SHA-256 of its file in hexadecimal."""

    counts: WorkbookCounts
    sha256: str


class ExportError(RuntimeError):
    """The program that makes the workbook stopped; the message is what it said."""


_turn = asyncio.Lock()


async def export_register(
    storage: Storage,
    as_of: datetime,
    made_by: str,
    now: datetime,
    path: Path,
    wanted: RegisterFilter | None = None,
) -> Exported:
    """Write the Excel register of a moment without holding up this process.

    The arguments are those of :func:`reports.register_workbook.write_register`.

    Raises:
        Busy: this server is already making one.
        ExportError: it could not be made.
        TimeoutError: it took longer than ``LONGEST`` seconds.
    """
    if _turn.locked():
        raise Busy("Er wordt al een Excel-register gemaakt. Probeer het over een minuut nog eens.")
    orders = _orders(storage, as_of, made_by, now, path, wanted or RegisterFilter())
    async with _turn, asyncio.timeout(LONGEST):
        told = json.loads(await _run(orders))
    counts = WorkbookCounts(
        told["sheets"], {Status(name): number for name, number in told["statuses"].items()}
    )
    return Exported(counts, told["sha256"])


def _orders(
    storage: Storage,
    as_of: datetime,
    made_by: str,
    now: datetime,
    path: Path,
    wanted: RegisterFilter,
) -> str:
    return json.dumps(
        {
            "database": storage.url.render_as_string(hide_password=False),
            "as_of": as_of.isoformat(),
            "made_by": made_by,
            "now": now.isoformat(),
            "path": str(path.absolute()),
            "wanted": wanted.query(),
        }
    )


async def _run(orders: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        cwd=HOUSE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        answer, complaint = await process.communicate(orders.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise ExportError(complaint.decode(errors="replace"))
    return answer


async def _make(orders: dict[str, Any]) -> dict[str, Any]:
    storage = Storage(address(orders["database"]), pool_size=1)
    path = Path(orders["path"])
    try:
        counts = await write_register(
            storage,
            datetime.fromisoformat(orders["as_of"]),
            orders["made_by"],
            datetime.fromisoformat(orders["now"]),
            path,
            read_filter(orders["wanted"]).filter,
        )
    finally:
        await storage.close()
    return {
        "sheets": dict(counts.sheets),
        "statuses": {status.value: number for status, number in counts.statuses.items()},
        "sha256": await asyncio.to_thread(sha256_of, path),
    }


def main() -> None:
    """Make the workbook that standard input orders, and tell on standard output what it holds."""
    if hasattr(os, "nice"):
        os.nice(10)
    orders = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(asyncio.run(_make(orders))))


if __name__ == "__main__":
    main()
