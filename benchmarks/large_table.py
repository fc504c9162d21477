"""A detection set of any size as a Parquet file, with the marginals of COCO 2017: written once, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.coco_files import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

GROUP = 2**20
WIDTH, HEIGHT = 640, 480
BOXES_AN_IMAGE = 7.3


def large_table(boxes: int, classes: int = 80) -> Path:
    """Return a Parquet file of so many boxes, grouped by image, in row groups of about a million rows."""
    from pyarrow import parquet

    file = FOLDER / f"boxes_{boxes}_{classes}.parquet"
    if file.exists():
        return file
    print(f"writing {file.name}, once ...", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    random, image, writer = np.random.default_rng(0), 0, None
    for start in range(0, boxes, GROUP):
        table = _rows(random, min(GROUP, boxes - start), image, classes)
        image = table["image"][-1].as_py() + 1
        writer = writer or parquet.ParquetWriter(unfinished, table.schema)
        writer.write_table(table, row_group_size=GROUP)
    if writer is not None:
        writer.close()
    unfinished.rename(file)
    return file


def _rows(random: np.random.Generator, rows: int, first: int, classes: int) -> Any:
    import pyarrow as pa

    count = random.geometric(1 / BOXES_AN_IMAGE, int(rows / BOXES_AN_IMAGE * 1.2) + 100)
    image = np.repeat(np.arange(len(count)), count)[:rows] + first
    label = np.minimum(random.zipf(1.3, rows) - 1, classes - 1).astype(np.int32)
    width = np.round(np.exp(random.normal(4, 1, rows)).clip(1, WIDTH - 40), 1)
    height = np.round(np.exp(random.normal(4, 1, rows)).clip(1, HEIGHT - 40), 1)
    names = pa.array([f"class {number}" for number in range(classes)])
    return pa.table(
        {
            "image": pa.array(image),
            "label": pa.DictionaryArray.from_arrays(pa.array(label), names),
            "x": pa.array(np.round(random.random(rows) * (WIDTH - width), 1), pa.float32()),
            "y": pa.array(np.round(random.random(rows) * (HEIGHT - height), 1), pa.float32()),
            "width": pa.array(width, pa.float32()),
            "height": pa.array(height, pa.float32()),
            "image_width": pa.array(np.full(rows, WIDTH, np.int32)),
            "image_height": pa.array(np.full(rows, HEIGHT, np.int32)),
        }
    )
