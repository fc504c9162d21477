"""What benchmarks of formats with a file an image share: the floor, and a clock."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 3


def read_all(files: Iterable[str]) -> int:
    """Open and read files one after the other; return how many bytes they have."""
    total = 0
    for file in files:
        with open(file, "rb") as stream:  # noqa: PTH123  (a Path costs more than the rest)
            total += len(stream.read())
    return total


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def interleaved(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return how long each piece of work takes, the best of several rounds in turn."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            best[place] = min(best[place], seconds(work))
    return best
