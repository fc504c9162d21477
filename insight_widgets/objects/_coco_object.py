"""torchvision's CocoDetection: what pycocotools holds, written out and read as any COCO file is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from insight_widgets.errors import DataError, ReadError
from insight_widgets.image_lookup import with_sizes
from insight_widgets.problems import ProblemLog
from insight_widgets.readers import coco

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.readers import ReadOptions


def read_coco(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples of a CocoDetection.

    Raises
    ------
    DataError
        What it holds is no COCO data set.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, f"{type(obj).__name__}.json")
        file.write_bytes(msgspec.json.encode(_content(obj, rows), enc_hook=_plain))
        try:
            dataset = coco.read(file, options)
        except ReadError as error:
            raise DataError(str(error).replace(str(file), file.stem)) from None
    root = Path(obj.root)
    splits = {name: _with_root(split, root, options) for name, split in dataset.splits.items()}
    return replace(dataset, splits=splits, title=root.resolve().name)


def _content(obj: Any, rows: NDArray[np.int64]) -> dict[str, Any]:
    """Return images, annotations and categories of some samples."""
    held = obj.coco.dataset
    ids = [obj.ids[row] for row in rows.tolist()]
    annotations = held.get("annotations", [])
    if len(ids) < len(held["images"]):
        chosen = set(ids)
        annotations = [one for one in annotations if one.get("image_id") in chosen]
    content = {"images": [obj.coco.imgs[one] for one in ids], "annotations": annotations}
    return content | {"categories": held["categories"]} if "categories" in held else content


def _with_root(split: Split, root: Path, options: ReadOptions) -> Split:
    """Return a split whose images are looked for in the object's folder, where the caller gave none."""
    if options.images is not None:
        return split
    log = ProblemLog(split.problems)
    images = with_sizes(split.images, (root,), options, log)
    return replace(split, images=images, problems=log.problems())


def _plain(value: Any) -> Any:
    """Return numpy's numbers and arrays as JSON has them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise DataError(
        f"the annotations hold a {type(value).__name__}; JSON's numbers, texts and lists are wanted"
    )
