"""A benchmark's outcome: a ratio of two measurements of one run, and the limit that it keeps to."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """How many times the one takes of the other, and how many it may take."""

    what: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        """Tell whether it keeps to its limit."""
        return self.value <= self.limit

    def __str__(self) -> str:
        """Write it as a line."""
        return (
            f"{'ok  ' if self.kept else 'OVER'} {self.value:8.2f} ≤ {self.limit:6.2f}  {self.what}"
        )


async def seconds(task: Callable[[], Awaitable[object]], times: int) -> float:
    """Give the median time that a task takes, in seconds, after one run to warm up."""
    await task()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        await task()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
