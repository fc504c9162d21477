"""Logging from a training loop: what a call costs it, and what a million points take."""

from __future__ import annotations

import sys

from benchmarks.processes import measure

CALLS = 1_000_000
GOAL_MICROSECONDS, GOAL_MEGABYTES = 50, 100
LOG = """
import sys, time
from insight_widgets import TrainingCurves
values = [1 / (1 + step / 1e5) for step in range(int(sys.argv[1]))]
curves = TrainingCurves()
start = time.perf_counter()
for step, value in enumerate(values):
    curves.log(step, {"loss": value})
if values:
    print(f"a call                {1e6 * (time.perf_counter() - start) / len(values):.1f} us", end="")
    assert curves.report.document["curves"][0]["points"]["train"] == len(values)
"""


def main() -> None:
    """Print the cost of a call, and the memory of the points as they are shown."""
    found = measure({"none": ["-c", LOG, "0"], "all": ["-c", LOG, str(CALLS)]}, rounds=1)
    values = sys.getsizeof([0.0] * CALLS) + CALLS * sys.getsizeof(0.1)
    points = found["all"].megabytes - found["none"].megabytes - values / 2**20
    print(f"   goal {GOAL_MICROSECONDS} us, with charts and verdicts at work beside it")
    print(f"{CALLS:,} points      {points:.0f} MB   goal {GOAL_MEGABYTES} MB")
