"""Runs every benchmark on a database of its own; exits with 1 when a ratio is over its limit."""

import asyncio
import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from sqlalchemy import text

from benchmarks import judging, register_reports
from benchmarks.measured import Ratio
from register import embedded
from register.schema import migrate
from register.storage import Storage, address


async def main() -> int:
    """Run the benchmarks and tell each ratio."""
    folder = Path(tempfile.mkdtemp(prefix="register-bench-"))
    # What is registered first is done last: the server has stopped by then.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = Storage(address(await asyncio.to_thread(embedded.start, folder / "postgres")))
    ratios: list[Ratio] = []
    for number, benchmark in enumerate((register_reports, judging)):
        async with server.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text(f"CREATE DATABASE bench_{number} TEMPLATE template0"))
        storage = Storage(server.url.set(database=f"bench_{number}"))
        await migrate(storage)
        ratios += await benchmark.run(storage)
        await storage.close()
    await server.close()
    for ratio in ratios:
        print(ratio)
    return 0 if all(ratio.kept for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
