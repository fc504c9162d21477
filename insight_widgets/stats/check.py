"""What of a split counts: every record gets at most one problem code, bad ones are set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import take_rows
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.duplicates import repeated_records, repeats
from insight_widgets.stats.geometry import BoxGeometry
from insight_widgets.texts.where import box_text, class_text, image_text, no_image_in, record_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Images, Labels, Split
    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A split without the records that do not count, and what was wrong.

    Attributes
    ----------
    split : Split
        With the rows that count only.
    problems : tuple of Problem
        Those of the reader and those found here.
    geometry : BoxGeometry or None
        Of the boxes of `split`, where it was worked out already.
    """

    split: Split
    problems: tuple[Problem, ...]
    geometry: BoxGeometry | None = None


IMAGE_CODES = frozenset({"image-no-size", "image-no-label"})
"""Codes found here that concern images; the others concern records (labels, or boxes)."""

COUNTED_CODES = frozenset({"box-outside-image", "duplicate-id"})
"""Codes of records that count all the same."""


def check(split: Split, task: Task, classes: tuple[str, ...], log: ProblemLog | None = None) -> Checked:
    """Set aside the records that do not count for `task` and say which and why.

    Where several codes fit a record, the first that excludes it counts, else the first of all.

    Parameters
    ----------
    split : Split
    task : Task
    classes : tuple of str
    log : ProblemLog, optional
        Told of the rows of every code, in place of one that holds what was found while reading.
    """
    log = ProblemLog(split.problems) if log is None else log
    if not len(split.images):
        log.add("split-empty", no_image_in(split.source))
    geometry = None
    if task == "detection" and split.boxes is not None:
        geometry = BoxGeometry(split.boxes, split.images)
        kept = _check_detection(split, split.boxes, geometry, classes, log)
    else:
        kept = _CHECKS[task](split, classes, log)
    _images_without_label(kept, task, log)
    return Checked(kept, log.problems(), geometry if kept.boxes is split.boxes else None)


def _check_detection(
    split: Split, boxes: Boxes, geometry: BoxGeometry, classes: tuple[str, ...], log: ProblemLog
) -> Split:
    repeated = _repeated_id(boxes)
    crowd = _crowd(boxes)
    degenerate, no_image, no_class = geometry.degenerate, boxes.image < 0, boxes.label < 0
    sound = ~(crowd | degenerate | no_image | no_class)
    rules = [
        ("crowd", crowd),
        ("box-degenerate", degenerate),
        ("box-no-image", no_image),
        ("unknown-class", no_class),
        ("duplicate-label", _repeats_of(boxes, sound)),
        ("box-outside-image", geometry.outside),
        ("duplicate-id", repeated),
    ]
    keep = _apply(rules, log, lambda row: describe_box(split, boxes, row, classes))
    _unsized_images(split, log)
    return split if keep.all() else replace(split, boxes=take_rows(boxes, keep))


def _check_segmentation(split: Split, classes: tuple[str, ...], log: ProblemLog) -> Split:
    if split.masks is not None:
        unsized = np.unique(split.masks.image[(split.masks.pixels > 0) & (split.masks.total <= 0)])
        unsized = unsized[~_missing(split.images)[unsized]]
        log.add_rows("image-no-size", unsized, lambda row: _image_text(split, row))
    boxes = split.boxes
    if boxes is None:
        return split
    sound = (boxes.image >= 0) & (boxes.label >= 0) & ~_crowd(boxes) & np.isfinite(boxes.width)
    rules = [
        ("crowd", _crowd(boxes)),
        ("label-no-image", boxes.image < 0),
        ("unknown-class", boxes.label < 0),
        ("duplicate-label", _repeats_of(boxes, sound)),
        ("duplicate-id", _repeated_id(boxes)),
    ]
    _apply(rules, log, lambda row: describe_box(split, boxes, row, classes))
    return replace(split, boxes=None)


def _check_multilabel(split: Split, classes: tuple[str, ...], log: ProblemLog) -> Split:
    return _check_labels(split, classes, log, one_an_image=False)


def _check_multiclass(split: Split, classes: tuple[str, ...], log: ProblemLog) -> Split:
    return _check_labels(split, classes, log, one_an_image=True)


def _check_labels(split: Split, classes: tuple[str, ...], log: ProblemLog, *, one_an_image: bool) -> Split:
    labels = split.labels
    if labels is None:
        return split
    no_image, no_class = labels.image < 0, labels.label < 0
    sound = ~(no_image | no_class)
    repeated = _among(sound, [labels.image, labels.label])
    rules = [
        ("label-no-image", no_image),
        ("unknown-class", no_class),
        ("duplicate-label", repeated),
    ]
    if one_an_image:
        rules.append(("duplicate-image", _among(sound & ~repeated, [labels.image])))
    keep = _apply(rules, log, lambda row: describe_label(split, labels, row, classes))
    return replace(split, labels=take_rows(labels, keep))


