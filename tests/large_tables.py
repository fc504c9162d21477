"""Tables for tests of counting in parts: any rows, as Parquet or Arrow files cut anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from insight_widgets import build_report, load
from insight_widgets.counts_document import counts_document

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("dog", "cat", "bird", "fish", "a_very_long_name_of_a_class", "犬")


def box_table(images: int, seed: int = 0, *, first: int = 0, faults: bool = True) -> pa.Table:
    """Return boxes of images, with all that may be wrong."""
    random = np.random.default_rng(seed)
    count = random.poisson(3, images)
    image = np.repeat(np.arange(images), np.maximum(count, 1)) + first
    rows = len(image)
    side = random.integers(1, 120, (4, rows)).astype(float)
    label = [NAMES[at] for at in random.integers(0, len(NAMES), rows)]
    empty = np.repeat(count == 0, np.maximum(count, 1))
    if faults:
        side[2, random.random(rows) < 0.05] = 0
        side[:, 1:][:, random.random(rows - 1) < 0.1] = side[:, :-1][:, random.random(rows - 1) < 0.1].mean()
        label = [None if random.random() < 0.02 else name for name in label]
    known = (image % 7 != 3) | (not faults)
    return pa.table(
        {
            "image": [f"folder/{number:05}.jpg" for number in image],
            "label": label,
            **{
                name: pa.array(column, mask=empty)
                for name, column in zip(("x", "y", "width", "height"), side, strict=True)
            },
            "image_width": pa.array(np.full(rows, 100), mask=~known),
            "image_height": pa.array(np.full(rows, 90), mask=~known),
        }
    )


def write(folder: Path, name: str, table: pa.Table, group: int = 10**6) -> Path:
    """Write a Parquet file with row groups of some rows."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(table, file, row_group_size=group)
    return file


def whole(source: Any, **options: Any) -> str:
    """Return the document of data that are read whole, as text."""
    return text(build_report(load(source, progress=False, **options), progress=False))


def in_parts(source: Any, engine: Any = "local", **options: Any) -> str:
    """Return the document of data that are counted in parts, as text."""
    stream = load(source, engine=engine, progress=False, **options)
    return text(build_report(stream, progress=False))


def text(report: Any) -> str:
    """Return a document, and the counts, as text, to be compared byte for byte."""
    return json.dumps({**report.to_dict(), "counts": counts_document(report)}, indent=0)
