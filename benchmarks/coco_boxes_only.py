"""Made-up COCO files of very many boxes without masks, about 100 bytes a box.

Run as ``python -m benchmarks.coco_boxes_only FILE BOXES``. Objects365, the largest set of this kind, has 30
million boxes in 2 million images.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.coco_files import CLASSES, SIZES

if TYPE_CHECKING:
    from typing import TextIO

BOXES_AN_IMAGE = 15
CHUNK = 100_000


def write_boxes(path: Path, boxes: int, seed: int = 0) -> None:
    """Write a file of so many boxes, of numbers with two decimals; the same seed gives the same bytes."""
    rng = np.random.default_rng(seed)
    images = boxes // BOXES_AN_IMAGE
    sizes = np.array(SIZES)[rng.integers(0, len(SIZES), images)]
    with path.open("w", encoding="ascii") as file:
        file.write('{"images": [')
        for start in range(0, images, CHUNK):
            file.write(", " * (start > 0) + ", ".join(_images(start, sizes[start : start + CHUNK])))
        file.write('], "annotations": [')
        for start in range(0, boxes, CHUNK):
            file.write(", " * (start > 0))
            _write_boxes(file, start, min(CHUNK, boxes - start), sizes, rng)
        file.write('], "categories": [')
        file.write(", ".join(f'{{"id": {place + 1}, "name": "class {place}"}}' for place in range(CLASSES)))
        file.write("]}")


def _images(start: int, sizes: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> list[str]:
    return [
        f'{{"id": {number}, "file_name": "{number:012d}.jpg", "width": {width}, "height": {height}}}'
        for number, (width, height) in enumerate(sizes.tolist(), start)
    ]


def _write_boxes(
    file: TextIO,
    start: int,
    count: int,
    sizes: np.ndarray[tuple[int, int], np.dtype[np.int64]],
    rng: np.random.Generator,
) -> None:
    """Write some boxes, numbered from `start` on, in no order of images."""
    image = rng.integers(0, len(sizes), count)
    extent = np.maximum(sizes[image] * np.minimum(rng.lognormal(-2, 1, (count, 2)), 1), 2)
    corner = rng.random((count, 2)) * (sizes[image] - extent)
    numbers = np.concatenate([corner, extent], axis=1).round(2).tolist()
    label = (rng.integers(0, CLASSES, count) + 1).tolist()
    rows = zip(image.tolist(), label, numbers, strict=True)
    file.write(
        ", ".join(
            f'{{"id": {start + place}, "image_id": {of}, "category_id": {one}, "bbox": {box}, "iscrowd": 0}}'
            for place, (of, one, box) in enumerate(rows)
        )
    )


if __name__ == "__main__":
    write_boxes(Path(sys.argv[1]), int(sys.argv[2]))
