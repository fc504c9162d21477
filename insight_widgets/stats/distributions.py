"""The distributions and tables of the report, projected from the counts of every split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.bins import BOXES_PER_IMAGE, MASK_AREA
from insight_widgets.stats.box_axes import BOX_AXES, TABLE_AXES
from insight_widgets.stats.places import GRID, LIMITS, SIZE_RANGES, UNKNOWN_SIZE, USUAL_INPUT, bins_below
from insight_widgets.stats.spread import COLUMNS, Spread
from insight_widgets.texts.charts import CHARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from insight_widgets.stats.bins import Bins
    from insight_widgets.stats.box_axes import BoxAxis
    from insight_widgets.stats.counts import BoxCounts, Counts

    Splits = Mapping[str, Counts]

CLASS = TABLE_AXES.index("class")


def distributions(splits: Splits, classes: tuple[str, ...]) -> dict[str, Any]:
    """Return every distribution that the counts hold, by name.

    Each has one list a split, with one count a class (in class-list order) or bin.
    """
    found: dict[str, Any] = {"label_distribution": _by_class(splits, classes, lambda c: c.image_labels)}
    boxes = {name: counts.boxes for name, counts in splits.items() if counts.boxes}
    masks = {name: counts.masks for name, counts in splits.items() if counts.masks}
    if boxes:
        found |= _box_distributions(splits, boxes, classes)
    if masks:
        found["mask_area"] = _binned(
            MASK_AREA, {name: counts.masks.dense() for name, counts in masks.items()}, classes, overall=False
        )
    return found


def known_shares(splits: Splits) -> dict[str, dict[str, list[int]]]:
    """Return how many boxes (images with a class's mask) each statistic relative to the image rests on.

    By statistic and split: how many are known, and how many there are. Only where some are not known,
    because the size of their image is not.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for name, counts in splits.items():
        for statistic, known, total in _known(counts):
            if known < total:
                found.setdefault(statistic, {})[name] = [known, total]
    return found


def _known(counts: Counts) -> Iterator[tuple[str, int, int]]:
    if counts.boxes:
        total = int(counts.labels().sum())
        yield _known_on(BOX_AXES[0], counts.boxes, total)
        sized = int(counts.boxes.sizes.over(1)[:UNKNOWN_SIZE].sum())
        yield "box_size", sized, total
        yield "box_position", int(counts.boxes.positions.count.sum()), total
        yield from (_known_on(axis, counts.boxes, total) for axis in BOX_AXES[1:])
    if counts.masks:
        yield "mask_area", int(counts.masks.masks.dense()[:, 1:].sum()), int(counts.image_labels.sum())


def _known_on(axis: BoxAxis, boxes: BoxCounts, total: int) -> tuple[str, int, int]:
    return axis.id, int(boxes.boxes.over(place_of(axis))[: len(axis.bins)].sum()), total


def place_of(axis: BoxAxis) -> int:
    """Return which axis of `BoxCounts.boxes` this is."""
    return TABLE_AXES.index(axis.id)


def _box_distributions(
    splits: Splits, boxes: Mapping[str, BoxCounts], classes: tuple[str, ...]
) -> dict[str, Any]:
    any_class = {name: counts.images_area.over(0, 1)[len(classes)] for name, counts in boxes.items()}
    per_image = {name: images.tolist() for name, images in any_class.items()}
    return {
        "box_labels": _by_class(splits, classes, lambda counts: counts.labels()),
        **{axis.id: _on_axis(axis, boxes, classes) for axis in BOX_AXES},
        "boxes_per_image": {"bins": list(BOXES_PER_IMAGE.names), **per_image},
        "box_size": _sizes(boxes, classes),
        "box_position": {"grid": GRID, **{name: of.positions.over(2).tolist() for name, of in boxes.items()}},
    }


def _on_axis(axis: BoxAxis, boxes: Mapping[str, BoxCounts], classes: tuple[str, ...]) -> dict[str, Any]:
    place = place_of(axis)
    return _binned(axis.bins, {name: of.boxes.over(CLASS, place) for name, of in boxes.items()}, classes)


def _sizes(boxes: Mapping[str, BoxCounts], classes: tuple[str, ...]) -> dict[str, Any]:
    """Return boxes by their size at the usual input size: the ranges lie between the limits."""
    ends = [0, *(bins_below(limit, USUAL_INPUT) for limit in LIMITS)]
    tables = {
        name: np.add.reduceat(of.sizes.dense()[:, :UNKNOWN_SIZE], ends, axis=1) for name, of in boxes.items()
    }
    found = _binned(SIZE_RANGES, tables, classes)
    return {"input_size": USUAL_INPUT, "ranges": found.pop("bins"), **found}


def _by_class(
    splits: Splits, classes: tuple[str, ...], of: Callable[[Counts], NDArray[np.int64]]
) -> dict[str, Any]:
    return {"classes": list(classes), **{name: of(counts).tolist() for name, counts in splits.items()}}


def _binned(
    bins: Bins, tables: Mapping[str, NDArray[np.int64]], classes: tuple[str, ...], *, overall: bool = True
) -> dict[str, Any]:
    """Return tables of shape (classes, bins, maybe one unknown) as lists, whole and by class."""
    known = {name: table[:, : len(bins)] for name, table in tables.items()}
    whole = {name: table.sum(axis=0).tolist() for name, table in known.items()} if overall else {}
    listed = {name: table.tolist() for name, table in known.items()}
    by_class = {
        label: {name: rows[index] for name, rows in listed.items()} for index, label in enumerate(classes)
    }
    return {"bins": list(bins.names), **whole, "by_class": by_class}


def spread_tables(splits: Splits, classes: tuple[str, ...]) -> dict[str, Any]:
    """Return the tables of mean, deviation and quantiles, by the name of their distribution."""
    boxes = {name: counts.boxes for name, counts in splits.items() if counts.boxes}
    masks = {name: counts.masks for name, counts in splits.items() if counts.masks}
    tables: dict[str, Any] = {}
    if boxes:
        tables |= _box_tables(boxes, classes)
    if masks:
        areas = {name: _table_of(counts.area, classes) for name, counts in masks.items()}
        tables["mask_area"] = _table("mask_area", areas)
    return tables


def _box_tables(boxes: Mapping[str, BoxCounts], classes: tuple[str, ...]) -> dict[str, Any]:
    area = {name: _table_of(counts.area, classes) for name, counts in boxes.items()}
    ratio = {name: _table_of(counts.ratio, classes) for name, counts in boxes.items()}
    per_image = {name: _per_image_table(counts.per_image, classes) for name, counts in boxes.items()}
    return {
        "box_area": _table("box_area", area),
        "box_ratio": _table("box_ratio", ratio),
        "boxes_per_image": _table("boxes_per_image", per_image),
    }


def _table(statistic: str, splits: Mapping[str, Any]) -> dict[str, Any]:
    told = {"title": CHARTS[statistic].title, "unit": CHARTS[statistic].unit}
    return told | {"columns": list(COLUMNS), "splits": dict(splits)}


def _table_of(spread: Spread, classes: tuple[str, ...]) -> dict[str, Any]:
    by_class = dict(zip(classes, spread.rows(), strict=True))
    return {"overall": spread.together().rows()[0], "by_class": by_class}


def _per_image_table(spread: Spread, classes: tuple[str, ...]) -> dict[str, Any]:
    *rows, overall = spread.rows(whole=True)
    return {"overall": overall, "by_class": dict(zip(classes, rows, strict=True))}
