"""Small masks for tests, and what was read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from insight_widgets.read_options import ReadOptions
from insight_widgets.readers import index_mask

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.dataset import Dataset

PALETTE = [200, 10, 10, 10, 200, 10, 10, 10, 200] * 85


def save(path: Path, values: Any, mode: str = "L") -> None:
    """Save a mask of the given rows of values, as 8-bit grey or in another mode of Pillow."""
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.asarray(values)
    image = Image.fromarray(values.astype({"I;16": np.uint16, "I": np.int32}.get(mode, np.uint8)))
    if mode == "P":
        image.putpalette(PALETTE)
    elif mode not in {"L", "I;16", "I"} and values.ndim == 2:
        image = image.convert(mode)
    image.save(path)


def read(path: Path, **options: Any) -> Dataset:
    """Read masks quietly."""
    return index_mask.read(path, ReadOptions(progress=False, **options))


def areas(dataset: Dataset, split: str = "all") -> dict[tuple[str, str], int]:
    """Return pixels by image and class name."""
    part = dataset.splits[split]
    rows = zip(part.masks.image, part.masks.label, part.masks.pixels, strict=True)
    return {(part.images.name[image], dataset.classes[label]): int(pixels) for image, label, pixels in rows}


def problems(dataset: Dataset, split: str = "all") -> dict[str, int]:
    """Return the counts of a split's problems by code."""
    return {problem.code: problem.count for problem in dataset.splits[split].problems}
