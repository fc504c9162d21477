"""Finding the rows behind a pick among millions of boxes, and the first page of photographs."""

from __future__ import annotations

import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from insight_widgets.columns import Boxes, Images, Split, image_names
from insight_widgets.dataset import Dataset
from insight_widgets.gallery.gallery import Gallery
from insight_widgets.gallery.index import index_of
from insight_widgets.gallery.matching import matches
from insight_widgets.gallery.orders import ordered
from insight_widgets.report import build_report

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES = tuple(f"class {number}" for number in range(80))
SIZES = (1_000_000, 10_000_000)
BUDGETS = (100, 1_000)
PICKS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a class": {"classes": ["class 3"]},
    "an area": {"bins": {"box_area": ["[1.44, 2.56)"]}},
    "class, area, boxes per image": {
        "classes": ["class 3", "class 4"],
        "bins": {"box_area": ["[1.44, 2.56)"], "boxes_per_image": ["5-9"]},
    },
}
PAGE = 12
FIRST_PAGE = 300
NOISE = 12


def main() -> None:
    """Print the time of the index, of each pick, and of the first page."""
    for boxes, budget in zip(SIZES, BUDGETS, strict=True):
        _picks(boxes, budget)
    _first_page()


def _picks(boxes: int, budget: int) -> None:
    split = _split(boxes)
    index, took = _timed(lambda: index_of(split, "detection", CLASSES))
    print(f"{boxes:,} boxes; index {took:,.0f} ms, once; milliseconds, budget of a pick {budget:,}")
    for name, pick in PICKS.items():
        picked = {"classes": [], "bins": {}, "split": None, **pick}
        found, took = _timed(lambda picked=picked: matches(index, picked, CLASSES, "detection"))  # type: ignore[misc]
        _, sorting = _timed(lambda found=found: ordered(index, found, "largest", 0))  # type: ignore[misc]
        print(f"  {name:<30}{took:8.1f}   in order {sorting:8.1f}   {len(found.images):,} images")


def _split(boxes: int) -> Split:
    rng = np.random.default_rng(0)
    images = boxes // 7
    side = np.full(images, 640, dtype=np.int32)
    x, y = rng.integers(0, 500, (2, boxes)).astype(np.float64)
    width, height = (2 + rng.exponential(40, (2, boxes))).round(2)
    image = rng.integers(0, images, boxes)
    label = rng.integers(0, len(CLASSES), boxes).astype(np.int32)
    names = image_names(range(images))
    return Split(Images(names, side, side), boxes=Boxes(image, label, x, y, width, height))


def _first_page() -> None:
    """Time the first page of twelve photographs of twelve megapixels, from request to the last thumbnail."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = _photographs(Path(folder))
        document = build_report(dataset, progress=False).document
        come, done = [], threading.Event()

        def take(content: dict[str, Any], _buffers: object) -> None:
            if content["kind"] == "thumbnail":
                come.append(time.perf_counter())
                if len(come) == PAGE:
                    done.set()

        gallery = Gallery(dataset, document, take)
        start = time.perf_counter()
        request = {"request": 1, "picked": {}, "split": "all", "limit": PAGE, "side": 240}
        gallery.answers()["samples"](request, [])
        done.wait(60)
        gallery.close()
    print(f"{PAGE} JPEGs of 12 megapixels; milliseconds until they are sent, budget {FIRST_PAGE}")
    print(f"  the first{1e3 * (come[0] - start):8.0f}   the last{1e3 * (come[-1] - start):8.0f}")


def _photographs(folder: Path) -> Dataset:
    data: Any = import_module("skimage.data")  # it has no types

    smooth = np.asarray(Image.fromarray(data.astronaut()).resize((4000, 3000)), dtype=np.float32)
    noise = np.random.default_rng(0).normal(0, NOISE, smooth.shape)  # a sensor's: 3 MB a photograph
    picture = Image.fromarray((smooth + noise).clip(0, 255).astype(np.uint8))
    names = image_names(f"{number}.jpg" for number in range(PAGE))
    for name in names:
        picture.save(folder / name, quality=85)
    side = np.zeros(PAGE, dtype=np.int32)
    return Dataset("multiclass", ("a",), {"all": Split(Images(names, side, side, roots=(folder,)))})


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    value = call()
    return value, 1e3 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
