"""Reading an event file of TensorBoard, against the tensorboard package where that is installed."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from insight_widgets.logs.event_file import read
from tests.event_files import event, simple, write

if TYPE_CHECKING:
    from collections.abc import Callable

EVENTS = 200_000
TAGS = ("train/loss", "val/loss", "lr")


def main() -> None:
    """Print seconds of both, and the ratio."""
    with TemporaryDirectory() as folder:
        path = write(
            Path(folder) / "events.out.tfevents.1.host",
            *(event(step, simple(TAGS[step % len(TAGS)], 1 / (1 + step))) for step in range(EVENTS)),
        )
        ours = min(_seconds(lambda: read(path)) for _ in range(3))
        print(f"{EVENTS:,} events, {path.stat().st_size / 2**20:.0f} MB: {ours:.2f} s")
        if find_spec("tensorboard") is None:
            print("the tensorboard package is not installed (pip install tensorboard)")
            return
        theirs = _seconds(lambda: _tensorboard(path))
        print(f"tensorboard / ours     {theirs / ours:.0f}   ({theirs:.2f} s)")


def _tensorboard(path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    found = EventAccumulator(str(path), size_guidance={"scalars": 0})
    found.Reload()
    for tag in found.Tags()["scalars"]:
        found.Scalars(tag)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
