"""Reading CSV files of 1,000,000 rows into a data set, against what pandas needs to read them at all.

Whole processes, interleaved; and in one process that has imported everything, where pandas keeps text in the
memory of Arrow and we make the Python names that a data set has.
"""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.processes import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROWS = 1_000_000
CLASSES = 80
IMAGES = 120_000
ROUNDS = 5
READ = "import sys; from insight_widgets.loading import load; load(sys.argv[1], progress=False)"
PANDAS = "import sys; import pandas; pandas.read_csv(sys.argv[1])"
GOAL = 1.5


def main() -> None:
    """Print the ratios."""
    with TemporaryDirectory() as folder, ProcessPoolExecutor(1) as other:
        # written elsewhere, and compared before we read: the memory of this process counts for its children
        files = [other.submit(write, Path(folder)).result() for write in (labels_file, boxes_file)]
        for file in files:
            _compare(file)
        for file in files:
            print(f"{file.name} in one process / pandas  {_in_one_process(file):.2f}")


def labels_file(folder: Path) -> Path:
    """Write a table of an image and its class; return its path."""
    label = np.random.default_rng(1).integers(0, CLASSES, ROWS).tolist()
    rows = (f"images/{row:09d}.jpg,class {one}" for row, one in enumerate(label))
    return _write(folder / "labels.csv", "image,label", rows)


def boxes_file(folder: Path) -> Path:
    """Write a table of boxes, about eight an image; return its path."""
    chance = np.random.default_rng(2)
    image = np.sort(chance.integers(0, IMAGES, ROWS))
    corner = chance.integers(0, 400, (ROWS, 2))
    columns = [image, *corner.T, *(corner + chance.integers(1, 200, (ROWS, 2))).T]
    label = chance.integers(0, CLASSES, ROWS)
    rows = (
        f"images/{one:09d}.jpg,{left},{top},{right},{bottom},class {name}"
        for one, left, top, right, bottom, name in zip(*(c.tolist() for c in (*columns, label)), strict=True)
    )
    return _write(folder / "boxes.csv", "image,xmin,ymin,xmax,ymax,label", rows)


def _write(file: Path, header: str, rows: Iterable[str]) -> Path:
    with file.open("w") as stream:
        stream.write(f"{header}\n")
        stream.writelines(f"{row}\n" for row in rows)
    return file


def _compare(file: Path) -> None:
    found = measure({"pandas": ["-c", PANDAS, str(file)], "ours": ["-c", READ, str(file)]})
    theirs, ours = found["pandas"], found["ours"]
    seconds = ours.seconds / theirs.seconds
    print(f"{file.name} of {ROWS:,} rows, {file.stat().st_size / 2**20:.0f} MB")
    print(f"  whole process / pandas        {seconds:.2f}   goal {GOAL:.2f}   ({ours.seconds:.2f} s)")
    print(
        f"  peak memory / pandas          {ours.megabytes / theirs.megabytes:.2f}   ({ours.megabytes:.0f} MB)"
    )


def _in_one_process(file: Path) -> float:
    import pandas as pd

    from insight_widgets.loading import load

    reads: list[Callable[[], object]] = [
        lambda: pd.read_csv(file),
        lambda: load(file, progress=False),
    ]
    taken: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for read, seconds in zip(reads, taken, strict=True):
            started = time.perf_counter()
            read()
            seconds.append(time.perf_counter() - started)
    return median(taken[1]) / median(taken[0])


if __name__ == "__main__":
    main()
