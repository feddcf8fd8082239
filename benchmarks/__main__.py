"""Runs every benchmark on a database of its own; exits with 1 when a ratio is over its limit."""

import asyncio
import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import register_reports
from register import embedded
from register.schema import migrate
from register.storage import Storage, address


async def main() -> int:
    """Run the benchmarks and tell each ratio."""
    folder = Path(tempfile.mkdtemp(prefix="register-bench-"))
    # What is registered first is done last: the server has stopped by then.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    storage = Storage(address(await asyncio.to_thread(embedded.start, folder / "postgres")))
    await migrate(storage)
    ratios = [*await register_reports.run(storage)]
    await storage.close()
    for ratio in ratios:
        print(ratio)
    return 0 if all(ratio.kept for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
