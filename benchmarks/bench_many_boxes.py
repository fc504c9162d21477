"""Memory of a report on very many boxes: ``python -m benchmarks.bench_many_boxes 30000000`` shows the goal.

The file has 3.5 GB then. Boxes have two decimals; those of more decimals take up to twice as much.
"""

from __future__ import annotations

import sys

from benchmarks.bench_coco import REPORT
from benchmarks.coco_boxes_only import write_boxes
from benchmarks.coco_files import FOLDER
from benchmarks.processes import measure

BOXES = 8_000_000
GOAL_BOXES, GOAL = 30_000_000, 1_000


def main(boxes: int = BOXES) -> None:
    """Print the peak of the memory."""
    file = FOLDER / f"boxes_{boxes}.json"
    if not file.exists():
        print(f"writing {file.name}, once ...", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        write_boxes(unfinished, boxes)
        unfinished.rename(file)
    found = measure({"report": ["-c", REPORT, str(file)]}, rounds=1)["report"]
    size = file.stat().st_size / 2**20
    print(f"COCO file of {boxes:,} boxes without masks, {size:,.0f} MB")
    print(f"  report                        {found.seconds:.0f} s")
    print(f"  peak memory                   {found.megabytes:.0f} MB   goal {GOAL} at {GOAL_BOXES:,}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
