"""The floor: a bare numpy loop over row groups that makes the counts of the report, and checks nothing.

Boxes by class, area, ratio and boxes per image; images by class, and by set of bins; where boxes lie and how
large they are at the input; which classes come together; quantiles by histogram.
"""

from __future__ import annotations

import sys

import numpy as np
from pyarrow import parquet

AREA = np.array([0.0016, 0.0144, 0.0256, 0.1024, 0.4096])
RATIO = np.array([0.25, 0.5, 2 / 3, 0.8, 1.25, 1.5, 2, 4])
CROWDING = np.array([1, 2, 3, 4, 5, 10])
SIZES = np.array(sorted({(limit / side) ** 2 for side in range(320, 1537, 32) for limit in (8, 16, 32)}))
GRID, BINS, STEP = 12, 2800, np.log(1.02)


def column(batch: object, name: str) -> np.ndarray:
    """Return a column as it lies in memory."""
    array = batch.column(name)  # type: ignore[attr-defined]
    kinds = {"int64": "i8", "int32": "i4", "float": "f4"}
    held = np.frombuffer(array.buffers()[1], kinds[str(array.type)])
    return held[array.offset : array.offset + len(array)]


def main(path: str, decode_only: bool) -> None:  # noqa: FBT001
    """Count, and print how many boxes there are."""
    tables: dict[str, np.ndarray] = {}

    def add(name: str, flat: np.ndarray, size: int) -> None:
        found = np.bincount(flat, minlength=size)
        tables[name] = tables[name] + found if name in tables else found

    boxes = 0
    with parquet.ParquetFile(path, read_dictionary=["label"], pre_buffer=False, buffer_size=2**20) as file:
        names = ["image", "label", "x", "y", "width", "height", "image_width", "image_height"]
        for batch in file.iter_batches(2**18, columns=names, use_threads=False):
            boxes += len(batch)
            if decode_only:
                continue
            count(batch, add)
    print(boxes)
    for name, table in tables.items():
        print(name, np.sum(table))


def count(batch: object, add: object) -> None:
    """Add the counts of a batch."""
    image, label = column(batch, "image"), batch.column("label").indices  # type: ignore[attr-defined]
    classes = len(batch.column("label").dictionary)  # type: ignore[attr-defined]
    label = np.frombuffer(label.buffers()[1], "i4")[label.offset : label.offset + len(label)].astype(np.int64)
    x, y, w, h = (column(batch, name).astype(np.float64) for name in ("x", "y", "width", "height"))
    wide, high = (column(batch, name).astype(np.float64) for name in ("image_width", "image_height"))
    image = image - image[0]
    right, bottom = np.minimum(x + w, wide), np.minimum(y + h, high)
    left, top = np.maximum(x, 0), np.maximum(y, 0)
    share, quotient = (right - left) * (bottom - top) / (wide * high), w / h
    area, ratio = np.searchsorted(AREA, share, "right"), np.searchsorted(RATIO, quotient, "right")
    per_image = np.bincount(image)
    crowding = np.searchsorted(CROWDING, per_image, "right")
    add("boxes", ((label * 7 + area) * 10 + ratio) * 7 + crowding[image], classes * 490)  # type: ignore[operator]
    size = np.searchsorted(SIZES, w * h / np.maximum(wide, high) ** 2, "right")
    add("sizes", label * (len(SIZES) + 2) + size, classes * (len(SIZES) + 2))  # type: ignore[operator]
    across = ((left + right) / (2 * wide) * GRID).astype(np.int64).clip(0, GRID - 1)
    down = ((top + bottom) / (2 * high) * GRID).astype(np.int64).clip(0, GRID - 1)
    add("positions", (label * 7 + area) * GRID**2 + down * GRID + across, classes * 7 * GRID**2)  # type: ignore[operator]
    for name, values in (("area", share * 100), ("ratio", quotient)):
        bins = (np.log(values) / STEP).astype(np.int64) + BINS // 2
        add(name, label * BINS + bins.clip(0, BINS - 1), classes * BINS)  # type: ignore[operator]
        np.bincount(label, values), np.bincount(label, values * values)
    images_of_pairs(image, label, area, ratio, crowding, classes, add)


def images_of_pairs(  # noqa: PLR0917
    image: np.ndarray,
    label: np.ndarray,
    area: np.ndarray,
    ratio: np.ndarray,
    crowding: np.ndarray,
    classes: int,
    add: object,
) -> None:
    """Add the counts of images: by class, by set of bins, by pair of classes."""
    whole = np.sort(((image * classes + label) << 8) | (area << 4) | ratio)
    pair = whole >> 8
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    number, of = np.diff(first, append=len(pair)), pair[first]
    at, which = of // classes, of % classes
    add("images", which, classes)  # type: ignore[operator]
    for name, bins, size in (("by area", (whole >> 4) & 15, 64), ("by ratio", whole & 15, 512)):
        sets = np.bitwise_or.reduceat(1 << bins, first)
        add(name, (which * 7 + crowding[at]) * size + sets, classes * 7 * size)  # type: ignore[operator]
    add("a class", which * 64 + np.minimum(number, 63), classes * 64)  # type: ignore[operator]
    start = np.flatnonzero(np.diff(at, prepend=-1))
    width = np.repeat(np.diff(start, append=len(at)), np.diff(start, append=len(at)))
    rows = np.repeat(np.arange(len(at)), width)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(width) - width, width)
    other = np.repeat(start, np.diff(start, append=len(at)))[rows] + within
    add("together", which[rows] * classes + which[other], classes * classes)  # type: ignore[operator]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["decode"])
