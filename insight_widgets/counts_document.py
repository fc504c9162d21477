"""The counts of a report as they travel to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.companions import companions_document
from insight_widgets.stats.box_axes import TABLE_AXES
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.travelling import place_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.report import Report


def counts_document(report: Report) -> dict[str, Any]:
    """Return the sparse tables that the browser filters, as plain JSON."""
    counts = report.counts
    tables = {"labels": {name: SparseCounts.of_vector(of.image_labels) for name, of in counts.items()}}
    for name in ("boxes", "images_area", "images_ratio"):
        tables[name] = {split: getattr(of.boxes, name) for split, of in counts.items() if of.boxes}
    boxes = {split: of.boxes for split, of in counts.items() if of.boxes}
    tables["masks"] = {split: of.masks.masks for split, of in counts.items() if of.masks}
    told = {name: _table(splits) for name, splits in tables.items() if splits}
    if boxes:
        told["boxes"]["axes"] = list(TABLE_AXES)
    companions = companions_document(counts)
    if companions is not None:
        told["together"] = companions
    return told | place_tables(boxes) if boxes else told


def _table(splits: Mapping[str, SparseCounts]) -> dict[str, Any]:
    shape = next(iter(splits.values())).shape
    return {"shape": list(shape), "splits": {name: of.to_dict() for name, of in splits.items()}}
