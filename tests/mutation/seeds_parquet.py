"""Small Parquet tables to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "parquet"


def build_labels(folder: Path) -> Path:
    """Write labels of two splits, one in two pieces; return the path to load."""
    for name, images in {"train-0": "ab", "train-1": "cd", "validation-0": "ef"}.items():
        columns = {"image": [f"{image}.jpg" for image in images], "label": ["dog", "cat"], "age": [1, None]}
        parquet.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


def build_boxes(folder: Path) -> Path:
    """Write boxes; return the path to load."""
    columns = {
        "image": ["a.jpg", "a.jpg", "b.jpg"],
        "label": ["dog", "cat", None],
        **{name: [1.5, 2, None] for name in ("x", "y", "width", "height")},
        "split": pa.array(["train", "train", "val"]).dictionary_encode(),
    }
    path = folder / "boxes.parquet"
    parquet.write_table(pa.table(columns), path, compression="none")
    return path


BUILDERS = {"labels": build_labels, "boxes": build_boxes}
