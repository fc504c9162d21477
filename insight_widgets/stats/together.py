"""Which classes come together: labels of every class in the images that have another one."""

from __future__ import annotations

import numpy as np

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
    image, label : ndarray of int64, shape (n,)
        Images and the classes that they have, each pair once; images ascending.
    number : ndarray of int64, shape (n,)
        Labels of the class in the image.
    classes : int
        Number of classes, K.

    Returns
    -------
    SparseCounts, shape (K, K)
        At [i, j], labels of class j in images with class i; at [i, i], all labels of class i.
    """
    first = np.flatnonzero(np.diff(image, prepend=-1))
    companions = np.diff(first, append=len(image))  # classes in an image
    start, width = np.repeat(first, companions), np.repeat(companions, companions)
    end = np.cumsum(width)
    found = SparseCounts.empty(classes, classes)
    low = 0
    while low < len(image):
        done = end[low - 1] if low else 0
        high = max(int(np.searchsorted(end, done + AT_ONCE, side="right")), low + 1)
        rows, others = _pairs(start[low:high], width[low:high])
        flat = label[low:high][rows].astype(np.int64) * classes + label[others]
        found += SparseCounts.summed((classes, classes), flat, number[others])
        low = high
    return found


def _pairs(start: Integers, width: Integers) -> tuple[Integers, Integers]:
    """Return each row as often as its image has classes, and beside it the rows of that image."""
    rows = np.repeat(np.arange(len(start)), width)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(width) - width, width)
    return rows, start[rows] + within


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
