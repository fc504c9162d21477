"""Reading a COCO file of 860,001 boxes, against the floor; whole processes, interleaved."""

from __future__ import annotations

from benchmarks.coco_files import TRAIN_ANNOTATIONS, coco_file
from benchmarks.processes import measure

READ = "import sys; from insight_widgets.loading import load; load(sys.argv[1], progress=False)"
REPORT = (
    "import sys; from insight_widgets.loading import load; from insight_widgets.report import build_report; "
    "build_report(load(sys.argv[1], progress=False), progress=False)"
)


def main() -> None:
    """Print the ratios."""
    file = coco_file()
    size = file.stat().st_size / 2**20
    found = measure(
        {
            "floor": ["-m", "benchmarks.coco_floor", str(file)],
            "read": ["-c", READ, str(file)],
            "report": ["-c", REPORT, str(file)],
        }
    )
    floor = found["floor"]
    print(f"COCO file of {TRAIN_ANNOTATIONS:,} boxes, {size:.0f} MB")
    print(f"  floor                         {floor.seconds:.2f} s, {floor.megabytes:.0f} MB")
    print(f"  read to columns / floor       {found['read'].seconds / floor.seconds:.2f}   goal 1.30")
    print(f"  peak memory / file            {found['read'].megabytes / size:.2f}   goal 0.60")
    print(f"  whole report / floor          {found['report'].seconds / floor.seconds:.2f}")


if __name__ == "__main__":
    main()
