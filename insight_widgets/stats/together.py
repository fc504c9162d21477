"""Which classes come together: labels of every class in the images that have another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.runs import run_starts
from insight_widgets.stats.table_sum import TableSum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.stats.sparse import SparseCounts

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]

AT_ONCE = 2**20
"""Pairs of classes that are looked at together; it bounds the memory, whatever the images hold."""

THOUSANDTHS = 1000
"""What comes along is added up in thousandths of a label, so that it is the same sum everywhere."""


def count_together(image: Integers, label: Integers, number: Integers, classes: int) -> SparseCounts:
    """Count the labels of class j in images that have class i.

    Parameters
    ----------
    image, label : ndarray of int, shape (n,)
        Images and the classes that they have, each pair once; images ascending.
    number : ndarray of int, shape (n,)
        Labels of the class in the image.
    classes : int
        Number of classes, K.

    Returns
    -------
    SparseCounts, shape (K, K)
        At [i, j], labels of class j in images with class i; at [i, i], all labels of class i.
    """
    table = TableSum(classes, classes)
    add_together(table, image, label, number)
    return table.result()


def add_together(
    table: TableSum, image: NDArray[np.integer], label: NDArray[np.integer], number: NDArray[np.integer]
) -> None:
    """Add to a table of shape (K, K) what `count_together` counts.

    Images of equally many classes, w, are looked at together: each of their classes beside each.
    """
    first = run_starts(image)
    width = np.diff(first, append=len(image))
    ordered = first[np.argsort(_narrow(width), kind="stable")]
    images = np.bincount(width)
    start = 0
    for classes in np.flatnonzero(images).tolist():
        end, at_once = start + int(images[classes]), max(AT_ONCE // classes**2, 1)
        for one in range(start, end, at_once):
            rows = np.arange(classes)[:, np.newaxis] + ordered[one : min(one + at_once, end)]
            _add_squares(table, label[rows].astype(np.int64), number[rows])
        start = end


def _narrow(width: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return numbers in two bytes where they fit, in which they are quicker to sort."""
    return width.astype(np.int16 if width.max(initial=0) <= np.iinfo(np.int16).max else np.int64)


def _add_squares(table: TableSum, label: NDArray[np.int64], number: NDArray[np.integer]) -> None:
    """Add labels of m images of w classes each, class beside class, shape (w, m) each.

    Images are the last axis, which is the longest and the one that numpy is quick along.
    """
    classes, images = label.shape
    scaled = label * table.shape[1]
    at_once = max(AT_ONCE // (images * classes), 1)
    for start in range(0, classes, at_once):
        cells = scaled[start : start + at_once, np.newaxis, :] + label
        numbers = np.empty(cells.shape, dtype=np.int64)
        numbers[:] = number
        table.add_cells(cells.ravel(), numbers.ravel())


def expected_along(together: SparseCounts, image_labels: Integers, images: Integers) -> Integers:
    """Return the labels that come along when images of some classes are added; an estimate.

    An image that is added for a class is taken to hold as many labels of the other classes as the
    images that have it hold in the mean.

    Parameters
    ----------
    together : SparseCounts, shape (K, K)
        As `count_together` returns it.
    image_labels : ndarray of int64, shape (K,)
        Images that have the class.
    images : ndarray of int64, shape (K,)
        Images to add for the class.

    Returns
    -------
    ndarray of int64, shape (K,)
        Labels by class, rounded half up.
    """
    wanted, other = np.divmod(together.index, max(together.shape[1], 1))
    used = (wanted != other) & (images[wanted] > 0) & (image_labels[wanted] > 0)
    wanted, other, count = wanted[used], other[used], together.count[used]
    largest = THOUSANDTHS * int(images.max(initial=0)) * int(count.max(initial=0))
    numbers = count if largest < np.iinfo(np.int64).max else count.astype(object)  # exact, however many
    along = np.zeros(len(images), dtype=np.int64)
    np.add.at(along, other, (numbers * images[wanted] * THOUSANDTHS // image_labels[wanted]).astype(np.int64))
    return (along + THOUSANDTHS // 2) // THOUSANDTHS
