"""torchvision's CocoDetection: what pycocotools holds, written out and read as any COCO file is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from insight_widgets.errors import DataError, ReadError
from insight_widgets.image_lookup import find_image
from insight_widgets.image_size import image_size
from insight_widgets.readers import coco

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions


def read_coco(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples of a CocoDetection.

    Raises
    ------
    DataError
        What it holds is no COCO data set.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, f"{type(obj).__name__}.json")
        file.write_bytes(msgspec.json.encode(_content(obj, rows, options), enc_hook=_plain))
        try:
            dataset = coco.read(file, options)
        except ReadError as error:
            raise DataError(str(error).replace(str(file), file.stem)) from None
    root = Path(obj.root)
    splits = {name: _with_root(split, root, options) for name, split in dataset.splits.items()}
    return replace(dataset, splits=splits, title=root.resolve().name)


def _content(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> dict[str, Any]:
    """Return images, annotations and categories of some samples."""
    held = obj.coco.dataset
    ids = [obj.ids[row] for row in rows.tolist()]
    annotations = held.get("annotations", [])
    if len(ids) < len(held["images"]):
        chosen = set(ids)
        annotations = [one for one in annotations if one.get("image_id") in chosen]
    root = Path(obj.root) if options.images is None else options.images
    content = {"images": [_sized(obj.coco.imgs[one], root) for one in ids], "annotations": annotations}
    return content | {"categories": held["categories"]} if "categories" in held else content


def _sized(image: dict[str, Any], root: Path) -> dict[str, Any]:
    """Return the record of an image with its size, from the header of its file where it is not written."""
    if image.get("width") and image.get("height"):
        return image
    file = find_image(str(image.get("file_name", "")), (root,))
    size = None if file is None else image_size(file)
    return image if size is None else {**image, "width": size[0], "height": size[1]}


def _with_root(split: Split, root: Path, options: ReadOptions) -> Split:
    """Return a split whose images lie in the object's folder, where the caller gave none."""
    return (
        split if options.images is not None else replace(split, images=replace(split.images, roots=(root,)))
    )


def _plain(value: Any) -> Any:
    """Return numpy's numbers and arrays as JSON has them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise DataError(
        f"the annotations hold a {type(value).__name__}; JSON's numbers, texts and lists are wanted"
    )
