"""The rows of a table as labels, boxes or masks of a split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Boxes, Labels, Masks, Split
from insight_widgets.errors import DataError, shorten
from insight_widgets.naming import is_background
from insight_widgets.problems import EXAMPLES
from insight_widgets.stats.duplicates import repeats
from insight_widgets.tables.cells import blank, flags, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from insight_widgets.tables.class_index import ClassIndex
    from insight_widgets.tables.part import Part


def label_split(part: Part, rows: NDArray[np.int64], names: Sequence[str], classes: ClassIndex) -> Split:
    """Return a split of labels of whole images, given the row and class name of each label."""
    if part.roles.labels.flags:
        part.log_repeated_images()
    label = classes.places(names)
    labels = Labels(part.image[rows], label, part.table.record[rows])
    return _split(part, labels=labels, unresolved=_unknown_names(label, names))


def box_rows(part: Part) -> NDArray[np.int64]:
    """Return the rows that have a box; the others are images without an object."""
    empty = [blank(part.table.columns[place]) for place in part.roles.box or ()]
    return np.flatnonzero(~np.logical_and.reduce(empty))


def box_columns(part: Part, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return x, y, width and height of the boxes in some rows, shape (4, m)."""
    written = np.stack([part.numbers(place)[rows] for place in part.roles.box or ()])
    if part.roles.corners:
        written[2:] -= written[:2]
    return written


def box_split(part: Part, classes: ClassIndex, *, relative: bool) -> Split:
    """Return a split of boxes."""
    rows = box_rows(part)
    names = [text(part.label_cells()[row]) for row in rows.tolist()]
    label = classes.places(names)
    x, y, width, height = box_columns(part, rows)
    crowd = None if part.roles.crowd is None else flags(part.table.columns[part.roles.crowd])[rows]
    record = part.table.record[rows]
    boxes = Boxes(part.image[rows], label, x, y, width, height, record, crowd, relative=relative)
    unresolved = _unknown_names(label, names)
    for place in np.flatnonzero(np.isnan([x, y, width, height]).any(axis=0))[: 2 * EXAMPLES].tolist():
        unresolved[place] = part.no_number(int(rows[place]), part.roles.box or ())
    return _split(
        part, boxes=boxes, unresolved={place: words for place, words in unresolved.items() if words}
    )


def mask_split(part: Part, classes: ClassIndex) -> Split:
    """Return a split of areas of masks.

    Raises
    ------
    DataError
        An area does not fit its image, or an image has two areas of one class.
    """
    pixels, names = part.numbers(part.roles.pixels or 0), [text(cell) for cell in part.label_cells()]
    images, label = part.images(), classes.places(names)
    total = (images.width.astype(np.int64) * images.height)[part.image]
    _refuse(part, pixels < 0, "the area of a mask is not negative")
    _refuse(part, pixels > total, "a mask is no larger than its image (image_width x image_height)")
    rows = np.flatnonzero((pixels > 0) & (label >= 0))
    _refuse_repeats(part, rows, label)
    _log_unknown(part, np.flatnonzero((pixels > 0) & (label < 0)), names)
    masks = Masks(part.image[rows], label[rows], pixels[rows].astype(np.int64), total[rows])
    return _split(part, masks=masks)


def _refuse(part: Part, rows: NDArray[np.bool_], wanted: str) -> None:
    if rows.any():
        raise DataError(f"{part.where(int(np.flatnonzero(rows)[0]))}: {wanted}")


def _refuse_repeats(part: Part, rows: NDArray[np.int64], label: NDArray[np.int32]) -> None:
    repeated = np.zeros(len(label), dtype=np.bool_)
    if len(rows):
        repeated[rows] = repeats([part.image[rows], label[rows]])
    _refuse(
        part, repeated, "one row for an image and class is wanted; areas of parts do not tell their union"
    )


def _log_unknown(part: Part, rows: NDArray[np.int64], names: Sequence[str]) -> None:
    rows = np.array([row for row in rows.tolist() if not is_background(names[row])], dtype=np.int64)
    part.log.add_rows("unknown-class", rows, lambda row: f"{part.where(row)}, {_class_text(names[row])}")


def _unknown_names(label: NDArray[np.int32], names: Sequence[str]) -> dict[int, str]:
    rows = np.flatnonzero(label < 0)[: 2 * EXAMPLES].tolist()
    return {row: _class_text(names[row]) for row in rows}


def _class_text(name: str) -> str:
    return f'class "{shorten(name)}"' if name else "no class name"


def _split(part: Part, **tables: Any) -> Split:
    return Split(
        part.images(),
        source=part.table.source,
        record_name=part.table.record_name,
        problems=part.log.problems(),
        **tables,
    )
