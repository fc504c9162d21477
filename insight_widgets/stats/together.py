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

    Images of equally many classes are looked at together: each of their classes beside each.
    """
    width = np.diff(run_starts(image), append=len(image))  # classes in an image
    order = np.argsort(_narrow(np.repeat(width, width)), kind="stable")
    ordered, along = label[order].astype(np.int64), number[order].astype(np.int64)
    images = np.bincount(width)
    row = 0
    for classes in np.flatnonzero(images).tolist():
        at_once = max(AT_ONCE // classes**2, 1) * classes
        end = row + classes * int(images[classes])
        for start in range(row, end, at_once):
            rows = slice(start, min(start + at_once, end))
            _add_squares(table, ordered[rows].reshape(-1, classes), along[rows].reshape(-1, classes))
        row = end


def _narrow(width: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return numbers in two bytes where they fit, in which they are quicker to sort."""
    return width.astype(np.int16 if width.max(initial=0) <= np.iinfo(np.int16).max else np.int64)


def _add_squares(table: TableSum, label: NDArray[np.int64], number: NDArray[np.int64]) -> None:
    """Add labels of m images of w classes each, class beside class, shape (m, w) each."""
    images, classes = label.shape
    scaled = label * table.shape[1]
    at_once = max(AT_ONCE // (images * classes), 1)
    for start in range(0, classes, at_once):
        cells = scaled[:, start : start + at_once, np.newaxis] + label[:, np.newaxis, :]
        numbers = np.empty(cells.shape, dtype=np.int64)
        numbers[:] = number[:, np.newaxis, :]
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
