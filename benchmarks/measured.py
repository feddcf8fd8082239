"""A benchmark's outcome: a ratio of two measurements of one run, and the limit that it keeps to."""

import time
from collections.abc import Awaitable, Callable, Mapping
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
            f"{'ok  ' if self.kept else 'OVER'} {self.value:8.2f} ≤ {self.limit:7.2f}  {self.what}"
        )


Task = Callable[[], Awaitable[object]]


async def quickest(tasks: Mapping[str, Task], rounds: int) -> Mapping[str, float]:
    """Give the seconds that each task took at its quickest.

    The tasks take turns, so that a machine that is busy for a while is busy for all of them, and
    the quickest time is the one that other work disturbed least.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            await task()
            taken[name].append(time.perf_counter() - start)
    return {name: min(times) for name, times in taken.items()}
