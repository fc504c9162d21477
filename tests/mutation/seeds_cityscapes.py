"""A small Cityscapes set to be damaged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "cityscapes"

_ROAD = {"label": "road", "polygon": [[0, 20], [63, 20], [63, 47], [0, 47]]}
_CAR = {"label": "car", "polygon": [[5, 15], [25, 15], [25.5, 30], [5, 30]]}
_SCENES: dict[str, list[dict[str, Any]]] = {
    "train/aachen/aachen_000000_000019": [
        _ROAD,
        {"label": "sky", "polygon": [[0, 0], [63, 0], [63, 10]]},
        _CAR,
        {"label": "cargroup", "polygon": [[40, 20], [60, 20], [60, 30]]},
        {"label": "license plate", "polygon": [[8, 25], [12, 25], [12, 28]]},
    ],
    "train/bochum/bochum_000000_000313": [_ROAD, {**_CAR, "deleted": 1}],
    "val/lindau/lindau_000000_000019": [{"label": "unlabeled", "polygon": [[0, 0], [9, 0], [9, 9]]}, _CAR],
}


def build(folder: Path) -> Path:
    """Write the set into a folder; return the path to load."""
    for place, (name, objects) in enumerate(_SCENES.items()):
        for part in ("gtFine", "leftImg8bit"):
            (folder / part / name).parent.mkdir(parents=True, exist_ok=True)
        size = {} if place == 1 else {"imgHeight": 48, "imgWidth": 64}
        (folder / "gtFine" / f"{name}_gtFine_polygons.json").write_text(
            json.dumps({**size, "objects": objects})
        )
        Image.new("L", (64, 48)).save(folder / "leftImg8bit" / f"{name}_leftImg8bit.png")
    return folder


BUILDERS = {"polygons": build}
