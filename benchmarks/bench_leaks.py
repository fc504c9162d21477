"""Copies of images by content: hashing against reading the files, near hashes against sorting them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.label_files import read_all, seconds
from insight_widgets.content.hashing import hashed
from insight_widgets.content.near import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = 300
ROUNDS = 5
HASHES = 100_000, 1_000_000
DISTANCE = 4


def main() -> None:
    """Print files a second and the seconds of a search, with their ratios."""
    _hashing()
    for count in HASHES:
        _searching(count)


def _hashing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = _images(Path(folder))
        floor, work = _best(lambda: read_all(files)), _best(lambda: hashed(files))
    print(f"Hashing {FILES} JPEG files of 640 x 480 in one process, warm cache")
    print(f"  {FILES / work:,.0f} files/s; reading alone {FILES / floor:,.0f}; {work / floor:.0f} of reading")


def _images(folder: Path) -> list[str]:
    image = Image.effect_noise((640, 480), 40)
    files = [str(folder / f"{number}.jpg") for number in range(FILES)]
    for file in files:
        image.save(file)
    return files


def _best(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(ROUNDS))


def _searching(count: int) -> None:
    hashes, known = np.random.default_rng(0).integers(0, 2**64, (2, count), dtype=np.uint64)
    floor = _best(lambda: np.sort(known))
    work = seconds(lambda: nearest(hashes, known, DISTANCE))
    print(f"Near copies of {count:,} random hashes among as many, distance {DISTANCE}")
    print(f"  {work:.1f} s; sorting them {floor:.3f} s; {work / floor:.0f} of sorting")


if __name__ == "__main__":
    main()
