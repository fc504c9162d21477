"""Small LabelMe sets to be damaged: shapes of every type, and flags of images."""

from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "labelme"


def build(folder: Path) -> Path:
    """Write a set of shapes in two splits into a folder; return the path to load."""
    square = [[2, 2], [20, 2], [20, 30], [2, 30]]
    _write(
        folder / "train" / "a",
        [
            _shape("cat", square, flags={"occluded": True}),
            _shape("cat", [[30.5, 2], [40, 2], [40, 12.25]], group_id=1),
            _shape("cat", [[50, 2], [60, 2], [60, 12]], group_id=1),
            _shape("__ignore__", square),
        ],
    )
    _write(
        folder / "train" / "b",
        [
            _shape("dog", [[40, 30], [10, 5]], "rectangle"),
            _shape("dog", [[32, 24], [32, 14]], "circle"),
            _shape("line", [[0, 0], [9, 9]], "linestrip"),
            _shape("cat", [[5, 5], [14, 14]], "mask", mask=png(10, 10)),
        ],
    )
    _write(folder / "val" / "c", [_shape("cat", square)], imageWidth=None, imageHeight=None)
    (folder / "labels.txt").write_text("__ignore__\n_background_\ncat\ndog\n")
    return folder


def build_flags(folder: Path) -> Path:
    """Write a set of flags into a folder; return the path to load."""
    for place, flags in enumerate([(True, False), (False, True), (True, True), (False, False)]):
        names = {"__ignore__": False, "cat": flags[0], "dog": flags[1]}
        _write(folder / f"{place}", [], flags=names)
    return folder


def png(width: int, height: int) -> str:
    """Return a PNG of ones, as LabelMe writes masks."""
    stream = io.BytesIO()
    Image.new("1", (width, height), 1).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def _shape(label: str, points: list[list[float]], kind: str = "polygon", **more: Any) -> dict[str, Any]:
    return {"label": label, "points": points, "group_id": None, "shape_type": kind, "flags": {}, **more}


def _write(path: Path, shapes: list[dict[str, Any]], **more: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (64, 48)).save(path.with_suffix(".jpg"))
    size = {"imageHeight": 48, "imageWidth": 64}
    image = {"imagePath": f"{path.name}.jpg", "imageData": None}
    record = {"version": "5.4.1", "flags": {}, "shapes": shapes, **image, **size, **more}
    path.with_suffix(".json").write_text(json.dumps(record, indent=2))


BUILDERS = {"shapes": build, "flags": build_flags}