_CHECKS: dict[Task, Callable[[Split, tuple[str, ...], ProblemLog], Split]] = {
    "multiclass": _check_multiclass,
    "multilabel": _check_multilabel,
    "detection": lambda split, _classes, _log: split,
    "segmentation": _check_segmentation,
}


def _apply(
    rules: Iterable[tuple[str, NDArray[np.bool_]]], log: ProblemLog, describe: Callable[[int], str]
) -> NDArray[np.bool_]:
    """Count every row under the first rule that fits it; return which rows no rule excludes.

    `rules` are (code, which rows it fits), those of `COUNTED_CODES` last: all others exclude.
    """
    keep: NDArray[np.bool_] | None = None
    coded: NDArray[np.bool_] | None = None
    for code, fits in rules:
        coded = np.zeros(len(fits), dtype=np.bool_) if coded is None else coded
        keep = np.ones(len(fits), dtype=np.bool_) if keep is None else keep
        if not fits.any():
            continue
        rows = np.flatnonzero(fits & ~coded)
        log.add_rows(code, rows, describe)
        coded[rows] = True
        if code not in COUNTED_CODES:
            keep[rows] = False
    assert keep is not None  # noqa: S101  (every caller gives rules)
    return keep


def _crowd(boxes: Boxes) -> NDArray[np.bool_]:
    return np.zeros(len(boxes), dtype=np.bool_) if boxes.crowd is None else boxes.crowd


def _repeated_id(boxes: Boxes) -> NDArray[np.bool_]:
    if boxes.repeated is not None:
        return boxes.repeated
    if boxes.record is None or not boxes.unique_records:
        return np.zeros(len(boxes), dtype=np.bool_)
    return repeated_records(boxes.record)


def _repeats_of(boxes: Boxes, sound: NDArray[np.bool_]) -> NDArray[np.bool_]:
    columns: list[NDArray[Any]] = [boxes.image, boxes.label, boxes.x, boxes.y, boxes.width, boxes.height]
    return _among(sound, columns)


def _among(sound: NDArray[np.bool_], columns: list[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return which sound rows repeat an earlier sound row."""
    found = np.zeros(len(sound), dtype=np.bool_)
    if sound.any():
        found[sound] = repeats(columns if sound.all() else [column[sound] for column in columns])
    return found


def _unsized_images(split: Split, log: ProblemLog) -> None:
    images = split.images
    rows = np.flatnonzero(((images.width <= 0) | (images.height <= 0)) & ~_missing(images))
    log.add_rows("image-no-size", rows, lambda row: _image_text(split, row))


def _missing(images: Images) -> NDArray[np.bool_]:
    return np.zeros(len(images), dtype=np.bool_) if images.missing is None else images.missing


def _images_without_label(split: Split, task: Task, log: ProblemLog) -> None:
    table = {"detection": split.boxes, "segmentation": split.masks}.get(task, split.labels)
    labelled = np.zeros(len(split.images), dtype=np.bool_)
    if table is not None:
        labelled[table.image[_counted(table)]] = True
    log.add_rows(
        "image-no-label",
        np.flatnonzero(~labelled & ~_missing(split.images)),
        lambda row: _image_text(split, row),
    )


def _counted(table: object) -> NDArray[np.bool_] | slice:
    pixels = getattr(table, "pixels", None)
    return slice(None) if pixels is None else pixels > 0


def describe_box(split: Split, boxes: Boxes, row: int, classes: tuple[str, ...]) -> str:
    """Say where a box stands and what it is."""
    box = box_text([column[row] for column in (boxes.x, boxes.y, boxes.width, boxes.height)])
    return f"{_record_text(split, boxes, row, classes)}: {box}"


def describe_label(split: Split, labels: Labels, row: int, classes: tuple[str, ...]) -> str:
    """Say where a label stands and what it is."""
    return _record_text(split, labels, row, classes)


def _record_text(split: Split, table: Labels | Boxes, row: int, classes: tuple[str, ...]) -> str:
    record = row if table.record is None else table.record[row]
    parts = [record_text(split.record_name, record)]
    if table.image[row] >= 0:
        parts.append(image_text(split.images.name[table.image[row]]))
    if table.label[row] >= 0:
        parts.append(class_text(classes[table.label[row]]))
    if row in split.unresolved:
        parts.append(split.unresolved[row])
    return f"{split.source}: {', '.join(parts)}" if split.source else ", ".join(parts)


def _image_text(split: Split, row: int) -> str:
    name = image_text(split.images.name[row])
    return f"{split.source}: {name}" if split.source else name
