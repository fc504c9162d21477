"""The rows of a table as labels, boxes or masks of a split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from insight_widgets.columns import Boxes, Labels, Masks, Split
from insight_widgets.errors import DataError
from insight_widgets.naming import is_background
from insight_widgets.stats.duplicates import repeats
from insight_widgets.tables.box_form import NO_SIGNS, CornerSigns, corner_signs
from insight_widgets.tables.cells import YES
from insight_widgets.texts.where import class_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from insight_widgets.tables.class_index import ClassIndex
    from insight_widgets.tables.column import Coded, Column
    from insight_widgets.tables.part import Part
    from insight_widgets.tables.positives import Positives


_MOST_WORDS = 1000
"""Rows of which it is put into words what is wrong: examples of problems are among them."""

Rows = NDArray[np.int64]
Sides = list[NDArray[np.float64]]


def label_split(part: Part, found: Positives, classes: ClassIndex) -> Split:
    """Return a split of labels of whole images."""
    if part.roles.labels.flags:
        repeated = np.setdiff1d(np.arange(len(part.image)), part.first_of_image())
        part.log.add_rows("duplicate-image", repeated, part.where, part.image_name)
    label = classes.places(found.names)[found.codes]
    labels = Labels(part.image[found.rows], label, part.table.record[found.rows])
    return _split(part, labels=labels, unresolved=_unknown_names(label, found.codes, found.names))


def box_rows(part: Part) -> Rows:
    """Return the rows that have a box; the others are images without an object."""
    columns = [part.table.columns[place] for place in part.roles.box or ()]
    blank = np.isnan(columns[0].numbers)
    for column in columns:
        if blank.any():
            blank &= np.isnan(column.numbers)
    for column in columns:
        if blank.any():
            blank[blank] = column.take(np.flatnonzero(blank)).blank
    return np.flatnonzero(~blank)


def box_signs(part: Part, rows: Rows) -> CornerSigns:
    """Return what the boxes in some rows say of the form they are written in, where their header does not."""
    if part.roles.form != "four" or part.roles.size is None:
        return NO_SIGNS
    width, height = part.sizes()[:, part.image[uncopied(part, rows)]]
    return corner_signs(_four(part, rows), width, height)


def box_columns(part: Part, rows: Rows, signs: CornerSigns) -> Sides:
    """Return x, y, width and height of the boxes in some rows, shape (m,) each.

    Where boxes are written by their middle, x and y are of that.

    Parameters
    ----------
    part : Part
    rows : ndarray of int64, shape (m,)
    signs : CornerSigns
        What all boxes say of their form; boxes that are taken as corners by it are told.
    """
    x, y, *far = _four(part, rows)
    if signs.corners:
        part.log.add_rows("box-corners", rows, part.where, part.image_name)
    if part.roles.form == "corners" or signs.corners:
        far = [far[0] - x, far[1] - y]
    return [x, y, *far]


def _four(part: Part, rows: Rows) -> Sides:
    of = uncopied(part, rows)
    return [part.numbers(place)[of] for place in part.roles.box or ()]


def uncopied(part: Part, rows: Rows) -> Rows | slice:
    """Return rows as an index that makes no copy where they are all."""
    return slice(None) if len(rows) == len(part.table) else rows


def box_split(part: Part, boxes: tuple[Rows, Sides], classes: ClassIndex, *, relative: bool) -> Split:
    """Return a split of boxes, given their rows and `box_columns` of these."""
    rows, sides = boxes
    names = part.label_names()
    of = uncopied(part, rows)
    codes = names.codes[of]
    label = classes.places(names.values)[codes]
    crowd = None if part.roles.crowd is None else _says_yes(part.table.columns[part.roles.crowd])[of]
    record = part.table.record[of]
    x, y, width, height = sides
    if part.roles.form == "middle":
        x, y = x - width / 2, y - height / 2
    table = Boxes(part.image[of], label, x, y, width, height, record, crowd, relative=relative)
    unresolved = _unknown_names(label, codes, names.values)
    for place in _without_number(sides)[:_MOST_WORDS].tolist():
        unresolved[place] = part.no_number(int(rows[place]), part.roles.box or ())
    return _split(
        part, boxes=table, unresolved={place: words for place, words in unresolved.items() if words}
    )


def _without_number(sides: Sides) -> Rows:
    """Return the rows in which a side is no number."""
    found = [np.flatnonzero(np.isnan(side)) for side in sides]
    return np.unique(np.concatenate(found)) if any(map(len, found)) else found[0]


def mask_split(part: Part, classes: ClassIndex) -> Split:
    """Return a split of areas of masks.

    Raises
    ------
    DataError
        An area does not fit its image, or an image has two areas of one class.
    """
    pixels, names = part.numbers(part.roles.pixels or 0), part.label_names()
    images, label = part.images(), classes.places(names.values)[names.codes]
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


def _log_unknown(part: Part, rows: NDArray[np.int64], names: Coded) -> None:
    background = names.where(map(is_background, names.values))

    def say(row: int) -> str:
        return f"{part.where(row)}, {class_text(names.values[names.codes[row]])}"

    part.log.add_rows("unknown-class", rows[~background[rows]], say, part.image_name)


def _unknown_names(
    label: NDArray[np.int32], codes: NDArray[np.int64], names: Sequence[str]
) -> dict[int, str]:
    rows = np.flatnonzero(label < 0)[:_MOST_WORDS].tolist()
    return {row: class_text(names[codes[row]]) for row in rows}


def _says_yes(column: Column) -> NDArray[np.bool_]:
    return column.coded.where(word.lower() in YES for word in column.coded.texts)


def _split(part: Part, **tables: Any) -> Split:
    return Split(
        part.images(),
        source=part.table.source,
        record_name=part.table.record_name,
        problems=part.log.problems(),
        **tables,
    )
