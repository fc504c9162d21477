"""The floor that our COCO reader is held against: typed structs, fixed cuts, no checks at all.

Run as ``python -m benchmarks.coco_floor FILE``. It holds only for files of the usual layout.
"""

from __future__ import annotations

import sys
from itertools import chain

import msgspec
import numpy as np

PIECE = 16 * 2**20


class Annotation(msgspec.Struct, gc=False):
    """What the counts need."""

    id: int
    image_id: int
    category_id: int
    bbox: tuple[float, float, float, float]
    iscrowd: int


def columns(path: str) -> list[np.ndarray]:
    """Return the columns of all annotations."""
    decoder = msgspec.json.Decoder(list[Annotation])
    found: list[list[np.ndarray]] = []
    with open(path, "rb") as file:  # noqa: PTH123  (as bare as can be)
        text = file.read(PIECE)
        while b'"annotations": [' not in text:
            text = text[-32:] + file.read(PIECE)
        text = text[text.index(b'"annotations": [') + len(b'"annotations": [') :]
        while True:
            more = file.read(PIECE)
            end = text.find(b'], "categories"')
            cut = end if end >= 0 else text.rfind(b"}, {") + 1
            if cut == 0:
                raise SystemExit(f"{path}: not of the usual layout")
            found.append(_columns(decoder.decode(b"[" + text[:cut] + b"]")))
            if end >= 0:
                return [np.concatenate(parts) for parts in zip(*found, strict=True)]
            text = text[cut + 2 :] + more


def _columns(records: list[Annotation]) -> list[np.ndarray]:
    size = len(records)
    names = ("id", "image_id", "category_id", "iscrowd")
    whole = [np.fromiter((getattr(one, name) for one in records), np.int64, size) for name in names]
    boxes = np.fromiter(chain.from_iterable([one.bbox for one in records]), np.float64, 4 * size)
    return [*whole, boxes]


if __name__ == "__main__":
    columns(sys.argv[1])
