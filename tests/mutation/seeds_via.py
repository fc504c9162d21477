"""Small VIA sets to be damaged: a project, exports of both versions, and one in CSV."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "via"

_SHAPES: list[dict[str, Any]] = [
    {"name": "rect", "x": 5, "y": 6, "width": 20, "height": 10.5},
    {"name": "circle", "cx": 30, "cy": 20, "r": 8},
    {"name": "ellipse", "cx": 30, "cy": 20, "rx": 8, "ry": 4, "theta": 0.5},
    {"name": "polygon", "all_points_x": [1, 20, 20], "all_points_y": [1, 1, 30]},
    {"name": "polyline", "all_points_x": [1, 20], "all_points_y": [1, 1]},
    {"name": "point", "cx": 3, "cy": 4},
]
_OPTIONS = {"dog": "a dog", "cat": ""}


def build(folder: Path) -> Path:
    """Write a project into a folder; return the path to load."""
    regions = [_region(shape, "cat" if place % 2 else "dog") for place, shape in enumerate(_SHAPES)]
    attributes = {
        "class": {"type": "dropdown", "description": "", "options": _OPTIONS, "default_options": {}}
    }
    project = {
        "_via_settings": {"ui": {}, "core": {}, "project": {"name": "pets"}},
        "_via_img_metadata": _images(folder, regions),
        "_via_attributes": {"region": attributes, "file": {}},
        "_via_data_format_version": "2.0.10",
    }
    (folder / "via_project.json").write_text(json.dumps(project))
    return folder


def build_exports(folder: Path) -> Path:
    """Write an export of either version for two splits into a folder; return the path to load."""
    for split, number in {"train": 2, "val": 1}.items():
        (folder / split).mkdir(parents=True)
        listed = [_region(shape, {"cat": True, "dog": False}) for shape in _SHAPES]
        regions = listed if number > 1 else {str(place): region for place, region in enumerate(listed)}
        images = _images(folder / split, regions)
        (folder / split / "via_region_data.json").write_text(json.dumps(images, indent=1))
    return folder


def build_csv(folder: Path) -> Path:
    """Write an export in CSV into a folder; return the path to load."""
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("L", (64, 48)).save(folder / "a.jpg")
    with (folder / "via_export.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        head = ("filename", "file_size", "file_attributes", "region_count", "region_id")
        writer.writerow([*head, "region_shape_attributes", "region_attributes"])
        for place, shape in enumerate(_SHAPES):
            region = [json.dumps(shape), json.dumps({"class": "cat", "colour": "red"})]
            writer.writerow(["a.jpg", 100, "{}", len(_SHAPES), place, *region])
        writer.writerow(["b.jpg", 100, "{}", 0, 0, "{}", "{}"])
    return folder


def _region(shape: dict[str, Any], label: Any) -> dict[str, Any]:
    return {"shape_attributes": shape, "region_attributes": {"class": label}}


def _images(folder: Path, regions: Any) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    images = {}
    for name, its in {f"{folder.name}1.jpg": regions, f"{folder.name}2.jpg": []}.items():
        Image.new("L", (64, 48)).save(folder / name)
        images[f"{name}100"] = {"filename": name, "size": 100, "regions": its, "file_attributes": {}}
    return images


BUILDERS = {"project": build, "exports": build_exports, "csv": build_csv}
