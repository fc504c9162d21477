"""A small KITTI set to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "kitti"
_LINES = {
    "000001": "Car 0.00 1 -1.57 10 20 30.5 60 2.85 2.63 12.34 0.47 1.49 69.44 -1.56\n"
    "DontCare -1 -1 -10 5 5 6 6 -1 -1 -1 -1000 -1000 -1000 -10\n",
    "000002": "Pedestrian 0.50 0 -1 1 2 3 4 -1 -1 -1 -1 -1 -1 -1 0.9\n",
    "000003": "",
}


def build(folder: Path) -> Path:
    """Write the set into a folder; return the path to load."""
    for part in ("label_2", "image_2"):
        (folder / "training" / part).mkdir(parents=True)
    for name, lines in _LINES.items():
        (folder / "training" / "label_2" / f"{name}.txt").write_text(lines)
        Image.new("L", (64, 64)).save(folder / "training" / "image_2" / f"{name}.png")
    return folder


BUILDERS = {"boxes": build}
