"""Small data sets for tests, built from what one would write down by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Masks, Split, image_names
from insight_widgets.dataset import Dataset
from insight_widgets.report import build_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def images(*sizes: tuple[int, int], prefix: str = "image") -> Images:
    """Return images of given (width, height)."""
    width, height = np.array(sizes, dtype=np.int32).reshape(-1, 2).T
    return Images(image_names(f"{prefix}{row}" for row in range(len(sizes))), width, height)


def boxes(rows: Sequence[tuple[int, int, float, float, float, float]], **columns: Any) -> Boxes:
    """Return boxes of rows (image, label, x, y, width, height)."""
    table = np.array(rows, dtype=np.float64).reshape(-1, 6).T
    image, label = table[0].astype(np.int64), table[1].astype(np.int32)
    return Boxes(image, label, *table[2:], **columns)


def labels(rows: Sequence[tuple[int, int]]) -> Labels:
    """Return labels of rows (image, label)."""
    image, label = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    return Labels(image, label.astype(np.int32))


def masks(rows: Sequence[tuple[int, int, int, int]]) -> Masks:
    """Return masks of rows (image, label, pixels, total)."""
    image, label, pixels, total = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Masks(image, label.astype(np.int32), pixels, total)


def document(task: Any, classes: str, splits: Mapping[str, Split], **options: Any) -> dict[str, Any]:
    """Return the document of a report on splits."""
    dataset = Dataset(task, tuple(classes.split()), splits)
    return build_report(dataset, progress=False, **options).to_dict()


def percents(counts: Sequence[int]) -> list[int]:
    """Return whole percents, rounded half up."""
    total = sum(counts)
    return [(200 * count + total) // (2 * total) for count in counts]
