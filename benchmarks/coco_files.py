"""Made-up COCO files of any size, with marginals like those of COCO 2017.

Run as ``python benchmarks/coco_files.py FILE [IMAGES [ANNOTATIONS]]``. The default size is that of the
training split of COCO 2017; the file has about 450 MB then.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

TRAIN_IMAGES, TRAIN_ANNOTATIONS = 118_287, 860_001
CLASSES = 80
SIZES = ((640, 480), (480, 640), (640, 427), (427, 640), (500, 375), (640, 360))
SHARES = (0.35, 0.15, 0.25, 0.08, 0.1, 0.07)
CROWDS = 0.012
MEAN_POINTS = 22
CHUNK = 4_096
FOLDER = Path(__file__).parents[1] / "build" / "benchmarks"


def coco_file(images: int = TRAIN_IMAGES, annotations: int = TRAIN_ANNOTATIONS) -> Path:
    """Return a file of this size, in ``build/``; it is written when it is first asked for."""
    file = FOLDER / f"coco_{images}_{annotations}.json"
    if not file.exists():
        print(f"writing {file.name}, once ...", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        write_coco(unfinished, images, annotations)
        unfinished.rename(file)
    return file


def write_coco(
    path: Path, images: int = TRAIN_IMAGES, annotations: int = TRAIN_ANNOTATIONS, seed: int = 0
) -> None:
    """Write a COCO file with polygons and a few crowds; the same seed gives the same bytes."""
    rng = np.random.default_rng(seed)
    sizes = np.array(SIZES)[rng.choice(len(SIZES), images, p=SHARES)]
    ids = np.sort(rng.choice(5 * images, images, replace=False))
    with path.open("w", encoding="ascii") as file:
        file.write('{"info": {"description": "made up"}, "licenses": [], "images": [')
        _write_all(file, _images(ids, sizes))
        file.write('], "annotations": [')
        _write_all(file, _annotations(ids, sizes, annotations, rng))
        file.write('], "categories": [')
        _write_all(file, _categories())
        file.write("]}")


def _write_all(file: TextIO, records: Iterator[dict[str, Any]]) -> None:
    for place, record in enumerate(records):
        file.write(", " * (place > 0))
        file.write(json.dumps(record))


def _images(ids: NDArray[np.int64], sizes: NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    for number, (width, height) in zip(ids.tolist(), sizes.tolist(), strict=True):
        name = f"{number:012d}.jpg"
        yield {
            "license": 3,
            "file_name": name,
            "coco_url": f"http://images.example/train2017/{name}",
            "height": height,
            "width": width,
            "date_captured": "2013-11-14 11:18:45",
            "id": number,
        }


def _categories() -> Iterator[dict[str, Any]]:
    for place in range(CLASSES):
        yield {"supercategory": f"group {place // 8}", "id": place + 1 + place // 8, "name": f"class {place}"}


def _annotations(
    ids: NDArray[np.int64], sizes: NDArray[np.int64], count: int, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Yield annotations in no order of images, as the original has them."""
    popularity = rng.lognormal(0, 0.9, len(ids))
    image = rng.choice(len(ids), count, p=popularity / popularity.sum())
    frequency = 1 / np.arange(1, CLASSES + 1) ** 1.1
    label = rng.choice(CLASSES, count, p=frequency / frequency.sum())
    for start in range(0, count, CHUNK):
        rows = image[start : start + CHUNK]
        yield from _chunk(start + 1, ids[rows], sizes[rows], label[start : start + CHUNK], rng)


def _chunk(
    number: int,
    image_ids: NDArray[np.int64],
    sizes: NDArray[np.int64],
    label: NDArray[np.int64],
    rng: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    """Yield annotations numbered from `number` on; all their values are drawn at once."""
    count = len(label)
    extent = np.maximum(sizes * np.minimum(rng.lognormal(-2, 1, (count, 2)), 1), 2)
    corner = rng.random((count, 2)) * (sizes - extent)
    polygons = _polygons(corner, extent, rng)
    boxes = np.concatenate([corner, extent], axis=1).round(2).tolist()
    areas = (extent.prod(axis=1) * 0.6).tolist()
    crowds = (rng.random(count) < CROWDS).tolist()
    categories = (label + 1 + label // 8).tolist()
    for row, image_id in enumerate(image_ids.tolist()):
        yield {
            "segmentation": _runs(sizes[row], rng) if crowds[row] else [polygons[row]],
            "area": areas[row],
            "iscrowd": int(crowds[row]),
            "image_id": image_id,
            "bbox": boxes[row],
            "category_id": categories[row],
            "id": number + row,
        }


def _polygons(
    corner: NDArray[np.float64], extent: NDArray[np.float64], rng: np.random.Generator
) -> list[list[float]]:
    """Return for each box x, y, x, y, ... of points around its middle."""
    points = 3 + rng.geometric(1 / (MEAN_POINTS - 3), len(corner))
    owner = np.repeat(np.arange(len(corner)), points)
    angle = rng.random(len(owner)) * 2 * np.pi
    angle = angle[np.lexsort([angle, owner])]
    direction = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    radius = rng.uniform(0.25, 0.5, (len(owner), 1))
    points_at = (corner + extent / 2)[owner] + extent[owner] * radius * direction
    flat = points_at.round(2).ravel().tolist()
    ends = (2 * np.cumsum(points)).tolist()
    return [flat[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _runs(size: NDArray[np.int64], rng: np.random.Generator) -> dict[str, Any]:
    """Return run lengths that add up to the image, of about 200 runs."""
    pixels = int(size.prod())
    cuts = np.unique(rng.integers(1, pixels, 200))
    counts = np.diff(cuts, prepend=0, append=pixels)
    return {"counts": counts.tolist(), "size": [int(size[1]), int(size[0])]}


if __name__ == "__main__":
    write_coco(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
