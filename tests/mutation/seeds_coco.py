"""Small COCO sets to be damaged: boxes, masks of every kind, key points, and exports of others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PIL import Image
from pycocotools import mask as coco_mask

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "coco"
OPTIONS = {"masks": {"task": "segmentation"}}

_CATEGORIES = [
    {"id": 3, "name": "cat", "supercategory": "animal"},
    {"id": 9, "name": "dog", "supercategory": "animal"},
]
_SIZE = [48, 64]


def build(folder: Path) -> Path:
    """Write instances of two splits, as text of many lines and of one; return the path to load."""
    for split, indent in {"train": 1, "val": None}.items():
        content = _content(split, [_box(1, 1, 3), _box(2, 1, 9), _box(3, 2, 3, iscrowd=1), _box(4, 2, 3)])
        del content["images"][1]["width"]
        _write(folder / "annotations" / f"instances_{split}2017.json", content, indent)
        (folder / "images").mkdir(exist_ok=True)
        Image.new("L", (64, 48)).save(folder / "images" / f"{split}_2.png")
    return folder


def build_masks(folder: Path) -> Path:
    """Write polygons, runs and compressed runs; return the path to load."""
    square = [2, 2, 20, 2, 20, 30, 2, 30]
    runs = {"size": _SIZE, "counts": [100, 300, 2672]}
    packed = coco_mask.frPyObjects({"size": _SIZE, "counts": [500, 200, 2372]}, *_SIZE)["counts"].decode()
    shapes = [[square], [square, [30.5, 2, 40, 2, 40, 12.25]], runs, {"size": _SIZE, "counts": packed}]
    boxes = [
        _box(place, 1 + place % 2, 3 + 6 * (place % 2), segmentation=one) for place, one in enumerate(shapes)
    ]
    return _write(folder / "masks.json", _content("train", boxes), None)


def build_keypoints(folder: Path) -> Path:
    """Write key points of persons; return the path to load."""
    points = {"keypoints": [10, 20, 2, 0, 0, 0, 15, 25, 1], "num_keypoints": 2, "area": 120.5}
    content = _content("train", [_box(1, 1, 1, **points), _box(2, 2, 1, **points)])
    names = {"keypoints": ["nose", "left_eye", "right_eye"], "skeleton": [[1, 2], [1, 3]]}
    content["categories"] = [{"id": 1, "name": "person", **names}]
    return _write(folder / "person_keypoints_train2017.json", content, None)


def build_roboflow(folder: Path) -> Path:
    """Write an export of three splits with a category that nothing uses; return the path to load."""
    for split in ("train", "valid", "test"):
        content = _content(split, [_box(0, 1, 1), _box(1, 2, 1)])
        content["categories"] = [
            {"id": 0, "name": "animals", "supercategory": "none"},
            {"id": 1, "name": "cat", "supercategory": "animals"},
        ]
        _write(folder / split / "_annotations.coco.json", content, None)
    return folder


def build_parted(folder: Path) -> Path:
    """Write one file that tells the split of every image; return the path to load."""
    content = _content("x", [_box(1, 1, 3), _box(2, 2, 9), _box(3, 3, 3)])
    images = [*content["images"], {"id": 3, "coco_url": "http://images.example/a/3.jpg"}]
    content["images"] = [
        {**image, "split": split} for image, split in zip(images, ("train", "val", "train"), strict=True)
    ]
    return _write(folder / "labels.json", content, 2)


def _content(split: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    images = [
        {"id": number, "file_name": f"{split}_{number}.png", "width": 64, "height": 48, "license": 1}
        for number in (1, 2)
    ]
    info = {"description": "caf\u00e9 \u732b", "year": 2017}
    return {"info": info, "images": images, "annotations": annotations, "categories": _CATEGORIES}


def _box(number: int, image: int, category: int, **more: Any) -> dict[str, Any]:
    box = [1.5 * number, 2, 10.25, 20]
    return {"id": number, "image_id": image, "category_id": category, "bbox": box, "area": 205, **more}


def _write(file: Path, content: dict[str, Any], indent: int | None) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=indent, ensure_ascii=False), encoding="utf-8")
    return file


BUILDERS = {
    "boxes": build,
    "masks": build_masks,
    "keypoints": build_keypoints,
    "roboflow": build_roboflow,
    "parted": build_parted,
}
