"""Whole processes, measured side by side."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Measured:
    """Medians over the rounds.

    Attributes
    ----------
    seconds : float
        Wall clock of the whole process.
    megabytes : float
        Peak memory.
    cpu : float
        Seconds of all cores, processes that it started included.
    """

    seconds: float
    megabytes: float
    cpu: float = 0.0


def measure(commands: Mapping[str, Sequence[str]], rounds: int = 3) -> dict[str, Measured]:
    """Run Python commands in turn, several rounds, each in a fresh process.

    Parameters
    ----------
    commands : mapping of str to sequence of str
        Arguments of the Python that runs this.
    rounds : int
    """
    taken: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, arguments in commands.items():
            taken[name].append(_once([sys.executable, *arguments]))
    return {
        name: Measured(
            median(one.seconds for one in runs),
            median(one.megabytes for one in runs),
            median(one.cpu for one in runs),
        )
        for name, runs in taken.items()
    }


def _once(command: Sequence[str]) -> Measured:
    started = time.perf_counter()
    process = os.posix_spawn(command[0], list(command), os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with status {status}")
    cpu = usage.ru_utime + usage.ru_stime
    return Measured(time.perf_counter() - started, usage.ru_maxrss / 1024, cpu)
