"""Small real data sets that come with the package; their licences lie beside them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_DATA = "data"


def blood_cells() -> Path:
    """Return the folder of a detection set: blood cells, 3 classes, train, val and test."""
    return _folder("blood_cells")


def coco_tiny() -> Path:
    """Return the folder of a small part of COCO 2017: boxes and masks, 80 classes, train and val."""
    return _folder("coco_tiny")


def _folder(name: str) -> Path:
    return Path(str(files("insight_widgets") / _DATA / name))
