"""A report of COCO's size: what the benchmarks of the page are made on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coco_files import coco_file
from insight_widgets import build_report, load

if TYPE_CHECKING:
    from insight_widgets import Report

VAL_IMAGES, VAL_ANNOTATIONS = 5_000, 36_781


def coco_report() -> Report:
    """Return the report on a training and a validation split with the sizes of COCO 2017."""
    splits = {"train": coco_file(), "val": coco_file(VAL_IMAGES, VAL_ANNOTATIONS)}
    return build_report(load(splits, progress=False), progress=False)
